"""Making the copies of a plan, on all cores, as a build does it.

Each kind of handout is built once for nobody before the first copy: what is wrong with its content is told once and in
full, and what then goes wrong with a copy comes from its row.
"""

from __future__ import annotations

import importlib.util
from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING

from msgspec.structs import replace

from handouts.batch import ledger, manifest, pool, records
from handouts.batch.merge import copies
from handouts.batch.merge.rows import FOLDER
from handouts.batch.run import Pool, Stop, run
from handouts.errors import ExitCode, OutputError, UsageError
from handouts.findings import Finding, Place, Severity, errors

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor
    from pathlib import Path

    from handouts.approval.printed import Printed
    from handouts.batch.merge.planning import MergePlan
    from handouts.batch.merge.rows import Kind, Told
    from handouts.build import Outcome
    from handouts.workspace import Workspace

ENCRYPT_MISSING = "H591"
NOT_MADE = "H592"
OLDER_COPIES = "H594"


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a row."""

    told: Told
    path: Path | None
    """The copy; `None` where there is none, or where its name has an id that somebody gave."""
    pages: int
    size: int
    findings: tuple[Finding, ...] = ()
    """Why there is no copy; empty where there is one."""
    fault: Exception | None = None
    """A mistake of the program, without its message."""
    exit_code: ExitCode = ExitCode.OK

    @property
    def ok(self) -> bool:
        """Tell whether the copy is there."""
        return self.exit_code == ExitCode.OK


@dataclass(frozen=True, slots=True)
class MergeWay:
    """How to go about it; see `handouts.batch.rebuild.Way`."""

    _: KW_ONLY
    workers: int = 0
    make: Callable[[int], Executor] | None = None
    wait_seconds: float = 60.0
    waiting: Callable[[str], None] = lambda _: None
    stop: Stop = field(default_factory=Stop)
    each: Callable[[Made], None] = lambda _: None
    """Called with each row in the order of the plan; nothing else remembers them."""


@dataclass(slots=True)
class Checked:
    """What was found when each kind of handout was built for nobody."""

    findings: list[Finding] = field(default_factory=list)
    failed: int = 0
    """Rows of kinds that cannot be built."""
    codes: set[ExitCode] = field(default_factory=set)
    faults: list[tuple[str, Exception]] = field(default_factory=list)
    """Mistakes of the program, with the topic."""


@dataclass(slots=True)
class Tally:
    """What came of a list."""

    made: int = 0
    failed: int = 0
    """Rows that were begun and have no copy."""
    left: int = 0
    """Rows that were not begun because the run was stopped."""
    findings: list[Finding] = field(default_factory=list)
    codes: set[ExitCode] = field(default_factory=set)
    """Of the rows that failed."""


def require_encryption() -> None:
    """Make sure that files can be protected.

    Raises:
        UsageError: pikepdf is not installed (H591).
    """
    if importlib.util.find_spec("pikepdf") is None:
        message = "files cannot be protected: the package “pikepdf” is not installed"
        hint = "Install it with: pip install 'handouts[encrypt]'"
        raise UsageError(Finding(ENCRYPT_MISSING, message, Place("--encrypt-with-column"), hint))


def check_kinds(plan: MergePlan) -> Checked:
    """Build each kind for nobody, save nothing, and take the rows of those that cannot be built out of the plan."""
    checked = Checked()
    wrong: list[Kind] = []
    for kind in plan.rows.kinds:
        (outcome,) = pool.work((plan.rows.request(kind),), plan.run, saving=False)
        checked.findings += outcome.findings
        if outcome.ok:
            continue
        wrong.append(kind)
        checked.codes.add(outcome.exit_code)
        lines = plan.rows.lines(kind)
        rows = "this row needs" if len(lines) == 1 else f"this row and {len(lines) - 1} more need"
        message = f"{rows} {kind.topic} as {kind.layout} in {kind.language}, which cannot be built"
        hint = "Correct what is told of it, then merge the list again"
        if outcome.fault is not None:
            checked.faults.append((kind.topic, outcome.fault))
            hint = "This is a mistake of the program; “handouts build” with the same handout shows more"
        checked.findings.append(Finding(NOT_MADE, message, Place(plan.shown, lines[0]), hint))
        checked.failed += len(lines)
    plan.rows.sort(without=wrong)
    return checked


def make_copies(plan: MergePlan, workspace: Workspace, output: Path, way: MergeWay) -> Tally:
    """Make the copies of a plan that was checked; one that fails never stops another.

    Raises:
        OutputError: the output folder cannot be used (H521 to H524), another run holds it (H553), or a newer version of
            the program wrote it (H551).
    """
    shown = workspace.shown(output / manifest.NAME)
    with records.held(output, workspace.shown(output), way.wait_seconds, way.waiting):
        known = manifest.read(output, shown)
        lists = _after_a_kill(output, known)
        tally = Tally(findings=[*known.findings])
        ids = plan.rows.ids()

        def keep(made: Printed) -> None:
            tally.findings += ledger.record(workspace, output, [made])

        teller = _Teller(plan, way, tally, keep)
        try:
            if plan.rows:
                copies.begin(output, plan.name, ids)
                run(plan.rows, _pool(way, len(plan.rows)), plan.run, way.stop, teller.done, saving=True)
        except BaseException:
            # Killed workers may leave half-written files; the note stays, and by it the next run finds them.
            _record(output, shown, known, lists, plan.name, ids)
            raise
        teller.finish()
        try:
            _record(output, shown, known, lists, plan.name, ids)
        except OutputError as error:
            tally.findings += error.findings
            return tally
        copies.sweep(output, plan.name, ids)
        copies.end(output)
        tally.findings += _older(workspace, output, plan.name, ids)
    return tally


def _after_a_kill(output: Path, known: manifest.Manifest) -> dict[str, copies.Copies]:
    cut = copies.cut_short(output)
    lists = copies.known(known.merged, output)
    if cut:
        copies.sweep(output, *cut)
    return lists


def _record(
    output: Path, shown: str, known: manifest.Manifest, lists: dict[str, copies.Copies], name: str, ids: set[str]
) -> None:
    before = lists[name].ids if name in lists else ()
    lists[name] = copies.counted(output, name, {*ids, *before})
    manifest.write(output, known.entries, shown, lists.values())


def _older(workspace: Workspace, output: Path, name: str, ids: set[str]) -> list[Finding]:
    """Return a warning where copies stand beside those of this run: they may say an appointment that has changed."""
    older = sum(identity not in ids for identity, _ in copies.standing(output, name))
    if not older:
        return []
    what = "another personal copy stands" if older == 1 else f"{older} other personal copies stand"
    hint = "Remove what is no longer right; a list that gives each row an id replaces its copies"
    place = Place(workspace.shown(output / FOLDER / name))
    return [Finding(OLDER_COPIES, f"{what} in this folder, from an earlier run", place, hint, Severity.WARNING)]


def _pool(way: MergeWay, count: int) -> Pool:
    if way.make:
        return Pool(way.make, max(1, way.workers))
    workers = min(way.workers or pool.cores(), count)
    if workers == 1 or (not way.workers and count < pool.SMALL):
        return Pool(lambda _: pool.InProcess())
    return Pool(pool.processes, workers)


class _Teller:
    """Counts what came of the rows and passes it on in the order of the plan."""

    def __init__(self, plan: MergePlan, way: MergeWay, tally: Tally, keep: Callable[[Printed], None]) -> None:
        self._plan = plan
        self._each = way.each
        self._tally = tally
        self._keep = keep
        self._kept: set[str] = set()
        self._early: dict[int, Made] = {}
        self._passed = 0
        self._count = 0

    def done(self, index: int, outcome: Outcome) -> None:
        """Take in the outcome of a request."""
        self._count += 1
        if outcome.facts and outcome.facts.page_id not in self._kept:
            # At once, for a list of many hours may be killed, and its paper is out by then.
            self._kept.add(outcome.facts.page_id)
            self._keep(outcome.facts.printed())
        self._early[index] = self._made(index, outcome)
        while self._passed in self._early:
            self._pass_on(self._early.pop(self._passed))
            self._passed += 1

    def finish(self) -> None:
        """Pass on what a stop has held up."""
        for index in sorted(self._early):
            self._pass_on(self._early.pop(index))
        self._tally.left = len(self._plan.rows) - self._count

    def _pass_on(self, made: Made) -> None:
        self._tally.made += made.ok
        self._tally.failed += not made.ok
        if not made.ok:
            self._tally.codes.add(made.exit_code)
        self._tally.findings += made.findings
        self._each(made)

    def _made(self, index: int, outcome: Outcome) -> Made:
        told = self._plan.rows.told(index)
        # Warnings are those of the handout, and were told when it was built for nobody.
        wrong = errors(outcome.findings)
        if outcome.fault is None and not wrong:
            return Made(told, outcome.path if told.id else None, outcome.pages, outcome.size)
        here = Place(self._plan.shown, told.line)
        placed = [replace(each, place=here) if each.place.file == outcome.request.topic else each for each in wrong]
        if outcome.fault is None and not any(each.place == here for each in placed):
            placed.append(Finding(NOT_MADE, "the copy of this row is not made", here, "Correct what is told beside it"))
        return Made(told, None, 0, 0, tuple(placed), outcome.fault, outcome.exit_code)
