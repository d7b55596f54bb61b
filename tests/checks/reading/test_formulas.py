from __future__ import annotations

import pytest

from handouts.checks.reading.formulas import (
    Counts,
    crawford,
    flesch_kincaid,
    inflesz,
    reading_ease,
    smog,
)
from handouts.checks.reading.text import counted

# Published: the example sentences of the articles on the Flesch and Flesch-Kincaid tests.
CAT = "The cat sat on the mat."  # 6 words, 6 syllables: reading ease 116
PASSAGE = "This sentence, taken as a reading passage unto itself, is being used to prove a point."  # reading ease 69
PLATYPUS = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."  # 37.5, grade 11.3

# Counted by hand; the long words are "medicine" twice.
LEAFLET = (
    "A nurse puts a tube in your arm. "  # 8 words of 1 syllable: 8
    "The medicine makes you feel very sleepy. "  # 7: the med-i-cine makes you feel ver-y sleep-y 11
    "Do not eat for 8 hours before you come. "  # 9: be-fore has 2, the others 1: 10
    "Ask about your medicine."  # 4: ask a-bout your med-i-cine 7
)
# Counted by hand; the long words are "médico" and "durante".
FOLLETO = (
    "El médico abre una vena del brazo. "  # 7 words: el mé-di-co a-bre u-na ve-na del bra-zo 13
    "No coma nada durante las ocho horas antes. "  # 8: no co-ma na-da du-ran-te las o-cho ho-ras an-tes 15
    "Llame si tiene fiebre alta."  # 5: lla-me si tie-ne fie-bre al-ta 9
)


@pytest.mark.parametrize(
    ("text", "language", "counts"),
    [
        (CAT, "en", Counts(1, 6, 6, 0)),
        (PASSAGE, "en", Counts(1, 16, 23, 0)),
        (PLATYPUS, "en", Counts(1, 13, 24, 4)),
        (LEAFLET, "en", Counts(4, 8 + 7 + 9 + 4, 8 + 11 + 10 + 7, 2)),
        (FOLLETO, "es", Counts(3, 7 + 8 + 5, 13 + 15 + 9, 2)),
        ("", "en", Counts()),
        ("💊 …", "en", Counts()),
    ],
)
def test_counted_when_a_passage_was_counted_by_hand_then_the_counts_are_the_same(text, language, counts):
    assert counted(text, language) == counts


@pytest.mark.parametrize(("text", "published"), [(CAT, 116), (PASSAGE, 69)])
def test_reading_ease_when_a_score_was_published_then_it_is_the_same(text, published):
    score = reading_ease(counted(text, "en"))

    assert score is not None
    assert round(score) == published


def test_platypus_when_scored_then_both_published_scores_come_out():
    counts = counted(PLATYPUS, "en")

    assert reading_ease(counts) == pytest.approx(206.835 - 1.015 * 13 / 1 - 84.6 * 24 / 13)
    assert reading_ease(counts) == pytest.approx(37.5, abs=0.05)
    assert flesch_kincaid(counts) == pytest.approx(0.39 * 13 / 1 + 11.8 * 24 / 13 - 15.59)
    assert flesch_kincaid(counts) == pytest.approx(11.3, abs=0.05)


def test_leaflet_when_scored_then_the_arithmetic_by_hand_comes_out():
    counts = counted(LEAFLET, "en")

    # 28 words in 4 sentences: 7 words a sentence. 36 syllables in 28 words: 1.285714 syllables a word.
    assert flesch_kincaid(counts) == pytest.approx(0.39 * 7 + 11.8 * 1.285714 - 15.59, abs=1e-4)
    assert flesch_kincaid(counts) == pytest.approx(2.3114, abs=1e-3)
    assert reading_ease(counts) == pytest.approx(206.835 - 7.105 - 108.7714, abs=1e-3)


def test_folleto_when_scored_then_the_arithmetic_by_hand_comes_out():
    counts = counted(FOLLETO, "es")

    # 20 words in 3 sentences: 6.6667 words a sentence. 37 syllables in 20 words: 1.85 syllables a word.
    assert inflesz(counts) == pytest.approx(206.835 - 62.3 * 1.85 - 6.6667, abs=1e-3)
    assert inflesz(counts) == pytest.approx(84.913, abs=1e-3)
    # Crawford counts by 100 words: 15 sentences and 185 syllables.
    assert crawford(counts) == pytest.approx(-0.205 * 15 + 0.049 * 185 - 3.407)
    assert crawford(counts) == pytest.approx(2.583, abs=1e-3)


@pytest.mark.parametrize(
    ("sentences", "long_words", "grade"),
    [
        (30, 0, 3.1291),
        (30, 36, 1.0430 * 6 + 3.1291),  # √36 = 6
        (60, 72, 1.0430 * 6 + 3.1291),  # 72 × 30 / 60 = 36
        (29, 36, None),
        (0, 0, None),
    ],
)
def test_smog_when_there_are_thirty_sentences_then_it_is_given_and_else_not(sentences, long_words, grade):
    score = smog(Counts(sentences, sentences * 8, sentences * 10, long_words))

    assert score == (None if grade is None else pytest.approx(grade))


@pytest.mark.parametrize("formula", [flesch_kincaid, reading_ease, smog, inflesz, crawford])
def test_formulas_when_the_text_is_empty_then_there_is_no_score(formula):
    assert formula(Counts()) is None


def test_counts_when_a_part_is_added_and_taken_away_then_the_rest_is_as_before():
    whole, part = Counts(3, 20, 30, 2), Counts(1, 8, 12, 1)

    assert whole.plus(part).minus(part) == whole
    assert whole.plus(part).words_per_sentence == 28 / 4
    assert Counts().syllables_per_word == Counts().words_per_sentence == 0
