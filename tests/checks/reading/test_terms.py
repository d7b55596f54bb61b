from __future__ import annotations

import pytest

from handouts.checks.reading.terms import EVERYDAY, MEDICAL, _forms, everyday
from handouts.checks.reading.text import read
from handouts.checks.reading.vocabulary import lines


@pytest.mark.parametrize(
    ("words", "kind", "forms"),
    [
        ("biopsy", "noun", ["biopsy", "biopsies"]),
        ("abscess", "noun", ["abscess", "abscesses"]),
        ("notify", "verb", ["notify", "notifies", "notified", "notifying"]),
        ("require", "verb", ["require", "requires", "required", "requiring"]),
        ("permit", "verb", ["permit", "permits", "permitted", "permitting"]),
        ("prior to", "fixed", ["prior to"]),
        ("bleed out", "verb", ["bleed out", "bleeds out", "bleeded out", "bleeding out"]),
    ],
)
def test_forms_when_a_word_bends_then_every_form_is_there(words, kind, forms):
    assert _forms(words, kind) == forms


def test_find_when_a_phrase_begins_like_a_shorter_one_then_the_longer_is_taken(desk):
    sentence = next(s for s in read(desk.subject("Rest in order to heal.")) if "heal" in s.text)

    assert [(term.words, at, count) for term, at, count in everyday().find(sentence)] == [("in order to", 1, 3)]


@pytest.mark.parametrize("name", [*MEDICAL, *EVERYDAY])
def test_lists_when_read_then_each_line_has_three_parts_and_no_word_stands_twice(name):
    rows = [line.split("\t") for line in lines(name)]

    assert len(rows) > 100
    assert [row for row in rows if len(row) != 3 or row[1] not in ("noun", "verb", "fixed") or not row[2]] == []
    assert len({(row[0], row[1]) for row in rows}) == len(rows)
    assert rows == sorted(rows, key=lambda row: row[:2])
