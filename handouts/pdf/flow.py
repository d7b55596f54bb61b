"""Flow: headings, paragraphs, lists and sections as strips (the first half of composing).

Every function takes the parent structure element and a width in points, and returns strips in
reading order. The structure element is made where its block is composed, in the order of the
Document; drawing later only adds marks to it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from handouts.document import nodes
from handouts.pdf.lines import Breaker, Line, Run
from handouts.pdf.measures import Measures
from handouts.pdf.painter import circle, rounded
from handouts.pdf.strips import Column, Drawing, Row, Strip, TextStrip, keep_together, portions
from handouts.pdf.structure import Element

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from handouts.model import Asset
    from handouts.pdf.painter import Painter
    from handouts.pdf.words import FontBook
    from handouts.theme import TextStyle, Theme

_KEPT_LINES = 12
"""A step or list item of up to so many lines is never divided."""
_ITEMS = {
    "steps": ("step-indent", "step-gap"),
    "check": ("check-indent", "check-gap"),
    "bullet": ("list-indent", "list-gap"),
}
"""The measures of each kind of item: how far it is indented beside its label, and the space between two."""
_PLAIN_ITEM = ("", "list-gap")
"""An item without a label."""
FEW_LINES = 3
"""What is no higher stands neither at the foot of a page nor at its head without its neighbor."""


class Look(Struct, frozen=True):
    """The setting a block stands in, which decides the style of what names none."""

    body: str = "body"
    """Style of paragraphs."""
    box: str = ""
    """The callout around it; its headings take the style ``<box>-h2``."""


class _Framed:
    """Composing for so long as a frame takes its share of the page."""

    __slots__ = ("_composer", "_height", "_whole")

    def __init__(self, composer: Composer, height: float) -> None:
        self._composer, self._height, self._whole = composer, height, composer.limit

    def __enter__(self) -> None:
        self._composer.limit = self._whole - self._height

    def __exit__(self, *_: object) -> None:
        self._composer.limit = self._whole


class Composer:
    """What composing shares: theme, fonts, measures, and the page height that bounds a strip."""

    def __init__(self, theme: Theme, book: FontBook, limit: float) -> None:
        """Prepare for one document.

        Args:
            theme: looks.
            book: fonts.
            limit: height of a page's body in points; no strip is higher.
        """
        self.theme = theme
        self.breaker = Breaker(book)
        self.book = book
        self.measures = Measures(theme)
        self.limit = limit
        self._baselines: dict[int, tuple[TextStyle, float]] = {}
        """How far each style's baseline stands below the upper edge of its line, by the identity of the style: it has
        a dozen fields, and a handout hundreds of paragraphs."""
        self._link_color = "brand"
        self.link_texts: dict[int, str] = {}
        """Description of each link by the identity of its element."""

    def framed(self, height: float) -> _Framed:
        """Compose what stands in a frame that itself takes `height` points, so that the two fit on a page."""
        return _Framed(self, height)

    @contextmanager
    def dyed(self, color: str) -> Iterator[None]:
        """Compose text in one color of the palette, whatever its styles say: it stands on a filled ground."""
        theme = self.theme
        self.theme = replace(theme, styles={name: replace(one, color=color) for name, one in theme.styles.items()})
        self._link_color = color
        try:
            yield
        finally:
            self.theme, self._link_color = theme, "brand"

    # -- text

    def runs(self, inlines: tuple[nodes.Inline, ...], weight: str, color: str, element: Element) -> list[Run]:
        """Return inlines as runs; links and foreign words get structure elements of their own."""
        out: list[Run] = []
        for inline in inlines:
            if isinstance(inline, nodes.Text):  # nearly all
                out.append(Run(inline.text, weight, color, element))
                continue
            match inline:
                case nodes.Strong():
                    out += self.runs(inline.inlines, "bold", color, element)
                case nodes.Foreign():
                    span = Element("Span", element, language=inline.language, inline=True)
                    out += self.runs(inline.inlines, weight, color, span)
                case nodes.Link():
                    inner = Element("Link", element, inline=True)
                    self.link_texts[id(inner)] = inline.description or nodes.inline_text(inline.inlines)
                    # A word of the glossary is bold, an address is colored and underlined: never color alone.
                    local = inline.href.startswith("#")
                    own = color if local else self._link_color
                    linked = self.runs(inline.inlines, "bold" if local else weight, own, inner)
                    for run in linked:
                        run.href = inline.href
                    out += linked
        return out

    def text(
        self, runs: list[Run], style: TextStyle, width: float, indent: float = 0.0, *, goes_on: bool = False
    ) -> list[Strip]:
        """Return runs as lines of text in a style; `goes_on`: more text of their element follows."""
        known = self._baselines.get(id(style))
        if known is not None:
            baseline = known[1]
        else:
            face = self.book.faces[self.book.main(style.weight)]
            content = (face.ascent - face.descent) * style.size / 1000
            baseline = (style.leading - content) / 2 + face.ascent * style.size / 1000
            self._baselines[id(style)] = (style, baseline)
        size, leading = style.size, style.leading
        strips: list[Strip] = []
        for line_width, stretches in self.breaker.pattern(runs, size, width - indent, goes_on=goes_on):
            strips.append(TextStrip(Line(stretches, runs, line_width, size), leading, baseline, indent))
        if strips:
            strips[0].before, strips[-1].after = style.before, style.after
        return strips

    def styled(
        self, inlines: tuple[nodes.Inline, ...], style_name: str, element: Element, width: float, indent: float = 0.0
    ) -> list[Strip]:
        """Return inlines as lines of text in the style of a name."""
        style = self.theme.styles[style_name]
        return self.text(self.runs(inlines, style.weight, style.color, element), style, width, indent)

    # -- blocks

    def block(self, block: nodes.Block, parent: Element, width: float, look: Look) -> list[Strip]:
        """Return any block as strips."""
        raise NotImplementedError

    def asset(self, key: str) -> Asset:
        """Return a picture of the document by its key."""
        raise NotImplementedError

    def blocks(self, blocks: tuple[nodes.Block, ...], parent: Element, width: float, look: Look) -> list[Strip]:
        """Return blocks as strips, one below the other."""
        strips: list[Strip] = []
        for block in blocks:
            strips += self.block(block, parent, width, look)
        return strips

    def body_of(self, blocks: tuple[nodes.Block, ...], owner: Element, width: float, look: Look) -> list[Strip]:
        """Return the inside of an item or cell: a lone paragraph is set straight into its owner."""
        if len(blocks) == 1 and isinstance(blocks[0], nodes.Paragraph):
            paragraph = blocks[0]
            strips = self.styled(paragraph.inlines, paragraph.style or look.body, owner, width)
            return self.anchored(strips, paragraph.id) if paragraph.id else strips
        return self.blocks(blocks, owner, width, look)

    def paragraph(self, block: nodes.Paragraph, parent: Element, width: float, look: Look) -> list[Strip]:
        """Return a paragraph; one that ends in a colon stays with what it announces."""
        strips = self.styled(block.inlines, block.style or look.body, Element("P", parent), width)
        if not strips:
            return []
        if len(strips) <= 3:
            keep_together(strips)
        else:  # two lines at least at the foot and at the head of a page
            strips[0].keep = strips[-2].keep = True
        last = block.inlines[-1]
        words = last.text.rstrip() if isinstance(last, nodes.Text) else ""
        strips[-1].keep = (words or nodes.inline_text(block.inlines).rstrip()).endswith(":")
        return self.anchored(strips, block.id)

    def heading(self, block: nodes.Heading, parent: Element, width: float, look: Look) -> list[Strip]:
        """Return a heading, kept with what follows it, as a bookmark and with its icon at the left."""
        style_name = block.style or self._heading_style(block.level, look)
        style = self.theme.style(style_name)
        element = Element(f"H{block.level}", parent)
        icon = self.theme.icons.get(block.icon) if block.icon else None
        indent = self.measures["icon-indent"] * style.size / self.theme.style("h2").size if icon else 0.0
        strips = self.text(self.runs(block.inlines, style.weight, style.color, element), style, width, indent)
        if not strips:
            return []
        for strip in strips:
            strip.keep = True
        title = nodes.inline_text(block.inlines)
        first = strips[0]
        size = self.measures["icon"] * style.size / self.theme.style("h2").size
        color = {"do": "brand", "dont": "red"}.get(look.box, style.color)

        def draw(painter: Painter, x: float, top: float) -> None:
            if icon:
                painter.icon(icon, x, top - (first.height + size) / 2, size, color)
            painter.bookmark(title, block.level, top)
            if block.id:
                painter.destination(block.id, top)
            first.paint(painter, x, top)

        strips[0] = _replacing(first, draw)
        return strips

    def _heading_style(self, level: int, look: Look) -> str:
        if look.box and f"{look.box}-h2" in self.theme.styles:
            return f"{look.box}-h2"
        return "title" if level == 1 else f"h{min(level, 3)}"

    def anchored(self, strips: list[Strip], key: str) -> list[Strip]:
        """Let links to an id lead to these strips."""
        if not key or not strips:
            return strips
        first = strips[0]

        def draw(painter: Painter, x: float, top: float) -> None:
            painter.destination(key, top)
            first.paint(painter, x, top)

        return [_replacing(first, draw), *strips[1:]]

    def section(self, block: nodes.Section, parent: Element, width: float, look: Look) -> list[Strip]:
        """Return a section with its heading; a short paragraph below that stays with the list or table it leads to."""
        owner = Element("Sect", parent)
        strips: list[Strip] = []
        lines = 0
        for at, inner in enumerate(block.blocks):
            made = self.block(inner, owner, width, look)
            if made and at >= 2 and 0 < lines <= FEW_LINES and not isinstance(inner, nodes.Paragraph):
                heading, paragraph = block.blocks[at - 2 : at]
                if isinstance(heading, nodes.Heading) and isinstance(paragraph, nodes.Paragraph):
                    strips[-1].keep = True
            strips += made
            lines = len(made)
        return self.anchored(strips, block.id)

    # -- lists

    def list_block(self, block: nodes.ListBlock, parent: Element, width: float, look: Look) -> list[Strip]:
        """Return a list with a label and a body for each item (PDF/UA-1 7.6)."""
        numbering = {"steps": "Decimal", "bullet": "Disc"}.get(block.style, "None")
        owner = Element("L", parent, attributes=f"/O/List/ListNumbering/{numbering}")
        strips: list[Strip] = []
        for number, item in enumerate(block.items, start=1):
            strips += self._item(block.style, number, item, owner, width, look)
        if strips:
            style = self.theme.style(look.body)
            strips[0].before, strips[-1].after = max(strips[0].before, style.before), style.after
        return strips

    def _item(self, kind: str, number: int, item: nodes.Item, owner: Element, width: float, look: Look) -> list[Strip]:
        element = Element("LI", owner)
        indent_name, gap_name = _ITEMS.get(kind, _PLAIN_ITEM)
        indent = 0.0
        label: list[Strip] = []
        if indent_name:
            indent = self.measures[indent_name]
            label = self._label(kind, number, Element("Lbl", element), look)
        body = self.body_of(item.blocks, Element("LBody", element), width - indent, look)
        for strip in body:  # what an item says in two paragraphs belongs together
            strip.before, strip.after = min(strip.before, 1.5), min(strip.after, 1.5)
        rows: list[Strip] = []
        if len(body) <= _KEPT_LINES:
            keep_together(body)
        for part in portions(body, self.limit / 2):
            columns = [Column(indent, part)] if rows or not label else [Column(0.0, label), Column(indent, part)]
            rows.append(Row(columns))
        if rows:
            rows[0].before = rows[-1].after = self.measures[gap_name]
        return rows

    def _label(self, kind: str, number: int, element: Element, look: Look) -> list[Strip]:
        """Return the label of a list item as a column of its own."""
        style = self.theme.style(look.body)
        if kind == "check":
            element.actual = "☐"
            side = self.measures["check-box"]

            def box(painter: Painter, x: float, top: float) -> None:
                with painter.figure(element):
                    place = f"1 0 0 1 {x + 0.5:.2f} {top - (style.leading + side) / 2:.2f} cm"
                    painter.shape(f"{place} {painter.stroke('ink')} 1 w {rounded(0, 0, side, side, side / 5)} S")

            return [Drawing(style.leading, box)]
        if kind == "bullet":
            runs = [Run("•", "bold", "brand", element)]
            return self.text(runs, style, self.measures["list-indent"], self.measures["list-indent"] / 6)
        disc = self.measures["step-disc"]
        number_style = self.theme.style("step-number")
        digits = self.text([Run(str(number), number_style.weight, number_style.color, element)], number_style, 99.0)
        width = self.breaker.measure(str(number), number_style.weight, number_style.size)

        def paint(painter: Painter, x: float, top: float) -> None:
            # The disc is centred on the first line of the step.
            middle = top - style.leading / 2
            place = f"1 0 0 1 {x + disc / 2:.2f} {middle:.2f} cm"
            painter.shape(f"{place} {painter.fill('brand')} {circle(0, 0, disc / 2)} f")
            digits[0].paint(painter, x + (disc - width) / 2, middle + number_style.leading / 2)

        return [Drawing(max(style.leading, (style.leading + disc) / 2), paint)]


def _replacing(strip: Strip, draw: Callable[[Painter, float, float], None]) -> Strip:
    """Return a strip of the same measures that is painted by a function."""
    drawing = Drawing(strip.height, draw)
    drawing.before, drawing.after, drawing.keep = strip.before, strip.after, strip.keep
    drawing.repeat, drawing.repeat_overlays = strip.repeat, strip.repeat_overlays
    return drawing
