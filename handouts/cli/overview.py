"""``handouts report``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from handouts.build import Selection, Shelf, plan
from handouts.cli import console, listing, options, report
from handouts.errors import WorkspaceError
from handouts.findings import Severity, errors

if TYPE_CHECKING:
    from handouts.findings import Finding
    from handouts.report.gather import Entry
    from handouts.report.history import Memory

EPILOG = """Examples:

\b
  handouts report
  handouts report --department cardiology --language all
  handouts report --html report.html
  handouts report --html december.html --since november.html

The page needs no network and no other file. Written over the last report, or with --since, it says what changed. As
long as nothing changes, it goes on saying what changed before."""

HEAD = ("TOPIC", "LANGUAGE", "READING", "FINDINGS", "STATUS", "NEXT REVIEW", "TITLE")


def run(
    topics: options.Topics = None,
    *,
    department: options.Departments = None,
    language: options.Languages = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the report as one page.", show_default=False)
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option("--since", metavar="FILE", help="Compare with this earlier page.", show_default=False),
    ] = None,
    clinic: options.Clinic = None,
    workspace: options.Workspace = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Show how each handout stands: reading grade, findings, status and next review."""
    from handouts.report.gather import gather
    from handouts.report.history import changes, memory
    from handouts.report.page import page

    today, start, shelf = options.today(), Path.cwd(), Shelf()
    space = shelf.workspace(workspace)
    found: list[Finding] = []
    last = _last(html, since, start, found)
    selection = Selection(
        tuple(topics or ()),
        today=today,
        departments=tuple(department or ()),
        languages=tuple(language or ()),
        clinic=clinic,
        workspace=workspace,
    )
    planned = plan(selection, shelf)
    gathered = gather(planned.requests, shelf)
    made = memory(gathered.entries, today, last, anew=since is not None)
    if html:
        from handouts.save import save

        text = page(gathered, made, today, space)
        save(text.encode("utf-8"), html.parent, html.name, report.shown(html, start))
    found += planned.findings
    code = report.exit_code(gathered.outcomes, found)
    if json:
        rows = [_row(entry) for entry in gathered.entries]
        changed = [{"topic": each.topic, "changes": list(each.texts)} for each in changes(made)]
        console.document({**report.document((), found, code), "topics": rows, "changed": changed})
        raise typer.Exit(code)
    if not quiet:
        for line in listing.table([HEAD, *(_line(entry) for entry in gathered.entries)]):
            console.result(line)
    console.findings(found, quiet=quiet)
    for outcome in gathered.outcomes:
        if outcome.fault:
            console.fault(outcome.fault, report.name_of(outcome))
    if html and not quiet:
        (console.result if errors(found) else console.good)(report.shown(html, start))
    raise typer.Exit(code)


def _last(html: Path | None, since: Path | None, start: Path, found: list[Finding]) -> Memory | None:
    """Return what the last report remembers, if there is one.

    Raises:
        UsageError: a file that would be overwritten or compared with is no report (H307).
        WorkspaceError: it cannot be read.
    """
    from handouts.report.history import DAMAGED, LIMIT_BYTES, remembered
    from handouts.yamlfile import read_text

    last = None
    # What would be overwritten is looked at even if it is not compared with: it may be another kind of file.
    for path in dict.fromkeys((html, since)):
        if path is None or (path is html and not path.exists()):
            continue
        shown = report.shown(path, start)
        try:
            last = remembered(read_text(path, shown, LIMIT_BYTES), shown)
        except WorkspaceError as error:
            if any(finding.code != DAMAGED for finding in error.findings):
                raise
            last = None
            found += error.findings
    return last


def _line(entry: Entry) -> tuple[str, ...]:
    counts = [(entry.count(level), level.value) for level in Severity]
    told = ", ".join(report.counted(count, word) for count, word in counts if count)
    reading = str(entry.level or "-") + (" too hard" if entry.level and entry.level.above else "")
    day = entry.next_review.isoformat() if entry.next_review else "-"
    return entry.topic, entry.language, reading, told or "none", _status(entry), day, entry.title


def _status(entry: Entry) -> str:
    return "expired" if entry.expired else entry.status or "has errors"


def _row(entry: Entry) -> dict[str, Any]:
    level = entry.level
    return {
        "topic": entry.topic,
        "language": entry.language,
        "file": entry.file,
        "title": entry.title or None,
        "version": entry.version or None,
        "status": _status(entry),
        "next_review": entry.next_review.isoformat() if entry.next_review else None,
        "measure": None if level is None else "Flesch-Kincaid grade" if level.is_grade else "INFLESZ",
        "reading": round(level.value, 2) if level else None,
        "too_hard": level.above if level else None,
        "sections": {each.name: round(each.value, 2) for each in entry.sections},
        "understandability": (entry.marks.understandability or None) if entry.marks else None,
        "actionability": (entry.marks.actionability or None) if entry.marks else None,
        "findings": [report.finding_data(finding) for finding in entry.findings],
        "allowed": [
            {"code": each.finding.code, "words": each.finding.key, "reason": each.reason} for each in entry.pardons
        ],
    }
