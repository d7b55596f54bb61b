"""Running head and foot of each page: pagination artifacts (PDF/UA-1 7.8), read by nobody's screen reader.

What they say that matters (draft, demo, phone numbers) stands in the body too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from handouts.document import nodes
from handouts.pdf.figures import logo_size
from handouts.pdf.lines import Run
from handouts.pdf.strips import Strip, TextStrip, stack_height
from handouts.pdf.structure import Element

if TYPE_CHECKING:
    from handouts.pdf.flow import Composer
    from handouts.pdf.painter import Painter
    from handouts.theme import TextStyle

_AFTER_HEAD = 11.0
"""Points between the rule of the head and the body, at 12 pt body."""
_BEFORE_FOOT = 10.0
_LEAST_MARGIN = 12.0
"""Points at the edge of the paper where most office printers print nothing (a sixth of an inch)."""
_MARK = "hospital"
"""The icon that stands where a clinic has no logo."""


_NOWHERE = Element("Artifact", None)
"""Stands for the missing element while inlines become runs."""


class PacketWords(NamedTuple):
    """What the pages of a document say only where they stand in a packet."""

    numbering: str = ""
    """The page of the packet, above the head; ``{page}`` stands for its number. None on a cover."""
    blank: str = ""
    """On a page that is left blank."""


PLAIN = PacketWords()
"""What they say in a file of their own: nothing more."""


class Running:
    """The head and foot of one document, composed once and painted on every page."""

    def __init__(self, composer: Composer, document: nodes.Document, words: PacketWords = PLAIN) -> None:
        """Compose head and foot.

        Args:
            composer: knows the theme.
            document: says what stands there.
            words: what its pages say beside that in a packet.
        """
        self._composer = composer
        self._words = words
        self._document = document
        theme = composer.theme
        self._theme = theme
        self._width = theme.width - theme.margin_left - theme.margin_right
        self._scale = theme.style("body").size / 12
        head = document.head
        name, rest = theme.style("head-name"), theme.style("head")
        self._mark_height = 22.0 * self._scale
        self._logo = composer.asset(head.logo) if head.logo else None
        self._mark_width = (
            logo_size(self._logo, self._mark_height * 1.3, self._width / 3)[0]
            if self._logo
            else (17.0 * self._scale if _MARK in theme.icons else 0.0)
        )
        self._indent = self._mark_width + 7.0 * self._scale if self._mark_width else 0.0
        right_width = self._width * 0.42
        self._right = [s for line in head.right for s in self._lines(line, rest, right_width)]
        widest = max((s.line.width for s in self._right if isinstance(s, TextStrip)), default=0.0)
        left_width = self._width - self._indent - widest - 12
        self._left: list[Strip] = []
        for number, line in enumerate(head.left):
            self._left += self._lines(line, name if not number else rest, left_width)
        self._notice = self._lines(head.notice, theme.style("notice"), self._width) if head.notice else []
        self._head_height = max(stack_height(self._left), stack_height(self._right), self._mark_height)
        foot = theme.style("foot")
        ends = (_numbered(document.foot.right, 88, 88), document.foot.right_below)
        foot_width = max(composer.breaker.measure(end, "regular", foot.size) for end in ends)
        begins = (document.foot.left, document.foot.left_below)
        self._foot = [
            s for each in begins for s in self._lines((nodes.Text(each),), foot, self._width - foot_width - 12)
        ]
        # It stands on the second line, whether or not the number on the first has any words.
        self._below_number = self._lines((nodes.Text(document.foot.right_below),), foot, self._width)
        first = foot.leading if self._below_number else 0.0
        self._foot_height = max(stack_height(self._foot), first + stack_height(self._below_number))
        # What is painted page by page is looked at now, so that a character without a glyph is told in time.
        self._blank: list[Strip] = []
        if words is not PLAIN:
            composer.breaker.measure(words.numbering, rest.weight, rest.size)
            self._blank = self._lines((nodes.Text(words.blank),), theme.style("small"), self._width)

    def _lines(self, inlines: tuple[nodes.Inline, ...], style: TextStyle, width: float) -> list[Strip]:
        if len(inlines) == 1 and isinstance(inlines[0], nodes.Text):
            runs = [Run(inlines[0].text, style.weight, style.color, None)]
        else:
            runs = [
                Run(run.text, run.weight, run.color, None)
                for run in self._composer.runs(_unlinked(inlines), style.weight, style.color, _NOWHERE)
            ]
        return self._composer.text(runs, style, width)

    @property
    def top(self) -> float:
        """Return the y of the upper edge of a page's body."""
        notice = stack_height(self._notice) + 6 * self._scale if self._notice else 0.0
        used = self._head_height + 7 * self._scale + _AFTER_HEAD * self._scale + notice
        return self._theme.height - self._theme.margin_top - used

    @property
    def bottom(self) -> float:
        """Return the y of the lower edge of a page's body."""
        return self._theme.margin_bottom + self._foot_height + 5 * self._scale + _BEFORE_FOOT * self._scale

    def paint(self, painter: Painter, page: int, pages: int) -> None:
        """Paint head and foot; `page` counts from 1."""
        with painter.artifact("Pagination"):
            painter.repeatable("head", lambda: self._paint_fixed(painter))
            self._paint_number(painter, page, pages)
            if self._words.numbering:
                self._paint_numbering(painter)

    def paint_blank(self, painter: Painter) -> None:
        """Paint a page that is left blank.

        It says so to whoever holds the paper and may miss something; by ear nothing is missing, for there is no page
        between two handouts in the structure. So the words are an artifact.
        """
        theme, style = self._theme, self._theme.style("small")
        with painter.artifact("Pagination"):
            self._paint_numbering(painter)
            top = theme.height / 2 + stack_height(self._blank) / 2
            for strip in self._blank:
                width = strip.line.width if isinstance(strip, TextStrip) else 0.0
                strip.paint(painter, (theme.width - width) / 2, top)
                top -= style.leading

    def _paint_fixed(self, painter: Painter) -> None:
        """Paint what is the same on every page."""
        theme, left = self._theme, self._theme.margin_left
        top = theme.height - theme.margin_top
        middle = top - self._head_height / 2
        if self._logo:
            from handouts.pdf.pictures import artwork  # noqa: PLC0415  most clinics of a batch have none

            width, height = logo_size(self._logo, self._mark_height * 1.3, self._width / 3)
            painter.operators(artwork(self._logo).place(painter.sheet, left, middle - height / 2, width, height))
        elif self._mark_width:
            painter.icon(theme.icons[_MARK], left, middle - self._mark_width / 2, self._mark_width, "brand")
        self._column(painter, self._left, left + self._indent, middle, right=False)
        self._column(painter, self._right, left + self._width, middle, right=True)
        rule = top - self._head_height - 7 * self._scale
        painter.rule(left, rule, self._width)
        below = rule - 6 * self._scale
        for strip in self._notice:
            strip.paint(painter, left, below)
            below -= strip.height
        top = theme.margin_bottom + self._foot_height
        painter.rule(left, top + 5 * self._scale, self._width)
        self._at_right(painter, self._below_number, top - theme.style("foot").leading)
        for strip in self._foot:
            strip.paint(painter, left, top)
            top -= strip.height

    def _column(self, painter: Painter, strips: list[Strip], x: float, middle: float, *, right: bool) -> None:
        top = middle + stack_height(strips) / 2
        for strip in strips:
            width = strip.line.width if right and isinstance(strip, TextStrip) else 0.0
            strip.paint(painter, x - width, top)
            top -= strip.height

    def _paint_number(self, painter: Painter, page: int, pages: int) -> None:
        theme = self._theme
        text = _numbered(self._document.foot.right, page, pages)
        number = self._lines((nodes.Text(text),), theme.style("foot"), self._width)
        self._at_right(painter, number, theme.margin_bottom + self._foot_height)

    def _at_right(self, painter: Painter, strips: list[Strip], top: float) -> None:
        for strip in strips:
            width = strip.line.width if isinstance(strip, TextStrip) else 0.0
            strip.paint(painter, self._theme.margin_left + self._width - width, top)

    def _paint_numbering(self, painter: Painter) -> None:
        """Paint the page of the file above the head: in the margin, so that the body stays as high as ever."""
        theme, style = self._theme, self._theme.style("head")
        if not self._words.numbering or theme.margin_top < style.leading + _LEAST_MARGIN:
            return
        text = self._words.numbering.replace("{page}", str(painter.page + 1))
        top = theme.height - theme.margin_top + style.leading
        right, middle = theme.width - theme.margin_right, top - style.leading / 2
        self._column(painter, self._lines((nodes.Text(text),), style, self._width), right, middle, right=True)


def _numbered(text: str, page: int, pages: int) -> str:
    """Return the words of the foot with page numbers; other braces stay as they are."""
    return text.replace("{page}", str(page)).replace("{pages}", str(pages))


def _unlinked(inlines: tuple[nodes.Inline, ...]) -> tuple[nodes.Inline, ...]:
    """Return inlines without links: an annotation in an artifact would have no structure element."""
    out: list[nodes.Inline] = []
    for inline in inlines:
        if isinstance(inline, nodes.Link):
            out += _unlinked(inline.inlines)
        else:
            out.append(inline)
    return tuple(out)
