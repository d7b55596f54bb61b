from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from handouts import document, layouts, yamlfile
from handouts.content.clinic import Clinic
from handouts.content.handout import Handout
from handouts.content.load import LoadedClinic, LoadedHandout
from handouts.errors import HandoutsError
from handouts.language import load_language
from handouts.model import Asset
from handouts.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data" / "content"
TODAY = datetime.date(2026, 11, 21)
PICTURE = Asset("png", b"")


class Studio:
    """A clinic's own folder over the builtin one, and the test topic, of which a test changes what it wants."""

    root = ROOT
    today = TODAY

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workspace = Workspace((folder, ROOT), folder / "output", folder)
        self.topic = yamlfile.read(DATA / "test-department" / "tiny-topic" / "en.yaml", "en.yaml")
        self.clinic_file = yamlfile.read(DATA / "clinic.yaml", "clinic.yaml")

    def write(self, relative: str, text: str) -> Path:
        path = self.folder / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def shipped(self, relative: str) -> str:
        return (ROOT / relative).read_text("utf-8")

    def handout(self, without=(), **changes) -> LoadedHandout:
        data = {**self.topic.data, **changes}
        for name in without:
            data.pop(name)
        handout = Handout.model_validate(data)
        assets = {picture.file: PICTURE for picture in handout.pictures}
        return LoadedHandout(handout, "test-department", "tiny-topic", "en", self.topic, assets)

    def clinic(self, without=(), **changes) -> LoadedClinic:
        data = {**self.clinic_file.data, **changes}
        for name in without:
            data.pop(name)
        clinic = Clinic.model_validate(data)
        return LoadedClinic(clinic, self.clinic_file, Asset("svg", b"") if clinic.logo else None)

    def language(self, code="en"):
        return load_language(self.workspace, code)

    def layout(self, name="standard"):
        return layouts.load_layout(self.workspace, name)

    def markup(self, handout=None, clinic=None, layout="standard", **asked):
        options = layouts.RenderOptions(**{"today": TODAY, **asked})
        loaded, given = handout or self.handout(), clinic or self.clinic()
        return layouts.render(loaded, given, self.language(), self.layout(layout), options)

    def document(self, handout=None, clinic=None, **options):
        loaded, given = handout or self.handout(), clinic or self.clinic()
        assets = {**loaded.assets} | ({layouts.LOGO: given.logo} if given.logo else {})
        return document.parse(self.markup(loaded, given, **options), "markup", assets)

    def dump(self, *args, **options):
        return document.dump(self.document(*args, **options))

    def refused(self, make):
        with pytest.raises(HandoutsError) as caught:
            make()
        findings = caught.value.findings
        assert findings
        for finding in findings:
            assert finding.hint[:1].isupper()
            assert not finding.message.endswith(".")
        return findings


@pytest.fixture
def studio(tmp_path):
    return Studio(tmp_path)
