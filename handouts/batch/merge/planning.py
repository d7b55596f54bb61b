"""From a list to requests: every row is looked at before the first copy is made."""

from __future__ import annotations

import re
import secrets
from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING

from handouts.batch.merge.cells import RowReader, Values
from handouts.batch.merge.columns import read_header
from handouts.batch.merge.kinds import Kinds
from handouts.batch.merge.rows import Rows
from handouts.batch.merge.table import EMPTY, Row, read_table
from handouts.errors import ContentError, UsageError
from handouts.findings import Finding, Place
from handouts.save import NAME_REFUSED

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.batch.merge.columns import Header
    from handouts.batch.merge.rows import Kind
    from handouts.build import Request, Shelf

ID_TWICE = "H589"

_ID_BYTES = 10
_SAFE_NAME = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """Which list to merge, and how."""

    path: Path
    rest: Request
    """What holds for rows that do not say; its topic is empty where each row must say it."""
    _: KW_ONLY
    password_column: str = ""
    """Holds the passwords of the files; without it files are open."""
    ignored: tuple[str, ...] = ()
    """Columns that are there and not used."""
    name: str = ""
    """Names the folder of the copies; the name of the list unless given."""


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a list asks for."""

    name: str
    """Of the folder of the copies."""
    shown: str
    """The list, as findings name it."""
    run: str
    """Names the run; its processes read once what its copies share."""
    rows: Rows
    findings: list[Finding] = field(default_factory=list)
    skipped: int = 0
    """Rows that are wrong."""


def plan_merge(asked: Asked, shelf: Shelf) -> MergePlan:
    """Read a list.

    Raises:
        HandoutsError: the list cannot be read (H501 to H503, H580), has no rows (H581), its first line is wrong (H582
            to H584), or an option is (H525, H531 to H536).
    """
    shown = str(asked.path)
    name = _list_name(asked)
    table = read_table(asked.path, shown)
    header = _header(asked, next(table), shown)
    reader = RowReader(header, shown, asked.rest.today)
    kinds = Kinds(asked.rest, shelf, reader.place)
    rows, findings, skipped = Rows(asked.rest, shown, name), [], 0
    ids: dict[str, int] = {}
    for row in table:
        values, found = reader.read(row)
        kind, wrong = kinds.of(values.texts) if values else (None, [])
        if values and kind:
            wrong = _twice(ids, values, kind, row, reader)
        findings += [*found, *wrong]
        if not values or not kind or wrong:
            skipped += 1
            continue
        given = values.texts.get("id", "")
        rows.add(row.line, given or secrets.token_hex(_ID_BYTES), given=bool(given), kind=kind, values=values)
    rows.sort()
    if not rows and not skipped:
        hint = "Write a line for each copy below the names of the columns"
        raise ContentError.single(EMPTY, "the list has a first line and no rows", shown, hint)
    return MergePlan(name, shown, secrets.token_hex(8), rows, findings, skipped)


def _header(asked: Asked, first: Row, shown: str) -> Header:
    header, wrong = read_header(
        first.cells,
        Place(shown, first.line),
        password=asked.password_column,
        ignored=asked.ignored,
        has_topic=bool(asked.rest.topic),
    )
    if header is None or wrong:
        options = all(finding.place.file.startswith("--") for finding in wrong)
        raise (UsageError if options else ContentError)(wrong)
    return header


def _twice(ids: dict[str, int], values: Values, kind: Kind, row: Row, reader: RowReader) -> list[Finding]:
    """Return what is wrong where a row before has the same id for the same topic; remembers the row."""
    identity = values.texts.get("id", "").casefold()
    before = ids.setdefault(f"{identity}\0{kind.topic}", row.line) if identity else row.line
    if before == row.line:
        return []
    hint = "Give each row an id of its own; capital and small letters count as the same"
    return [Finding(ID_TWICE, f"line {before} has the same id for the same topic", reader.place("id"), hint)]


def _list_name(asked: Asked) -> str:
    """Return the name of the folder of the copies."""
    if asked.name:
        if len(asked.name) <= _LONGEST_NAME and _SAFE_NAME.fullmatch(asked.name):
            return asked.name
        message = f"“{asked.name[:40]}” cannot be the name of a folder"
        raise UsageError(Finding(NAME_REFUSED, message, Place("--name"), "Write letters, digits and single hyphens"))
    return "-".join(re.findall(r"[a-z0-9]+", asked.path.stem.lower()))[:_LONGEST_NAME].strip("-") or "list"
