"""Labelled items (at a glance, schedule, time line, records, glossary) and things to write in."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from handouts.document import nodes
from handouts.pdf.flow import FEW_LINES, Composer, Look
from handouts.pdf.lines import Run
from handouts.pdf.strips import (
    Column,
    Drawing,
    Rail,
    Row,
    Strip,
    TextStrip,
    gap,
    keep_ends,
    keep_together,
    portions,
    side_by_side,
    stack_height,
)
from handouts.pdf.structure import Element

if TYPE_CHECKING:
    from handouts.pdf.painter import Painter
    from handouts.theme import Icon


def pairs(composer: Composer, block: nodes.Pairs, parent: Element, width: float, look: Look) -> list[Strip]:
    """Return labelled items in the way their style asks for; each is a list item with its label."""
    owner = Element("L", parent, attributes="/O/List/ListNumbering/None")
    match block.style:
        case "glance":
            return _glance(composer, block.pairs, owner, width)
        case "schedule":
            return _schedule(composer, block.pairs, owner, width)
        case "timeline":
            return _timeline(composer, block.pairs, owner, width)
        case "glossary":
            return _glossary(composer, block.pairs, owner, width, look)
        case _:
            return _record(composer, block.pairs, owner, width, look)


def _entry(owner: Element) -> tuple[Element, Element]:
    item = Element("LI", owner)
    return Element("Lbl", item), Element("LBody", item)


def _glance(composer: Composer, entries: tuple[nodes.Pair, ...], owner: Element, width: float) -> list[Strip]:
    across = 2 if composer.theme.columns else 1
    cell = width / across
    indent, size = composer.measures["glance-indent"], composer.measures["glance-icon"]
    pad = composer.measures["glance-pad"]
    rows: list[Strip] = []
    for start in range(0, len(entries), across):
        cells: list[tuple[float, list[list[Strip]]]] = []
        for number, pair in enumerate(entries[start : start + across]):
            label, body = _entry(owner)
            room = cell - indent - composer.measures["box-pad"]
            strips = composer.styled(pair.label, "label", label, room)
            with composer.framed(2 * pad):
                strips += composer.body_of(pair.blocks, body, room, Look("value"))
                cells.append((number * cell + indent, portions(composer.anchored(strips, pair.id), composer.limit / 2)))
            icon = composer.theme.icons.get(pair.icon)
            if icon:
                cells.append((number * cell + composer.measures["box-pad"], [[_icon(icon, size)]]))
        parts = side_by_side(cells)
        for at, columns in enumerate(parts):
            end = at == len(parts) - 1
            row = Row(
                columns,
                width=width,
                pad_top=0.0 if at else pad,
                pad_bottom=pad if end else 0.0,
                rule_color="rule" if end and start + across < len(entries) else "",
            )
            rows.append(_divided(row, cell) if across == 2 else row)
    return rows


def _icon(icon: Icon, size: float) -> Strip:
    return Drawing(size, lambda painter, x, top: painter.icon(icon, x, top - size - 1, size, "brand"))


def _divided(row: Row, x_middle: float) -> Strip:
    """Return a row with a hairline between its two halves."""

    def draw(painter: Painter, x: float, top: float) -> None:
        middle = x + x_middle
        painter.shape(
            f"{painter.stroke('rule')} 0.75 w {middle:.2f} {top:.2f} m {middle:.2f} {top - row.height:.2f} l S"
        )
        row.paint(painter, x, top)

    return Drawing(row.height, draw)


def _schedule(composer: Composer, entries: tuple[nodes.Pair, ...], owner: Element, width: float) -> list[Strip]:
    """Return one row per time; the time is repeated beside what goes on over a page."""
    # A weekday with its date fits beside the items without a break in the month's name.
    label_width = composer.measures["schedule-dated" if any(pair.note for pair in entries) else "schedule-label"]
    pad = composer.measures["schedule-pad"]
    time = composer.theme.style("schedule-time")
    rows: list[Strip] = []
    for number, pair in enumerate(entries):
        label, body = _entry(owner)
        room = label_width if composer.theme.columns else width
        runs = composer.runs(pair.label, time.weight, time.color, label)
        head = composer.anchored(composer.text(runs, time, room, goes_on=bool(pair.note)), pair.id)
        if pair.note:
            note = composer.styled(pair.note, "schedule-note", label, room)
            head += note
        beside = composer.theme.columns and stack_height(head) <= composer.limit / 2
        indent = label_width + 6 if beside else 0.0
        with composer.framed(2 * pad):
            items = composer.blocks(pair.blocks, body, width - indent, Look())
        last = number == len(entries) - 1
        rows += _schedule_rows(composer, head, items, indent, width, pad, last=last)
    return rows


def _schedule_rows(  # noqa: PLR0913  one row's parts and measures
    composer: Composer, head: list[Strip], items: list[Strip], indent: float, width: float, pad: float, *, last: bool
) -> list[Strip]:
    if not indent:
        keep_together(head)
        head[-1].keep = True
        head[-1].after = max(head[-1].after, 3.0)
        stack = [*head, *items]
        stack[0].before = pad * 1.5
        return stack
    # A time with little to do is one row; a long one may end a page between two of its items.
    whole = stack_height(items) <= composer.limit * 0.3
    # The first row holds all that fits beside the time: a single line there would leave a hole below it.
    first, height, most = 1, stack_height(head), composer.limit - 2 * pad
    while first < len(items) and stack_height(items[:first]) < height and stack_height(items[: first + 1]) <= most:
        first += 1
    groups = [items] if whole else [items[:first], *([item] for item in items[first:])]
    rows: list[Strip] = []
    for number, group in enumerate(groups):
        end = number == len(groups) - 1
        columns_ = [Column(indent, group)] if number else [Column(0.0, head), Column(indent, group)]
        row = Row(
            columns_,
            width=width,
            pad_top=0.0 if number else pad,
            pad_bottom=pad if end else 0.0,
            rule_color="rule" if end and not last else "",
        )
        row.before = 0.0 if not number else group[0].before
        row.keep = not end and group[-1].keep
        if number:
            row.repeat, row.repeat_overlays = Row([Column(0.0, head)]), True
        rows.append(row)
    # What goes on over a page is at least as high as the time that is repeated beside it.
    left, room = 0.0, stack_height(head)
    for upper, lower in itertools.pairwise(reversed(rows)):
        left += upper.height
        lower.keep = lower.keep or left < room
    return rows


def _timeline(composer: Composer, entries: tuple[nodes.Pair, ...], owner: Element, width: float) -> list[Strip]:
    measures = composer.measures
    indent, gap_ = measures["rail-indent"], measures["rail-gap"]
    label_style = composer.theme.style("timeline-label")
    rails: list[Strip] = []
    for number, pair in enumerate(entries):
        label, body = _entry(owner)
        strips = composer.styled(pair.label, "timeline-label", label, width - indent)
        strips += composer.body_of(pair.blocks, body, width - indent, Look())
        parts = portions(composer.anchored(strips, pair.id), composer.limit / 2)
        for at, part in enumerate(parts):
            rail = Rail(
                part,
                indent=indent,
                radius=measures["rail-radius"],
                line_middle=label_style.leading / 2,
                color="brand",
                last=number == len(entries) - 1 and at == len(parts) - 1,
            )
            rail.ring = not at
            rail.before = 0.0 if at else gap_
            rail.after = gap_ if at == len(parts) - 1 else gap(part[-1], parts[at + 1][0])
            rail.tail = rail.after + label_style.leading / 2 - measures["rail-radius"]
            rails.append(rail)
    return rails


def _glossary(
    composer: Composer, entries: tuple[nodes.Pair, ...], owner: Element, width: float, look: Look
) -> list[Strip]:
    """Return each word and its meaning as one run-in paragraph, two beside each other where there is room."""
    across = 2 if composer.theme.columns else 1
    gutter = composer.measures["column-gap"]
    cell = (width - gutter * (across - 1)) / across
    strips: list[Strip] = []
    for start in range(0, len(entries), across):
        cells = [
            (number * (cell + gutter), portions(_meaning(composer, pair, owner, cell, look), composer.limit / 2))
            for number, pair in enumerate(entries[start : start + across])
        ]
        rows = [Row(columns) for columns in side_by_side(cells)]
        rows[0].before = rows[-1].after = composer.measures["list-gap"]
        strips += rows
    return strips


def _meaning(composer: Composer, pair: nodes.Pair, owner: Element, width: float, look: Look) -> list[Strip]:
    style = composer.theme.style(look.body)
    label, body = _entry(owner)
    run_in = list(itertools.takewhile(lambda block: isinstance(block, nodes.Paragraph), pair.blocks))
    meaning = body if len(run_in) == len(pair.blocks) else Element("P", body)
    runs = [*composer.runs(pair.label, "bold", style.color, label), Run(": ", "regular", style.color, meaning)]
    for number, block in enumerate(run_in):
        if isinstance(block, nodes.Paragraph):
            runs += [Run(" ", "regular", style.color, meaning)] if number else []
            runs += composer.runs(block.inlines, style.weight, style.color, meaning)
    lines = composer.anchored(composer.text(runs, style, width), pair.id)
    keep_together(lines)
    return [*lines, *composer.blocks(pair.blocks[len(run_in) :], body, width, look)]


def _record(
    composer: Composer, entries: tuple[nodes.Pair, ...], owner: Element, width: float, look: Look
) -> list[Strip]:
    """Return each label beside (in one column: above) what belongs to it, with a hairline between entries."""
    made: list[list[Strip]] = []
    style = composer.theme.style(look.body)
    for number, pair in enumerate(entries):
        label, body = _entry(owner)
        if composer.theme.columns:
            made.append(_beside(composer, pair, label, body, width, last=number == len(entries) - 1))
            continue
        head = composer.text(composer.runs(pair.label, "bold", style.color, label), style, width)
        for strip in head:
            strip.keep = True
        inside = composer.blocks(pair.blocks, body, width, look)
        entry = composer.anchored([*head, *inside], pair.id)
        if stack_height(entry) <= composer.limit * 0.4:
            keep_together(entry)
        if number:
            line = Drawing(0.75, lambda painter, x, top: painter.rule(x, top, width))
            line.before = line.after = composer.measures["schedule-pad"]
            line.keep = True
            entry.insert(0, line)
        made.append(entry)
    keep_ends(made, style.leading * FEW_LINES)
    return [*itertools.chain.from_iterable(made)]


def _beside(
    composer: Composer, pair: nodes.Pair, label: Element, body: Element, width: float, *, last: bool
) -> list[Strip]:
    indent = width * 0.34
    pad = composer.measures["schedule-pad"] * 0.7
    style = composer.theme.style("body")
    head = composer.text(composer.runs(pair.label, "bold", style.color, label), style, indent - 12)
    if stack_height(head) > composer.limit / 2:
        indent = 0.0
    with composer.framed(2 * pad):
        inside = composer.body_of(pair.blocks, body, width - indent, Look())
    return _schedule_rows(composer, composer.anchored(head, pair.id), inside, indent, width, pad, last=last)


# ---------------------------------------------------------------- things to write in


def fields(composer: Composer, block: nodes.Fields, parent: Element, width: float, _look: Look) -> list[Strip]:
    """Return labels with a line to write on, or with what was filled in."""
    across = 2 if composer.theme.columns else 1
    gutter = composer.measures["column-gap"]
    cell = (width - gutter * (across - 1)) / across
    rows: list[Strip] = []
    for start in range(0, len(block.fields), across):
        beside = block.fields[start : start + across]
        # What is filled in stands on one line with the label of a field that is not.
        low = not all(value for _, value in (beside if across > 1 else block.fields))
        made = [_field(composer, label, value, parent, cell, low=low) for label, value in beside]
        cells = [(at * (cell + gutter), portions(each, composer.limit / 2)) for at, each in enumerate(made)]
        for columns in side_by_side(cells):
            row = Row(columns)
            row.keep = True
            rows.append(row)
    if rows:
        rows[-1].keep = False
    return rows


def _field(composer: Composer, label: str, value: str, parent: Element, width: float, *, low: bool) -> list[Strip]:
    style = composer.theme.style("body")
    element = Element("P", parent)
    if value:
        runs = [Run(f"{label}: ", "regular", "ink", element), Run(value, "bold", "ink", element)]
        strips = composer.text(runs, style, width)
        room = composer.measures["field"] - style.leading
        if low:
            strips[0].before = 0.0
            return [Strip(room), *strips]
        strips[0].before = strips[-1].after = room
        return strips
    *above, last = composer.text([Run(label, "regular", "ink", element)], style, width)
    start = last.line.width + 6 if isinstance(last, TextStrip) else 0.0
    beside = width - start >= width / 3  # room to write; else the line stands below the label
    if not beside:
        above, start = [*above, last], 0.0
    high = composer.measures["field"] if not above or not beside else style.leading

    def draw(painter: Painter, x: float, top: float) -> None:
        base = top - high + style.leading * 0.24
        painter.rule(x + start, base, width - start, "grey")
        if beside:
            last.paint(painter, x, top - high + style.leading)

    return [*above, Drawing(high, draw)]


def write_in(composer: Composer, block: nodes.WriteIn, _parent: Element, width: float, _look: Look) -> list[Strip]:
    """Return blank lines to write on; ruled artifacts, since they say nothing."""
    high = composer.measures["write-in"]
    strips: list[Strip] = [
        Drawing(high, lambda painter, x, top: painter.rule(x, top - high + 1, width, "grey"))
        for _ in range(block.lines)
    ]
    keep_together(strips)
    return strips
