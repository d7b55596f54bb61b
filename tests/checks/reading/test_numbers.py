from __future__ import annotations

import pytest

from handouts.checks.reading.numbers import in_figures, worded_numbers
from tests.checks.shipped_subjects import subjects

BAD = [
    ("Wait two hours.", "two hours", "2 hours"),
    ("Take one tablet.", "one tablet", "1 tablet"),
    ("Rest for twenty-four hours.", "twenty-four hours", "24 hours"),
    ("It takes one to two hours.", "one to two hours", "1 to 2 hours"),
    ("Walk twice a day.", "twice a day", "2 times a day"),
    ("Take it three times a day.", "three times", "3 times"),
    ("A two-hour rest helps.", "two-hour", "2-hour"),
    ("Press for half an hour.", "half an hour", "30 minutes"),
    ("Five hundred people had it.", "Five hundred people", "500 people"),
    ("It takes about a dozen visits.", "a dozen visits", "12 visits"),
]
GOOD = [
    "Wait 2 hours. Take 1 pill 3 times a day.",
    "No one died. One of us stays with you.",
    "It got one third smaller.",
    "At first you rest. Then a second nurse comes.",
    "Someone must take you home at once.",
    "Sit on one side. Use one hand.",
]


@pytest.mark.parametrize(("text", "words", "figures"), BAD)
def test_worded_numbers_when_figures_would_be_quicker_then_they_are_marked_and_given(desk, text, words, figures):
    hits = list(worded_numbers(desk.subject(text)))

    assert [hit.excerpt.words for hit in hits if hit.excerpt] == [words]
    assert hits[0].hint == f"Write “{figures}”"
    assert in_figures(words) == figures


@pytest.mark.parametrize("text", GOOD)
def test_worded_numbers_when_nothing_is_counted_then_nothing_is_said(desk, text):
    assert desk.marked(worded_numbers, text) == []


def test_worded_numbers_when_put_to_the_shipped_topics_then_nothing_is_said():
    assert [str(hit) for made in subjects() for hit in worded_numbers(made)] == []
