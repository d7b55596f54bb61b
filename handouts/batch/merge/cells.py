"""What stands in the cells of a row: read strictly, for a slip in a spreadsheet becomes an instruction on paper.

No finding repeats a cell. A cell that is out of place may hold anything about anybody.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.batch.merge import passwords
from handouts.batch.merge.columns import limit_of
from handouts.build.request import APPOINTMENT_PAST, APPOINTMENT_WRONG
from handouts.content.prose import unprintable
from handouts.findings import Finding, Place, Severity, errors

if TYPE_CHECKING:
    from handouts.batch.merge.columns import Header
    from handouts.batch.merge.table import Row

HIDDEN_CHARACTER = "H118"
ROW_LENGTH = "H585"
ID_FORM = "H586"
BROKEN_EXPORT = "H587"
CELL_LONG = "H588"
PASSWORD_WRONG = "H590"  # noqa: S105  a code, not a password

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_TWO_WAYS = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-](\d{4}|\d{2})", re.ASCII)
_TIME = re.compile(r"(\d{2}):(\d{2})", re.ASCII)
# What spreadsheets and programs write where they have no value.
_ERRORS = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|#+)", re.IGNORECASE)
_NO_VALUE = frozenset(("NULL", "null", "NaN", "nan", "None", "undefined", "NaT", "<NA>"))
_YEARS = range(1900, 2200)

_DATE_HINT = "Write year-month-day: 2026-12-03; in a spreadsheet, give the column the format yyyy-mm-dd"
_TIME_HINT = "Write two digits each in 24-hour time: 08:30, or 20:30 for half past eight in the evening"


@dataclass(frozen=True, slots=True, repr=False)
class Values:
    """What a row says, in its right form; empty where it says nothing."""

    texts: dict[str, str]
    """By name of the column: those that are words."""
    day: datetime.date | None
    start: datetime.time | None
    arrive: datetime.time | None
    password: str


class RowReader:
    """Reads the rows of one list."""

    def __init__(self, header: Header, shown: str, today: datetime.date) -> None:
        self._header = header
        self._shown = shown
        self._today = today
        self._row: Row | None = None
        self._found: list[Finding] = []

    def read(self, row: Row) -> tuple[Values | None, list[Finding]]:
        """Return what a row says, with warnings, or nothing and what is wrong with it."""
        self._row, self._found = row, []
        if len(row.cells) != self._header.width:
            message = f"this row has {len(row.cells)} cells, and the first line has {self._header.width}"
            hint = "Put a cell with a comma in it in quote marks, and leave a cell empty that has no value"
            return None, [Finding(ROW_LENGTH, message, Place(self._shown, row.line), hint)]
        for index in self._header.unnamed:
            if row.cells[index].strip():
                message = f"column {index + 1} has text here and no name in the first line"
                self._say(ROW_LENGTH, message, "Name the column, or empty the cell", index)
        texts = {name: text for name, index in self._header.at.items() if (text := self._text(name, index))}
        day, start = self._appointment(texts)
        arrive = self._time("arrive", texts.pop("arrive", ""))
        if start and arrive and arrive > start:
            self._wrong("arrive", "“arrive” is later than the time of the procedure", "Check both times")
        if "id" in texts and not _ID.fullmatch(texts["id"]):
            hint = "Write letters without accents, digits and hyphens, at most 64; or leave it empty"
            self._say(ID_FORM, "the “id” cannot be part of a file name", hint, self._header.at["id"])
        password = self._password(texts.get("id", ""))
        if errors(self._found):
            return None, self._found
        return Values(texts, day, start, arrive, password), self._found

    def place(self, name: str) -> Place:
        """Return where the cell of a column begins in the row that was read last."""
        index = self._header.at.get(name)
        assert self._row is not None  # noqa: S101  called after a row was read
        return Place(self._shown, self._row.line_of(index) if index is not None else self._row.line)

    def _say(self, code: str, message: str, hint: str, index: int, severity: Severity = Severity.ERROR) -> None:
        assert self._row is not None  # noqa: S101  set by `read`
        self._found.append(Finding(code, message, Place(self._shown, self._row.line_of(index)), hint, severity))

    def _wrong(self, name: str, message: str, hint: str) -> None:
        self._say(APPOINTMENT_WRONG, message, hint, self._header.at[name])

    def _text(self, name: str, index: int) -> str:
        """Return the words of a cell on one line, or nothing and say what is wrong with them."""
        assert self._row is not None  # noqa: S101  set by `read`
        cell = self._row.cells[index]
        if len(cell) > 4 * limit_of(name):
            self._too_long(name, index)
            return ""
        # Only the white space that a keyboard makes: every other kind is looked at below.
        text = unicodedata.normalize("NFC", " ".join(re.split(r"[ \t\r\n]+", cell.strip(" \t\r\n\u00a0"))))
        at = unprintable(text)
        if at is not None:
            named = unicodedata.name(text[at], "a control character").lower()
            message = f"“{name}” has U+{ord(text[at]):04X} ({named}), which shows nothing or changes what is shown"
            self._say(HIDDEN_CHARACTER, message, "Delete it; it often comes along when text is copied", index)
            return ""
        if text.startswith("=") or _ERRORS.match(text) or text in _NO_VALUE:
            self._broken(name, index)
            return ""
        if len(text) > limit_of(name):
            self._too_long(name, index)
            return ""
        return text

    def _too_long(self, name: str, index: int) -> None:
        message = f"“{name}” has more than {limit_of(name)} characters"
        self._say(CELL_LONG, message, "Make it shorter; look for a quote mark that is not closed", index)

    def _broken(self, name: str, index: int) -> None:
        message = f"“{name}” is a formula or an error of the program that wrote the list, not a value"
        self._say(BROKEN_EXPORT, message, "Save the list with values in the place of formulas", index)

    def _appointment(self, texts: dict[str, str]) -> tuple[datetime.date | None, datetime.time | None]:
        both = texts.pop("appointment", "")
        if not both:
            day = self._date("date", texts.pop("date", ""))
            return day, self._time("time", texts.pop("time", ""))
        date, _, time = both.replace("T", " ").partition(" ")
        if not time:
            self._wrong("appointment", "“appointment” is not a date and a time", "Write it like 2026-12-03 08:30")
            return None, None
        return self._date("appointment", date), self._time("appointment", time)

    def _date(self, name: str, text: str) -> datetime.date | None:
        if not text:
            return None
        found = _DATE.fullmatch(text)
        if not found:
            two = "can be read in two ways" if _TWO_WAYS.fullmatch(text) else "is not a date"
            self._wrong(name, f"“{name}” {two}", _DATE_HINT)
            return None
        year, month, day = map(int, found.groups())
        try:
            date = datetime.date(year, month, day)
        except ValueError:
            self._wrong(name, f"“{name}” is a day that no calendar has", _DATE_HINT)
            return None
        if year not in _YEARS:
            self._wrong(name, f"“{name}” has a year that cannot be right", _DATE_HINT)
            return None
        if date < self._today:
            hint, warning = "Check the year, the month and the day", Severity.WARNING
            self._say(APPOINTMENT_PAST, "the appointment is in the past", hint, self._header.at[name], warning)
        return date

    def _time(self, name: str, text: str) -> datetime.time | None:
        if not text:
            return None
        found = _TIME.fullmatch(text)
        if found and int(found[1]) < 24 and int(found[2]) < 60:
            return datetime.time(int(found[1]), int(found[2]))
        self._wrong(name, f"“{name}” is not a time between 00:00 and 23:59", _TIME_HINT)
        return None

    def _password(self, identity: str) -> str:
        index = self._header.password
        if index is None:
            return ""
        assert self._row is not None  # noqa: S101  set by `read`
        password = unicodedata.normalize("NFC", self._row.cells[index])
        if password.startswith("=") or _ERRORS.match(password) or password in _NO_VALUE:
            self._broken("password", index)
            return ""
        fault = passwords.fault(password)
        if not fault and identity and identity.casefold() in password.casefold():
            fault = "has the id in it, and the id names the file"
        if fault:
            hint = f"Give at least {passwords.LEAST} letters, digits or signs of a keyboard, and no id or birthday"
            self._say(PASSWORD_WRONG, f"the password {fault}", hint, index)
        return password
