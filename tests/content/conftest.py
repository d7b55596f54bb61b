from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handouts.content.load import load_clinic, load_handout
from handouts.errors import HandoutsError
from handouts.workspace import Workspace

if TYPE_CHECKING:
    from handouts.content.load import LoadedClinic, LoadedHandout
    from handouts.findings import Finding

DATA = Path(__file__).parent.parent / "data"


class Desk:
    """A workspace of its own with the tiny topic and the test clinic, whose files a test changes."""

    def __init__(self, root: Path) -> None:
        shutil.copytree(DATA / "content", root / "content")
        self.root = root
        self.folder = root / "content" / "test-department" / "tiny-topic"
        self.topic = self.folder / "en.yaml"
        self.clinic_file = root / "content" / "clinic.yaml"
        self.workspace = Workspace((root,), root / "output", root)

    def change(self, old: str, new: str, path: Path | None = None) -> None:
        path = path or self.topic
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    def change_clinic(self, old: str, new: str) -> None:
        self.change(old, new, self.clinic_file)

    def handout(self) -> LoadedHandout:
        (file,) = self.workspace.topics()
        return load_handout(self.workspace, file)

    def clinic(self, path: Path | None = None) -> LoadedClinic:
        return load_clinic(self.workspace, path)

    def line(self, words: str, path: Path | None = None) -> int:
        lines = (path or self.topic).read_text("utf-8").split("\n")
        (found,) = [number for number, line in enumerate(lines, 1) if words in line]
        return found

    def refused(self) -> list[Finding]:
        return _refused(self.handout)

    def clinic_refused(self) -> list[Finding]:
        return _refused(self.clinic)


def _refused(load: object) -> list[Finding]:
    assert callable(load)
    with pytest.raises(HandoutsError) as caught:
        load()
    findings = list(caught.value.findings)
    assert findings
    for each in findings:
        assert each.hint
        assert each.place.line
        assert not each.message.endswith(".")
        # Nobody who writes handouts should meet the words of a library.
        for jargon in (
            "Input should",
            "validation",
            "pydantic",
            "NoneType",
            "tuple",
            "dictionary",
            "string",
            "literal",
        ):
            assert jargon not in each.message + each.hint
    return findings


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)
