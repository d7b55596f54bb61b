"""Files of layouts, read once per process as long as they do not change, so that a batch reads each once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from handouts import yamlfile

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.workspace import Workspace

Stamp = tuple[str, int, int]
"""Path, time of the last change in nanoseconds, and size: the same stamp, the same bytes."""

_kept: dict[Path, tuple[Stamp, bytes]] = {}


def stamp(path: Path) -> Stamp:
    """Return what changes when a file does; a file that is gone has the stamp of an empty one."""
    name = str(path)
    try:
        found = os.stat(name)  # noqa: PTH116  asked for each template of each handout
    except OSError:
        return name, 0, 0
    return name, found.st_mtime_ns, found.st_size


def read_bytes(workspace: Workspace, path: Path, limit_bytes: int) -> bytes:
    """Return the bytes of a file that the workspace found.

    Raises:
        WorkspaceError: it cannot be read, or is longer than ``limit_bytes``.
    """
    now = stamp(path)
    kept = _kept.get(path)
    if kept is None or kept[0] != now:
        kept = _kept[path] = (now, yamlfile.read_bytes(path, workspace.shown(path), limit_bytes))
    return kept[1]
