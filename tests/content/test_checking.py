"""Settings of the checks, and what a file allows."""

from __future__ import annotations

import pytest

from handouts.content.load import load_settings
from handouts.errors import ContentError, WorkspaceError

ENTRY = "  - code: H320\n    words: catheter\n    reason: {}\n"


def _settings(desk, text):
    (desk.root / "content" / "checks.yaml").write_text(text, "utf-8")
    return load_settings(desk.workspace)


def test_settings_when_there_is_no_file_then_are_those_that_ship(desk):
    loaded = load_settings(desk.workspace)

    assert loaded.file is None
    assert (loaded.settings.target_grade, loaded.settings.section_grade, loaded.settings.allow) == (6, 8, ())


def test_settings_when_there_is_a_file_then_it_is_read_and_is_no_stray(desk):
    loaded = _settings(desk, "target_grade: 5\nseverities:\n  H321: off\nallow:\n" + ENTRY.format("We teach this word"))

    assert (loaded.settings.target_grade, loaded.settings.severities) == (5, {"H321": "off"})
    assert loaded.settings.allow[0].words == "catheter"
    assert desk.workspace.strays() == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("target_grade: 99\n", "H117"),
        ("target_grade: low\n", "H125"),
        ("taget_grade: 6\n", "H110"),
        ("severities:\n  H321: quiet\n", "H116"),
        ("severities:\n  H121: off\n", "H115"),
        ("allow:\n  - code: H320\n", "H111"),
        ("allow:\n" + ENTRY.format("short"), "H114"),
        ("allow:\n" + ENTRY.format('"          "'), "H113"),
        ("allow: yes\n", "H112"),
        ("", "H109"),
    ],
)
def test_settings_when_wrong_then_tell_where(desk, text, code):
    with pytest.raises(ContentError) as caught:
        _settings(desk, text)
    assert code in {finding.code for finding in caught.value.findings}
    assert {finding.place.file for finding in caught.value.findings} == {"content/checks.yaml"}


def test_settings_when_the_file_is_a_folder_then_says_so(desk):
    (desk.root / "content" / "checks.yaml").mkdir()

    with pytest.raises(WorkspaceError, match="H508"):
        load_settings(desk.workspace)


def test_allow_when_a_file_gives_no_reason_then_is_refused(desk):
    desk.topic.write_text(desk.topic.read_text("utf-8") + "checks:\n  allow:\n    - code: H320\n", "utf-8")

    (finding,) = desk.refused()
    assert finding.code == "H111"
    assert "reason" in finding.message
