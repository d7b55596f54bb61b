"""A Document of every kind of block, with characters that some engine reads as its own markup."""

from __future__ import annotations

from pathlib import Path

from handouts.document import nodes
from handouts.model import Asset
from handouts.theme import Color, Family, TextStyle, Theme

FONTS = Path(__file__).resolve().parents[2] / "layouts" / "fonts"

HOSTILE = (
    "<b>not bold</b> &amp; \"double\" 'single' #heading $math$ *star* _under_ **two** __three__ --four-- ~~five~~ "
    "[words](https://example.org) \\back \\n @label `code` {nb} {page} // comment /* remark */ %percent "
    "38.5 °C ≥ 2 ≤ 3 □ box → arrow = equals - minus + plus 1. one"
)

_SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60">'
    b'<rect width="120" height="60" fill="#0B5563"/></svg>'
)


def _text(*words: str) -> tuple[nodes.Inline, ...]:
    return tuple(nodes.Text(w) for w in words)


def _paragraph(*words: str, style: str = "body") -> nodes.Paragraph:
    return nodes.Paragraph(_text(*words), style)


def _box_title(style: str) -> nodes.Heading:
    return nodes.Heading(3, _text(f"Box {style}"), "")


def _sentences(topic: str, count: int) -> str:
    return " ".join(f"Sentence {n} about {topic} tells you what to do on day {n} and why." for n in range(1, count + 1))


def document() -> nodes.Document:
    """Return the document; more than 600 words."""
    mixed = nodes.Paragraph(
        (
            nodes.Text("Call "),
            nodes.Strong((nodes.Text("at once"), nodes.Text(" & do not wait"))),
            nodes.Text(" or read "),
            nodes.Link("https://example.org/a?b=1&c=2", (nodes.Text("our pages"),), "Pages"),
            nodes.Text(" or "),
            nodes.Foreign("es", (nodes.Text("pregunte en español"),)),
            nodes.Text("."),
        ),
        "body",
    )
    items = tuple(nodes.Item((_paragraph(f"Item {n} of the list, {_sentences('lists', 2)}"),)) for n in range(1, 4))
    pairs = tuple(
        nodes.Pair(
            _text(f"Label {n}"),
            (_paragraph(_sentences("pairs", 1)), nodes.ListBlock(items[:1], "check")),
            note=_text(f"Thursday {n}"),
        )
        for n in range(1, 5)
    )
    cells = tuple(nodes.Cell((_paragraph(f"Cell {n} {_sentences('cells', 1)}", style="table"),)) for n in range(6))
    head = tuple(nodes.Cell((_paragraph(f"Head {n}", style="table-head"),), "Column") for n in range(3))
    bullets = nodes.ListBlock(items, "bullet")
    dots = nodes.IconArray(5, 100, "5 of 100 people")
    blocks: list[nodes.Block] = [
        nodes.Heading(1, _text("A title: what <this> is & does"), "title"),
        _paragraph(HOSTILE, style="lead"),
        mixed,
        nodes.Section((nodes.Heading(2, _text("Lists"), "h2"), *(nodes.ListBlock(items, s) for s in _LISTS))),
        nodes.Heading(2, _text("Pairs"), "h2"),
        *(nodes.Pairs(pairs, style) for style in ("glance", "schedule", "glossary")),
        nodes.Heading(3, _text("Table"), "h3"),
        nodes.Table((2, 1, 1), head, (cells[:3], (nodes.Cell((dots,)), *cells[4:]))),
        nodes.Columns(((_paragraph(_sentences("left", 3)),), (_paragraph(_sentences("right", 3)),)), (1, 1)),
        *(nodes.Callout((_box_title(style), _paragraph(_sentences(style, 2)), bullets), style) for style in _BOXES),
        nodes.Fields((("Date", "December 3"), ("Place", ""))),
        nodes.WriteIn(3),
        nodes.Picture("duct", "A dark field", _text("What the picture shows")),
        nodes.QrCode("https://example.org/h", "Code that leads to example.org"),
        *(_paragraph(HOSTILE) for _ in range(8)),
    ]
    return nodes.Document(
        language="en",
        title='A "title": <this> & that',
        subject="Sample",
        author="Nobody",
        keywords="",
        created="2026-11-20",
        head=nodes.RunningHead(
            (_text("Clinic & Sons"), _text("Department <1>")), (_text("Patient"),), _text("Draft *1*")
        ),
        foot=nodes.RunningFoot("Version 1.0 #1", "Page {page} of {pages}"),
        blocks=tuple(blocks),
        assets={"duct": Asset("svg", _SVG)},
    )


_LISTS = ("bullet", "steps", "check", "plain")
_BOXES = ("glance", "info", "caution", "emergency", "do", "dont")


def theme() -> Theme:
    """Return a theme in the sizes of the standard layout."""

    def family(name: str) -> Family:
        folder = FONTS / name.lower().replace(" ", "-")
        return Family(name, (folder / "regular.ttf").read_bytes(), (folder / "bold.ttf").read_bytes())

    def style(size: float, leading: float, weight: str = "regular", color: str = "ink") -> TextStyle:
        return TextStyle(size, leading, weight, color, before=leading / 3, after=leading / 4)

    return Theme(
        width=612,
        height=792,
        margin_left=54,
        margin_right=54,
        margin_top=40,
        margin_bottom=36,
        styles={
            "title": style(27, 31, "bold", "brand"),
            "lead": style(13.5, 19),
            "h2": style(16.5, 21, "bold", "brand"),
            "h3": style(13, 17, "bold", "brand"),
            "body": style(12, 16.5),
            "table": style(11.5, 15),
            "table-head": style(11.5, 15, "bold", "brand"),
            "label": style(10.5, 13, "semibold", "grey"),
            "value": style(12, 15.5),
            "schedule-time": style(12, 16.5, "bold", "brand"),
            "schedule-note": style(10.5, 13.5),
            "timeline-label": style(12, 16, "bold", "brand"),
            "caption": style(10.5, 14, color="grey"),
            "head": style(9.5, 12, color="grey"),
            "foot": style(9, 11, color="grey"),
        },
        palette={
            name: Color.parse(code)
            for name, code in {
                "ink": "#1B2630",
                "grey": "#44525C",
                "brand": "#0B5563",
                "rule": "#C9D3D8",
                "tint": "#EDF4F6",
            }.items()
        },
        families=(family("Atkinson Hyperlegible Next"), family("Source Sans 3")),
        icons={},
        metrics={},
    )
