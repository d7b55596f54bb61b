"""Running requests on an executor: a window of chunks, a crash that costs one handout, and a stop in good order."""

from __future__ import annotations

import contextlib
from collections import deque
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from msgspec import Struct

from handouts.batch.pool import executing, work
from handouts.build.request import Outcome, Request
from handouts.errors import ClusterError, ExitCode
from handouts.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

WORKER_LOST = "H554"

_LARGEST_CHUNK = 8
_CHUNKS_EACH = 4

T = TypeVar("T")
"""What is worked at: a request, or several that belong together."""
R = TypeVar("R")
"""What comes of it."""


class Stop:
    """Asks a run to end in good order: what is being built is finished and saved, nothing new is begun."""

    def __init__(self) -> None:
        self.asked = False

    def ask(self) -> None:
        """Ask for the end."""
        self.asked = True


class Pool(Struct, frozen=True):
    """How to get an executor."""

    make: Callable[[int], Executor]
    """Makes one with so many workers; a broken one is replaced by another."""
    workers: int = 1
    count: Callable[[], int] | None = None
    """Tells how many workers there are by now, where they come and go."""
    carrying: bool = False
    """Whether outcomes carry their files, to be saved by whoever takes them."""


class Task(Struct, Generic[T, R], frozen=True):
    """What is done with each of many items."""

    work: Callable[..., Sequence[R]]
    """A plain function, called in any process with a tuple of items and with ``way``; returns what came of each."""
    way: tuple[Any, ...]
    lost: Callable[[T], R]
    """Returns what stands for an item with which, alone, a worker was lost."""


def run(
    requests: Sequence[Request],
    pool: Pool,
    name: str,
    stop: Stop,
    done: Callable[[int, Outcome], None],
    *,
    saving: bool,
) -> None:
    """Build requests on a pool.

    Args:
        requests: what to build.
        pool: where.
        name: names the run.
        stop: looked at before something new is begun.
        done: called with the place of each request and its outcome as it comes, in any order.
        saving: whether files are saved.
    """
    carry_out(requests, pool, Task(work, (name, saving, pool.carrying), _without_worker), stop, done)


def carry_out(items: Sequence[T], pool: Pool, task: Task[T, R], stop: Stop, done: Callable[[int, R], None]) -> None:
    """Work at items on a pool.

    Args:
        items: what to work at, such that it can be sent to another process.
        pool: where.
        task: what to do with them.
        stop: looked at before something new is begun.
        done: called with the place of each item and what came of it as it comes, in any order.
    """
    _Runner(items, pool, task, stop, done).go()


class _Runner(Generic[T, R]):
    def __init__(
        self, items: Sequence[T], pool: Pool, task: Task[T, R], stop: Stop, done: Callable[[int, R], None]
    ) -> None:
        self._items = items
        self._pool = pool
        self._task = task
        self._stop = stop
        self._done = done
        self._running: dict[Future[Any], range] = {}
        # With one worker there is nothing to win by handing out more than one handout at a time.
        alone = pool.workers == 1
        self._window = 1 if alone and not pool.count else 2 * pool.workers
        # A topic's layouts and languages come in a row, and a chunk goes to one worker, which reads the topic once.
        self._waiting = deque(_chunks(len(items), 0 if alone else pool.workers))

    def go(self) -> None:
        """Work at everything, or until asked to stop."""
        while self._waiting and not self._stop.asked:
            suspects = self._until_broken()
            if suspects:
                self._one_by_one(suspects)

    def _until_broken(self) -> list[range]:
        """Work through what waits, and return the chunks that were under way when a worker was lost."""
        with executing(self._pool.make, self._pool.workers) as executor:
            while True:
                try:
                    self._fill(executor)
                except BrokenExecutor:
                    return self._lost([])
                if not self._running:
                    return []
                finished, _ = wait(self._running, return_when=FIRST_COMPLETED)
                lost = self._take_all(finished)
                if lost:
                    return self._lost(lost)

    def _take_all(self, finished: Iterable[Future[Any]]) -> list[range]:
        """Take over what has come to its end, and return the chunks whose worker was lost.

        Raises:
            ClusterError: no more will come; all that was done by then is taken over.
        """
        lost, end = [], None
        for future in finished:
            chunk = self._running.pop(future)
            try:
                if not self._take(future, chunk):
                    lost.append(chunk)
            except ClusterError as error:
                end = error
        if end is None:
            return lost
        for future in [each for each in self._running if each.done()]:
            with contextlib.suppress(ClusterError):
                self._take(future, self._running.pop(future))
        raise end

    def _fill(self, executor: Executor) -> None:
        # Two chunks for each worker: one that it works at, one that lies ready.
        if self._pool.count:
            self._window = max(self._window, 2 * self._pool.count())
        while self._waiting and len(self._running) < self._window and not self._stop.asked:
            self._running[self._submit(executor, self._waiting[0])] = self._waiting[0]
            self._waiting.popleft()

    def _submit(self, executor: Executor, chunk: range) -> Future[Any]:
        items = tuple(self._items[index] for index in chunk)
        return executor.submit(self._task.work, items, *self._task.way)

    def _take(self, future: Future[Any], chunk: range) -> bool:
        """Take over what came of a chunk; tell whether anything did."""
        try:
            results = future.result()
        except BrokenExecutor:
            return False
        for index, result in zip(chunk, results, strict=True):
            self._done(index, result)
        return True

    def _lost(self, lost: list[range]) -> list[range]:
        """Return the chunks of which nothing came; those that came to their end before the crash are taken over."""
        # The executor tells every future of its end, so this never waits long.
        return [*lost, *self._take_all(list(self._running))]

    def _one_by_one(self, suspects: list[range]) -> None:
        """Work at items one at a time, so that the next crash tells which one it was."""
        waiting = deque(index for chunk in sorted(suspects, key=lambda chunk: chunk.start) for index in chunk)
        while waiting and not self._stop.asked:
            with executing(self._pool.make, 1) as executor:
                while waiting and not self._stop.asked:
                    index = waiting.popleft()
                    if not self._is_built(executor, index):
                        self._done(index, self._task.lost(self._items[index]))
                        break

    def _is_built(self, executor: Executor, index: int) -> bool:
        try:
            return self._take(self._submit(executor, range(index, index + 1)), range(index, index + 1))
        except BrokenExecutor:
            return False


def _chunks(count: int, workers: int) -> Iterator[range]:
    """Yield ranges that cover so many items; toward the end smaller ones, so that no worker waits for another."""
    first = 0
    while first < count:
        size = min(_LARGEST_CHUNK, (count - first) // (workers * _CHUNKS_EACH)) if workers else 1
        end = min(first + max(1, size), count)
        yield range(first, end)
        first = end


def _without_worker(request: Request) -> Outcome:
    return without_worker(request, f"built this handout as {request.layout} in {request.language}")


def without_worker(request: Request, what: str, then: str = "") -> Outcome:
    """Return the outcome of a request with which, alone, a worker was lost.

    Args:
        request: the request.
        what: what the worker did: ``built this handout``.
        then: what follows from it, beside that nothing came of the request.
    """
    finding = Finding(
        WORKER_LOST,
        f"the process that {what} ended all of a sudden{then}",
        Place(request.topic),
        "Its memory may have run out, or a library has a fault: try it alone, and look at its pictures first",
    )
    return Outcome(request, findings=(finding,), exit_code=ExitCode.INTERNAL)
