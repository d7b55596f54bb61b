"""A phrase of the language as markup: its slots filled, its bold words marked."""

from __future__ import annotations

import functools
import re

from markupsafe import Markup, escape

_PHRASE = re.compile(r"(\*\*|\{[a-z0-9_]+\})")


@functools.lru_cache(maxsize=512)
def _pieces(phrase: str) -> tuple[str, ...]:
    """Return words, escaped, and the marks and slots between them in turn."""
    return tuple(piece if number % 2 else escape(piece) for number, piece in enumerate(_PHRASE.split(phrase)))


def fill(phrase: str, **values: object) -> Markup:
    """Return a phrase as markup: slots filled, words between ``**`` as ``strong``.

    Raises:
        KeyError: a slot of the phrase is not among the values.
    """
    made: list[str] = []
    strong = False
    for number, piece in enumerate(_pieces(phrase)):
        if number % 2 == 0:
            made.append(piece)
        elif piece == "**":
            strong = not strong
            made.append("<strong>" if strong else "</strong>")
        else:
            made.append(escape(values[piece[1:-1]]))
    return Markup("".join(made))  # noqa: S704  every piece is escaped above
