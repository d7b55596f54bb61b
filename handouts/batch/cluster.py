"""A Dask cluster as a place to build: the only module that knows Dask.

Dask sends code and data as pickles, so whoever can reach a cluster can run programs on it, and every worker is trusted
as this computer is. The certificates of a ``tls://`` address stand in its own settings.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import threading
from collections import OrderedDict
from concurrent.futures import BrokenExecutor, Future, InvalidStateError
from typing import TYPE_CHECKING, Any

from handouts.batch.carried import Errand, Parcel, Refusal, differences, facts, work_away
from handouts.batch.packing import PARCELS_KEPT, WORKER_DIFFERS, differ
from handouts.errors import ClusterError, UsageError
from handouts.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from handouts.build import Outcome

NO_ADDRESS = "H597"
DASK_NOT_INSTALLED = "H598"
UNREACHABLE = "H599"
NO_WORKERS = "H595"
CLUSTER_LOST = "H596"

_ADDRESS = re.compile(r"(?:(?:tcp|tls|ws|wss)://)?(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):\d{1,5}", re.ASCII)
_OPTION = Place("--dask")
_CONNECT_SECONDS = 10.0
_LOOK_SECONDS = 2.0
_LARGE = "1GiB"
_PARCEL = "handouts-parcel-"
_SENT_AGAIN = 5


class WorkerLostError(BrokenExecutor):
    """Worker after worker ended while it did an errand."""


@contextlib.contextmanager
def connected(address: str, wait_seconds: float, waiting: Callable[[str], None]) -> Iterator[DaskCluster]:
    """Connect to a cluster whose workers build the same bytes as this computer.

    Args:
        address: of the scheduler, such as ``tcp://10.0.0.5:8786``.
        wait_seconds: how long to wait for a first worker, and for another when all are lost.
        waiting: called before waiting for a first worker.

    Raises:
        UsageError: that is no address (H597), or Dask is not installed (H598).
        ClusterError: nobody answers there (H599), a worker differs (H565), or there is none (H595).
    """
    if not _ADDRESS.fullmatch(address):
        message = f"“{address[:100] if '@' not in address else '…'}” is not the address of a Dask scheduler"
        raise UsageError(Finding(NO_ADDRESS, message, _OPTION, "Write it as the scheduler prints it: tcp://HOST:8786"))
    client = _client(address)
    cluster = DaskCluster(client, address, wait_seconds)
    try:
        cluster.check(waiting)
        yield cluster
    finally:
        cluster.close()


def _client(address: str) -> Any:
    try:
        import dask  # noqa: PLC0415  an extra, and only a cluster needs it
        import distributed  # noqa: PLC0415  as above
    except ImportError:
        message = "building on a Dask cluster needs the package distributed"
        hint = "Install it with: pip install 'handouts[dask]'"
        raise UsageError(Finding(DASK_NOT_INSTALLED, message, _OPTION, hint)) from None
    # What it would write there is told as findings, and its tracebacks tell nobody what to do.
    for name in [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    # Parcels travel with tasks on purpose: a task can be done again when the worker that held it is lost.
    dask.config.set({"distributed.admin.large-graph-warning-threshold": _LARGE})
    untyped: Any = distributed
    secure = address.startswith(("tls:", "wss:"))
    if secure and not untyped.Security().get_connection_args("client")["ssl_context"]:
        message = "there are no certificates for this address"
        hint = "Set DASK_DISTRIBUTED__COMM__TLS__CA_FILE and …TLS__CLIENT__CERT and …KEY, as Dask describes it"
        raise ClusterError(Finding(UNREACHABLE, message, Place(address), hint))

    class Client(untyped.Client):  # type: ignore[misc]  # Dask has no annotations
        def __del__(self) -> None:
            # It is always closed; one that never was connected would print a traceback here.
            return

    try:
        return _within(_CONNECT_SECONDS + 1, lambda: Client(address, timeout=_CONNECT_SECONDS, set_as_default=False))
    except Exception as error:
        # Whatever else listens there (a web page, say) sends Dask into errors of every kind.
        message = "no Dask scheduler answers here"
        hint = "Check the address, the network, and whether “dask scheduler” runs there"
        raise ClusterError(Finding(UNREACHABLE, message, Place(address), hint)) from error


def _within(limit_seconds: float, make: Callable[[], Any]) -> Any:
    """Return what a call makes; Dask waits for ever for somebody who takes the connection and says nothing."""
    made: Future[Any] = Future()

    def call() -> None:
        try:
            made.set_result(make())
        except BaseException as error:  # noqa: BLE001  whoever asks for the result gets it
            made.set_exception(error)

    threading.Thread(target=call, daemon=True).start()
    return made.result(timeout=limit_seconds)


class DaskCluster:
    """A cluster as a `handouts.batch.packing.Cluster`."""

    def __init__(self, client: Any, address: str, wait_seconds: float) -> None:
        self._client = client
        self._address = address
        self._wait_seconds = wait_seconds
        self._executor = client.get_executor(pure=False)
        self._lent: OrderedDict[str, Any] = OrderedDict()
        self._under_way: set[Future[Any]] = set()
        self._lost: ClusterError | None = None
        self._ended = threading.Event()
        self._count = 0
        self._turn = threading.Lock()

    def check(self, waiting: Callable[[str], None]) -> None:
        """Make sure that there are workers, and that each builds the same bytes as this computer.

        Raises:
            ClusterError: there is no worker (H595), or one differs (H565).
        """
        if not self._client.nthreads():
            waiting("no worker of the cluster is there yet")
            # Dask says so by an error of its own, and so would a lost connection.
            with contextlib.suppress(OSError, TimeoutError):
                self._client.wait_for_workers(1, timeout=max(self._wait_seconds, 0.1))
        self._count = len(self._client.nthreads())
        if not self._count:
            raise self._none()
        home = facts()
        try:
            answers = self._client.run(facts, on_error="return")
        except Exception as error:
            raise self._gone() from error
        found = [self._differs("the scheduler", self._of_scheduler(), {"handouts": home["handouts"]})]
        found += [self._differs(name, answers[name], home) for name in sorted(answers)]
        wrong = [finding for finding in found if finding]
        if wrong:
            raise ClusterError(wrong)
        threading.Thread(target=self._watch, daemon=True).start()

    def _of_scheduler(self) -> Any:
        try:
            return self._client.run_on_scheduler(facts)
        except Exception as error:  # noqa: BLE001  whatever its surroundings made impossible
            return error

    def _differs(self, name: str, answer: Any, home: dict[str, str]) -> Finding | None:
        if isinstance(answer, dict):
            different = differences(home, answer)
            return differ(Refusal(different, name)) if different else None
        message = f"{'the scheduler' if name == 'the scheduler' else f'the worker {name}'} does not have handouts"
        hint = "Install the same handouts there, with pip and constraints.txt, and start it anew"
        return Finding(WORKER_DIFFERS, message, _OPTION, hint)

    def workers(self) -> int:
        """Return how many worker processes there are by now."""
        return self._count

    def submit(self, errand: Errand, parcels: Sequence[Parcel]) -> Future[list[Outcome] | Refusal]:
        """Send an errand.

        Raises:
            ClusterError: the cluster is lost (H596).
        """
        outer: Future[list[Outcome] | Refusal] = Future()
        with self._turn:
            if self._lost:
                raise self._lost
            self._under_way.add(outer)
        self._send(outer, errand, parcels, _SENT_AGAIN)
        return outer

    def _send(self, outer: Future[Any], errand: Errand, parcels: Sequence[Parcel], again: int) -> None:
        try:
            inner = self._executor.submit(_do, errand, *(self._lend(parcel) for parcel in parcels))
        except (OSError, RuntimeError) as error:
            raise self._lose(self._gone()) from error
        outer.add_done_callback(lambda done: inner.cancel() if done.cancelled() and self._is_alive() else None)

        def came(done: Future[Any]) -> None:
            # Dask blames whatever a worker did when it was lost. A parcel is never at fault, and without it all
            # handouts that it goes into would be lost.
            if again and not outer.done() and _is_for_a_parcel(done):
                with contextlib.suppress(ClusterError):  # `_lose` has told whoever waits
                    self._send(outer, errand, parcels, again - 1)
            else:
                self._pass_on(outer, done)

        inner.add_done_callback(came)

    def _lend(self, parcel: Parcel) -> Any:
        """Return a parcel as Dask's own future: it goes to each worker once, and is made again if it is lost."""
        with self._turn:
            lent = self._lent.get(parcel.digest)
            if lent is None or lent.status not in ("pending", "finished"):
                key = f"{_PARCEL}{parcel.digest}-{os.urandom(4).hex()}"
                lent = self._lent[parcel.digest] = self._client.submit(_same, parcel, key=key, pure=True)
            self._lent.move_to_end(parcel.digest)
            while len(self._lent) > PARCELS_KEPT:
                self._lent.popitem(last=False)
            return lent

    def _pass_on(self, outer: Future[Any], inner: Future[Any]) -> None:
        from distributed import KilledWorker  # noqa: PLC0415  as above

        self._under_way.discard(outer)
        if inner.cancelled():
            error: BaseException | None = self._lose(self._gone())
        else:
            error = inner.exception()
        # Who took it back, or was told of the loss, does not wait for it any more.
        with contextlib.suppress(InvalidStateError):
            if error is None:
                outer.set_result(inner.result())
            elif isinstance(error, KilledWorker):
                outer.set_exception(WorkerLostError(str(error)))
            else:
                outer.set_exception(error)

    def _watch(self) -> None:
        """Notice it when no worker is left, for Dask would wait for one for ever."""
        alone_seconds = 0.0
        while not self._ended.wait(_LOOK_SECONDS):
            try:
                self._count = len(self._client.nthreads())
            except Exception:  # noqa: BLE001  whatever it is, nobody answers
                if not self._ended.is_set():
                    self._lose(self._gone())
                return
            alone_seconds = 0.0 if self._count else alone_seconds + _LOOK_SECONDS
            if alone_seconds > self._wait_seconds:
                self._lose(self._none())
                return

    def _lose(self, error: ClusterError) -> ClusterError:
        """Tell everybody who waits that the cluster is lost."""
        with self._turn:
            self._lost = self._lost or error
            waiting, self._under_way = list(self._under_way), set()
        for each in waiting:
            with contextlib.suppress(InvalidStateError):
                each.set_exception(self._lost)
        return self._lost

    def _gone(self) -> ClusterError:
        hint = "Look after its scheduler, then build again: what is done is saved"
        return ClusterError(Finding(CLUSTER_LOST, "the connection to the cluster is lost", Place(self._address), hint))

    def _none(self) -> ClusterError:
        message = f"the cluster has no worker, and none came within {self._wait_seconds:g} s"
        hint = "Start workers with “dask worker”, or wait longer for them with --wait"
        return ClusterError(Finding(NO_WORKERS, message, Place(self._address), hint))

    def _is_alive(self) -> bool:
        return self._lost is None and self._client.status == "running"

    def close(self) -> None:
        """Leave the cluster; what it still does for this run is taken back."""
        self._ended.set()
        self._lent.clear()
        with contextlib.suppress(Exception):
            self._client.close(timeout=2 if self._is_alive() else 0.5)


def _is_for_a_parcel(done: Future[Any]) -> bool:
    """Tell whether an errand was not done because a parcel of it is blamed for lost workers."""
    from distributed import KilledWorker  # noqa: PLC0415  as above

    error = None if done.cancelled() else done.exception()
    return isinstance(error, KilledWorker) and str(error.task).startswith(_PARCEL)


def _same(parcel: Parcel) -> Parcel:
    return parcel


def _do(errand: Errand, *parcels: Parcel) -> list[Outcome] | Refusal:
    """Do an errand on a worker."""
    from distributed import get_worker  # noqa: PLC0415  as above

    worker = get_worker()
    came = work_away(errand, parcels, worker.local_directory)
    return Refusal(came.differences, worker.address) if isinstance(came, Refusal) else came
