"""``handouts preview``."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from handouts.build import Selection, Shelf, build, plan
from handouts.cli import console, options, report
from handouts.save import save

EPILOG = """Examples:

\b
  handouts preview vascular-embolization
  handouts preview vascular-embolization --layout all --dpi 60

Pictures are named output/preview/department/topic.language.layout.1.png, and so on for each page."""


def run(
    topic: options.Topic,
    *,
    layout: options.Layouts = None,
    language: options.Languages = None,
    page_size: options.PageSize = None,
    appointment: options.Appointment = None,
    clinic: options.Clinic = None,
    workspace: options.Workspace = None,
    output: options.Output = None,
    allow_expired: options.AllowExpired = False,
    dpi: Annotated[int, typer.Option("--dpi", min=20, max=600, metavar="N", help="Dots per inch, 20 to 600.")] = 100,
) -> None:
    """Draw the pages of a handout as PNG pictures and print their paths."""
    shelf = Shelf()
    planned = plan(
        Selection(
            (topic,),
            today=options.today(),
            layouts=tuple(layout or ("standard",)),
            languages=tuple(language or ()),
            page_size=page_size,
            appointment=appointment,
            clinic=clinic,
            workspace=workspace,
            allow_expired=allow_expired,
        ),
        shelf,
    )
    target = output or shelf.workspace(workspace).output
    outcomes = []
    found = [*planned.findings]
    for request in planned.requests:
        with tempfile.TemporaryDirectory(prefix="handouts-") as folder:
            outcome = build(replace(request, output=Path(folder)), shelf)
            outcomes.append(outcome)
            found += outcome.findings
            if outcome.path:
                _draw(outcome.path, target, dpi)
    console.findings(found)
    raise typer.Exit(report.exit_code(outcomes))


def _draw(pdf: Path, target: Path, dpi: int) -> None:
    """Save one picture for each page of a PDF file."""
    import pypdfium2

    start = Path.cwd()
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, start=1):
            data = io.BytesIO()
            page.render(scale=dpi / 72).to_pil().save(data, "png")
            relative = f"preview/{pdf.parent.name}/{pdf.stem}.{number}.png"
            path = save(data.getvalue(), target, relative, report.shown(target / relative, start))
            console.result(report.shown(path, start))
