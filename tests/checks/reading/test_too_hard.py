from __future__ import annotations

import pytest

from handouts.checks.reading.levels import grades
from handouts.checks.reading.too_hard import LEAST_WORDS, file_too_hard, section_too_hard
from tests.checks.shipped_subjects import subjects

HARD = [
    (
        "Following percutaneous intervention, individuals experiencing persistent abdominal discomfort should "
        "immediately communicate with their interventional radiology department regarding subsequent management."
    ),
    (
        "Anticoagulant medications are ordinarily discontinued preoperatively and subsequently reinstituted in "
        "accordance with individualized recommendations from the cardiovascular consultation service."
    ),
    (
        "Complications necessitating hospitalization, reoperation or transfusion occasionally materialize despite "
        "meticulous technique, particularly among individuals with preexisting coagulation abnormalities."
    ),
    (
        "Administration of intravenous contraindicated preparations, notwithstanding appropriate premedication, may "
        "precipitate a hypersensitivity reaction requiring pharmacological intervention and prolonged observation."
    ),
    (
        "Postprocedural ambulation is permitted approximately six hours after hemostasis has been satisfactorily "
        "established, provided that neurovascular examination of the extremity remains unremarkable throughout."
    ),
]
SPANISH_HARD = (
    "Posteriormente a la intervención percutánea, los individuos que experimenten manifestaciones abdominales "
    "persistentes comunicarán inmediatamente dichas circunstancias al departamento correspondiente de radiología "
    "intervencionista, independientemente de las recomendaciones farmacológicas anteriormente proporcionadas."
)
EASY = [
    "We put a thin tube in your arm. It brings you medicine. You may feel warm. That is normal.",
    "You rest in bed for 6 hours. Keep your leg straight. A nurse looks at the site.",
    "Call us if you have a fever of 100.4 °F (38 °C) or more. Call us if the site is red, or if it hurts more.",
    "Do not eat for 8 hours before. You may drink water until 2 hours before. Take your pills with a sip.",
    "An adult must take you home and stay for 24 hours. Do not drive for 2 days. Do not lift for 1 week.",
]


@pytest.mark.parametrize("text", HARD)
def test_file_too_hard_when_a_text_is_above_the_target_then_the_three_costliest_sentences_are_named(desk, text):
    made = desk.subject(text, limits=HARD[:2])
    hit = next(iter(file_too_hard(made)))
    grade = grades(made).scores.grade

    assert hit.message == f"the handout reads at grade {grade:.1f}, and its target is grade 6 or below"
    assert hit.key == "file"
    assert hit.hint.count("line ") == 3
    assert "long words: " in hit.hint
    assert hit.excerpt is not None
    assert hit.place.line > 1


@pytest.mark.parametrize("text", EASY)
def test_file_too_hard_when_a_text_is_easy_then_nothing_is_said(desk, text):
    assert list(file_too_hard(desk.subject(text))) == []


@pytest.mark.parametrize("text", HARD)
def test_section_too_hard_when_one_section_is_above_the_target_then_it_is_named(desk, text):
    hits = list(section_too_hard(desk.subject(text)))

    assert [hit.key for hit in hits] == ["summary"]
    assert float(hits[0].message.split()[4].rstrip(",")) > 20
    assert hits[0].message.endswith("and its target is grade 8 or below")


@pytest.mark.parametrize("text", EASY)
def test_section_too_hard_when_sections_are_easy_then_nothing_is_said(desk, text):
    assert list(section_too_hard(desk.subject(text))) == []


def test_file_too_hard_when_the_workspace_sets_another_target_then_that_one_counts(desk):
    text = "The doctor gives you medicine against infection before the operation begins in the morning."

    assert list(file_too_hard(desk.subject(text, settings={"target_grade": 12}))) == []
    assert len(list(file_too_hard(desk.subject(text, settings={"target_grade": 1})))) == 1
    assert list(section_too_hard(desk.subject(HARD[0], settings={"section_grade": 14}))) != []


def test_section_too_hard_when_a_section_is_a_word_or_a_short_line_then_it_is_not_judged(desk):
    made = desk.subject(
        results=["Histopathology"], limits=["Immunohistochemistry occasionally necessitates repetition."]
    )
    measured = {s.name: s.scores for s in grades(made).sections}

    assert "results" not in measured
    assert measured["limits"].counts.words < LEAST_WORDS
    assert (measured["limits"].grade or 0) > 14
    assert list(section_too_hard(made)) == []


def test_section_too_hard_when_a_text_has_no_sentence_ends_then_it_is_one_long_sentence(desk):
    text = " and ".join(["you rest in your bed at home"] * 8)
    hits = list(section_too_hard(desk.subject(text)))

    assert [hit.key for hit in hits] == ["summary"]
    assert "63 words" in hits[0].hint


def test_file_too_hard_when_a_spanish_text_is_below_the_scale_then_its_score_is_told(desk):
    made = desk.subject(SPANISH_HARD, language="es", key_points=[SPANISH_HARD] * 3)
    hit = next(iter(file_too_hard(made)))

    assert "INFLESZ" in hit.message
    assert hit.message.endswith("and its target is 65 or more")
    assert [h.key for h in section_too_hard(made)] == ["summary", "key_points"]


def test_file_too_hard_when_a_spanish_text_is_easy_then_nothing_is_said(desk):
    plain = "El médico abre una vena. Usted va a casa ese día. Llame si tiene fiebre. No coma nada 8 horas antes."
    made = desk.subject(
        plain,
        language="es",
        key_points=["No coma 8 horas antes.", "Venga con un adulto.", "Llame si tiene fiebre."],
        purpose={"text": ["La sangre pasa otra vez."]},
        what_happens={"steps": ["Le damos una medicina.", "Un tubo fino entra en la vena."]},
    )

    assert list(file_too_hard(made)) == []
    assert list(section_too_hard(made)) == []


def test_checks_when_put_to_the_shipped_topics_then_none_is_too_hard():
    assert [hit for made in subjects() for check in (file_too_hard, section_too_hard) for hit in check(made)] == []
