"""Words marked in their sentence, for a console of any kind: carets below them, or an underline on the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handouts.findings import Excerpt

WIDTH_COLUMNS = 96
"""The longest line, so that carets stand below their words in most windows."""


def lines(excerpt: Excerpt, clean: Callable[[str], str], underlined: Callable[[str], str] | None = None) -> list[str]:
    """Return the sentence of an excerpt with its words marked.

    Args:
        excerpt: the words and what stands around them.
        clean: spells out characters that do not show.
        underlined: marks words on the line itself; carets stand on a line of their own unless it is given.
    """
    before, words, after = (
        clean(" ".join(part.split("\n"))) for part in (excerpt.before, excerpt.words, excerpt.after)
    )
    text, start, end = before + words + after, len(before), len(before) + len(words)
    made: list[str] = []
    for first, last in _wrapped(text):
        low, high = max(first, min(start, last)), max(first, min(end, last))
        if underlined:
            marked = underlined(text[low:high]) if low < high else ""
            made.append(text[first:low] + marked + text[high:last])
            continue
        made.append(text[first:last])
        if low < high:
            made.append(" " * _columns(text[first:low]) + "^" * max(1, _columns(text[low:high])))
    return made


def _wrapped(text: str) -> Iterator[tuple[int, int]]:
    """Yield begin and end of each line; lines end at spaces where there are any."""
    first = 0
    while first < len(text):
        last = len(text)
        if _columns(text[first:]) > WIDTH_COLUMNS:
            last = first + WIDTH_COLUMNS
            while _columns(text[first:last]) > WIDTH_COLUMNS:
                last -= 1
            space = text.rfind(" ", first + 1, last + 1)
            last = space if space > 0 else last
        yield first, last
        first = last + 1 if text[last : last + 1] == " " else last


def _columns(text: str) -> int:
    """Return how many columns a terminal takes for a text (Unicode Standard Annex 11: wide characters take two)."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
