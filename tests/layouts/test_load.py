from __future__ import annotations

import pytest

from handouts.layouts import load_layout, names
from handouts.workspace import Workspace


def test_names_when_listed_then_only_folders_with_a_layout_are_there(studio):
    studio.write("layouts/mine/layout.yaml", studio.shipped("layouts/standard/layout.yaml"))
    studio.write("layouts/half/page.xml.j2", "")

    assert names(studio.workspace) == ["large-print", "mine", "standard"]


def test_layout_when_a_clinic_has_its_own_then_that_one_is_loaded(studio):
    text = studio.shipped("layouts/standard/layout.yaml").replace("size: 27", "size: 26")
    studio.write("layouts/standard/layout.yaml", text)

    assert load_layout(studio.workspace, "standard").file.styles["title"].size == 26
    plain = Workspace((studio.root,), studio.folder, studio.root)
    assert load_layout(plain, "standard").file.styles["title"].size == 27


def test_layout_when_nothing_changed_then_its_file_is_read_once(studio):
    one, other = (load_layout(studio.workspace, "standard") for _ in range(2))
    clinic, language = studio.clinic().clinic, studio.language()
    assert one == other
    assert one.file is other.file
    assert one.theme(clinic, "letter", language) is other.theme(clinic, "letter", language)


def test_layout_when_its_file_changes_then_it_is_loaded_again(studio):
    text = studio.shipped("layouts/standard/layout.yaml")
    studio.write("layouts/mine/layout.yaml", text)
    first = load_layout(studio.workspace, "mine")
    studio.write("layouts/mine/layout.yaml", text.replace("size: 27", "size: 26.5"))

    assert first.file.styles["title"].size == 27
    assert load_layout(studio.workspace, "mine").file.styles["title"].size == 26.5


@pytest.mark.parametrize(
    ("name", "hint"),
    [("standart", "standard"), ("zzz", "large-print"), ("../standard", "standard"), ("shared", "standard")],
)
def test_layout_when_there_is_none_then_the_names_are_told(studio, name, hint):
    (finding,) = studio.refused(lambda: load_layout(studio.workspace, name))

    assert finding.code == "H201"
    assert hint in finding.hint


def test_layout_when_a_key_is_misspelt_then_its_line_is_told(studio):
    text = studio.shipped("layouts/standard/layout.yaml").replace("\nmargins:", "\nmargin:")
    studio.write("layouts/mine/layout.yaml", text)

    findings = studio.refused(lambda: load_layout(studio.workspace, "mine"))

    assert findings[0].place.file.endswith("layouts/mine/layout.yaml")
    assert findings[0].place.line == text[: text.index("\nmargin:") + 1].count("\n") + 1
    assert "margins" in findings[0].hint
