"""Copies of shipped topics and layouts: what they were copied from, and whether that has changed since.

A clinic's copy hides the original. When the original is corrected later, the copy goes on saying
the old words, so every command that reads a copy tells of it.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handouts.findings import Finding, Place, Severity, in_order
from handouts.workspace import builtin, is_within

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.workspace import Workspace

COPIED_FROM = ".copied-from.json"
"""Name of the record beside a copy."""
ORIGINAL_CHANGED = "H541"
RECORD_UNREADABLE = "H542"

_RECORD_LIMIT = 1_000_000


def record(folder: Path, names: Iterable[str], origin: str, version: str) -> str:
    """Return the text of a record: the SHA-256 of each original file.

    Args:
        folder: the original folder.
        names: files below it, with ``/``.
        origin: the folder's name below the root, such as ``layouts/standard``.
        version: the version of the package that ships it.
    """
    sums = {name: _sum(folder / name) for name in sorted(names)}
    return json.dumps({"copied_from": origin, "version": version, "sha256": sums}, indent=2) + "\n"


def changed_originals(workspace: Workspace, folders: Iterable[str]) -> list[Finding]:
    """Return a warning for each file whose shipped original has changed since it was copied.

    Args:
        workspace: where the copies are.
        folders: folders to look at, such as ``content/cardiology/stent`` or ``layouts/standard``; other folders and
            those without a record are passed over.
    """
    findings: list[Finding] = []
    shipped = builtin()
    for root in workspace.roots:
        if root == shipped:
            continue
        for folder in dict.fromkeys(folders):
            path = f"{root}/{folder}/{COPIED_FROM}"
            if os.path.isfile(path):  # noqa: PTH113  for each handout; a path object costs more than the call
                findings += _changed(workspace, Path(path), shipped)
    return in_order(findings)


def _changed(workspace: Workspace, path: Path, shipped: Path) -> list[Finding]:
    sums = _read(path)
    if sums is None:
        return [
            Finding(
                RECORD_UNREADABLE,
                "this record of a copy cannot be read",
                Place(workspace.shown(path)),
                "Copy the original again with “handouts copy” into an empty folder",
                Severity.WARNING,
            )
        ]
    origin = shipped / path.parent.relative_to(_root_of(workspace, path))
    findings = []
    for name, before in sums.items():
        # The record is a file of the workspace and is not trusted to stay inside the folder.
        inside = is_within(origin / name, origin)
        now = _sum(origin / name) if inside and (origin / name).is_file() else None
        if now != before:
            what = "has changed since it was copied" if now else "is no longer there"
            findings.append(
                Finding(
                    ORIGINAL_CHANGED,
                    f"the shipped original of this file {what}",
                    Place(workspace.shown(path.parent / name)),
                    "Compare it with the original, take over what is new, then run “handouts copy --compared”",
                    Severity.WARNING,
                )
            )
    return findings


def _root_of(workspace: Workspace, path: Path) -> Path:
    return next(root for root in workspace.roots if path.is_relative_to(root))


def _read(path: Path) -> dict[str, str] | None:
    """Return the sums of a record, or `None` if it is not one."""
    try:
        with path.open("rb") as file:
            data: Any = json.loads(file.read(_RECORD_LIMIT))
        sums = data["sha256"]
        return {name: value for name, value in sums.items() if isinstance(name, str) and isinstance(value, str)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _sum(path: Path) -> str:
    # Line ends differ between systems and installs; what a file says does not.
    data = path.read_bytes()
    if b"\0" not in data:
        data = data.replace(b"\r\n", b"\n")
    return hashlib.sha256(data).hexdigest()
