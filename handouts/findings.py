"""Findings: problems as data, with a place and a remedy.

Every stage reports what is wrong as `Finding`s and never prints. `cli` prints them, all of a
run at once, one line each: ``file:line:column: code message`` and the hint below it.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(enum.StrEnum):
    """How bad a finding is; an error keeps a handout from being written."""

    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"


class Place(Struct, frozen=True):
    """Where in a file; line and column count from 1, and 0 means "the file as a whole"."""

    file: str
    """The path as the user would type it (relative to where they are, if it can be)."""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return ``file:line:column``, without the parts that are not known."""
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"


class Excerpt(Struct, frozen=True):
    """The words that a finding is about, and what stands around them, as the patient reads it."""

    before: str
    words: str
    """The words themselves."""
    after: str

    def __str__(self) -> str:
        """Return the sentence with the words between ``»`` and ``«``."""
        return f"{self.before}»{self.words}«{self.after}"


class Finding(Struct, frozen=True):
    """One problem: what, where, how bad, and what to do about it."""

    code: str
    """Stable code such as ``H101``; H1xx content, H2xx layout and markup, H3xx checks, H4xx PDF,
    H5xx files and where they are built, H6xx object stores."""
    message: str
    """What is wrong, in one sentence without a full stop at its end."""
    place: Place
    hint: str = ""
    """What to do, in one sentence; empty only where the message says it already."""
    severity: Severity = Severity.ERROR
    excerpt: Excerpt | None = None
    """The words in question, where a finding is about words."""
    key: str = ""
    """The words by which an allow list names it; empty where nothing can allow it."""

    def __str__(self) -> str:
        """Return the one-line form."""
        return f"{self.place}: {self.code} {self.message}"

    def at(self, file: str) -> Finding:
        """Return the same finding with another file name."""
        return replace(self, place=replace(self.place, file=file))


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Return those findings that keep a handout from being written."""
    return [f for f in findings if f.severity is Severity.ERROR]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by file, line, column and code, each once."""
    return sorted(set(findings), key=lambda f: (f.place.file, f.place.line, f.place.column, f.code, f.message))
