"""Readability formulas: what a text is counted by, and the scores that follow from the counts.

========================  ========================================================================================
Flesch reading ease       206.835 - 1.015 W/S - 84.6 Y/W (Flesch 1948); 100 is very easy, 0 very hard
Flesch-Kincaid grade      0.39 W/S + 11.8 Y/W - 15.59 (Kincaid et al. 1975, Naval Air Station Memphis report 8-75)
SMOG grade                1.0430 √(30 P/S) + 3.1291 (McLaughlin 1969), for 30 sentences or more
INFLESZ                   206.835 - 62.3 Y/W - W/S (Szigriszt 1993, scale of Barrio-Cantalejo 2008)
Crawford, years           49 Y/W / 10 - 20.5 S/W - 3.407 (Crawford 1984), for primary-school texts in Spanish
========================  ========================================================================================

S are sentences, W words, Y syllables, P words of three syllables or more.
"""

from __future__ import annotations

import math
from typing import NamedTuple

SMOG_SENTENCES = 30
"""SMOG was fitted to samples of 30 sentences; for fewer no SMOG grade is given."""
LONG = 3
"""A long word has at least so many syllables (McLaughlin 1969)."""


class Counts(NamedTuple):
    """What the formulas are computed from."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0
    long_words: int = 0
    """Words of three syllables or more."""

    def plus(self, other: Counts) -> Counts:
        """Return the counts of two texts together."""
        return Counts(
            self.sentences + other.sentences,
            self.words + other.words,
            self.syllables + other.syllables,
            self.long_words + other.long_words,
        )

    def minus(self, other: Counts) -> Counts:
        """Return the counts of a text without a part of it."""
        return Counts(
            self.sentences - other.sentences,
            self.words - other.words,
            self.syllables - other.syllables,
            self.long_words - other.long_words,
        )

    @property
    def words_per_sentence(self) -> float:
        """The average length of a sentence; 0 for an empty text."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def syllables_per_word(self) -> float:
        """The average length of a word; 0 for an empty text."""
        return self.syllables / self.words if self.words else 0.0


def flesch_kincaid(counts: Counts) -> float | None:
    """Return the Flesch-Kincaid grade, or `None` for a text without words."""
    if not counts.words:
        return None
    return 0.39 * counts.words_per_sentence + 11.8 * counts.syllables_per_word - 15.59


def reading_ease(counts: Counts) -> float | None:
    """Return the Flesch reading ease, or `None` for a text without words."""
    if not counts.words:
        return None
    return 206.835 - 1.015 * counts.words_per_sentence - 84.6 * counts.syllables_per_word


def smog(counts: Counts) -> float | None:
    """Return the SMOG grade, or `None` for fewer than `SMOG_SENTENCES` sentences, where it is not valid."""
    if counts.sentences < SMOG_SENTENCES:
        return None
    return 1.0430 * math.sqrt(counts.long_words * 30 / counts.sentences) + 3.1291


def inflesz(counts: Counts) -> float | None:
    """Return the INFLESZ score (Szigriszt's perspicuity), or `None` for a text without words."""
    if not counts.words:
        return None
    return 206.835 - 62.3 * counts.syllables_per_word - counts.words_per_sentence


def crawford(counts: Counts) -> float | None:
    """Return Crawford's years of schooling, or `None` for a text without words."""
    if not counts.words:
        return None
    return 4.9 * counts.syllables_per_word - 20.5 * counts.sentences / counts.words - 3.407
