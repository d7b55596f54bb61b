"""Packing: from a request to an errand that another computer can do, and home again with what came of it."""

from __future__ import annotations

import os
from collections import OrderedDict
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from msgspec.structs import replace

from handouts.batch.carried import Errand, Parcel, Refusal, facts
from handouts.build.request import Outcome
from handouts.errors import ClusterError, ExitCode, HandoutsError
from handouts.findings import Finding, Place
from handouts.workspace import builtin, within

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from handouts.batch.clinics import KnowingShelf
    from handouts.batch.sources import Part, Sources
    from handouts.build import Request
    from handouts.workspace import Workspace

WORKER_DIFFERS = "H565"
NOT_DONE = "H566"

PARCELS_KEPT = 32
"""Packed at a time: what all handouts of a run share is used again and again, a topic's files a few times in a row."""


class Cluster(Protocol):
    """Other computers."""

    def workers(self) -> int:
        """Return how many processes there are by now."""

    def submit(self, errand: Errand, parcels: Sequence[Parcel]) -> Future[list[Outcome] | Refusal]:
        """Send an errand; its future fails with `BrokenExecutor` if a worker is lost with it, again and again.

        Raises:
            ClusterError: the cluster is lost.
        """


class Packer:
    """Packs what the requests of one run are made of."""

    def __init__(self, workspace: Workspace, sources: Sources, shelf: KnowingShelf) -> None:
        self._workspace = workspace
        self._sources = sources
        self._shelf = shelf
        self._shipped = builtin().resolve()
        self._roots = tuple(
            "" if root.resolve() == self._shipped else f"root{number}" for number, root in enumerate(workspace.roots)
        )
        self._homes = {"": builtin(), **dict(zip(self._roots, workspace.roots, strict=True))}
        self._packed: OrderedDict[int, tuple[Part, Parcel]] = OrderedDict()

    def errand(self, requests: Sequence[Request], run: str, *, saving: bool) -> Errand:
        """Return the errand of requests that `pack` has packed."""
        homes = tuple((name, str(home)) for name, home in self._homes.items())
        start = str(self._workspace.start)
        return Errand(tuple(requests), run, start, self._roots, homes, facts(), saving)

    def pack(self, request: Request) -> tuple[Request, list[Parcel]] | None:
        """Return a request as it travels, with what it is made of.

        `None` where that cannot travel: a file is no plain file, is a link that leads out of its folder, or cannot be
        read. Such a request is built at home, where what is wrong can be told by its right name.
        """
        try:
            clinic = self._shelf.clinic_facts(self._workspace, request.clinic)
            if clinic is None:
                return None
            named = self._clinic_name(request.clinic)
            made_of = self._sources.of(request, request.page_size or clinic.page_size, clinic.paths)
            parcels = [self._parcel(part) for part in (*made_of.shared, made_of.own)]
        except (HandoutsError, OSError):
            return None
        request = replace(request, workspace=None, output=None, clinic=Path(named) if named else None)
        return request, [parcel for parcel in parcels if parcel.files]

    def _clinic_name(self, clinic: Path | None) -> str:
        """Return how a clinic's file is named in its parcel; its folder travels under a name of its own."""
        if clinic is None:
            return ""
        whole = self._workspace.start / clinic
        if not self._name(whole):
            self._homes[f"clinic{len(self._homes)}"] = clinic.parent
        return self._name(whole)

    def _name(self, path: Path) -> str:
        """Return how a file is named in its parcel; "" for one in no folder that travels."""
        for name, home in self._homes.items():
            whole = self._workspace.start / home
            if name and path.is_relative_to(whole):
                return f"{name}/{path.relative_to(whole).as_posix()}"
        return ""

    def _parcel(self, part: Part) -> Parcel:
        if id(part) not in self._packed:
            found = [self._workspace.start / path for path, _ in part.stamps]
            files = [self._file(path) for path in found if os.path.lexists(path) and not path.is_dir()]
            self._packed[id(part)] = (part, Parcel.of(file for file in files if file))
        self._packed.move_to_end(id(part))
        while len(self._packed) > PARCELS_KEPT:
            self._packed.popitem(last=False)
        return self._packed[id(part)][1]

    def _file(self, path: Path) -> tuple[str, bytes] | None:
        """Return a file with its name; `None` if it ships with the program, so that every worker has it."""
        name = self._name(path)
        if not name:
            return None
        folder, _, relative = name.partition("/")
        within(self._workspace.start / self._homes[folder], relative, relative)
        if not path.is_file():
            message = "no plain file"
            raise OSError(message)
        return name, path.read_bytes()


