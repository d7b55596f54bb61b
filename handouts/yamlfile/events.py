"""Parse events to data: one pass, every plain value kept as text, marks kept beside the values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from handouts.findings import Finding, Place
from handouts.yamlfile.syntax import diagnose

if TYPE_CHECKING:
    from yaml.events import Event

SYNTAX = "H101"
KEY_TWICE = "H102"
NOT_PLAIN_DATA = "H103"
COMMENT_EATS_TEXT = "H105"
DASH_EATEN = "H106"
TOO_DEEP = "H107"
MORE_DOCUMENTS = "H108"
NOT_A_MAPPING = "H109"

DEPTH = 20
"""Deepest nesting of lists and mappings; a handout needs six."""
MOST_FINDINGS = 100
"""After so many findings in one file the rest is not looked at."""

Marks = dict[Any, tuple["Event | None", "Event", "dict[Any, Any] | None"]]
"""For each key or index: the event of the key, the event of the value, and the marks inside it."""

_COMMENT = re.compile(r"[ \t]+#")
_GLUED_COMMENT = re.compile(r"[ \t]*#(?=\w)")
_HEADER_COMMENT = re.compile(r"[|>][-+0-9]*[ \t]+#(?=\w)")
_HINT_COMMENT = "Put the whole text in quotes, or move the comment to a line of its own with a space after the “#”"
_HINT_QUOTES = "Put quotes around text that begins with “{}”"


class PureParser(Reader, Scanner, Parser):
    """The parser in Python, for machines where PyYAML has no C library; about ten times slower."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


def _fastest() -> Any:
    try:
        from yaml._yaml import CParser  # noqa: PLC0415  the C library is not on every machine
    except ImportError:
        return PureParser
    return CParser


PARSER: Any = _fastest()
"""The parser in use."""


