"""``handouts new``."""

from __future__ import annotations

import difflib
import re
import unicodedata
from pathlib import Path
from typing import Annotated

import typer

from handouts.build.shelf import Shelf
from handouts.cli import console, options, own
from handouts.cli.starter import starter
from handouts.errors import UsageError
from handouts.findings import Finding, Place
from handouts.language import languages
from handouts.workspace import Workspace

EPILOG = """Examples:

\b
  handouts new cardiology/heart-stent
  handouts new cardiology/heart-stent --language en

The file holds every key with what it is for. It can be checked and built from the start; what you have not
written yet is named line by line."""

NAME_WRONG = "H547"
LANGUAGE_NOT_SET_UP = "H548"

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def run(
    topic: Annotated[str, typer.Argument(metavar="DEPARTMENT/TOPIC", help="The new topic.", show_default=False)],
    language: Annotated[
        str | None,
        typer.Option("--language", metavar="CODE", help="Unless told otherwise, the clinic's.", show_default=False),
    ] = None,
    workspace: options.Workspace = None,
) -> None:
    """Begin a new topic from a commented starter file."""
    shelf = Shelf()
    space = shelf.workspace(workspace)
    folder = own.root(space)
    _check_name(topic)
    code = language or shelf.clinic(space, None).clinic.language
    _check_language(space, code)
    name = f"content/{topic}/{code}.yaml"
    schema = "../../../schema/handout.json" if (folder / "schema" / "handout.json").is_file() else None
    text = starter(topic, code, options.today(), schema)
    own.write_new(folder, {name: text.encode()}, Path(space.shown(folder)))
    console.good(space.shown(folder / name))
    console.result(f"Write your words into it, then run: handouts check {topic}")


def _check_name(topic: str) -> None:
    parts = topic.split("/")
    if len(parts) == 2 and all(_SLUG.fullmatch(part) and len(part) <= 60 for part in parts):
        return
    slugs = [_slug(part)[:60].strip("-") for part in parts if _slug(part)]
    near = "/".join(slugs) if len(slugs) == 2 else f"cardiology/{slugs[-1]}" if slugs else "cardiology/heart-stent"
    raise UsageError(
        Finding(
            NAME_WRONG,
            f"“{topic[:80]}” is not a department and a topic in lower-case letters, digits and single hyphens",
            Place("DEPARTMENT/TOPIC"),
            f"Write, for example: handouts new {near}",
        )
    )


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def _check_language(workspace: Workspace, code: str) -> None:
    known = languages(workspace)
    if code not in known:
        close = difflib.get_close_matches(code.lower(), known, n=1)
        meant = f"Did you mean “{close[0]}”? " if close else ""
        hint = f"{meant}There are: {', '.join(known)}"
        message = f"no language “{code[:40]}” is set up"
        raise UsageError(Finding(LANGUAGE_NOT_SET_UP, message, Place("--language"), hint))
