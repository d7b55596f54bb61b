"""Passive voice: sentences that hide who acts, and how many of them a handout has (H316, H317)."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from handouts.checks.reading.vocabulary import bag, lines

if TYPE_CHECKING:
    from handouts.checks.reading.text import Sentence

_BE = bag("am is are was were be been being aren't isn't wasn't weren't")
_BETWEEN = bag(
    "not never also always often usually sometimes then only just still already soon now first both all being been "
    "so very too well much"
)
# After "be" these say how something is, and nobody acts: "you are tired", "the site is swollen", "this is called".
_STATES = bag(
    "tired relaxed scared worried concerned interested married pleased excited confused bored ashamed annoyed "
    "overwhelmed frightened embarrassed surprised satisfied depressed stressed frustrated exhausted dehydrated "
    "swollen numbed inflamed infected bruised blocked clogged closed healed broken torn damaged injured dilated "
    "narrowed enlarged raised blurred crowded limited related used supposed allowed located situated gone done "
    "stuck awake called named known retired finished experienced qualified trained skilled licensed advanced "
    "complicated elevated impaired disabled aged alone needed required due fixed set mixed unrelated unused"
)
_ED = re.compile(r"[a-z]{2,}ed")
# Words that end like a participle and are none.
_NOT_ED = bag("need needs bed red indeed speed hundred sacred naked wicked feed bleed breed seed weed shed")


@functools.cache
def _irregular() -> frozenset[str]:
    return frozenset(word for line in lines("participles-en.txt") for word in line.split())


def passive(sentence: Sentence) -> str:
    """Return the words that make an English sentence passive, such as ``is given``, or nothing."""
    lower = sentence.lower
    if _BE.isdisjoint(sentence.bag):
        return ""
    for index, word in enumerate(lower):
        if word in _BE:
            after = index + 1
            while after < len(lower) and (lower[after] in _BETWEEN or lower[after].endswith("ly")):
                after += 1
            if after < len(lower) and _is_participle(lower[after]):
                return " ".join(sentence.words[index : after + 1])
    return ""


def _is_participle(word: str) -> bool:
    if word in _STATES or word.startswith("un"):
        return False
    return word in _irregular() or (_ED.fullmatch(word) is not None and word not in _NOT_ED)
