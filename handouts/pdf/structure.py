"""The structure tree: what a screen reader walks (PDF/UA-1 7.1, ISO 32000-1 14.7).

The tree is made from the Document before anything is drawn. Drawing only appends marks (page
and number) to elements, so reading order is content order whatever the columns do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence  # noqa: TC003  annotations stay readable at run time

_PLAIN = re.compile(r"[ !\"#-'*-\[\]-~]*")
"""What stands in a literal string as it is: ASCII without brackets and backslashes (ISO 32000-1 7.3.4.2)."""


def text_string(text: str) -> str:
    """Return a PDF text string (ISO 32000-1 7.9.2.2), plain ASCII as it is, anything else as hexadecimal UTF-16BE."""
    if _PLAIN.fullmatch(text):
        return f"({text})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def name(text: str) -> str:
    """Return a PDF name with every byte that is not a plain character escaped (ISO 32000-1 7.3.5)."""
    return "/" + "".join(
        chr(b) if 0x21 <= b <= 0x7E and chr(b) not in "#()<>[]{}/%" else f"#{b:02X}" for b in text.encode()
    )


class Element:
    """A structure element: a role, attributes and children in reading order."""

    __slots__ = ("actual", "alt", "attributes", "box", "hung", "kids", "language", "parent", "reference", "role")

    def __init__(  # noqa: PLR0913  the entries of its dictionary
        self,
        role: str,
        parent: Element | None,
        *,
        alt: str = "",
        actual: str = "",
        language: str = "",
        attributes: str = "",
        inline: bool = False,
    ) -> None:
        """Make an element and hang it below `parent` as its last child.

        Args:
            role: standard structure type (ISO 32000-1 14.8.4), such as ``P`` or ``H1``.
            parent: the element above; `None` for the root.
            alt: alternative text.
            actual: the text that stands for what is painted (a drawn tick box reads as "☐").
            language: BCP 47 tag where it differs from the document's.
            attributes: the inside of an attribute dictionary (``/O/Table/Scope/Column``).
            inline: whether it is a part of its parent's text (a link). Such an element is hung below
                its parent when it gets its first mark, so that it stands between the marks of the
                text before and after it.
        """
        self.role = role
        self.parent = parent
        self.alt = alt
        self.actual = actual
        self.language = language
        self.attributes = attributes
        self.box: tuple[float, float, float, float] | None = None
        self.kids: list[Element | tuple[int, int] | tuple[int, int, int]] = []
        """Elements, marks ``(page, mcid)`` and annotations ``(page, -1, object number)``."""
        self.reference = ""
        """How the file refers to it, once it has a number."""
        self.hung = not inline
        if parent is not None and not inline:
            parent.kids.append(self)

    def hang(self) -> None:
        """Hang an inline element, and those that it is inline in, below their parents."""
        above: Element | None = self
        while above is not None and not above.hung:
            above.hung = True
            if above.parent is not None:
                above.parent.kids.append(above)
            above = above.parent

    def annotation(self, page: int, number: int) -> None:
        """Append an annotation by its object number."""
        self.kids.append((page, -1, number))


class Tree:
    """The root, and the parent tree that leads from marks back to elements."""

    def __init__(self) -> None:
        self.document = Element("Document", None)
        self.pages: list[list[Element]] = []
        """Per page: the owner of each marked-content number."""
        self.links: list[Element] = []
        """Owners of annotations, in the order of their ``/StructParent`` keys."""

    def mark(self, page: int, owner: Element) -> int:
        """Give `owner` the next marked-content number of a page (pages count from 0) and return it."""
        pages = self.pages
        if len(pages) <= page:
            pages += [[] for _ in range(page + 1 - len(pages))]
        owners = pages[page]
        mcid = len(owners)
        owners.append(owner)
        if not owner.hung:
            owner.hang()
        owner.kids.append((page, mcid))
        return mcid

    def objects(self, first: int, page_numbers: Sequence[int]) -> list[str]:
        """Return the bodies of all objects, numbered from `first`: the root, then the elements. The tree is used up.

        Elements without content are left out; empty table cells stay, so that rows stay regular.

        Args:
            first: object number of the structure tree root.
            page_numbers: object numbers of the pages.
        """
        bodies = _Bodies(first, page_numbers)
        bodies.add(self.document, f"{first} 0 R")
        nums = [
            f"{key} [{' '.join([owner.reference for owner in owners])}]"
            for key, owners in enumerate(self.pages)
            if owners
        ]
        # Annotations are numbered after all pages, also after those that hold nothing but artifacts.
        nums += [f"{len(page_numbers) + key} {owner.reference}" for key, owner in enumerate(self.links)]
        bodies.made[0] = (
            f"<</Type/StructTreeRoot/K {self.document.reference}/ParentTree<</Nums[{' '.join(nums)}]>>"
            f"/ParentTreeNextKey {len(page_numbers) + len(self.links)}>>"
        )
        return bodies.made


class _Bodies:
    """Numbers elements in reading order and writes their dictionaries (ISO 32000-1 table 323), in one walk."""

    def __init__(self, first: int, page_numbers: Sequence[int]) -> None:
        self.made = [""]
        """The first is the root's, which is known last."""
        self._first = first
        self._pages = [f"/Pg {number} 0 R" for number in page_numbers]

    def add(self, element: Element, parent: str) -> bool:
        """Add an element and those below it; tell whether it has any content.

        An element and its parent hold each other, which only a search for garbage would find; so they are parted here.

        Args:
            element: what to add.
            parent: the reference to what is above it.
        """
        made = self.made
        place = len(made)
        made.append("")
        element.reference = reference = f"{self._first + place} 0 R"
        element.parent = None
        kids = element.kids
        if len(kids) == 1 and not isinstance(kids[0], Element) and len(kids[0]) == 2:  # most elements: one mark
            page, mcid = kids[0]
            held = f"{self._pages[page]}/K {mcid}"
        else:
            held = self._held(kids, reference)
            if not held and element.role not in ("TD", "TH", "Document"):
                made.pop()
                return False
        out = f"<</Type/StructElem/S/{element.role}/P {parent}{held}"
        if element.language:
            out += f"/Lang{text_string(element.language)}"
        if element.alt:
            out += f"/Alt{text_string(element.alt)}"
        if element.actual:
            out += f"/ActualText{text_string(element.actual)}"
        if element.box:
            box = " ".join(f"{v:.2f}" for v in element.box)
            out += f"/A<</O/Layout/Placement/Block/BBox[{box}]>>"
        elif element.attributes:
            out += f"/A<<{element.attributes}>>"
        made[place] = f"{out}>>"
        return True

    def _held(self, kids: Sequence[Element | tuple[int, int] | tuple[int, int, int]], reference: str) -> str:
        """Return the page of an element's first mark or annotation, and its ``/K``; nothing without content."""
        page: int | None = None
        held: list[str] = []
        for kid in kids:
            if isinstance(kid, Element):
                if self.add(kid, reference):
                    held.append(kid.reference)
                continue
            page = kid[0] if page is None else page
            if len(kid) == 3:
                held.append(f"<</Type/OBJR{self._pages[kid[0]]}/Obj {kid[2]} 0 R>>")
            elif kid[0] == page:
                held.append(str(kid[1]))
            else:
                held.append(f"<</Type/MCR{self._pages[kid[0]]}/MCID {kid[1]}>>")
        if not held:
            return ""
        begin = "" if page is None else self._pages[page]
        if len(held) > 1 or held[0][0] == "<":
            return f"{begin}/K[{' '.join(held)}]"
        return f"{begin}/K {held[0]}"
