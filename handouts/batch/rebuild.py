"""Rebuild: build what changed since the last run, leave the rest, and keep the records of the output folder true.

Builds with an appointment are personal copies. They are always built and never recorded: nothing of them enters
manifest, journal or memory, and the entry of the file that they stand in the place of is taken out.
"""

from __future__ import annotations

import os
from dataclasses import KW_ONLY, dataclass, field, replace
from typing import TYPE_CHECKING

from handouts.batch import ledger, manifest, pool, records
from handouts.batch.clinics import KnowingShelf
from handouts.batch.files import Files, is_plain
from handouts.batch.run import Pool, Stop, run
from handouts.batch.sources import Ingredients, Sources
from handouts.batch.telling import portable, told
from handouts.build.request import Outcome, file_name
from handouts.errors import HandoutsError, OutputError
from handouts.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from handouts.batch.manifest import Entry, Manifest
    from handouts.batch.merge.copies import Copies
    from handouts.build import Request
    from handouts.workspace import Workspace

GONE_AGAIN = "H555"

_CLINICS_KEPT = 50


@dataclass(frozen=True, slots=True)
class Way:
    """How to go about it."""

    _: KW_ONLY
    workers: int = 0
    """Worker processes; 0 takes as many as there are cores, and none at all for a few handouts."""
    make: Callable[[int], Executor] | None = None
    """Another way to get an executor; see `handouts.batch.run.Pool`."""
    force: bool = False
    """Build what is unchanged too."""
    wait_seconds: float = 60.0
    """How long to wait for another run on the same folder."""
    waiting: Callable[[str], None] = lambda _: None
    """Called with the name of that run."""
    stop: Stop = field(default_factory=Stop)
    each: Callable[[Outcome], None] = lambda _: None
    """Called with each outcome, in the order of the plan."""


@dataclass(frozen=True, slots=True)
class Job:
    """A request, and what is known before it is built."""

    request: Request
    file: str = ""
    """The name below the output folder; empty where the clinic's file is wrong, so that no name can be told."""
    ingredients: Ingredients | None = None
    entry: Entry | None = None
    """What stands under that name."""
    fresh: bool = False
    """Whether it is made of the same things and still there."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a run."""

    outcomes: tuple[Outcome, ...]
    """In the order of the plan; less than the plan after a stop."""
    findings: tuple[Finding, ...] = ()
    """Of the output folder and its records."""
    left: int = 0
    """Handouts that were not begun because the run was stopped."""


class Desk:
    """What one run works with: the workspace, the files as they are, and what was learnt before."""

    def __init__(self, workspace_folder: Path | None, output: Path | None) -> None:
        self.files = Files()
        shelf = KnowingShelf(self.files, {})
        self.workspace: Workspace = shelf.workspace(workspace_folder)
        self.output = output or self.workspace.output
        memory = records.remember(self.output)
        self._known = memory.files
        self.files = Files(memory.files)
        self._clinics = len(memory.clinics)
        self.shelf = KnowingShelf(self.files, memory.clinics)
        self.shown = self.workspace.shown(self.output / manifest.NAME)

    def jobs(self, requests: Sequence[Request], known: Manifest, *, force: bool = False) -> list[Job]:
        """Return the requests with their names, and which of them need not be built."""
        sources = Sources(self.workspace, self.files)
        return [self._job(replace(request, output=self.output), known, sources, force) for request in requests]

    def _job(self, request: Request, known: Manifest, sources: Sources, force: bool) -> Job:
        clinic = self.shelf.clinic_facts(self.workspace, request.clinic)
        if clinic is None:
            return Job(request)
        try:
            file = file_name(request, clinic.page_size)
        except HandoutsError:
            return Job(request)
        entry = known.entries.get(file)
        if request.appointment is not None:
            return Job(request, file, entry=entry)
        ingredients = sources.of(request, request.page_size or clinic.page_size, clinic.paths)
        fresh = not force and entry is not None and self._is_fresh(request, entry, ingredients)
        return Job(request, file, ingredients, entry, fresh)

    def _is_fresh(self, request: Request, entry: Entry, ingredients: Ingredients) -> bool:
        expired = entry.status == "approved" and request.today.isoformat() > entry.next_review
        if expired and not request.allow_expired:
            return False
        path = self.output / entry.file
        return (
            ingredients.fingerprint(expired) == entry.fingerprint
            and is_plain(path)
            and self.files.digest(str(path), always=False)[1] == entry.sha256
        )

    def keep(self) -> None:
        """Keep what was learnt for the next run."""
        files = self.files.remembered()
        if files is not None or len(self.shelf.clinics) > self._clinics:
            clinics = dict(list(self.shelf.clinics.items())[-_CLINICS_KEPT:])
            records.keep(self.output, records.Memory(self._known if files is None else files, clinics))


