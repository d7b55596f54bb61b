"""Reports of made-up departments."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from handouts.build import Selection, Shelf, plan
from handouts.report.gather import gather
from handouts.report.history import memory
from handouts.report.page import page

DATA = Path(__file__).resolve().parent.parent / "data" / "content"
TOPIC = DATA / "test-department" / "tiny-topic"
TODAY = datetime.date(2026, 11, 21)
HARD = (
    "Individuals experiencing persistent abdominal discomfort following hospitalization should immediately communicate "
    "with their interventional radiology department regarding subsequent management."
)


class Ward:
    """A workspace with topics, and reports about it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "content").mkdir(parents=True)
        for name in ("clinic.yaml", "logo.svg"):
            shutil.copy(DATA / name, folder / "content")

    def add(self, topic: str, language: str = "en", **changes: str) -> Path:
        """Add a topic; return its file."""
        folder = self.folder / "content" / topic
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(TOPIC / "duct.png", folder)
        text = (TOPIC / "en.yaml").read_text("utf-8")
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new)
        file = folder / f"{language}.yaml"
        file.write_text(text, "utf-8")
        return file

    def gathered(self, judged=None):
        """Return what a report of the ward is made of."""
        shelf = Shelf()
        selection = Selection(today=TODAY, departments=("ward",), languages=("all",), workspace=self.folder)
        return gather(plan(selection, shelf).requests, shelf, judged)

    def page(self, last=None, today=TODAY, judged=None) -> str:
        """Return a report of the ward."""
        found = self.gathered(judged)
        return page(found, memory(found.entries, today, last), today, Shelf().workspace(self.folder))


@pytest.fixture
def ward(tmp_path, made_up):
    """Return a ward with two handouts, one of them hard to read and with words that checks know."""
    made = Ward(tmp_path / "clinic")
    made.add("ward/apple")
    entry = "checks: {allow: [{code: H395, words: doodad, reason: All our nurses say <doodad>}]}\n"
    file = made.add(
        "ward/berry",
        **{"A doctor opens a narrow tube": f"{HARD} A widget & a doodad open it", "title: Opening": "title: Fixing"},
    )
    file.write_text(file.read_text("utf-8") + entry, "utf-8")
    return made
