"""LibreOffice: a .docx of each document, made beforehand, and one call that turns all of them into PDF/UA.

What a clinic has that writes its handouts in a word processor. The .docx files are not timed.
"""

from __future__ import annotations

import io
import json
import os
from typing import TYPE_CHECKING, Any

import docx  # type: ignore[import-not-found, unused-ignore]  # an extra
from docx.enum.style import WD_STYLE_TYPE  # type: ignore[import-not-found, unused-ignore]  # the same
from docx.enum.text import WD_TAB_ALIGNMENT  # type: ignore[import-not-found, unused-ignore]  # the same
from docx.opc.constants import RELATIONSHIP_TYPE  # type: ignore[import-not-found, unused-ignore]  # the same
from docx.oxml import OxmlElement  # type: ignore[import-not-found, unused-ignore]  # the same
from docx.oxml.ns import qn  # type: ignore[import-not-found, unused-ignore]  # the same
from docx.shared import Pt, RGBColor  # type: ignore[import-not-found, unused-ignore]  # the same
from PIL import Image, ImageDraw

from tests.benchmarks import simple
from tests.benchmarks.installed import command

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_FILTER = "pdf:writer_pdf_Export:" + json.dumps(
    {name: {"type": "boolean", "value": "true"} for name in ("UseTaggedPDF", "PDFUACompliance", "ExportBookmarks")}
)
_BULLETS = {"bullet": "•\u00a0\u00a0", "check": "□\u00a0\u00a0", "plain": ""}
_PIXELS_A_POINT = 3


def conversion(files: Sequence[Path], output: Path, scratch: Path) -> list[str]:
    """Return the command that turns files into PDF/UA, with a profile of its own."""
    profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
    return [
        *(
            command("libreoffice") or "libreoffice",
            profile,
            "--headless",
            "--convert-to",
            _FILTER,
            "--outdir",
            str(output),
        ),
        *map(str, files),
    ]


