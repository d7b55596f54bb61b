"""The workspace: where content, layouts and languages are found, and where handouts go.

A workspace is a folder that holds ``content/`` or ``layouts/`` (or both). It lies over the builtin
one, whole file over whole file: what you read is what you get. It is data, never code, and
nothing is read that lies outside its roots.
"""

from __future__ import annotations

import functools
import operator
import os
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from handouts.errors import WorkspaceError
from handouts.findings import Finding, Place, Severity, in_order
from handouts.yamlfile import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_WORKSPACE = "H504"
NOT_FOUND = "H505"
LEAVES_ROOT = "H506"
MISNAMED = "H507"
NO_FILE = "H508"

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
# Worksheets stand beside the content that they are about, also those that were signed for earlier words.
_WORKSHEET = re.compile(_LANGUAGE.pattern + r"\.review(-\d{4}-\d{2}-\d{2}(-\d+)?)?\.yaml")
_YAML = re.compile(r"\.ya?ml\b", re.IGNORECASE)
_KNOWN = re.compile(r"(clinic(-[a-z0-9-]+)?|checks)\.yaml")


class TopicFile(Struct, frozen=True):
    """A content file: one topic in one language."""

    department: str
    topic: str
    language: str
    path: Path


def builtin() -> Path:
    """Return the folder of the content and layouts that come with the program."""
    return _shipped_beside(__file__)


@functools.cache
def _shipped_beside(module: str) -> Path:
    package = Path(module).resolve().parent
    shipped = package / "builtin"
    return shipped if shipped.is_dir() else package.parent


def within(root: Path, relative: str, shown: str) -> Path:
    """Return ``relative`` below ``root``, whether or not a file is there.

    Args:
        root: the folder that must not be left, not even by a link.
        relative: parts between forward slashes.
        shown: the file to name in the finding.

    Raises:
        WorkspaceError: the path is absolute, has ``..`` in it, or leaves the root through a link.
    """
    parts = relative.split("/")
    if not all(parts) or any(part in (".", "..") or "\0" in part or "\\" in part or ":" in part for part in parts):
        raise WorkspaceError.single(
            LEAVES_ROOT,
            f"“{_printable(relative)}” is not a path inside the folder",
            shown,
            "Write the name of a file in the folder or below it, without “..” and with “/” between folders",
        )
    path = root.joinpath(*parts)
    if not is_within(path, root):
        raise WorkspaceError.single(
            LEAVES_ROOT,
            f"“{_printable(relative)}” is a link that leads out of the folder",
            shown,
            "Put the file itself there in place of the link",
        )
    return path


def is_within(path: Path, root: Path) -> bool:
    """Tell whether a path leads to a place inside a folder, whatever links there are on the way."""
    try:
        return _has_no_link(path, root) or path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself
        return False


def _has_no_link(path: Path, root: Path) -> bool:
    """Tell whether no part of a path below a folder is a link; to resolve both takes ten times as long."""
    # Windows has links (junctions) that only resolving shows.
    below, start = str(path), f"{root}{os.sep}"
    if os.name == "nt" or not below.startswith(start):
        return False
    at = len(start) - 1
    while at > 0:
        end = below.find(os.sep, at + 1)
        here = below[:end] if end > 0 else below
        if os.path.islink(here) or here.endswith(".."):  # noqa: PTH114  a path object costs more than the call
            return False
        at = end
    return True


def _stays(entry: os.DirEntry[str], root: Path) -> bool:
    """Tell whether an entry of a folder that is within the root is so too."""
    return not entry.is_symlink() or is_within(Path(entry), root)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in text[:120])


