"""``handouts build``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from handouts.build import Outcome, Selection, Shelf, build_all, plan
from handouts.cli import console, options, report
from handouts.errors import ExitCode
from handouts.findings import Finding, in_order

EPILOG = """Examples:

\b
  handouts build
  handouts build chronic-total-occlusion --layout all
  handouts build --department cardiology --page-size a4
  handouts build vascular-embolization --appointment "2026-12-03 08:30" --open
  handouts build --workspace my-clinic --output to-print --json

Files are named output/department/topic.language.layout.pdf. A handout with an error is not written; the others are."""


def run(
    topics: options.Topics = None,
    *,
    department: options.Departments = None,
    layout: options.Layouts = None,
    language: options.Languages = None,
    page_size: options.PageSize = None,
    appointment: options.Appointment = None,
    clinic: options.Clinic = None,
    workspace: options.Workspace = None,
    output: options.Output = None,
    open_: Annotated[bool, typer.Option("--open", help="Show the result when it is there.")] = False,
    allow_expired: options.AllowExpired = False,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Write handouts as PDF files into the output folder."""
    selection = Selection(
        tuple(topics or ()),
        today=options.today(),
        departments=tuple(department or ()),
        layouts=tuple(layout or ("standard",)),
        languages=tuple(language or ()),
        page_size=page_size,
        appointment=appointment,
        clinic=clinic,
        workspace=workspace,
        output=output,
        allow_expired=allow_expired,
    )
    outcomes, code = carry_out(selection, saving=True, json=json, quiet=quiet)
    if open_:
        _open([outcome.path for outcome in outcomes if outcome.path])
    raise typer.Exit(code)


def carry_out(
    selection: Selection, *, saving: bool, json: bool, quiet: bool, beside: Sequence[Finding] = ()
) -> tuple[list[Outcome], ExitCode]:
    """Plan and build a selection, print what came of it, and return the outcomes and the exit code.

    Args:
        selection: what to build.
        saving: `False` only checks.
        json: print one JSON document instead of lines.
        quiet: print errors only.
        beside: findings of other files, to be told along with these.
    """
    shelf = Shelf()
    planned = plan(selection, shelf)
    requests, start = planned.requests, Path.cwd()
    strays = shelf.workspace(selection.workspace).strays() if not selection.topics else ()
    seen = 0

    def each(outcome: Outcome) -> None:
        nonlocal seen
        seen += 1
        if json or quiet:
            return
        console.progress("")
        if outcome.path:
            console.result(report.saved(outcome, start))
        if seen < len(requests):
            console.progress(f"{seen + 1}/{len(requests)} {requests[seen].topic}")

    outcomes = build_all(requests, shelf, saving=saving, each=each)
    found = in_order([*beside, *planned.findings, *strays, *(f for outcome in outcomes for f in outcome.findings)])
    code = report.exit_code(outcomes, (*beside, *strays))
    if json:
        console.document(report.document(outcomes, found, code))
    else:
        console.findings(found, quiet=quiet)
    for outcome in outcomes:
        if outcome.fault:
            console.fault(outcome.fault, report.name_of(outcome))
    if not json and not quiet:
        report.sum_up(outcomes, found, *(("built", "not built") if saving else ("right", "with errors")))
    return outcomes, code


def _open(paths: list[Path]) -> None:
    """Show one handout in the viewer of the system, or the folder of several."""
    if paths:
        target = Path(os.path.commonpath(paths))
        if typer.launch(str(target)):
            console.note(f"No program could be started to show {target}")
