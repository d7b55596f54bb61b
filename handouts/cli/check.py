"""``handouts check``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from handouts.build import Outcome, Selection, Shelf, build_all, plan
from handouts.cli import console, options, report
from handouts.errors import ExitCode, HandoutsError, UsageError
from handouts.findings import Finding, Place, in_order
from handouts.workspace import Workspace

FILE_UNKNOWN = "H543"

EPILOG = """Examples:

\b
  handouts check
  handouts check chronic-total-occlusion
  handouts check content/cardiology/chronic-total-occlusion/en.yaml
  handouts check content/clinic.yaml layouts/languages/en.yaml
  handouts check --layout all --language all --json

Every stage is gone through but the last: nothing is written. Warnings do not change the exit code."""


def run(
    topics: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TOPIC|FILE",
            help="Topics as for build, or files: a topic's, the clinic's, a language's, a layout's.",
            show_default=False,
        ),
    ] = None,
    *,
    department: options.Departments = None,
    layout: options.Layouts = None,
    language: options.Languages = None,
    page_size: options.PageSize = None,
    appointment: options.Appointment = None,
    clinic: options.Clinic = None,
    workspace: options.Workspace = None,
    allow_expired: options.AllowExpired = False,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Check handouts, or single files, and print every problem with its file and line."""
    shelf = Shelf()
    space = shelf.workspace(workspace)
    names, files = _apart(topics or [], space)
    # Whether a template is right shows only in a handout that is set with it.
    used = [name for path in files if path.suffix == ".j2" for name in _layouts_of(path, shelf, space)]
    found = [finding for path in files if path.suffix != ".j2" for finding in _file_findings(path, shelf, space)]
    code = report.exit_code((), found)
    if names or used or not files:
        selection = Selection(
            tuple(names),
            today=options.today(),
            departments=tuple(department or ()),
            layouts=(*(layout or ()), *used) or ("standard",),
            languages=tuple(language or ()),
            page_size=page_size,
            appointment=appointment,
            clinic=clinic,
            workspace=workspace,
            allow_expired=allow_expired,
        )
        _, code = _carry_out(selection, shelf, json=json, quiet=quiet, beside=found)
    elif json:
        console.document(report.document((), found, code))
    else:
        console.findings(found, quiet=quiet)
        if not quiet and not found:
            console.good(f"{report.counted(len(files), 'file')} right")
    raise typer.Exit(code)


def _carry_out(
    selection: Selection, shelf: Shelf, *, json: bool, quiet: bool, beside: Sequence[Finding]
) -> tuple[list[Outcome], ExitCode]:
    """Plan and check a selection, print what came of it, and return the outcomes and the exit code.

    Args:
        selection: what to check.
        shelf: keeps what the handouts share.
        json: print one JSON document instead of lines.
        quiet: print errors only.
        beside: findings of other files, to be told along with these.
    """
    planned = plan(selection, shelf)
    requests = planned.requests
    strays = shelf.workspace(selection.workspace).strays() if not selection.topics else ()
    seen = 0

    def each(_: Outcome) -> None:
        nonlocal seen
        seen += 1
        if json or quiet:
            return
        console.progress("")
        if seen < len(requests):
            console.progress(f"{seen + 1}/{len(requests)} {requests[seen].topic}")

    outcomes = build_all(requests, shelf, saving=False, each=each)
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
        report.sum_up(outcomes, found, "right", "with errors")
    return outcomes, code


def _apart(words: list[str], workspace: Workspace) -> tuple[list[str], list[Path]]:
    """Part the names of topics (and their files) from files that belong to no topic."""
    topic_files = {file.path.resolve() for file in workspace.topics()}
    names, files = [], []
    for word in words:
        path = Path(word)
        if word.endswith((".yaml", ".j2")) and path.is_file() and path.resolve() not in topic_files:
            files.append(path)
        else:
            names.append(word)
    return names, files


def _file_findings(path: Path, shelf: Shelf, workspace: Workspace) -> list[Finding]:
    """Return the findings of a clinic, language or layout file.

    Raises:
        UsageError: it is none of these (H543).
    """
    parts = path.resolve().parts
    if not ("layouts" in parts or path.name.startswith("clinic")):
        raise _of_no_kind(path, workspace)
    try:
        if "languages" in parts[-2:-1]:
            shelf.language(workspace, path.stem)
        elif "layouts" in parts:
            for name in _layouts_of(path, shelf, workspace):
                shelf.layout(workspace, name)
        else:
            shelf.clinic(workspace, path)
    except HandoutsError as error:
        return in_order(error.findings)
    return []


def _layouts_of(path: Path, shelf: Shelf, workspace: Workspace) -> list[str]:
    """Return the layout that a file belongs to, or every layout for what they share.

    Raises:
        UsageError: it belongs to none (H543).
    """
    parts = path.resolve().parts
    if "layouts" not in parts[:-1]:
        raise _of_no_kind(path, workspace)
    folder = parts[len(parts) - parts[::-1].index("layouts")]
    return shelf.layout_names(workspace) if folder == "shared" else [folder]


def _of_no_kind(path: Path, workspace: Workspace) -> UsageError:
    hint = "Content stands in content/<department>/<topic>/<language>.yaml, a clinic in a file named clinic….yaml"
    message = "this file is neither a topic of the workspace, nor a clinic, a language or a layout"
    return UsageError(Finding(FILE_UNKNOWN, message, Place(workspace.shown(path)), hint))
