"""A small theme from the shipped fonts, and documents made of few words."""

from __future__ import annotations

import functools
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from msgspec.structs import replace

from handouts.document import nodes
from handouts.pdf.painter import Painter
from handouts.pdf.words import FontBook, font_book
from handouts.theme import PAGE_SIZES, Color, Family, Icon, TextStyle, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.pdf.flow import Composer
    from handouts.pdf.lines import Line

FONTS = Path(__file__).resolve().parents[2] / "layouts" / "fonts"

PALETTE = {
    "ink": "#1B2630",
    "grey": "#44525C",
    "rule": "#C9D3D8",
    "brand": "#0B5563",
    "tint": "#EDF4F6",
    "amber": "#93560A",
    "amber-ground": "#FFFAEB",
    "amber-head": "#7A4605",
    "red": "#B42318",
    "red-ground": "#FEF3F2",
    "white": "#FFFFFF",
}

_STYLES = {
    "title": TextStyle(27, 31, "bold", "brand", 0, 4),
    "medical-name": TextStyle(12, 16, "regular", "grey", 2, 10),
    "lead": TextStyle(13.5, 19, "regular", "ink", 6, 10),
    "h2": TextStyle(16.5, 21, "bold", "brand", 18, 6),
    "h3": TextStyle(13, 17, "bold", "ink", 10, 3),
    "body": TextStyle(12, 16.5, "regular", "ink", 5, 5),
    "small": TextStyle(10.5, 13.5, "regular", "grey", 3, 3),
    "label": TextStyle(10.5, 13, "semibold", "grey"),
    "value": TextStyle(12, 15.5),
    "table": TextStyle(11.5, 15),
    "table-head": TextStyle(11.5, 15, "bold", "brand"),
    "glance-h2": TextStyle(12.5, 16, "bold", "white"),
    "caution-h2": TextStyle(16.5, 21, "bold", "amber-head", 0, 4),
    "emergency-h2": TextStyle(16.5, 21, "bold", "red", 0, 4),
    "info-h2": TextStyle(12, 16.5, "bold", "ink", 0, 1),
    "do-h2": TextStyle(12.5, 16.5, "bold", "ink", 0, 4),
    "dont-h2": TextStyle(12.5, 16.5, "bold", "ink", 0, 4),
    "appointment-h2": TextStyle(12.5, 16.5, "bold"),
    "notice-h2": TextStyle(12.5, 16.5, "bold", "amber-head", 0, 2),
    "notice": TextStyle(10.5, 14, "semibold", "amber-head", 1, 1),
    "schedule-time": TextStyle(12, 16.5, "bold", "brand"),
    "schedule-note": TextStyle(10.5, 13, "regular", "grey"),
    "timeline-label": TextStyle(12, 16.5, "bold", "brand"),
    "step-number": TextStyle(11, 14, "bold", "white"),
    "caption": TextStyle(10.5, 14, "regular", "grey"),
    "colophon": TextStyle(10, 13.5, "regular", "grey", 2, 2),
    "head-name": TextStyle(12, 15, "bold", "brand"),
    "head": TextStyle(9.5, 12.5, "regular", "grey"),
    "foot": TextStyle(9, 12, "regular", "grey"),
}


@functools.cache
def family(name: str) -> Family:
    return Family(name, *((FONTS / name / f"{w}.ttf").read_bytes() for w in ("regular", "bold", "semibold")))


@functools.cache
def families() -> tuple[Family, ...]:
    return (family("atkinson-hyperlegible-next"), family("source-sans-3"))


def book() -> FontBook:
    return font_book(families())


@functools.cache
def theme(*, columns: bool = True, scale: float = 1.0) -> Theme:
    styles = {
        name: replace(s, size=s.size * scale, leading=s.leading * scale, before=s.before * scale, after=s.after * scale)
        for name, s in _STYLES.items()
    }
    width, height = PAGE_SIZES["letter"]
    icons = {"clock": Icon("3 3 m 21 21 l"), "circle": Icon("4 4 m 20 4 l 12 20 l h", 0)}
    palette = {name: Color.parse(color) for name, color in PALETTE.items()}
    return Theme(width, height, 54, 54, 40, 36, styles, palette, families(), icons, {}, columns=columns)


# ---------------------------------------------------------------- documents


def text(words: str) -> tuple[nodes.Inline, ...]:
    return (nodes.Text(words),)


def paragraph(words: str, style: str = "", key: str = "") -> nodes.Paragraph:
    return nodes.Paragraph(text(words), style, key)


def heading(words: str, level: int = 2) -> nodes.Heading:
    return nodes.Heading(level, text(words), "")


def items(*words: str, style: str = "bullet") -> nodes.ListBlock:
    return nodes.ListBlock(tuple(nodes.Item((paragraph(w),)) for w in words), style)


def pair(label: str, *blocks: nodes.Block, note: str = "", key: str = "") -> nodes.Pair:
    return nodes.Pair(text(label), blocks, "clock", key, text(note) if note else ())


def cell(words: str, scope: str = "") -> nodes.Cell:
    return nodes.Cell((paragraph(words),) if words else (), scope)


