"""Reading layouts from the workspace."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from msgspec.structs import replace

from handouts import yamlfile
from handouts.errors import ContentError, LayoutError
from handouts.findings import Finding, Place
from handouts.layouts.files import Stamp, stamp
from handouts.layouts.layout import Layout, LayoutFile, check_contrast, find
from handouts.theme import Color

if TYPE_CHECKING:
    from handouts.workspace import Workspace

_kept: dict[tuple[str, Stamp, tuple[str, ...]], Layout] = {}


def names(workspace: Workspace) -> list[str]:
    """Return the names of all layouts of the workspace, sorted."""
    return [name for name in workspace.names("layouts") if find(workspace, f"layouts/{name}/layout.yaml")]


def load_layout(workspace: Workspace, name: str) -> Layout:
    """Return a layout of the workspace, whose templates are as they are now, however long it is used.

    Raises:
        LayoutError: H201 there is no such layout, H202 two of its colors are too close, or what
            `handouts.yamlfile` finds wrong in its ``layout.yaml``.
    """
    known = names(workspace)
    if name not in known:
        close = difflib.get_close_matches(name, known, 1)
        hint = f"Did you mean “{close[0]}”?" if close else f"There is {', '.join(known)}"
        raise LayoutError(Finding("H201", f"there is no layout “{name[:60]}”", Place("layouts"), hint))
    path = workspace.find(f"layouts/{name}/layout.yaml")
    shown = workspace.shown(path)
    key = (shown, stamp(path), tuple(map(str, workspace.roots)))
    if key not in _kept:
        try:
            source = yamlfile.read(path, shown)
            file = yamlfile.validate(LayoutFile, source)
        except ContentError as error:
            raise LayoutError(error.findings) from None
        layout = Layout(name, file, source, workspace)
        check_contrast(layout, {color: Color.parse(text) for color, text in file.palette.items()})
        _kept[key] = layout
    # Another object each time: by it `handouts.layouts.environment` knows when to look for changed templates.
    return replace(_kept[key])
