"""The approvals of one content file: plain text beside it, one block for each, only ever added to.

Each record holds the seal of the one before it and ends in a seal of its own: the SHA-256 of its lines. So a
record that was changed, cut short, moved or taken from the middle is found, with its line.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import astuple

from handouts.approval.words import digest
from handouts.discreet import Discreet
from handouts.errors import ContentError
from handouts.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIX = ".approvals"
DAMAGED = "H381"

LIMIT_BYTES = 20_000_000
"""A long handout takes 40 kB a record, so this is decades of approvals."""

HEAD = """\
# Approvals of this handout, written by “handouts approve” alone. Nothing here may be changed, moved or taken out:
# then none of it counts, and the handout is a draft. Keep this file under version control with the words.
"""

FIRST, SECOND = "first approver", "second approver"
_NONE = "none"
_KEYS = ("on", "by", "as", "review by", "topic", "language", "clinic", "version", "content", "before")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_AS_IN = re.compile(r"words: as in approval (\d+)", re.ASCII)
_HINT = "Bring the file back from version control; if it cannot be, delete it and have the handout approved anew"


class Record(Discreet, frozen=True):
    """One approval."""

    _unsaid: ClassVar[tuple[str, ...]] = ("words",)

    on: datetime.date
    """The day it was given."""
    by: str
    """Role and credentials, never a person's name."""
    second: bool
    """Whether it adds to the approval before it, in place of beginning anew."""
    review_by: datetime.date
    """The last day it holds."""
    topic: str
    """``department/topic``."""
    language: str
    clinic: str
    """The name of the clinic that approved it."""
    version: str
    words: tuple[str, ...]
    """What was approved, line by line; see `handouts.approval.words`."""
    line: int = 0
    """Where it stands in its file."""

    def __eq__(self, other: object) -> bool:
        """Tell whether it is the same approval, wherever it stands."""
        return isinstance(other, Record) and astuple(self)[:-1] == astuple(other)[:-1]

    def __hash__(self) -> int:
        """Return the same for the same approval."""
        return hash(astuple(self)[:-1])

    @property
    def content(self) -> str:
        """Return the digest of the approved words."""
        return digest(self.words)


def read(text: str, shown: str) -> tuple[Record, ...]:
    """Return the records of a file, the oldest first.

    Args:
        text: the file, with line feeds for line ends.
        shown: its name in findings.

    Raises:
        ContentError: it is not, character for character, what was written (H381).
    """
    return tuple(record for record, _ in _Reader(text, shown).records())


def added(text: str, record: Record, shown: str) -> str:
    """Return the text of a file with one record more; what was there stays as it is.

    Raises:
        ContentError: as `read`.
    """
    known = list(_Reader(text, shown).records())
    seal = known[-1][1] if known else _NONE
    earlier = {each.content: number for number, (each, _) in enumerate(known, start=1)}
    lines = _lines(len(known) + 1, record, seal, earlier.get(record.content, 0))
    return (text or HEAD) + "\n" + "\n".join(lines) + f"\nseal: {digest(lines)}\n"


def _lines(number: int, record: Record, before: str, same: int) -> tuple[str, ...]:
    values = (
        *(record.on.isoformat(), record.by, SECOND if record.second else FIRST, record.review_by.isoformat()),
        *(record.topic, record.language, record.clinic, record.version, record.content, before),
    )
    head = (f"approval {number}", *(f"{key}: {value}" for key, value in zip(_KEYS, values, strict=True)))
    if same:
        return (*head, f"words: as in approval {same}")
    return (*head, "words:", *(f"  {line}" for line in record.words))


class _Reader:
    """Reads a file line by line; whatever is not as it would be written is the end of it."""

    def __init__(self, text: str, shown: str) -> None:
        # Only a line feed ends a line: words may hold other signs that `str.splitlines` takes for an end.
        self._lines = text.split("\n")
        self._shown = shown
        self._at = 0

    def records(self) -> Iterator[tuple[Record, str]]:
        """Yield each record with its seal."""
        known: list[Record] = []
        seal = _NONE
        self._skip("#")
        while self._skip(""):
            record, seal = self._record(known, seal)
            known.append(record)
            yield record, seal
        if not known and any(self._lines):
            raise self._damaged("this file holds no approval")

    def _skip(self, begin: str) -> bool:
        """Pass over blank lines, or those that begin with a sign; tell whether anything is left."""
        while self._at < len(self._lines) and (
            self._lines[self._at].startswith(begin) if begin else not self._lines[self._at]
        ):
            self._at += 1
        return self._at < len(self._lines)

    def _record(self, known: list[Record], before: str) -> tuple[Record, str]:
        first, number = self._at, len(known) + 1
        if self._next() != f"approval {number}":
            raise self._damaged(f"approval {number} must stand here: one was moved, taken out or changed")
        values = {key: self._value(key) for key in _KEYS}
        if values["before"] != before:
            raise self._damaged(f"approval {number} does not follow the one before it")
        words = self._words(known)
        own = tuple(self._lines[first : self._at])
        seal = self._value("seal")
        on, review_by = self._day(values["on"], first), self._day(values["review by"], first)
        wrong_role = values["as"] not in (FIRST, SECOND)
        if seal != digest(own) or digest(words) != values["content"] or wrong_role:
            raise self._damaged(f"approval {number} is not as it was written", first)
        if known and on < known[-1].on:
            raise self._damaged(f"approval {number} is older than the one before it", first)
        record = Record(
            on=on,
            by=values["by"],
            second=values["as"] == SECOND,
            review_by=review_by,
            topic=values["topic"],
            language=values["language"],
            clinic=values["clinic"],
            version=values["version"],
            words=words,
            line=first + 1,
        )
        return record, seal

    def _words(self, known: list[Record]) -> tuple[str, ...]:
        head = self._next()
        same = _AS_IN.fullmatch(head)
        if same:
            number = int(same[1])
            if not 1 <= number <= len(known):
                raise self._damaged("these words stand in no approval before this one")
            return known[number - 1].words
        if head != "words:":
            raise self._damaged("the approved words must stand here")
        first = self._at
        while self._at < len(self._lines) and self._lines[self._at].startswith("  "):
            self._at += 1
        return tuple(line[2:] for line in self._lines[first : self._at])

    def _value(self, key: str) -> str:
        line = self._next()
        name, colon, value = line.partition(": ")
        if name != key or not colon:
            raise self._damaged(f"“{key}” must stand here")
        return value

    def _day(self, text: str, at: int) -> datetime.date:
        try:
            if _DATE.fullmatch(text):
                return datetime.date.fromisoformat(text)
        except ValueError:
            pass
        raise self._damaged("this approval has a day that is none", at)

    def _next(self) -> str:
        if self._at >= len(self._lines) - 1:
            # Every line that was written ends in a line feed, so the last piece is empty or was cut.
            raise self._damaged("the file was cut short: its last approval is not whole")
        self._at += 1
        return self._lines[self._at - 1]

    def _damaged(self, message: str, at: int | None = None) -> ContentError:
        line = self._at if at is None else at + 1
        return ContentError(Finding(DAMAGED, message, Place(self._shown, max(1, line)), _HINT))
