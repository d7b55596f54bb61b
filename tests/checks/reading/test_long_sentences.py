from __future__ import annotations

import pytest

from handouts.checks.reading.long_sentences import long_sentences
from tests.checks.shipped_subjects import subjects

BAD = [
    "If the spot bleeds again at home, lie down flat on your back and press on it with a clean cloth until it stops.",
    "You may eat a light meal of toast, fruit or soup until 8 hours before, and then you must not eat any more food.",
    "Call us if you have a fever of 100.4 °F (38 °C) or higher, or if the site is red, warm, sore or has pus on it.",
    "rest in bed and keep your leg straight and do not lift it and do not bend it and call a nurse if it hurts at all",
    "Take 1,000 to 2,500 ml of water a day, in small cups, for 3 to 4 days, and then drink as much as you did at home.",
]
GOOD = [
    "Lie down flat. Press on the spot with a clean cloth. Call us if it bleeds after 10 minutes.",
    "A fever of 100.4 °F (38 °C) or higher, or chills.",
    "You rest in bed for 6 hours, with your leg straight, and then you get up with a nurse.",
    "Do not drive for 24 hours. Do not drink alcohol for 24 hours. Do not make big decisions for 24 hours.",
    "Rest.",
]


@pytest.mark.parametrize("text", BAD)
def test_long_sentences_when_one_has_more_than_20_words_then_it_is_marked(desk, text):
    assert desk.marked(long_sentences, text) == [text]


@pytest.mark.parametrize("text", GOOD)
def test_long_sentences_when_all_are_short_then_nothing_is_said(desk, text):
    assert desk.marked(long_sentences, text) == []


@pytest.mark.parametrize(("count", "marked"), [(20, 0), (21, 1)])
def test_long_sentences_when_a_sentence_is_at_the_limit_then_it_passes_and_one_word_more_does_not(desk, count, marked):
    hits = list(long_sentences(desk.subject(" ".join(["rest"] * count) + ".")))

    assert len(hits) == marked
    assert all("has 21 words, and should have 20 at most" in hit.message for hit in hits)


def test_long_sentences_when_the_workspace_sets_a_limit_then_it_counts(desk):
    text = "We put a thin tube in your arm and then in your heart."

    assert desk.marked(long_sentences, text, settings={"longest_sentence": 12}) == [text]
    assert desk.marked(long_sentences, text, settings={"longest_sentence": 13}) == []


def test_long_sentences_when_the_file_is_in_spanish_then_they_are_found_too(desk):
    text = "Si el sitio sangra otra vez en su casa " + "y no para de sangrar " * 3 + "llame a su médico ese mismo día."

    assert desk.marked(long_sentences, text, language="es") == [text]


def test_long_sentences_when_put_to_the_shipped_topics_then_nothing_is_said():
    assert [str(hit) for made in subjects() for hit in long_sentences(made)] == []
