from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from handouts.content.find import Entry, find, folded

if TYPE_CHECKING:
    from tests.content.conftest import Desk


def entry(topic: str, title: str, medical: str, *others: str, codes: tuple[tuple[str, str], ...] = ()) -> Entry:
    day = datetime.date(2028, 1, 1)
    return Entry(topic, "radiology", "en", title, medical, others, codes, "draft", "1.0", day)


BILE = entry("bile", "Opening a blocked bile duct", "biliary balloon dilation", "PTBD", codes=(("CPT", "47542"),))
HEART = entry("cto", "Opening a blocked heart artery", "chronic total occlusion", "CTO", codes=(("CPT", "92943"),))
TEST = entry(
    "tbo", "A test of an artery to the brain", "temporary balloon occlusion", codes=(("ICD-10-PCS", "03LG3DZ"),)
)
XRAY = entry("rontgen", "Röntgen of the duct", "opacification", "cholangiographie générale")
ALL = (TEST, XRAY, HEART, BILE)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("bile", [BILE]),
        ("BILE duct", [BILE]),
        ("duct bile", [BILE]),
        ("bloc ope", [BILE, HEART]),
        ("balloon", [TEST, BILE]),
        ("occlusion", [TEST, HEART]),
        ("ptbd", [BILE]),
        ("rontgen", [XRAY]),
        ("RÖNTGEN", [XRAY]),
        ("generale", [XRAY]),
        ("générale duct", [XRAY]),
        ("radiology artery", [TEST, HEART]),
        ("lock", []),
        ("bile heart", []),
        ("", []),
        ("  ?! ", []),
    ],
)
def test_find_when_words_are_given_then_all_must_begin_a_word(query: str, found: list[Entry]) -> None:
    assert find(ALL, query) == found


@pytest.mark.parametrize("query", ["47542", "CPT 47542", "cpt  47542"])
def test_find_when_a_code_is_given_then_its_topic_is_found(query: str) -> None:
    assert find(ALL, query) == [BILE]


def test_find_when_a_code_begins_alike_then_it_is_found_by_its_beginning_but_the_exact_one_is_first() -> None:
    longer = entry("longer", "A first title", "x", codes=(("local", "475421"),))
    assert find((longer, BILE), "47542") == [BILE, longer]
    assert find((longer, BILE), "4754") == [longer, BILE]
    assert find(ALL, "03lg3dz") == [TEST]


def test_find_when_several_fit_then_title_comes_before_medical_name_and_that_before_other_names() -> None:
    by_title = entry("a", "Zoster", "x")
    by_medical = entry("b", "B title", "zoster")
    by_other = entry("c", "A title", "x", "zoster")
    by_beginning = entry("d", "Zosterlike", "x")
    assert find((by_other, by_beginning, by_medical, by_title), "zoster") == [
        by_title,
        by_beginning,
        by_medical,
        by_other,
    ]


def test_folded_when_text_has_accents_and_capitals_then_they_are_gone() -> None:
    assert folded("RÖNTGEN Straße Ñ é") == "rontgen strasse n e"


def test_of_when_a_handout_is_loaded_then_its_entry_says_what_a_list_shows(desk: Desk) -> None:
    assert Entry.of(desk.handout()) == Entry(
        topic="tiny-topic",
        department="test-department",
        language="en",
        title="Opening a narrow tube",
        medical_name="balloon dilation",
        other_names=("stretching",),
        codes=(("CPT", "47542"), ("local", "T-001")),
        status="draft",
        version="0.1",
        next_review=datetime.date(2028, 11, 20),
    )
