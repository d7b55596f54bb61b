from __future__ import annotations

import pytest

from handouts.checks.reading.addressed import not_addressed
from tests.checks.shipped_subjects import subjects

BAD = [
    ("The patient should not drive.", "The patient should"),
    ("Patients must fast for 8 hours.", "Patients must"),
    ("Patients who take insulin should call us.", "Patients who take insulin should"),
    ("It is important to rest.", "It is important to"),
    ("Alcohol should be avoided for 24 hours.", "should be avoided"),
    ("The bandage must not be removed.", "must not be removed"),
    ("He or she should rest.", "He or she should"),
    ("Patients are asked to fast.", "Patients are asked to"),
    ("Smoking is not allowed.", "Smoking is not allowed"),
    ("We check the patient’s heart.", "the patient’s"),
]
GOOD = [
    "Do not drive for 24 hours.",
    "You must be driven home by an adult.",
    "Most patients go home that day.",
    "Be patient. Use the patient portal.",
    "An adult must take you home.",
    "You are not allowed to drive. Your family is not allowed in the X-ray room.",
    "The site should be dry and clean.",
    "It is a small tube.",
]


@pytest.mark.parametrize(("text", "words"), BAD)
def test_not_addressed_when_an_instruction_is_for_somebody_else_then_it_is_marked(desk, text, words):
    assert desk.marked(not_addressed, text) == [words]


@pytest.mark.parametrize("text", GOOD)
def test_not_addressed_when_the_reader_is_spoken_to_then_nothing_is_said(desk, text):
    assert desk.marked(not_addressed, text) == []


def test_not_addressed_when_put_to_the_shipped_topics_then_nothing_is_said():
    assert [str(hit) for made in subjects() for hit in not_addressed(made)] == []