class Composer:
    """Makes data, marks and findings from the text of one file."""

    def __init__(self, text: str, shown: str) -> None:
        self.shown = shown
        self.text = text
        self.lines = text.split("\n")
        self.hashes = {i for i, line in enumerate(self.lines) if "#" in line} if "#" in text else set[int]()
        self.findings: list[Finding] = []
        self.root: dict[int, Any] = {}
        self.marks: Marks = {}
        self.quoted: Any = None
        """The last text in quotes that goes over several lines."""

    def report(self, code: str, message: str, line: int, column: int, hint: str) -> None:
        """Add a finding; line and column count from 0."""
        self.findings.append(Finding(code, message, Place(self.shown, line + 1, column + 1), hint))

    def compose(self) -> None:
        """Read the text to its end, or to the first place after which nothing can be trusted."""
        try:
            self._read()
        except yaml.MarkedYAMLError as error:
            last = self.findings[-1] if self.findings else None
            place, message, hint = diagnose(error, self.lines, self.quoted)
            # A text cut short by “#” leaves its next line hanging; that is not a second mistake, nor is
            # what follows a mark on the same line.
            if last is None or (last.code != COMMENT_EATS_TEXT and last.place.line != place[0] + 1):
                self.report(SYNTAX, message, *place, hint)
        except yaml.YAMLError:
            self.report(SYNTAX, "this file holds a character that YAML does not allow", -1, -1, "Write the file anew")

    def _read(self) -> None:  # noqa: C901, PLR0912, PLR0915  one loop over the events: calls would double its time
        get, hashes = PARSER(self.text).get_event, self.hashes
        here: Any = self.root
        marks = self.marks
        key: ScalarEvent | None = None
        mapping = False
        above: list[tuple[Any, Marks, ScalarEvent | None, bool, int]] = []
        # The column that a continued plain text must pass; -1 inside brackets, where there is none.
        indent = -1
        documents = 0
        while True:
            event = get()
            kind = event.__class__
            if kind is ScalarEvent:
                value = event.value
                if event.anchor is not None or event.tag is not None:
                    self._refuse(event)
                if mapping and key is None:
                    key = event
                    if value in here:
                        self._twice(event, marks)
                    elif value == "<<" and not event.style:
                        self.report(
                            NOT_PLAIN_DATA, "“<<” is not read here", *_start(event), "Write the keys out in full"
                        )
                    continue
                last = event.end_mark.line
                if last != event.start_mark.line or last in hashes or last + 1 in hashes:
                    self._check_swallowed(event, indent)
                name = len(here) if key is None else key.value
                here[name] = value if value or event.style else None
                marks.setdefault(name, (key, event, None))
                key = None
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    self._refuse(event)
                if mapping and key is None:
                    start = _start(event)
                    mark = self.lines[start[0]][start[1] : start[1] + 1]
                    self.report(
                        SYNTAX,
                        f"text must not begin with “{mark}” unless it stands in quotes",
                        *start,
                        f"Put quotes around the whole text that begins with “{mark}”",
                    )
                    return
                if len(above) >= DEPTH:
                    self.report(
                        TOO_DEEP,
                        f"lists and mappings are nested more than {DEPTH} deep",
                        *_start(event),
                        "Write it flatter; no handout needs so many levels",
                    )
                    return
                name = len(here) if key is None else key.value
                inside: Marks = {}
                marks.setdefault(name, (key, event, inside))
                above.append((here, marks, key, mapping, indent))
                here[name] = here = {}
                marks, key = inside, None
                mapping = kind is MappingStartEvent
                indent = -1 if event.flow_style else event.start_mark.column
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                done = here if mapping else list(here.values())
                here, marks, key, mapping, indent = above.pop()
                here[len(here) - 1 if key is None else key.value] = done
                key = None
            elif kind is AliasEvent:
                self._refuse(event)
                if mapping and key is None:
                    return
                name = len(here) if key is None else key.value
                here[name], marks[name], key = None, (key, event, None), None
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self.report(
                        MORE_DOCUMENTS,
                        "a second document begins here",
                        *_start(event),
                        "Keep one document in a file: remove this line, or move what follows to another file",
                    )
                    return
            elif kind is StreamEndEvent:
                return
            if len(self.findings) >= MOST_FINDINGS:
                return

    def _refuse(self, event: Any) -> None:
        line, column = _start(event)
        mark = self.lines[line][column : column + 1]
        what = {"*": "an alias", "&": "an anchor", "!": "a tag"}.get(mark, "an anchor or a tag")
        self.report(
            NOT_PLAIN_DATA,
            f"“{mark}” makes this {what} of YAML, which is not read here",
            line,
            column,
            _HINT_QUOTES.format(mark),
        )

    def _twice(self, event: Any, marks: Marks) -> None:
        before: Any = marks[event.value][0] if event.value in marks else None
        first = f" (first on line {before.start_mark.line + 1})" if before is not None else ""
        self.report(
            KEY_TWICE,
            f"the key “{event.value[:60]}” stands here a second time{first}",
            *_start(event),
            "Keep one of the two, and move what the other says into it",
        )

    def _check_swallowed(self, event: Any, indent: int) -> None:
        """Report text that YAML takes for a comment, and list items that it takes for text."""
        line, column = _end(event)
        if event.style in ("|", ">"):
            first = event.start_mark.line
            found = _HEADER_COMMENT.match(self.lines[first], event.start_mark.column)
            if found and first in self.hashes:
                self._swallowed(first, found.end() - 1)
            return
        if line in self.hashes:
            text = self.lines[line]
            if event.style:
                lost = text.startswith("#", column)
                found = _GLUED_COMMENT.match(text, column) if lost else None
            else:
                found = (_COMMENT if event.value else _GLUED_COMMENT).match(text, column)
            if found:
                self._swallowed(line, found.end() - 1)
                return
        if event.style:
            if event.start_mark.line != line:
                self.quoted = event
            return
        below = line + 1
        if indent >= 0 and below in self.hashes and not self.lines[line][column:].strip():
            text = self.lines[below]
            found = _GLUED_COMMENT.match(text)
            if found and found.end() - 1 > indent:
                self._swallowed(below, found.end() - 1)
        for at in range(event.start_mark.line + 1, line + 1):
            text = self.lines[at].lstrip(" ")
            if text.startswith("- "):
                self.report(
                    DASH_EATEN,
                    "this “-” begins no list item; it became part of the text above",
                    at,
                    len(self.lines[at]) - len(text),
                    "Put the “-” exactly below those of the other items, or put the whole text in quotes",
                )

    def _swallowed(self, line: int, column: int) -> None:
        lost = self.lines[line][column:].strip()
        self.report(
            COMMENT_EATS_TEXT,
            f"“{lost[:40]}{'…' if len(lost) > 40 else ''}” is lost: a “#” after a space begins a comment",
            line,
            column,
            _HINT_COMMENT,
        )

    def finish(self) -> dict[str, Any]:
        """Return the data; anything but a mapping becomes a finding."""
        data = self.root.get(0)
        if not self.findings and not isinstance(data, dict):
            if data is None:
                self.report(NOT_A_MAPPING, "this file is empty", -1, -1, "Begin with a key, such as “title: …”")
            else:
                what = "a list" if isinstance(data, list) else "text"
                self.report(
                    NOT_A_MAPPING,
                    f"this file must be made of keys and values, but it is {what}",
                    *_start(self.marks[0][1]),
                    "Write “key: value” on each line, such as “title: …”",
                )
        return data if isinstance(data, dict) else {}


def _start(event: Any) -> tuple[int, int]:
    return event.start_mark.line, event.start_mark.column


def _end(event: Any) -> tuple[int, int]:
    return event.end_mark.line, event.end_mark.column
