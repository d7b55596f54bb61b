"""The contents of a packet: a line for each handout, with its page (TOC and TOCI of ISO 32000-1 14.8.4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.errors import PdfError
from handouts.pdf.lines import Run
from handouts.pdf.strips import Column, Drawing, Row, Strip, TextStrip, keep_together, portions
from handouts.pdf.structure import Element

if TYPE_CHECKING:
    from handouts.document import nodes
    from handouts.pdf.flow import Composer, Look
    from handouts.pdf.painter import Painter

_TITLE, _NUMBER, _NOTE = "schedule-time", "value", "small"
"""The styles of an entry's title, number and second line."""


def key_of(part: int) -> str:
    """Return the name by which a link finds a handout of the packet; no id of a document has a slash in it."""
    return f"/{part}"


def contents(composer: Composer, block: nodes.Contents, parent: Element, width: float, _look: Look) -> list[Strip]:
    """Return one row for each entry, with a hairline between two."""
    owner = Element("TOC", parent)
    pad, style = composer.measures["schedule-pad"], composer.theme.style(_NUMBER)
    rows: list[Strip] = []
    for at, entry in enumerate(block.entries):
        # Where a handout begins is known once all are set. Room for four digits keeps the rows as high whatever it is.
        room = composer.breaker.measure(_numbered(entry, 8888), style.weight, style.size)
        item = Element("TOCI", owner)
        link = Element("Link", Element("Reference", item))
        composer.link_texts[id(link)] = entry.description
        with composer.framed(2 * pad):
            words = _words(composer, entry, item, link, width - room - composer.measures["column-gap"])
            parts = portions(words, composer.limit)
        for number, part in enumerate(parts):
            first, last = not number, number == len(parts) - 1
            columns = [Column(0.0, part)]
            columns += [Column(width - room, [_number(composer, entry, link, room)])] if first else []
            ruled = last and at < len(block.entries) - 1
            row = Row(columns, width=width, pad_top=pad if first else 0.0, pad_bottom=pad if last else 0.0,
                      rule_color="rule" if ruled else "")  # fmt: skip
            rows.append(row)
    return rows


def _words(composer: Composer, entry: nodes.Entry, item: Element, link: Element, width: float) -> list[Strip]:
    style = composer.theme.style(_TITLE)
    runs = composer.runs(entry.inlines, style.weight, style.color, link)
    for run in runs:
        run.href = f"#{key_of(entry.part)}"
    strips = composer.text(runs, style, width, goes_on=True)
    if entry.note:
        strips += composer.styled(entry.note, _NOTE, Element("P", item), width)
    keep_together(strips)
    return strips


def _number(composer: Composer, entry: nodes.Entry, link: Element, room: float) -> Strip:
    """Return the page of an entry, which becomes a line when it is painted."""
    style = composer.theme.style(_NUMBER)
    # On one line with the title, whose type may be of another size.
    shift = (composer.theme.style(_TITLE).leading - style.leading) / 2

    def draw(painter: Painter, x: float, top: float) -> None:
        if entry.part not in painter.begins:
            message = f"the contents lead to handout {entry.part}, which is not in the file"
            raise PdfError.single("H410", message, "handout", "Contents belong into the templates of a packet")
        text = _numbered(entry, painter.begins[entry.part])
        run = Run(text, style.weight, style.color, link, f"#{key_of(entry.part)}")
        (line,) = composer.text([run], style, room + 1)
        indent = room - line.line.width if isinstance(line, TextStrip) else 0.0
        line.paint(painter, x + indent, top - shift)

    return Drawing(style.leading, draw)


def _numbered(entry: nodes.Entry, page: int) -> str:
    return entry.number.replace("{page}", str(page))
