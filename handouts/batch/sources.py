"""Everything that goes into a handout, as one digest: the same digest, the same bytes.

Rather too much is counted than too little: all templates, fonts and icons that a layout can reach, every file of the
topic's folder but its other languages, the program's own code and the versions of what it draws with.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from handouts import __version__
from handouts.batch.files import Files, Stamp, below, stamp
from handouts.workspace import builtin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from handouts.build import Request
    from handouts.workspace import Workspace

_DRAWN_WITH = (
    "deflate",
    "jinja2",
    "markupsafe",
    "pillow",
    "pydantic",
    "pydantic_core",
    "pyyaml",
    "reportlab",
    "uharfbuzz",
)
CODE = "the code of handouts"
"""How a digest of the program's own code is named among the versions."""
_DIST = re.compile(r"(.+?)-([^-]+)\.dist-info")
_LANGUAGE_FILE = re.compile(r"[^/]+\.(ya?ml|approvals)")


class Part(Struct, frozen=True):
    """Some files, as they were when they were read."""

    digest: str
    stamps: tuple[tuple[str, Stamp], ...]
    """Of each file, each folder on the way, and each folder that could have held one."""

    def is_as_it_was(self) -> bool:
        """Tell whether nothing of it was touched since."""
        return all(stamp(path) == seen for path, seen in self.stamps)


class Ingredients(Struct, frozen=True):
    """What a handout is made of."""

    digest: str
    shared: tuple[Part, ...]
    """What it has in common with other handouts: program, layout, language, clinic, settings."""
    own: Part
    """Its topic."""

    def fingerprint(self, expired: bool) -> str:
        """Return the fingerprint; of the day it holds only whether the review date is past."""
        return combined([self.digest, "expired" if expired else "in time"])


def combined(words: Iterable[str]) -> str:
    """Return one digest of several words."""
    return hashlib.sha256("\0".join(words).encode("utf-8", "surrogateescape")).hexdigest()


class Sources:
    """The files of one workspace, by the handouts that they go into."""

    def __init__(self, workspace: Workspace, files: Files) -> None:
        self._workspace = workspace
        self._files = files
        self._parts: dict[tuple[str, ...], Part] = {}
        self._shipped = builtin()

    def of(self, request: Request, page_size: str, clinic: Sequence[Path]) -> Ingredients:
        """Return what a handout is made of.

        Args:
            request: in full.
            page_size: the page size it will have.
            clinic: the clinic's file and, if it has one, its logo.
        """
        language = request.language or ""
        parts = (
            self._once(("program",), self._program),
            self._once(("layout", request.layout), lambda: self._layout(request.layout)),
            self._once(
                ("language", language), lambda: self._plain(self._everywhere(f"layouts/languages/{language}.yaml"))
            ),
            self._once(("clinic", *map(str, clinic)), lambda: self._plain(clinic)),
            # What the checks ask decides whether a handout may be built at all.
            self._once(("settings",), lambda: self._plain(self._everywhere("content/checks.yaml"))),
        )
        own = self._once(("topic", request.topic, language), lambda: self._topic(request.topic, language))
        words = ["1", request.topic, language, request.layout, page_size]
        return Ingredients(combined([*words, *(part.digest for part in (*parts, own))]), parts, own)

    def _once(self, key: tuple[str, ...], make: Callable[[], Part]) -> Part:
        if key not in self._parts:
            self._parts[key] = make()
        return self._parts[key]

    def _everywhere(self, relative: str) -> list[Path]:
        return [root / relative for root in self._workspace.roots]

    def _program(self) -> Part:
        return Part(combined(f"{name} {value}" for name, value in program(self._files).items()), ())

    def _layout(self, layout: str) -> Part:
        folders: list[Path] = []
        for root in self._workspace.roots:
            if root.resolve() == self._shipped.resolve():
                # A template can take in any shipped one: “builtin:<layout>/<name>”.
                folders.append(root / "layouts")
            else:
                folders += [root / "layouts" / name for name in (layout, "shared", "fonts", "icons", "rules")]
        # Languages are parts of their own, so that a phrase of one does not touch the others.
        return self._folders(folders, lambda name: not name.startswith("languages/"))

    def _topic(self, topic: str, language: str) -> Part:
        first, *others = self._everywhere(f"content/{topic}")
        # Approvals beside the words decide what the page says of itself.
        own = (f"{language}.yaml", f"{language}.approvals")
        part = self._folders([first], lambda name: name in own or not _LANGUAGE_FILE.fullmatch(name))
        if not others:
            return part
        # Pictures of a copied text, and the originals that its record is compared with.
        more = self._folders(others, lambda _: True)
        return Part(combined([part.digest, more.digest]), part.stamps + more.stamps)

    def _folders(self, folders: Sequence[Path], wanted: Callable[[str], bool]) -> Part:
        words: list[str] = []
        stamps: list[tuple[str, Stamp]] = []
        for number, folder in enumerate(folders):
            stamps.append((str(folder), stamp(folder)))
            for name, path, is_folder in below(folder):
                if not wanted(name):
                    continue
                if is_folder:
                    stamps.append((path, stamp(path)))
                    continue
                seen, digest = self._files.digest(path)
                stamps.append((path, seen))
                words.append(f"{number} {name} {digest or os.urandom(16).hex()}")
        return Part(combined(words), tuple(stamps))

    def _plain(self, paths: Sequence[Path]) -> Part:
        found = [(str(path), self._files.digest(str(path))) for path in paths]
        return Part(
            combined(f"{number} {digest}" for number, (_, (_, digest)) in enumerate(found)),
            tuple((path, seen) for path, (seen, _) in found),
        )


def program(files: Files) -> dict[str, str]:
    """Return what handouts are built with, here: names with versions, and a digest of the program's own code."""
    package = Path(__file__).resolve().parent.parent
    # What is above the stages cannot change a file.
    found = [(name, path) for name, path, _ in below(package, ("builtin", "batch", "cli")) if name.endswith(".py")]
    return {
        "handouts": __version__,
        "Python": ".".join(map(str, sys.version_info[:3])),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **_versions(),
        CODE: combined(f"{name} {files.digest(path)[1]}" for name, path in found),
    }


def _versions() -> dict[str, str]:
    """Return name and version of each package that takes part in drawing, from the names of their records.

    `importlib.metadata` says the same and takes 30 ms to import.
    """
    found: dict[str, str] = {}
    for folder in dict.fromkeys(sys.path):
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208  the names alone are wanted
        except OSError:
            continue
        for name in names:
            match = _DIST.fullmatch(name)
            if match and match[1].lower().replace("-", "_") in _DRAWN_WITH:
                found.setdefault(match[1].lower().replace("-", "_"), match[2])
    return {name: found.get(name, "") for name in _DRAWN_WITH}
