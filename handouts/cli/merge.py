"""``handouts merge``."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Annotated, Any

import typer

from handouts.batch.merge.columns import COLUMNS
from handouts.build import Request
from handouts.cli import console, options, report, running
from handouts.cli.progress import Progress
from handouts.errors import ExitCode
from handouts.findings import Finding, errors, in_order


def _column_lines() -> str:
    wide = max(len(column.name) for column in COLUMNS) + 2
    lines = (f"{column.name:<{wide}}{column.help}" for column in COLUMNS)
    return "\n".join(textwrap.fill(line, 96, initial_indent="  ", subsequent_indent=" " * (wide + 2)) for line in lines)


EPILOG = f"""Columns, each of which may be left out:

\b
{_column_lines()}

Examples:

\b
  handouts merge list.csv --topic chronic-total-occlusion
  handouts merge list.csv --encrypt-with-column password --output to-send
  handouts merge list.csv --ignore-column remarks --name thursday
  handouts merge list.csv --dry-run

Copies are named output/merge/LIST/ID.department.topic.pdf. A row with an error is told by its line and left out; the
others are made. What a row says of a person stands on the page alone."""


def _show_columns(value: bool) -> None:
    if value:
        for column in COLUMNS:
            console.result(f"{column.name}: {column.help} ({column.example})")
        raise typer.Exit


def run(
    path: Annotated[Path, typer.Argument(metavar="LIST.csv", help="One line for each copy.", show_default=False)],
    *,
    topic: Annotated[
        str,
        typer.Option("--topic", "-t", metavar="TOPIC", help="For rows that name none.", show_default=False),
    ] = "",
    layout: Annotated[
        str, typer.Option("--layout", "-l", metavar="LAYOUT", help="For rows that name none.")
    ] = "standard",
    language: Annotated[
        str | None,
        typer.Option(
            "--language", metavar="CODE", help="For rows that name none; else the clinic's.", show_default=False
        ),
    ] = None,
    page_size: options.PageSize = None,
    encrypt: Annotated[
        str,
        typer.Option(
            "--encrypt-with-column",
            metavar="NAME",
            help="Protect each file with the password in this column (AES-256).",
            show_default=False,
        ),
    ] = "",
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore-column",
            metavar="NAME",
            help="A column that is not used. May be given several times.",
            show_default=False,
        ),
    ] = None,
    name: Annotated[
        str,
        typer.Option(
            "--name", metavar="NAME", help="Names the folder of the copies; else the list does.", show_default=False
        ),
    ] = "",
    columns: Annotated[  # noqa: ARG001  its callback does it all
        bool,
        typer.Option("--columns", help="Print the columns of a list with examples and stop.", is_eager=True,
                     callback=_show_columns),
    ] = False,
    clinic: options.Clinic = None,
    workspace: options.Workspace = None,
    output: options.Output = None,
    allow_expired: options.AllowExpired = False,
    jobs: options.Jobs = 0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check the list, and write nothing.")] = False,
    wait: options.Wait = 60.0,
    report_file: options.Report = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:  # fmt: skip
    """Write one personal copy for each row of a list."""
    from handouts.batch.merge.making import check_kinds, require_encryption
    from handouts.batch.merge.planning import Asked, plan_merge
    from handouts.build import Shelf
    from handouts.build.personal import without_words

    if encrypt:
        require_encryption()
    shelf = Shelf()
    space = shelf.workspace(workspace)
    rest = Request(
        topic,
        today=options.today(),
        language=language,
        layout=layout,
        page_size=page_size,
        clinic=clinic,
        workspace=workspace,
        output=output or space.output,
        allow_expired=allow_expired,
    )
    asked = Asked(path, rest, password_column=encrypt, ignored=tuple(ignore or ()), name=name)
    with without_words():
        plan = plan_merge(asked, shelf)
        work = _Work(plan, check_kinds(plan), json=json, quiet=quiet, report_file=report_file)
        if not dry_run:
            work.make(space, output or space.output, jobs, wait)
    raise typer.Exit(work.tell(dry_run=dry_run))


class _Work:
    """One list, from the plan to what is told of it."""

    def __init__(self, plan: Any, checked: Any, *, json: bool, quiet: bool, report_file: Path | None) -> None:
        self._plan = plan
        self._found: list[Finding] = [*plan.findings, *checked.findings]
        self._codes: set[ExitCode] = set(checked.codes)
        self._faults: list[tuple[str, Exception]] = list(checked.faults)
        self._failed: int = plan.skipped + checked.failed
        self._made = self._left = 0
        self._stopped = False
        self._json = json
        self._quiet = quiet
        self._report_file = report_file
        self._rows: list[dict[str, Any]] = []

    def make(self, space: Any, output: Path, jobs: int, wait: float) -> None:
        """Make the copies."""
        from handouts.batch.merge.making import Made, MergeWay, make_copies
        from handouts.batch.run import Stop

        start, stop = Path.cwd(), Stop()
        progress = Progress(len(self._plan.rows), start, silent=self._json or self._quiet)

        def each(made: Made) -> None:
            progress.add(_line(made, self._plan.shown, start), ok=made.ok)
            if made.fault:
                self._faults.append((f"{self._plan.shown}:{made.told.line}", made.fault))
            if self._json or self._report_file:
                self._rows.append(_data(made))

        way = MergeWay(
            workers=jobs,
            wait_seconds=wait,
            waiting=lambda who: console.note(f"waiting: {who} is writing into {report.shown(output, start)}"),
            stop=stop,
            each=each,
        )
        try:
            with running.interruptible(stop):
                tally = make_copies(self._plan, space, output, way)
        finally:
            progress.end()
        self._found += tally.findings
        self._codes |= tally.codes
        self._made, self._left, self._stopped = tally.made, tally.left, stop.asked
        self._failed += tally.failed

    def tell(self, *, dry_run: bool) -> ExitCode:
        """Print what came of it, and return the exit code."""
        found = in_order(self._found)
        code = ExitCode.INTERRUPTED if self._stopped else report.worst(self._codes, found)
        data = report.document((), found, code)
        data |= {"list": self._plan.name, "copies": sorted(self._rows, key=lambda row: row["line"])}
        data |= {"made": self._made, "not_made": self._failed, "not_begun": self._left}
        if self._report_file:
            running.write_report(data, self._report_file)
        if self._json:
            console.document(data)
        else:
            console.findings(found, quiet=self._quiet)
        for where, fault in self._faults:
            console.fault(fault, where)
        if self._left and not self._json:
            left = report.counted(self._left, "row")
            console.note(f"stopped: {left} not begun; merge the list again, which makes all its copies anew")
        if not self._json and not self._quiet:
            self._sum_up(found, dry_run=dry_run)
        return code

    def _sum_up(self, found: list[Finding], *, dry_run: bool) -> None:
        count = len(self._plan.rows) if dry_run else self._made
        copies = f"{count} personal cop{'y' if count == 1 else 'ies'}"
        line = f"{copies} to make" if dry_run else f"{copies} made"
        if self._failed:
            line += f", {report.counted(self._failed, 'row')} without one"
        wrong = self._failed or errors(found)
        (console.result if wrong else console.good)(line + report.tail(found))


def _line(made: Any, shown: str, start: Path) -> str:
    """Return what is told of a row: its line in the list, and the file only where its id is random."""
    kind = made.told.kind
    what = f"{shown}:{made.told.line}  {kind.topic} {kind.language} {kind.layout}"
    if not made.ok:
        return f"{what}  not made"
    kilobytes = max(1, round(made.size / 1000))
    size = f"{report.counted(made.pages, 'page')}  {kilobytes} kB"
    return f"{what}  {size}" + (f"  {report.shown(made.path, start)}" if made.path else "")


def _data(made: Any) -> dict[str, Any]:
    kind = made.told.kind
    return {
        "line": made.told.line,
        "id": made.told.id or None,
        "topic": kind.topic,
        "language": kind.language,
        "layout": kind.layout,
        "page_size": kind.page_size,
        "ok": made.ok,
        "path": str(made.path) if made.path else None,
        "pages": made.pages,
        "bytes": made.size,
    }
