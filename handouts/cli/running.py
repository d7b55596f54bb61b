"""Carrying out a build: plan, run, stop when asked to, and tell what came of it."""

from __future__ import annotations

import contextlib
import json
import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from handouts.cli import console, report
from handouts.cli.progress import Progress
from handouts.errors import ExitCode, HandoutsError
from handouts.findings import Finding, in_order

if TYPE_CHECKING:
    from handouts.batch.output import Output
    from handouts.batch.packing import Cluster
    from handouts.batch.rebuild import Desk
    from handouts.batch.run import Stop
    from handouts.build import Outcome, Plan, Selection


class Asked(Struct, frozen=True):
    """What the user asked for, beside the handouts."""

    jobs: int = 0
    dask: str | None = None
    """The address of a cluster to build on."""
    store: str | None = None
    """The address of a store to write into."""
    force: bool = False
    wait_seconds: float = 60.0
    json: bool = False
    quiet: bool = False
    report: Path | None = None
    changed_only: bool = False
    """Tell nothing of handouts that are unchanged."""


class Done(Struct, frozen=True):
    """What came of it."""

    outcomes: Sequence[Outcome]
    code: ExitCode


def _planned(selection: Selection, asked: Asked) -> tuple[Desk, Plan, tuple[Finding, ...]]:
    from handouts.batch.rebuild import Desk
    from handouts.build import plan

    desk = Desk(selection.workspace, selection.output, place_of(asked.store))
    planned = plan(selection, desk.shelf)
    strays = desk.workspace.strays() if not selection.topics else ()
    return desk, planned, strays


def carry_out(selection: Selection, asked: Asked) -> Done:
    """Build what a selection asks for, and print what came of it."""
    from handouts.batch.rebuild import Way, rebuild
    from handouts.batch.run import Stop

    desk, planned, strays = _planned(selection, asked)
    start, stop = Path.cwd(), Stop()
    progress = Progress(len(planned.requests), start, silent=asked.json or asked.quiet, changed_only=asked.changed_only)
    way = Way(
        workers=asked.jobs,
        force=asked.force,
        wait_seconds=asked.wait_seconds,
        waiting=lambda who: console.note(f"waiting: {who} is writing into {desk.place.shown()}"),
        stop=stop,
        each=progress.each,
    )
    try:
        with _cluster(asked) as cluster, interruptible(stop):
            result = rebuild(planned.requests, desk, replace(way, cluster=cluster))
    finally:
        progress.end()
    outcomes = [each for each in result.outcomes if not (asked.changed_only and each.unchanged)]
    found = in_order(
        [*planned.findings, *strays, *result.findings, *(f for outcome in outcomes for f in outcome.findings)]
    )
    code = report.exit_code(outcomes, strays)
    if result.findings and code == ExitCode.OK:
        code = _code_of(result.findings)
    if stop.asked:
        code = ExitCode.INTERRUPTED
    if outcomes or found or not asked.changed_only:
        _tell(outcomes, found, code, asked)
    if result.left and not asked.json:
        console.note(f"stopped: {report.counted(result.left, 'handout')} not begun; the next build goes on from here")
    return Done(outcomes, code)


def place_of(store: str | None) -> Output | None:
    """Return the store of an address, or `None` for a folder."""
    if store is None:
        return None
    from handouts.batch.store import Store
    from handouts.bucket import Bucket

    return Store(Bucket(store))


@contextlib.contextmanager
def _cluster(asked: Asked) -> Iterator[Cluster | None]:
    if asked.dask is None:
        yield None
        return
    from handouts.batch.cluster import connected

    with connected(asked.dask, asked.wait_seconds, lambda what: console.note(f"waiting: {what}")) as cluster:
        yield cluster


def _code_of(found: Sequence[Finding]) -> ExitCode:
    return ExitCode.OUTPUT if any(finding.severity.value == "error" for finding in found) else ExitCode.OK


def _tell(outcomes: Sequence[Outcome], found: list[Finding], code: ExitCode, asked: Asked) -> None:
    data: dict[str, Any] = {}
    if asked.json or asked.report:
        data = report.document(outcomes, found, code)
    if asked.report:
        write_report(data, asked.report)
    if asked.json:
        console.document(data)
    else:
        console.findings(found, quiet=asked.quiet)
    for outcome in outcomes:
        if outcome.fault:
            console.fault(outcome.fault, report.name_of(outcome))
    if not asked.json and not asked.quiet:
        report.sum_up(outcomes, found, "built", "not built")


def write_report(data: dict[str, Any], path: Path) -> None:
    """Write what ``--json`` prints to a file."""
    from handouts.save import save

    save((json.dumps(data, indent=2, ensure_ascii=True) + "\n").encode("ascii"), path.parent, path.name, str(path))


def show_plan(selection: Selection, asked: Asked) -> ExitCode:
    """Print what a build would do, and write nothing.

    Returns:
        The exit code.
    """
    desk, planned, strays = _planned(selection, asked)
    known = desk.place.known(mend=False).manifest
    jobs = desk.jobs(planned.requests, known, force=asked.force)
    states = ["unchanged" if job.fresh else "changed" if job.entry else "new" for job in jobs]
    found = in_order([*planned.findings, *strays, *known.findings])
    if asked.json:
        rows = [
            {
                "topic": job.request.topic,
                "language": job.request.language,
                "layout": job.request.layout,
                "file": job.file or None,
                "state": state,
            }
            for job, state in zip(jobs, states, strict=True)
        ]
        console.document({**report.document((), found, ExitCode.OK), "plan": rows})
        return ExitCode.OK
    start = Path.cwd()
    if not asked.quiet:
        for job, state in zip(jobs, states, strict=True):
            where = desk.place.location(job.file)
            named = report.placed(where.path, where.address, start) if job.file else job.request.topic
            console.result(f"{named}  {state}")
    console.findings(found, quiet=asked.quiet)
    counts = [f"{states.count(state)} {state}" for state in ("new", "changed", "unchanged") if state in states]
    console.result(f"{report.counted(len(jobs), 'handout')}: {', '.join(counts)}")
    return ExitCode.OK


@contextlib.contextmanager
def interruptible(stop: Stop) -> Iterator[None]:
    """Let the first Ctrl-C end a run in good order, and the second at once."""

    def interrupt(signal_: int, frame: Any) -> None:  # noqa: ARG001  the signature of a handler
        if stop.asked:
            raise KeyboardInterrupt
        stop.ask()
        with contextlib.suppress(RuntimeError):  # the line that was interrupted may be printing
            console.note("\nstopping: finishing what is being built; Ctrl-C again stops at once")

    try:
        before = signal.signal(signal.SIGINT, interrupt)
    except ValueError:  # not the main thread: whoever called decides
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def try_to(selection: Callable[[], Selection], asked: Asked) -> ExitCode:
    """Build as `carry_out`; what is wrong is printed, and never ends the caller."""
    try:
        return carry_out(selection(), asked).code
    except HandoutsError as error:
        console.findings(error.findings)
        return error.exit_code
