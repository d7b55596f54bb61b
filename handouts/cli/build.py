"""``handouts build``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from handouts.build import Selection
from handouts.cli import console, options, running
from handouts.errors import ExitCode, UsageError
from handouts.findings import Finding, Place

NOTHING_TO_SHOW = "H609"

EPILOG = """Examples:

\b
  handouts build
  handouts build chronic-total-occlusion --layout all
  handouts build --department cardiology --page-size a4
  handouts build vascular-embolization --appointment "2026-12-03 08:30" --open
  handouts build --workspace my-clinic --output to-print --json
  handouts build --department cardiology --layout all --language all --dry-run
  handouts build --layout all --dask tcp://10.0.0.5:8786 --output s3://handouts/spring

Files are named output/department/topic.language.layout.pdf. A handout with an error is not written; the others are.
Only what changed is built: output/manifest.json says what each file was made of."""


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
    output: options.Destination = None,
    open_: Annotated[bool, typer.Option("--open", help="Show the result when it is there.")] = False,
    allow_expired: options.AllowExpired = False,
    jobs: options.Jobs = 0,
    dask: options.Dask = None,
    force: options.Force = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be built, and write nothing.")] = False,
    wait: options.Wait = 60.0,
    report_file: options.Report = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Write handouts as PDF files into the output folder."""
    folder, store = options.destination(output)
    if open_ and store:
        place, hint = Place("--open"), "Leave it out, or build into a folder"
        raise UsageError(Finding(NOTHING_TO_SHOW, "what is in an object store cannot be shown from here", place, hint))
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
        output=folder,
        allow_expired=allow_expired,
    )
    asked = running.Asked(
        jobs=jobs, dask=dask, store=store, force=force, wait_seconds=wait, json=json, quiet=quiet, report=report_file
    )
    if dry_run:
        raise typer.Exit(running.show_plan(selection, asked))
    done = running.carry_out(selection, asked)
    if open_ and done.code != ExitCode.INTERRUPTED:
        _open([outcome.path for outcome in done.outcomes if outcome.path])
    raise typer.Exit(done.code)


def _open(paths: list[Path]) -> None:
    """Show one handout in the viewer of the system, or the folder of several."""
    if paths:
        target = Path(os.path.commonpath(paths))
        if typer.launch(str(target)):
            console.note(f"No program could be started to show {target}")
