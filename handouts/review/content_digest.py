"""The digest of what a handout says: a signature holds for these very words, facts and pictures.

A line is the way to a value and the value: ``preparation.2.text: Do not eat.`` Lists count from 1. It is made from the
loaded model, so comments, quotes and line breaks do not count. Of a picture its bytes count. Left out is what is not
printed or is said by an approval: ``checks``, and of ``review`` the ``status`` and ``next_review``.
"""

from __future__ import annotations

import datetime
import hashlib
from typing import TYPE_CHECKING

from handouts.content.facts import Duration, Offset
from handouts.content.sections import PictureFile
from handouts.model import Model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.content.cross import Loc
    from handouts.content.load import LoadedHandout
    from handouts.model import Asset

_UNPRINTED = frozenset((("checks",), ("review", "status"), ("review", "next_review")))


def content_digest(loaded: LoadedHandout) -> str:
    """Return the SHA-256 of what a handout says, in hexadecimal."""
    lines = _lines(loaded.handout, (), loaded.assets)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _lines(value: object, loc: Loc, assets: dict[str, Asset]) -> Iterator[str]:
    if value is None or loc in _UNPRINTED:
        return
    if isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _lines(inner, (*loc, index), assets)
    elif isinstance(value, Model):
        picture = isinstance(value, PictureFile)
        for name, inner in value.__dict__.items():
            if picture and name == "file":
                digest = hashlib.sha256(assets[str(inner)].data).hexdigest()
                yield f"{_way((*loc, 'sha256'))}: {digest}"
            else:
                yield from _lines(inner, (*loc, name), assets)
    elif isinstance(value, str | Duration | Offset | int):
        yield f"{_way(loc)}: {value}"
    elif isinstance(value, datetime.date):
        yield f"{_way(loc)}: {value.isoformat()}"
    else:
        # A new kind of value must not go unsigned without anybody noticing.
        message = f"{_way(loc)} holds a {type(value).__name__}, which no signature covers"
        raise TypeError(message)


def _way(loc: Loc) -> str:
    return ".".join([part if isinstance(part, str) else str(part + 1) for part in loc])
