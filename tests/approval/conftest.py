"""A handout that a test changes, its approvals, and how it stands."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from handouts import yamlfile
from handouts.approval.record import Record
from handouts.approval.words import words_of
from handouts.content.clinic import Clinic
from handouts.content.handout import Handout
from handouts.content.load import LoadedHandout
from handouts.model import Asset

DATA = Path(__file__).resolve().parent.parent / "data" / "content"
TODAY = datetime.date(2026, 11, 21)


PLACED: dict[str, Any] = {
    "nearest_hospital": {"name": "General", "address": "200 River Street", "phone": "555-0190"},
    "notices": [{"about": "language", "language": "en", "text": "Free help: 555-0170"}],
    "fill_in": [{"about": "check-up", "label": "First check-up"}],
}
"""What a rule pack may ask a clinic for, and all of it is printed."""


class Ward:
    """The test topic and the test clinic."""

    placed = PLACED

    today = TODAY

    def __init__(self) -> None:
        self.file = yamlfile.read(DATA / "test-department" / "tiny-topic" / "en.yaml", "en.yaml")
        self.clinic_data = yamlfile.read(DATA / "clinic.yaml", "clinic.yaml").data

    def handout(self, picture: bytes = b"picture", topic: str = "tiny-topic", **changes: Any) -> LoadedHandout:
        handout = Handout.model_validate({**self.file.data, **changes})
        assets = {each.file: Asset("png", picture) for each in handout.pictures}
        return LoadedHandout(handout, "test-department", topic, "en", self.file, assets)

    def review(self, **changes: Any) -> dict[str, Any]:
        return {**self.file.data["review"], **changes}

    def clinic(self, **changes: Any) -> Clinic:
        return Clinic.model_validate({**self.clinic_data, **changes})

    def record(self, loaded: LoadedHandout | None = None, **changes: Any) -> Record:
        given = loaded or self.handout()
        made: dict[str, Any] = {
            "on": TODAY,
            "by": "Interventional radiologist, MD",
            "second": False,
            "review_by": datetime.date(2028, 11, 20),
            "topic": f"{given.department}/{given.topic}",
            "language": given.language,
            "clinic": "Test Clinic",
            "version": given.handout.review.version,
            "words": tuple(map(str, words_of(given))),
        }
        return Record(**{**made, **changes})


@pytest.fixture
def ward() -> Ward:
    return Ward()
