"""From markup to a checked tree of elements: the first half of parsing.

Expat reads the markup (a document type is refused, so no entity can be declared), and each element
is checked against the vocabulary the moment it begins. Everything wrong is collected.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping  # noqa: TC003  annotations of a struct stay readable at run time
from typing import TYPE_CHECKING
from xml.parsers import expat

from msgspec import Struct

from handouts.document.vocabulary import ALLOWED, ELEMENTS, INLINES
from handouts.errors import MarkupError
from handouts.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

TRACE = "handouts-line"
"""The target of the processing instructions that a traced template writes before its elements."""
_NO_TEXT = ("none", "blocks", "parts")
_SPACES = re.compile(r"[ \t\r\n]+")
DEPTH = 40
"""Elements inside one another; a handout needs fewer than 20, and the tree is walked by recursion."""


class Node(Struct, eq=False):
    """An element as it stands in the markup."""

    name: str
    attributes: Mapping[str, str]
    index: int
    """Where it begins, in bytes of UTF-8; see `Reader.where`."""
    elements: list[Node] = []
    """What is in it but text and inline elements."""
    content: list[Node | str] = []
    """Text, in which white space is single spaces, and inline elements, where the vocabulary allows them."""
    words: bool = False
    """Whether there is text in it or in its inlines."""

    def named(self, name: str) -> list[Node]:
        """Return the elements of a name in it."""
        return [child for child in self.elements if child.name == name]

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute."""
        return self.attributes.get(name, default)

    def mixed(self) -> bool:
        """Tell whether both running text and blocks are in it."""
        return bool(self.elements) and (self.words or any(child.__class__ is Node for child in self.content))


TEXTLESS = {name: element.content for name, element in ELEMENTS.items() if element.content in _NO_TEXT}
"""The elements in which no text may stand."""
FLOWS = frozenset(name for name, element in ELEMENTS.items() if element.content == "flow")
"""The elements that hold either running text or blocks."""
LINKS = frozenset(("a", "entry"))
"""The elements that lead somewhere; none stands in another."""
FILLED = frozenset(name for name, element in ELEMENTS.items() if element.filled and element.content != "none")
"""The elements that may not be empty."""


class _StopError(Exception):
    """Ends expat's work; the finding is already collected."""


