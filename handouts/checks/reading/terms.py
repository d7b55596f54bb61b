"""Terms: the word lists of ``data``, looked up word by word in every form that a word takes."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from handouts.checks.reading.vocabulary import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.checks.reading.text import Sentence

MEDICAL = ("cdc-medical.tsv", "clinical-terms.tsv")
EVERYDAY = ("simple-words.tsv", "cdc-everyday.tsv")
"""Lists by what they hold; where two lists have the same word, the last one counts."""

_DOUBLED = re.compile(r"(?:permit|recur|occur|submit|transmit|refer|admit|commit|abhor|compel)$")


class Term(Struct, frozen=True):
    """A word or phrase of a list."""

    words: str
    """As it stands in the list."""
    plain: str
    """What to write instead."""


class Index:
    """Terms by the first word of each of their forms."""

    def __init__(self, files: tuple[str, ...]) -> None:
        self.terms: dict[str, Term] = {}
        forms: dict[tuple[str, ...], Term] = {}
        for name in files:
            for line in lines(name):
                words, kind, plain = line.split("\t")
                term = self.terms[words] = Term(words, plain)
                forms.update((tuple(form.split()), term) for form in _forms(words, kind))
        self._by_first: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
        for form in sorted(forms, key=len, reverse=True):
            self._by_first.setdefault(form[0], []).append((form, forms[form]))
        self.firsts = frozenset(self._by_first)
        """The words with which a term begins."""

    def find(self, sentence: Sentence) -> Iterator[tuple[Term, int, int]]:
        """Yield each term of a sentence with its place among the words, and of how many words it is.

        Of two terms that begin with the same word the longer one is taken; none begins inside another.
        """
        words, until = sentence.lower, 0
        for index, word in enumerate(words):
            if index < until or word not in self.firsts:
                continue
            for form, term in self._by_first[word]:
                if len(form) == 1 or words[index : index + len(form)] == form:
                    until = index + len(form)
                    yield term, index, len(form)
                    break


@functools.cache
def medical() -> Index:
    """Return the medical words."""
    return Index(MEDICAL)


@functools.cache
def everyday() -> Index:
    """Return the everyday words for which a shorter one would do."""
    return Index(EVERYDAY)


def _forms(words: str, kind: str) -> list[str]:
    """Return the forms of a term: a noun bends at its end, a verb at its first word."""
    if kind == "noun":
        return [words, _plural(words)]
    if kind == "verb":
        first, space, rest = words.partition(" ")
        return [form + space + rest for form in (first, _plural(first), _past(first), _stem(first) + "ing")]
    return [words]


def _plural(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(?:[sxz]|[cs]h)$", word) else "s")


def _past(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ied"
    return _stem(word) + "ed"


def _stem(word: str) -> str:
    if _DOUBLED.search(word):
        return word + word[-1]
    return word.removesuffix("e")