class Workspace:
    """The roots that files are looked for in, the clinic's own first."""

    def __init__(self, roots: tuple[Path, ...], output: Path, start: Path) -> None:
        self.roots = roots
        self.output = output
        self.start = start

    @classmethod
    def open(cls, explicit: Path | None, start: Path) -> Workspace:
        """Find the workspace.

        Args:
            explicit: the folder that the user named, if any.
            start: the folder the user is in; the nearest one from there upwards that holds
                ``content/`` or ``layouts/`` is the workspace.

        Raises:
            WorkspaceError: the named folder is not a workspace.
        """
        own = cls._explicit(explicit, start) if explicit is not None else _nearest(start)
        shipped = builtin()
        if own is None:
            return cls((shipped,), start / "output", start)
        # In a checkout the repository is both: its files are found once.
        same = own.resolve() == shipped.resolve()
        return cls((own,) if same else (own, shipped), own / "output", start)

    @staticmethod
    def _explicit(explicit: Path, start: Path) -> Path:
        path = start / explicit
        if not path.is_dir():
            raise WorkspaceError.single(
                NO_WORKSPACE,
                "there is no such folder",
                str(explicit),
                "Check the name, or make a workspace with “handouts init”",
            )
        if not _holds_workspace(path):
            raise WorkspaceError.single(
                NO_WORKSPACE,
                "this folder is not a workspace: it holds neither “content” nor “layouts”",
                str(explicit),
                "Name another folder, or make it a workspace with “handouts init”",
            )
        return path

    def find(self, relative: str) -> Path:
        """Return the file of this name in the first root that has it.

        Raises:
            WorkspaceError: no root has it, or the path leads out of the roots, or what stands there is no file.
        """
        for root in self.roots:
            path = within(root, relative, relative)
            if path.is_file():
                return path
            # Passed over in silence, it would give a clinic's patients the phone numbers of the invented clinic.
            if os.path.lexists(path):
                raise WorkspaceError.single(NO_FILE, _NO_FILE, self.shown(path), _HINT_NO_FILE)
        raise WorkspaceError.single(
            NOT_FOUND,
            "there is no such file, neither in the workspace nor among those that come with the program",
            relative,
            "Check the name",
        )

    def names(self, relative: str) -> list[str]:
        """Return the names of the folders in a folder, of all roots together, sorted."""
        return sorted({entry.name for _, entry in self._entries(relative) if entry.is_dir()})

    def files(self, relative: str, suffix: str) -> list[str]:
        """Return the names of the files in a folder that end in ``suffix``, of all roots together, sorted."""
        found = (entry for _, entry in self._entries(relative) if entry.name.endswith(suffix))
        return sorted({entry.name for entry in found if entry.is_file()})

    def _entries(self, relative: str) -> Iterator[tuple[Path, Path]]:
        for root in self.roots:
            folder = within(root, relative, relative)
            yield from ((root, entry) for entry in _listed(folder) if is_within(entry, root))

    def read_bytes(self, path: Path, limit_bytes: int) -> bytes:
        """Return the bytes of a file that `find` gave.

        Raises:
            WorkspaceError: it cannot be read, or is longer than ``limit_bytes``.
        """
        return read_bytes(path, self.shown(path), limit_bytes)

    def shown(self, path: Path) -> str:
        """Return a path as the user would type it: relative to where they are, where that is shorter."""
        try:
            relative = os.path.relpath(self.start / path, self.start)
        except ValueError:  # another drive
            return str(path)
        return (
            str(path) if relative.startswith("..") and len(relative) > len(str(path)) else relative.replace("\\", "/")
        )

    def shipped(self) -> Workspace:
        """Return what comes with the program alone, its files named from where the user is."""
        return Workspace((builtin(),), self.output, self.start)

    def topics(self) -> tuple[TopicFile, ...]:
        """Return all content files, sorted; a clinic's own file shadows the builtin one."""
        found: dict[tuple[str, str, str], TopicFile] = {}
        for root in reversed(self.roots):
            for file in self._walk(root):
                if isinstance(file, TopicFile):
                    found[file.department, file.topic, file.language] = file
        return tuple(found[key] for key in sorted(found))

    def strays(self) -> tuple[Finding, ...]:
        """Return a finding for each file that looks like content but is not where or named as it must be."""
        found = [each for root in self.roots for each in self._walk(root) if isinstance(each, Finding)]
        return tuple(in_order([*found, *self._misnamed_layouts()]))

    def _misnamed_layouts(self) -> Iterator[Finding]:
        for _, folder in self._entries("layouts"):
            if (folder / "layout.yaml").is_file() and not is_slug(folder.name):
                message = "the name of this folder is not allowed, so the layout in it is not used"
                yield self._stray(folder, message, _renamed(folder, "my-layout"))

    def _walk(self, root: Path) -> Iterator[TopicFile | Finding]:
        content = root / "content"
        safe = is_within(content, root)
        for department in _scanned(content):
            if not _is_folder(department):
                if _YAML.search(department.name) and not _KNOWN.fullmatch(department.name):
                    yield self._stray(Path(department), "this file is not read here", _HINT_FOLDERS)
            elif not (safe and _stays(department, root)):
                yield self._outside(Path(department))
            elif not _SLUG.fullmatch(department.name):
                yield from self._misnamed_folder(Path(department))
            else:
                yield from self._walk_department(department, root)

    def _walk_department(self, department: os.DirEntry[str], root: Path) -> Iterator[TopicFile | Finding]:
        for topic in _scanned(department):
            if not _is_folder(topic):
                if _YAML.search(topic.name):
                    yield self._stray(Path(topic), "this file is not read here", _HINT_FOLDERS)
            elif not _stays(topic, root):
                yield self._outside(Path(topic))
            elif not _SLUG.fullmatch(topic.name):
                yield from self._misnamed_folder(Path(topic))
            else:
                yield from self._walk_topic(department.name, topic, root)

    def _walk_topic(self, department: str, topic: os.DirEntry[str], root: Path) -> Iterator[TopicFile | Finding]:
        for entry in _scanned(topic):
            if _is_folder(entry):
                inside = _content_below(Path(entry))
                if inside is not None:
                    yield self._stray(inside, "this file is not read here", _HINT_FOLDERS)
                continue
            if not _YAML.search(entry.name) or _WORKSHEET.fullmatch(entry.name):
                continue
            file = Path(entry)
            if not (file.suffix == ".yaml" and _LANGUAGE.fullmatch(file.stem)):
                yield self._stray(
                    file, "the name of this file is not a language and “.yaml”, so it is not read", _advice(file)
                )
            elif not _stays(entry, root):
                yield self._outside(file)
            elif file.is_file() if entry.is_symlink() else entry.is_file():
                yield TopicFile(department, topic.name, file.stem, file)
            else:
                yield Finding(NO_FILE, _NO_FILE, Place(_printable(self.shown(file))), _HINT_NO_FILE)

    def _misnamed_folder(self, folder: Path) -> Iterator[Finding]:
        if _content_below(folder) is not None:
            message = "the name of this folder is not allowed, so the content in it is not read"
            yield self._stray(folder, message, _renamed(folder, "my-topic"))

    def _stray(self, path: Path, message: str, hint: str) -> Finding:
        return Finding(MISNAMED, message, Place(_printable(self.shown(path))), hint, Severity.WARNING)

    def _outside(self, path: Path) -> Finding:
        return Finding(
            LEAVES_ROOT,
            "this link leads out of the workspace",
            Place(_printable(self.shown(path))),
            "Put the file or folder itself there in place of the link",
        )


