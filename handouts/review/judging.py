"""Judging: one rule for each item of an instrument that a machine can decide or flag."""

from __future__ import annotations

import enum
import importlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from handouts.review.instruments import OPEN, instruments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from handouts.review.material import Material


class State(enum.StrEnum):
    """Who answers an item."""

    DECIDED = "decided"
    """The program has answered it."""
    FLAGGED = "flagged"
    """The program has found something that speaks for or against it; a person answers."""
    OPEN = "open"
    """A person answers."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the program says of one item."""

    state: State
    answer: str = OPEN
    """The answer of a decided item, else `OPEN`."""
    evidence: tuple[str, ...] = ()
    """What it rests on, with file and line where it stands in the content."""


Key: TypeAlias = tuple[str, int]
"""An instrument and the number of an item."""


def decided(answer: str, *evidence: str) -> Judged:
    """Return that the program has answered."""
    return Judged(State.DECIDED, answer, evidence)


def flagged(*evidence: str) -> Judged:
    """Return that a person answers, with what the program has found."""
    return Judged(State.FLAGGED, OPEN, evidence)


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number with its word: ``1 picture``, ``8 pictures``."""
    return f"{count} {one if count == 1 else many or one + 's'}"


LEFT_OPEN = Judged(State.OPEN)
"""What only a person can say."""


@dataclass(slots=True)
class _Rules:
    of: dict[Key, Callable[[Material], Judged]] = field(default_factory=dict)


_RULES = _Rules()
_MODULES = ("understandable", "actionable", "clear")


def rule(instrument: str, number: int) -> Callable[[Callable[[Material], Judged]], Callable[[Material], Judged]]:
    """Register the function that judges an item."""

    def register(function: Callable[[Material], Judged]) -> Callable[[Material], Judged]:
        if (instrument, number) in _RULES.of:
            message = f"two rules judge item {number} of {instrument}"
            raise ValueError(message)
        _RULES.of[instrument, number] = function
        return function

    return register


def ruled() -> frozenset[Key]:
    """Return every item that has a rule."""
    for name in _MODULES:
        importlib.import_module(f"handouts.review.{name}")
    return frozenset(_RULES.of)


def judge(material: Material) -> dict[Key, Judged]:
    """Judge every item of every instrument; what has no rule is open."""
    known = ruled()
    return {key: _RULES.of[key](material) if key in known else LEFT_OPEN for key in _keys()}


def _keys() -> Iterable[Key]:
    return [(each.key, item.number) for each in instruments() for item in each.items]
