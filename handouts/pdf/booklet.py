"""Booklets: two pages on each side of a sheet, in the order in which folded sheets lie inside one another.

A booklet is for the printer alone. Its sides hold two pages of which neither follows the other, so no structure could
be walked; it claims PDF/A-2b and not PDF/UA. Each page is a form that stands in the file once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from handouts.garbage import uncollected
from handouts.pdf.body import Body, Part
from handouts.pdf.metadata import PRINT_ONLY
from handouts.pdf.packet import check_size
from handouts.pdf.sheet import Sheet
from handouts.pdf.streams import deflated, flate, stream
from handouts.pdf.structure import Tree
from handouts.pdf.write import add_fonts, add_metadata

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.theme import Theme

_EDGE = 18.0
"""Blank points at the edges and at the fold: what office printers cannot reach, a quarter of an inch."""


class Fold(NamedTuple):
    """How pages stand on the halves of a sheet of their own size, turned by a quarter."""

    scale: float
    """Size of what is printed to its size on a page of its own."""
    left: float
    """Edges of what is printed on a page, in points; the blank margins around it need no room on the sheet."""
    bottom: float
    right: float
    top: float

    def onto(self, x: float, width: float, height: float) -> str:
        """Return the operator that puts a page into the middle of a half, which begins at x."""
        across = x + (width - self.scale * (self.left + self.right)) / 2
        up = (height - self.scale * (self.bottom + self.top)) / 2
        return f"{self.scale:.5f} 0 0 {self.scale:.5f} {across:.2f} {up:.2f} cm"


class PrintedBooklet(NamedTuple):
    """A finished booklet."""

    data: bytes
    pages: int
    """Pages of the packet, of one copy, without the blank ones that fill the last sheet."""
    begins: tuple[int, ...]
    """The page of the packet on which each handout begins, counted from 1."""
    sheets: int
    """Sheets of paper, of one copy."""


def fold(themes: Sequence[Theme]) -> Fold:
    """Return the largest scale at which what is printed on a page fits onto half a sheet.

    Args:
        themes: the looks of every page, all of one page size.
    """
    width, height = themes[0].width, themes[0].height
    left = min(theme.margin_left for theme in themes)
    right = width - min(theme.margin_right for theme in themes)
    bottom = min(theme.margin_bottom for theme in themes)
    # In the upper margin stands the page of the packet.
    top = height - min(theme.margin_top - theme.style("head").leading for theme in themes)
    across, down = (height / 2 - 2 * _EDGE) / (right - left), (width - 2 * _EDGE) / (top - bottom)
    return Fold(min(1.0, across, down), left, bottom, right, top)


def saddle(pages: int) -> Iterator[tuple[int, int]]:
    """Yield the left and the right page of each side, counted from 0; front and back of a sheet follow each other.

    Args:
        pages: a multiple of four.
    """
    for sheet in range(pages // 4):
        first, last = 2 * sheet, pages - 1 - 2 * sheet
        yield last, first
        yield first + 1, last - 1


class _Leaves(Sheet):
    """A sheet that keeps each page to be printed on half of a side."""

    def __init__(self, width: float, height: float, language: str) -> None:
        super().__init__(width, height, language)
        self.leaves: list[bytes] = []

    def end_page(self) -> None:
        """Keep the page."""
        self.leaves.append(flate("\n".join(self.code).encode("latin-1")))
        self.code = []

    def lead(self, count: int) -> None:
        """Put the last `count` pages before all others."""
        at = len(self.leaves) - count
        self.leaves = self.leaves[at:] + self.leaves[:at]

    def impose(self, place: Fold, fonts: Sequence[str], copies: int) -> int:
        """Put the pages onto the sides of sheets and return how many sheets one copy takes.

        Args:
            place: how pages stand on a side.
            fonts: the entries of the font resources of each page.
            copies: how many times the sides are printed.
        """
        file, shapes = self.file, self.shapes()
        shared = {each: file.add(f"<</Font<<{each}>>/XObject<<{shapes}>>>>") for each in dict.fromkeys(fonts)}
        height, width = self.width, self.height  # turned by a quarter
        half = width / 2
        spare = (half / place.scale - (place.right - place.left)) / 2
        box = f"[{place.left - spare:.2f} 0 {place.right + spare:.2f} {width:.2f}]"
        forms = [
            file.add(
                stream(f"/Type/XObject/Subtype/Form/BBox{box}/Resources {shared[own]} 0 R/Filter/FlateDecode", leaf)
            )
            for leaf, own in zip(self.leaves, fonts, strict=True)
        ]
        count = len(forms) + -len(forms) % 4
        sides: list[tuple[int, str]] = []
        for two in saddle(count):
            there = [(page, x) for page, x in zip(two, (0.0, half), strict=True) if page < len(forms)]
            painted = " ".join(f"q {place.onto(x, half, height)} /P{page} Do Q" for page, x in there)
            names = "".join(f"/P{page} {forms[page]} 0 R" for page, _ in there)
            sides.append((file.add(deflated("", painted.encode("ascii"))), names))
        parent = file.reserve()
        self.pages = [file.reserve() for _ in range(len(sides) * copies)]
        self.put_page_tree(parent)
        for number, (contents, names) in zip(self.pages, sides * copies, strict=True):
            file.put(
                number,
                f"<</Type/Page/Parent {parent} 0 R/MediaBox[0 0 {width:g} {height:g}]"
                f"/Resources<</XObject<<{names}>>>>/Contents {contents} 0 R>>",
            )
        return count // 4


def write_booklet(front: Sequence[Part], handouts: Sequence[Part], *, duplex: bool, copies: int) -> PrintedBooklet:
    """Return a packet as a booklet (PDF/A-2b; not PDF/UA).

    Args:
        front: what stands before the handouts: cover, contents. The first one says what the file says of itself.
        handouts: at least one, in the order of the packet.
        duplex: let each part begin on a right-hand page of the booklet.
        copies: how many times the booklet stands in the file.

    Raises:
        PartsFailed: parts have characters that no font can show, or pictures that cannot be drawn.
    """
    with uncollected():
        parts = (*front, *handouts)
        document, theme = parts[0].document, parts[0].theme
        sheet = _Leaves(theme.width, theme.height, document.language)
        body = Body(sheet, Tree(), duplex=duplex, closed=False, marked=False)
        body.paint(front, handouts)
        check_size(body.pages * copies)
        fonts = body.by_page(add_fonts(sheet.file, body.settings))
        sheets = sheet.impose(fold([part.theme for part in parts]), fonts, copies)
        add_metadata(sheet.file, document, PRINT_ONLY, dict.fromkeys(part.document.language for part in parts))
        # What a print dialog begins with: both sides, turned over the short edge, and nothing scaled once more.
        sheet.file.catalog["ViewerPreferences"] = (
            "<</DisplayDocTitle true/Duplex/DuplexFlipShortEdge/PrintScaling/None>>"
        )
        return PrintedBooklet(sheet.data(), body.pages, tuple(body.begins.values()), sheets)
