"""Rebuild: build what changed since the last run, leave the rest, and keep the records of the output folder true.

Builds with an appointment are personal copies. They are always built and never recorded: nothing of them enters
manifest, journal or memory, and the entry of the file that they stand in the place of is taken out.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from handouts.batch import ledger, manifest, pool
from handouts.batch.clinics import KnowingShelf
from handouts.batch.files import Files
from handouts.batch.folder import Folder
from handouts.batch.output import Ending
from handouts.batch.records import Memory
from handouts.batch.run import Pool, Stop, run
from handouts.batch.sources import Ingredients, Sources
from handouts.batch.telling import portable, told
from handouts.build.request import Outcome, file_name
from handouts.errors import ClusterError, HandoutsError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from handouts.batch.manifest import Entry, Manifest
    from handouts.batch.output import Known, Output
    from handouts.batch.packing import Cluster
    from handouts.build import Request
    from handouts.findings import Finding
    from handouts.workspace import Workspace

_CLINICS_KEPT = 50
_MANY = 2_000
"""From so many handouts on, a new process is smaller than a copy of this one, and its start no matter."""
_PROVEN_AT_ONCE = 16
"""Handouts after which the files that they share are looked at; a second's work at most."""


class Way(Struct, frozen=True, kw_only=True):
    """How to go about it."""

    workers: int = 0
    """Worker processes; 0 takes as many as there are cores, and none at all for a few handouts."""
    make: Callable[[int], Executor] | None = None
    """Another way to get an executor; see `handouts.batch.run.Pool`."""
    cluster: Cluster | None = None
    """Other computers to build on."""
    force: bool = False
    """Build what is unchanged too."""
    wait_seconds: float = 60.0
    """How long to wait for another run on the same folder."""
    waiting: Callable[[str], None] = lambda _: None
    """Called with the name of that run."""
    stop: Stop = field(default_factory=Stop)
    each: Callable[[Outcome], None] = lambda _: None
    """Called with each outcome, in the order of the plan."""


class Job(Struct, frozen=True):
    """A request, and what is known before it is built."""

    request: Request
    file: str = ""
    """The name below the output folder; empty where the clinic's file is wrong, so that no name can be told."""
    ingredients: Ingredients | None = None
    entry: Entry | None = None
    """What stands under that name."""
    fresh: bool = False
    """Whether it is made of the same things and still there."""


class Result(Struct, frozen=True):
    """What came of a run."""

    outcomes: tuple[Outcome, ...]
    """In the order of the plan; less than the plan after a stop."""
    findings: tuple[Finding, ...] = ()
    """Of the output folder and its records."""
    left: int = 0
    """Handouts that were not begun because the run was stopped."""


class Desk:
    """What one run works with: the workspace, the files as they are, and what was learnt before."""

    def __init__(self, workspace_folder: Path | None, output: Path | None, place: Output | None = None) -> None:
        """Look at a workspace and an output.

        Args:
            workspace_folder: the workspace, if the user named it.
            output: the output folder, if the user named it.
            place: another place for the files than a folder.
        """
        self.files = Files()
        shelf = KnowingShelf(self.files, {})
        self.workspace: Workspace = shelf.workspace(workspace_folder)
        self.output = output or self.workspace.output
        self.place: Output = place or Folder(self.output, self.workspace)
        memory = self.place.memory()
        self._known = memory.files
        self.files = Files(memory.files)
        self._clinics = len(memory.clinics)
        self.shelf = KnowingShelf(self.files, memory.clinics)
        self.sources = Sources(self.workspace, self.files)

    def jobs(self, requests: Sequence[Request], known: Manifest, *, force: bool = False) -> list[Job]:
        """Return the requests with their names, and which of them need not be built."""
        self.sources = Sources(self.workspace, self.files)
        return [self._job(replace(request, output=self.output), known, force) for request in requests]

    def _job(self, request: Request, known: Manifest, force: bool) -> Job:
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
        ingredients = self.sources.of(request, request.page_size or clinic.page_size, clinic.paths)
        fresh = not force and entry is not None and self._is_fresh(request, entry, ingredients)
        return Job(request, file, ingredients, entry, fresh)

    def _is_fresh(self, request: Request, entry: Entry, ingredients: Ingredients) -> bool:
        expired = entry.status == "approved" and request.today.isoformat() > entry.next_review
        if expired and not request.allow_expired:
            return False
        return ingredients.fingerprint(expired) == entry.fingerprint and self.place.has(entry, self.files)

    def keep(self) -> None:
        """Keep what was learnt for the next run."""
        files = self.files.remembered()
        if files is not None or len(self.shelf.clinics) > self._clinics:
            clinics = dict(list(self.shelf.clinics.items())[-_CLINICS_KEPT:])
            self.place.remember(Memory(self._known if files is None else files, clinics))


def rebuild(requests: Sequence[Request], desk: Desk, way: Way) -> Result:
    """Build what changed of a plan's requests; one that fails never stops another.

    Raises:
        OutputError: the output cannot be used (H521 to H524, H603 to H605), another run holds it (H553), or a newer
            version of the program wrote it (H551).
    """
    with desk.place.held(way.wait_seconds, way.waiting) as clock_ns:
        desk.files.begin(clock_ns)
        known = desk.place.known(mend=True)
        jobs = desk.jobs(requests, known.manifest, force=way.force)
        keeper = _Keeper(desk, jobs, known, way.each)
        stale = [index for index, job in enumerate(jobs) if not job.fresh]
        try:
            if stale:
                keeper.begin(stale)
                _build(stale, jobs, desk, way, keeper)
        except BaseException:
            # Killed workers may leave half-written files; the journal stays, and by it the next run finds them.
            keeper.end(whole=False)
            raise
        keeper.end(whole=True)
    return Result(keeper.outcomes(), (*known.manifest.findings, *keeper.findings), keeper.left())


