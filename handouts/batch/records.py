"""The records of a run, in ``output/.handouts``: lock, journal, and what is remembered of files.

The manifest is written once, at the end. Until then each finished file has a line in the journal, so that a run that
was killed at any moment has lost at most what the next run builds again.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from handouts.batch.files import stamp
from handouts.batch.manifest import Entry
from handouts.batch.sources import combined
from handouts.errors import OutputError
from handouts.findings import Finding, Place
from handouts.save import make_folder, refused, save

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from handouts.batch.files import Stamp

FOLDER = ".handouts"
HELD = "H553"

_TEMPORARY = re.compile(r"\.(.+)\.[0-9a-f]{12}\.tmp")
_MEMORY = f"{FOLDER}/files.json"
_HOLDER = f"{FOLDER}/holder.json"
_JOURNAL = f"{FOLDER}/journal.jsonl"
_PROVEN = {"proven": True}


@contextlib.contextmanager
def held(output: Path, shown: str, wait_seconds: float, waiting: Callable[[str], None]) -> Iterator[int]:
    """Hold an output folder: no other run writes into it meanwhile. Yields what its file system calls now, in ns.

    Args:
        output: the folder; made if it is not there.
        shown: its path for findings.
        wait_seconds: how long to wait for another run.
        waiting: called with the other run's name before waiting.

    Raises:
        OutputError: another run holds it (H553), or it cannot be written into (H521 to H524).
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  33 ms, and only a build needs it

    make_folder(output / FOLDER, output, shown)
    lock = FileLock(output / FOLDER / "lock")
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waiting(_holder(output))
            lock.acquire(timeout=wait_seconds)
    except Timeout:
        message = f"{_holder(output)} is writing into this folder"
        hint = "Wait until it has ended, let this one wait with --wait, or choose another folder with --output"
        raise OutputError(Finding(HELD, message, Place(shown), hint)) from None
    except OSError as error:
        raise refused(error, shown) from error
    try:
        save(json.dumps({"process": os.getpid(), "computer": socket.gethostname()}).encode(), output, _HOLDER)
        yield stamp(output / _HOLDER)[0]
    finally:
        with contextlib.suppress(OSError):
            (output / _HOLDER).unlink(missing_ok=True)
        lock.release()


def _holder(output: Path) -> str:
    try:
        data = json.loads((output / _HOLDER).read_bytes())
        return f"another run (process {int(data['process'])} on {str(data['computer'])[:100]})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another run"


class Journal:
    """What this run has finished so far; one line each, so that a torn one costs only itself."""

    def __init__(self, output: Path, names: Iterable[str]) -> None:
        """Begin a journal.

        Args:
            output: the output folder, held.
            names: the files that the run will write.

        Raises:
            OutputError: it cannot be begun (H521 to H524).
        """
        save((json.dumps({"plan": sorted(names)}) + "\n").encode(), output, _JOURNAL)
        self._path = output / _JOURNAL

    def add(self, entry: Entry) -> None:
        """Note a finished file; a full disk is told of by the manifest, which stands for the same."""
        self._write(entry.data())

    def prove(self) -> None:
        """Note that the fingerprints of all files so far are those of what they were made of."""
        self._write(_PROVEN)

    def _write(self, data: object) -> None:
        line = (json.dumps(data) + "\n").encode()
        flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        with contextlib.suppress(OSError):
            descriptor = os.open(self._path, flags)
            try:
                os.write(descriptor, line)
            finally:
                os.close(descriptor)


def end(output: Path) -> None:
    """Remove the journal; the manifest says it all."""
    with contextlib.suppress(OSError):
        (output / _JOURNAL).unlink(missing_ok=True)


class CutShort(Struct, frozen=True):
    """What a run left that was killed."""

    entries: dict[str, Entry] = field(default_factory=dict)
    """Files that it finished, without a fingerprint where that was not proven."""
    planned: tuple[str, ...] = ()
    """Files that it would have written."""


def cut_short(output: Path) -> CutShort | None:
    """Return what is in the journal of a run that was killed, or `None` if the last one came to its end."""
    path = output / _JOURNAL
    try:
        if path.is_symlink():
            return CutShort()
        lines = path.read_bytes().split(b"\n")
    except OSError:
        return None
    entries: dict[str, Entry] = {}
    unproven: dict[str, Entry] = {}
    planned: tuple[str, ...] = ()
    for line in lines:
        with contextlib.suppress(ValueError, RecursionError):
            data = json.loads(line)
            if isinstance(data, dict) and isinstance(data.get("plan"), list):
                planned = tuple(str(each) for each in data["plan"])
            elif data == _PROVEN:
                entries |= unproven
                unproven = {}
            elif entry := Entry.read(data):
                unproven[entry.file] = entry
    # Nobody looked whether a template was touched while these were made: they are built once more.
    doubtful = {file: replace(entry, fingerprint="") for file, entry in unproven.items()}
    return CutShort({**entries, **doubtful}, planned)


def sweep(output: Path, names: Iterable[str]) -> int:
    """Remove the half-written files of a run that was killed, and return how many there were.

    Args:
        output: the output folder, held.
        names: what runs have written or would have: a temporary file of any other name is somebody else's.
    """
    removed = 0
    folders: dict[str, set[str]] = {"": {"manifest.json"}, FOLDER: {"files.json", "holder.json", "journal.jsonl"}}
    for each in names:
        folder, _, file = each.rpartition("/")
        folders.setdefault(folder, set()).add(file[:80])
    for folder, known in folders.items():
        for path in _listed(output / folder):
            found = _TEMPORARY.fullmatch(path.name)
            if found and found[1] in known and not path.is_symlink():
                with contextlib.suppress(OSError):
                    path.unlink()
                    removed += 1
    return removed


def _listed(folder: Path) -> list[Path]:
    try:
        return [] if folder.is_symlink() else sorted(folder.iterdir())
    except OSError:
        return []


class Memory(Struct, frozen=True):
    """What earlier runs learnt; losing it costs time and nothing else."""

    files: dict[str, tuple[Stamp, str]] = field(default_factory=dict)
    """Stamp and digest by path."""
    clinics: dict[str, dict[str, str]] = field(default_factory=dict)
    """Language, page size and logo by the digest of a clinic's file."""


def remember(output: Path) -> Memory:
    """Return what earlier runs learnt; nothing if it is damaged."""
    try:
        with (output / _MEMORY).open("rb") as file:
            seal, _, text = file.read().partition(b"\n")
        if seal.decode("ascii") != combined([text.decode("ascii")]):
            return Memory()
        data: dict[str, Any] = json.loads(text)
        files = {path: ((one[0], one[1], one[2], one[3]), one[4]) for path, one in data["files"].items()}
        return Memory(files, data["clinics"])
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return Memory()


def keep(output: Path, memory: Memory) -> None:
    """Keep what was learnt; a disk that refuses is no loss."""
    files = {path: [*seen, digest] for path, (seen, digest) in memory.files.items()}
    text = json.dumps({"files": files, "clinics": memory.clinics}, ensure_ascii=True)
    with contextlib.suppress(OutputError):
        save(f"{combined([text])}\n{text}".encode("ascii"), output, _MEMORY)
