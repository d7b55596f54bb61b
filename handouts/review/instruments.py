"""Instruments: the items of PEMAT-P and of the CDC Clear Communication Index, as data with their sources."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Annotated

from pydantic import Field

from handouts.content.facts import Count
from handouts.model import Model, Slug
from handouts.yamlfile import read, validate

NOT_APPLICABLE = "n/a"
OPEN = "open"
"""What stands in the place of an answer that a person has still to give."""

_DATA = Path(__file__).parent / "data"


class Item(Model):
    """One item of an instrument."""

    number: Annotated[Count, Field(ge=1, le=99, examples=[1])]
    """Its own number in the instrument."""
    asks: Annotated[str, Field(min_length=10, examples=["The material uses the active voice."])]
    """Its words."""
    unless: Annotated[str, Field(examples=["there are no numbers"])] = ""
    """When it may be answered with "n/a"; empty where it may not."""
    reversed: Annotated[bool, Field(examples=["true"])] = False
    """Whether the bad answer is the one that gives the point."""


class Part(Model):
    """Items that are scored together."""

    key: Annotated[str, Field(examples=["understandability"])]
    name: Annotated[str, Field(examples=["Understandability"])]
    items: Annotated[tuple[Item, ...], Field(min_length=1, examples=[[]])]


class Instrument(Model):
    """An instrument with all its items."""

    key: Annotated[Slug, Field(examples=["pemat-p"])]
    """Its name in worksheets."""
    name: Annotated[str, Field(examples=["PEMAT-P"])]
    title: Annotated[str, Field(examples=["Patient Education Materials Assessment Tool"])]
    source: Annotated[str, Field(examples=["AHRQ Publication No. 14-0002-EF"])]
    """Who published it, and where."""
    good: Annotated[str, Field(examples=["agree"])]
    """The answer that gives the point."""
    bad: Annotated[str, Field(examples=["disagree"])]
    parts: Annotated[tuple[Part, ...], Field(min_length=1, examples=[[]])]

    @property
    def items(self) -> tuple[Item, ...]:
        """Return its items in their order."""
        return tuple(item for part in self.parts for item in part.items)

    def answers(self, item: Item) -> tuple[str, ...]:
        """Return what an item may be answered with."""
        return (self.good, self.bad, NOT_APPLICABLE) if item.unless else (self.good, self.bad)

    def points(self, item: Item, answer: str) -> int:
        """Return the points that an answer gives: 0 or 1."""
        return int(answer == (self.bad if item.reversed else self.good))


@functools.cache
def instruments() -> tuple[Instrument, ...]:
    """Return both instruments."""
    names = ("pemat-p.yaml", "clear-communication-index.yaml")
    return tuple(validate(Instrument, read(_DATA / name, name)) for name in names)


PEMAT = "pemat-p"
INDEX = "clear-communication-index"


def instrument(key: str) -> Instrument:
    """Return the instrument of a key, `PEMAT` or `INDEX`."""
    return next(each for each in instruments() if each.key == key)
