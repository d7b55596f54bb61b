"""The file of a list: from bytes to rows of cells, each with the line in which it begins.

A list is refused as a whole where nobody can tell what it says: another encoding, a quote mark that is never closed.
No character is ever guessed.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.batch.merge.columns import known
from handouts.errors import ContentError
from handouts.yamlfile import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOT_A_TABLE = "H580"
EMPTY = "H581"
NOT_UTF8 = "H503"

LIMIT_BYTES = 200_000_000
"""The largest list; a million rows make some 100 MB."""

_SAVE_AS = "Save it again as “CSV UTF-8 (comma delimited)”, or with the encoding UTF-8"
_SEPARATORS = ",;\t"
_LINE_END = re.compile(r"\r\n|\r|\n")
_SEPARATOR_LINE = re.compile(r"sep=([,;\t])\s*", re.IGNORECASE)
_SPREADSHEETS = {b"PK\x03\x04": "an .xlsx or .ods", b"\xd0\xcf\x11\xe0": "an .xls"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row."""

    line: int
    """The line of the file in which it begins; a cell in quotes may have several."""
    cells: list[str]

    def line_of(self, index: int) -> int:
        """Return the line of the file in which a cell begins."""
        return self.line + sum(len(_LINE_END.findall(cell)) for cell in self.cells[:index])


def read_table(path: Path, shown: str) -> Iterator[Row]:
    """Yield the rows of a list, its first line before all others; rows without any text are passed over.

    Args:
        path: the file.
        shown: its name for findings.

    Raises:
        WorkspaceError: it is missing, cannot be read or is too large (H501, H502).
        ContentError: it is not UTF-8 (H503), no table (H580), or empty (H581).
    """
    data = read_bytes(path, shown, LIMIT_BYTES)
    _refuse_other_forms(data, shown)
    first, separator = _form(data)
    rows = (row for row in _parsed(data, separator, shown, first) if any(cell.strip() for cell in row.cells))
    header = next(rows, None)
    if header is None:
        raise ContentError.single(EMPTY, "the list is empty", shown, "Begin it with a line of column names")
    yield header
    yield from rows


def _refuse_other_forms(data: bytes, shown: str) -> None:
    for start, kind in _SPREADSHEETS.items():
        if data.startswith(start):
            message = f"this is {kind} file of a spreadsheet program, not CSV"
            raise ContentError.single(NOT_A_TABLE, message, shown, _SAVE_AS)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ContentError.single(NOT_UTF8, "the list is UTF-16, not UTF-8", shown, _SAVE_AS)
    nothing = data.find(b"\0")
    if nothing >= 0:
        message = "a byte with the value 0 stands here, as in UTF-16 or in a damaged file"
        raise ContentError.single(NOT_UTF8, message, shown, _SAVE_AS, _line(data, nothing))
    try:
        for _ in _text(data):
            pass
    except UnicodeDecodeError:
        at = _first_wrong(data)
        message = f"a character here is not UTF-8 (byte {data[at]:02X}), as in Windows-1252 or Latin-1"
        raise ContentError.single(NOT_UTF8, message, shown, _SAVE_AS, _line(data, at)) from None


def _text(data: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")


def _first_wrong(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _line(data: bytes, at: int) -> int:
    before = data[:at]
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1


def _form(data: bytes) -> tuple[int, str]:
    """Return how many lines stand before the table, and what separates its cells: whatever makes names of columns."""
    for number, line in enumerate(_text(data)):
        if not line.strip():
            continue
        told = _SEPARATOR_LINE.fullmatch(line)  # a line that Excel asks for, and takes away when it reads the file
        if told:
            return number + 1, told[1]
        return 0, max(_SEPARATORS, key=lambda each: (known(_cells(line, each)), -_SEPARATORS.index(each)))
    return 0, ","


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def _parsed(data: bytes, separator: str, shown: str, first: int) -> Iterator[Row]:
    lines = iter(_text(data))
    for _ in range(first):
        next(lines)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    begun = first
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _broken(error, shown, begun + 1) from None
        if cells is None:
            return
        yield Row(begun + 1, cells)
        begun = first + reader.line_num


def _broken(error: csv.Error, shown: str, line: int) -> ContentError:
    """Return what is wrong in the row that begins in a line; the module's words quote nothing of it."""
    if "unexpected end" in str(error) or "limit" in str(error):
        message, hint = "a quote mark that opens in this row is not closed", "Put a quote mark at the end of its cell"
    else:
        message = "text goes on after the quote mark that closes a cell"
        hint = "Write a quote mark inside a cell twice, and put the whole cell in quote marks"
    return ContentError.single(NOT_A_TABLE, message, shown, hint, line)
