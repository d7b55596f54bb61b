"""``handouts copy``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from handouts import __version__
from handouts.approval.record import SUFFIX
from handouts.build.copies import COPIED_FROM, record
from handouts.build.selection import find_topic
from handouts.build.shelf import Shelf
from handouts.cli import console, options, own
from handouts.errors import UsageError
from handouts.findings import Finding, Place
from handouts.save import save
from handouts.workspace import Workspace, builtin

EPILOG = f"""Examples:

\b
  handouts copy chronic-total-occlusion           a topic, with its pictures and languages
  handouts copy large-print                       a layout
  handouts copy chronic-total-occlusion --compared

Your copy hides the original. {COPIED_FROM} beside it remembers the original as it was, and every command warns
when a newer version of the program brings a changed one. Compare the two, take over what is new, then say so with
--compared."""

NOT_A_COPY = "H549"


def run(
    name: Annotated[
        str,
        typer.Argument(
            metavar="TOPIC|LAYOUT",
            help="A shipped topic or layout.",
            show_default=False,
            autocompletion=options.complete_shipped,
        ),
    ],
    compared: Annotated[
        bool, typer.Option("--compared", help="The copy has been compared with the original as it is now.")
    ] = False,
    workspace: options.Workspace = None,
) -> None:
    """Copy a shipped topic or layout into the workspace, to be changed there."""
    shelf = Shelf()
    space = shelf.workspace(workspace)
    shipped = Workspace((builtin(),), space.output, Path.cwd())
    folder = _folder_of(name, shipped, shelf)
    target = own.root(space)
    if target.resolve() == builtin().resolve():
        hint = "Change it in its place"
        raise UsageError(Finding(own.NO_OWN_WORKSPACE, "this workspace is the original itself", Place(folder), hint))
    origin = builtin() / folder
    names = sorted(
        path.relative_to(origin).as_posix()
        for path in origin.rglob("*")
        # An approval was given to one clinic, and never travels.
        if path.is_file()
        and path.suffix != SUFFIX
        and not any(part.startswith((".", "__")) for part in path.relative_to(origin).parts)
    )
    remembered = record(origin, names, folder, __version__).encode()
    if compared:
        _note_comparison(target, folder, remembered, space)
        return
    files = {f"{folder}/{each}": (origin / each).read_bytes() for each in names}
    own.write_new(target, {**files, f"{folder}/{COPIED_FROM}": remembered}, Path(space.shown(target)))
    console.good(space.shown(target / folder))
    for each in names:
        console.result(f"  {each}")


def _folder_of(name: str, shipped: Workspace, shelf: Shelf) -> str:
    """Return the folder of a shipped layout or topic, such as ``layouts/standard``."""
    layouts = shelf.layout_names(shipped)
    if name in layouts:
        return f"layouts/{name}"
    try:
        return f"content/{find_topic(shipped.topics(), name)}"
    except UsageError as error:
        (finding,) = error.findings
        message = finding.message.replace("no topic", "no shipped topic or layout")
        hint = f"{finding.hint}; layouts: {', '.join(layouts)}"
        raise UsageError(Finding(finding.code, message, Place("TOPIC|LAYOUT"), hint)) from None


def _note_comparison(target: Path, folder: str, remembered: bytes, space: Workspace) -> None:
    path = target / folder / COPIED_FROM
    if not path.is_file():
        place, hint = Place(space.shown(path.parent)), "Copy the original first, without --compared"
        raise UsageError(Finding(NOT_A_COPY, "there is no copy that could have been compared", place, hint))
    save(remembered, target, f"{folder}/{COPIED_FROM}", space.shown(path))
    console.good(f"{space.shown(path.parent)} is up to date with the original of handouts {__version__}")
