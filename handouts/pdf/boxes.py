"""Boxes: framed blocks and blocks side by side."""

from __future__ import annotations

from typing import NamedTuple

from handouts.document import nodes
from handouts.pdf.flow import Composer, Look
from handouts.pdf.strips import Again, Box, Column, Row, Strip, portions, side_by_side, stack_height
from handouts.pdf.structure import Element

_MOST_OF_A_PAGE = 0.25
_PANEL_PAD = 78.0
"""Points above and below the title of a cover, at 12 pt body."""


class _Frame(NamedTuple):
    border: str = ""
    weight: float = 0.75
    ground: str = ""
    dashed: bool = False
    alarm: bool = False


_FRAMES = {
    "info": _Frame(ground="tint"),
    "notice": _Frame("amber", 0.75, "amber-ground"),
    "caution": _Frame("amber", 1.5, "amber-ground", alarm=True),
    "emergency": _Frame("red", 2.25, "red-ground", alarm=True),
    "do": _Frame("rule", 1.0),
    "dont": _Frame("rule", 1.0),
    "appointment": _Frame("grey", 0.75, dashed=True),
    "glance": _Frame("brand", 1.0),
}


def callout(composer: Composer, block: nodes.Callout, parent: Element, width: float, _look: Look) -> list[Strip]:
    """Return a framed box; one that is higher than a page becomes several, each with the heading again."""
    if block.style == "cover":
        return _panel(composer, block, parent, width)
    frame = _FRAMES[block.style]
    measures = composer.measures
    kind = "alarm" if frame.alarm else "box"
    pad = (measures[f"{kind}-pad"], measures[f"{kind}-pad-top"])
    element = Element("Sect", parent)
    inner = Look("notice" if block.style == "notice" else "body", block.style)
    blocks = block.blocks
    bar: Strip | None = None
    head: list[Strip] = []
    if block.style == "glance":
        pad = (0.0, 0.0)
        if blocks and isinstance(blocks[0], nodes.Heading):
            bar = _bar(composer, composer.heading(blocks[0], element, width - 2 * measures["box-pad"], inner))
            blocks = blocks[1:]
    elif blocks and isinstance(blocks[0], nodes.Heading):
        head, blocks = composer.heading(blocks[0], element, width - 2 * pad[0], inner), blocks[1:]
    again = Again(head) if head and stack_height(head) <= composer.limit * _MOST_OF_A_PAGE else None
    with composer.framed(2 * pad[1] + (bar.height if bar else 0.0)):
        # Room for the heading above what goes on, and for the space between them, which no style makes larger.
        with composer.framed(2 * again.height if again else 0.0):
            strips = [*head, *composer.blocks(blocks, element, width - 2 * pad[0], inner)]
            rest = composer.limit
        parts = portions(strips, composer.limit)
    if again and len(parts) > 1:
        # “Take a bath” at the top of a page must not lose its “Do not”.
        parts = [parts[0], *([again, *part] for part in portions(strips[len(parts[0]) :], rest))]
    boxes: list[Strip] = []
    for part in parts or ([[]] if bar else []):
        box = Box(
            part,
            width,
            pad=pad,
            radius=measures["radius"],
            border=frame.border,
            weight=frame.weight,
            ground=frame.ground,
            dashed=frame.dashed,
            caption=bar if not boxes else None,
        )
        box.before = box.after = measures["box-gap"]
        boxes.append(box)
    return boxes


def _panel(composer: Composer, block: nodes.Callout, parent: Element, width: float) -> list[Strip]:
    """Return a filled panel, in the clinic's color and as roomy as a cover may be."""
    measures = composer.measures
    # The larger the type, the less room is there for nothing.
    pad = (2 * measures["box-pad"], _PANEL_PAD * 12 / composer.theme.style("body").size)
    # The color of the caption bar, which was checked against this very ground.
    with composer.dyed(composer.theme.style("glance-h2").color), composer.framed(2 * pad[1]):
        strips = composer.blocks(block.blocks, Element("Sect", parent), width - 2 * pad[0], Look("lead"))
        parts = portions(strips, composer.limit)
    boxes: list[Strip] = []
    for part in parts:
        box = Box(part, width, pad=pad, radius=measures["radius"], ground="brand")
        box.before, box.after = measures["box-gap"], 2 * measures["box-gap"]
        boxes.append(box)
    return boxes


def _bar(composer: Composer, heading: list[Strip]) -> Strip:
    """Return the filled caption bar of a box."""
    high = max(composer.measures["glance-bar"], stack_height(heading) + 8)
    pad = (high - stack_height(heading)) / 2
    return Row([Column(composer.measures["box-pad"], heading)], pad_top=pad, pad_bottom=pad)


def columns(composer: Composer, block: nodes.Columns, parent: Element, width: float, look: Look) -> list[Strip]:
    """Return blocks side by side, or stacked where the theme has one column."""
    if not composer.theme.columns or len(block.columns) == 1:
        return [strip for column in block.columns for strip in composer.blocks(column, parent, width, look)]
    measures, heading = composer.measures, composer.theme.style("h2")
    gutter = measures["column-gap"]
    room = width - gutter * (len(block.columns) - 1)
    parts: list[list[list[Strip]]] = []
    places: list[float] = []
    x = 0.0
    for column, share in zip(block.columns, block.widths, strict=True):
        own = room * share / sum(block.widths)
        # A heading above the columns stays on the page of their first row.
        with composer.framed(heading.leading + max(heading.after, measures["box-gap"])):
            parts.append(portions(composer.blocks(column, parent, own, look), composer.limit))
        places.append(x)
        x += own + gutter
    rows: list[Strip] = []
    for row_columns in side_by_side(list(zip(places, parts, strict=True))):
        row = Row(row_columns)
        firsts = [column.strips[0] for column in row_columns]
        lasts = [column.strips[-1] for column in row_columns]
        row.before, row.after = max(s.before for s in firsts), max(s.after for s in lasts)
        # Headings at the foot of every column: what follows them must stay on their page.
        row.keep = all(s.keep for s in lasts)
        rows.append(row)
    return rows
