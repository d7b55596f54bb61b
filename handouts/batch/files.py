"""Digests of files, each read only if it may have changed since it was last seen.

A wrong "unchanged" would leave an old instruction in a patient's hands, so the shortcut is narrow. Texts are always
read. The digest of a larger file is taken from memory only if time of change, time of its entry in the folder, size and
number are those of then, and if all of them were settled when it was read: a file that was changed within the last two
seconds could change once more without a trace in its times.
"""

from __future__ import annotations

import hashlib
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Stamp = tuple[int, int, int, int]
"""Time of change and of the entry (nanoseconds), size, number: no file can be written without changing one of them."""

ALWAYS_READ_BYTES = 65_536
"""Content and templates are smaller; reading five hundred of them takes some 20 ms."""
SETTLED_NS = 2_000_000_000
"""The coarsest clock of a file system in use: FAT counts in steps of 2 s."""
_MANY = 100_000
NOWHERE: Stamp = (0, 0, 0, 0)
"""The stamp of a file that is not there."""


def stamp(path: str | Path) -> Stamp:
    """Return the stamp of a file or folder, links followed."""
    try:
        found = os.stat(path)  # noqa: PTH116  a thousand times in a run, and a path object costs more than the call
    except OSError:
        return NOWHERE
    return _stamp_of(found)


def _stamp_of(found: os.stat_result) -> Stamp:
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


class Files:
    """Reads files and remembers their digests, within a run and from one run to the next."""

    def __init__(self, known: dict[str, tuple[Stamp, str]] | None = None, clock_ns: int = 0) -> None:
        self._known = known or {}
        self._read: dict[str, tuple[Stamp, str]] = {}
        self._passing: set[str] = set()
        self._clock_ns = clock_ns

    def begin(self, clock_ns: int) -> None:
        """Forget what was read before the run began.

        Args:
            clock_ns: what the file system calls now; digests of files newer than that are not for later runs.
        """
        self._clock_ns = clock_ns
        self._read.clear()

    def digest(self, path: str, *, always: bool = True) -> tuple[Stamp, str]:
        """Return the stamp and the SHA-256 of a file; "" if it is not there or cannot be read.

        Args:
            path: the file.
            always: read small files even if they look the same as before.
        """
        if path in self._read:
            return self._read[path]
        now = stamp(path)
        if always and now[2] <= ALWAYS_READ_BYTES:
            self._passing.add(path)
        known = self._known.get(path)
        if known and known[0] == now and path not in self._passing:
            found = known
        else:
            found = (now, _sum(path, now[2])) if now != NOWHERE else (now, "")
            if stamp(path) != now:
                # Somebody writes it at this moment, so no digest can be told.
                found = (NOWHERE, "")
        self._read[path] = found
        return found

    def settled(self) -> dict[str, tuple[Stamp, str]]:
        """Return what may be remembered for the next run."""
        return {
            path: (seen, digest)
            for path, (seen, digest) in self._read.items()
            if digest and path not in self._passing and max(seen[0], seen[1]) + SETTLED_NS <= self._clock_ns
        }

    def remembered(self) -> dict[str, tuple[Stamp, str]] | None:
        """Return what the next run should know, or `None` if that is what this one knew."""
        new = self.settled()
        if all(self._known.get(path) == found for path, found in new.items()):
            return None
        kept = {path: found for path, found in self._known.items() if path not in self._read}
        # Files that are gone would stay for ever.
        return {**kept, **new} if len(kept) < _MANY else new


def _sum(path: str, size: int) -> str:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  as above
            if size <= ALWAYS_READ_BYTES:
                # `file_digest` clears a quarter of a megabyte first, which takes longer than to read a text.
                return hashlib.sha256(file.read()).hexdigest()
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def below(folder: Path, left_out: Iterable[str] = ()) -> Iterator[tuple[str, str, bool]]:
    """Yield every file and folder below a folder: its name with ``/``, its path, and whether it is a folder.

    Args:
        folder: where to look; yields nothing if it is not there.
        left_out: names of folders that are passed over.
    """
    yield from _below(str(folder), "", {"__pycache__", *left_out}, ())


def _below(folder: str, name: str, left_out: set[str], above: tuple[str, ...]) -> Iterator[tuple[str, str, bool]]:
    try:
        with os.scandir(folder) as entries:
            found = sorted((entry.name, entry.path, entry.is_symlink(), _is_folder(entry)) for entry in entries)
    except OSError:
        return
    for own, path, link, is_folder in found:
        relative = f"{name}{own}"
        if is_folder and own in left_out:
            continue
        yield relative, path, is_folder
        real = os.path.realpath(path) if link else path
        if is_folder and real not in above and len(above) < 40:
            yield from _below(path, f"{relative}/", left_out, (*above, real))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def is_plain(path: Path) -> bool:
    """Tell whether a path is a file itself, not a link to one."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False
