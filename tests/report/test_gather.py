from __future__ import annotations

import pytest

from handouts.findings import Severity
from handouts.report.gather import Level, Marks
from tests.made_up_checks import SUGGESTED, TOGETHER, WARNED


def test_gather_when_done_then_each_handout_has_its_reading_findings_and_review(ward):
    found = ward.gathered()

    assert [entry.key for entry in found.entries] == ["ward/apple en", "ward/berry en"]
    apple, berry = found.entries
    assert apple.level
    assert berry.level
    assert not apple.level.above
    assert apple.level.value < berry.level.value
    assert [level.name for level in berry.sections if level.above] == ["summary"]
    assert {finding.code for finding in apple.findings} == set()
    assert {finding.code for finding in berry.findings} == {WARNED}
    assert [(each.finding.code, each.reason) for each in berry.pardons] == [(SUGGESTED, "All our nurses say <doodad>")]
    assert (berry.count(Severity.WARNING), berry.count(Severity.ERROR)) == (1, 0)
    assert (apple.status, apple.expired, str(apple.next_review)) == ("draft", False, "2028-11-20")
    assert (found.clinic, found.brand, found.departments) == ("Test Clinic", "#0B5563", {"ward": "Test Department"})
    assert apple.marks is None


def test_gather_when_handouts_contradict_each_other_then_the_finding_stands_with_its_file(ward):
    ward.add("ward/cherry")

    assert [[finding.code for finding in entry.findings] for entry in ward.gathered().entries] == [
        [],
        [WARNED],
        [TOGETHER],
    ]


def test_gather_when_a_file_is_wrong_then_its_entry_has_the_findings_alone(ward):
    ward.add("ward/apple", **{"title:": "tilte:"})

    apple, berry = ward.gathered().entries
    assert (apple.title, apple.level, apple.next_review, apple.status) == ("", None, None, "")
    assert {finding.code for finding in apple.findings} == {"H110"}
    assert berry.title


def test_gather_when_the_clinic_is_wrong_then_every_entry_says_so(ward):
    (ward.folder / "content" / "clinic.yaml").write_text("nmae: x\n")

    found = ward.gathered()
    assert (found.clinic, found.brand) == ("", "")
    assert [bool(entry.findings) for entry in found.entries] == [True, True]


def test_gather_when_people_have_judged_a_handout_then_their_marks_are_there(ward):
    found = ward.gathered(lambda subject: Marks("12 of 13", "5 of 7") if subject.name == "ward/apple" else None)

    assert [entry.marks for entry in found.entries] == [Marks("12 of 13", "5 of 7"), None]


def test_digest_when_words_change_then_it_changes_and_else_not(ward):
    before = [entry.words for entry in ward.gathered().entries]
    file = ward.add("ward/apple", **{"title: Opening": "title: Closing"})
    after = [entry.words for entry in ward.gathered().entries]
    file.write_text(file.read_text("utf-8") + "\n# a remark\n", "utf-8")

    assert (before[0] != after[0], before[1] == after[1]) == (True, True)
    assert [entry.words for entry in ward.gathered().entries] == after


@pytest.mark.parametrize(
    ("level", "shown", "hardness"),
    [
        (Level("", 5.24, 6, above=False), "5.2", -0.76),
        (Level("", -1.2, 6, above=False), "under 1", -7.2),
        (Level("", 55.0, 65, above=True, is_grade=False), "INFLESZ 55.0", 1.0),
    ],
)
def test_level_when_shown_then_it_is_in_its_measure_and_can_be_sorted(level, shown, hardness):
    assert str(level) == shown
    assert level.hardness == pytest.approx(hardness)


def test_gather_when_called_from_elsewhere_then_files_are_named_all_the_same(ward, tmp_path, monkeypatch):
    before = ward.page()
    monkeypatch.chdir(tmp_path / "clinic" / "content" / "ward")

    assert ward.gathered().entries[1].findings[0].place.file == "content/ward/berry/en.yaml"
    assert ward.page() == before
