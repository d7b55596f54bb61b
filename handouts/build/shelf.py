"""The shelf: what several handouts of one run share, each read once.

A clinic, a language and a layout serve every handout of a batch. A shelf lives as long as its
owner wants, usually one run; a file changed meanwhile is not read again. What could not be read
is kept too, so that fifty handouts tell of one broken layout with one and the same finding.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from handouts.build.copies import changed_originals
from handouts.errors import HandoutsError, UsageError, WorkspaceError
from handouts.workspace import Workspace, is_slug

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Hashable

    from handouts.approval.standing import Standing
    from handouts.checks.run import Examined
    from handouts.checks.subject import Subject
    from handouts.content.load import LoadedClinic, LoadedHandout, LoadedSettings
    from handouts.findings import Finding
    from handouts.language import Language
    from handouts.layouts import Layout
    from handouts.workspace import TopicFile

T = TypeVar("T")

# A topic in several layouts comes in a row, so two handouts serve; a hospital's five hundred
# with their pictures would not fit.
_HANDOUTS_KEPT = 2


class Shelf:
    """Keeps clinics, languages, layouts and the last handouts, by workspace; not for several threads at once."""

    def __init__(self) -> None:
        self._where: dict[Hashable, object] = {}
        """Where files are."""
        self._kept: dict[Hashable, object] = {}
        self._handouts: dict[Hashable, object] = {}
        self._subjects: dict[Hashable, object] = {}
        self._checked: dict[Hashable, object] = {}

    def anew(self) -> Shelf:
        """Return a shelf that knows where files are, and has read none of them."""
        shelf = Shelf()
        shelf._where = dict(self._where)
        return shelf

    def workspace(self, folder: Path | None) -> Workspace:
        """Return the workspace of a folder, or for `None` the one that the working folder is in.

        Raises:
            UsageError: there is no such folder, or it is no workspace.
        """

        def open_it() -> Workspace:
            try:
                return Workspace.open(folder, Path.cwd())
            except WorkspaceError as error:
                raise UsageError(error.findings) from None

        return _once(self._where, ("workspace", folder), open_it)

    def topics(self, workspace: Workspace) -> tuple[TopicFile, ...]:
        """Return every topic file of a workspace, sorted."""
        return _once(self._where, ("topics", workspace.roots), workspace.topics)

    def file(self, workspace: Workspace, topic: str, language: str) -> TopicFile | None:
        """Return the file of ``department/topic`` in a language, if there is one."""

        def index() -> dict[tuple[str, str], TopicFile]:
            return {(f"{file.department}/{file.topic}", file.language): file for file in self.topics(workspace)}

        return _once(self._where, ("files", workspace.roots), index).get((topic, language))

    def layout_names(self, workspace: Workspace) -> list[str]:
        """Return the names of the layouts of a workspace, sorted: folders of ``layouts`` with a ``layout.yaml``."""

        def names() -> list[str]:
            named = [name for name in workspace.names("layouts") if is_slug(name)]
            return [name for name in named if _is_there(workspace, f"layouts/{name}/layout.yaml")]

        return _once(self._where, ("layout names", workspace.roots), names)

    def changed_originals(self, workspace: Workspace, folder: str) -> list[Finding]:
        """Return a warning for each file of a folder whose shipped original has changed since it was copied."""
        key = ("changed", workspace.roots, folder)
        return _once(self._kept, key, lambda: changed_originals(workspace, (folder,)))

    def clinic(self, workspace: Workspace, path: Path | None) -> LoadedClinic:
        """Return the clinic of a file, or for `None` the workspace's.

        Raises:
            HandoutsError: the file cannot be read, or something in it is wrong.
        """
        from handouts.content.load import load_clinic  # noqa: PLC0415  listing folders needs no models

        return _once(self._kept, ("clinic", workspace.roots, path), lambda: load_clinic(workspace, path))

    def clinic_language(self, workspace: Workspace, path: Path | None) -> str | None:
        """Return the language of a clinic, or `None` where its file cannot be read."""
        try:
            return self.clinic(workspace, path).clinic.language
        except HandoutsError:
            return None

    def language(self, workspace: Workspace, code: str) -> Language:
        """Return a language.

        Raises:
            HandoutsError: there is no such language, or something in its file is wrong.
        """
        from handouts.language import load_language  # noqa: PLC0415  as above

        return _once(self._kept, ("language", workspace.roots, code), lambda: load_language(workspace, code))

    def layout(self, workspace: Workspace, name: str) -> Layout:
        """Return a layout.

        Raises:
            HandoutsError: there is no such layout, or something in its files is wrong.
        """
        from handouts.layouts import load_layout  # noqa: PLC0415  brings the template engine along

        return _once(self._kept, ("layout", workspace.roots, name), lambda: load_layout(workspace, name))

    def handout(self, workspace: Workspace, file: TopicFile) -> LoadedHandout:
        """Return a handout.

        Raises:
            HandoutsError: the file cannot be read, or something in it is wrong.
        """
        from handouts.content.load import load_handout  # noqa: PLC0415  as above

        return _once_of_few(self._handouts, (workspace.roots, file), lambda: load_handout(workspace, file))

    def settings(self, workspace: Workspace) -> LoadedSettings:
        """Return what a workspace asks of its checks.

        Raises:
            HandoutsError: the file cannot be read, or something in it is wrong.
        """

        def load() -> LoadedSettings:
            from handouts.checks.settings import verified  # noqa: PLC0415  brings every check along
            from handouts.content.load import load_settings  # noqa: PLC0415  as above

            return verified(load_settings(workspace))

        return _once(self._kept, ("settings", workspace.roots), load)

    def subject(self, workspace: Workspace, file: TopicFile, clinic: Path | None) -> Subject:
        """Return a handout as the checks see it.

        Raises:
            HandoutsError: the handout, the clinic or the settings cannot be read or are wrong.
        """

        def make() -> Subject:
            from handouts.checks.subject import subject  # noqa: PLC0415  as above

            settings, own = self.settings(workspace), self.clinic(workspace, clinic)
            return subject(self.handout(workspace, file), own.clinic, settings.settings, own.packs)

        return _once_of_few(self._subjects, (workspace.roots, file, clinic), make)

    def checked(self, workspace: Workspace, file: TopicFile, clinic: Path | None, *, errors_only: bool) -> Examined:
        """Return what the checks find in a handout; once for all its layouts.

        Args:
            workspace: whose settings hold.
            file: the handout's file.
            clinic: as for `clinic`.
            errors_only: leave out what does not keep a handout from being built.

        Raises:
            HandoutsError: as `subject`.
        """

        def look() -> Examined:
            from handouts.checks.run import examine  # noqa: PLC0415  as above

            made = self.subject(workspace, file, clinic)
            return examine(made, self.settings(workspace), errors_only=errors_only)

        return _once_of_few(self._checked, (workspace.roots, file, clinic, errors_only), look)

    def approvals(self, workspace: Workspace, file: TopicFile) -> str:
        """Return the approvals beside a content file, or nothing where there are none.

        Raises:
            HandoutsError: they are there and cannot be read.
        """
        from handouts.approval.standing import approvals_text  # noqa: PLC0415  as above

        return approvals_text(workspace, file)

    def standing(self, workspace: Workspace, file: TopicFile, clinic: Path | None, today: datetime.date) -> Standing:
        """Return whether a handout is approved for a clinic; what ships with the program never is.

        Raises:
            HandoutsError: the handout or the clinic cannot be loaded.
        """
        from handouts.approval.standing import Standing, approvals_path, standing  # noqa: PLC0415  as above

        loaded, given = self.handout(workspace, file), self.clinic(workspace, clinic).clinic
        try:
            text = "" if self._is_shipped(file) else self.approvals(workspace, file)
            shown = workspace.shown(approvals_path(workspace, file)) if text else ""
        except HandoutsError as error:
            return Standing(findings=error.findings)
        return standing(text, shown, loaded, given, today)

    def _is_shipped(self, file: TopicFile) -> bool:
        from handouts.approval.standing import are_shipped, is_shipped  # noqa: PLC0415  as above

        topic = file.path.parent
        # Following links takes a look at each folder on the way, which is the same for all topics of a department.
        if os.name == "nt" or os.path.islink(topic) or os.path.islink(file.path):  # noqa: PTH114  a path object costs more
            return is_shipped(file)
        return _once(self._kept, ("shipped", topic.parent), lambda: are_shipped(topic.parent))


def _is_there(workspace: Workspace, relative: str) -> bool:
    try:
        workspace.find(relative)
    except HandoutsError:
        return False
    return True


def _once(kept: dict[Hashable, object], key: Hashable, load: Callable[[], T]) -> T:
    """Return what was loaded before under this key, or load it; an error is raised again each time."""
    if key not in kept:
        try:
            kept[key] = load()
        except HandoutsError as error:
            kept[key] = error
    value = kept[key]
    if isinstance(value, HandoutsError):
        # Without this the traceback of an error that is raised a hundred times grows a hundredfold.
        raise value.with_traceback(None)
    return value  # type: ignore[return-value]  # the key names the kind


def _once_of_few(kept: dict[Hashable, object], key: Hashable, load: Callable[[], T]) -> T:
    """Return what `_once` does, and forget all but the last few."""
    found = _once(kept, key, load)
    while len(kept) > _HANDOUTS_KEPT:
        del kept[next(iter(kept))]
    return found
