"""Watch: tell when something in the workspace changes that handouts are made of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

    from handouts.workspace import Workspace

SETTLE_MS = 150
"""An editor writes a file in several steps; that much quiet ends them."""
_LOOK_MS = 200
_SWAP = (".swp", ".swx", ".swo", ".tmp", "~", ".part")


def changes(workspace: Workspace, clinic: Path | None, stop: threading.Event | None = None) -> Iterator[list[Path]]:
    """Yield the files that were saved, added or removed, some at a time; an empty list as soon as it looks.

    Args:
        workspace: what to watch: content and layouts of all its roots.
        clinic: a clinic file elsewhere.
        stop: ends the watch when it is set.
    """
    from watchfiles import watch  # noqa: PLC0415  only this command needs it

    folders = [root / name for root in workspace.roots for name in ("content", "layouts")]
    found = [folder for folder in folders if folder.is_dir()] + ([clinic.parent] if clinic else [])
    ready = False
    for some in watch(
        *found, stop_event=stop, debounce=400, step=SETTLE_MS, rust_timeout=_LOOK_MS, yield_on_timeout=True,
        raise_interrupt=True,
    ):  # fmt: skip
        paths = sorted({Path(path) for _, path in some if not _is_passing(path)})
        if paths or not ready:
            ready = True
            yield paths


def _is_passing(path: str) -> bool:
    """Tell whether a file is an editor's own, or one that Python keeps."""
    name = Path(path).name
    return name.endswith(_SWAP) or name.startswith((".#", "#", "~", "4913")) or "__pycache__" in path
