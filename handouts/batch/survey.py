"""Survey: check many handouts on all cores, and lay them side by side.

Each handout is read once, by the worker that has its topic: it checks each language, compares the languages, and sends
home what was found with the little that is needed to lay the handout beside those of other topics.
"""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from msgspec import structs

from handouts import garbage
from handouts.batch import pool
from handouts.batch.run import Pool, Stop, Task, carry_out, without_worker
from handouts.build import Shelf, build_all
from handouts.build.stages import read_all
from handouts.errors import ExitCode, HandoutsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from handouts.build import Outcome, Request
    from handouts.checks.run import Examined
    from handouts.checks.subject import Subject
    from handouts.checks.together import Topic
    from handouts.content.load import LoadedSettings

    Group: TypeAlias = tuple[Request, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """What came of checking many handouts."""

    outcomes: list[Outcome]
    """In the order of the requests; fewer than these after a stop."""
    department: Department | None = None
    """The handouts to be laid side by side; `None` after a stop, and where the clinic or the settings cannot be read,
    of which every handout tells."""


@dataclass(frozen=True, slots=True)
class Department:
    """Handouts to be laid side by side; without those that cannot be read."""

    topics: tuple[Topic, ...]
    settings: LoadedSettings
    whole: bool
    """Whether these are all handouts of the workspace."""

    def examine(self) -> Examined:
        """Return what the checks of many handouts say; see `handouts.checks.together.side_by_side`."""
        from handouts.checks.together import side_by_side  # noqa: PLC0415  brings every check along

        return side_by_side(self.topics, self.settings, whole=self.whole)


@dataclass(frozen=True, slots=True)
class _Looked:
    """What a worker found in some handouts of one topic."""

    outcomes: tuple[Outcome, ...]
    topic: Topic


def check_all(
    requests: Sequence[Request], shelf: Shelf, each: Callable[[Outcome], None], stop: Stop | None = None
) -> Survey:
    """Check handouts and set each page, a large number of them in several processes; nothing is saved.

    Args:
        requests: what to check, topics and languages in full.
        shelf: keeps what they share, as far as they are checked in this process.
        each: called with each outcome as soon as it is there.
        stop: ends a run in good order.
    """
    return _Surveyor(requests, shelf, each, stop or Stop(), pages=True).survey()


def check_words(
    requests: Sequence[Request], shelf: Shelf, each: Callable[[Outcome], None], stop: Stop | None = None
) -> Survey:
    """Check the words of handouts and set no page, which takes a fraction of the time.

    Args:
        requests: as for `check_all`.
        shelf: as for `check_all`.
        each: as for `check_all`.
        stop: as for `check_all`.
    """
    return _Surveyor(requests, shelf, each, stop or Stop(), pages=False).survey()


class _Surveyor:
    def __init__(
        self, requests: Sequence[Request], shelf: Shelf, each: Callable[[Outcome], None], stop: Stop, *, pages: bool
    ) -> None:
        self._requests = requests
        self._shelf = shelf
        self._each = each
        self._stop = stop
        self._outcomes: dict[int, Outcome] = {}
        self._topics: list[Topic] = []
        self._by_topic = _by_topic(requests)
        workers = 1 if len(requests) < pool.SMALL else min(pool.cores(), len(self._by_topic))
        if workers == 1:
            self._pool = Pool(lambda _: pool.InProcess())
            self._task: Task[Group, _Looked | None] = Task(_look, (shelf, pages), lambda _: None)
        else:
            self._pool = Pool(functools.partial(pool.processes, writing=pages), workers)
            self._task = Task(_look_elsewhere, (os.urandom(8).hex(), pages), lambda _: None)

    def survey(self) -> Survey:
        """Check everything, or until asked to stop."""
        topics = [list(self._handouts(topic)) for topic in self._carry_out(self._by_topic)]
        # A worker was lost with a whole topic: its languages one at a time tell with which. The others are compared
        # with each other all the same; if that was it, all of them are lost, for nobody held them together.
        lost = self._carry_out([handout for topic in topics if len(topic) > 1 for handout in topic], trying=True)
        lost += [topic[0] for topic in topics if len(topic) == 1]
        rest = [[index for handout in topic if handout not in lost for index in handout] for topic in topics]
        lost += self._carry_out([topic for topic in rest if topic])
        for index in (index for handout in lost for index in handout):
            self._outcomes[index] = outcome = _without_worker(self._requests[index])
            self._each(outcome)
        outcomes = [self._outcomes[index] for index in sorted(self._outcomes)]
        return Survey(outcomes, None if self._stop.asked else self._department())

    def _handouts(self, group: list[int]) -> Iterator[list[int]]:
        for _, layouts in groupby(group, key=lambda index: self._requests[index].language):
            yield list(layouts)

    def _carry_out(self, groups: list[list[int]], *, trying: bool = False) -> list[list[int]]:
        """Check groups of requests, and return those with which a worker was lost; to try them keeps nothing."""
        lost = []

        def done(place: int, looked: _Looked | None) -> None:
            if looked is None:
                lost.append(groups[place])
            if looked is None or trying:
                return
            self._topics.append(looked.topic)
            for index, outcome in zip(groups[place], looked.outcomes, strict=True):
                self._outcomes[index] = outcome
                self._each(outcome)

        items = [tuple(self._requests[index] for index in group) for group in groups]
        if items:
            carry_out(items, self._pool, self._task, self._stop, done)
        return lost

    def _department(self) -> Department | None:
        if not self._requests:
            return None
        first = self._requests[0]
        workspace = self._shelf.workspace(first.workspace)
        try:
            self._shelf.clinic(workspace, first.clinic)
            settings = self._shelf.settings(workspace)
        except HandoutsError:
            return None
        there = {(sheet.topic, sheet.language) for topic in self._topics for sheet in topic.sheets}
        files = {(f"{file.department}/{file.topic}", file.language) for file in self._shelf.topics(workspace)}
        return Department(tuple(self._topics), settings, there == files)


def _by_topic(requests: Sequence[Request]) -> list[list[int]]:
    """Return the places of the requests of each topic; the layouts of a language in a row, so that it is read once."""
    topics: dict[str, list[int]] = {}
    for index in sorted(range(len(requests)), key=lambda index: requests[index].language or ""):
        topics.setdefault(requests[index].topic, []).append(index)
    return sorted(topics.values())


def _without_worker(request: Request) -> Outcome:
    return without_worker(
        request, f"checked this handout in {request.language}", ", so it is not held against the other handouts"
    )


def _look_elsewhere(groups: Sequence[Group], run: str, pages: bool) -> list[_Looked]:
    """Check handouts in a worker, and return what can be sent home."""
    looked = _look(groups, pool.shelf_of(run), pages)
    return [replace(each, outcomes=tuple(map(pool.sendable, each.outcomes))) for each in looked]


def _look(groups: Sequence[Group], shelf: Shelf, pages: bool) -> list[_Looked]:
    """Check handouts: each group has those of one topic, the layouts of a language in a row."""
    look = functools.partial(build_all, saving=False) if pages else read_all
    with garbage.uncollected():
        looked = [_looked(group, shelf, look) for group in groups]
    garbage.resume()  # everything is imported now
    return looked


def _looked(group: Group, shelf: Shelf, look: Callable[[Sequence[Request], Shelf], list[Outcome]]) -> _Looked:
    from handouts.checks.together import Topic, between, sheet  # noqa: PLC0415  brings every check along

    outcomes: list[Outcome] = []
    read: list[tuple[Subject, Examined]] = []
    for _, layouts in groupby(group, key=lambda request: request.language):
        requests = tuple(layouts)
        outcomes += look(requests, shelf)
        # While the shelf still has it: it keeps the last few handouts alone.
        read += _read(requests[0], shelf)
    try:
        settings = shelf.settings(shelf.workspace(group[0].workspace))
        hits = between([subject for subject, _ in read], settings)
        topic = Topic(tuple(sheet(*each, settings) for each in read), hits)
    except HandoutsError:
        topic = Topic(())
    except Exception as fault:  # noqa: BLE001  a mistake of the program in one topic must not cost the others
        topic = Topic(())
        outcomes = [structs.replace(each, fault=each.fault or fault, exit_code=ExitCode.INTERNAL) for each in outcomes]
    return _Looked(tuple(outcomes), topic)


def _read(request: Request, shelf: Shelf) -> Iterator[tuple[Subject, Examined]]:
    """Yield a handout that was just checked, and what was found; nothing if it could not be, as its outcome tells."""
    workspace = shelf.workspace(request.workspace)
    file = shelf.file(workspace, request.topic, request.language or "")
    try:
        if file is not None:
            examined = shelf.checked(workspace, file, request.clinic, errors_only=False)
            yield shelf.subject(workspace, file, request.clinic), examined
    except Exception:  # noqa: BLE001  the outcome has it, be it a finding or a mistake of the program
        return
