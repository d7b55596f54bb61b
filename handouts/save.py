"""Save: the finished bytes into the output folder (stage 5 of 5), whole or not at all.

Only this module writes into ``output/``. A file appears under its name in one step, so a reader,
a printer queue or a full disk never sees half a handout.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
from typing import TYPE_CHECKING

from handouts.errors import OutputError
from handouts.findings import Finding, Place
from handouts.workspace import is_within

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FOLDER_REFUSED = "H521"
FILE_REFUSED = "H522"
DISK_FULL = "H523"
LEAVES_OUTPUT = "H524"
NAME_REFUSED = "H525"

_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,99}")
# Windows takes these for devices whatever suffix follows ("Naming Files, Paths, and Namespaces").
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(10)))
)
_HINTS = {
    errno.ENOSPC: (DISK_FULL, "the disk is full", "Free some space, or choose another folder with --output"),
    errno.EDQUOT: (DISK_FULL, "your disk quota is used up", "Free some space, or choose another folder with --output"),
    errno.EROFS: (FILE_REFUSED, "the disk is read-only", "Choose a folder that you can write to with --output"),
    errno.EACCES: (
        FILE_REFUSED,
        "there is no permission to write it",
        "Close the file if it is open in another program, or choose another folder with --output",
    ),
    errno.EISDIR: (FILE_REFUSED, "a folder has this name", "Move the folder away, or choose another with --output"),
    errno.ENAMETOOLONG: (FILE_REFUSED, "the path is too long", "Choose a folder with a shorter path with --output"),
}
_HINTS[errno.EPERM] = _HINTS[errno.EACCES]


def name(department: str, topic: str, variant: tuple[str, ...], suffix: str) -> str:
    """Return where a handout stands below the output folder: ``department/topic.language.layout.pdf``.

    Nothing but these words enters the name; two departments' topics of one name never meet, and a
    word that Windows keeps for a device gets ``_`` before it.

    Args:
        department: folder of the department.
        topic: folder of the topic.
        variant: what tells two files of one topic apart: language, layout, and page size if it is not the clinic's.
        suffix: the end of the name, without the dot.

    Raises:
        OutputError: a word has characters that are not safe in a file name on every system (H525).
    """
    for part in (department, topic, *variant):
        if not _PART.fullmatch(part):
            raise OutputError(
                Finding(
                    NAME_REFUSED,
                    f"“{part}” cannot be part of a file name",
                    Place(f"{department}/{topic}"),
                    "Name folders with lower-case letters, digits and single hyphens",
                )
            )
    return f"{_no_device(department)}/{_no_device(topic)}.{'.'.join((*variant, suffix))}"


def _no_device(part: str) -> str:
    return f"_{part}" if part.lower() in _DEVICES else part


def save(
    data: bytes, output: Path, relative: str, shown: str | Callable[[], str] = "", *, private: bool = False
) -> Path:
    """Write bytes to ``output/relative`` in one step and return the path.

    The folder is made if it is not there. A symlink in the place of the file is replaced, never
    followed; a folder on the way that leads out of the output folder is refused.

    Args:
        data: the whole file.
        output: the output folder.
        relative: the name below it, as `name` makes it.
        shown: the path as findings show it, or what tells it if there are any; the path itself unless given.
        private: for the file of one person: a new folder is for its owner alone, and the file for those whom the folder
            lets in.

    Raises:
        OutputError: the file cannot be written (H521 to H524); nothing half-written is left.
    """
    target = output / relative
    folder = target.parent
    shown = shown or str(target)
    make_folder(folder, output, shown, private=private)
    # Not tempfile.mkstemp: its files are private to the owner, and a finished handout has the
    # permissions that the umask gives to any new file.
    temporary = folder / f".{target.name[:80]}.{os.urandom(6).hex()}.tmp"
    try:
        _write_whole(temporary, data, folder.stat().st_mode & 0o666 if private else 0o666)
        temporary.replace(target)
    except BaseException as error:
        # Nor must it stay after an interrupt.
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise OutputError(_file_finding(error, _told(shown))) from error
        raise
    _flush_folder(folder)
    return target


def make_folder(folder: Path, output: Path, shown: str | Callable[[], str], *, private: bool = False) -> None:
    """Make a folder below the output folder if it is not there.

    Args:
        folder: the folder.
        output: the output folder.
        shown: the path as findings show it, or what tells it.
        private: whether a new folder is for its owner alone.

    Raises:
        OutputError: it cannot be made, or is a link that leads out (H521 to H524).
    """
    if not is_within(folder, output):
        raise OutputError(
            Finding(
                LEAVES_OUTPUT,
                "the folder of this file is a link that leads out of the output folder",
                Place(_told(shown)),
                "Remove the link, or choose another folder with --output",
            )
        )
    try:
        if not folder.is_dir():  # as it is for all files but the first
            folder.mkdir(0o700 if private else 0o777, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(_folder_finding(error, _told(shown))) from error


def _told(shown: str | Callable[[], str]) -> str:
    return shown if isinstance(shown, str) else shown()


def refused(error: OSError, shown: str) -> OutputError:
    """Return the system's refusal to write a file as an error that says why (H522, H523)."""
    return OutputError(_file_finding(error, shown))


def _flush_folder(folder: Path) -> None:
    """Bring the file's new name to the disk, so that it is there after a power cut too."""
    # Windows has no such call, and some network drives refuse it; the bytes are safe all the same.
    if hasattr(os, "O_DIRECTORY"):
        with contextlib.suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _write_whole(path: Path, data: bytes, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags, mode)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        # A full disk or a lost network drive may tell only now, and must tell before the name is taken.
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _file_finding(error: OSError, shown: str) -> Finding:
    code, why, hint = _HINTS.get(
        error.errno or 0,
        (FILE_REFUSED, (error.strerror or "the system refused").lower(), "Choose another folder with --output"),
    )
    return Finding(code, f"the file cannot be saved: {why}", Place(shown), hint)


def _folder_finding(error: OSError, shown: str) -> Finding:
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return Finding(
            FOLDER_REFUSED,
            "the output folder cannot be made: a file stands where a folder must be",
            Place(shown),
            "Move that file away, or choose another folder with --output",
        )
    code, why, hint = _HINTS.get(
        error.errno or 0, ("", (error.strerror or "the system refused").lower(), "Choose another folder with --output")
    )
    code = DISK_FULL if code == DISK_FULL else FOLDER_REFUSED
    hint = hint.removeprefix("Close the file if it is open in another program, or ")
    return Finding(code, f"the output folder cannot be made: {why}", Place(shown), hint[:1].upper() + hint[1:])
