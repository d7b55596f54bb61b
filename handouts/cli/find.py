"""``handouts find``."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Any

import typer

from handouts.approval.standing import in_force
from handouts.build.shelf import Shelf
from handouts.cli import console, listing, options, report
from handouts.content.find import Entry, find
from handouts.content.prose import plain
from handouts.errors import ExitCode, HandoutsError
from handouts.findings import Finding, errors

EPILOG = """Examples:

\b
  handouts find bile duct
  handouts find 47542
  handouts find CPT 92943 --json

Every word must begin a word of the title, the medical name, another name, the topic or a code."""


def run(
    words: Annotated[list[str], typer.Argument(metavar="WORDS|CODE", help="Words or a code.", show_default=False)],
    workspace: options.Workspace = None,
    json: options.Json = False,
) -> None:
    """Find topics by words of their names, or by a code."""
    shelf, today = Shelf(), options.today()
    space = shelf.workspace(workspace)
    found: list[Finding] = []
    entries: list[Entry] = []
    for file in shelf.topics(space):
        try:
            loaded = shelf.handout(space, file)
            entries.append(Entry.of(in_force(loaded, shelf.standing(space, file, None, today))))
        except HandoutsError as error:
            found += error.findings
    hits = find(entries, " ".join(words))
    code = ExitCode.CONTENT if errors(found) else ExitCode.OK
    if json:
        console.document({**report.document((), found, code), "topics": [_data(hit) for hit in hits]})
        raise typer.Exit(code)
    if hits:
        rows = [(f"{hit.department}/{hit.topic}", plain(hit.title), hit.language, _codes(hit)) for hit in hits]
        for line in listing.table([("TOPIC", "TITLE", "LANGUAGE", "CODES"), *rows]):
            console.result(line)
    else:
        console.note(f"no topic has “{' '.join(words)}” in its names or codes; “handouts list” shows every topic")
    console.findings(found)
    raise typer.Exit(code)


def _codes(entry: Entry) -> str:
    return ", ".join(" ".join(code) for code in entry.codes)


def _data(entry: Entry) -> dict[str, Any]:
    data = dataclasses.asdict(entry)
    data["topic"] = f"{entry.department}/{entry.topic}"
    del data["department"]
    data["codes"] = [" ".join(code) for code in entry.codes]
    return {**data, "title": plain(entry.title), "next_review": entry.next_review.isoformat()}
