"""Syllables, as a careful reader counts them.

English: a table of the words on which the rules go wrong, taken from the CMU Pronouncing Dictionary, and rules for
all other words. Spanish: rules alone, because its spelling says how a word sounds.

Flesch (How to Write Plain English, 1979, chapter 2) settles the rest: figures, symbols, units and abbreviations are
one syllable; of two accepted pronunciations the shorter one counts; the parts of a hyphenated word are added up.
"""

from __future__ import annotations

import functools
import re

from handouts.checks.reading.vocabulary import lines

_PIECES = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[\d.,:]+[^\W\d_]*")
_LONGEST_ABBREVIATION = 4


def syllables(word: str, language: str) -> int:
    """Return how many syllables a word has; at least one.

    Args:
        word: without the marks around it; ``X-ray``, ``24-hour`` and ``1,000`` are words.
        language: ``en`` or ``es``, a primary subtag; any other language is counted by its groups of vowels.
    """
    if len(word) > 1 and ((word.isupper() and len(word) <= _LONGEST_ABBREVIATION) or "." in word):
        return 1
    of_letters = _RULES.get(language, _groups)
    small = word.lower()
    if small.isalpha():
        return of_letters(small)
    total = 0
    for piece in _PIECES.findall(small.replace("’", "'")):
        total += of_letters(piece) if piece[0].isalpha() else 1
    return max(1, total)


def english(word: str) -> int:
    """Return the syllables of a word in lower-case letters, from the table or by the rules."""
    known = _exceptions().get(word)
    return by_rules(word) if known is None else known


_SILENT_BEFORE_LY = re.compile(r"(?<=[^aeiou])ely$")
_SILENT_A = re.compile(r"(?<=ic)ally$")
_SILENT_BEFORE_ENDING = re.compile(r"(?<=[^aeiou])e(ful|less|ness|ment)(s?)$")
_ENDINGS = tuple(ending + plural for ending in ("ful", "less", "ness", "ment") for plural in ("", "s"))
_SPOKEN_E = re.compile(r"[^aeiouy]les?$|(?:[sxz]|[cs]h|[cg])es$|[td]ed$")
_SILENT_E = re.compile(r"[^aeiouy]e[sd]?$")
_LAST_E = re.compile(r"e([sd]?)$")
_VOWELS = re.compile(r"[aeiouy]+")
# Groups of vowels that are two syllables: "gradual", "video", "seeing", "area", "quiet", "medium", "coenzyme".
_APART = re.compile(
    r"(?<![tscg])i[ao](?!u)|[^q]u[ae](?=[lnt])|eo(?=[lnu])|[aeou]ing|ea(?=$)|ie(?=t)|[^g]iu|thm$|sm$|creat|scien|oe(?=n)"
)
_CONTRACTED = re.compile(r"'(s|ll|ve|re|d|m|t)$")


def by_rules(word: str) -> int:
    """Return the syllables of an English word in lower-case letters, by rules alone."""
    if word.endswith("n't") and len(word) > 3 and word[-4] not in "aeiou":
        return by_rules(word[:-3]) + 1
    if "'" in word:
        word = _CONTRACTED.sub("", word)
    if len(word) <= 3:
        return 1
    if word.endswith("ly"):
        word = _SILENT_A.sub("ly", _SILENT_BEFORE_LY.sub("ly", word))
    if word.endswith(_ENDINGS):
        word = _SILENT_BEFORE_ENDING.sub(r"\1\2", word)
    if word.endswith(("e", "es", "ed")) and _SILENT_E.search(word) and not _SPOKEN_E.search(word):
        word = _LAST_E.sub(r"\1", word)
    return max(1, len(_VOWELS.findall(word)) + len(_APART.findall(word)))


@functools.cache
def _exceptions() -> dict[str, int]:
    """Return the words on which the rules go wrong; each line of the file is a number and the words that have it."""
    table: dict[str, int] = {}
    for line in lines("syllables-en.txt"):
        number, _, words = line.partition(" ")
        table.update(dict.fromkeys(words.split(), int(number)))
    return table


_STRONG, _STRESSED, _ALL = "aeoáéó", "íú", "aeiouáéíóúü"
_SILENT_U = re.compile(r"([qg])u(?=[eiéí])")
_VOWEL_Y = re.compile(r"y(?![aeiouáéíóúü])")
_H_BETWEEN = re.compile(r"(?<=[aeiouáéíóúü])h(?=[aeiouáéíóúü])")


def spanish(word: str) -> int:
    """Return the syllables of a Spanish word in lower-case letters.

    Two strong vowels, or a strong one and a stressed weak one, are two syllables; other groups are one (Real Academia
    Española, Ortografía 2010, II.3.3). A letter that is silent does not count, nor an "h" between vowels.
    """
    word = _H_BETWEEN.sub("", _VOWEL_Y.sub("i", _SILENT_U.sub(r"\1", word)))
    count, before = 0, ""
    for letter in word:
        if letter not in _ALL:
            before = ""
            continue
        apart = (
            (before in _STRONG and letter in _STRONG)
            or (before in _STRESSED and letter in _STRONG)
            or (before in _STRONG and letter in _STRESSED)
            or before == letter
        )
        count += not before or apart
        before = letter
    return max(1, count)


def _groups(word: str) -> int:
    return max(1, len(re.findall(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœ]+", word)))


_RULES = {"en": english, "es": spanish}
