"""Plain ReportLab Platypus, without tags: fonts registered once, a new story for each document.

List items are paragraphs with a bullet, which is quicker than ListFlowable; "page x of y" is the
usual canvas that keeps its pages until the end. `rl_accel` is not used.
"""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING, Any, cast
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    Image,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from svglib.svglib import svg2rlg

from tests.benchmarks import simple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_BULLETS = {"bullet": "•", "check": "\u00a0", "plain": ""}
_INDENT = 18.0
_GUTTER = 12.0


class Engine:
    """Build a story of flowables into a PDF."""

    def __init__(self, look: simple.Look) -> None:
        self.look = look
        for name, folder in (("Text", look.fonts), ("Fallback", look.fallback)):
            pdfmetrics.registerFont(TTFont(name, f"{folder}/regular.ttf"))
            pdfmetrics.registerFont(TTFont(f"{name}-Bold", f"{folder}/bold.ttf"))
            pdfmetrics.registerFontFamily(name, name, f"{name}-Bold", name, f"{name}-Bold")
        self.glyphs = pdfmetrics.getFont("Text").face.charToGlyph  # type: ignore[attr-defined]  # a TTFont has one
        self.styles: dict[tuple[str, float], ParagraphStyle] = {}

    def prepare(self, document: simple.Simple) -> tuple[simple.Simple, list[Callable[[], Flowable]]]:
        """Return the document and a maker for each flowable, with its paragraph markup; not timed."""
        room = self.look.width - self.look.left - self.look.right
        return document, list(self.blocks(document.blocks, room))

    def compile(self, source: tuple[simple.Simple, list[Callable[[], Flowable]]]) -> bytes:
        """Return the PDF; timed."""
        document, makers = source
        look, file = self.look, io.BytesIO()
        top = look.top + simple.head_height(document, look)
        bottom = look.bottom + simple.foot_height(look)
        frame = Frame(
            look.left,
            bottom,
            look.width - look.left - look.right,
            look.height - top - bottom,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        template = BaseDocTemplate(
            file,
            pagesize=(look.width, look.height),
            title=document.title,
            author=document.author,
            subject=document.subject,
            lang=document.language,
            pageCompression=1,
        )
        template.addPageTemplates([PageTemplate(frames=[frame])])
        template.build([make() for make in makers], canvasmaker=partial(_Pages, engine=self, document=document))
        return file.getvalue()

    def style(self, name: str, indent: float = 0) -> ParagraphStyle:
        """Return a paragraph style, made once per process."""
        if (name, indent) not in self.styles:
            s = self.look.style(name)
            self.styles[name, indent] = ParagraphStyle(
                name,
                fontName="Text-Bold" if s.bold else "Text",
                fontSize=s.size,
                leading=s.leading,
                textColor=HexColor(s.color),
                spaceBefore=s.before,
                spaceAfter=s.after,
                leftIndent=indent,
                bulletIndent=2,
                bulletFontName="Text",
                bulletFontSize=s.size,
                keepWithNext=name in ("title", "h2", "h3"),
            )
        return self.styles[name, indent]

    def characters(self, text: str) -> str:
        """Return text as paragraph markup; a character that the first family lacks is set in the other."""
        if all(ord(c) in self.glyphs for c in text):
            return escape(text)
        return "".join(
            escape(c) if ord(c) in self.glyphs else f'<font name="Fallback">{escape(c)}</font>' for c in text
        )

    def markup(self, runs: simple.Runs) -> str:
        """Return runs as paragraph markup."""
        made = []
        for run in runs:
            text = self.characters(run.text)
            if run.bold:
                text = f"<b>{text}</b>"
            if run.href and not run.href.startswith("#"):
                text = f"<link href={quoteattr(run.href)}>{text}</link>"
            made.append(text)
        return "".join(made)

    def blocks(self, blocks: simple.Blocks, room: float, indent: float = 0) -> Iterable[Callable[[], Flowable]]:
        """Yield makers for blocks in a column ``room`` points wide."""
        for block in blocks:
            yield from self.block(block, room, indent)

    def block(self, block: simple.Block, room: float, indent: float) -> Iterable[Callable[[], Flowable]]:
        """Yield makers for one block."""
        match block:
            case simple.Heading():
                made = partial(Paragraph, self.markup(block.runs), self.style(block.style))
                yield partial(_heading, made, simple.plain(block.runs), block.level)
            case simple.Text():
                yield partial(Paragraph, self.markup(block.runs), self.style(block.style, indent))
            case simple.Items():
                yield from self.items(block, room)
            case simple.Grid():
                yield self.grid(block, room)
            case simple.Box():
                contents = list(self.blocks(block.blocks, room - 20))
                style = TableStyle(
                    [
                        ("BACKGROUND", (0, 0), (-1, -1), HexColor(block.fill)),
                        ("BOX", (0, 0), (-1, -1), 1, HexColor(block.border)),
                        *_padding(9),
                    ]
                )
                yield partial(_table, [[contents]], (room,), style, 0)
                yield partial(Spacer, 1, 8)
            case simple.Rules():
                for _ in range(block.count):
                    yield partial(
                        HRFlowable, width="100%", thickness=0.6, color=HexColor(self.look.rule), spaceBefore=21
                    )
            case simple.Drawing():
                yield partial(_Drawing, block)
            case simple.Picture():
                yield partial(_picture, block, room)
                if block.caption:
                    yield partial(Paragraph, self.markup(block.caption), self.style("caption"))

    def items(self, block: simple.Items, room: float) -> Iterable[Callable[[], Flowable]]:
        """Yield makers for a list."""
        for at, item in enumerate(block.items, 1):
            bullet = f"{at}." if block.marker == "steps" else _BULLETS.get(block.marker, "•")
            first, *rest = item
            if isinstance(first, simple.Text):
                kind = _Ticked if block.marker == "check" else Paragraph
                yield partial(kind, self.markup(first.runs), self.style(first.style, _INDENT), bulletText=bullet)
            else:
                yield from self.block(first, room, _INDENT)
            yield from self.blocks(tuple(rest), room, _INDENT)

    def grid(self, block: simple.Grid, room: float) -> Callable[[], Flowable]:
        """Return a maker for a table."""
        widths = tuple(room * width / sum(block.widths) for width in block.widths)
        inset = 10.0 if block.table else _GUTTER
        cells = [
            [list(self.blocks(cell, width - inset)) for cell, width in zip(row, widths, strict=True)]
            for row in block.rows
        ]
        if not block.table:
            padding = [
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), _GUTTER),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            ]
            return partial(_table, cells, widths, TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *padding]), 0)
        style = TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("BACKGROUND", (0, 0), (-1, 0), HexColor(self.look.tint)),
                ("LINEBELOW", (0, 0), (-1, -1), 0.6, HexColor(self.look.rule)),
                *_padding(5),
            ]
        )
        return partial(_table, cells, widths, style, 1)


