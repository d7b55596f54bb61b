"""Survey: check many handouts on all cores, and lay them side by side."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handouts.batch import pool
from handouts.batch.run import Pool, Stop, run
from handouts.build import build_all
from handouts.errors import HandoutsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from handouts.build import Outcome, Request, Shelf
    from handouts.checks.run import Examined
    from handouts.checks.subject import Subject
    from handouts.content.load import LoadedSettings


def check_all(
    requests: Sequence[Request], shelf: Shelf, each: Callable[[Outcome], None], stop: Stop | None = None
) -> list[Outcome]:
    """Check handouts, a large number of them in several processes; nothing is saved.

    Args:
        requests: what to check.
        shelf: keeps what they share, as far as they are checked in this process.
        each: called with each outcome as soon as it is there.
        stop: ends a large run in good order; there are fewer outcomes then.

    Returns:
        The outcomes in the order of the requests.
    """
    workers = min(pool.cores(), len(requests))
    if workers == 1 or len(requests) < pool.SMALL:
        return build_all(requests, shelf, saving=False, each=each)
    outcomes: dict[int, Outcome] = {}

    def done(index: int, outcome: Outcome) -> None:
        outcomes[index] = outcome
        each(outcome)

    run(requests, Pool(pool.processes, workers), os.urandom(8).hex(), stop or Stop(), done, saving=False)
    return [outcomes[index] for index in sorted(outcomes)]


@dataclass(frozen=True, slots=True)
class Department:
    """Handouts to be laid side by side."""

    subjects: tuple[Subject, ...]
    settings: LoadedSettings
    whole: bool
    """Whether these are all handouts of the workspace."""

    def examine(self) -> Examined:
        """Return what the checks of many handouts say; see `handouts.checks.run.side_by_side`."""
        from handouts.checks.run import side_by_side  # noqa: PLC0415  brings every check along

        return side_by_side(self.subjects, self.settings, whole=self.whole)


def department(requests: Iterable[Request], shelf: Shelf) -> Department | None:
    """Return the handouts of some requests, each once, without those that cannot be read.

    Returns:
        `None` where the clinic or the settings cannot be read; every handout tells of that.
    """
    wanted = {(request.topic, request.language or ""): request for request in requests}
    if not wanted:
        return None
    first = next(iter(wanted.values()))
    workspace = shelf.workspace(first.workspace)
    try:
        shelf.clinic(workspace, first.clinic)
        settings = shelf.settings(workspace)
    except HandoutsError:
        return None
    files = {(f"{file.department}/{file.topic}", file.language) for file in shelf.topics(workspace)}
    return Department(tuple(_subjects(wanted.values(), shelf)), settings, wanted.keys() == files)


def _subjects(requests: Iterable[Request], shelf: Shelf) -> Iterator[Subject]:
    from handouts.checks.subject import subject  # noqa: PLC0415  brings the models along
    from handouts.content.load import load_handout  # noqa: PLC0415  as above

    for request in requests:
        workspace = shelf.workspace(request.workspace)
        file = shelf.file(workspace, request.topic, request.language or "")
        if file is None:
            continue
        try:
            loaded = load_handout(workspace, file)
        except HandoutsError:
            continue
        # No check looks at a picture, and those of five hundred handouts would not fit.
        clinic, settings = shelf.clinic(workspace, request.clinic), shelf.settings(workspace)
        yield subject(replace(loaded, assets={}), clinic.clinic, settings.settings, clinic.packs)
