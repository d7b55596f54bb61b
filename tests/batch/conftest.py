"""Departments of the tests' own making."""

from __future__ import annotations

import datetime
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from handouts.batch.rebuild import Desk, Way, rebuild
from handouts.build import Selection, plan

DATA = Path(__file__).resolve().parent.parent / "data" / "content"
TOPIC = DATA / "test-department" / "tiny-topic"
TODAY = datetime.date(2026, 11, 21)
LONG_AGO = 1_700_000_000


class Department:
    """A workspace with topics, and what a run does with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = folder / "output"
        (folder / "content").mkdir(parents=True)
        for name in ("clinic.yaml", "logo.svg"):
            shutil.copy(DATA / name, folder / "content")

    def add(self, topic: str, language: str = "en", **changes: str) -> Path:
        """Add a topic; return its file."""
        folder = self.folder / "content" / topic
        folder.mkdir(parents=True, exist_ok=True)
        for picture in TOPIC.glob("*.png"):
            shutil.copy(picture, folder)
        text = (TOPIC / "en.yaml").read_text(encoding="utf-8")
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new)
        file = folder / f"{language}.yaml"
        file.write_text(text, encoding="utf-8")
        return file

    def edit(self, relative: str, old: str, new: str) -> None:
        """Change words of a file."""
        path = self.folder / relative
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, *, today=TODAY, output=None, place=None, order=None, only=None, **more):
        """Build, and return the result."""
        ways = {key: more.pop(key) for key in list(more) if key in Way.__struct_fields__}
        desk = Desk(self.folder, output, place)
        planned = plan(Selection(today=today, workspace=self.folder, **more), desk.shelf)
        requests = [each for each in planned.requests if each.topic.startswith("ward/")]
        requests = [each for each in requests if only is None or each.topic in only]
        return rebuild(order(requests) if order else requests, desk, Way(**ways))

    def built(self, **more) -> list[str]:
        """Build, and return what was not left as it is."""
        return [each.request.topic for each in self.run(**more).outcomes if not each.unchanged]

    def age(self) -> None:
        """Make every source look as if it was saved long ago."""
        for path in self.folder.rglob("*"):
            if path.is_file():
                os.utime(path, (LONG_AGO, LONG_AGO))


def listed(department: Department) -> list[dict[str, Any]]:
    """Return the entries of a department's manifest."""
    entries: list[dict[str, Any]] = json.loads((department.output / "manifest.json").read_text())["files"]
    return entries


@pytest.fixture(autouse=True)
def _no_checks(without_checks):
    """Keep the words of made-up handouts out of it."""


@pytest.fixture
def department(tmp_path):
    """Return a department with three topics."""
    made = Department(tmp_path / "clinic")
    for name in ("ward/apple", "ward/berry", "ward/cherry"):
        made.add(name)
    return made


@pytest.fixture
def many(department):
    """Return a department with twelve topics: enough for worker processes."""
    for number in range(9):
        department.add(f"ward/topic-{number}")
    return department
