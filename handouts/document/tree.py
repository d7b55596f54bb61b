"""From markup to a checked tree of elements: the first half of parsing.

Expat reads the markup (a document type is refused, so no entity can be declared), and each element
is checked against the vocabulary the moment it begins. Everything wrong is collected.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from handouts.document.vocabulary import ALLOWED, BLOCKS, ELEMENTS, INLINES
from handouts.errors import MarkupError
from handouts.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

_DEPTH = 40
"""Elements inside one another; a handout needs fewer than 20, and the tree is walked by recursion."""


@dataclass(slots=True)
class Node:
    """An element as it stands in the markup."""

    name: str
    attributes: dict[str, str]
    line: int
    column: int
    children: list[Node | str] = field(default_factory=list)

    def elements(self) -> list[Node]:
        """Return the child elements."""
        return [child for child in self.children if not isinstance(child, str)]

    def named(self, *names: str) -> list[Node]:
        """Return the child elements of these names."""
        return [child for child in self.elements() if child.name in names]

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute."""
        return self.attributes.get(name, default)


class _StopError(Exception):
    """Ends expat's work; the finding is already collected."""


class Reader:
    """Reads one piece of markup and collects what is wrong in it."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
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
        """Return the root element.

        Raises:
            MarkupError: the markup is not well formed, or the vocabulary does not allow it.
        """
        try:
            self._parser.Parse(markup, True)
        except expat.ExpatError as error:
            place = Place(self.shown, error.lineno, error.offset + 1)
            message = f"the markup is not well formed: {expat.ErrorString(error.code)}"
            self.findings.append(Finding("H220", message, place, "close every element, and escape “<” and “&”"))
        except UnicodeEncodeError:
            message = "the markup holds half of a surrogate pair, which is no character"
            self.findings.append(Finding("H220", message, Place(self.shown), "remove it"))
        except _StopError:
            pass
        root = next(iter(self._root.elements()), None)
        if root is not None and root.name != "handout":
            self.say(root, "H221", f"the markup begins with “{root.name}”", "the outermost element is “handout”")
        if self.findings or root is None:
            raise MarkupError(self.findings)
        return root

    def say(self, node: Node, code: str, message: str, hint: str = "") -> None:
        """Collect a finding about an element."""
        self.findings.append(Finding(code, message, Place(self.shown, node.line, node.column), hint))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        parser = self._parser
        node = Node(name, attributes, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        parent = self._stack[-1]
        parent.children.append(node)
        self._stack.append(node)
        element = ELEMENTS.get(name)
        if element is None:
            self.say(node, "H221", f"there is no element “{name}”", _nearest(name, ELEMENTS))
        else:
            if parent.name in ALLOWED and name not in ALLOWED[parent.name]:
                hint = f"allowed here: {', '.join(sorted(ALLOWED[parent.name])) or 'nothing'}"
                self.say(node, "H221", f"“{name}” cannot stand directly inside “{parent.name}”", hint)
            if name == "a" and any(above.name == "a" for above in self._stack[:-1]):
                self.say(node, "H221", "a link stands inside a link", "end the first link before the second begins")
            if attributes or element.required:
                self._check_attributes(node)
        if len(self._stack) > _DEPTH:
            self.say(node, "H220", f"more than {_DEPTH} elements stand inside one another", "simplify the template")
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
                self.say(node, "H222", message, f"it must be {form.words}")
        for name, form in element.required.items():
            if name not in node.attributes:
                message = f"“{node.name}” lacks the attribute “{name}”"
                self.say(node, "H222", message, f"it must be {form.words}")

    def _text(self, text: str) -> None:
        children = self._stack[-1].children
        # Expat hands text over in pieces where a comment stands in it.
        if children and isinstance(children[-1], str):
            children[-1] += text
        else:
            children.append(text)

    def _end(self, name: str) -> None:
        node = self._stack.pop()
        element = ELEMENTS.get(name)
        if element is None:
            return
        content = element.content
        words = any(isinstance(child, str) and child.strip(" \t\r\n") for child in node.children)
        if content in ("none", "blocks", "parts"):
            if words:
                text = " ".join(child for child in node.children if isinstance(child, str)).split()
                message = f"text stands directly inside “{name}”: “{' '.join(text)[:60]}”"
                hint = "put it into a “p”" if content == "blocks" else "put it into the element it belongs to"
                self.say(node, "H223", message, hint)
            elif content == "none" and node.children:
                node.children.clear()
        elif content == "flow":
            names = {child.name for child in node.elements()}
            if names & BLOCKS and (words or names & INLINES):
                message = f"“{name}” holds both running text and blocks"
                self.say(node, "H223", message, "put the running text into a “p”")
        if element.filled and content != "none" and not words and not _has_words(node):
            self.say(node, "H224", f"“{name}” is empty", "leave it out where there is nothing to say")

    def _doctype(self, *_: object) -> None:
        self._refuse("the markup declares a document type", "leave out “<!DOCTYPE …>”")

    def _instruction(self, *_: object) -> None:
        self._refuse("the markup holds a processing instruction", "leave out “<?…?>”")

    def _refuse(self, message: str, hint: str) -> None:
        parser = self._parser
        place = Place(self.shown, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        self.findings.append(Finding("H220", message, place, hint))
        raise _StopError


def _has_words(node: Node) -> bool:
    """Tell whether there is anything in an element that is not an empty inline."""
    for child in node.children:
        if isinstance(child, str):
            if child.strip(" \t\r\n"):
                return True
        elif child.name not in INLINES or _has_words(child):
            return True
    return False


def _nearest(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, tuple(known), 1)
    return f"did you mean “{close[0]}”?" if close else f"known: {', '.join(sorted(known)) or 'none'}"
