from __future__ import annotations

import pytest

from handouts.checks.reading.negatives import double_negatives
from tests.checks.shipped_subjects import subjects

BAD = [
    ("You must not fail to take your pills.", "not fail to"),
    ("Never neglect to call us.", "Never neglect to"),
    ("Don't forget to fast.", "Don't forget to"),
    ("Bruises are not uncommon.", "not uncommon"),
    ("It isn’t at all impossible.", "isn’t at all impossible"),
    ("Eat nothing unless you cannot swallow.", "unless you cannot"),
    ("Do not take nothing by mouth.", "not take nothing"),
    ("There is no reason not to walk.", "no reason not to"),
    ("You are not without risk.", "not without"),
]
GOOD = [
    "Do not eat for 8 hours before.",
    "Never stop it without asking your heart doctor.",
    "Do not drive unless we tell you that you may.",
    "You cannot eat. It is unsafe.",
    "No one died. That is not common.",
    "It is not known how often this happens.",
    "You may not be able to walk.",
]


@pytest.mark.parametrize(("text", "words"), BAD)
def test_double_negatives_when_two_cancel_each_other_then_both_are_marked(desk, text, words):
    assert desk.marked(double_negatives, text) == [words]


@pytest.mark.parametrize("text", GOOD)
def test_double_negatives_when_one_stands_alone_then_nothing_is_said(desk, text):
    assert desk.marked(double_negatives, text) == []


def test_double_negatives_when_put_to_the_shipped_topics_then_nothing_is_said():
    assert [str(hit) for made in subjects() for hit in double_negatives(made)] == []
