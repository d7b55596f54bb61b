"""How often something happens, as a page shows it: a sentence, a picture of dots, and words for that picture.

All three are made here, from the same numbers, so that they cannot disagree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape
from msgspec import Struct

from handouts.content.facts import Duration, Frequency
from handouts.content.sections import Benefit
from handouts.layouts.phrase import fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.content.facts import HowOften
    from handouts.language import Language

DRAWN = (100, 1000)
"""Numbers of people that have a picture; nobody counts ten thousand dots."""
_ACROSS = 3
"""The most pictures that stand side by side."""


class Shown(Struct, frozen=True):
    """A frequency, worded and drawn."""

    words: Markup
    """The sentence, without a full stop."""
    alt: str = ""
    """What the picture shows; empty where there is no picture."""
    n: int = 0
    """Dots that are filled."""
    to: int | None = None
    """Where the dots end that are half filled, for a range."""
    of: int = 0
    """All dots."""


def shown(value: HowOften, language: Language) -> Shown:
    """Return how a page shows a frequency, or the statement that nobody knows it.

    There is no picture of nobody: it would say that it cannot happen, which no count shows.
    """
    forms = language.frequencies
    if not isinstance(value, Frequency):
        return Shown(escape(forms.not_known))
    words = fill(language.frequency(value.n, value.to, value.of))
    if isinstance(value.over, Duration):
        time = language.duration(value.over.low, value.over.high, value.over.unit)
        words = fill(forms.within, frequency=words, duration=time)
    elif value.over:
        words = fill(forms.over, frequency=words, over=value.over)
    if value.of not in DRAWN or value.most == 0:
        return Shown(words)
    return Shown(words, language.dots(value.n, value.to, value.of), value.n, value.to, value.of)


class Cell(Struct, frozen=True):
    """One figure of the benefits."""

    what: str
    """What is counted, as prose."""
    how_often: HowOften


class Run(Struct, frozen=True):
    """Benefits that stand together: sentences, or rows of figures."""

    sentences: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()


def runs(benefits: Sequence[Benefit | str]) -> tuple[Run, ...]:
    """Return benefits in their order, sentences with sentences and figures with figures."""
    made: list[Run] = []
    figures: list[Benefit] = []
    sentences: list[str] = []

    def close() -> None:
        if figures:
            made.append(Run(rows=tuple(_rows(figures))))
        if sentences:
            made.append(Run(sentences=tuple(sentences)))
        figures.clear()
        sentences.clear()

    for benefit in benefits:
        if isinstance(benefit, Benefit):
            if sentences:
                close()
            figures.append(benefit)
        else:
            if figures:
                close()
            sentences.append(benefit)
    close()
    return tuple(made)


def _rows(figures: Sequence[Benefit]) -> Iterator[tuple[Cell, ...]]:
    """Yield rows of at most three figures; the two of a comparison are never parted."""
    row: list[Cell] = []
    for figure in figures:
        pair = [Cell(figure.what, figure.how_often)]
        if figure.compared is not None:
            pair.append(Cell(figure.compared.choice, figure.compared.how_often))
        if len(row) + len(pair) > _ACROSS:
            yield tuple(row)
            row = []
        row += pair
    yield tuple(row)
