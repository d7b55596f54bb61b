"""Everything of a content file that its reader gets to see, as plain lines, and the digest of it.

A line is the way to a value and the value: ``preparation.2.text: Do not eat.`` Lists count from 1. It is
made from the loaded model, so comments, quotes, line breaks and the order of keys do not count. Of a picture
its bytes count, not the name of its file. Left out is what is not printed or is said by the approval itself:
``checks``, and of ``review`` the ``status`` and ``next_review``.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
from typing import TYPE_CHECKING, NamedTuple

from handouts.content.facts import Duration, Offset
from handouts.content.sections import PictureFile
from handouts.model import Model

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.content.load import LoadedHandout
    from handouts.model import Asset

Loc = tuple[str | int, ...]

UNPRINTED = frozenset((("checks",), ("review", "status"), ("review", "next_review")))
"""Fields that no approval is about."""
_UNPRINTED_NAMES = frozenset(way[-1] for way in UNPRINTED)

PICTURE = "sha256"
"""The last part of the way to a picture's bytes."""


class Line(NamedTuple):
    """One value of a handout."""

    loc: Loc
    """The way to it in the content file, lists counted from 0."""
    text: str

    def __str__(self) -> str:
        """Return the line as it is kept and digested."""
        return f"{path_of(self.loc)}: {self.text}"


@functools.lru_cache(maxsize=2048)
def path_of(loc: Loc) -> str:
    """Return the way to a value as people count: ``preparation.1.text``."""
    return ".".join([part if isinstance(part, str) else str(part + 1) for part in loc])


def words_of(loaded: LoadedHandout) -> tuple[Line, ...]:
    """Return what a handout says, in reading order."""
    found: list[Line] = []
    _collect(loaded.handout, (), loaded.assets, found)
    return tuple(found)


def digest(lines: tuple[str, ...]) -> str:
    """Return the SHA-256 of lines in hexadecimal; no line holds a line feed, so no two lists have one digest."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def digest_of(words: tuple[Line, ...]) -> str:
    """Return the digest of what a handout says."""
    # As `Line.__str__`, without a call for each.
    return digest(tuple([f"{path_of(loc)}: {text}" for loc, text in words]))


def _collect(value: object, loc: Loc, assets: dict[str, Asset], found: list[Line]) -> None:
    # Called for every value of every build but most texts, and nothing is yielded through.
    inside: Iterable[tuple[str | int, object]]
    if isinstance(value, tuple):
        inside = enumerate(value)
    elif isinstance(value, Model):
        inside = value.__dict__.items()
    else:
        found.append(Line(loc, _told(value, loc)))
        return
    picture = isinstance(value, PictureFile)
    for name, inner in inside:
        way = (*loc, name)
        if inner is None or (name in _UNPRINTED_NAMES and way in UNPRINTED):
            continue
        if picture and name == "file":
            data = assets[str(inner)].data
            found.append(Line((*loc, PICTURE), hashlib.sha256(data).hexdigest()))
        elif type(inner) is str:
            found.append(Line(way, inner))
        else:
            _collect(inner, way, assets, found)


def _told(value: object, loc: Loc) -> str:
    if isinstance(value, str | Duration | Offset | int):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    # A new kind of value must not go unapproved without anybody noticing.
    message = f"{path_of(loc)} holds a {type(value).__name__}, which no approval covers"
    raise TypeError(message)
