"""``handouts list``."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from handouts.approval.standing import DRAFT, Standing
from handouts.build.selection import unknown_departments
from handouts.build.shelf import Shelf
from handouts.cli import console, options, report
from handouts.content.prose import plain
from handouts.errors import ExitCode, HandoutsError, UsageError
from handouts.findings import Finding, errors, in_order

if TYPE_CHECKING:
    from handouts.content.load import LoadedHandout
    from handouts.workspace import TopicFile, Workspace

EPILOG = """Examples:

\b
  handouts list
  handouts list --department cardiology
  handouts list --expiring 90d
  handouts list --json

--expiring lists what is approved and must be reviewed within that time, or should have been; days (d), weeks (w),
months (m) or years (y) may be counted. The exit code is 2 if there is any. A draft has no approval that could end.

A star marks the language of the title. Every language has its own status in --json."""

HEAD = ("TOPIC", "TITLE", "LANGUAGES", "STATUS", "NEXT REVIEW", "CODES")


def run(
    department: options.Departments = None,
    expiring: Annotated[
        str | None,
        typer.Option(
            "--expiring", metavar="TIME", help="Only what must be reviewed within a time: 90d.", show_default=False
        ),
    ] = None,
    workspace: options.Workspace = None,
    json: options.Json = False,
) -> None:
    """List every topic with its title, languages, status, next review and codes."""
    today = options.today()
    until = _until(expiring, today) if expiring is not None else None
    shelf = Shelf()
    space = shelf.workspace(workspace)
    wrong = unknown_departments(shelf.topics(space), department or ())
    if wrong:
        raise UsageError(wrong)
    files = [file for file in shelf.topics(space) if not department or file.department in department]
    found: list[Finding] = [*space.strays()]
    rows = [row_of(file, space, shelf, today, found) for file in files]
    found = in_order(found)
    if until is not None:
        rows = sorted((row for row in rows if _ends(row, until)), key=lambda row: str(row["next_review"]))
    code = ExitCode.CONTENT if errors(found) or (rows and until) else ExitCode.OK
    if json:
        console.document({**report.document((), found, code), "topics": rows})
        raise typer.Exit(code)
    if until is not None:
        _print_expiring(rows, until, today)
    else:
        for line in table([HEAD, *_merged(rows)]):
            console.result(line)
    console.findings(found)
    raise typer.Exit(code)


def row_of(
    file: TopicFile, workspace: Workspace, shelf: Shelf, today: datetime.date, found: list[Finding]
) -> dict[str, Any]:
    """Return what is told of one file; what is wrong with it is added to ``found``."""
    row: dict[str, Any] = {"topic": f"{file.department}/{file.topic}", "language": file.language}
    row |= {"file": workspace.shown(file.path), "title": None, "medical_name": None, "status": "has errors"}
    row |= {"version": None, "next_review": None, "expired": False, "approvals": [], "codes": []}
    try:
        loaded: LoadedHandout = shelf.handout(workspace, file)
    except HandoutsError as error:
        found += error.findings
        return row
    found += shelf.changed_originals(workspace, f"content/{row['topic']}")
    standing = _standing(file, workspace, shelf, today, found)
    handout, review = loaded.handout, standing.review(loaded.handout.review)
    row |= {"title": plain(handout.title), "medical_name": plain(handout.medical_name), "status": review.status}
    row |= {"version": review.version, "next_review": review.next_review.isoformat()}
    row |= {"approvals": [{"on": one.on.isoformat(), "by": one.by} for one in standing.approvals]}
    row |= {"expired": review.expired(today), "codes": [f"{code.system} {code.code}" for code in handout.codes]}
    return row


def _standing(
    file: TopicFile, workspace: Workspace, shelf: Shelf, today: datetime.date, found: list[Finding]
) -> Standing:
    """Return how a handout stands; one whose clinic cannot be read is not approved by it."""
    try:
        standing = shelf.standing(workspace, file, None, today)
    except HandoutsError as error:
        found += error.findings
        return DRAFT
    found += standing.findings
    return standing


def _until(text: str, today: datetime.date) -> datetime.date:
    match = re.fullmatch(r"(\d{1,4}) ?([dwmy]?)", text.strip(), re.ASCII)
    if not match:
        raise typer.BadParameter(f"“{text[:20]}” is not a time; write days, weeks, months or years: 90d, 12w, 6m, 1y")
    days = {"": 1, "d": 1, "w": 7, "m": 31, "y": 366}[match[2]]
    try:
        return today + datetime.timedelta(days=int(match[1]) * days)
    except OverflowError:
        return datetime.date.max


def _ends(row: dict[str, Any], until: datetime.date) -> bool:
    return row["status"] == "approved" and str(row["next_review"]) <= until.isoformat()


def _print_expiring(rows: list[dict[str, Any]], until: datetime.date, today: datetime.date) -> None:
    if not rows:
        console.good(f"no approval ends until {until.isoformat()}")
        return
    lines = [("TOPIC", "LANGUAGE", "APPROVED UNTIL", "", "TITLE")]
    for row in rows:
        days = (datetime.date.fromisoformat(row["next_review"]) - today).days
        left = "expired" if days < 0 else "today" if days == 0 else f"{report.counted(days, 'day')} left"
        lines.append((row["topic"], row["language"], row["next_review"], left, row["title"]))
    for line in table([*lines]):
        console.result(line)


def _merged(rows: Iterable[dict[str, Any]]) -> Iterable[tuple[str, ...]]:
    """Return one line of the table for each topic, whatever the number of its languages."""
    topics: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        topics.setdefault(row["topic"], []).append(row)
    for topic, group in topics.items():
        statuses = {f"{row['status']}{', expired' if row['expired'] else ''}" for row in group}
        reviews = sorted(row["next_review"] for row in group if row["next_review"])
        first = next((row for row in group if row["title"]), group[0])
        several = len(group) > 1
        yield (
            topic,
            first["title"] or "?",
            " ".join(f"{row['language']}{'*' if several and row is first else ''}" for row in group),
            " / ".join(sorted(statuses)),
            reviews[0] if reviews else "?",
            ", ".join(dict.fromkeys(code for row in group for code in row["codes"])),
        )


def table(rows: list[tuple[str, ...]]) -> Iterable[str]:
    """Return lines with columns of equal width; plain text, so that it can be searched and cut."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
