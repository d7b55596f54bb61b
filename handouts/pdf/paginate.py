"""Paginating: which strips stand on which page.

Rules (design of the handout): no page ends with a heading or inside a step, row or box; no page
holds fewer than eight lines where that can be helped; nothing is lost and nothing stands twice but
repeated table heads, which are artifacts.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence  # noqa: TC003  annotations stay readable at run time
from typing import NamedTuple

from handouts.pdf.strips import Strip, gap


class Placed(NamedTuple):
    """A strip and how far below the top of the page's body it stands."""

    strip: Strip
    depth: float
    repeated: bool = False
    """Whether it is painted again for a page that begins inside a table or row."""


def _fill(strips: Sequence[Strip], start: int, height: float) -> int:
    """Return the index after the last strip that fits on a page beginning with `start` (at least one)."""
    above = strips[start]
    used = _lead(above) + above.height
    for at in range(start + 1, len(strips)):
        strip = strips[at]
        used += gap(above, strip) + strip.height
        if used > height + 0.01:
            return at
        above = strip
    return len(strips)


def _lead(strip: Strip) -> float:
    """Return the height of what is repeated above a strip that begins a page."""
    return strip.repeat.height if strip.repeat and not strip.repeat_overlays else 0.0


def _used(strips: Sequence[Strip], start: int, end: int) -> float:
    total = _lead(strips[start]) + strips[start].height
    for at in range(start + 1, end):
        total += gap(strips[at - 1], strips[at]) + strips[at].height
    return total


def breaks(strips: Sequence[Strip], height: float, least: float) -> list[int]:
    """Return where each page after the first begins.

    Args:
        strips: all strips of the document.
        height: height of a page's body in points.
        least: what a last page should hold at least, in points (eight lines).
    """
    starts = [0]
    while True:
        end = _fill(strips, starts[-1], height)
        if end >= len(strips):
            break
        allowed = next((at for at in range(end, starts[-1], -1) if not strips[at - 1].keep), end)
        starts.append(allowed)
    if len(starts) > 1 and _used(strips, starts[-1], len(strips)) < least:
        # A short last page: move its beginning up, as long as the page before keeps enough too.
        for at in range(starts[-1] - 1, starts[-2], -1):
            if strips[at - 1].keep:
                continue
            if _used(strips, at, len(strips)) > height or _used(strips, starts[-2], at) < least:
                break
            if _used(strips, at, len(strips)) >= least:
                starts[-1] = at
                break
    return starts[1:]


def paginate(strips: Sequence[Strip], height: float, least: float) -> list[list[Placed]]:
    """Return the pages of a document, each the strips placed on it."""
    if not strips:
        return [[]]
    starts = [0, *breaks(strips, height, least), len(strips)]
    pages: list[list[Placed]] = []
    for start, end in itertools.pairwise(starts):
        page: list[Placed] = []
        depth = 0.0
        first = strips[start]
        if first.repeat and start:
            page.append(Placed(first.repeat, 0.0, repeated=True))
            depth = _lead(first)
        above: Strip | None = None
        for strip in strips[start:end]:
            if above is not None:
                depth += gap(above, strip)
            page.append(Placed(strip, depth))
            depth += strip.height
            above = strip
        pages.append(page)
    return pages
