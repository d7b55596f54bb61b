from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from handouts import yamlfile
from handouts.checks.subject import Subject, subject
from handouts.content.checking import CheckSettings
from handouts.content.clinic import Clinic
from handouts.content.handout import Handout
from handouts.content.load import LoadedHandout

if TYPE_CHECKING:
    from pathlib import Path

PLAIN: dict[str, Any] = {
    "title": "Opening a blocked vein",
    "medical_name": "vein opening",
    "summary": "A doctor opens a vein in your leg.",
    "key_points": ["Do not eat for 8 hours before.", "You go home today.", "Call us if you have pain."],
    "purpose": {"text": ["Blood can flow again."]},
    "preparation": [{"when": "8 hours before", "text": "Stop eating now."}],
    "what_happens": {"steps": ["We numb your skin.", "A thin tube goes into the vein."]},
    "risks": {"items": [{"name": "Bleeding", "how_often": "not known", "what_we_do": "We press on the spot."}]},
    "recovery": [{"when": "First day", "text": "Rest at home."}],
    "when_to_call": ["You have a fever."],
    "emergency_signs": ["You cannot breathe well."],
    "review": {
        "status": "draft",
        "version": "0.1",
        "written_on": "2026-11-20",
        "authors": ["Writer"],
        "next_review": "2028-11-20",
    },
}
CLINIC = {
    "name": "Test Clinic",
    "phones": {"questions": "555-0142"},
    "emergency": {"number": "911", "wording": "Call 911 right away"},
}


class Desk:
    """Makes subjects of a plain handout, of which a test changes what it wants."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "en.yaml"

    def subject(self, text: str = "", *, language: str = "en", settings: dict[str, Any] | None = None, **changes: Any):
        """Return a handout with a text as its summary."""
        data = {**PLAIN, **({"summary": text} if text else {}), **changes}
        lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in data.items())
        self.path.write_text("\n".join(lines) + "\n", "utf-8")
        file = yamlfile.read(self.path, "en.yaml")
        loaded = LoadedHandout(Handout.model_validate(file.data), "department", "topic", language, file)
        clinic = Clinic.model_validate(CLINIC)
        return subject(loaded, clinic, CheckSettings.model_validate(settings or {}))

    def marked(self, check, text: str = "", **changes: Any) -> list[str]:
        """Return the words that a check marks in a text."""
        made: Subject = self.subject(text, **changes)
        return [hit.excerpt.words for hit in check(made) if hit.excerpt]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)
