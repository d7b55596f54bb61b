"""The command line in this process, in a folder of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from handouts.cli import app

DATA = Path(__file__).resolve().parent.parent / "data" / "content"
TODAY = "2026-11-21"


@dataclass(frozen=True)
class Called:
    """What a command said."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)

    def codes(self) -> set[str]:
        """Return the codes of the findings on standard error."""
        return {line.split(": ", 1)[1].split(" ")[0] for line in self.err.splitlines() if ": H" in line}


@pytest.fixture(autouse=True)
def _no_checks(without_checks):
    """Keep the words of made-up handouts out of it."""


@pytest.fixture
def handouts(tmp_path, monkeypatch, capsys):
    """Return a function that runs a command in an empty folder, on a fixed day."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HANDOUTS_TODAY", TODAY)
    monkeypatch.delenv("HANDOUTS_DEBUG", raising=False)

    def run(*words: str) -> Called:
        capsys.readouterr()
        code = app.run([str(word) for word in words])
        return Called(int(code), *capsys.readouterr())

    return run


@pytest.fixture
def mine(handouts, tmp_path, monkeypatch):
    """Return a workspace made by ``handouts init``, with the user in it."""
    assert handouts("init", "mine").code == 0
    monkeypatch.chdir(tmp_path / "mine")
    return tmp_path / "mine"


@pytest.fixture
def add_topic(mine):
    """Return a function that adds a topic to the workspace, with changes of its words, and returns its file."""

    def add(topic: str, language: str = "en", **changes: str) -> Path:
        folder: Path = mine / "content" / topic
        folder.mkdir(parents=True, exist_ok=True)
        source = DATA / "test-department" / "tiny-topic"
        (folder / "duct.png").write_bytes((source / "duct.png").read_bytes())
        text = (source / "en.yaml").read_text(encoding="utf-8")
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new)
        file = folder / f"{language}.yaml"
        file.write_text(text, encoding="utf-8")
        return file

    return add
