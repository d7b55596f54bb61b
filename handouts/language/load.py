"""Reading languages from the workspace."""

from __future__ import annotations

import difflib
import functools
from typing import TYPE_CHECKING

from handouts import yamlfile
from handouts.errors import ContentError
from handouts.findings import Finding, Place
from handouts.language.wording import Language

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.workspace import Workspace


def load_language(workspace: Workspace, code: str) -> Language:
    """Return a language of the workspace.

    Raises:
        ContentError: H250 there is no file for it, H251 the file is of another language, or what
            `handouts.yamlfile` finds wrong in it.
    """
    known = languages(workspace)
    if code not in known:
        close = difflib.get_close_matches(code, known, 1)
        hint = f"Did you mean “{close[0]}”?" if close else f"There is {', '.join(known)}"
        message = f"no language “{code[:40]}” is set up"
        raise ContentError(Finding("H250", message, Place("layouts/languages"), hint))
    path = workspace.find(f"layouts/languages/{code}.yaml")
    found = path.stat()
    language = _read(path, workspace.shown(path), found.st_mtime_ns, found.st_size)
    if language.code != code:
        message = f"the file “{code}.yaml” says that its language is “{language.code}”"
        place = Place(workspace.shown(path))
        raise ContentError(Finding("H251", message, place, "Name the file as the “code” in it"))
    return language


def languages(workspace: Workspace) -> list[str]:
    """Return the codes of all languages of the workspace, sorted."""
    return sorted({path.stem for root in workspace.roots for path in (root / "layouts" / "languages").glob("*.yaml")})


@functools.lru_cache(maxsize=32)
def _read(path: Path, shown: str, modified: int, size: int) -> Language:  # noqa: ARG001  the stamp is part of the key
    return yamlfile.validate(Language, yamlfile.read(path, shown))
