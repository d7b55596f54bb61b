from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handouts.content.cross import texts, unfilled
from handouts.content.prose import PLACEHOLDERS

if TYPE_CHECKING:
    from tests.content.conftest import Desk

FILE = "content/test-department/tiny-topic/en.yaml"


def test_across_when_a_source_is_unknown_then_a_near_one_is_suggested(desk: Desk) -> None:
    desk.change("source: test-source", "source: test-sorce")
    (finding,) = desk.refused()
    assert str(finding) == f"{FILE}:70:77: H140 there is no source “test-sorce” in this file"
    assert finding.hint == "Did you mean “test-source”?"


def test_across_when_there_are_no_sources_then_the_hint_says_what_to_add(desk: Desk) -> None:
    text = desk.topic.read_text("utf-8")
    desk.topic.write_text(text[: text.index("sources:")] + text[text.index("review:") :], "utf-8")
    (finding,) = desk.refused()
    assert finding.hint == "Add it to “sources” with its title, publisher and year"


@pytest.mark.parametrize(
    "benefit",
    [
        "{what: A, how_often: {n: 1, of: 100, source: other}}",
        "{what: A, how_often: {n: 1, of: 100, source: test-source, also: other}}",
        "{what: A, how_often: not known, compared: {choice: B, how_often: {n: 1, of: 100, source: other}}}",
    ],
)
def test_across_when_the_source_of_a_benefit_is_unknown_then_its_own_place_is_named(desk: Desk, benefit: str) -> None:
    desk.change("  - Bile can drain again", f"  - {benefit}")
    (finding,) = desk.refused()
    line = desk.topic.read_text("utf-8").splitlines()[finding.place.line - 1]
    assert finding.code == "H140"
    assert line[finding.place.column - 1 :].startswith("other")


def test_across_when_a_source_gives_a_number_that_no_sentence_says_then_it_is_named(desk: Desk) -> None:
    desk.change("    year: 2010", "    year: 2010\n    numbers: [3 of 100 people, 4 of 100 people]")
    desk.change("  - Bile can drain again", "  - It helps **3 of 100** people")
    (finding,) = desk.refused()
    assert (finding.code, finding.message) == ("H147", "no sentence of this file says “4 of 100 people”")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "sources:\n",
            "sources:\n  - {id: test-source, title: T, publisher: P, year: 2000}\n",
            "131:9: H141 “test-source”",
        ),
        ("glossary:\n", "glossary:\n  - {term: Bile, meaning: M}\n", "123:11: H143 “bile”"),
        ("return_to:\n", "return_to:\n  - {activity: driving, after: ask us}\n", "97:15: H144 “driving”"),
        ("codes:\n", 'codes:\n  - {system: CPT, code: "47542"}\n', "9:5: H145 “CPT 47542”"),
    ],
)
def test_across_when_something_stands_twice_then_both_lines_are_named(
    desk: Desk, old: str, new: str, line: str
) -> None:
    first = desk.topic.read_text("utf-8").split("\n").index(old.strip()) + 2
    desk.change(old, new)
    (finding,) = desk.refused()
    assert str(finding) == f"{FILE}:{line} stands here a second time (first on line {first})"


def test_across_when_codes_differ_in_their_system_then_they_are_not_the_same(desk: Desk) -> None:
    desk.change("codes:\n", 'codes:\n  - {system: local, code: "47542"}\n')
    assert len(desk.handout().handout.codes) == 3


@pytest.mark.parametrize(
    ("term", "hint"),
    [
        ("Bile", "Write “[[bile|Bile]]”, or “[[bile]]”, or add “Bile” to “glossary”"),
        ("bill", "Write “[[bile|bill]]”, or “[[bile]]”, or add “bill” to “glossary”"),
        ("stent", "Add it to “glossary” with its meaning, or take the brackets away"),
    ],
)
def test_across_when_a_term_is_not_in_the_glossary_then_its_own_place_is_named(
    desk: Desk, term: str, hint: str
) -> None:
    desk.change("[[bile]] flow", f"[[{term}]] flow")
    (finding,) = desk.refused()
    assert str(finding) == f"{FILE}:14:3: H142 the glossary has no word “{term}”"
    assert finding.hint == hint


def test_across_when_a_term_is_shown_in_other_words_then_the_term_counts(desk: Desk) -> None:
    desk.change("[[bile]] flow", "**[[bile|fluid]]** flow")
    assert "[[bile|fluid]]" in desk.handout().handout.summary


def test_across_when_several_things_do_not_fit_then_all_come_in_order(desk: Desk) -> None:
    desk.change("[[bile]] flow", "[[gall]] flow")
    desk.change("source: test-source", "source: other")
    desk.change("sources:\n", "sources:\n  - {id: test-source, title: T, publisher: P, year: 2000}\n")
    assert [each.code for each in desk.refused()] == ["H142", "H140", "H141"]


def test_unfilled_when_the_clinic_has_every_value_then_there_is_nothing(desk: Desk) -> None:
    marks = " ".join(f"{{{{ {name} }}}}" for name in PLACEHOLDERS)
    desk.change("You may feel pressure.", f"Ask {marks}.")
    assert unfilled(desk.handout(), desk.clinic().clinic) == []


@pytest.mark.parametrize(
    ("name", "taken_out", "key"),
    [
        ("web", ["web: https://example.org/handouts\n"], "web"),
        ("address", ["address: 100 River Street, Springfield\n"], "address"),
        ("nights", ["      nights_and_weekends: 555-0199\n"], "nights_and_weekends” below “phones"),
        (
            "department",
            ["department: Test Department\n", "  test-department:\n    name: Department of Tests\n"],
            "department",
        ),
    ],
)
def test_unfilled_when_a_value_is_missing_then_every_use_is_named(
    desk: Desk, name: str, taken_out: list[str], key: str
) -> None:
    desk.change("You may feel pressure.", f"Ask us at {{{{ clinic.{name} }}}} now.")
    for text in taken_out:
        desk.change_clinic(text, "  heart:\n    name: Heart\n" if text.startswith("  test") else "")
    (finding,) = unfilled(desk.handout(), desk.clinic().clinic)
    assert str(finding) == (
        f"{FILE}:63:18: H146 “{{{{ clinic.{name} }}}}” is used here, but the clinic's file has no value for it"
    )
    assert finding.hint == f"Add “{key}” to the clinic's file"


def test_texts_when_a_handout_is_walked_then_every_text_comes_with_its_way(desk: Desk) -> None:
    loaded = desk.handout()
    found = dict(texts(loaded.handout))
    assert found["title",] == "Opening a narrow tube"
    assert found["risks", "items", 1, "name"] == "Bleeding"
    assert found["pictures", 0, "caption"] == "The balloon widens the tube."
    for loc, text in found.items():
        assert loaded.file.source(loc).strip("\"'")[:2] in (text[:2], ">-")
