"""Stage 4 of 5: Document → bytes of a tagged, archival PDF.

Compose (strips and structure tree) → paginate → paint → file. Nothing here knows a path, a
clock or a flag; the same document and theme give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence  # noqa: TC003  annotations stay readable at run time
from typing import TYPE_CHECKING, NamedTuple

from handouts.document import nodes
from handouts.errors import PdfError
from handouts.findings import Finding, Place
from handouts.garbage import uncollected
from handouts.pdf import boxes, contents, figures, labelled, tables
from handouts.pdf.flow import Composer, Look
from handouts.pdf.metadata import PROTECTED, TAGGED, Claims, information, srgb_profile, xmp
from handouts.pdf.outline import add_outline, destination
from handouts.pdf.paginate import Placed, paginate
from handouts.pdf.painter import Painter
from handouts.pdf.running import PLAIN, PacketWords, Running
from handouts.pdf.sheet import File, Sheet
from handouts.pdf.streams import stream
from handouts.pdf.structure import Element, Tree, text_string
from handouts.pdf.words import FontBook, font_book

if TYPE_CHECKING:
    from handouts.model import Asset
    from handouts.pdf.faces import Embedded, Face
    from handouts.pdf.outline import Bookmark
    from handouts.pdf.painter import LinkArea
    from handouts.pdf.strips import Strip
    from handouts.theme import Theme

_LEAST_LINES = 8
_ADDRESS = re.compile(r"[!-'*-\[\]-~]*")
"""An address that a literal string holds as it is: visible ASCII without brackets and backslashes."""


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
    nodes.Contents: contents.contents,
}
"""Who composes which block; each is called with the composer, block, parent element, width and look."""


def write(document: nodes.Document, theme: Theme, *, archival: bool = True) -> bytes:
    """Return the bytes of a document's PDF; see `write_counted`."""
    return write_counted(document, theme, archival=archival)[0]


def write_counted(document: nodes.Document, theme: Theme, *, archival: bool = True) -> tuple[bytes, int]:
    """Return the bytes of a document's PDF (PDF/UA-1 and PDF/A-2a), and how many pages it has.

    Args:
        document: what to write.
        theme: how it looks.
        archival: whether the file says that it is PDF/A; one that `handouts.pdf.encrypt` will protect must not.

    Raises:
        MissingGlyphs: characters of the text have no glyph in any font of the theme.
        PdfError: a picture cannot be drawn.
    """
    with uncollected():
        return _written(document, theme, TAGGED if archival else PROTECTED)


def _written(document: nodes.Document, theme: Theme, claims: Claims) -> tuple[bytes, int]:
    tree = Tree()
    setting = Setting(document, theme, tree.document)
    sheet = Sheet(theme.width, theme.height, document.language)
    painter = setting.paint(Painter(sheet, tree, theme))
    fonts = add_fonts(sheet.file, [setting])[0]
    add_links(sheet, tree, setting.links(), sheet.pages)
    sheet.finish_pages(fonts)
    add_structure(sheet.file, tree, painter.bookmarks, sheet.pages)
    add_metadata(sheet.file, document, claims)
    return sheet.data(), len(sheet.pages)


class FoundLink(NamedTuple):
    """Where a link was painted, and where it leads."""

    page: int
    """Counted from 0."""
    box: tuple[float, float, float, float]
    element: Element
    description: str
    target: str | tuple[int, float]
    """An address, or a page and the y of what comes to the top of the window."""


class Setting:
    """One document, composed and paginated: all that is known of it before it is painted."""

    def __init__(self, document: nodes.Document, theme: Theme, parent: Element, words: PacketWords = PLAIN) -> None:
        """Compose a document.

        Args:
            document: what to set.
            theme: looks.
            parent: the structure element that its blocks are hung below.
            words: what its pages say beside it in a packet.

        Raises:
            MissingGlyphs: characters of the text have no glyph in any font of the theme.
            PdfError: a picture cannot be drawn.
        """
        self.theme = theme
        self.book = font_book(theme.families)
        self._composer = _Writer(document, theme, self.book, theme.height)
        self._running = Running(self._composer, document, words)
        self._composer.limit = self._running.top - self._running.bottom
        width = theme.width - theme.margin_left - theme.margin_right
        strips = self._composer.blocks(document.blocks, parent, width, Look())
        if self._composer.breaker.missing:
            raise MissingGlyphs(self._composer.breaker.missing)
        self.pages = paginate(strips, self._composer.limit, _LEAST_LINES * theme.style("body").leading)
        """What stands on each page; empty once it is painted."""
        self.faces: set[int] = set()
        """Indices of the faces that were painted with."""
        self._links: list[LinkArea] = []
        self.destinations: dict[str, tuple[int, float]] = {}
        """Where each id of the document stands: page of the file and upper edge."""

    @property
    def extra(self) -> dict[int, set[int]]:
        """Return the glyphs outside the faces' fixed repertoires, by face."""
        return self._composer.breaker.extra

    def paint(self, painter: Painter) -> Painter:
        """Paint every page with a painter of its own and return the painter."""
        count = len(self.pages)
        for number, page in enumerate(self.pages, start=1):
            self._running.paint(painter, number, count)
            _paint_page(painter, page, self.theme.margin_left, self._running.top)
            painter.end_page()
        self.pages = []
        self.faces, self._links, self.destinations = painter.faces, painter.links, painter.destinations
        return painter

    def paint_blank(self, painter: Painter) -> None:
        """Paint a page left blank, with the painter that `paint` returned."""
        self._running.paint_blank(painter)
        painter.end_page()

    def links(self) -> list[FoundLink]:
        """Return every link that was painted.

        Raises:
            PdfError: a link leads to an id that the document does not have.
        """
        found: list[FoundLink] = []
        for area in self._links:
            target: str | tuple[int, float] = area.href
            if area.href.startswith("#"):
                if area.href[1:] not in self.destinations:
                    message = f"a link leads to “{area.href}”, which is not in the document"
                    raise PdfError.single("H402", message, "handout")
                target = self.destinations[area.href[1:]]
            description = self._composer.link_texts[id(area.element)]
            found.append(FoundLink(area.page, area.box, area.element, description, target))
        return found


