"""Saving files that were built elsewhere: on threads, so that a store far away holds nobody up."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Protocol, Self

from msgspec.structs import replace

from handouts.build.request import Outcome
from handouts.errors import OutputError

if TYPE_CHECKING:
    from types import TracebackType

    from handouts.batch.output import Output

THREADS = 16
"""Files that are saved at a time: with 50 ms for each, 320 a second."""
_WAITING = 4 * THREADS


class Done(Protocol):
    """Takes in an outcome whose file is saved."""

    def __call__(self, index: int, outcome: Outcome, etag: str = "") -> None:
        """Take it in.

        Args:
            index: the place of its request.
            outcome: without its file.
            etag: by what a store tells this version of the file.
        """


class Savers:
    """Saves what outcomes carry; passes each on when its file is saved, on the thread of whoever brought it."""

    def __init__(self, output: Output, done: Done) -> None:
        self._output = output
        self._done = done
        self._under_way: dict[Future[tuple[Outcome, str]], int] = {}
        self._threads = ThreadPoolExecutor(THREADS)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def take(self, index: int, outcome: Outcome) -> None:
        """Take an outcome; waits only where many files wait already, for each of them is held in memory."""
        if outcome.data is None:
            self._done(index, outcome)
        else:
            self._under_way[self._threads.submit(self._saved, outcome)] = index
        if len(self._under_way) > _WAITING:
            wait(self._under_way, return_when=FIRST_COMPLETED)
        self._pass_on()

    def _saved(self, outcome: Outcome) -> tuple[Outcome, str]:
        assert outcome.data is not None  # noqa: S101  only such an outcome comes here
        assert outcome.facts is not None  # noqa: S101  whoever has a file has facts
        try:
            saved = self._output.save(outcome.data, outcome.facts.file)
        except OutputError as error:
            findings = (*outcome.findings, *error.findings)
            return Outcome(outcome.request, findings=findings, exit_code=error.exit_code), ""
        return replace(outcome, path=saved.path, address=saved.address, data=None), saved.etag

    def _pass_on(self) -> None:
        for future in [each for each in self._under_way if each.done()]:
            index = self._under_way.pop(future)
            if not future.cancelled():
                self._done(index, *future.result())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Save what is left; on the way out of an interrupt, only what is under way."""
        self._threads.shutdown(wait=True, cancel_futures=kind is not None)
        self._pass_on()
