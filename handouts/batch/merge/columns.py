"""The columns that a list may have, and how its first line is read."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

COLUMN_UNKNOWN = "H582"
COLUMN_TWICE = "H583"
COLUMN_MISSING = "H584"


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    name: str
    help: str
    """What it is for, as a list of columns says it."""
    example: str
    limit: int
    """The most characters that a cell may have."""


COLUMNS = (
    Column("id", "names the file: letters, digits and hyphens; a random one where it is empty", "a-1017", 64),
    Column("topic", "department/topic, or the topic alone; else that of --topic", "chronic-total-occlusion", 130),
    Column("date", "day of the procedure, year-month-day", "2026-12-03", 40),
    Column("time", "when the procedure begins, 00:00 to 23:59", "08:30", 40),
    Column("arrive", "when to be there, if that is known", "07:00", 40),
    Column("appointment", "date and time in one column, in the place of both", "2026-12-03 08:30", 40),
    Column("place", "where to go", "East wing, floor 2", 200),
    Column("clinician", "whom the patient will see", "Dr. Ana Silva", 100),
    Column("language", "else that of --language, or the clinic's", "en", 20),
    Column("layout", "else that of --layout, or standard", "large-print", 60),
    Column("page_size", "letter or a4; else that of --page-size, or the clinic's", "a4", 20),
)
"""Every column, in the order in which they are told."""

PASSWORD_LIMIT = 127
"""Bytes of a password in UTF-8 (ISO 32000-2, 7.6.4.3.2)."""

_BY_NAME = {column.name: column for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class Header:
    """Where each column stands in a row."""

    at: Mapping[str, int]
    """Index by name of the column, for those that are there."""
    width: int
    """Cells of a row."""
    unnamed: tuple[int, ...] = ()
    """Columns without a name, as programs leave them at the end; they must be empty."""
    password: int | None = None


def limit_of(name: str) -> int:
    """Return the most characters that a cell of a column may have."""
    return _BY_NAME[name].limit if name in _BY_NAME else PASSWORD_LIMIT


def normal(name: str) -> str:
    """Return the name of a column as it is compared: ``Page size`` is ``page_size``."""
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


def known(cells: Iterable[str]) -> int:
    """Return how many cells name a column."""
    return sum(normal(cell) in _BY_NAME for cell in cells)


def read_header(
    cells: Sequence[str], place: Place, *, password: str = "", ignored: Collection[str] = (), has_topic: bool = False
) -> tuple[Header | None, list[Finding]]:
    """Return what the first line of a list says, or what is wrong with it.

    Args:
        cells: the first line.
        place: where it stands.
        password: the column that holds passwords, if there is one.
        ignored: columns that are there and not used.
        has_topic: whether the rows need no topic of their own.
    """
    names = [normal(cell) for cell in cells]
    secret, passed = normal(password), frozenset(normal(name) for name in ignored)
    wrong = _wrong_options(secret, passed, names, place)
    if not known(cells) and secret not in names:
        # A list without a first line of names begins with somebody's data, so nothing of it is repeated.
        message = "the first line names no column of a list"
        hint = f"Begin it with the names of the columns: {', '.join(_BY_NAME)}"
        return None, [Finding(COLUMN_UNKNOWN, message, place, hint)]
    used: dict[str, int] = {}
    for index, name in enumerate(names):
        if not name or name in passed:
            continue
        if name not in _BY_NAME and name != secret:
            wrong.append(_unknown(cells[index], name, index, place))
        elif name in used:
            wrong.append(Finding(COLUMN_TWICE, f"the column “{name}” stands twice", place, "Remove one of them"))
        used.setdefault(name, index)
    if "appointment" in used and ("date" in used or "time" in used):
        hint = "Keep “appointment”, or “date” and “time”"
        wrong.append(Finding(COLUMN_TWICE, "“appointment” and “date” or “time” say the same", place, hint))
    if not has_topic and "topic" not in used:
        hint = "Add a column “topic”, or name one for all rows with --topic"
        wrong.append(Finding(COLUMN_MISSING, "no row says which handout it is for", place, hint))
    if wrong:
        return None, wrong
    unnamed = tuple(index for index, name in enumerate(names) if not name)
    where = used.pop(secret, None) if secret else None
    return Header(used, len(cells), unnamed, where), []


def _wrong_options(secret: str, passed: frozenset[str], names: Sequence[str], place: Place) -> list[Finding]:
    option = Place("--encrypt-with-column")
    wrong = []
    if secret in _BY_NAME or secret in passed:
        message = f"the column “{secret}” cannot hold passwords: it is {'ignored' if secret in passed else 'printed'}"
        wrong.append(Finding(COLUMN_TWICE, message, option, "Give passwords a column of their own"))
    elif secret and secret not in names:
        close = difflib.get_close_matches(secret, [name for name in names if name not in _BY_NAME], n=1, cutoff=0.6)
        hint = f"Did you mean “{close[0]}”?" if close else "Name a column of the first line"
        wrong.append(Finding(COLUMN_MISSING, f"{place.file} has no column “{secret}”", option, hint))
    for name in sorted(passed - set(names)):
        hint = "Leave the option out, or name a column of the first line"
        message = f"{place.file} has no column “{name}”"
        wrong.append(Finding(COLUMN_MISSING, message, Place("--ignore-column"), hint))
    return wrong


def _unknown(cell: str, name: str, index: int, place: Place) -> Finding:
    shown = " ".join(cell.split())[:40]
    close = difflib.get_close_matches(name, _BY_NAME, n=1, cutoff=0.6)
    if close:
        hint = f"Did you mean “{close[0]}”? --ignore-column leaves it out of the copies"
    elif "password" in name:
        hint = f"--encrypt-with-column {name} protects each file with it"
    else:
        hint = f"Remove it, or leave it out with --ignore-column; known are: {', '.join(_BY_NAME)}"
    return Finding(COLUMN_UNKNOWN, f"column {index + 1}, “{shown}”, is not known", place, hint)
