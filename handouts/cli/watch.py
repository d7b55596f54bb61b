"""``handouts watch``."""

from __future__ import annotations

from pathlib import Path

import typer

from handouts.build import Selection
from handouts.cli import console, options, report, running
from handouts.errors import ExitCode

EPILOG = """Examples:

\b
  handouts watch
  handouts watch chronic-total-occlusion --layout all
  handouts watch --department cardiology --output to-print

Everything is built once, then again whenever a file that it is made of is saved. Ctrl-C ends it."""


def run(
    topics: options.Topics = None,
    *,
    department: options.Departments = None,
    layout: options.Layouts = None,
    language: options.Languages = None,
    page_size: options.PageSize = None,
    clinic: options.Clinic = None,
    workspace: options.Workspace = None,
    output: options.Output = None,
    allow_expired: options.AllowExpired = False,
) -> None:
    """Build handouts, and build them again whenever a file is saved."""
    from handouts.batch.watch import changes
    from handouts.build import Shelf

    def selection() -> Selection:
        return Selection(
            tuple(topics or ()),
            today=options.today(),
            departments=tuple(department or ()),
            layouts=tuple(layout or ("standard",)),
            languages=tuple(language or ()),
            page_size=page_size,
            clinic=clinic,
            workspace=workspace,
            output=output,
            allow_expired=allow_expired,
        )

    space, start = Shelf().workspace(workspace), Path.cwd()
    try:
        if running.try_to(selection, running.Asked()) == ExitCode.INTERRUPTED:
            raise typer.Exit(ExitCode.INTERRUPTED)
        for paths in changes(space, clinic):
            if paths:
                more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
                console.note(", ".join(report.shown(path, start) for path in paths[:3]) + f"{more} saved")
            else:
                console.note("watching; Ctrl-C ends it")
            # Few change at a time, and a copy of a process that watches is not safe: no workers.
            if running.try_to(selection, running.Asked(jobs=1, changed_only=True)) == ExitCode.INTERRUPTED:
                raise typer.Exit(ExitCode.INTERRUPTED)
    except KeyboardInterrupt:
        raise typer.Exit(ExitCode.INTERRUPTED) from None
