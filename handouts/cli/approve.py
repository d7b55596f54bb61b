"""``handouts approve``."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Annotated

import typer

from handouts.build import Request, Signature, approve
from handouts.cli import console, options, report
from handouts.errors import ExitCode, UsageError
from handouts.findings import Finding, Place

EPILOG = """Examples:

\b
  handouts approve heart-stent --by "Interventional cardiologist, MD" --review-by 2028-11-20
  handouts approve heart-stent --second --by "Clinical pharmacist, PharmD" --review-by 2028-11-20

Never write a person's name: the role and the credentials stand on every sheet of paper and stay in the records.
Write down elsewhere who held the role.

The record stands beside the content file, with the words that were approved. Whoever changes a word, a number or a
picture makes the handout a draft again; “handouts diff” shows what changed. Nothing is recorded for a handout with
errors, with text of the starter file in it, or while this machine's clock is wrong.

“approvers: 2” below “approval” in the clinic's file asks for a second approver, in another role."""

DAY_WRONG = "H385"


def run(
    topic: options.Topic,
    *,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar='"ROLE, credentials"',
            help="Who approves, by role and credentials. Never a person's name.",
            show_default=False,
        ),
    ],
    review_by: Annotated[
        str,
        typer.Option(
            "--review-by", metavar="DATE", help="The last day it holds, as year-month-day.", show_default=False
        ),
    ],
    language: options.Language = None,
    second: Annotated[bool, typer.Option("--second", help="Add to a first approval, as another approver.")] = False,
    clinic: options.Clinic = None,
    workspace: options.Workspace = None,
    json: options.Json = False,
) -> None:
    """Record that a clinician has approved a handout, by role, and until when that holds."""
    today = options.today()
    request = Request(topic, today=today, language=language, clinic=clinic, workspace=workspace)
    done = approve(request, Signature(by, _day(review_by), second=second))
    record, path = done.record, report.shown(done.path, Path.cwd())
    if json:
        row = {
            "topic": record.topic,
            "language": record.language,
            "version": record.version,
            "status": done.standing.status,
            "by": record.by,
            "on": record.on.isoformat(),
            "second": record.second,
            "review_by": record.review_by.isoformat(),
            "clinic": record.clinic,
            "content": record.content,
            "file": path,
        }
        console.document({**report.document((), done.findings, ExitCode.OK), "approval": row})
        return
    console.findings(done.findings)
    what = f"{record.topic} ({record.language}), version {record.version}"
    if done.standing.approvals:
        end = min(each.review_by for each in done.standing.approvals)
        console.good(f"approved: {what}, by {record.by}; holds until {end.isoformat()}")
    else:
        console.result(f"recorded: {what}, by {record.by}; a draft until a second approver has approved it")
    console.result(path)


def _day(text: str) -> datetime.date:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    hint = "Write year-month-day: --review-by 2028-11-20"
    raise UsageError(Finding(DAY_WRONG, f"“{text[:40]}” is not a day", Place("--review-by"), hint))
