"""``handouts review``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from handouts.build import Request, Shelf
from handouts.cli import console, options, report
from handouts.errors import ExitCode

if TYPE_CHECKING:
    from handouts.build.reviewing import Review

EPILOG = """Examples:

\b
  handouts review heart-stent                     write the worksheet, show what is decided
  handouts review heart-stent --print             and as a PDF file to fill in by hand
  handouts review heart-stent --sign --by "Patient education specialist, RN"
  handouts review heart-stent --renew             after the words have changed

The worksheet stands beside the content file, as LANGUAGE.review.yaml: PEMAT-P (24 items) and the CDC Clear
Communication Index (20 items). The program answers what it can decide and names its evidence. Write your answers in
the place of “open”, then sign. Scores count what is decided, and your answers only once they are signed. When the
words, facts or pictures of the handout change, the signature holds no longer."""


def run(
    topic: options.Topic,
    *,
    language: options.Language = None,
    layout: Annotated[
        str, typer.Option("--layout", "-l", metavar="NAME", help="The layout of the page that is looked at.")
    ] = "standard",
    sign: Annotated[bool, typer.Option("--sign", help="Sign the worksheet; every item must be answered.")] = False,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar='"ROLE, credentials"',
            help="Who signs, by role and credentials. Never a person's name.",
            show_default=False,
        ),
    ] = None,
    renew: Annotated[
        bool,
        typer.Option("--renew", help="Begin anew where a signed worksheet is for earlier words, and keep that one."),
    ] = False,
    printing: Annotated[bool, typer.Option("--print", help="Write the worksheet as a PDF file, too.")] = False,
    clinic: options.Clinic = None,
    workspace: options.Workspace = None,
    output: options.Output = None,
    json: options.Json = False,
) -> None:
    """Fill in the worksheet of a handout for PEMAT-P and the CDC Clear Communication Index."""
    from handouts.build.reviewing import keep, print_worksheet, sign_off

    if sign != (by is not None):
        message = "--sign and --by belong together"
        raise typer.BadParameter(message)
    if sign and renew:
        message = "--sign and --renew cannot be given together: new items must be answered first"
        raise typer.BadParameter(message)
    shelf = Shelf()
    request = Request(
        topic, today=options.today(), language=language, layout=layout, clinic=clinic, workspace=workspace
    )
    found = sign_off(request, by, shelf) if by is not None else keep(request, shelf, renew=renew)
    pdf = report.shown(print_worksheet(found, shelf, output), Path.cwd()) if printing else None
    if json:
        console.document({**report.document((), found.findings, ExitCode.OK), "review": _data(found, pdf)})
        return
    console.findings(found.findings)
    _show(found)
    if pdf:
        console.result(pdf)


def _show(found: Review) -> None:
    from handouts.review.instruments import instruments
    from handouts.review.judging import State

    for each in instruments():
        console.result(each.name)
        for item in each.items:
            answer = found.sheet.answers[each.key, item.number]
            state = answer.judged.state
            who = state.value if state is State.DECIDED or answer.answer == "open" else "a person"
            word = answer.answer if answer.answer != "open" else ""
            console.result(f"  {item.number:>2}  {who:<8}  {word:<8}  {item.asks}")
            for line in answer.judged.evidence:
                console.result(f"                          {line}")
    for score in found.scores:
        console.good(str(score))
    console.result(_stands(found))


def _stands(found: Review) -> str:
    signed = found.sheet.signed
    if signed:
        held = "" if found.standing == "signed" else ", for other words than those of today"
        return f"{found.shown}: signed on {signed.on.isoformat()} by {signed.by}{held}"
    if found.standing == "none":
        return "not kept"
    given = len(found.sheet.given)
    answered = f"{given} answered, " if given else ""
    return f"{found.shown}: {answered}{len(found.sheet.open)} open, not signed"


def _data(found: Review, pdf: str | None) -> dict[str, Any]:
    from handouts.review.instruments import instruments

    sheet = found.sheet
    items = [
        {
            "instrument": each.key,
            "item": item.number,
            "asks": item.asks,
            "state": sheet.answers[each.key, item.number].judged.state.value,
            "answer": sheet.answers[each.key, item.number].answer,
            "before": sheet.answers[each.key, item.number].before or None,
            "evidence": list(sheet.answers[each.key, item.number].judged.evidence),
            "note": sheet.answers[each.key, item.number].note,
        }
        for each in instruments()
        for item in each.items
    ]
    signed = sheet.signed
    return {
        "topic": sheet.topic,
        "language": sheet.language,
        "version": sheet.version,
        "layout": sheet.layout,
        "content": sheet.content,
        "standing": found.standing.value,
        "file": found.shown if found.standing != "none" else None,
        "printed": pdf,
        "signed": {"by": signed.by, "on": signed.on.isoformat()} if signed else None,
        "scores": {
            score.key: {
                "points": score.points,
                "applicable": score.applicable,
                "percent": score.percent,
                "decided": score.decided,
                "items": score.items,
                "open": score.open,
                "signed": score.signed,
            }
            for score in found.scores
        },
        "items": items,
    }
