"""Triggers: words without which a text holds nothing that a check looks for.

Most passages hold none of them, so they are looked for before any pattern is. What stands between two blanks ("your",
"home.") comes again in every handout: it is looked through once, for the words of all triggers, and the answer is kept.
"""

from __future__ import annotations

import functools
import itertools
import operator
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from handouts.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Iterable

DIGIT = 1
"""The mark of a digit, in any script."""

_NUMBERS = itertools.count(1)
_PARTS: dict[str, dict[str, int]] = defaultdict(dict)
"""The words of all triggers, of those with blanks the longest part, with the marks of their triggers; by the first two
letters of each, and a sign such as "%" by itself."""


class Trigger:
    """Words of which a text must hold one, in small letters, be it within another word.

    It is made where its module is imported: `marks` that were asked for before know nothing of it.
    """

    __slots__ = ("mark", "phrases")

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words, which may hold blanks, and begin or end with one."""
        self.phrases = tuple(words)
        parts = tuple(max(phrase.split(), key=len) for phrase in self.phrases)
        if parts == self.phrases:
            self.phrases = ()
        self.mark = DIGIT << next(_NUMBERS)
        for part in parts:
            alike = _PARTS[part[:2]]
            alike[part] = alike.get(part, 0) | self.mark
        _KNOWN.clear()
        _OF_TEXTS.clear()

    def holds(self, text: str, marks: int) -> bool:
        """Tell whether a text holds one of the words; for those without blanks its marks say so.

        Args:
            text: it.
            marks: what `marks` says of it.
        """
        if not marks & self.mark:
            return False
        if not self.phrases:
            return True
        small = text.casefold()
        return any(phrase in small for phrase in self.phrases)


def marks(text: str) -> int:
    """Return the marks of all triggers of which a text may hold a word, and `DIGIT` where it holds a digit.

    Where the word of a trigger holds a blank, the mark says only that the longest part of it is there; see `holds`.
    """
    return _OF_TEXTS[text]


def _add_up(text: str) -> int:
    return functools.reduce(operator.or_, map(_KNOWN.__getitem__, text.split()), 0)


def _look(part: str) -> int:
    small = part.casefold()
    if not small.isascii():
        # Patterns that ignore case take the Turkish letters I with a dot and i without one for an i.
        small = small.replace("i\u0307", "i").replace("\u0131", "i")
    starts = {small[at : at + 2] for at in range(len(small))}
    found = 0
    if not small.isalpha():
        found = DIGIT if _DIGIT.search(small) else 0
        starts.update(small)
    for start in starts & _PARTS.keys():
        for sought, mark in _PARTS[start].items():
            if sought in small:
                found |= mark
    return found


_KNOWN = Kept(_look)
_OF_TEXTS = Kept(_add_up, 2_000)
"""Of whole texts, too: two of three stand in the handout before, and to look one up is less than to cut it up."""
_DIGIT = re.compile(r"\d")
