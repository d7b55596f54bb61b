from __future__ import annotations

import pytest

from handouts.checks.reading.languages import other_language
from tests.checks.shipped_subjects import subjects

SPANISH = [
    "Usted puede comer cuando se sienta bien y esté despierto en su cama.",
    "Llame al hospital si tiene fiebre o si el sitio está rojo y con pus.",
    "El médico abre la vena con un tubo fino y una luz.",
    "No coma nada durante las ocho horas antes de la operación.",
    "Después de la prueba, no maneje por un día y descanse en casa.",
]
ENGLISH = [
    "Call us the same day if you have a fever or the site is red.",
    "You may eat again when you feel well and are awake.",
    "Do not eat for 8 hours before. You may drink water until 2 hours before.",
    "An adult must take you home and stay with you for 24 hours.",
    "We put a thin tube in your arm so that you can get medicine.",
]


@pytest.mark.parametrize("text", SPANISH)
def test_other_language_when_a_passage_of_an_english_file_is_spanish_then_its_section_is_named(desk, text):
    hits = list(other_language(desk.subject(text)))

    assert [hit.key for hit in hits] == ["summary"]
    assert hits[0].message == "“summary” has words that look Spanish, and the file is for “en”"


@pytest.mark.parametrize("text", ENGLISH)
@pytest.mark.parametrize("language", ["es", "ht", "vi"])
def test_other_language_when_a_passage_of_another_file_was_left_in_english_then_its_section_is_named(
    desk, text, language
):
    assert "summary" in [hit.key for hit in other_language(desk.subject(text, language=language))]


@pytest.mark.parametrize("text", ENGLISH)
def test_other_language_when_an_english_file_is_english_then_nothing_is_said(desk, text):
    assert list(other_language(desk.subject(text))) == []


@pytest.mark.parametrize("text", SPANISH)
def test_other_language_when_a_spanish_file_is_spanish_then_nothing_is_said_of_it(desk, text):
    assert "summary" not in [hit.key for hit in other_language(desk.subject(text, language="es"))]


@pytest.mark.parametrize(
    "text",
    [
        "Vous pouvez manger de nouveau quand vous vous sentez bien et que vous ne dormez plus.",
        "O senhor pode comer de novo quando se sentir bem e estiver acordado em casa.",
    ],
)
@pytest.mark.parametrize("language", ["fr", "pt"])
def test_other_language_when_a_language_is_near_to_spanish_then_it_is_not_taken_for_it(desk, text, language):
    assert "summary" not in [hit.key for hit in other_language(desk.subject(text, language=language))]


def test_other_language_when_a_list_is_of_short_items_then_they_are_judged_together(desk):
    items = ["Descanse en su cama", "No maneje por un día", "Llame si tiene fiebre"]

    assert [hit.key for hit in other_language(desk.subject(do=items))] == ["do"]


def test_other_language_when_words_are_marked_or_few_then_nothing_is_said(desk):
    assert list(other_language(desk.subject(f"You may ask for help. [{SPANISH[0]}]{{lang=es}}"))) == []
    assert list(other_language(desk.subject("Say “por favor” and “gracias”."))) == []


def test_other_language_when_a_passage_is_in_another_script_then_it_is_told(desk):
    hits = list(other_language(desk.subject("Вы можете есть, когда чувствуете себя хорошо и не спите дома")))

    assert [hit.message for hit in hits] == [
        "“summary” has words that look like another script, and the file is for “en”"
    ]


def test_other_language_when_put_to_the_shipped_topics_then_nothing_is_said():
    assert [str(hit) for made in subjects() for hit in other_language(made)] == []
