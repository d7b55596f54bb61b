"""The structure tree: what a screen reader walks (PDF/UA-1 7.1, ISO 32000-1 14.7).

The tree is made from the Document before anything is drawn. Drawing only appends marks (page
and number) to elements, so reading order is content order whatever the columns do.
"""

from __future__ import annotations

from collections.abc import Sequence  # noqa: TC003  annotations stay readable at run time


def text_string(text: str) -> str:
    """Return a PDF text string (ISO 32000-1 7.9.2.2) as hexadecimal UTF-16BE, plain ASCII in the file."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def name(text: str) -> str:
    """Return a PDF name with every byte that is not a plain character escaped (ISO 32000-1 7.3.5)."""
    return "/" + "".join(
        chr(b) if 0x21 <= b <= 0x7E and chr(b) not in "#()<>[]{}/%" else f"#{b:02X}" for b in text.encode()
    )


class Element:
    """A structure element: a role, attributes and children in reading order."""

    __slots__ = ("actual", "alt", "attributes", "box", "hung", "kids", "language", "number", "parent", "role")

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
        self.number = 0
        self.hung = False
        if not inline:
            self._hang()

    def _hang(self) -> None:
        self.hung = True
        if self.parent is not None:
            self.parent.kids.append(self)

    def mark(self, page: int, mcid: int) -> None:
        """Append a marked-content sequence of a page (pages count from 0)."""
        above: Element | None = self
        while above is not None and not above.hung:
            above._hang()  # noqa: SLF001  its own class
            above = above.parent
        self.kids.append((page, mcid))

    def annotation(self, page: int, number: int) -> None:
        """Append an annotation by its object number."""
        self.kids.append((page, -1, number))

    def prune(self) -> bool:
        """Drop elements below that got no content; empty table cells stay, so that rows stay regular."""
        self.kids = [kid for kid in self.kids if not isinstance(kid, Element) or kid.prune()]
        return bool(self.kids) or self.role in ("TD", "TH")

    def walk(self, found: list[Element] | None = None) -> list[Element]:
        """Return this element and all below it in reading order."""
        found = [] if found is None else found
        found.append(self)
        for kid in self.kids:
            if isinstance(kid, Element):
                kid.walk(found)
        return found


class Tree:
    """The root, and the parent tree that leads from marks back to elements."""

    def __init__(self) -> None:
        self.document = Element("Document", None)
        self.pages: list[list[Element]] = []
        """Per page: the owner of each marked-content number."""
        self.links: list[Element] = []
        """Owners of annotations, in the order of their ``/StructParent`` keys."""

    def mark(self, page: int, owner: Element) -> int:
        """Give `owner` the next marked-content number of a page and return it."""
        while len(self.pages) <= page:
            self.pages.append([])
        mcid = len(self.pages[page])
        self.pages[page].append(owner)
        owner.mark(page, mcid)
        return mcid

    def objects(self, first: int, page_numbers: Sequence[int]) -> list[str]:
        """Return the bodies of all objects, numbered from `first`: the root, then the elements. The tree is used up.

        An element and its parent hold each other, which only a search for garbage would find; so they are parted here.

        Args:
            first: object number of the structure tree root.
            page_numbers: object numbers of the pages.
        """
        self.document.prune()
        elements = self.document.walk()
        for offset, element in enumerate(elements):
            element.number = first + 1 + offset
        nums = [
            f"{key} [{' '.join(f'{e.number} 0 R' for e in owners)}]" for key, owners in enumerate(self.pages) if owners
        ]
        # Annotations are numbered after all pages, also after those that hold nothing but artifacts.
        nums += [f"{len(page_numbers) + key} {owner.number} 0 R" for key, owner in enumerate(self.links)]
        root = (
            f"<</Type/StructTreeRoot/K {first + 1} 0 R/ParentTree<</Nums[{' '.join(nums)}]>>"
            f"/ParentTreeNextKey {len(page_numbers) + len(self.links)}>>"
        )
        bodies = [root, *(_body(element, first, page_numbers) for element in elements)]
        for element in elements:
            element.parent = None
        return bodies


def _body(element: Element, root: int, page_numbers: Sequence[int]) -> str:
    """Return the dictionary of one element (ISO 32000-1 table 323)."""
    parent = root if element.parent is None else element.parent.number
    page, kids = _kids(element, page_numbers)
    out = f"<</Type/StructElem/S/{element.role}/P {parent} 0 R"
    if page is not None:
        out += f"/Pg {page_numbers[page]} 0 R"
    if kids:
        out += f"/K{kids}" if kids[0] == "[" else f"/K {kids}"
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
    return out + ">>"


def _kids(element: Element, page_numbers: Sequence[int]) -> tuple[int | None, str]:
    """Return the page of an element's first mark or annotation, and the value of its ``/K``."""
    if len(element.kids) == 1:  # most elements: one mark
        only = element.kids[0]
        if isinstance(only, Element):
            return None, f"{only.number} 0 R"
        if len(only) == 2:
            return only[0], str(only[1])
    page: int | None = None
    kids: list[str] = []
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(f"{kid.number} 0 R")
            continue
        page = kid[0] if page is None else page
        if len(kid) == 3:
            kids.append(f"<</Type/OBJR/Pg {page_numbers[kid[0]]} 0 R/Obj {kid[2]} 0 R>>")
        elif kid[0] == page:
            kids.append(str(kid[1]))
        else:
            kids.append(f"<</Type/MCR/Pg {page_numbers[kid[0]]} 0 R/MCID {kid[1]}>>")
    return page, f"[{' '.join(kids)}]" if kids else ""
