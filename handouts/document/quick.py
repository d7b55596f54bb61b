"""Reading markup that is right: the tree of the standard library's ``ElementTree``, which is made without handlers.

It does not keep where elements begin. Whatever is wrong or out of the ordinary (a comment, a CDATA section, a
processing instruction) ends the reading: `handouts.document.tree` then reads the same markup again, and tells what is
wrong and where. Both read by expat, and make the same tree but for the places.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING
from xml.etree.ElementTree import XML, ParseError

from msgspec import Struct

from handouts.document.tree import DEPTH, FILLED, FLOWS, LINKS, TEXTLESS, Node, add_text, faults, is_blank
from handouts.document.vocabulary import ELEMENTS, INLINES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})
_MOST = 200
"""Starts that are kept in each element."""
_LONGEST = 60
"""Characters of a value in a start that is kept; longer ones are sentences, which no other element has."""


class _UnusualError(Exception):
    """The markup is out of the ordinary, or wrong."""


class _Kind(Struct, frozen=True, eq=False):
    """One element of the vocabulary, and the starts that were right in it: each one's name, attributes and kind."""

    name: str
    textless: bool
    inline: bool
    flow: bool
    filled: bool
    starts: dict[object, _Kind]


_KINDS = {name: _Kind(name, name in TEXTLESS, name in INLINES, name in FLOWS, name in FILLED, {}) for name in ELEMENTS}
_AROUND = _Kind("", textless=True, inline=False, flow=False, filled=False, starts={})
"""What stands around the outermost element."""


def read(markup: str) -> Node | None:
    """Return the outermost element of markup that is right and nothing out of the ordinary, else nothing.

    Its elements do not say where they begin.
    """
    if "<!" in markup or "<?" in markup:  # so no entity can be declared
        return None
    try:
        outermost = XML(markup)
        kind = _begun(outermost, _AROUND)
        root = Node(kind.name, outermost.attrib, 0)
        _fill(root, outermost, kind, 1, linked=False)
    except (_UnusualError, ParseError, UnicodeEncodeError):
        return None
    return root


def _fill(node: Node, element: Element, kind: _Kind, depth: int, *, linked: bool) -> None:
    """Put into a node what is in the element that it is made of.

    Args:
        node: it; the element may stand where it stands.
        element: the element.
        kind: what it is.
        depth: how many elements it stands in, one without a name around all others counted in.
        linked: whether a link is among them.

    Raises:
        _UnusualError: something in it is wrong.
    """
    if text := element.text:
        _add(node, kind, text)
    if len(element):
        if depth + 1 >= DEPTH:
            raise _UnusualError
        linked = linked or kind.name in LINKS
        for child in element:
            attributes = child.items()
            start = (child.tag, *attributes) if attributes else child.tag
            begun = kind.starts.get(start) or _begun(child, kind)
            if linked and begun.name == "a":
                raise _UnusualError
            made = Node(begun.name, child.attrib if attributes else _NO_ATTRIBUTES, 0)
            _fill(made, child, begun, depth + 1, linked=linked)
            if begun.inline:
                node.content.append(made)
                if made.words:
                    node.words = True
            else:
                node.elements.append(made)
            if text := child.tail:
                _add(node, kind, text)
        if kind.flow and node.mixed():
            raise _UnusualError
    if kind.filled and not node.words and not node.elements:
        raise _UnusualError


def _add(node: Node, kind: _Kind, text: str) -> None:
    """Put text into a node, behind what is in it.

    Raises:
        _UnusualError: none may stand there.
    """
    blank = is_blank(text)
    if kind.textless:
        if not blank:
            raise _UnusualError
        return
    if not blank:
        node.words = True
    add_text(node.content, text)


def _begun(element: Element, around: _Kind) -> _Kind:
    """Return what an element is, such as was not met in such an element yet, and keep that it may begin there.

    Whether a link may depends on all the elements around it too, and is not looked at here.

    Raises:
        _UnusualError: it may not.
    """
    name = element.tag
    if (around is _AROUND) != (name == "handout"):
        raise _UnusualError
    for _ in faults(name, element.attrib, (around.name,)):
        raise _UnusualError
    kind = _KINDS[name]
    attributes = element.items()
    if len(around.starts) < _MOST and max(map(len, element.attrib.values()), default=0) <= _LONGEST:
        around.starts[(name, *attributes) if attributes else name] = kind
    return kind
