from __future__ import annotations

import pytest
from msgspec import structs

from handouts.checks.reading.formulas import Counts
from handouts.checks.reading.text import counted, own_words, read, totals


def _counted(made) -> list[str]:
    return [sentence.text for sentence in read(made) if sentence.counted]


def test_read_when_titles_names_and_headings_stand_then_they_do_not_count(desk):
    texts = _counted(desk.subject(other_names=["venous angioplasty procedure"]))

    assert "A doctor opens a vein in your leg." in texts
    assert {
        "Opening a blocked vein",
        "vein opening",
        "venous angioplasty procedure",
        "Bleeding",
        "First day",
    }.isdisjoint(texts)


def test_read_when_items_have_no_full_stop_then_each_is_one_sentence(desk):
    made = desk.subject(do=["Drink water often", "Walk 2 times a day. Rest more", "Eat a light meal (soup)"])

    assert [s.text for s in read(made) if s.passage.section == "do"] == [
        "Drink water often",
        "Walk 2 times a day.",
        "Rest more",
        "Eat a light meal (soup)",
    ]


@pytest.mark.parametrize(("item", "counts"), [("Smoke", 0), ("Chest pain", 0), ("Rest.", 1), ("Pain that grows", 1)])
def test_read_when_an_item_is_a_bare_name_then_it_does_not_count(desk, item, counts):
    made = desk.subject(when_to_call=[item])

    assert sum(s.counts.sentences for s in read(made) if s.passage.section == "when_to_call") == counts


def test_read_when_words_are_marked_as_another_language_then_they_do_not_count(desk):
    made = desk.subject("You may ask for help. [Hay ayuda en su idioma, sin costo]{lang=es}. It is free.")
    summary = [s for s in read(made) if s.passage.section == "summary"]

    assert [s.text for s in summary] == ["You may ask for help.", "It is free."]
    assert "Hay" not in own_words(summary[0].passage)


def test_read_when_a_sentence_is_shouted_then_its_words_are_counted_as_words(desk):
    made = desk.subject("NEVER EAT BEFORE THE OPERATION.")

    # nev-er 2, eat 1, be-fore 2, the 1, op-er-a-tion 4
    assert next(s.counts for s in read(made) if s.passage.section == "summary") == Counts(1, 5, 10, 1)


def test_find_when_a_sentence_is_shouted_then_its_words_are_where_they_stand(desk):
    sentence = next(s for s in read(desk.subject("NEVER EAT BEFORE THE OPERATION.")) if s.words[0] == "never")

    assert sentence.text[slice(*sentence.find(2, 2))] == "BEFORE THE"


def test_read_when_asked_again_then_the_handout_is_read_once_and_never_mistaken_for_another(desk):
    first, second = desk.subject("You rest at home."), desk.subject("You rest in bed.")

    assert read(first) is read(first)
    assert read(second) is not read(first)
    assert any("in bed" in s.text for s in read(second))


@pytest.mark.parametrize("text", ["", "  ", "💊💊", "…"])
def test_counted_when_a_text_is_empty_or_of_signs_alone_then_nothing_counts(text):
    assert counted(text, "en") == Counts()


def test_place_when_a_sentence_stands_in_a_file_then_it_is_where_its_first_words_stand(desk):
    made = desk.subject("You rest in bed. You may walk after 6 hours.")
    sentence = next(s for s in read(made) if s.text.startswith("You may"))
    place = sentence.place(made)

    assert made.loaded.file.text.splitlines()[place.line - 1][place.column - 1 :].startswith("You may walk")


def test_totals_when_a_handout_is_counted_then_they_are_those_of_its_sentences(desk):
    made = desk.subject(
        "You rest. NEVER EAT BEFORE IT! [Hay ayuda]{lang=es} for you",
        do=["Drink water", "Walk 2 times a day. Rest more", "Eat a light meal (soup)"],
    )
    by_section: dict[str, Counts] = {}
    for sentence in read(made):
        if sentence.counted:
            section = sentence.passage.section
            by_section[section] = by_section.get(section, Counts()).plus(sentence.counts)

    assert totals(made) == by_section
    assert list(totals(made)) == list(by_section)
    assert totals(made)["do"].sentences == 2


def test_totals_when_texts_kinds_or_languages_differ_then_never_share_an_answer(desk):
    text = "Rest in bed or sit. Walk"
    for _ in range(2):
        # One of two sentences counts in a paragraph: “Walk” is a name; as an item without a full stop it is one whole.
        assert totals(desk.subject(text))["summary"] == Counts(1, 5, 5, 0)
        assert totals(desk.subject(do=["Rest in bed or sit, walk"]))["do"] == Counts(1, 6, 6, 0)
        assert totals(desk.subject("Rest in bed or sit, walk"))["summary"] == Counts(1, 6, 6, 0)
        syllables = [_summary(desk, "Nine are here", language).syllables for language in ("en", "es")]
        assert syllables == [3, 6]


def _summary(desk, text: str, language: str) -> Counts:
    made = desk.subject(text)
    other = structs.replace(made.loaded, language=language)
    return totals(structs.replace(made, loaded=other, memo={}))["summary"]