_NO_FILE = "what stands here is not a file, or a link to one that is gone"
_HINT_NO_FILE = "Put the file itself there, or take it away"
_HINT_FOLDERS = "Content stands in “content/<department>/<topic>/<language>.yaml”"


def _holds_workspace(folder: Path) -> bool:
    return (folder / "content").is_dir() or (folder / "layouts").is_dir()


def _nearest(start: Path) -> Path | None:
    # The program's own package has sub-packages of these names, which hold code.
    package = Path(__file__).resolve().parent
    for folder in (start, *start.resolve().parents):
        if _holds_workspace(folder) and folder.resolve() != package:
            return folder
    return None


def _listed(folder: Path) -> list[Path]:
    """Return what is in a folder, sorted, without hidden entries; nothing if it cannot be read."""
    return sorted(map(Path, _scanned(folder)))


def _scanned(folder: str | os.PathLike[str]) -> list[os.DirEntry[str]]:
    """Return the same as entries, which know without another look what they are; five hundred topics are scanned."""
    try:
        with os.scandir(folder) as entries:
            return sorted((entry for entry in entries if not entry.name.startswith((".", "~", "__"))), key=_name_of)
    except OSError:
        return []


_name_of = operator.attrgetter("name")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is a folder or a link to one; a link to itself is none, and no error either."""
    return Path(entry).is_dir() if entry.is_symlink() else entry.is_dir()


def _content_below(folder: Path) -> Path | None:
    """Return the first YAML file below a folder, without following links to folders."""
    for here, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            if _YAML.search(name) and not name.startswith("."):
                return Path(here) / name
    return None


def is_slug(name: str) -> bool:
    """Tell whether a folder's name can be part of a handout's file name: lower-case letters, digits, single hyphens."""
    return _SLUG.fullmatch(name) is not None


def _renamed(folder: Path, otherwise: str) -> str:
    slug = "-".join(re.findall(r"[a-z0-9]+", _ascii(folder.name).lower())) or otherwise
    return f"Rename it with lower-case letters, digits and hyphens, such as “{slug}”"


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")


def _advice(file: Path) -> str:
    stem = re.split(r"\.", file.name)[0].strip().lower().replace("_", "-")
    language, _, region = stem.partition("-")
    tag = f"{language}-{region.upper()}" if len(region) == 2 else language
    name = tag if _LANGUAGE.fullmatch(tag) else "en"
    return f"Name it after its language, such as “{name}.yaml”"