class Carrier(Executor):
    """An executor that does `handouts.batch.pool.work` on a cluster; what cannot travel it does at once, here."""

    def __init__(self, cluster: Cluster, packer: Packer, doubted: set[Request] | None = None) -> None:
        """Take a cluster.

        Args:
            cluster: where to send what can travel.
            packer: packs it.
            doubted: what could not be done once already, kept for a run; a death nearby may have been the cause.
        """
        self._doubted = set() if doubted is None else doubted
        self._cluster = cluster
        self._packer = packer
        self._under_way: set[Future[Any]] = set()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        """Send a call of `work` to the cluster.

        Raises:
            ClusterError: the cluster is lost.
        """
        requests, run, saving = args[:3]
        packed = [self._packer.pack(request) for request in requests]
        here = {index: fn((requests[index],), *args[1:])[0] for index, each in enumerate(packed) if each is None}
        travelling = [index for index, each in enumerate(packed) if each is not None]
        future: Future[Any] = Future()
        if not travelling:
            future.set_result([here[index] for index in range(len(requests))])
            return future
        there = [each for each in packed if each is not None]
        parcels = {parcel.digest: parcel for _, some in there for parcel in some}
        errand = self._packer.errand([request for request, _ in there], run, saving=saving)
        away = self._cluster.submit(errand, tuple(parcels.values()))
        self._under_way.add(away)

        def bring(done: Future[Any]) -> None:
            self._under_way.discard(done)
            try:
                came = _home(done, [requests[index] for index in travelling], self._doubted)
                by_index = {**here, **dict(zip(travelling, came, strict=True))}
                future.set_result([by_index[index] for index in range(len(requests))])
            except Exception as error:  # noqa: BLE001  whoever asks for the result gets it
                future.set_exception(error)

        away.add_done_callback(bring)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002  the executor's signature
        """Take back what was sent and is not done."""
        for each in list(self._under_way):
            each.cancel()


def _home(done: Future[Any], requests: Sequence[Request], doubted: set[Request]) -> list[Outcome]:
    """Return what came of an errand, with the requests as they were.

    Raises:
        BrokenExecutor: it could not be done, for the first time: each of its handouts is to be tried alone.
        ClusterError: the cluster is lost.
    """
    try:
        came = done.result()
    except (BrokenExecutor, ClusterError):
        raise
    except Exception as error:
        if not doubted.issuperset(requests):
            doubted.update(requests)
            raise BrokenExecutor(str(error)) from error
        message = f"no worker of the cluster could do this: {type(error).__name__}"
        hint = "Look into the worker's own log; every worker needs the same handouts as this computer"
        return [_failed(request, NOT_DONE, message, hint) for request in requests]
    if isinstance(came, Refusal):
        found = differ(came)
        return [_failed(request, found.code, found.message, found.hint) for request in requests]
    outcomes: list[Outcome] = came
    paths = [(each.workspace, each.output, each.clinic) for each in requests]
    return [
        replace(outcome, request=replace(outcome.request, workspace=workspace, output=output, clinic=clinic))
        for outcome, (workspace, output, clinic) in zip(outcomes, paths, strict=True)
    ]


def differ(refusal: Refusal) -> Finding:
    """Return a worker's refusal as a finding."""
    message = f"the worker {refusal.worker} would not build the same file: {'; '.join(refusal.differences)}"
    hint = "Install the same handouts there, with pip and constraints.txt, and start the worker anew"
    return Finding(WORKER_DIFFERS, message, Place("--dask"), hint)


def _failed(request: Request, code: str, message: str, hint: str) -> Outcome:
    return Outcome(request, findings=(Finding(code, message, Place(request.topic), hint),), exit_code=ExitCode.OUTPUT)
