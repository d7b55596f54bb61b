"""``handouts diff``."""

from __future__ import annotations

from dataclasses import asdict

from handouts.approval.compare import Change, changes
from handouts.approval.record import Record, read
from handouts.approval.standing import approvals_path, is_shipped, own_records
from handouts.approval.words import words_of
from handouts.build.request import Request
from handouts.build.selection import in_full
from handouts.build.shelf import Shelf
from handouts.cli import console, options, report
from handouts.errors import ExitCode, UsageError
from handouts.findings import Finding, Place

EPILOG = """Examples:

\b
  handouts diff heart-stent
  handouts diff heart-stent --language es --json

Shown is each sentence and fact that was taken out (-) or put in (+) since the last approval, also one that a newer
approval has made good. Comments, the order of keys and the clinic's own facts are not part of what is approved."""

NOT_IN_THE_RECORDS = "H388"


def run(
    topic: options.Topic,
    *,
    language: options.Language = None,
    clinic: options.Clinic = None,
    workspace: options.Workspace = None,
    json: options.Json = False,
) -> None:
    """Show what changed in a handout since its approval, sentence by sentence."""
    shelf = Shelf()
    space = shelf.workspace(workspace)
    request = Request(topic, today=options.today(), language=language, clinic=clinic, workspace=workspace)
    request = in_full(request, shelf)
    file = shelf.file(space, request.topic, request.language or "")
    assert file is not None  # noqa: S101  a request in full names a file
    loaded = shelf.handout(space, file)
    shown = space.shown(approvals_path(space, file))
    records = () if is_shipped(file) else read(shelf.approvals(space, file), shown)
    own = own_records(records, loaded, shelf.clinic(space, clinic).clinic)
    if not own:
        message = f"{request.topic} ({file.language}) was never approved here, so there is nothing to compare it with"
        hint = f"A clinician approves it with: handouts approve {request.topic} --by ROLE --review-by DATE"
        raise UsageError(Finding(NOT_IN_THE_RECORDS, message, Place(space.shown(file.path)), hint))
    words = words_of(loaded)
    found = changes(own[-1].words, [str(line) for line in words])
    places = {str(line).partition(": ")[0]: loaded.file.place(line.loc) for line in words}
    if json:
        rows = [{**asdict(change), "line": _line(change, places)} for change in found]
        data = {"approval": _data(own[-1]), "changed": bool(found), "changes": rows}
        console.document({**report.document((), (), ExitCode.OK), **data})
        return
    _print(own[-1], found, places, file.language)


def _print(record: Record, found: list[Change], places: dict[str, Place], language: str) -> None:
    since = f"its approval of {record.on.isoformat()} by {record.by} (version {record.version})"
    if not found:
        console.good(f"{record.topic} ({language}) is as it was at {since}")
        return
    console.result(f"{record.topic} ({language}) since {since}:")
    for change in found:
        place = places.get(change.path)
        console.result("")
        console.result(f"{change.section.replace('_', ' ')}{f'  {place}' if place else ''}")
        for sentence in change.before:
            console.result(f"  - {sentence}")
        for sentence in change.after:
            console.result(f"  + {sentence}")
    console.result("")
    console.result(f"{report.counted(len(found), 'change')}")


def _line(change: Change, places: dict[str, Place]) -> int | None:
    """Return the line of the new words, or `None` where they are gone."""
    place = places.get(change.path)
    return place.line if place and change.after else None


def _data(record: Record) -> dict[str, str]:
    return {
        "on": record.on.isoformat(),
        "by": record.by,
        "version": record.version,
        "review_by": record.review_by.isoformat(),
        "content": record.content,
    }
