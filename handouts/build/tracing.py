"""Tracing: what a sheet of paper is by its id, and whether it is what the workspace would print now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.approval.printed import URGENT, Printed, differing, printed, printed_values
from handouts.approval.standing import in_force
from handouts.errors import HandoutsError
from handouts.theme import PAGE_SIZES

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator
    from pathlib import Path

    from handouts.build.shelf import Shelf
    from handouts.content.clinic import Clinic
    from handouts.workspace import TopicFile, Workspace

NAMES = {
    "name": "the clinic's name",
    "department": "the department's name",
    "questions": "the phone number for questions",
    "nights": "the phone number for nights and weekends",
    "emergency": "the emergency number",
    "emergency wording": "the emergency wording",
    "address": "the address",
    "web": "the web address",
    "nearest hospital": "the nearest hospital",
    "notices": "a notice at the end",
    "fill in": "a line that staff fill in",
    "sample": "that the clinic is an invented one",
}
"""What is printed of a clinic, in words."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A sheet of paper, and how it stands today."""

    printed: Printed
    instead: Printed | None
    """What would be printed now in its place; `None` where that cannot be."""
    title: str
    """The title as it is now, where there is one."""
    reasons: tuple[str, ...]
    """Why it is not to be given to a patient: nothing where it is current, approved and in time."""
    changed: dict[str, tuple[str, str]]
    """What is printed of the clinic and is another now: by name the old and the new value."""

    @property
    def current(self) -> bool:
        """Tell whether the very same would be printed now."""
        return self.instead == self.printed

    @property
    def affected(self) -> bool:
        """Tell whether a phone number or the emergency wording on it is another now."""
        return bool(URGENT & set(self.changed))


class Tracer:
    """Holds sheets of paper against one workspace as it is today."""

    def __init__(self, workspace: Workspace, shelf: Shelf, clinic: Path | None, today: datetime.date) -> None:
        """Prepare.

        Args:
            workspace: whose handouts these are.
            shelf: loads them.
            clinic: another clinic file than the workspace's, as for `Request`.
            today: decides what has expired.

        Raises:
            HandoutsError: the clinic cannot be loaded.
        """
        self._workspace = workspace
        self._shelf = shelf
        self._today = today
        self._chosen = clinic
        self._clinics: dict[str, tuple[Path | None, Clinic]] = {}
        for path in (clinic, *self._others()):
            try:
                found = shelf.clinic(workspace, path).clinic
            except HandoutsError:
                if path == clinic:
                    raise
                continue
            self._clinics.setdefault(found.name, (path, found))

    def _others(self) -> Iterator[Path]:
        """Yield the clinic files of a workspace that serves several clinics."""
        for name in self._workspace.files("content", ".yaml"):
            if name.startswith("clinic"):
                yield self._workspace.find(f"content/{name}")

    def clinic_of(self, values: dict[str, str]) -> tuple[Path | None, Clinic]:
        """Return the clinic of that name, else the chosen one: it may have a new name since."""
        return self._clinics.get(values.get("name", "")) or next(iter(self._clinics.values()))

    def changed(self, values: dict[str, str], department: str) -> dict[str, tuple[str, str]]:
        """Return what was printed of a clinic and is another now."""
        return differing(values, printed_values(self.clinic_of(values)[1], department))

    def trace(self, made: Printed) -> Traced:
        """Return how a sheet of paper stands today."""
        path, _ = self.clinic_of(made.clinic)
        changed = self.changed(made.clinic, made.topic.partition("/")[0])
        file = self._shelf.file(self._workspace, made.topic, made.language)
        there = made.layout in self._shelf.layout_names(self._workspace)
        if file is None or not there:
            what = f"{made.topic} in {made.language}" if file is None else f"the layout {made.layout}"
            return Traced(made, None, "", (f"{what} is no longer in this workspace",), changed)
        try:
            now = self._now(file, made.layout, made.page_size, path)
            title = self._shelf.handout(self._workspace, file).handout.title
        except HandoutsError:
            reason = "its content has errors now, so nothing can be printed in its place"
            return Traced(made, None, "", (reason,), changed)
        return Traced(made, now, title, tuple(self._reasons(made, now, changed)), changed)

    def all_now(self) -> Iterator[Printed]:
        """Yield everything that can be printed now, for the chosen clinic and the others of the workspace."""
        for file in self._shelf.topics(self._workspace):
            for path, _ in self._clinics.values():
                for layout in self._shelf.layout_names(self._workspace):
                    for page_size in PAGE_SIZES:
                        try:
                            yield self._now(file, layout, page_size, path)
                        except HandoutsError:
                            continue

    def _now(self, file: TopicFile, layout: str, page_size: str, path: Path | None) -> Printed:
        loaded = self._shelf.handout(self._workspace, file)
        standing = self._shelf.standing(self._workspace, file, path, self._today)
        clinic = self._shelf.clinic(self._workspace, path).clinic
        return printed(in_force(loaded, standing), standing, clinic, layout, page_size, self._today)

    def _reasons(self, made: Printed, now: Printed, changed: dict[str, tuple[str, str]]) -> Iterator[str]:
        if made.content != now.content:
            versions = "" if made.version == now.version else f": it is version {now.version} now"
            yield f"the words were changed since{versions}"
        for name, (old, new) in changed.items():
            yield f"{NAMES[name]} was {old or 'not there'}, and is {new or 'no longer there'}"
        if made.status == "draft":
            yield "it is a draft that nobody had approved"
        elif now.status == "draft" and made.content == now.content:
            yield "its approval does not hold any more"
        elif made.approvals != now.approvals and now.status == "approved" and made.content == now.content:
            yield "it was approved anew since"
        if made.status == "approved" and self._today.isoformat() > made.next_review:
            yield f"it was due for review on {made.next_review}"
