from __future__ import annotations

import pytest

from handouts.checks.reading.passives import mostly_passive, passives
from tests.checks.shipped_subjects import subjects

BAD = [
    ("The tube is taken out after 1 hour.", "is taken"),
    ("You will be given medicine.", "be given"),
    ("The stitches were carefully removed.", "were carefully removed"),
    ("The test has been done.", ""),
    ("Blood was drawn from your arm.", "was drawn"),
    ("The drain is not always flushed at home.", "is not always flushed"),
    ("A dye is being put into the vein.", "is being put"),
    ("Your skin isn't cut.", "isn't cut"),
]
GOOD = [
    "A nurse takes the tube out after 1 hour.",
    "You are tired and the site is swollen.",
    "The artery is blocked. The tube is called a stent.",
    "You need to rest in bed. Indeed, it is red.",
    "We were at your side. It is a bed.",
    "You are supposed to rest. It is used for pain.",
    "The wound is infected, and you are worried.",
    "Call us if you are unused to pills.",
]


@pytest.mark.parametrize(("text", "words"), BAD)
def test_passives_when_a_sentence_hides_who_acts_then_its_verb_is_marked(desk, text, words):
    assert desk.marked(passives, text) == ([words] if words else [])


@pytest.mark.parametrize("text", GOOD)
def test_passives_when_a_sentence_is_active_or_says_how_something_is_then_nothing_is_said(desk, text):
    assert desk.marked(passives, text) == []


def test_passives_when_the_patient_asks_then_nothing_is_said(desk):
    assert desk.marked(passives, questions=["When is the tube taken out?"]) == []


PASSIVE = ["Food must be stopped.", "You are driven home.", "The site is washed by you."]


@pytest.mark.parametrize(
    "text",
    [" ".join(PASSIVE), *(" ".join([p, PASSIVE[0], PASSIVE[1]]) for p in (PASSIVE[2], "Pills are taken early."))],
)
@pytest.mark.parametrize("items", [PASSIVE, ["It was seen.", "Tea is drunk.", "The bed is made for you."]])
def test_mostly_passive_when_more_than_a_fifth_is_passive_then_it_is_told_once(desk, text, items):
    hits = list(mostly_passive(desk.subject(text, key_points=items)))

    assert [hit.key for hit in hits] == ["file"]
    assert hits[0].message.startswith(("5 of 1", "6 of 1"))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_mostly_passive_when_up_to_a_fifth_is_passive_then_nothing_is_said(desk, count):
    made = desk.subject("You rest at home. We call you.", do=["Walk each day", *PASSIVE[:count], "Rest at night"])

    assert list(mostly_passive(made)) == []


@pytest.mark.parametrize("check", [passives, mostly_passive])
def test_checks_when_put_to_the_shipped_topics_then_they_say_nothing(check):
    assert [str(hit) for made in subjects() for hit in check(made)] == []