def environment(look: simple.Look, scratch: Path) -> Mapping[str, str]:
    """Return the environment in which it finds the fonts of a look, and no others."""
    config = scratch / "fonts.conf"
    folders = "".join(f"<dir>{folder}</dir>" for folder in (look.fonts, look.fallback))
    config.write_text(
        f'<?xml version="1.0"?><fontconfig>{folders}<cachedir>{scratch / "cache"}</cachedir></fontconfig>',
        encoding="utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(config), "HOME": str(scratch)}


def document(made: simple.Simple, look: simple.Look) -> bytes:
    """Return a document as .docx."""
    return _Maker(made, look).data()


class _Maker:
    def __init__(self, made: simple.Simple, look: simple.Look) -> None:
        self.made, self.look = made, look
        self.file = docx.Document()
        self.width = look.width - look.left - look.right
        self.section()
        for name, style in look.styles.items():
            self.style(name, style)
        self.frame_texts()

    def data(self) -> bytes:
        self.blocks(self.made.blocks, self.file, self.width)
        properties = self.file.core_properties
        properties.title, properties.author = self.made.title, self.made.author
        properties.subject, properties.language = self.made.subject, self.made.language
        out = io.BytesIO()
        self.file.save(out)
        return out.getvalue()

    def section(self) -> None:
        look, section = self.look, self.file.sections[0]
        section.page_width, section.page_height = Pt(look.width), Pt(look.height)
        section.left_margin, section.right_margin = Pt(look.left), Pt(look.right)
        section.header_distance, section.footer_distance = Pt(look.top), Pt(look.bottom)
        section.top_margin = Pt(look.top + simple.head_height(self.made, look))
        section.bottom_margin = Pt(look.bottom + simple.foot_height(look))

    def style(self, name: str, look: simple.Style) -> None:
        made = self.file.styles.add_style(f"s-{name}", WD_STYLE_TYPE.PARAGRAPH)
        made.font.name, made.font.size, made.font.bold = self.look.family, Pt(look.size), look.bold
        made.font.color.rgb = RGBColor.from_string(look.color[1:])
        made.paragraph_format.line_spacing = Pt(look.leading)
        made.paragraph_format.space_before, made.paragraph_format.space_after = Pt(look.before), Pt(look.after)

    def frame_texts(self) -> None:
        section = self.file.sections[0]
        right = self.width
        head = section.header.paragraphs[0]
        head.style = "s-head"
        head.paragraph_format.tab_stops.add_tab_stop(Pt(right), WD_TAB_ALIGNMENT.RIGHT)
        left = [line for line in (*self.made.head_left, self.made.notice) if line]
        for at in range(max(len(left), len(self.made.head_right))):
            if at:
                head.add_run().add_break()
            head.add_run("".join(left[at : at + 1]) + "\t" + "".join(self.made.head_right[at : at + 1]))
        foot = section.footer.paragraphs[0]
        foot.style = "s-foot"
        foot.paragraph_format.tab_stops.add_tab_stop(Pt(right), WD_TAB_ALIGNMENT.RIGHT)
        foot.add_run(f"{self.made.foot_left}\t")
        before, _, rest = self.made.foot_right.partition("{page}")
        between, _, after = rest.partition("{pages}")
        foot.add_run(before)
        _field(foot, "PAGE")
        foot.add_run(between)
        _field(foot, "NUMPAGES")
        foot.add_run(after)

    def blocks(self, blocks: simple.Blocks, into: Any, width: float) -> None:
        for block in blocks:
            self.block(block, into, width)

    def block(self, block: simple.Block, into: Any, width: float) -> None:
        match block:
            case simple.Heading():
                made = self.text(block.runs, block.style, into)
                _outline(made, block.level)
                made.paragraph_format.keep_with_next = True
            case simple.Text():
                self.text(block.runs, block.style, into)
            case simple.Items():
                for at, item in enumerate(block.items, 1):
                    mark = f"{at}.\u00a0\u00a0" if block.marker == "steps" else _BULLETS.get(block.marker, "")
                    self.item(item, mark, into, width)
            case simple.Grid():
                self.grid(block, into, width)
            case simple.Box():
                cell = self.table(into, 1, (width,)).cell(0, 0)
                _shade(cell, block.fill)
                self.fill(cell, block.blocks, width - 12)
            case simple.Rules():
                for _ in range(block.count):
                    self.text((simple.Run("_" * int(width / 7)),), "body", into)
            case simple.Drawing():
                picture = into.add_paragraph().add_run().add_picture(_png(block), width=Pt(block.width))
                _describe(picture, block.alt)
            case simple.Picture():
                if block.kind != "svg":  # python-docx places no drawings
                    picture = into.add_paragraph().add_run().add_picture(io.BytesIO(block.data), width=Pt(width))
                    _describe(picture, block.alt)
                self.text(block.caption, "caption", into)

    def item(self, item: simple.Blocks, mark: str, into: Any, width: float) -> None:
        first, *rest = item
        if isinstance(first, simple.Text):
            made = self.text((simple.Run(mark), *first.runs), first.style, into)
            made.paragraph_format.left_indent, made.paragraph_format.first_line_indent = Pt(18), Pt(-16)
        else:
            self.block(first, into, width)
        self.blocks(tuple(rest), into, width)

    def text(self, runs: simple.Runs, style: str, into: Any) -> Any:
        made = into.add_paragraph(style=f"s-{style}")
        for run in runs:
            added = made.add_run(run.text)
            added.bold = run.bold or None
            if run.href and not run.href.startswith("#"):
                _link(made, added, run.href)
        return made

    def grid(self, block: simple.Grid, into: Any, width: float) -> None:
        widths = [width * part / sum(block.widths) for part in block.widths]
        table = self.table(into, len(block.rows), widths)
        for at, row in enumerate(block.rows):
            for cell, blocks, own in zip(table.rows[at].cells, row, widths, strict=True):
                self.fill(cell, blocks, own - 12)
                if block.table and at == 0:
                    _shade(cell, self.look.tint)

    def table(self, into: Any, rows: int, widths: Sequence[float]) -> Any:
        table = into.add_table(rows, len(widths))
        table.autofit = False
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Pt(width)
        return table

    def fill(self, cell: Any, blocks: simple.Blocks, width: float) -> None:
        empty = cell.paragraphs[0]
        self.blocks(blocks, cell, width)
        # A cell ends with a paragraph; the one that it began with is not needed where others follow.
        if len(cell.paragraphs) > 1 and cell._tc[-1] is cell.paragraphs[-1]._p:
            empty._p.getparent().remove(empty._p)


def _field(paragraph: Any, name: str) -> None:
    made = OxmlElement("w:fldSimple")
    made.set(qn("w:instr"), name)
    paragraph._p.append(made)


def _link(paragraph: Any, run: Any, address: str) -> None:
    made = OxmlElement("w:hyperlink")
    made.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run._r.addprevious(made)
    made.append(run._r)


def _outline(paragraph: Any, level: int) -> None:
    made = OxmlElement("w:outlineLvl")
    made.set(qn("w:val"), str(level - 1))
    paragraph._p.get_or_add_pPr().append(made)


def _shade(cell: Any, color: str) -> None:
    made = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", color[1:])):
        made.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(made)


def _describe(picture: Any, alt: str) -> None:
    picture._inline.docPr.set("descr", alt)


def _png(drawing: simple.Drawing) -> io.BytesIO:
    scale = _PIXELS_A_POINT
    image = Image.new("RGB", (round(drawing.width * scale), round(drawing.height * scale)), "white")
    pen = ImageDraw.Draw(image)
    for color, rectangles in drawing.fills:
        for x, y, w, h in rectangles:
            pen.rectangle((x * scale, y * scale, (x + w) * scale - 1, (y + h) * scale - 1), fill=color)
    out = io.BytesIO()
    image.save(out, "PNG")
    out.seek(0)
    return out
