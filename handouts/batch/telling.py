"""Findings as data that means the same wherever the user stands: files are named from the workspace."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handouts.findings import Finding, Place, Severity

if TYPE_CHECKING:
    from handouts.workspace import Workspace


def portable(finding: Finding, workspace: Workspace) -> dict[str, Any]:
    """Return a finding as JSON data."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "file": inside(finding.place.file, workspace),
        "line": finding.place.line,
        "column": finding.place.column,
        "hint": finding.hint,
    }


def told(data: dict[str, Any], workspace: Workspace) -> Finding:
    """Return the finding of JSON data, its file named as the user would type it."""
    file = str(data["file"])
    found = next((root / file for root in workspace.roots if (root / file).exists()), None)
    place = Place(workspace.shown(found) if found else file, data["line"], data["column"])
    return Finding(data["code"], data["message"], place, data["hint"], Severity(data["severity"]))


def inside(file: str, workspace: Workspace) -> str:
    """Return a file of a finding as it is named from its root; what is no file of the workspace as it is."""
    whole = Path(os.path.abspath(workspace.start / file))  # noqa: PTH100  a link in the workspace keeps its own name
    for root in workspace.roots:
        base = Path(os.path.abspath(workspace.start / root))  # noqa: PTH100  the same
        if whole.is_relative_to(base) and whole.exists():
            return whole.relative_to(base).as_posix()
    return file
