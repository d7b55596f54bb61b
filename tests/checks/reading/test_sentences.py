from __future__ import annotations

import pytest
import sentencex

from handouts.checks.reading.sentences import split, words
from handouts.checks.subject import Kind
from tests.checks.shipped_subjects import subjects

ENGLISH = [
    "Take 2.5 mg at 6 p.m. | Then rest.",
    "Come at 6 p.m. Monday.",
    "See Dr. Lee. | Ask at St. Mary's.",
    "Call 555-0142. | Ask for us.",
    "Use a mild drug, e.g. Tylenol. | Rest.",
    "Call 911. | Do not drive.",
    "1. Stop eating. | 2. Rest.",
    "Take vitamin C. | Drink water.",
    "Take 500 mg. | Wait 4 hours.",
    "Say no. | Then call.",
    "Ask for no. 5. | Then go in.",
    "Fever of 100.4 °F (38 °C) or higher. | Call (555) 010-0199.",
    "Is it sore? | Call us! | Now.",
    "Wait… | Then call.",
    "He said “Stop.” | We did.",
    "Take pills (with water). | Rest.",
    "Be there at 8 a.m. | You wait in a room.",
    "Doses are at 8 a.m. and 6 p.m. every day.",
    "Drink 1,000 to 2,500 ml. | Rest.",
    "The U.S. Food and Drug Administration approved it. | Ask us.",
    "It is used in the U.S. | You may ask for it.",
    "Rest: it helps; do not lift.",
    "- Eat a light meal | - Drink water | Rest now",
    "Rest at home",
]
SPANISH = [
    "Tome 2,5 mg a las 6 p. m. | Luego descanse.",
    "Venga a las 6 p. m. y espere.",
    "Vea al Dr. Pérez. | Llame a la Dra. Ruiz.",
    "¿Tiene fiebre? | Llame al 555-0142. | ¡Ya!",
    "Tome líquidos, p. ej. agua. | Descanse.",
    "En EE. UU. llame al 911. | No maneje.",
    "Ud. puede comer. | El Sr. Gil vino.",
    "Tome 500 mg. | Espere 4 horas.",
]
# sentencex knows neither a single letter nor a spaced "p. m.", and takes units and an ellipsis for no end.
KNOWN = {
    "Take vitamin C. Drink water.",
    "Wait… Then call.",
    "Venga a las 6 p. m. y espere.",
    "Tome 500 mg. Espere 4 horas.",
}


def _texts(text: str) -> str:
    return (
        "\n\n".join(part.strip() for part in text.split(" | ")) if text.startswith("- ") else text.replace(" | ", " ")
    )


@pytest.mark.parametrize(("told", "language"), [*((t, "en") for t in ENGLISH), *((t, "es") for t in SPANISH)])
def test_split_when_a_stop_does_not_end_a_sentence_then_it_stays_whole(told, language):
    text = _texts(told)

    assert [text[a:b].strip() for a, b in split(text, language)] == [part.strip() for part in told.split(" | ")]


@pytest.mark.parametrize("text", ["", "   ", "…", "☎️ 💊", "- "])
def test_split_when_there_are_no_words_then_there_is_no_sentence(text):
    assert split(text, "en") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("X-ray, well-being and/or I.V.", ["X-ray", "well-being", "and/or", "I.V"]),
        ("1,000 to 2,500 ml (6–8 cups), 38.5 °C", ["1,000", "to", "2,500", "ml", "6–8", "cups", "38.5", "C"]),
        ("Don’t stop — the doctor's words…", ["Don’t", "stop", "the", "doctor's", "words"]),
        ("💊 Take 1 pill 🙂", ["Take", "1", "pill"]),
        ("at 6 p.m. call 555-0142.", ["at", "6", "p.m", "call", "555-0142"]),
        ("¿Cómo está? Así, así.", ["Cómo", "está", "Así", "así"]),
    ],
)
def test_words_when_figures_marks_and_emoji_stand_between_then_each_word_is_whole(text, found):
    assert words(text) == found


def _differ(text: str, language: str) -> bool:
    theirs = [part.strip() for part in sentencex.segment(language, text)]
    return theirs != [text[a:b] for a, b in split(text, language)]


def test_split_when_an_independent_splitter_reads_the_cases_then_they_differ_only_where_it_is_known_to_be_wrong():
    told = [(_texts(t), "en") for t in ENGLISH if not t.startswith(("- ", "1. "))] + [
        (_texts(t), "es") for t in SPANISH
    ]
    differ = {text for text, language in told if _differ(text, language)}

    assert len(told) == 30
    assert differ <= KNOWN, differ - KNOWN


def test_split_when_an_independent_splitter_reads_the_shipped_topics_then_it_differs_only_at_ill():
    """sentencex takes "ill." for an abbreviation."""
    texts = [passage.text for made in subjects() for passage in made.passages if passage.kind is not Kind.LABEL]
    differ = [text for text in texts if _differ(text, "en")]

    assert len(texts) > 300
    assert [text for text in differ if "ill. " not in text] == []
