"""Compiled templates, kept in memory for the process and on disk for the next one.

Compiling the templates of a layout takes a fifth of a cold start. The file lies in the user's own
cache folder, like Python's compiled modules lie beside their sources: it holds code, so it is
read only where nobody but the user can write, and whatever is wrong with it, it is only slower
without it.
"""

from __future__ import annotations

import atexit
import contextlib
import marshal
import os
import sys
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING

import jinja2

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

_FORM = 3
"""Goes up when `handouts.layouts.environment` has templates compiled in another way."""
_MOST = 1_000
"""Templates kept on disk at most; beyond that the file begins anew."""


def folder() -> Path | None:
    """Return the user's cache folder for this program; `None` where there is no home."""
    named = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    if named and Path(named).is_absolute():
        return Path(named) / "handouts"
    with contextlib.suppress(RuntimeError):
        return Path.home() / ".cache" / "handouts"
    return None


class Compiled(jinja2.BytecodeCache):
    """Jinja's cache of compiled templates; layouts and workspaces share those of ``layouts/shared``."""

    def __init__(self, file: Path | None = None) -> None:
        """Keep templates in memory, and in `file` if one is given."""
        self._file = file
        self._kept: dict[tuple[str, str], CodeType] = {}
        self._known = self._file is None
        self._grown = False

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a bucket its code, if it was compiled before from the same source."""
        if not self._known:
            self._known = True
            self._kept = self._read() | self._kept
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a bucket's code."""
        if bucket.code is None:
            return
        self._kept[bucket.key, bucket.checksum] = bucket.code
        if not self._grown and self._file is not None:
            self._grown = True
            atexit.register(self.save)

    def _read(self) -> dict[tuple[str, str], CodeType]:
        if self._file is None:
            return {}
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            if _private(self._file):
                found = marshal.loads(self._file.read_bytes())  # noqa: S302  only the user can write it
                if isinstance(found, dict) and all(isinstance(code, CodeType) for code in found.values()):
                    return found
        return {}

    def save(self) -> None:
        """Write the file whole or not at all; a full disk or a read-only home is no reason to fail."""
        if self._file is None or len(self._kept) > _MOST:
            return
        import tempfile  # noqa: PLC0415  a process that compiles nothing does without it

        with contextlib.suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._file.parent)
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(marshal.dumps(self._kept))
                Path(name).replace(self._file)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise


def _private(file: Path) -> bool:
    """Tell whether nobody but the user can have written a file."""
    if os.name == "nt":
        return True  # the folder is inside the user's profile
    return all(
        state.st_uid == os.getuid() and not state.st_mode & 0o022 for state in (file.lstat(), file.parent.lstat())
    )


def shared() -> Compiled:
    """Return the cache of this process; its file's name parts what other code would have compiled."""
    home = folder()
    name = f"templates-{_FORM}-{jinja2.__version__}-{sys.implementation.cache_tag}"
    return Compiled(home / name if home else None)
