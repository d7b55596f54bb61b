"""Reading an SVG file into a bounded tree of plain elements.

The content loader has judged the file already; the bounds stand here too, because a picture may
reach the writer by another way and recursion over a stranger's file must end.
"""

from __future__ import annotations

from xml.parsers import expat

from handouts.pdf.svg.paths import SvgError

DEPTH = 40
"""Deepest nesting of elements; drawing programs stay below fifteen."""
ELEMENTS = 20_000
"""Most elements of a file, and most that are drawn."""

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"


class Node:
    """An element of the SVG name space; elements of others are left out with all that is in them."""

    __slots__ = ("attributes", "children", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node] = []
        self.text = ""

    def get(self, name: str) -> str:
        """Return an attribute without the blanks around it, empty where it is not set."""
        return self.attributes.get(name, "").strip()


def read(data: bytes) -> Node:
    """Return the root element.

    Raises:
        SvgError: the file is not well-formed, not SVG, too large, or declares a document type.
    """
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        message = f"line {error.lineno} of the file is not well-formed XML"
        raise SvgError(message) from None
    if reader.root is None:
        message = "the file is not SVG"
        raise SvgError(message)
    return reader.root


class _Reader:
    def __init__(self) -> None:
        self.root: Node | None = None
        self.open: list[Node | None] = []
        """Open elements; `None` stands for those of other name spaces."""
        self.count = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def _doctype(self, *_: object) -> None:
        message = "the file declares a document type"
        raise SvgError(message)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > ELEMENTS or len(self.open) >= DEPTH:
            message = f"the drawing has more than {ELEMENTS} elements or nests them more than {DEPTH} deep"
            raise SvgError(message)
        space, _, tag = name.rpartition(" ")
        parent = self.open[-1] if self.open else None
        if space != _SVG or (self.open and parent is None):
            self.open.append(None)
            return
        own = {key: value for key, value in attributes.items() if " " not in key}
        own.setdefault("href", attributes.get(f"{_XLINK} href", ""))
        node = Node(tag, own)
        if parent is not None:
            parent.children.append(node)
        elif tag == "svg":
            self.root = node
        self.open.append(node)

    def _end(self, _: str) -> None:
        self.open.pop()

    def _characters(self, text: str) -> None:
        if self.open and (node := self.open[-1]) is not None and node.tag == "style":
            node.text += text
