from __future__ import annotations

import re

import pytest

from handouts.checks.facts.grammar import any_of


@pytest.mark.parametrize(
    "words",
    [
        ("days", "day"),
        ("one hundred", "a hundred", "one", "an", "a"),
        ("minute", "mins", "min", "x"),
        ("apixab[aá]n", "NSAIDs?", "aspirina?"),
    ],
)
def test_any_of_when_words_begin_alike_then_finds_what_they_find_one_by_one(words):
    quick, plain = re.compile(any_of(words), re.IGNORECASE), re.compile("|".join(words), re.IGNORECASE)
    plural = [word.replace("?", "").replace("[aá]", "á") for word in words]
    assert all(quick.fullmatch(word) for word in plural)
    for text in (*plural, *(f"{word}{other}" for word in plural for other in plural), "dayx", "ONED", "nsaid"):
        assert [each.span() for each in quick.finditer(text)] == [each.span() for each in plain.finditer(text)], text
