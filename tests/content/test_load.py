from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handouts.content.load import load_clinic, load_handout
from handouts.errors import WorkspaceError
from handouts.workspace import TopicFile, Workspace

if TYPE_CHECKING:
    from tests.content.conftest import Desk


def test_load_handout_when_all_is_right_then_model_file_and_pictures_are_there(desk: Desk) -> None:
    loaded = desk.handout()
    assert (loaded.department, loaded.topic, loaded.language) == ("test-department", "tiny-topic", "en")
    assert loaded.handout.title == "Opening a narrow tube"
    assert loaded.file.shown == "content/test-department/tiny-topic/en.yaml"
    assert list(loaded.assets) == ["duct.png"]
    assert loaded.assets["duct.png"].kind == "png"
    assert loaded.assets["duct.png"].data == (desk.folder / "duct.png").read_bytes()


def test_load_handout_when_it_has_every_section_then_the_fixture_covers_the_model(desk: Desk) -> None:
    handout = desk.handout().handout
    # What a file allows is no section; `tests/content/test_checking.py` is about it.
    assert [name for name in type(handout).model_fields if not getattr(handout, name)] == ["checks"]


def test_load_handout_when_all_shipped_topics_are_loaded_then_none_has_a_finding() -> None:
    workspace = Workspace.open(None, Path(__file__).parent)
    topics = [file for file in workspace.topics() if file.department != "test-department"]
    assert topics
    for file in topics:
        assert load_handout(workspace, file).handout.key_points


def test_load_handout_when_values_look_like_numbers_and_truths_then_they_stay_text(desk: Desk) -> None:
    desk.change("  - stretching", "  - 6:00\n  - no\n  - 0555\n  - 1.10\n  - null\n  - ~")
    assert desk.handout().handout.other_names == ("6:00", "no", "0555", "1.10", "null", "~")


ACTIVITIES = (
    "it must be “driving”, “desk work”, “manual work”, “lifting”, “exercise”, “showering”, “bathing”, “sex” or “flying”"
)


def test_load_handout_when_keys_are_misspelt_missing_and_mistyped_then_all_come_at_once(desk: Desk) -> None:
    desk.change("title: Opening", "titel: Opening")
    desk.change("    alt: A tube that is narrow in the middle\n", "")
    desk.change("how_it_feels:\n  - You may feel pressure.", "how_it_feels: You may feel pressure.")
    desk.change("when_to_call:\n  - Fever of 100.4 °F (38 °C) or higher", "when_to_call:")
    desk.change("activity: flying", "activity: fliyng")
    found = desk.refused()
    assert [f"{each.place.line}: {each.code} {each.message}" for each in found] == [
        "2: H110 “titel” is not a known key",
        "62: H112 how_it_feels must be a list, but it is text (“You may feel pressure.”)",
        "102: H116 return_to[4].activity is “fliyng”; " + ACTIVITIES,
        "108: H113 when_to_call is empty",
        "123: H111 “alt” is missing in pictures[1]",
    ]
    assert found[0].hint == "Did you mean “title”?"
    assert found[-1].hint.startswith('Add, for example, “alt: "A bile duct, narrow in the middle"” (what the picture')


REQUIRED = (
    "title", "medical_name", "summary", "key_points", "purpose", "preparation", "what_happens", "risks", "recovery",
    "when_to_call", "emergency_signs", "review",
)  # fmt: skip


@pytest.mark.parametrize("key", REQUIRED)
def test_load_handout_when_a_required_section_is_empty_then_it_is_named(desk: Desk, key: str) -> None:
    lines = desk.topic.read_text("utf-8").split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith(f"{key}:"))
    end = next(n for n in range(start + 1, len(lines) + 1) if n == len(lines) or lines[n][:1] not in (" ", ""))
    desk.topic.write_text("\n".join([*lines[:start], f"{key}:", *lines[end:]]) + "\n", "utf-8")
    (finding,) = desk.refused()
    assert (finding.code, finding.message, finding.place.line) == ("H113", f"{key} is empty", start + 1)
    desk.topic.write_text("\n".join([*lines[:start], *lines[end:]]) + "\n", "utf-8")
    (finding,) = desk.refused()
    assert (finding.code, finding.message) == ("H111", f"“{key}” is missing")


