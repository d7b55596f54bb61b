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

_FORM = 8
"""Goes up when `handouts.layouts.environment` has templates compiled in another way."""
_MOST = 1_000
"""Templates kept on disk at most; beyond that the file begins anew, with those that are in use."""


def folder() -> Path | None:
    """Return the user's cache folder for this program; `None` where there is no home."""
    named = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    if named and Path(named).is_absolute():
        return Path(named) / "handouts"
    with contextlib.suppress(RuntimeError):
        return Path.home() / ".cache" / "handouts"
    return None


class Compiled(jinja2.BytecodeCache):
    """Jinja's cache of compiled templates; layouts and workspaces share those of ``layouts/shared``.

    What a template is compiled to depends on its name and its source alone. The name of its file, which changes with
    the folder that the user is in, is put in when it is taken out.
    """

    def __init__(self, file: Path | None = None) -> None:
        """Keep templates in memory, and in `file` if one is given."""
        self._file = file
        self._kept: dict[tuple[str, str], CodeType] = {}
        """Those that this process has used."""
        self._on_disk: dict[tuple[str, str], bytes] | None = None if file else {}
        self._grown = False

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002  the engine's signature
        """Return the same key for a template wherever it lies."""
        return super().get_cache_key(name)

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return the bucket of a template, its code bearing the name of this file."""
        bucket = super().get_bucket(environment, name, filename, source)
        if bucket.code is not None and filename is not None and bucket.code.co_filename != filename:
            bucket.code = _bearing(bucket.code, filename)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a bucket its code, if it was compiled before from the same source."""
        key = bucket.key, bucket.checksum
        if key not in self._kept:
            if self._on_disk is None:
                self._on_disk = self._read()
            code = _code(self._on_disk.get(key, b""))
            if code is None:
                return
            self._kept[key] = code
        bucket.code = self._kept[key]

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a bucket's code."""
        if bucket.code is None:
            return
        self._kept[bucket.key, bucket.checksum] = bucket.code
        if not self._grown and self._file is not None:
            self._grown = True
            atexit.register(self.save)

    def _read(self) -> dict[tuple[str, str], bytes]:
        if self._file is None:
            return {}
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            if _private(self._file):
                found = marshal.loads(self._file.read_bytes())  # noqa: S302  only the user can write it
                if isinstance(found, dict) and all(isinstance(code, bytes) for code in found.values()):
                    return found
        return {}

    def save(self) -> None:
        """Write the file whole or not at all; a full disk or a read-only home is no reason to fail."""
        if self._file is None:
            return
        kept = (self._on_disk or {}) | {key: marshal.dumps(code) for key, code in self._kept.items()}
        if len(kept) > _MOST:
            kept = {key: kept[key] for key in self._kept}
        import tempfile  # noqa: PLC0415  a process that compiles nothing does without it

        with contextlib.suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._file.parent)
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(marshal.dumps(kept))
                Path(name).replace(self._file)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise


def _code(data: bytes) -> CodeType | None:
    with contextlib.suppress(ValueError, EOFError, TypeError):
        found = marshal.loads(data)  # noqa: S302  from the file that only the user can write
        return found if isinstance(found, CodeType) else None
    return None


def _bearing(code: CodeType, filename: str) -> CodeType:
    """Return code that tells of its errors in another file."""
    inner = tuple(_bearing(one, filename) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_filename=filename, co_consts=inner)


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
