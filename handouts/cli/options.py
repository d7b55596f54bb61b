"""Options that several commands share, the day, and the files that the shell may complete."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from handouts.errors import HandoutsError, UsageError
from handouts.findings import Finding, Place

TODAY_WRONG = "H530"


def today() -> datetime.date:
    """Return the day of this run: ``HANDOUTS_TODAY`` if it is set, else the clock's.

    Raises:
        UsageError: ``HANDOUTS_TODAY`` is not a date (H530).
    """
    text = os.environ.get("HANDOUTS_TODAY")
    if not text:
        return datetime.date.today()  # noqa: DTZ011, TID251  the one place that reads the clock, as the clinic's wall does
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    message = f"“{text[:40]}” is not a day"
    raise UsageError(Finding(TODAY_WRONG, message, Place("HANDOUTS_TODAY"), "Write year-month-day: 2026-11-21"))


def _names(ctx: typer.Context, incomplete: str, listed: Callable[[Any], Iterable[str]]) -> list[str]:
    """Return the names in the workspace that begin as typed; none where something is wrong, for nobody would see it."""
    from handouts.workspace import Workspace

    try:
        workspace = Workspace.open(ctx.params.get("workspace"), Path.cwd())
        return [name for name in listed(workspace) if name.startswith(incomplete)]
    except HandoutsError:
        return []


def complete_topic(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return topics that begin as typed."""
    return _names(ctx, incomplete, lambda space: sorted({f"{f.department}/{f.topic}" for f in space.topics()}))


def _complete_department(ctx: typer.Context, incomplete: str) -> list[str]:
    return _names(ctx, incomplete, lambda space: space.names("content"))


def _complete_layout(ctx: typer.Context, incomplete: str) -> list[str]:
    from handouts.build import Shelf

    return _names(ctx, incomplete, lambda space: [*Shelf().layout_names(space), "all"])


def _complete_page_size(incomplete: str) -> list[str]:
    return [name for name in ("a4", "letter") if name.startswith(incomplete)]


def complete_shipped(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return topics and layouts that can be copied."""
    return [*complete_topic(ctx, incomplete), *(name for name in _complete_layout(ctx, incomplete) if name != "all")]


Topics = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="TOPIC",
        help="department/topic, or the topic alone; none means every topic.",
        show_default=False,
        autocompletion=complete_topic,
    ),
]
Topic = Annotated[
    str,
    typer.Argument(
        metavar="TOPIC",
        help="department/topic, or the topic alone.",
        autocompletion=complete_topic,
        show_default=False,
    ),
]
Departments = Annotated[
    list[str] | None,
    typer.Option(
        "--department",
        "-d",
        metavar="NAME",
        help="Only topics of this department; may be given several times.",
        show_default=False,
        autocompletion=_complete_department,
    ),
]
Layouts = Annotated[
    list[str] | None,
    typer.Option(
        "--layout",
        "-l",
        metavar="NAME",
        help="standard (unless told otherwise), large-print, another layout, or all; may be given several times.",
        show_default=False,
        autocompletion=_complete_layout,
    ),
]
Languages = Annotated[
    list[str] | None,
    typer.Option(
        "--language",
        metavar="CODE",
        help="A language such as en, or all; unless told otherwise, the clinic's. May be given several times.",
        show_default=False,
    ),
]
Language = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="CODE",
        help="A language such as en; unless told otherwise, the clinic's.",
        show_default=False,
    ),
]
PageSize = Annotated[
    str | None,
    typer.Option(
        "--page-size",
        metavar="SIZE",
        help="letter or a4; unless told otherwise, the clinic's.",
        show_default=False,
        autocompletion=_complete_page_size,
    ),
]
Appointment = Annotated[
    str | None,
    typer.Option(
        "--appointment",
        metavar='"DAY TIME"',
        help='Fill in the appointment, written as "2026-12-03 08:30".',
        show_default=False,
    ),
]
Clinic = Annotated[
    Path | None,
    typer.Option(
        "--clinic", metavar="FILE", help="A clinic file; else content/clinic.yaml of the workspace.", show_default=False
    ),
]
Workspace = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        "-w",
        metavar="DIR",
        help="The workspace; else the nearest folder, from here upward, with content or layouts in it.",
        show_default=False,
        is_eager=True,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="DIR", help="Where files go; else output in the workspace.", show_default=False
    ),
]
AllowExpired = Annotated[
    bool,
    typer.Option("--allow-expired", help="Build approved handouts past their review date; the page then says so."),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document with results and findings.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs", "-j", min=0, max=512, metavar="N", help="Build N handouts at a time; 0 means one for each core."
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Build what has not changed too.")]
Wait = Annotated[
    float,
    typer.Option("--wait", min=0, metavar="SECONDS", help="How long to wait for another run on the output folder."),
]
Report = Annotated[
    Path | None,
    typer.Option("--report", metavar="FILE", help="Write results and findings as JSON to a file.", show_default=False),
]
