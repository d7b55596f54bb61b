from __future__ import annotations

import pytest

from handouts.checks.reading.vague import vague_amounts, vague_times
from tests.checks.shipped_subjects import subjects

BAD_TIMES = [
    ("The doctor calls you soon.", "soon"),
    ("Rest for a while.", "for a while"),
    ("Call us as soon as possible.", "as soon as possible"),
    ("The pain goes away eventually.", "eventually"),
    ("Look at the site from time to time.", "from time to time"),
    ("Check your blood sugar regularly.", "regularly"),
    ("We start shortly.", "shortly"),
    ("We see you again at some point.", "at some point"),
    ("You may bleed for some time.", "for some time"),
    ("You get better before long.", "before long"),
]
GOOD_TIMES = [
    "The doctor calls you within 2 days.",
    "Call us as soon as you bleed.",
    "Rest for 1 hour. While you rest, drink water.",
    "The numbing shot stings for a few seconds.",
    "It takes a long tube. You go home a short time of 2 hours later.",
    "Call us right away.",
]
BAD_AMOUNTS = [
    ("Drink plenty of water", "plenty of"),
    ("Take a few short walks", "a few"),
    ("Drink some water", "some"),
    ("Eat a little", "a little"),
    ("Walk a little", "a little"),
    ("Rest a bit", "a bit"),
    ("Use several pillows", "several"),
    ("Take pain pills as needed", "as needed"),
    ("Get lots of rest", "lots of"),
    ("Take your pills with some water", "with some water"),
    ("Drink enough water", "enough water"),
    ("Use small amounts of soap", "small amounts of"),
    ("Drink as much water as you can", "as much water as you can"),
]
GOOD_AMOUNTS = [
    "Drink 8 cups of water a day",
    "Take 2 short walks a day",
    "Some people feel sick",
    "Shower with some help",
    "Stop if you have had enough",
    "Eat as much as you did before",
    "Take some of the pills that we gave you away from meals",
    "Rest for 2 days",
    "Exercise some care on stairs",
    "Walk a little slower than you did before",
    "Ask for a little help with your bags",
]


@pytest.mark.parametrize(("text", "words"), BAD_TIMES)
def test_vague_times_when_nobody_can_measure_it_then_it_is_marked(desk, text, words):
    assert desk.marked(vague_times, text) == [words]


@pytest.mark.parametrize("text", GOOD_TIMES)
def test_vague_times_when_a_time_is_given_or_an_event_then_nothing_is_said(desk, text):
    assert desk.marked(vague_times, text) == []


@pytest.mark.parametrize(
    ("item", "words"), [("Wait a few hours", "a few hours"), ("Rest several days", "several days")]
)
def test_vague_times_when_the_patient_acts_on_a_few_hours_then_it_is_marked(desk, item, words):
    assert desk.marked(vague_times, do=[item]) == [words]
    assert desk.marked(vague_amounts, do=[item]) == []


@pytest.mark.parametrize("section", ["questions", "teach_back"])
def test_vague_times_when_it_is_a_question_then_nothing_is_said(desk, section):
    assert desk.marked(vague_times, **{section: ["Can I soon drive?", "How soon can I go home?"]}) == []


@pytest.mark.parametrize(("item", "words"), BAD_AMOUNTS)
def test_vague_amounts_when_the_patient_must_act_on_it_then_it_is_marked(desk, item, words):
    assert desk.marked(vague_amounts, do=[item]) == [words]


@pytest.mark.parametrize("item", GOOD_AMOUNTS)
def test_vague_amounts_when_it_can_be_measured_or_is_no_amount_then_nothing_is_said(desk, item):
    assert desk.marked(vague_amounts, do=[item, "Rest at night"]) == []


def test_vague_amounts_when_nobody_acts_on_it_then_nothing_is_said(desk):
    assert desk.marked(vague_amounts, "We put in several tiny beads.") == []


@pytest.mark.parametrize("check", [vague_times, vague_amounts])
def test_checks_when_put_to_the_shipped_topics_then_they_say_nothing(check):
    assert [str(hit) for made in subjects() for hit in check(made)] == []
