"""Where finished handouts stand, with the records of them: a folder, or a bucket of an object store."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from handouts.batch.files import Files
    from handouts.batch.manifest import Entry, Manifest
    from handouts.batch.merge.copies import Copies
    from handouts.batch.records import Memory
    from handouts.findings import Finding


class Known(Struct, frozen=True):
    """What is known of an output before a run."""

    manifest: Manifest
    mend: bool = False
    """Whether the records must be written anew even if nothing is built."""
    cut_short: bool = False
    """Whether a run was killed before its end."""


class State(enum.Enum):
    """What became of a file since it was written."""

    THERE = enum.auto()
    CHANGED = enum.auto()
    MISSING = enum.auto()


class Saved(Struct, frozen=True):
    """Where a file was put."""

    path: Path | None = None
    address: str = ""
    etag: str = ""
    """By what a store tells this version of it."""


class Ending(Struct, frozen=True):
    """What a run leaves to be recorded."""

    entries: Mapping[str, Entry]
    """What there is to be, by file."""
    written: tuple[Entry, ...]
    """What of it this run has saved, in the order of saving."""
    names: tuple[str, ...]
    """Every file that the run was asked for."""
    whole: bool
    """Whether it came to its end, or was cut off."""
    changed: bool
    """Whether there is anything to be recorded."""
    merged: tuple[Copies, ...] = ()
    """Personal copies that are there."""


class Output(Protocol):
    """A place for finished handouts."""

    def shown(self, file: str = "") -> str:
        """Return the name of the place, or of a file there, as the user would type it."""

    def held(self, wait_seconds: float, waiting: Callable[[str], None]) -> AbstractContextManager[int]:
        """Hold the place for one run, as far as it must be. Yields what its file system calls now, in ns.

        Args:
            wait_seconds: how long to wait for another run.
            waiting: called with the other run's name before waiting.

        Raises:
            OutputError: it cannot be had or used; and so for all that write.
        """

    def memory(self) -> Memory:
        """Return what earlier runs learnt."""

    def remember(self, memory: Memory) -> None:
        """Keep what was learnt for the next run."""

    def known(self, *, mend: bool) -> Known:
        """Return what the records say.

        Args:
            mend: take away what a run left that was killed; only while the place is held.
        """

    def has(self, entry: Entry, files: Files) -> bool:
        """Tell whether the file of an entry is there as it was written."""

    def state(self, entry: Entry, files: Files) -> State:
        """Look at the file of an entry, bytes and all where they can be had."""

    def files(self) -> list[str]:
        """Return the names of all PDF files there, sorted."""

    def remove(self, entry: Entry) -> bool:
        """Remove the file of an entry that was found there; `False` if it is no longer the one that was written."""

    def rewrite(self, entries: Mapping[str, Entry], merged: Iterable[Copies]) -> None:
        """Make the records say just this."""

    def location(self, file: str) -> Saved:
        """Return where a file stands."""

    def begin(self, names: Iterable[str]) -> list[Finding]:
        """Note what the run will write, and return what hinders that."""

    def add(self, entry: Entry) -> None:
        """Note a file that was saved; until `prove`, what it was made of may have changed meanwhile."""

    def prove(self) -> None:
        """Note that what the noted files were made of is as it was."""

    def save(self, data: bytes, file: str) -> Saved:
        """Save a file in one step; may be called from several threads."""

    def end(self, ending: Ending) -> list[Finding]:
        """Write the records, and return what hinders that."""
