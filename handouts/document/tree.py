"""From markup to a checked tree of elements: the first half of parsing.

Expat reads the markup (a document type is refused, so no entity can be declared), and each element
is checked against the vocabulary the moment it begins. Everything wrong is collected.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING
from xml.parsers import expat

from handouts.document.vocabulary import ALLOWED, ELEMENTS, INLINES
from handouts.errors import MarkupError
from handouts.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

TRACE = "handouts-line"
"""The target of the processing instructions that a traced template writes before its elements."""
_NO_TEXT = ("none", "blocks", "parts")
_DEPTH = 40
"""Elements inside one another; a handout needs fewer than 20, and the tree is walked by recursion."""


class Node:
    """An element as it stands in the markup."""

    __slots__ = ("attributes", "blocks", "children", "column", "inlines", "line", "name", "origin", "words")

    def __init__(
        self, name: str, attributes: dict[str, str], line: int, column: int, origin: Place | None = None
    ) -> None:
        self.name = name
        self.attributes = attributes
        self.line = line
        self.column = column
        self.origin = origin
        """The line of the template that wrote it, if the markup tells."""
        self.children: list[Node | str] = []
        """Elements and text; where the vocabulary allows no text, elements alone."""
        self.words = False
        """Whether there is text in it or in its inlines."""
        self.inlines = False
        """Whether it holds an inline element."""
        self.blocks = False
        """Whether it holds another element."""

    def elements(self) -> list[Node]:
        """Return the child elements."""
        return [child for child in self.children if not isinstance(child, str)]

    def named(self, *names: str) -> list[Node]:
        """Return the child elements of these names."""
        return [child for child in self.elements() if child.name in names]

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute."""
        return self.attributes.get(name, default)


_TEXTLESS = {name: element.content for name, element in ELEMENTS.items() if element.content in _NO_TEXT}
_FLOWS = frozenset(name for name, element in ELEMENTS.items() if element.content == "flow")
_FILLED = frozenset(name for name, element in ELEMENTS.items() if element.filled and element.content != "none")


class _StopError(Exception):
    """Ends expat's work; the finding is already collected."""


class Reader:
    """Reads one piece of markup and collects what is wrong in it."""

    def __init__(self, shown: str, *, traced: bool = False) -> None:
        self.shown = shown
        self._traced = traced
        self._origin: Place | None = None
        self.findings: list[Finding] = []
        self._root = Node("", {}, 0, 0)
        self._stack = [self._root]
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
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
        try:
            self._parser.Parse(markup, True)
        except expat.ExpatError as error:
            place = self._origin or Place(self.shown, error.lineno, error.offset + 1)
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
        root = next(iter(self._root.elements()), None)
        if root is not None and root.name != "handout":
            self.say(root, "H221", f"the markup begins with “{root.name}”", "The outermost element is “handout”")
        if self.findings or root is None:
            raise MarkupError(self.findings)
        return root

    def say(self, node: Node, code: str, message: str, hint: str = "") -> None:
        """Collect a finding about an element."""
        place = node.origin or Place(self.shown, node.line, node.column)
        self.findings.append(Finding(code, message, place, hint))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        parser, stack = self._parser, self._stack
        node = Node(name, attributes, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, self._origin)
        parent = stack[-1]
        parent.children.append(node)
        if name in INLINES:
            parent.inlines = True
        else:
            parent.blocks = True
        stack.append(node)
        element = ELEMENTS.get(name)
        if element is None:
            self.say(node, "H221", f"there is no element “{name}”", _nearest(name, ELEMENTS))
        else:
            places = ALLOWED.get(parent.name)
            if places is not None and name not in places:
                hint = f"Allowed here: {', '.join(sorted(places)) or 'nothing'}"
                self.say(node, "H221", f"“{name}” cannot stand directly inside “{parent.name}”", hint)
            if name == "a" and any(above.name in ("a", "entry") for above in stack[:-1]):
                self.say(node, "H221", "a link stands inside a link", "End the first link before the second begins")
            if attributes or element.required:
                self._check_attributes(node)
        if len(stack) > _DEPTH:
            self.say(node, "H220", f"more than {_DEPTH} elements stand inside one another", "Simplify the template")
            raise _StopError

    def _check_attributes(self, node: Node) -> None:
        element = ELEMENTS[node.name]
        for name, value in node.attributes.items():
            form = element.required.get(name) or element.optional.get(name)
            if form is None:
                known = (*element.required, *element.optional)
                self.say(node, "H222", f"“{node.name}” has no attribute “{name}”", _nearest(name, known))
            elif not form.pattern.fullmatch(value):
                message = f"{name}=“{value[:60]}” of “{node.name}” is not right"
                self.say(node, "H222", message, f"It must be {form.words}")
        for name, form in element.required.items():
            if name not in node.attributes:
                message = f"“{node.name}” lacks the attribute “{name}”"
                self.say(node, "H222", message, f"It must be {form.words}")

    def _text(self, text: str) -> None:
        node = self._stack[-1]
        blank = not text.strip(" \t\r\n")
        if not blank:
            node.words = True
        if node.name in _TEXTLESS:
            if not blank:
                message = f"text stands directly inside “{node.name}”: “{' '.join(text.split())[:60]}”"
                holder = "a “p”" if _TEXTLESS[node.name] == "blocks" else "the element it belongs to"
                place = self._here()
                self.findings.append(Finding("H223", message, place, f"Put it into {holder}"))
            return
        children = node.children
        # Expat hands text over in pieces where a comment stands in it.
        if children and isinstance(children[-1], str):
            children[-1] += text
        else:
            children.append(text)

    def _end(self, name: str) -> None:
        stack = self._stack
        node = stack.pop()
        if node.words:
            if name in INLINES:
                stack[-1].words = True
        elif not node.blocks and name in _FILLED:
            self.say(node, "H224", f"“{name}” is empty", "Leave it out where there is nothing to say")
        if node.blocks and (node.words or node.inlines) and name in _FLOWS:
            self.say(node, "H223", f"“{name}” holds both running text and blocks", "Put the running text into a “p”")

    def _doctype(self, *_: object) -> None:
        self._refuse("the markup declares a document type", "Leave out “<!DOCTYPE …>”")

    def _instruction(self, target: str, data: str) -> None:
        line, _, file = data.partition(" ")
        if self._traced and target == TRACE and line.isdecimal():
            self._origin = Place(file, int(line))
            return
        self._refuse("the markup holds a processing instruction", "Leave out “<?…?>”")

    def _refuse(self, message: str, hint: str) -> None:
        self.findings.append(Finding("H220", message, self._here(), hint))
        raise _StopError

    def _here(self) -> Place:
        parser = self._parser
        return self._origin or Place(self.shown, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)


def _nearest(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, tuple(known), 1)
    return f"Did you mean “{close[0]}”?" if close else f"Known: {', '.join(sorted(known)) or 'none'}"
