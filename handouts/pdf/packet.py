"""Packets: several documents in one file, each whole in itself, each a part of one structure tree.

A document of a packet is set as it would be alone: pages, page numbers, links and bookmarks are its own. Around it come
what leads to it (cover, contents), the pages left blank so that it begins on a right-hand page, and further copies.

A copy has pages of its own, so that it prints wherever the file prints, but they show the contents of the first copy's
pages, which stand in the file once. Its structure is a copy of the first one's: whoever opens the file at any page can
read on from there.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, NamedTuple

from handouts.errors import PdfError
from handouts.garbage import uncollected
from handouts.pdf.body import Body, Part
from handouts.pdf.outline import Bookmark
from handouts.pdf.sheet import Sheet
from handouts.pdf.structure import Element, Tree
from handouts.pdf.write import FoundLink, add_fonts, add_links, add_metadata, add_structure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_PAGES = 5_000
"""Pages of a file at most: ten reams' worth of sheets is past every office printer, and takes 400 MB to write."""


@dataclass(frozen=True, slots=True)
class Binding:
    """How the parts of a packet stand in its file."""

    _: KW_ONLY
    duplex: bool = False
    """Whether every part begins on a right-hand page, for printing on both sides."""
    copies: int = 1
    copy: str = ""
    """Words for the bookmark of a copy after the first; ``{number}`` stands for its number."""


class Written(NamedTuple):
    """A finished packet."""

    data: bytes
    pages: int
    """Pages of the packet, of one copy."""
    begins: tuple[int, ...]
    """The page of the packet on which each handout begins, counted from 1."""


def write_packet(front: Sequence[Part], handouts: Sequence[Part], binding: Binding | None = None) -> Written:
    """Return the file of a packet (PDF/UA-1 and PDF/A-2a).

    Args:
        front: what stands before the handouts: cover, contents. The first one says what the file says of itself.
        handouts: at least one, in the order of the packet.
        binding: one copy for printing on one side unless given.

    Raises:
        PartsFailed: parts have characters that no font can show, or pictures that cannot be drawn.
    """
    with uncollected():
        return _written(front, handouts, binding or Binding())


def _written(front: Sequence[Part], handouts: Sequence[Part], binding: Binding) -> Written:
    parts = (*front, *handouts)
    document, theme = parts[0].document, parts[0].theme
    tree = Tree()
    tree.document.language = document.language
    sheet = Sheet(theme.width, theme.height, document.language)
    body = Body(sheet, tree, duplex=binding.duplex, closed=binding.copies > 1)
    body.paint(front, handouts)
    check_size(body.pages * binding.copies)
    fonts = body.by_page(add_fonts(sheet.file, body.settings))
    first = [link for setting in body.settings for link in setting.links()]
    parts_of_one = tuple(tree.document.kids)
    links, bookmarks = list(first), list(body.bookmarks)
    for number in range(2, binding.copies + 1):
        shift = (number - 1) * body.pages
        made = _copy(tree, parts_of_one, body.pages, shift)
        links += [_moved(link, made, shift) for link in first]
        for page in range(body.pages):
            sheet.repeat(page)
        bookmarks.append(Bookmark(binding.copy.replace("{number}", str(number)), 1, shift, theme.height))
    add_links(sheet, tree, links, sheet.pages)
    sheet.finish_pages(fonts * binding.copies)
    add_structure(sheet.file, tree, bookmarks, sheet.pages, folded=True)
    languages = dict.fromkeys((document.language, *(part.document.language for part in parts)))
    add_metadata(sheet.file, document, languages=languages)
    if binding.copies > 1:
        # The viewer counts the pages of each copy from 1, as they are printed (ISO 32000-1 12.4.2).
        counts = " ".join(f"{number * body.pages} <</S/D>>" for number in range(binding.copies))
        sheet.file.catalog["PageLabels"] = f"<</Nums[{counts}]>>"
    if binding.duplex:
        # What a print dialog begins with (ISO 32000-1 table 150).
        sheet.file.catalog["ViewerPreferences"] = "<</DisplayDocTitle true/Duplex/DuplexFlipLongEdge>>"
    return Written(sheet.data(), body.pages, tuple(body.begins.values()))


def check_size(pages: int) -> None:
    """Refuse a file of more pages than printers and viewers take without trouble.

    Raises:
        PdfError: there are too many (H411).
    """
    if pages > MOST_PAGES:
        message = f"the file would have {pages:,} pages, and {MOST_PAGES:,} are allowed"
        hint = "Make fewer copies, and let the printer print the file several times, or make several packets"
        raise PdfError.single("H411", message, "packet", hint)


def _copy(tree: Tree, parts: Iterable[object], pages: int, shift: int) -> dict[Element, Element]:
    """Add the structure of a further copy and return its elements by those of the first.

    Args:
        tree: the structure of the file, before any annotation is hung into it.
        parts: the elements below its root that make up the first copy.
        pages: how many pages a copy has.
        shift: how many pages stand before this copy.
    """
    made: dict[Element, Element] = {}
    for part in parts:
        if isinstance(part, Element):
            _clone(part, tree.document, shift, made)
    tree.pages += [[] for _ in range(shift - len(tree.pages))]
    tree.pages += [[made[owner] for owner in owners] for owners in tree.pages[:pages]]
    return made


def _moved(link: FoundLink, made: dict[Element, Element], shift: int) -> FoundLink:
    """Return a link as it stands, and leads, in a further copy."""
    target = link.target if isinstance(link.target, str) else (link.target[0] + shift, link.target[1])
    return link._replace(page=link.page + shift, element=made[link.element], target=target)


def _clone(element: Element, parent: Element, shift: int, made: dict[Element, Element]) -> None:
    clone = Element(
        element.role,
        parent,
        alt=element.alt,
        actual=element.actual,
        language=element.language,
        attributes=element.attributes,
    )
    clone.box = element.box
    made[element] = clone
    for kid in element.kids:
        if isinstance(kid, Element):
            _clone(kid, clone, shift, made)
        else:
            clone.kids.append((kid[0] + shift, kid[1]))
