"""A phrase of the language as markup: its slots filled, its bold words marked."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from handouts.layouts.generated import marked, written

if TYPE_CHECKING:
    from markupsafe import Markup

_PHRASE = re.compile(r"(\*\*|\{[a-z0-9_]+\})")


@functools.lru_cache(maxsize=512)
def _parts(phrase: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the markup before the first slot, and each slot with the markup that follows it."""
    markup = [""]
    slots: list[str] = []
    strong = False
    for number, piece in enumerate(_PHRASE.split(phrase)):
        if number % 2 == 0:
            markup[-1] += written(piece)
        elif piece == "**":
            strong = not strong
            markup[-1] += "<strong>" if strong else "</strong>"
        else:
            slots.append(piece[1:-1])
            markup.append("")
    return markup[0], tuple(zip(slots, markup[1:], strict=True))


def fill(phrase: str, **values: object) -> Markup:
    """Return a phrase as markup: slots filled, words between ``**`` as ``strong``.

    Raises:
        KeyError: a slot of the phrase is not among the values.
    """
    first, rest = _parts(phrase)
    made = [first]
    for slot, after in rest:
        made += written(values[slot]), after
    return marked("".join(made))