class Reader:
    """Reads one piece of markup and collects what is wrong in it."""

    def __init__(self, shown: str, *, traced: bool = False) -> None:
        self.shown = shown
        self._traced = traced
        self._origins: list[tuple[int, Place]] = []
        """Where an instruction stands that names a line of a template, and that line."""
        self.findings: list[Finding] = []
        self._markup = ""
        self._root = Node("", {}, 0)
        self._stack = [self._root]
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction

    def read(self, markup: str) -> Node:
        """Return the root element; the reader has no parser after that.

        Raises:
            MarkupError: the markup is not well formed, or the vocabulary does not allow it.
        """
        self._markup = markup
        try:
            self._parser.Parse(markup, True)
        except expat.ExpatError as error:
            place = self._origin() or Place(self.shown, error.lineno, error.offset + 1)
            message = f"the markup is not well formed: {expat.ErrorString(error.code)}"
            self.findings.append(Finding("H220", message, place, "Close every element, and escape “<” and “&”"))
        except UnicodeEncodeError:
            message = "the markup holds half of a surrogate pair, which is no character"
            self.findings.append(Finding("H220", message, Place(self.shown), "Remove it"))
        except _StopError:
            pass
        finally:
            # It holds the reader, and the reader it: only a search for garbage would find the two.
            del self._parser
        root = next(iter(self._root.elements), None)
        if root is not None and root.name != "handout":
            self.say(root, "H221", f"the markup begins with “{root.name}”", "The outermost element is “handout”")
        if self.findings or root is None:
            raise MarkupError(self.findings)
        return root

    def say(self, node: Node, code: str, message: str, hint: str = "") -> None:
        """Collect a finding about an element."""
        origins = [place for index, place in self._origins if index <= node.index]
        place = origins[-1] if origins else Place(self.shown, *self.where(node))
        self.findings.append(Finding(code, message, place, hint))

    def where(self, node: Node) -> tuple[int, int]:
        """Return line and column of an element in the markup."""
        before = self._markup.encode()[: node.index].decode()
        *above, line = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return len(above) + 1, len(line) + 1

    def _start(self, name: str, listed: list[str]) -> None:
        stack = self._stack
        parent = stack[-1]
        node = Node(name, dict(zip(listed[::2], listed[1::2], strict=True)), self._parser.CurrentByteIndex)
        for fault in faults(name, node.attributes, [above.name for above in stack]):
            self.say(node, *fault)
        if name in INLINES and len(stack) > 1:
            parent.content.append(node)
        else:
            parent.elements.append(node)
        stack.append(node)
        if len(stack) > DEPTH:
            self.say(node, "H220", f"more than {DEPTH} elements stand inside one another", "Simplify the template")
            raise _StopError

    def _text(self, text: str) -> None:
        node = self._stack[-1]
        blank = is_blank(text)
        if node.name in TEXTLESS:
            if not blank:
                node.words = True
                message = f"text stands directly inside “{node.name}”: “{' '.join(text.split())[:60]}”"
                holder = "a “p”" if TEXTLESS[node.name] == "blocks" else "the element it belongs to"
                place = self._here()
                self.findings.append(Finding("H223", message, place, f"Put it into {holder}"))
            return
        if not blank:
            node.words = True
        add_text(node.content, text)

    def _end(self, name: str) -> None:
        stack = self._stack
        node = stack.pop()
        if node.words:
            if name in INLINES:
                stack[-1].words = True
        elif not node.elements and name in FILLED:
            self.say(node, "H224", f"“{name}” is empty", "Leave it out where there is nothing to say")
        if name in FLOWS and node.mixed():
            self.say(node, "H223", f"“{name}” holds both running text and blocks", "Put the running text into a “p”")

    def _doctype(self, *_: object) -> None:
        self._refuse("the markup declares a document type", "Leave out “<!DOCTYPE …>”")

    def _instruction(self, target: str, data: str) -> None:
        line, _, file = data.partition(" ")
        if self._traced and target == TRACE and line.isdecimal():
            self._origins.append((self._parser.CurrentByteIndex, Place(file, int(line))))
            return
        self._refuse("the markup holds a processing instruction", "Leave out “<?…?>”")

    def _refuse(self, message: str, hint: str) -> None:
        self.findings.append(Finding("H220", message, self._here(), hint))
        raise _StopError

    def _here(self) -> Place:
        parser = self._parser
        return self._origin() or Place(self.shown, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def _origin(self) -> Place | None:
        return self._origins[-1][1] if self._origins else None


def is_blank(text: str) -> bool:
    """Tell whether text is nothing but what XML has for white space; a no-break space is a character."""
    return text.isspace() and not text.strip(" \t\r\n")


def add_text(content: list[Node | str], text: str) -> None:
    """Put text behind what an element holds, white space in it collapsed.

    What a comment or a block divides is one text.
    """
    if content:
        last = content[-1]
        if isinstance(last, str):
            text = last + text
            content.pop()
    if "  " in text or "\n" in text or "\t" in text or "\r" in text:
        text = _SPACES.sub(" ", text)
    content.append(text)


def faults(name: str, attributes: Mapping[str, str], above: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with the start of an element: code, message and hint.

    Args:
        name: the element.
        attributes: its attributes.
        above: the names of the elements that it stands in, the innermost last.
    """
    element = ELEMENTS.get(name)
    if element is None:
        yield "H221", f"there is no element “{name}”", _nearest(name, ELEMENTS)
        return
    parent = above[-1]
    places = ALLOWED.get(parent)
    if places is not None and name not in places:
        hint = f"Allowed here: {', '.join(sorted(places)) or 'nothing'}"
        yield "H221", f"“{name}” cannot stand directly inside “{parent}”", hint
    if name == "a" and not LINKS.isdisjoint(above):
        yield "H221", "a link stands inside a link", "End the first link before the second begins"
    for attribute, value in attributes.items():
        form = element.required.get(attribute) or element.optional.get(attribute)
        if form is None:
            known = (*element.required, *element.optional)
            yield "H222", f"“{name}” has no attribute “{attribute}”", _nearest(attribute, known)
        elif not form.pattern.fullmatch(value):
            yield "H222", f"{attribute}=“{value[:60]}” of “{name}” is not right", f"It must be {form.words}"
    for attribute, form in element.required.items():
        if attribute not in attributes:
            yield "H222", f"“{name}” lacks the attribute “{attribute}”", f"It must be {form.words}"


def _nearest(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, tuple(known), 1)
    return f"Did you mean “{close[0]}”?" if close else f"Known: {', '.join(sorted(known)) or 'none'}"
