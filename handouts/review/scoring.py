"""Scoring, as published, and never over more than what is decided.

PEMAT (user's guide, steps 5 to 7): 1 point for “agree”, 0 for “disagree”, “n/a” left out, the sum divided by the items
that apply, for understandability and actionability apart. CDC Clear Communication Index (score sheet): 1 point for
“yes”, for item 17 for “no”; where item 1 is “no”, items 2 to 4 score 0; the sum divided by the items that apply, times
100.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.review.instruments import INDEX, NOT_APPLICABLE, OPEN, instrument, instruments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handouts.review.instruments import Instrument, Item, Part
    from handouts.review.judging import Judged, Key

PASSES = 90
"""The least score of the CDC Clear Communication Index that passes (its user guide)."""

_ON_FIRST = frozenset((2, 3, 4))
"""Items of the Index that mean nothing until item 1 is answered."""


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one part of an instrument, over the items that are decided."""

    key: str
    """``understandability``, ``actionability`` or ``clear_communication``."""
    name: str
    points: int
    applicable: int
    """Decided items without those that are not applicable."""
    decided: int
    items: int
    signed: bool = False
    """Whether a person has answered the rest and signed."""

    @property
    def open(self) -> int:
        """Return how many items are left for a person."""
        return self.items - self.decided

    @property
    def percent(self) -> int | None:
        """Return the score of 100, rounded; `None` where no item that applies is decided."""
        # Half a percent up, as people round.
        return (200 * self.points + self.applicable) // (2 * self.applicable) if self.applicable else None

    @property
    def short(self) -> str:
        """Return a few words for a table, such as ``8 of 8 decided, 9 of 17 open``."""
        if self.signed:
            return f"{self.points} of {self.applicable} ({self.percent}%), signed"
        return f"{self.points} of {self.applicable} decided, {self.open} of {self.items} open"

    def __str__(self) -> str:
        """Return the score in words, always with what it is a score of."""
        of = f"{self.points} of {self.applicable} points ({self.percent}%)" if self.applicable else "no score"
        who = "signed" if self.signed else f"{self.open} open for a person"
        return f"{self.name}: {of}; {self.decided} of {self.items} items decided, {who}"


@dataclass(frozen=True, slots=True)
class Scores:
    """All scores of one handout."""

    understandability: Score
    actionability: Score
    clear_communication: Score

    def __iter__(self) -> Iterator[Score]:
        """Yield the three scores."""
        yield from (self.understandability, self.actionability, self.clear_communication)


def scores(judged: Mapping[Key, Judged], answers: Mapping[Key, str] | None = None) -> Scores:
    """Return the scores of a handout.

    Args:
        judged: what the program says of each item.
        answers: what a person answered and signed; without it only what the program decided counts.
    """
    given = {key: answer.answer for key, answer in judged.items() if answer.answer != OPEN}
    given |= {key: answer for key, answer in (answers or {}).items() if answer != OPEN and key not in given}
    found = {
        part.key: _score(each, part, given, signed=answers is not None) for each in instruments() for part in each.parts
    }
    return Scores(**found)


def _score(each: Instrument, part: Part, given: Mapping[Key, str], *, signed: bool) -> Score:
    counted = [(item, given[each.key, item.number]) for item in part.items if _counts(each, item, given)]
    applicable = [(item, answer) for item, answer in counted if answer != NOT_APPLICABLE]
    points = sum(_points(each, item, answer, given) for item, answer in applicable)
    return Score(part.key, part.name, points, len(applicable), len(counted), len(part.items), signed)


def _counts(each: Instrument, item: Item, given: Mapping[Key, str]) -> bool:
    if (each.key, item.number) not in given:
        return False
    # Whatever item 1 will be, an item that is 0 already stays so.
    waits = each.key == INDEX and item.number in _ON_FIRST and (INDEX, 1) not in given
    return not waits or each.points(item, given[each.key, item.number]) == 0


def _points(each: Instrument, item: Item, answer: str, given: Mapping[Key, str]) -> int:
    if each.key == INDEX and item.number in _ON_FIRST and given.get((INDEX, 1)) == instrument(INDEX).bad:
        return 0
    return each.points(item, answer)
