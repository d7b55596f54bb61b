"""Where handouts are built: in this process, in worker processes, or in whatever else is an `Executor`.

Whatever runs them calls `work`, a plain function whose arguments and result can be sent to another process.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import traceback
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from handouts import garbage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.process import BaseProcess

    from handouts.build import Outcome, Request, Shelf

SMALL = 8
"""Fewer handouts than this are built in this process: starting another costs as much as ten of them."""

_shelves: dict[str, Shelf] = {}


class FaultElsewhere(Exception):  # noqa: N818  it stands for a fault of any name
    """A mistake of the program in a worker: an exception itself cannot always be sent."""

    def __init__(self, kind: str, trace: str) -> None:
        super().__init__(kind, trace)
        self.kind = kind
        """The name of the exception's class."""
        self.trace = trace
        """Where it happened."""

    def __str__(self) -> str:
        return self.trace


def work(requests: tuple[Request, ...], run: str, saving: bool, carrying: bool = False) -> list[Outcome]:
    """Build some handouts of a run, in any process.

    Args:
        requests: what to build.
        run: names the run; what its handouts share is read once in each process, and anew for the next run.
        saving: whether files are saved.
        carrying: whether outcomes carry their files, to be saved by whoever asked.
    """
    return built(requests, shelf_of(run), saving=saving, carrying=carrying)


def begin(run: str, shelf: Shelf) -> None:
    """Let this process, and those that are copied from it, know where files are before they work at a run.

    Args:
        run: names the run.
        shelf: what its plan was made with; what that has read is read again, after the digests were taken.
    """
    _shelves.clear()
    _shelves[run] = shelf.anew()


def shelf_of(run: str) -> Shelf:
    """Return what the handouts of a run share in this process; for the next run it is read anew."""
    from handouts.build import Shelf  # noqa: PLC0415  a run that finds nothing to build loads no writer

    if run not in _shelves:
        _shelves.clear()
        _shelves[run] = Shelf()
    return _shelves[run]


def built(requests: Iterable[Request], shelf: Shelf, *, saving: bool, carrying: bool) -> list[Outcome]:
    """Build some handouts, and return outcomes that can be sent to another process."""
    from handouts.build import build_all  # noqa: PLC0415  as above

    outcomes = build_all(requests, shelf, saving=saving, carrying=carrying)
    garbage.resume()  # everything is imported now
    return [sendable(outcome) for outcome in outcomes]


def sendable(outcome: Outcome) -> Outcome:
    """Return an outcome that can be sent to another process."""
    fault = outcome.fault
    if fault is None:
        return outcome
    trace = "".join(traceback.format_exception(fault))
    return replace(outcome, fault=FaultElsewhere(type(fault).__name__, trace))


class InProcess(Executor):
    """An executor that does each task in this process, at once."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do a task and return its result as a future that is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  whoever asks for the result gets it
            future.set_exception(error)
        return future


def cores() -> int:
    """Return how many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def processes(workers: int, method: str | None = None, *, writing: bool = True) -> Executor:
    """Return an executor of worker processes on this computer.

    Args:
        workers: how many.
        method: ``fork`` or ``spawn``; unless given, ``fork`` on Linux while this process has one thread, for a copy
            of it has all modules already, and ``spawn`` everywhere else, for a copied thread holds its locks for ever.
        writing: whether they set pages.
    """
    import multiprocessing  # noqa: PLC0415  as below
    from concurrent.futures.process import ProcessPoolExecutor  # noqa: PLC0415  35 ms, for a large batch only

    if method is None:
        method = "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"
    if method == "fork":
        # Imported before the copies are made: once for all of them.
        from handouts import layouts  # noqa: F401, PLC0415  as above
        from handouts.build import stages  # noqa: F401, PLC0415  as above
        from handouts.checks.registry import checks  # noqa: PLC0415  as above

        checks()
        if writing:
            from handouts import pdf  # noqa: F401, PLC0415  as above
        garbage.resume()
    return ProcessPoolExecutor(workers, multiprocessing.get_context(method), _begin)


def _begin() -> None:
    """Set up a worker: Ctrl-C is for the process that it works for, and without that process it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    garbage.postpone()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    import multiprocessing  # noqa: PLC0415  a process that has no workers does without it

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _children() -> set[BaseProcess]:
    """Return the processes that this one has started."""
    started_with = sys.modules.get("multiprocessing")
    return set(started_with.active_children()) if started_with else set()


@contextlib.contextmanager
def executing(make: Callable[[int], Executor], workers: int) -> Iterator[Executor]:
    """Yield an executor and shut it down; on the way out of an interrupt its processes are killed, not waited for."""
    before = _children()
    executor = make(workers)
    try:
        yield executor
    except BaseException:
        for process in _children() - before:
            process.kill()
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
