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
    from collections.abc import Iterable, Mapping

TRACE = "handouts-line"
"""The target of the processing instructions that a traced template writes before its elements."""
_NO_TEXT = ("none", "blocks", "parts")
_DEPTH = 40
"""Elements inside one another; a handout needs fewer than 20, and the tree is walked by recursion."""


class Node:
    """An element as it stands in the markup."""

    __slots__ = ("attributes", "blocks", "children", "index", "inlines", "name", "words")

    def __init__(self, name: str, attributes: Mapping[str, str], index: int) -> None:
        self.name = name
        self.attributes = attributes
        self.index = index
        """Where it begins, in bytes of UTF-8; see `Reader.where`."""
        self.children: list[Node | str] = []
        """Elements and text; where the vocabulary allows no text, elements alone."""
        self.words = self.inlines = self.blocks = False
        """Whether there is text in it or in its inlines, whether it holds an inline element, and another element."""

    def elements(self) -> list[Node]:
        """Return the child elements."""
        return [child for child in self.children if child.__class__ is Node]

    def named(self, name: str) -> list[Node]:
        """Return the child elements of a name."""
        return [child for child in self.elements() if child.name == name]

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute."""
        return self.attributes.get(name, default)


_TEXTLESS = {name: element.content for name, element in ELEMENTS.items() if element.content in _NO_TEXT}
_FLOWS = frozenset(name for name, element in ELEMENTS.items() if element.content == "flow")
_FILLED = frozenset(name for name, element in ELEMENTS.items() if element.filled and element.content != "none")


class _StopError(Exception):
    """Ends expat's work; the finding is already collected."""


class _Starts:
    """Starts of elements that were found right, so that those of every handout are checked once.

    Kept by all that the check looks at: the name of the element around it, its own name, and each attribute's name
    and value. Links are not kept: whether one may begin depends on all the elements around it.
    """

    MOST = 2000
    LONGEST = 60
    """Characters of a value; longer ones are sentences, which no other element has."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, ...], Mapping[str, str]] = {}
        self.find = self._kept.get

    def keep(self, start: tuple[str, ...], attributes: Mapping[str, str]) -> None:
        """Keep the attributes of a start that is right; nobody changes them after this."""
        if start[1] != "a" and len(self._kept) < self.MOST and max(map(len, start)) <= self.LONGEST:
            self._kept[start] = attributes


_STARTS = _Starts()


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
        root = next(iter(self._root.elements()), None)
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
        index = self._parser.CurrentByteIndex
        start = (parent.name, name, *listed)
        attributes = _STARTS.find(start)
        if attributes is None:
            node = Node(name, dict(zip(listed[::2], listed[1::2], strict=True)), index)
            if self._check(node):
                _STARTS.keep(start, node.attributes)
        else:
            node = Node(name, attributes, index)
        parent.children.append(node)
        if name in INLINES:
            parent.inlines = True
        else:
            parent.blocks = True
        stack.append(node)
        if len(stack) > _DEPTH:
            self.say(node, "H220", f"more than {_DEPTH} elements stand inside one another", "Simplify the template")
            raise _StopError

    def _check(self, node: Node) -> bool:
        """Tell whether such an element with such attributes may stand where the reader is; what is wrong is said."""
        before = len(self.findings)
        element = ELEMENTS.get(node.name)
        if element is None:
            self.say(node, "H221", f"there is no element “{node.name}”", _nearest(node.name, ELEMENTS))
            return False
        parent = self._stack[-1].name
        places = ALLOWED.get(parent)
        if places is not None and node.name not in places:
            hint = f"Allowed here: {', '.join(sorted(places)) or 'nothing'}"
            self.say(node, "H221", f"“{node.name}” cannot stand directly inside “{parent}”", hint)
        if node.name == "a" and any(above.name in ("a", "entry") for above in self._stack):
            self.say(node, "H221", "a link stands inside a link", "End the first link before the second begins")
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
        return len(self.findings) == before

    def _text(self, text: str) -> None:
        node = self._stack[-1]
        blank = not text.strip(" \t\r\n")
        if node.name in _TEXTLESS:
            if not blank:
                node.words = True
                message = f"text stands directly inside “{node.name}”: “{' '.join(text.split())[:60]}”"
                holder = "a “p”" if _TEXTLESS[node.name] == "blocks" else "the element it belongs to"
                place = self._here()
                self.findings.append(Finding("H223", message, place, f"Put it into {holder}"))
            return
        if not blank:
            node.words = True
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


def _nearest(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, tuple(known), 1)
    return f"Did you mean “{close[0]}”?" if close else f"Known: {', '.join(sorted(known)) or 'none'}"
