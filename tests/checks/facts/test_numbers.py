from __future__ import annotations

import pytest

from handouts.checks.facts.grammar import grammar, pattern
from handouts.checks.facts.numbers import amount, counts, lengths, numerals, worded


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1,000", "en", 1000),
        ("10,000", "en", 10000),
        ("1.5", "en", 1.5),
        ("100.4", "en", 100.4),
        ("1.000", "es", 1000),
        ("1,000", "es", 1000),
        ("1\u00a0000", "es", 1000),
        ("38,5", "es", 38.5),
        ("100.4", "es", 100.4),
        ("0.125", "es", 0.125),
        ("Ten", "en", 10),
        ("a hundred", "en", 100),
        ("diez mil", "es", 10000),
        ("1.234.567", "es", 1234567),
        ("38,5", "de", 38.5),
    ],
)
def test_amount_when_written_in_a_language_then_it_is_the_number(text, language, value):
    assert amount(text, language) == value


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("About 5 of 100 people bleed.", "en", [(5, None, 100)]),
        ("Between 1 and 3 in 1,000 people bleed.", "en", [(1, 3, 1000)]),
        ("17\u201330 of every 100", "en", [(17, 30, 100)]),
        ("17-30 out of 100", "en", [(17, 30, 100)]),
        ("Ten of a hundred people", "en", [(10, None, 100)]),
        ("Of 1,000 people, 5 to 8 bleed.", "en", [(5, 8, 1000)]),
        ("Of 100 people, 5 days later", "en", []),
        ("12 of 10 people", "en", [(12, None, 10)]),
        ("7 out of 10 on the pain scale", "en", []),
        ("dose 2 of 30", "en", []),
        ("no one of 150", "en", []),
        ("de 5 a 10 de cada 1.000 personas", "es", [(5, 10, 1000)]),
        ("1 de cada 20", "es", [(1, None, 20)]),
        ("2 de 4 pastillas", "es", []),
    ],
)
def test_counts_when_a_sentence_has_some_then_each_is_read(text, language, found):
    assert [(each.n, each.to, each.of) for each in counts(text, language)] == found


@pytest.mark.parametrize(
    ("text", "language", "hours"),
    [
        ("for 2 days", "en", [(48, 48)]),
        ("1 to 2 weeks", "en", [(168, 336)]),
        ("24-48 hours", "en", [(24, 48)]),
        ("a week or an hour", "en", [(168, 168), (1, 1)]),
        ("1.5 hours", "en", [(1.5, 1.5)]),
        ("30 minutos", "es", [(0.5, 0.5)]),
        ("de 2 a 3 días", "es", [(48, 72)]),
        ("una semana", "es", [(168, 168)]),
        ("in later days", "en", []),
        ("10 pounds", "en", []),
    ],
)
def test_lengths_when_a_sentence_has_some_then_each_is_in_hours(text, language, hours):
    assert [(each.low, each.high) for each in lengths(text, language)] == hours


def test_numerals_when_in_digits_then_each_is_found_once():
    assert numerals("Call 555-0142 by 8:30, 100.4 °F (38 °C), 1,000 or 5%.", "en") == [
        *(5, 8, 30, 38, 100.4, 142, 555, 1000)
    ]
    assert numerals("Your 2nd visit, your 1.ª cita; 38 ºC or 5 %", "en") == [5, 38]


def test_worded_when_numbers_are_words_then_each_is_found():
    assert worded("Twice a day, for ten days, the first of a thousand", "en") == [1, 1, 2, 10, 1000]
    assert worded("Dos veces al día, la primera de diez mil", "es") == [1, 2, 10000]
    assert worded("Zwei Tage", "de") == []


def test_grammars_when_read_then_every_pattern_compiles():
    for language in ("en", "es"):
        known = grammar(language)
        assert known is not None
        names = [name for name in known.__struct_fields__ if isinstance(getattr(known, name), str)]
        assert len(names) > 30
        for name in (*names, "activities", "length", "number"):
            assert pattern(language, name).flags
    assert grammar("de") is None


def test_lengths_and_counts_when_texts_or_languages_differ_then_never_share_an_answer():
    for _ in range(2):
        assert [len(lengths("2 horas", language)) for language in ("en", "es")] == [0, 1]
        assert [each.low for text in ("2 days", "3 days") for each in lengths(text, "en")] == [48, 72]
        assert [len(counts("3 de 100 personas", language)) for language in ("en", "es")] == [0, 1]
        assert [each.n for text in ("3 of 100 people", "4 of 100 people") for each in counts(text, "en")] == [3, 4]