def _build(stale: Sequence[int], jobs: Sequence[Job], desk: Desk, way: Way, keeper: _Keeper) -> None:
    requests = [jobs[index].request for index in stale]
    where, name = _pool(way, desk, len(requests)), os.urandom(8).hex()
    pool.begin(name, desk.shelf)
    if not where.carrying:
        run(requests, where, name, way.stop, lambda i, outcome: keeper.done(stale[i], outcome), saving=True)
        return
    from handouts.batch.saving import Savers  # noqa: PLC0415  a usual run saves nothing here

    with Savers(desk.place, keeper.done) as savers:
        try:
            run(requests, where, name, way.stop, lambda i, outcome: savers.take(stale[i], outcome), saving=True)
        except ClusterError as error:
            # The cluster is lost; what it built until then is saved.
            keeper.findings += error.findings


def _pool(way: Way, desk: Desk, count: int) -> Pool:
    if way.cluster:
        from handouts.batch.packing import Carrier, Packer  # noqa: PLC0415  a usual run sends nothing

        cluster, packer = way.cluster, Packer(desk.workspace, desk.sources, desk.shelf)
        doubted: set[Request] = set()
        return Pool(
            lambda _: Carrier(cluster, packer, doubted), max(1, cluster.workers()), cluster.workers, carrying=True
        )
    carrying = not isinstance(desk.place, Folder)
    if way.make:
        return Pool(way.make, max(1, way.workers), carrying=carrying)
    workers = min(way.workers or pool.cores(), count)
    if workers == 1 or (not way.workers and count < pool.SMALL):
        return Pool(lambda _: pool.InProcess(), carrying=carrying)
    if not carrying and count < _MANY:
        return Pool(pool.processes, workers)
    # A copy of this process would not have the threads of a store's client, and would hold the plan of thousands too.
    return Pool(lambda workers: pool.processes(workers, "spawn"), workers, carrying=carrying)


class _Keeper:
    """Keeps the records while outcomes come in, and passes these on in the order of the plan."""

    def __init__(self, desk: Desk, jobs: list[Job], known: Known, each: Callable[[Outcome], None]) -> None:
        self._desk = desk
        self._jobs = jobs
        self._entries = dict(known.manifest.entries)
        self._each = each
        self._outcomes = {i: _unchanged(job, desk) for i, job in enumerate(jobs) if job.fresh}
        self._passed = 0
        self._merged = known.manifest.merged
        self._changed = known.mend
        self.findings: list[Finding] = []
        self._written: dict[str, Entry] = {}
        self._unproven: list[tuple[str, Ingredients]] = []
        """Files whose shared ingredients were not looked at since they were written."""
        self._pass_on()

    def begin(self, stale: Sequence[int]) -> None:
        """Begin the journal."""
        self._changed = True
        self.findings += self._desk.place.begin({self._jobs[i].file for i in stale} - {""})
        for index in stale:
            job = self._jobs[index]
            if job.request.appointment is not None:
                self._entries.pop(job.file, None)

    def done(self, index: int, outcome: Outcome, etag: str = "") -> None:
        """Take in the outcome of a request that was built."""
        job = self._jobs[index]
        self._outcomes[index] = outcome
        if outcome.facts and job.request.appointment is None:
            # If a source was touched since its digest was made, nobody knows which words were read.
            steady = job.ingredients is not None and job.ingredients.own.is_as_it_was()
            fingerprint = job.ingredients.fingerprint(outcome.facts.expired) if job.ingredients and steady else ""
            findings = [portable(finding, self._desk.workspace) for finding in outcome.findings]
            self._record(manifest.Entry.of(outcome.facts, outcome, fingerprint, findings, etag))
            if job.ingredients:
                self._unproven.append((outcome.facts.file, job.ingredients))
            if len(self._unproven) >= _PROVEN_AT_ONCE:
                self._prove()
        self._pass_on()

    def _record(self, entry: Entry) -> None:
        self._entries[entry.file] = self._written[entry.file] = entry
        self._desk.place.add(entry)

    def _prove(self) -> None:
        """Take back the fingerprints of handouts while which were built something that they share was touched."""
        # Looking at a hundred templates and fonts after every handout would take a fiftieth of the run. A file that
        # was touched keeps a trace of it in its times, also when its words are the old ones again.
        shared = {part for _, ingredients in self._unproven for part in ingredients.shared}
        touched = {part for part in shared if not part.is_as_it_was()}
        for file, ingredients in self._unproven:
            entry = self._written[file]
            if entry.fingerprint and not touched.isdisjoint(ingredients.shared):
                self._record(replace(entry, fingerprint=""))
        if self._unproven:
            self._desk.place.prove()
        self._unproven.clear()

    def end(self, *, whole: bool) -> None:
        """Write the records; the journal stays if that fails, or if the run is not ``whole``."""
        self._prove()
        if self._changed:
            made = [outcome.facts.printed() for outcome in self._outcomes.values() if outcome.facts]
            self.findings += ledger.record(self._desk.workspace, self._desk.output, made)
        names = tuple(job.file for job in self._jobs)
        ending = Ending(self._entries, tuple(self._written.values()), names, whole, self._changed, self._merged)
        self.findings += self._desk.place.end(ending)
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
    where = desk.place.location(entry.file)
    return Outcome(
        job.request, where.path, entry.pages, entry.size, findings,
        facts=entry.facts(), address=where.address, unchanged=True,
    )  # fmt: skip