def _padding(points: float) -> list[Any]:
    sides = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    return [(side, (0, 0), (-1, -1), points) for side in sides]


def _table(cells: Any, widths: tuple[float, ...], style: TableStyle, repeat: int) -> Table:
    made = [[[make() for make in cell] for cell in row] for row in cells]
    return Table(made, colWidths=widths, style=style, repeatRows=repeat, splitInRow=0)


def _heading(make: Callable[[], Paragraph], text: str, level: int) -> Paragraph:
    made = make()
    inner = made.draw

    def draw() -> None:
        canvas: Any = made.canv
        canvas.marked += 1
        key = f"h{canvas.marked}"
        # ReportLab refuses an outline that leaves out a level.
        canvas.depth = min(level - 1, canvas.depth + 1)
        canvas.bookmarkHorizontal(key, 0, made.height)
        canvas.addOutlineEntry(text, key, canvas.depth)
        inner()

    made.draw = draw  # type: ignore[method-assign]  # a subclass would be re-made as a plain paragraph by its own split
    return made


class _Ticked(Paragraph):
    """A paragraph with a tick box at its left; the rest of one that is split has none."""

    def draw(self) -> None:
        super().draw()
        if getattr(self, "bulletText", None) is not None:
            self.canv.rect(2, self.height - self.style.leading + 3, 9, 9, stroke=1, fill=0)


class _Drawing(Flowable):
    def __init__(self, drawing: simple.Drawing) -> None:
        super().__init__()
        self.drawing = drawing
        self.width, self.height = drawing.width, drawing.height

    def draw(self) -> None:
        for color, rectangles in self.drawing.fills:
            path = self.canv.beginPath()
            for x, y, w, h in rectangles:
                path.rect(x, self.drawing.height - y - h, w, h)
            self.canv.setFillColor(HexColor(color))
            self.canv.drawPath(path, stroke=0, fill=1)


def _picture(block: simple.Picture, room: float) -> Flowable:
    if block.kind == "svg":
        made: Any = svg2rlg(io.BytesIO(block.data))
        scale = min(1.0, room / made.width)
        made.scale(scale, scale)
        made.width, made.height = made.width * scale, made.height * scale
        return cast("Flowable", made)
    image: Any = Image(io.BytesIO(block.data))
    image._restrictSize(room, 300)
    return cast("Flowable", image)


class _Pages(Canvas):
    """Keep each page until the number of pages is known, then add head and foot."""

    def __init__(self, *arguments: Any, engine: Engine, document: simple.Simple, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.engine, self.document = engine, document
        self.kept: list[dict[str, Any]] = []
        self.marked, self.depth = 0, -1

    def showPage(self) -> None:  # noqa: N802  ReportLab's name
        self.kept.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # the usual recipe; the stubs leave it out

    def save(self) -> None:
        kept, marked = self.kept, self.marked
        for state in kept:
            self.__dict__.update(state)
            self.kept, self.marked = kept, marked
            self.frame_texts(len(kept))
            super().showPage()
        super().save()

    def frame_texts(self, pages: int) -> None:
        look, document = self.engine.look, self.document
        head, foot = look.style("head"), look.style("foot")
        top = look.height - look.top - head.size
        right = look.width - look.right
        self.setFont("Text", head.size)
        self.setFillColor(HexColor(head.color))
        for at, line in enumerate((*document.head_left, document.notice)):
            self.drawString(look.left, top - at * head.leading, line)
        for at, line in enumerate(document.head_right):
            self.drawRightString(right, top - at * head.leading, line)
        self.setFont("Text", foot.size)
        self.setFillColor(HexColor(foot.color))
        numbers = document.foot_right.replace("{pages}", str(pages)).replace("{page}", str(self._pageNumber))  # type: ignore[attr-defined]  # as above
        self.drawString(look.left, look.bottom, document.foot_left)
        self.drawRightString(right, look.bottom, numbers)