def test_load_handout_when_a_section_has_empty_fields_only_then_it_is_empty(desk: Desk) -> None:
    text = desk.topic.read_text("utf-8")
    start, end = text.index("at_a_glance:"), text.index("purpose:")
    desk.topic.write_text(text[:start] + "at_a_glance:\n  duration:\n  setting:\n" + text[end:], "utf-8")
    (finding,) = desk.refused()
    assert (finding.code, finding.message) == ("H113", "at_a_glance: this section is empty")


def test_load_handout_when_it_has_four_hundred_steps_then_it_loads_and_one_more_is_refused(desk: Desk) -> None:
    step = "    - A nurse puts a small tube in your arm.\n"
    desk.change(step, step * 398)
    assert len(desk.handout().handout.what_happens.steps) == 400
    desk.change(step, step * 2)
    (finding,) = desk.refused()
    assert finding.message == "what_happens.steps has 401 entries; it must have at most 400"
    assert finding.hint == "Take out 1, or put some of them together"


@pytest.mark.parametrize(
    ("old", "new", "code", "message"),
    [
        ("You may feel pressure.", "You may {{ ''.__class__ }} feel.", "H120", "“''.__class__” is not a placeholder"),
        ("You may feel pressure.", "You may {{ clinic.fone }} feel.", "H120", "“clinic.fone” is not a placeholder"),
        ("You may feel pressure.", "You **may feel.", "H122", "a “**” has no partner"),
        (
            "You may feel pressure.",
            "You [may](http://x.org) feel.",
            "H121",
            "“http://x.org” is not an address that a handout may link to",
        ),
        ("You may feel pressure.", "You [may]{lang=Spanish} feel.", "H123", "“Spanish” is not a language tag"),
        (
            "You may feel pressure.",
            "You [[may feel.",
            "H124",
            "“[[” and “]]” must stand around one word of the glossary",
        ),
        (
            "You may feel pressure.",
            "You may\u202e feel.",
            "H118",
            "U+202E (right-to-left override) shows nothing or changes what is shown",
        ),
        (
            "You may feel pressure.",
            "You may \ufffd feel.",
            "H118",
            "a character was lost and U+FFFD stands in its place",
        ),
        (
            "You may feel pressure.",
            '"\\0 You"',
            "H118",
            "U+0000 (a control character) shows nothing or changes what is shown",
        ),
    ],
)
def test_load_handout_when_prose_is_wrong_then_its_line_and_path_are_named(
    desk: Desk, old: str, new: str, code: str, message: str
) -> None:
    desk.change(old, new)
    (finding,) = desk.refused()
    assert str(finding) == (f"content/test-department/tiny-topic/en.yaml:63:5: {code} how_it_feels[1]: {message}")


def test_load_handout_when_text_holds_other_markup_then_it_is_kept_as_text(desk: Desk) -> None:
    desk.change("You may feel pressure.", '<font color="red">You</font> &entity; {% raw %} feel.')
    assert desk.handout().handout.how_it_feels == ('<font color="red">You</font> &entity; {% raw %} feel.',)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "how_often: not known",
            "how_often: unknown",
            "73:18: H116 risks.items[2].how_often is “unknown”; it must be “not known”",
        ),
        ("how_often: not known", "how_often: rarely", "73:18: H116 risks.items[2].how_often cannot be “rarely”"),
        ("how_often: not known", "how_often: [x]", "73:18: H112 risks.items[2].how_often cannot be a list"),
        ("{n: 5, to: 8", "{n: 9, to: 8", "70:29: H126 risks.items[1].how_often: “to” (8) must be larger than “n” (9)"),
        ("{n: 5, to: 8", "{n: 05, to: 8", "70:22: H125 risks.items[1].how_often.n: “05” is not a whole number"),
        ("of: 100,", "of: 50,", "70:36: H116 risks.items[1].how_often.of cannot be “50”"),
        ("after: 24 hours", "after: 24 hourz", "97:12: H125 return_to[1].after: “24 hourz” is not a length of time"),
        (
            "after: 24 hours",
            "after: ask uss",
            "97:12: H116 return_to[1].after is “ask uss”; it must be “straight away” or “ask us”",
        ),
        (
            "when: 8 hours before",
            "when: 8 hours",
            "45:11: H125 preparation[3].when: “8 hours” is not a time before the appointment",
        ),
        ("written_on: 2026-11-20", "written_on: 2026", "138:15: H125 review.written_on: “2026” is not a date"),
        (
            "written_on: 2026-11-20",
            "written_on: 20.11.2026",
            "138:15: H125 review.written_on: “20.11.2026” is not a date",
        ),
        (
            "written_on: 2026-11-20",
            "written_on: 2026-02-30",
            "138:15: H112 review.written_on must be a date, but it is “2026-02-30”",
        ),
        ("year: 2010", "year: 1234", "133:11: H117 sources[1].year is “1234”; it must be at least 1950"),
        (
            "https://example.org/guideline",
            "http://example.org",
            "134:10: H115 sources[1].url is “http://example.org”, which is not in the right form",
        ),
    ],
)
def test_load_handout_when_a_fact_is_wrong_then_one_finding_explains_it(
    desk: Desk, old: str, new: str, line: str
) -> None:
    desk.change(old, new)
    assert [str(each) for each in desk.refused()] == [f"content/test-department/tiny-topic/en.yaml:{line}"]


