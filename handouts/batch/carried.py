"""Handouts built far from home: what travels there, and how it is unpacked and used.

A job carries everything that its handouts are made of and that does not ship with the program. A worker unpacks it into
a private folder and builds there, with a workspace that names files as they are named at home.
"""

from __future__ import annotations

import atexit
import functools
import hashlib
import os
import shutil
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from handouts.batch.files import Files, below
from handouts.batch.pool import built
from handouts.batch.sources import CODE, combined, program
from handouts.build.shelf import Shelf
from handouts.workspace import TopicFile, Workspace, builtin, within

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from handouts.build import Outcome, Request

SHIPPED = "the content and layouts that come with handouts"
SYSTEM = "the kind of system"
_DIGESTS = (CODE, SHIPPED)
_UNPACKED_LIMIT = 500_000_000


@dataclass(frozen=True, slots=True, repr=False)
class Parcel:
    """Some files that travel together; never printed, for a worker's log is no place for them."""

    digest: str
    files: tuple[tuple[str, bytes], ...]
    """Name, with ``/``, and content; the first part of a name is a folder of `Errand.homes`."""

    @classmethod
    def of(cls, files: Iterable[tuple[str, bytes]]) -> Parcel:
        """Pack some files."""
        whole = tuple(sorted(files))
        return cls(_digest(whole), whole)

    def is_whole(self) -> bool:
        """Tell whether it arrived as it was packed."""
        return _digest(self.files) == self.digest


def _digest(files: Sequence[tuple[str, bytes]]) -> str:
    return combined(f"{name}\0{hashlib.sha256(data).hexdigest()}" for name, data in files)


@dataclass(frozen=True, slots=True, repr=False)
class Errand:
    """What a worker is asked to do; never printed, for requests may be personal."""

    requests: tuple[Request, ...]
    """Without paths, but for a clinic's file, which is named as in its parcel."""
    run: str
    """Names the run."""
    start: str
    """The folder that the user is in."""
    roots: tuple[str, ...]
    """Of the workspace: names of folders in the parcels, or "" for what ships with the program."""
    homes: tuple[tuple[str, str], ...]
    """Each such folder, and which it is at home."""
    program: Mapping[str, str]
    """What builds at home, from `facts`."""
    saving: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """A worker would not build the same bytes."""

    differences: tuple[str, ...]
    worker: str = ""


@functools.cache
def facts() -> dict[str, str]:
    """Return all that decides the bytes of a handout beside its ingredients: names and versions, in this process."""
    files = Files()
    found = [
        f"{folder}/{name} {files.digest(path)[1]}"
        for folder in ("content", "layouts")
        for name, path, is_folder in below(builtin() / folder)
        if not is_folder
    ]
    return {**program(files), SHIPPED: combined(found), SYSTEM: os.name}


def differences(home: Mapping[str, str], here: Mapping[str, str]) -> tuple[str, ...]:
    """Return in words what a worker has otherwise than the computer that asks it."""
    return tuple(
        f"{name} differ{'' if name.startswith('the content') else 's'}"
        if name in _DIGESTS
        else f"{name} is {here.get(name) or 'not there'}, not {home[name] or 'left out'}"
        for name in home
        if here.get(name) != home[name]
    )


class CarriedWorkspace(Workspace):
    """A workspace that was unpacked, and names its files as they are named at home."""

    def __init__(self, roots: tuple[Path, ...], start: Path, homes: tuple[tuple[Path, Path], ...]) -> None:
        super().__init__(roots, start / "output", start)
        self._homes = homes

    @classmethod
    def of(cls, errand: Errand, folder: Path) -> CarriedWorkspace:
        """Return the workspace of an errand, whose parcels are unpacked into a folder."""
        here = {name: folder / name if name else builtin() for name, _ in errand.homes}
        homes = tuple((here[name], Path(home)) for name, home in errand.homes)
        return cls(tuple(here[name] for name in errand.roots), Path(errand.start), homes)

    def shown(self, path: Path) -> str:
        """Return a path as the user at home would type it."""
        for here, home in self._homes:
            if path.is_relative_to(here):
                return super().shown(home / path.relative_to(here))
        return super().shown(path)

    def shipped(self) -> Workspace:
        """Return what comes with the program alone."""
        return CarriedWorkspace((builtin(),), self.start, self._homes)


