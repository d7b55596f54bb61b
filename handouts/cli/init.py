"""``handouts init``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from handouts.cli import console, own, report, schemas
from handouts.content.load import load_clinic
from handouts.errors import OutputError
from handouts.findings import Finding, Place
from handouts.workspace import Workspace, builtin

EPILOG = """Examples:

\b
  handouts init my-clinic
  cd my-clinic
  handouts build

The folder gets content (with clinic.yaml to fill in), layouts, output, and schema for editors. Topics and layouts
that ship with the program are used along with your own; “handouts copy” brings one over to be changed."""

FOLDER_REFUSED = "H546"

_HEAD = """\
# yaml-language-server: $schema=../schema/clinic.json

# YOUR CLINIC. Everything below still belongs to an invented one:
# put your own facts in the place of each value, and then set "demo" to false.
# Until then every page says that the clinic is invented. Never give such a page to a patient.
#
# Every value is text. Put a value in quotes when it holds a colon and a space, or starts with "#".
"""


def run(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="The folder to make; this one unless told otherwise.", show_default=False),
    ] = Path(),
) -> None:
    """Make a workspace for a clinic: its facts, its own topics and layouts, its output."""
    files = {
        "content/clinic.yaml": _clinic().encode(),
        **{f"schema/{kind.value}.json": schemas.text(kind).encode() for kind in schemas.Kind},
    }
    shipped = Workspace((builtin(),), folder, Path.cwd())
    loaded = load_clinic(shipped, None)
    if loaded.clinic.logo and loaded.logo:
        files[f"content/{loaded.clinic.logo.file}"] = loaded.logo.data
    own.write_new(folder, files)
    for name in ("layouts", "output"):
        try:
            (folder / name).mkdir(exist_ok=True)
        except OSError as error:
            message = f"the folder cannot be made: {(error.strerror or 'the system refused').lower()}"
            hint = "Move what is in its place away, or choose another folder"
            raise OutputError(Finding(FOLDER_REFUSED, message, Place(str(folder / name)), hint)) from error
    here = report.shown(folder, Path.cwd())
    console.good(f"made a workspace in {'this folder' if here == '.' else here}")
    console.result("Next:")
    console.result(f"  1. put your clinic's facts into {report.shown(folder / 'content' / 'clinic.yaml', Path.cwd())}")
    if here != ".":
        console.result(f"  2. cd {here}")
    console.result(f"  {'2' if here == '.' else '3'}. handouts build")


def _clinic() -> str:
    """Return the shipped clinic's file with a head that says what to do with it."""
    lines = (builtin() / "content" / "clinic.yaml").read_text(encoding="utf-8").splitlines()
    first = next((i for i, line in enumerate(lines) if not line.startswith("#")), 0)
    return _HEAD + "\n".join(lines[first:]) + "\n"
