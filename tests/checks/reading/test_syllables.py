from __future__ import annotations

import pytest

from handouts.checks.reading.syllables import by_rules, english, spanish, syllables
from tests.tools import make_syllables

# Counted by hand, from Merriam-Webster's division where it has the word.
HEALTH = {
    1: "heart vein bile blood cough drain bruise breathe ache hours nurse tongue numbed pulse gauze valve clot weight",
    2: "jaundice fever stomach vomit urine kidney liver needle balloon bleeding swollen asthma plasma muscle rhythm",
    3: "artery medicine warfarin pregnancy surgery insulin metformin tylenol injury infection catheter bandages",
    4: "anesthesia diabetes lisinopril omeprazole apixaban semaglutide gabapentin clopidogrel ability "
    "dehydrated operation",
    5: "colonoscopy angioplasty embolization suppository anticoagulant refrigerator",
    6: "cardiovascular gastrointestinal",
}
# Words with two pronunciations, or where the dictionaries differ.
ODD = {"nausea": 3, "ibuprofen": 4, "bacteria": 4, "temperature": 3, "laparoscopically": 6, "aspirin": 2, "aneurysm": 4}
SPANISH = {
    1: "pie sol bien muy rey más pus",
    2: "agua día una leer vena fiebre cuerpo sangre país guía lengua después hielo reunión",
    3: "médico guitarra prohíbe ahora vergüenza ataúd dolores hígado tobillo pinchazo",
    4: "cirugía aéreo operación medicina hemorragia anestesia enfermera",
    5: "temperatura respiratorio hospitalizar",
}


@pytest.mark.parametrize(
    ("word", "count"),
    [(w, n) for n, words in HEALTH.items() for w in words.split()],
)
def test_syllables_when_a_health_word_was_counted_by_hand_then_the_count_is_the_same(word, count):
    assert syllables(word, "en") == count


@pytest.mark.parametrize(("word", "count"), ODD.items())
def test_syllables_when_the_word_has_a_shorter_pronunciation_then_that_one_counts(word, count):
    assert syllables(word, "en") == count


@pytest.mark.parametrize(("word", "count"), [(w, n) for n, words in SPANISH.items() for w in words.split()])
def test_syllables_when_a_spanish_word_was_counted_by_hand_then_the_count_is_the_same(word, count):
    assert spanish(word) == count == syllables(word.capitalize(), "es")


@pytest.mark.parametrize(
    ("word", "count"),
    [("8", 1), ("1,000", 1), ("6-8", 2), ("100.4", 1), ("24-hour", 2), ("IV", 1), ("p.m", 1), ("5kg", 1), ("X-ray", 2)],
)
def test_syllables_when_figures_and_abbreviations_are_counted_then_each_is_one(word, count):
    assert syllables(word, "en") == count


@pytest.mark.parametrize(
    ("word", "count"), [("doesn't", 2), ("isn’t", 2), ("won't", 1), ("doctor’s", 2), ("nurse's", 1)]
)
def test_syllables_when_a_word_is_contracted_then_the_mark_adds_what_is_heard(word, count):
    assert syllables(word, "en") == count


def test_syllables_when_the_language_has_no_rules_then_groups_of_vowels_count():
    assert syllables("Bluterguss", "de") == 3


def test_exceptions_when_made_then_only_words_are_kept_on_which_the_rules_go_wrong():
    dictionary = "hour AW1 ER0\nhour(2) AW1 R\narea EH1 R IY0 AH0\ncat K AE1 T\nabc EY1 B IY1 S IY1\nnth EH1 N TH\n"
    made = make_syllables.exceptions(dictionary)

    assert by_rules("area") == 3
    assert made == {"abc": 3} | ({} if by_rules("hour") == 1 else {"hour": 1})
    assert make_syllables.table({"b": 2, "a": 2}).endswith("\n2 a b\n")


def test_table_when_read_then_no_word_stands_in_it_that_the_rules_get_right():
    lines = [line.split() for line in make_syllables.TABLE.read_text("ascii").splitlines() if line[0] != "#"]
    table = {word: int(line[0]) for line in lines for word in line[1:]}

    assert len(table) > 10_000
    assert [word for word, count in table.items() if by_rules(word) == count] == []
    assert english("hours") == table.get("hours", by_rules("hours")) == 1
