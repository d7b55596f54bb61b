from __future__ import annotations

from handouts.checks.subject import Kind, excerpt, subject
from tests import shipped


def _subject():
    space, shelf = shipped.workspace(), shipped.shelf()
    file = shelf.file(space, "cardiology/chronic-total-occlusion", "en")
    assert file is not None
    return subject(shelf.handout(space, file), shelf.clinic(space, None).clinic)


def test_passages_when_read_then_markup_is_gone_and_the_clinics_values_stand_in_place():
    made = _subject()
    texts = [passage.text for passage in made.passages]

    assert len(texts) > 100
    assert any(made.clinic.phones.questions in text or "555-" in text for text in texts)
    assert [text for text in texts if "**" in text or "[[" in text or "{{" in text] == []


def test_passages_when_listed_then_each_has_its_kind_and_nothing_unread_is_among_them():
    made = _subject()
    kinds = {passage.loc: passage.kind for passage in made.passages}

    assert kinds[("title",)] is Kind.LABEL
    assert kinds[("summary",)] is Kind.PROSE
    assert kinds[("when_to_call", 0)] is Kind.ITEM
    assert not {"sources", "review", "codes", "say_it"} & {passage.section for passage in made.passages}


def test_place_when_asked_for_words_then_it_is_where_they_stand_in_the_file():
    made = _subject()
    passage = next(p for p in made.passages if p.loc == ("when_to_call", 0))
    place = made.place(passage, "chills")

    line = made.loaded.file.text.splitlines()[place.line - 1]
    assert line[place.column - 1 :].startswith("chills")


def test_excerpt_when_the_sentence_is_long_then_it_is_cut_at_spaces_around_the_words():
    text = "one two three four five six seven eight nine ten eleven twelve"
    start = text.index("six")

    assert str(excerpt(text, start, start + 3, around=12)) == "…four five »six« seven…"
