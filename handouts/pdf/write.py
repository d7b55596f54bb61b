"""Stage 4 of 5: Document → bytes of a tagged, archival PDF.

Compose (strips and structure tree) → paginate → paint → file. Nothing here knows a path, a
clock or a flag; the same document and theme give the same bytes.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping  # noqa: TC003  annotations stay readable at run time
from typing import TYPE_CHECKING

from handouts.document import nodes
from handouts.errors import PdfError
from handouts.findings import Finding, Place
from handouts.pdf import boxes, figures, labelled, tables
from handouts.pdf.flow import Composer, Look
from handouts.pdf.metadata import information, srgb_profile, xmp
from handouts.pdf.outline import add_outline, destination
from handouts.pdf.paginate import Placed, paginate
from handouts.pdf.painter import Painter
from handouts.pdf.running import Running
from handouts.pdf.sheet import File, Sheet, stream
from handouts.pdf.structure import Element, Tree, text_string
from handouts.pdf.words import FontBook, font_book

if TYPE_CHECKING:
    from handouts.model import Asset
    from handouts.pdf.faces import Embedded
    from handouts.pdf.painter import LinkArea
    from handouts.pdf.strips import Strip
    from handouts.theme import Theme

_LEAST_LINES = 5


class MissingGlyphs(PdfError):  # noqa: N818  what it is called everywhere
    """Characters that no font of the theme can show; the caller knows in which file they stand."""

    def __init__(self, contexts: dict[str, str]) -> None:
        self.characters = tuple(sorted(contexts))
        super().__init__(
            Finding(
                "H401",
                f"no font has the character “{character}” (U+{ord(character[0]):04X}), used in “{context[:60]}”",
                Place("handout"),
                "Write it in other characters, or add a font that has it to the layout",
            )
            for character, context in sorted(contexts.items())
        )


class _Writer(Composer):
    """A composer that knows every kind of block."""

    def __init__(self, document: nodes.Document, theme: Theme, book: FontBook, limit: float) -> None:
        super().__init__(theme, book, limit)
        self._assets = document.assets

    def asset(self, key: str) -> Asset:
        """Return a picture of the document."""
        return self._assets[key]

    def block(self, block: nodes.Block, parent: Element, width: float, look: Look) -> list[Strip]:
        """Return any block as strips."""
        return _COMPOSERS[type(block)](self, block, parent, width, look)


_COMPOSERS: Mapping[type, Callable[..., list[Strip]]] = {
    nodes.Paragraph: Composer.paragraph,
    nodes.Heading: Composer.heading,
    nodes.Section: Composer.section,
    nodes.ListBlock: Composer.list_block,
    nodes.Callout: boxes.callout,
    nodes.Columns: boxes.columns,
    nodes.Pairs: labelled.pairs,
    nodes.Fields: labelled.fields,
    nodes.WriteIn: labelled.write_in,
    nodes.Table: tables.table,
    nodes.IconArray: figures.icon_array,
    nodes.QrCode: figures.qr_code,
    nodes.Picture: figures.picture,
}
"""Who composes which block; each is called with the composer, block, parent element, width and look."""


def write(document: nodes.Document, theme: Theme, *, archival: bool = True) -> bytes:
    """Return the bytes of a document's PDF (PDF/UA-1 and PDF/A-2a).

    Args:
        document: what to write.
        theme: how it looks.
        archival: whether the file says that it is PDF/A; one that `handouts.pdf.encrypt` will protect must not.

    Raises:
        MissingGlyphs: characters of the text have no glyph in any font of the theme.
        PdfError: a picture cannot be drawn.
    """
    # What is made here lives until the file is written: looking through it for garbage meanwhile
    # finds none, and takes a tenth of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _written(document, theme, archival=archival)
    finally:
        if collecting:
            gc.enable()


def _written(document: nodes.Document, theme: Theme, *, archival: bool) -> bytes:
    book = font_book(theme.families)
    measuring = _Writer(document, theme, book, theme.height)
    running = Running(measuring, document)
    composer = _Writer(document, theme, book, running.top - running.bottom)
    tree = Tree()
    width = theme.width - theme.margin_left - theme.margin_right
    strips = composer.blocks(document.blocks, tree.document, width, Look())
    missing = measuring.breaker.missing | composer.breaker.missing
    if missing:
        raise MissingGlyphs(missing)
    pages = paginate(strips, composer.limit, _LEAST_LINES * theme.style("body").leading)
    sheet = Sheet(theme.width, theme.height, document.language)
    painter = Painter(sheet, tree, theme)
    for number, page in enumerate(pages, start=1):
        running.paint(painter, number, len(pages))
        _paint_page(painter, page, theme.margin_left, running.top)
        painter.end_page()
    extra = {face: set(glyphs) for face, glyphs in composer.breaker.extra.items()}
    for face, glyphs in measuring.breaker.extra.items():
        extra.setdefault(face, set()).update(glyphs)
    _finish(sheet, tree, painter, composer, extra)
    _describe(sheet.file, document, archival=archival)
    return sheet.data()


def _paint_page(painter: Painter, page: list[Placed], x: float, top: float) -> None:
    for placed in page:
        if placed.repeated:
            with painter.artifact("Pagination"):
                placed.strip.paint(painter, x, top - placed.depth)
        else:
            placed.strip.paint(painter, x, top - placed.depth)


def _finish(sheet: Sheet, tree: Tree, painter: Painter, composer: Composer, extra: dict[int, set[int]]) -> None:
    """Add everything that is not page content: fonts, links, bookmarks, structure."""
    file = sheet.file
    fonts = " ".join(
        f"/F{index} {_font(file, composer.book.faces[index].embed(frozenset(extra.get(index, ()))))} 0 R"
        for index in sorted(painter.faces)
    )
    pages = [file.number(f"Page{n}") for n in range(1, painter.page + 1)]
    for area in painter.links:
        _link(sheet, tree, painter, area, composer.link_texts[id(area.element)], pages)
    sheet.finish_pages(fonts)
    if painter.bookmarks:
        file.catalog.Outlines = f"{add_outline(file, painter.bookmarks, pages)} 0 R"
    first = file.objectcounter + 1
    for body in tree.objects(first, pages):
        file.add(body)
    file.catalog.StructTreeRoot = f"{first} 0 R"
    file.catalog.MarkInfo = "<</Marked true>>"


def _describe(file: File, document: nodes.Document, *, archival: bool) -> None:
    """Add what the file says of itself."""
    profile = file.add(stream("/N 3/Filter/FlateDecode", srgb_profile()))
    packet = file.add(stream("/Type/Metadata/Subtype/XML", xmp(document, archival=archival)))
    catalog = file.catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.Metadata = f"{packet} 0 R"
    catalog.OutputIntents = (
        "[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
        f"/Info(sRGB IEC61966-2.1)/DestOutputProfile {profile} 0 R>>]"
    )
    catalog.ViewerPreferences = "<</DisplayDocTitle true>>"  # PDF/UA-1 7.1
    file.information = information(document)


def _font(file: File, font: Embedded) -> int:
    """Add a composite font and return its object number (ISO 32000-1 9.7)."""
    program = file.add(stream(f"/Length1 {font.program_length}/Filter/FlateDecode", font.program))
    descriptor = file.add(f"<<{font.descriptor}/FontFile2 {program} 0 R>>")
    glyphs = file.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{font.name}/CIDToGIDMap/Identity/DW 0/W {font.widths}"
        f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R>>"
    )
    unicode = file.add(stream("/Filter/FlateDecode", font.to_unicode))
    return file.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{font.name}/Encoding/Identity-H/DescendantFonts[{glyphs} 0 R]"
        f"/ToUnicode {unicode} 0 R>>"
    )


def _link(
    sheet: Sheet, tree: Tree, painter: Painter, area: LinkArea, description: str, page_numbers: list[int]
) -> None:
    """Add a link annotation: described, printable, and owned by its element (PDF/UA-1 7.18.5)."""
    file = sheet.file
    key = painter.page + len(tree.links)
    if area.href.startswith("#"):
        if area.href[1:] not in painter.destinations:
            raise PdfError.single("H402", f"a link leads to “{area.href}”, which is not in the document", "handout")
        page, top = painter.destinations[area.href[1:]]
        target = f"/Dest{destination(page_numbers[page], top)}"
    else:
        target = f"/A<</S/URI/URI({_ascii(area.href)})>>"
    box = " ".join(f"{v:.2f}" for v in area.box)
    number = file.add(
        f"<</Type/Annot/Subtype/Link/Rect[{box}]/Border[0 0 0]/F 4/StructParent {key}"
        f"/Contents{text_string(description)}{target}>>"
    )
    tree.links.append(area.element)
    area.element.annotation(area.page, number)
    sheet.annotate(area.page, number)


def _ascii(address: str) -> str:
    """Return an address as the inside of a literal string: ASCII, with brackets escaped (ISO 32000-1 12.6.4.7)."""
    quoted = "".join(c if "!" <= c <= "~" else "".join(f"%{b:02X}" for b in c.encode()) for c in address)
    return quoted.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