def table(head: tuple[str, ...], *rows: tuple[str, ...]) -> nodes.Table:
    body = (tuple(cell(w, "" if at else "Row") for at, w in enumerate(row)) for row in rows)
    return nodes.Table((1.0,) * len(head), tuple(cell(w, "Column") for w in head), tuple(body))


HEAD = nodes.RunningHead(
    (text("Riverside Medical Center"), text("Interventional Radiology")),
    (text("Patient information"), (nodes.Text("Questions? "), nodes.Strong(text("555-0142")))),
    text("DRAFT – not approved"),
)
FOOT = nodes.RunningFoot("Opening a duct · Version 1.0", "Page {page} of {pages}")


def document(*blocks: nodes.Block, **changes: object) -> nodes.Document:
    """Return a document that begins with the title "Title" and goes on with blocks."""
    made = nodes.Document(
        language="en",
        title="Draft: Opening a duct",
        subject="A procedure",
        author="Riverside",
        keywords="duct",
        created="2026-11-20",
        head=HEAD,
        foot=FOOT,
        blocks=(heading("Title", 1), *blocks),
    )
    return replace(made, **changes)


def every_block() -> tuple[nodes.Block, ...]:
    """Return one block of every kind but pictures, with links, foreign words and all styles of boxes."""
    link = nodes.Link("https://example.org/a(b)/é", text("our page"), "The page of the clinic")
    inner = nodes.Link("#term", text("jaundice"), "Words to know")
    mixed = (
        nodes.Text("Call "),
        nodes.Strong(text("us")),
        nodes.Text(" about "),
        inner,
        nodes.Text(" or see "),
        link,
        nodes.Text(", "),
        nodes.Foreign("es", text("por favor")),
        nodes.Text(". Fever ≥ 38.5 °C → ữ ☐."),
    )
    risk = nodes.Cell((paragraph("5 in 100 people"), nodes.IconArray(5, 100, "5 of 100 dots")))
    boxes = [
        nodes.Callout((heading(f"Box {style}", 3), paragraph(f"Inside {style}")), style)
        for style in ("info", "caution", "emergency", "do", "dont", "notice")
    ]
    return (
        nodes.Section((nodes.Heading(2, text("Why"), "", "circle"), nodes.Paragraph(mixed, ""), items("one", "two"))),
        nodes.Callout(
            (heading("At a glance"), nodes.Pairs((pair("How long", paragraph("1 to 2 hours")),), "glance")), "glance"
        ),
        nodes.Callout(
            (heading("Appointment"), nodes.Fields((("Date", ""), ("Place", "Room 5"), ("Ride", "")))), "appointment"
        ),
        nodes.Pairs((pair("1 week before", items("Tell us", style="check"), note="Thursday"),), "schedule"),
        items("first", "second", style="steps"),
        nodes.Columns(((heading("Benefits"), items("good")), (heading("Risks"), paragraph("bad"))), (1.0, 1.0)),
        nodes.Table(
            (1.0, 2.0),
            (cell("Risk", "Column"), cell("How often", "Column")),
            ((cell("Bleeding", "Row"), risk), (cell("Fever", "Row"), cell(""))),
        ),
        *boxes,
        nodes.Pairs((pair("Day 1", paragraph("Rest")), pair("Day 2", paragraph("Walk"))), "timeline"),
        nodes.Pairs((pair("jaundice", paragraph("yellow skin"), key="term"),), "glossary"),
        nodes.Pairs((pair("R1", paragraph("A record")), pair("R2", paragraph("Another"))), "record"),
        items("plain", style="plain"),
        nodes.WriteIn(3),
    )


# ---------------------------------------------------------------- what was painted where


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of text as it was painted."""

    page: int
    left: float
    right: float
    baseline: float
    size: float
    artifact: bool

    def overlaps(self, other: Spot) -> bool:
        """Tell whether the inks of two lines may touch; shares of the size are those of these fonts."""
        beside = self.right <= other.left + 0.5 or other.right <= self.left + 0.5
        apart = max(self.bottom, other.bottom) >= min(self.top, other.top) - 0.5
        return self.page == other.page and not beside and not apart

    @property
    def top(self) -> float:
        return self.baseline + 0.7 * self.size

    @property
    def bottom(self) -> float:
        return self.baseline - 0.2 * self.size


@contextmanager
def watched() -> Iterator[list[Spot]]:
    """Give a list that every painted line of text is added to."""
    spots: list[Spot] = []
    paint = Painter.line

    def line(painter: Painter, line: Line, x: float, y: float) -> None:
        artifact = painter._artifact_depth > 0
        spots.append(Spot(painter.page, x, x + line.width, y, line.size, artifact))
        paint(painter, line, x, y)

    with mock.patch.object(Painter, "line", line):
        yield spots


def composer(*, limit: float = 600.0, columns: bool = True) -> Composer:
    """Return a composer that knows every block, with pages of a height."""
    from handouts.pdf.write import _Writer  # noqa: PLC0415  the one place that needs it

    return _Writer(document(), theme(columns=columns), book(), limit)
