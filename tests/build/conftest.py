"""Workspaces of the tests' own making."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parent.parent / "data" / "content"
TOPIC = DATA / "test-department" / "tiny-topic"


@pytest.fixture(autouse=True)
def _no_checks(without_checks):
    """Keep the words of made-up handouts out of it."""


@pytest.fixture
def add_topic(tmp_path):
    """Return a function that adds a topic to the workspace and returns its file."""

    def add(topic: str, language: str = "en", **changes: str) -> Path:
        folder: Path = tmp_path / "content" / topic
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

    return add


@pytest.fixture
def folder(tmp_path, add_topic):
    """Return a workspace with a clinic, two departments, and one topic in both of them and two languages."""
    (tmp_path / "content").mkdir()
    shutil.copy(DATA / "clinic.yaml", tmp_path / "content")
    shutil.copy(DATA / "logo.svg", tmp_path / "content")
    add_topic("cardiology/stent")
    add_topic("cardiology/valve")
    add_topic("cardiology/valve", "es")
    add_topic("radiology/stent")
    return tmp_path