def _paint_page(painter: Painter, page: list[Placed], x: float, top: float) -> None:
    for placed in page:
        if placed.repeated:
            with painter.artifact("Pagination"):
                placed.strip.paint(painter, x, top - placed.depth)
        else:
            placed.strip.paint(painter, x, top - placed.depth)


def add_fonts(file: File, settings: Sequence[Setting]) -> list[str]:
    """Add every font that was painted with, once, and return the entries of each setting's font resources."""
    glyphs: dict[Face, set[int]] = {}
    for setting in settings:
        extra = setting.extra
        for index in sorted(setting.faces):
            glyphs.setdefault(setting.book.faces[index], set()).update(extra.get(index, ()))
    numbers = {face: _font(file, face.embed(frozenset(wanted))) for face, wanted in glyphs.items()}
    return [
        " ".join(f"/F{index} {numbers[setting.book.faces[index]]} 0 R" for index in sorted(setting.faces))
        for setting in settings
    ]


def add_links(sheet: Sheet, tree: Tree, links: Iterable[FoundLink], pages: Sequence[int]) -> None:
    """Add an annotation for each link: described, printable, and owned by its element (PDF/UA-1 7.18.5).

    Args:
        sheet: its pages are painted.
        tree: the structure of the whole file.
        links: the links.
        pages: object numbers of all pages of the file.
    """
    for link in links:
        key = len(pages) + len(tree.links)
        if isinstance(link.target, str):
            target = f"/A<</S/URI/URI({_ascii(link.target)})>>"
        else:
            page, top = link.target
            target = f"/Dest{destination(pages[page], top)}"
        box = " ".join(f"{v:.2f}" for v in link.box)
        number = sheet.file.add(
            f"<</Type/Annot/Subtype/Link/Rect[{box}]/Border[0 0 0]/F 4/StructParent {key}"
            f"/Contents{text_string(link.description)}{target}>>"
        )
        tree.links.append(link.element)
        link.element.annotation(link.page, number)
        sheet.annotate(link.page, number)


def add_structure(
    file: File, tree: Tree, bookmarks: Sequence[Bookmark], pages: Sequence[int], *, folded: bool = False
) -> None:
    """Add the outline and the structure tree; all links must be there.

    Args:
        file: the file.
        tree: the structure of the whole file.
        bookmarks: of the whole file.
        pages: object numbers of the pages.
        folded: see `add_outline`.
    """
    if bookmarks:
        file.catalog["Outlines"] = f"{add_outline(file, bookmarks, pages, folded=folded)} 0 R"
    first = file.coming
    file.add_all(tree.objects(first, pages))
    file.catalog["StructTreeRoot"] = f"{first} 0 R"
    file.catalog["MarkInfo"] = "<</Marked true>>"


def add_metadata(file: File, document: nodes.Document, claims: Claims = TAGGED, languages: Iterable[str] = ()) -> None:
    """Add what the file says of itself, and the meaning of its colors; the arguments are those of `xmp`."""
    profile = file.add(stream("/N 3/Filter/FlateDecode", srgb_profile()))
    packet = file.add(stream("/Type/Metadata/Subtype/XML", xmp(document, claims, languages)))
    catalog = file.catalog
    catalog["Metadata"] = f"{packet} 0 R"
    catalog["OutputIntents"] = (
        "[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
        f"/Info(sRGB IEC61966-2.1)/DestOutputProfile {profile} 0 R>>]"
    )
    catalog["ViewerPreferences"] = "<</DisplayDocTitle true>>"  # PDF/UA-1 7.1
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


def _ascii(address: str) -> str:
    """Return an address as the inside of a literal string: ASCII, with brackets escaped (ISO 32000-1 12.6.4.7)."""
    if _ADDRESS.fullmatch(address):
        return address
    quoted = "".join(c if "!" <= c <= "~" else "".join(f"%{b:02X}" for b in c.encode()) for c in address)
    return quoted.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
