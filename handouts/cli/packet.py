"""``handouts packet``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from handouts.build import PacketRequest, Selection
from handouts.cli import console, options, report
from handouts.errors import ExitCode

if TYPE_CHECKING:
    from handouts.build import PacketOutcome

EPILOG = """Examples:

\b
  handouts packet chronic-total-occlusion vascular-embolization
  handouts packet --department cardiology --cover --duplex --name heart-clinic
  handouts packet vascular-embolization --layout standard --layout large-print
  handouts packet chronic-total-occlusion --cover --booklet --title "Your heart procedure"

The file is output/packets/NAME.pdf: the contents, then each handout as it would be alone, in the order of the topics.
If one handout has an error, no packet is written.

--copies N puts the whole packet into the file N times, so that any printer prints N sets. To have each set stapled,
leave it out and let the printer print the file N times.

--booklet puts four pages onto each sheet of the same paper, at 71 % of their size on Letter and 72 % on A4 (12 point
type becomes 8.6 point): print on both sides, flip on the short edge, fold, staple in the middle. It is for paper
only: the file ends in .booklet.pdf and is not accessible (it claims PDF/A-2b, not PDF/UA)."""


def run(
    topics: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TOPIC",
            help="department/topic, or the topic alone, in the order of the packet.",
            show_default=False,
            autocompletion=options.complete_topic,
        ),
    ] = None,
    *,
    cover: Annotated[bool, typer.Option("--cover", help="Put a cover before the contents.")] = False,
    duplex: Annotated[
        bool, typer.Option("--duplex", help="Begin each handout on a right-hand page, to print on both sides.")
    ] = False,
    booklet: Annotated[
        bool, typer.Option("--booklet", help="Four pages a sheet, to be folded; for paper only.")
    ] = False,
    copies: Annotated[int, typer.Option("--copies", metavar="N", help="Put the packet into the file N times.")] = 1,
    name: Annotated[
        str | None,
        typer.Option("--name", metavar="NAME", help="Name of the file; else made of the topics.", show_default=False),
    ] = None,
    title: Annotated[
        str | None,
        typer.Option("--title", metavar="TEXT", help="Title of the packet, on its cover.", show_default=False),
    ] = None,
    department: options.Departments = None,
    layout: options.Layouts = None,
    language: options.Languages = None,
    page_size: options.PageSize = None,
    clinic: options.Clinic = None,
    workspace: options.Workspace = None,
    output: options.Output = None,
    allow_expired: options.AllowExpired = False,
    wait: options.Wait = 60.0,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Bind several handouts into one file for the printer, behind a page of contents."""
    from handouts.batch.packets import make

    selection = Selection(
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
    packet = PacketRequest(
        selection, name=name, title=title, cover=cover, duplex=duplex, booklet=booklet, copies=copies
    )
    outcome = make(packet, waiting=lambda who: console.note(f"waiting: {who} is writing"), wait_seconds=wait)
    if json:
        console.document({**report.document((), outcome.findings, outcome.exit_code), "packet": _data(outcome)})
        raise typer.Exit(outcome.exit_code)
    console.findings(outcome.findings, quiet=quiet)
    if outcome.path and not quiet:
        _tell(outcome)
    elif outcome.exit_code == ExitCode.CONTENT and not quiet:
        console.note("no packet was written")
    raise typer.Exit(outcome.exit_code)


def _tell(outcome: PacketOutcome) -> None:
    assert outcome.path is not None  # noqa: S101  the caller prints saved packets
    packet = outcome.packet
    parts = [report.shown(outcome.path, Path.cwd()), report.counted(outcome.pages, "page")]
    if packet.booklet:
        parts.append(f"on {report.counted(outcome.sheets, 'sheet')}")
    if packet.copies > 1:
        parts.append(f"{packet.copies} times")
    console.result("  ".join([*parts, f"{max(1, round(outcome.size / 1000))} kB"]))
    if packet.booklet:
        console.result(
            f"for paper only: not accessible (no PDF/UA), type at {outcome.scale:.0%} of its size; "
            "print on both sides, flip on the short edge"
        )
    console.good(f"{report.counted(len(outcome.handouts), 'handout')} bound")


def _data(outcome: PacketOutcome) -> dict[str, Any]:
    packet = outcome.packet
    return {
        "path": str(outcome.path) if outcome.path else None,
        "pages": outcome.pages,
        "copies": packet.copies,
        "sheets": outcome.sheets,
        "scale": round(outcome.scale, 4),
        "accessible": not packet.booklet,
        "bytes": outcome.size,
        "sha256": outcome.sha256 or None,
        "handouts": [
            {
                "topic": held.topic,
                "language": held.language,
                "layout": held.layout,
                "title": held.title,
                "version": held.version,
                "status": held.status,
                "page": held.page,
            }
            for held in outcome.handouts
        ],
    }