class CarriedShelf(Shelf):
    """A shelf of the one workspace that was unpacked, to which topics are added while it is in use."""

    def __init__(self, workspace: CarriedWorkspace) -> None:
        super().__init__()
        self._workspace = workspace

    def workspace(self, folder: Path | None) -> Workspace:  # noqa: ARG002  there is no other
        """Return the workspace."""
        return self._workspace

    def file(self, workspace: Workspace, topic: str, language: str) -> TopicFile | None:
        """Return the file of a topic in a language, if it was unpacked or ships with the program."""
        department, _, name = topic.partition("/")
        for root in workspace.roots:
            path = root / "content" / department / name / f"{language}.yaml"
            if path.is_file():
                return TopicFile(department, name, language, path)
        return None


class Unpacked:
    """The private folder of one run in this process."""

    def __init__(self, errand: Errand, scratch: str | None) -> None:
        self.of = (errand.run, errand.homes)
        self._folder = Path(tempfile.mkdtemp(prefix="handouts-", dir=scratch)).resolve()
        for name, _ in errand.homes:
            if name:
                within(self._folder, name, name).mkdir()
        self._of: dict[str, str] = {}
        self.size = 0
        self._workspace = CarriedWorkspace.of(errand, self._folder)
        self.shelf = CarriedShelf(self._workspace)

    def take(self, parcel: Parcel) -> None:
        """Unpack a parcel, if it is not there yet.

        Raises:
            WorkspaceError: a name in it leaves the folder (H506); nothing of it is unpacked.
            ValueError: it did not arrive whole.
        """
        if all(self._of.get(name) == parcel.digest for name, _ in parcel.files):
            return
        if not parcel.is_whole():
            message = "a parcel did not arrive as it was packed"
            raise ValueError(message)
        for path, name, data in [(within(self._folder, name, name), name, data) for name, data in parcel.files]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            path.write_bytes(data)
            self._of[name] = parcel.digest
            self.size += len(data)
        if any("/layouts/" in name for name, _ in parcel.files):
            # The shelf has listed the layouts already.
            self.shelf = CarriedShelf(self._workspace)

    def request(self, request: Request) -> Request:
        """Return a request with the paths that it has here."""
        return replace(request, clinic=self._folder / request.clinic if request.clinic else None)

    def close(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self._folder, ignore_errors=True)


_turn = threading.Lock()
_unpacked: list[Unpacked] = []


def work_away(errand: Errand, parcels: Sequence[Parcel], scratch: str | None = None) -> list[Outcome] | Refusal:
    """Do an errand in this process; one at a time, for the stages are not made for several threads.

    Args:
        errand: what to do.
        parcels: what its handouts are made of.
        scratch: a folder for the private one.

    Returns:
        The outcomes, each with its file, in the order of the requests.
    """
    different = differences(errand.program, facts())
    if different:
        return Refusal(different)
    with _turn:
        unpacked = _opened(errand, scratch)
        for parcel in parcels:
            unpacked.take(parcel)
        requests = [unpacked.request(request) for request in errand.requests]
        return built(requests, unpacked.shelf, saving=errand.saving, carrying=True)


def _opened(errand: Errand, scratch: str | None) -> Unpacked:
    if _unpacked and (_unpacked[0].of != (errand.run, errand.homes) or _unpacked[0].size > _UNPACKED_LIMIT):
        close()
    if not _unpacked:
        _unpacked.append(Unpacked(errand, scratch))
    return _unpacked[0]


@atexit.register
def close() -> None:
    """Remove what was unpacked in this process."""
    while _unpacked:
        _unpacked.pop().close()