def rebuild(requests: Sequence[Request], desk: Desk, way: Way) -> Result:
    """Build what changed of a plan's requests; one that fails never stops another.

    Raises:
        OutputError: the output folder cannot be used (H521 to H524), another run holds it (H553), or a newer
            version of the program wrote it (H551).
    """
    with records.held(desk.output, desk.workspace.shown(desk.output), way.wait_seconds, way.waiting) as clock_ns:
        desk.files.begin(clock_ns)
        known = manifest.read(desk.output, desk.shown)
        entries = dict(known.entries)
        before = records.cut_short(desk.output)
        if before:
            entries |= before.entries
            records.sweep(desk.output, {*entries, *before.planned})
        jobs = desk.jobs(requests, replace(known, entries=entries), force=way.force)
        keeper = _Keeper(desk, jobs, entries, way.each)
        keeper.changed = bool(before or known.findings)
        keeper.merged = known.merged
        stale = [index for index, job in enumerate(jobs) if not job.fresh]
        try:
            if stale:
                keeper.begin(stale)
                _run([jobs[index].request for index in stale], way, lambda i, outcome: keeper.done(stale[i], outcome))
        except BaseException:
            # Killed workers may leave half-written files; the journal stays, and by it the next run finds them.
            keeper.end(whole=False)
            raise
        keeper.end(whole=True)
    return Result(keeper.outcomes(), (*known.findings, *keeper.findings), keeper.left())


def _run(requests: Sequence[Request], way: Way, done: Callable[[int, Outcome], None]) -> None:
    run(requests, _pool(way, len(requests)), os.urandom(8).hex(), way.stop, done, saving=True)


def _pool(way: Way, count: int) -> Pool:
    if way.make:
        return Pool(way.make, max(1, way.workers))
    workers = min(way.workers or pool.cores(), count)
    if workers == 1 or (not way.workers and count < pool.SMALL):
        return Pool(lambda _: pool.InProcess())
    return Pool(pool.processes, workers)


class _Keeper:
    """Keeps the records while outcomes come in, and passes these on in the order of the plan."""

    def __init__(self, desk: Desk, jobs: list[Job], entries: dict[str, Entry], each: Callable[[Outcome], None]) -> None:
        self._desk = desk
        self._jobs = jobs
        self._entries = entries
        self._each = each
        self._journal: records.Journal | None = None
        self._outcomes = {i: _unchanged(job, desk) for i, job in enumerate(jobs) if job.fresh}
        self._passed = 0
        self.changed = False
        self.merged: tuple[Copies, ...] = ()
        self.findings: list[Finding] = []
        self._written: list[Entry] = []
        self._pass_on()

    def begin(self, stale: Sequence[int]) -> None:
        """Begin the journal."""
        self.changed = True
        try:
            self._journal = records.Journal(self._desk.output, {self._jobs[i].file for i in stale} - {""})
        except OutputError as error:
            # The handouts will say so each; without a journal nothing more than time can be lost.
            self.findings += error.findings
        for index in stale:
            job = self._jobs[index]
            if job.request.appointment is not None:
                self._entries.pop(job.file, None)

    def done(self, index: int, outcome: Outcome) -> None:
        """Take in the outcome of a request that was built."""
        job = self._jobs[index]
        self._outcomes[index] = outcome
        if outcome.facts and job.request.appointment is None:
            # If a source was touched since its digest was made, nobody knows which words were read.
            steady = job.ingredients is not None and job.ingredients.is_as_it_was()
            fingerprint = job.ingredients.fingerprint(outcome.facts.expired) if job.ingredients and steady else ""
            findings = [portable(finding, self._desk.workspace) for finding in outcome.findings]
            entry = manifest.Entry.of(outcome.facts, outcome.pages, outcome.size, fingerprint, findings)
            self._entries[entry.file] = entry
            self._written.append(entry)
            if self._journal:
                self._journal.add(entry)
        self._pass_on()

    def end(self, *, whole: bool) -> None:
        """Write the manifest; the journal stays if that fails, or if the run is not ``whole``."""
        if self.changed:
            made = [outcome.facts.printed() for outcome in self._outcomes.values() if outcome.facts]
            self.findings += ledger.record(self._desk.workspace, self._desk.output, made)
        for entry in self._written:
            if not (self._desk.output / entry.file).is_file():
                del self._entries[entry.file]
                shown = self._desk.workspace.shown(self._desk.output / entry.file)
                hint = "Somebody removed it or its folder while the run was on; build once more"
                self.findings.append(Finding(GONE_AGAIN, "the file was saved and is gone again", Place(shown), hint))
        if self.changed:
            try:
                manifest.write(self._desk.output, self._entries, self._desk.shown, self.merged)
            except OutputError as error:
                self.findings += error.findings
                return
            if whole:
                # A worker that crashed while saving leaves a half-written file.
                records.sweep(self._desk.output, (job.file for job in self._jobs))
                records.end(self._desk.output)
        self._desk.keep()

    def _pass_on(self) -> None:
        while self._passed in self._outcomes:
            self._each(self._outcomes[self._passed])
            self._passed += 1

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return the outcomes in the order of the plan, and pass on those that a stop has held up."""
        for index in sorted(self._outcomes):
            if index > self._passed:
                self._each(self._outcomes[index])
        self._passed = len(self._jobs)
        return tuple(self._outcomes[index] for index in sorted(self._outcomes))

    def left(self) -> int:
        """Return how many were not begun."""
        return len(self._jobs) - len(self._outcomes)


def _unchanged(job: Job, desk: Desk) -> Outcome:
    entry = job.entry
    assert entry is not None  # noqa: S101  only a file with an entry is fresh
    findings = tuple(told(data, desk.workspace) for data in entry.findings)
    path = desk.output / entry.file
    return Outcome(job.request, path, entry.pages, entry.size, findings, facts=entry.facts(), unchanged=True)
