"""``handouts list``."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import typer

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
  handouts list --json

A star marks the language of the title. Every language has its own status in --json."""

HEAD = ("TOPIC", "TITLE", "LANGUAGES", "STATUS", "NEXT REVIEW", "CODES")


def run(
    department: options.Departments = None,
    workspace: options.Workspace = None,
    json: options.Json = False,
) -> None:
    """List every topic with its title, languages, status, next review and codes."""
    today = options.today()
    shelf = Shelf()
    space = shelf.workspace(workspace)
    wrong = unknown_departments(shelf.topics(space), department or ())
    if wrong:
        raise UsageError(wrong)
    files = [file for file in shelf.topics(space) if not department or file.department in department]
    found: list[Finding] = [*space.strays()]
    rows = [row_of(file, space, shelf, today, found) for file in files]
    found = in_order(found)
    code = ExitCode.CONTENT if errors(found) else ExitCode.OK
    if json:
        console.document({**report.document((), found, code), "topics": rows})
        raise typer.Exit(code)
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
    row |= {"version": None, "next_review": None, "expired": False, "codes": []}
    try:
        loaded: LoadedHandout = shelf.handout(workspace, file)
    except HandoutsError as error:
        found += error.findings
        return row
    found += shelf.changed_originals(workspace, f"content/{row['topic']}")
    handout, review = loaded.handout, loaded.handout.review
    row |= {"title": plain(handout.title), "medical_name": plain(handout.medical_name), "status": review.status}
    row |= {"version": review.version, "next_review": review.next_review.isoformat()}
    row |= {"expired": review.expired(today), "codes": [f"{code.system} {code.code}" for code in handout.codes]}
    return row


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
