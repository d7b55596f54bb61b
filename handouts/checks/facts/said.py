"""A fact that a handout states, and when two of them cannot both be right."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from handouts.checks.facts.numbers import Sentence
    from handouts.checks.subject import Subject
    from handouts.content.cross import Loc
    from handouts.findings import Place

Value: TypeAlias = tuple[float, float] | str
"""From how much to how much (hours, degrees Fahrenheit, pounds), or what: ``keep``, ``stop``, ``midnight``."""


class Said(Struct, frozen=True):
    """One fact, and where a handout states it."""

    kind: str
    """``activity``, ``fasting``, ``drug``, ``fever`` or ``weight``."""
    key: str
    """What it is about: ``driving``, ``eating``, ``warfarin``; what an allow list names."""
    value: Value
    words: str
    """The value as it stands there."""
    loc: Loc

    def place(self, subject: Subject) -> Place:
        """Return where it stands in the file of its handout."""
        return subject.loaded.file.place_of(self.words, self.loc)


def said(kind: str, key: str, value: Value, sentence: Sentence, span: tuple[int, int]) -> Said:
    """Return a fact that some words of a sentence state.

    Args:
        kind: the kind of fact.
        key: what it is about.
        value: what is said of it.
        sentence: where.
        span: where the words begin and end in the sentence.
    """
    return Said(kind, key, value, sentence.text[span[0] : span[1]], sentence.passage.loc)


def differs(one: Value, other: Value) -> bool:
    """Tell whether two values cannot both be right: ranges that do not meet, or keeping against stopping."""
    if isinstance(one, str) or isinstance(other, str):
        held = isinstance(one, tuple) or isinstance(other, tuple)
        return one != other and not (held and "stop" in (one, other))
    return one[1] < other[0] - 1e-6 or other[1] < one[0] - 1e-6
