"""The body of a packet: documents painted one after the other, each as it would be alone.

What leads to the handouts (cover, contents) is painted last, since it says on which page each of them begins, and then
put before them. How many pages it takes is known before: no number makes a line of it longer or higher.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.errors import PdfError
from handouts.pdf.contents import key_of
from handouts.pdf.painter import Painter
from handouts.pdf.running import PLAIN, PacketWords
from handouts.pdf.structure import Element
from handouts.pdf.write import Setting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handouts.document.nodes import Document
    from handouts.findings import Finding
    from handouts.pdf.outline import Bookmark
    from handouts.pdf.sheet import Sheet
    from handouts.pdf.structure import Tree
    from handouts.theme import Theme


@dataclass(frozen=True, slots=True)
class Part:
    """A document of a packet, and what its pages say only there."""

    document: Document
    theme: Theme
    """All themes of a packet have the same page size."""
    words: PacketWords = PLAIN


class PartsFailed(PdfError):  # noqa: N818  what it is called everywhere
    """Some parts cannot be set; the caller knows of which files each is made."""

    def __init__(self, errors: Mapping[int, PdfError]) -> None:
        self.errors = errors
        """By the place of the part: cover and contents first, then the handouts."""
        findings: list[Finding] = [finding for error in errors.values() for finding in error.findings]
        super().__init__(findings)


class Body:
    """The pages of one copy of a packet."""

    def __init__(self, sheet: Sheet, tree: Tree, *, duplex: bool, closed: bool, marked: bool = True) -> None:
        """Prepare for one packet.

        Args:
            sheet: what is painted on.
            tree: the structure of the file.
            duplex: let each document begin on a right-hand page.
            closed: let what follows the last document begin there too.
            marked: whether the file has a structure, links and bookmarks.
        """
        self._marked = marked
        self._sheet, self._tree = sheet, tree
        self._duplex, self._closed = duplex, closed
        self._owners: list[int] = []
        self.settings: list[Setting] = []
        """Every document, in reading order."""
        self.bookmarks: list[Bookmark] = []
        self.begins: dict[int, int] = {}
        """The page on which each handout begins; both count from 1."""

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return len(self._owners)

    def paint(self, front: Sequence[Part], handouts: Sequence[Part]) -> None:
        """Paint all parts; what leads to the handouts comes first in the file.

        Raises:
            PartsFailed: parts have characters that no font can show, or pictures that cannot be drawn.
        """
        errors: dict[int, PdfError] = {}
        leading = [self._set(part, at, errors) for at, part in enumerate(front)]
        before = sum(self._taken(setting) for setting in leading if setting)
        self._owners = [0] * before
        bookmarks: list[Bookmark] = []
        for at, part in enumerate(handouts):
            setting = self._set(part, len(front) + at, errors)
            if setting and not errors:
                self.begins[at + 1] = self.pages + 1
                last = at == len(handouts) - 1 and not self._closed
                painter = Painter(self._sheet, self._tree, part.theme, self.pages)
                bookmarks += self._paint(setting, painter, last=last)
        if errors:
            raise PartsFailed(errors)
        behind, self._owners = self._owners[before:], []
        for setting in leading:
            if setting:
                painter = Painter(self._sheet, self._tree, setting.theme, self.pages)
                painter.begins = self.begins
                self.bookmarks += self._paint(setting, painter, last=False)
                top = setting.theme.height
                setting.destinations.update({key_of(part): (page - 1, top) for part, page in self.begins.items()})
        self._sheet.lead(before)
        self._owners += behind
        self.bookmarks += bookmarks

    def _set(self, part: Part, at: int, errors: dict[int, PdfError]) -> Setting | None:
        """Return a part composed, or `None` if that is not possible."""
        root = self._tree.document
        language = part.document.language
        element = Element("Part", root, language="" if language == root.language else language)
        try:
            setting = Setting(part.document, part.theme, element, part.words)
        except PdfError as error:
            errors[at] = error
            return None
        self.settings.append(setting)
        return setting

    def _taken(self, setting: Setting) -> int:
        """Return how many pages a document takes, with the one left blank after it."""
        count = len(setting.pages)
        return count + count % 2 if self._duplex else count

    def _paint(self, setting: Setting, painter: Painter, *, last: bool) -> list[Bookmark]:
        place = self.settings.index(setting)
        count = len(setting.pages)
        with contextlib.nullcontext() if self._marked else painter.unmarked():
            setting.paint(painter)
            if self._duplex and count % 2 and not last:
                setting.paint_blank(painter)
                count += 1
        self._owners += [place] * count
        return painter.bookmarks

    def by_page(self, entries: Sequence[str]) -> list[str]:
        """Return what belongs to the document of each page.

        Args:
            entries: something of each document, such as the entries of its font resources.
        """
        return [entries[place] for place in self._owners]
