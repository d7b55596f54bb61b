"""What a plan needs of a clinic, without the models: language, page size and logo, by the digest of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from handouts.batch.files import stamp
from handouts.build.shelf import Shelf
from handouts.errors import HandoutsError

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.batch.files import Files
    from handouts.workspace import Workspace


class ClinicFacts(Struct, frozen=True):
    """What decides names and ingredients of a clinic's handouts."""

    language: str
    page_size: str
    paths: tuple[Path, ...]
    """The clinic's file and, if it has one, its logo."""


class KnowingShelf(Shelf):
    """A shelf that asks what earlier runs learnt of a clinic's file before it loads the models."""

    def __init__(self, files: Files, clinics: dict[str, dict[str, str]]) -> None:
        super().__init__()
        self._files = files
        self.clinics = clinics
        """What is known, by digest; grows."""
        self._asked: dict[Path | None, ClinicFacts | None] = {}

    def clinic_language(self, workspace: Workspace, path: Path | None) -> str | None:
        """Return the language of a clinic, or `None` where its file cannot be read."""
        facts = self.clinic_facts(workspace, path)
        return facts.language if facts else None

    def clinic_facts(self, workspace: Workspace, path: Path | None) -> ClinicFacts | None:
        """Return what a plan needs of a clinic, or `None` where its file cannot be read or is wrong."""
        if path not in self._asked:
            self._asked[path] = self._facts(workspace, path)
        return self._asked[path]

    def _facts(self, workspace: Workspace, path: Path | None) -> ClinicFacts | None:
        try:
            own = path or workspace.find("content/clinic.yaml")
            seen, digest = self._files.digest(str(own))
            known = self.clinics.get(digest)
            if known is None:
                clinic = self.clinic(workspace, path).clinic
                logo = clinic.logo.file if clinic.logo else ""
                known = {"language": clinic.language, "page_size": clinic.page_size, "logo": logo}
                if digest and stamp(own) == seen:
                    # Otherwise other words were loaded than the digest is of.
                    self.clinics[digest] = known
        except HandoutsError:
            return None
        logos = (own.parent / known["logo"],) if known["logo"] else ()
        return ClinicFacts(known["language"], known["page_size"], (own, *logos))
