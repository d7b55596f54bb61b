"""Document and Theme to the plain kinds of `tests.benchmarks.simple`.

Decoration that only this project draws is left out, in favour of the peers: icons, the clinic's
mark, rings and rails, discs around numbers, rounded corners. Words, boxes, dots and codes stay.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.pdfbase.ttfonts import TTFontFile

from handouts.document import nodes
from tests.benchmarks import simple

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.theme import Color, Theme

_FILLS = {
    "info": ("#EDF4F6", "#0B5563"),
    "caution": ("#FFFAEB", "#93560A"),
    "emergency": ("#FEF3F2", "#B42318"),
    "notice": ("#FFFAEB", "#93560A"),
}
_DOT = 3.4
_DOT_PITCH = 4.6
_MODULE = 1.9


def look(theme: Theme, fonts: Path) -> simple.Look:
    """Return the looks of a theme; ``fonts`` is the folder that holds its families."""
    styles = {
        name: simple.Style(s.size, s.leading, s.weight != "regular", _hex(theme.palette[s.color]), s.before, s.after)
        for name, s in theme.styles.items()
    }
    first, second = (fonts / family.name.lower().replace(" ", "-") for family in theme.families[:2])
    return simple.Look(
        theme.width,
        theme.height,
        theme.margin_left,
        theme.margin_right,
        theme.margin_top,
        theme.margin_bottom,
        styles,
        _hex(theme.palette["rule"]),
        _hex(theme.palette["tint"]),
        str(first),
        str(second),
        _family(first),
        _family(second),
    )


def document(whole: nodes.Document, look: simple.Look) -> simple.Simple:
    """Return a document in plain kinds, word for word, in the styles of a look."""
    head = whole.head
    return simple.Simple(
        whole.language,
        whole.title,
        whole.author,
        whole.subject,
        tuple(nodes.inline_text(line) for line in head.left),
        tuple(nodes.inline_text(line) for line in head.right),
        nodes.inline_text(head.notice),
        whole.foot.left,
        whole.foot.right,
        _Lowering(whole, frozenset(look.styles)).blocks(whole.blocks),
    )


def runs(inlines: tuple[nodes.Inline, ...], around: simple.Run = simple.Run("")) -> simple.Runs:  # noqa: B008  frozen
    """Return inlines as runs of one look each."""
    found: list[simple.Run] = []
    for inline in inlines:
        bold, href, language = around.bold, around.href, around.language
        match inline:
            case nodes.Text():
                found.append(simple.Run(inline.text, bold, href, language))
            case nodes.Strong():
                found += runs(inline.inlines, simple.Run("", bold=True, href=href, language=language))
            case nodes.Link():
                found += runs(inline.inlines, simple.Run("", bold, inline.href, language))
            case nodes.Foreign():
                found += runs(inline.inlines, simple.Run("", bold, href, inline.language))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Lowering:
    """Where a block stands decides the style of what names none, as in the writer."""

    whole: nodes.Document
    styles: frozenset[str]
    body: str = "body"
    box: str = ""

    def blocks(self, blocks: tuple[nodes.Block, ...]) -> simple.Blocks:
        return tuple(lowered for block in blocks for lowered in self.block(block))

    def block(self, block: nodes.Block) -> simple.Blocks:  # noqa: C901, PLR0911, PLR0912  one case for each kind
        match block:
            case nodes.Heading():
                return (simple.Heading(block.level, runs(block.inlines), block.style or self.heading(block.level)),)
            case nodes.Paragraph():
                return (simple.Text(runs(block.inlines), block.style or self.body),)
            case nodes.ListBlock():
                return (simple.Items(tuple(self.blocks(item.blocks) for item in block.items), block.style),)
            case nodes.Pairs():
                return self.pairs(block)
            case nodes.Table():
                head = tuple(replace(self, body="table-head").blocks(cell.blocks) for cell in block.head)
                cell = replace(self, body="table")
                rows = tuple(tuple(cell.blocks(each.blocks) for each in row) for row in block.rows)
                return (simple.Grid(block.widths, (head, *rows), table=True),)
            case nodes.Columns():
                side_by_side = tuple(self.blocks(column) for column in block.columns)
                return (simple.Grid(block.widths, (side_by_side,), table=False),)
            case nodes.Callout():
                fill, border = _FILLS.get(block.style, ("#FFFFFF", "#0B5563"))
                body = "notice" if block.style == "notice" else "body"
                inside = replace(self, body=body, box=block.style)
                return (simple.Box(inside.blocks(block.blocks), fill, border),)
            case nodes.Section():
                return self.blocks(block.blocks)
            case nodes.Fields():
                return (_two_across([_field(label, value) for label, value in block.fields]),)
            case nodes.WriteIn():
                return (simple.Rules(block.lines),)
            case nodes.Picture():
                asset = self.whole.assets[block.asset]
                return (simple.Picture(asset.kind, asset.data, block.alt, runs(block.caption)),)
            case nodes.IconArray():
                return (_dots(block),)
            case nodes.QrCode():
                return (_code(block),)
            case nodes.Contents():  # of packets alone
                message = "no peer binds several documents into one file"
                raise AssertionError(message)

    def heading(self, level: int) -> str:
        # The caption of "at a glance" is white, on a bar that only this project draws.
        own = "info-h2" if self.box == "glance" else f"{self.box}-h2"
        if self.box and own in self.styles:
            return own
        return "title" if level == 1 else f"h{min(level, 3)}"

    def pairs(self, block: nodes.Pairs) -> simple.Blocks:
        match block.style:
            case "glance":
                label, value = replace(self, body="label"), replace(self, body="value")
                return (_two_across([label.label(pair) + value.blocks(pair.blocks) for pair in block.pairs]),)
            case "schedule":
                label = replace(self, body="schedule-time")
                rows = tuple((label.label(pair), self.blocks(pair.blocks)) for pair in block.pairs)
                return (simple.Grid((1, 3), rows, table=False),)
            case "glossary":
                return tuple(text for pair in block.pairs for text in self.entry(pair))
            case _:
                label = replace(self, body="timeline-label")
                return tuple(each for pair in block.pairs for each in label.label(pair) + self.blocks(pair.blocks))

    def label(self, pair: nodes.Pair) -> simple.Blocks:
        label = simple.Text(runs(pair.label), self.body)
        return (label, simple.Text(runs(pair.note), "schedule-note")) if pair.note else (label,)

    def entry(self, pair: nodes.Pair) -> simple.Blocks:
        meanings = self.blocks(pair.blocks)
        word = runs(pair.label, simple.Run("", bold=True))
        if meanings and isinstance(meanings[0], simple.Text):
            run_in = simple.Text((*word, simple.Run(": "), *meanings[0].runs), self.body)
            return (run_in, *meanings[1:])
        return (simple.Text(word, self.body), *meanings)


def _two_across(cells: list[simple.Blocks]) -> simple.Grid:
    even = [*cells, ()] if len(cells) % 2 else cells
    return simple.Grid((1, 1), tuple(zip(even[::2], even[1::2], strict=True)), table=False)


def _field(label: str, value: str) -> simple.Blocks:
    if value:
        return (simple.Text((simple.Run(f"{label}: "), simple.Run(value, bold=True)), "body"),)
    return (simple.Text((simple.Run(label),), "body"), simple.Rules(1))


def _dots(block: nodes.IconArray) -> simple.Drawing:
    # A thousand people are drawn as 25 rows of 40, a hundred as 5 rows of 20.
    wide = 20 if block.of <= 100 else 40
    every = [(at % wide * _DOT_PITCH, at // wide * _DOT_PITCH, _DOT, _DOT) for at in range(min(block.of, 1000))]
    filled = block.n * len(every) // block.of
    fills = (("#0B5563", tuple(every[:filled])), ("#C9D3D8", tuple(every[filled:])))
    return simple.Drawing(
        wide * _DOT_PITCH,
        len(every) // wide * _DOT_PITCH,
        tuple(fill for fill in fills if fill[1]),
        block.alt,
    )


def _code(block: nodes.QrCode) -> simple.Drawing:
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(block.href)
    code.make()
    count = code.getModuleCount()
    rectangles = tuple(
        (x * _MODULE, y * _MODULE, _MODULE, _MODULE) for y in range(count) for x in range(count) if code.isDark(y, x)
    )
    return simple.Drawing(count * _MODULE, count * _MODULE, (("#000000", rectangles),), block.alt)


def _hex(color: Color) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in (color.red, color.green, color.blue))


def _family(folder: Path) -> str:
    name: bytes = TTFontFile(str(folder / "regular.ttf")).familyName
    return name.decode()
