"""``handouts trace``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from handouts.approval.printed import is_whole, near, tidy
from handouts.batch import ledger
from handouts.build.shelf import Shelf
from handouts.build.tracing import NAMES, Traced, Tracer
from handouts.cli import console, listing, options, report
from handouts.errors import ExitCode, UsageError
from handouts.findings import Finding, Place, in_order

if TYPE_CHECKING:
    from handouts.approval.printed import Printed

EPILOG = f"""Examples:

\b
  handouts trace K7M-P4X-R9N                     what is this sheet, and may it still be used?
  handouts trace k7mp4xr9n
  handouts trace                                 every version that was ever built here
  handouts trace --affected                      those with a phone number or emergency wording that is another now

The ID stands at the foot of every page, and in “About this sheet”. Capitals, hyphens and spaces do not matter. It is
the same on a blank and on a personal copy, and another as soon as a word, the layout, the language, the paper, the
approval or a printed fact of the clinic is another.

{ledger.NAME} in the workspace remembers what was built. Keep it with content: paper outlives the output folder."""

NOT_IN_THE_RECORDS = "H388"
_HEAD = ("ID", "TOPIC", "LANGUAGE", "LAYOUT", "PAPER", "VERSION", "STATUS", "CURRENT")


def run(
    page_id: Annotated[
        str | None, typer.Argument(metavar="ID", help="The ID at the foot of a page.", show_default=False)
    ] = None,
    *,
    affected: Annotated[
        bool, typer.Option("--affected", help="Only with a phone number or emergency wording that changed since.")
    ] = False,
    clinic: options.Clinic = None,
    workspace: options.Workspace = None,
    output: options.Output = None,
    json: options.Json = False,
) -> None:
    """Say what a sheet of paper is by its ID, and whether it is still current."""
    shelf, today = Shelf(), options.today()
    space = shelf.workspace(workspace)
    known = ledger.read(space, output or space.output)
    tracer = Tracer(space, shelf, clinic, today)
    made = _sought(page_id, known.printed, tracer) if page_id is not None else known.printed
    traced = [each for each in map(tracer.trace, made) if each.affected or not affected]
    if json:
        rows = [_data(each) for each in traced]
        console.document({**report.document((), known.findings, ExitCode.OK), "pages": rows})
        return
    if page_id is not None:
        for each in traced:
            _print(each)
    elif affected:
        _print_affected(traced)
    else:
        _print_all(traced)
    console.findings(in_order(known.findings))


def _sought(text: str, known: Sequence[Printed], tracer: Tracer) -> list[Printed]:
    """Return what has an ID: of what was built here, else of what would be built now.

    Raises:
        UsageError: it is no ID, or nothing has it (H388).
    """
    page_id = tidy(text)
    found = [each for each in known if each.id == page_id] if is_whole(page_id) else []
    if found:
        return found
    now = list(tracer.all_now())
    found = [each for each in now if each.id == page_id]
    if found:
        return found[:1]
    close = near(page_id, {each.id for each in (*known, *now)})
    meant = f"Did you mean {' or '.join(close)}? " if close else ""
    if is_whole(page_id):
        message = f"no page with the ID {page_id} was built in this workspace"
        hint = f"{meant}It may be of another workspace, or from before {ledger.NAME} was kept"
    else:
        message = f"“{text[:40]}” is not an ID: a sign is wrong or missing"
        hint = f"{meant}Read it again from the foot of a page: nine signs, such as K7M-P4X-R9N"
    raise UsageError(Finding(NOT_IN_THE_RECORDS, message, Place("ID"), hint))


def _print(traced: Traced) -> None:
    made = traced.printed
    console.result(f"{made.id}  {traced.title or made.topic}")
    for label, text in _rows(traced):
        console.result(f"  {label.ljust(9)} {text}")


def _rows(traced: Traced) -> Iterator[tuple[str, str]]:
    made = traced.printed
    yield "topic", made.topic
    yield "version", made.version
    yield "language", made.language
    yield "layout", f"{made.layout}, {made.page_size}"
    yield "clinic", made.clinic.get("name", "")
    if made.status == "draft":
        yield "approval", "none: it says on every page that it is a draft"
    for each in made.approvals:
        day, _, role = each.partition(" ")
        yield "approval", f"by {role}, on {day}"
    if made.status == "approved":
        yield "until", f"{made.next_review}{', and says that this is past' if made.expired else ''}"
    if traced.current:
        yield "current", "yes"
    else:
        instead = f"; {traced.instead.id} is in its place" if traced.instead else ""
        yield "current", f"no{instead}"
    for reason in traced.reasons:
        yield "but", reason


def _print_all(traced: Sequence[Traced]) -> None:
    if not traced:
        console.note("nothing was built here yet, or before this was recorded")
        return
    rows = [
        (
            *(made.id, made.topic, made.language, made.layout, made.page_size, made.version, made.status),
            "yes" if each.current else "no",
        )
        for each in traced
        for made in (each.printed,)
    ]
    for line in listing.table([_HEAD, *rows]):
        console.result(line)


def _print_affected(traced: Sequence[Traced]) -> None:
    if not traced:
        console.good("every phone number and emergency wording that was ever printed here is still right")
        return
    console.result(f"{report.counted(len(traced), 'version')} printed before something changed:")
    groups: dict[tuple[str, ...], list[Traced]] = {}
    for each in traced:
        told = [f"{NAMES[name]} was {old or 'not there'}, is {new or 'none'}" for name, (old, new) in _urgent(each)]
        groups.setdefault(tuple(told), []).append(each)
    for changes, group in groups.items():
        console.result("")
        for change in changes:
            console.result(change)
        for each in group:
            made = each.printed
            where = f"{made.topic}  {made.language}  {made.layout}  {made.page_size}  version {made.version}"
            console.result(f"  {made.id}  {where}")


def _urgent(traced: Traced) -> list[tuple[str, tuple[str, str]]]:
    from handouts.approval.printed import URGENT

    return [(name, pair) for name, pair in traced.changed.items() if name in URGENT]


def _data(traced: Traced) -> dict[str, Any]:
    return {
        **traced.printed.data(),
        "title": traced.title or None,
        "current": traced.current,
        "now": traced.instead.id if traced.instead else None,
        "affected": traced.affected,
        "reasons": list(traced.reasons),
        "changed": {name: {"was": old, "is": new} for name, (old, new) in traced.changed.items()},
    }
