"""fpdf2, without tags (it has none for text): a new FPDF for each document, for its fonts cannot be shared.

A background must be drawn before its words, and fpdf2 knows the height of words only by setting
them. The heights of boxes and rows are measured in a trial that is not timed, which favours it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from fpdf import FPDF  # type: ignore[import-not-found, import-untyped, unused-ignore]  # an extra

from tests.benchmarks import simple

if TYPE_CHECKING:
    from collections.abc import Iterable

_TICK = "tick"
_BULLETS = {"bullet": "•", "check": _TICK, "plain": ""}
_INDENT = 18.0
_GUTTER = 12.0
# fpdf2's markdown cannot escape all of these, so a paragraph that holds one is set without bold words and links.
_NOT_MARKDOWN = re.compile(r"[*_~\[\]\\]|--")
_PAGES = "\ue000pages\ue000"


class Pdf(FPDF):  # type: ignore[misc, unused-ignore]  # of unknown type where the extra is absent
    """One document: head, foot, fonts, and the space that the last paragraph asked for."""

    def __init__(self, look: simple.Look, document: simple.Simple | None, *, fallback: bool) -> None:
        self.look, self.document = look, document
        # A trial page takes a whole document, so that no height is cut by a page's end.
        super().__init__(unit="pt", format=(look.width, look.height if document else 20000))
        self.after = 0.0
        self.c_margin = 0.0
        self.alias_nb_pages(_PAGES)
        self.set_margins(look.left, look.top, look.right)
        self.set_auto_page_break(document is not None, look.bottom + simple.foot_height(look))
        for name, folder in (("text", look.fonts), ("fallback", look.fallback))[: 1 + fallback]:
            for style, file in (("", "regular.ttf"), ("B", "bold.ttf")):
                self.add_font(name, style, f"{folder}/{file}")
        if document:
            self.set_title(document.title)
            self.set_author(document.author)
            self.set_subject(document.subject)
            self.set_lang(document.language)
        self.add_page()

    def header(self) -> None:
        """Draw the running head."""
        if not self.document:
            return
        style = self.use("head")
        y = self.look.top + style.size
        for at, line in enumerate((*self.document.head_left, self.document.notice)):
            self.text(self.look.left, y + at * style.leading, line)
        for at, line in enumerate(self.document.head_right):
            x = self.look.width - self.look.right - self.get_string_width(line)
            self.text(x, y + at * style.leading, line)
        self.y = self.look.top + simple.head_height(self.document, self.look)

    def footer(self) -> None:
        """Draw the running foot."""
        if not self.document:
            return
        style = self.use("foot")
        self.set_xy(self.look.left, self.look.height - self.look.bottom - style.leading)
        self.cell(0, style.leading, self.document.foot_left)
        numbers = self.document.foot_right.replace("{pages}", _PAGES).replace("{page}", str(self.page_no()))
        self.x = self.look.left
        self.cell(0, style.leading, numbers, align="R")

    def use(self, name: str) -> simple.Style:
        """Set font and color of a style."""
        style = self.look.style(name)
        self.set_font("text", "B" if style.bold else "", style.size)
        self.set_text_color(style.color)
        return style

    def room(self, height: float) -> None:
        """Begin a new page where the height does not fit this one."""
        if self.document and self.y + height > self.page_break_trigger:
            self.add_page()


Draw = Callable[[Pdf], None]


class Engine:
    """Draw calls into a PDF."""

    def __init__(self, look: simple.Look) -> None:
        self.look = look
        self.trial = Pdf(look, None, fallback=True)
        self.glyphs = set(self.trial.fonts["text"].cmap)  # type: ignore[union-attr, unused-ignore]  # a TrueType font has one

    def prepare(self, document: simple.Simple) -> tuple[simple.Simple, list[Draw], bool]:
        """Return the document and its draw calls, heights of boxes measured; not timed."""
        self.trial = Pdf(self.look, None, fallback=True)
        width = self.look.width - self.look.left - self.look.right
        # Reading the second family takes time, so it is read only for a document that has need of it.
        fallback = any(self.lacks(simple.plain(runs)) for runs in simple.runs_of(document))
        return document, self.blocks(document.blocks, self.look.left, width), fallback

    def compile(self, source: tuple[simple.Simple, list[Draw], bool]) -> bytes:
        """Return the PDF; timed."""
        document, draws, fallback = source
        pdf = Pdf(self.look, document, fallback=fallback)
        for draw in draws:
            draw(pdf)
        return bytes(pdf.output())

    def blocks(self, blocks: Iterable[simple.Block], x: float, width: float) -> list[Draw]:
        """Return the draw calls of blocks in a column."""
        return [draw for block in blocks for draw in self.block(block, x, width)]

    def block(self, block: simple.Block, x: float, width: float) -> list[Draw]:
        """Return the draw calls of one block."""
        match block:
            case simple.Heading():
                mark = partial(_heading, simple.plain(block.runs), block.level - 1)
                return [mark, self.text(block.runs, block.style, x, width)]
            case simple.Text():
                return [self.text(block.runs, block.style, x, width)]
            case simple.Items():
                return self.items(block, x, width)
            case simple.Grid():
                return self.grid(block, x, width)
            case simple.Box():
                inset: Draw = partial(_down, 9.0)
                inner = [inset, *self.blocks(block.blocks, x + 9, width - 18), inset]
                return [_Box(inner, x, width, self.height(inner), block.fill, block.border), partial(_down, 8.0)]
            case simple.Rules():
                return [partial(_rule, x, width, self.look.rule)] * block.count
            case simple.Drawing():
                return [partial(_drawing, block, x)]
            case simple.Picture():
                return [partial(_picture, block, x, width), self.text(block.caption, "caption", x, width)]

    def lacks(self, text: str) -> bool:
        """Tell whether the first family lacks a character of a text."""
        return any(ord(c) not in self.glyphs for c in text)

    def height(self, draws: list[Draw]) -> float:
        """Return how high the calls draw, by a trial."""
        start = self.trial.y = self.look.top
        self.trial.after = 0
        _all(draws, self.trial)
        return self.trial.y - start

    def text(self, runs: simple.Runs, style: str, x: float, width: float, indent: float = 0, bullet: str = "") -> Draw:
        """Return the draw call of a paragraph."""
        plain = simple.plain(runs)
        marked = any(run.bold or run.href for run in runs) and not _NOT_MARKDOWN.search(plain)
        text = "".join(map(_marked, runs)) if marked else plain
        return _Text(text, style, x + indent, width - indent, bullet, marked, self.lacks(plain))

    def items(self, block: simple.Items, x: float, width: float) -> list[Draw]:
        """Return the draw calls of a list."""
        draws: list[Draw] = []
        for at, (first, *rest) in enumerate(block.items, 1):
            bullet = f"{at}." if block.marker == "steps" else _BULLETS.get(block.marker, "•")
            if isinstance(first, simple.Text):
                draws.append(self.text(first.runs, first.style, x, width, _INDENT, bullet))
            else:
                draws += self.block(first, x + _INDENT, width - _INDENT)
            draws += self.blocks(rest, x + _INDENT, width - _INDENT)
        return draws

    def grid(self, block: simple.Grid, x: float, width: float) -> list[Draw]:
        """Return the draw calls of rows of cells."""
        widths = [width * part / sum(block.widths) for part in block.widths]
        lefts = [x + sum(widths[:at]) for at in range(len(widths))]
        inset = 5.0 if block.table else 0.0
        gap = 2 * inset or _GUTTER
        draws: list[Draw] = []
        for at, row in enumerate(block.rows):
            columns = list(zip(row, lefts, widths, strict=True))
            cells = [self.blocks(cell, left + inset, wide - gap) for cell, left, wide in columns]
            height = max(self.height(cell) for cell in cells) + 2 * inset
            fill = self.look.tint if block.table and at == 0 else ""
            draws.append(_Row(cells, x, width, height, inset, fill, self.look.rule if block.table else ""))
        return draws


def _marked(run: simple.Run) -> str:
    # A mark beside white space is not read as one.
    text = run.text.strip()
    if not text or not (run.bold or run.href):
        return run.text
    made = f"**{text}**" if run.bold else text
    if run.href and not run.href.startswith("#") and not set("()") & set(run.href):
        made = f"[{made}]({run.href})"
    return run.text.replace(text, made, 1)


def _all(draws: list[Draw], pdf: Pdf) -> None:
    for draw in draws:
        draw(pdf)
    pdf.y += pdf.after
    pdf.after = 0


def _down(points: float, pdf: Pdf) -> None:
    pdf.y += points + pdf.after
    pdf.after = 0


def _heading(text: str, level: int, pdf: Pdf) -> None:
    pdf.room(4 * pdf.look.style("body").leading)
    if pdf.document:
        pdf.start_section(text, level, strict=False)


@dataclass(frozen=True, slots=True)
class _Text:
    """A paragraph, with its bullet at the left of it."""

    text: str
    style: str
    x: float
    width: float
    bullet: str
    marked: bool
    fallback: bool

    def __call__(self, pdf: Pdf) -> None:
        look = pdf.use(self.style)
        pdf.y += max(look.before, pdf.after)
        pdf.after = look.after
        pdf.room(look.leading)
        if self.bullet:
            _bullet(self.bullet, self.x - _INDENT + 2, look.leading, pdf)
        pdf.x = self.x
        if self.fallback:
            pdf.set_fallback_fonts(["fallback"])
        pdf.multi_cell(
            self.width, look.leading, self.text, align="L", markdown=self.marked, new_x="LMARGIN", new_y="NEXT"
        )
        if self.fallback:
            pdf.set_fallback_fonts([])


@dataclass(frozen=True, slots=True)
class _Box:
    """A frame with a background and what is in it."""

    inner: list[Draw]
    x: float
    width: float
    height: float
    fill: str
    border: str

    def __call__(self, pdf: Pdf) -> None:
        _down(0, pdf)
        pdf.room(self.height)
        end = pdf.y + self.height
        pdf.set_fill_color(self.fill)
        pdf.set_draw_color(self.border)
        pdf.set_line_width(1)
        pdf.rect(self.x, pdf.y, self.width, self.height, style="DF", round_corners=True, corner_radius=6)
        _all(self.inner, pdf)
        pdf.y = end


@dataclass(frozen=True, slots=True)
class _Row:
    """Cells side by side."""

    cells: list[list[Draw]]
    x: float
    width: float
    height: float
    inset: float
    fill: str
    rule: str

    def __call__(self, pdf: Pdf) -> None:
        _down(0, pdf)
        pdf.room(self.height)
        top = pdf.y
        if self.fill:
            pdf.set_fill_color(self.fill)
            pdf.rect(self.x, top, self.width, self.height, style="F")
        for cell in self.cells:
            pdf.y = top + self.inset
            _all(cell, pdf)
        pdf.y = top + self.height
        if self.rule:
            _line(self.x, self.width, self.rule, pdf)


def _rule(x: float, width: float, color: str, pdf: Pdf) -> None:
    _down(0, pdf)
    pdf.room(22)
    pdf.y += 22
    _line(x, width, color, pdf)


def _bullet(bullet: str, x: float, leading: float, pdf: Pdf) -> None:
    if bullet == _TICK:
        pdf.set_draw_color(0)
        pdf.set_line_width(0.8)
        pdf.rect(x, pdf.y + 3, 9, 9)
    else:
        pdf.text(x, pdf.y + 0.75 * leading, bullet)


def _line(x: float, width: float, color: str, pdf: Pdf) -> None:
    pdf.set_draw_color(color)
    pdf.set_line_width(0.6)
    pdf.line(x, pdf.y, x + width, pdf.y)


def _drawing(drawing: simple.Drawing, x: float, pdf: Pdf) -> None:
    _down(0, pdf)
    pdf.room(drawing.height)
    for color, rectangles in drawing.fills:
        pdf.set_fill_color(color)
        for left, top, width, height in rectangles:
            pdf.rect(x + left, pdf.y + top, width, height, style="F")
    pdf.y += drawing.height


def _picture(block: simple.Picture, x: float, width: float, pdf: Pdf) -> None:
    _down(0, pdf)
    drawn = pdf.image(io.BytesIO(block.data), x=x, w=width, alt_text=block.alt)
    pdf.y += drawn.rendered_height
