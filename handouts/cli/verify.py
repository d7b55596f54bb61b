"""``handouts verify``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from handouts.cli import console, options, report
from handouts.errors import ExitCode
from handouts.findings import errors

EPILOG = """Examples:

\b
  handouts verify
  handouts verify --prune
  handouts verify --output to-print --json

\b
Told are files that are
  missing        the manifest has them, the folder does not
  changed        not the bytes that were written
  expired        past the review date
  drafts         not approved by a clinician
  affected       printed with a phone number, emergency wording or name of the clinic that is another now
  left over      of a topic, language or layout that is no longer there; --prune removes them, but never a packet
  not recorded   made with --appointment, or not made by this program; they are never removed
  gone           personal copies of a list; --prune forgets those that you removed

The exit code is 2 if a file is missing, changed or expired, or tells patients a wrong number."""


def run(
    *,
    workspace: options.Workspace = None,
    output: options.Output = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove files of topics and layouts that are gone.")] = False,
    wait: options.Wait = 60.0,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Check the output folder against its manifest and the workspace."""
    from handouts.batch.verify import prune as remove
    from handouts.batch.verify import verify
    from handouts.build import Shelf

    shelf = Shelf()
    space = shelf.workspace(workspace)
    folder, start, today = output or space.output, Path.cwd(), options.today()
    if prune:
        done = remove(
            space, shelf, folder, today, lambda who: console.note(f"waiting: {who} is writing"), wait_seconds=wait
        )
    else:
        done = verify(space, shelf, folder, today)
    code = ExitCode.CONTENT if errors(done.findings) else ExitCode.OK
    if json:
        rows = [entry.data() for entry in done.entries]
        pruned = [str(path) for path in done.pruned]
        merged = [{"list": each.list, "copies": each.copies} for each in done.merged]
        bound = [packet.data() for packet in done.packets]
        told = {"files": rows, "packets": bound, "merged": merged, "pruned": pruned}
        console.document({**report.document((), done.findings, code), **told})
        raise typer.Exit(code)
    for path in done.pruned:
        console.result(f"{report.shown(path, start)}  removed")
    console.findings(done.findings, quiet=quiet)
    if not quiet:
        wrong = len({finding.place.file for finding in errors(done.findings)})
        copies = sum(each.copies for each in done.merged)
        files = report.counted(len(done.entries) + len(done.packets), "file")
        files += f" and {copies} personal cop{'y' if copies == 1 else 'ies'}" if copies else ""
        (console.result if wrong else console.good)(
            f"{files} recorded, {wrong} wrong" if wrong else f"{files} as built"
        )
    raise typer.Exit(code)