def test_load_handout_when_a_duration_is_wrong_then_the_hint_names_all_forms(desk: Desk) -> None:
    desk.change("after: 24 hours", "after: tomorrow")
    (finding,) = desk.refused()
    assert finding.hint == "Write it like “30 minutes” or “1 to 2 hours”, or “straight away” or “ask us”"


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (
            [("  reviewed_on: 2026-11-20\n", ""), ("next_review: 2028-11-20", "next_review: 2026-11-19")],
            "143:16: H127 review: “next_review” must be later than the last review",
        ),
        (
            [("next_review: 2028-11-20", "next_review: 2026-11-20")],
            "144:16: H127 review: “next_review” must be later than the last review",
        ),
    ],
)
def test_load_handout_when_the_review_does_not_hold_then_it_is_refused(
    desk: Desk, changes: list[tuple[str, str]], line: str
) -> None:
    for old, new in changes:
        desk.change(old, new)
    assert [str(each) for each in desk.refused()] == [f"content/test-department/tiny-topic/en.yaml:{line}"]


def test_load_handout_when_pictures_and_fields_are_wrong_then_all_are_reported(desk: Desk) -> None:
    (desk.folder / "duct.png").write_bytes(b"GIF89a")
    desk.change("  - term: bile\n", "  - term: gall\n")
    assert [each.code for each in desk.refused()] == ["H142", "H151"]


def test_load_handout_when_a_picture_is_used_twice_then_it_is_read_once(desk: Desk) -> None:
    desk.change("pictures:\n", "pictures:\n  - {file: duct.png, alt: The same tube again, section: recovery}\n")
    assert list(desk.handout().assets) == ["duct.png"]


def test_load_handout_when_a_copied_text_lies_over_builtin_then_its_pictures_are_found_there(
    desk: Desk, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    folder = own / "content" / "test-department" / "tiny-topic"
    folder.mkdir(parents=True)
    shutil.copy(desk.topic, folder)
    workspace = Workspace((own, desk.root), own / "output", tmp_path)
    (file,) = workspace.topics()
    assert file.path == folder / "en.yaml"
    assert load_handout(workspace, file).assets["duct.png"].kind == "png"


def test_load_handout_when_the_file_is_gone_then_it_says_so(desk: Desk) -> None:
    gone = TopicFile("a", "b", "en", desk.root / "content/a/b/en.yaml")
    with pytest.raises(WorkspaceError, match=r"content/a/b/en\.yaml: H501 there is no such file"):
        load_handout(desk.workspace, gone)


def test_load_clinic_when_another_file_is_named_then_its_logo_stands_beside_it(desk: Desk, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(desk.clinic_file, elsewhere / "north.yaml")
    desk.change("name: Test Clinic", "name: North", elsewhere / "north.yaml")
    (elsewhere / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
    loaded = desk.clinic(elsewhere / "north.yaml")
    assert loaded.clinic.name == "North"
    assert loaded.logo is not None
    assert b'viewBox="0 0 1 1"' in loaded.logo.data


def test_load_clinic_when_there_is_none_then_it_says_so(desk: Desk) -> None:
    desk.clinic_file.unlink()
    with pytest.raises(WorkspaceError, match=r"content/clinic\.yaml: H505 there is no such file"):
        load_clinic(desk.workspace, None)


def test_load_clinic_when_it_has_no_logo_then_none_is_read(desk: Desk) -> None:
    desk.change_clinic("logo:\n  file: logo.svg\n  alt: Test Clinic\n", "")
    assert desk.clinic().logo is None
