"""The outline: a bookmark for each heading (PDF/UA-1 7.17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from handouts.pdf.structure import text_string

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.pdf.sheet import File


class Bookmark(NamedTuple):
    """A heading and where it stands."""

    title: str
    level: int
    """1 for the title of the document."""
    page: int
    """Counted from 0."""
    top: float
    """The y of its upper edge in points."""


def destination(page_number: int, top: float) -> str:
    """Return a destination: a page's object number and the y that comes to the top of the window."""
    return f"[{page_number} 0 R/XYZ null {top:.2f} null]"


def add_outline(file: File, bookmarks: Sequence[Bookmark], page_numbers: Sequence[int], *, folded: bool = False) -> int:
    """Add the outline and return its object number (ISO 32000-1 12.3.3).

    Args:
        file: the file.
        bookmarks: at least one, in reading order.
        page_numbers: object numbers of the pages.
        folded: show the outermost bookmarks alone until the reader opens one.
    """
    root = file.coming
    numbers = [root + 1 + at for at in range(len(bookmarks))]
    parents: list[int] = []
    path: list[tuple[int, int]] = []  # level and object number of the open ancestors
    for mark, number in zip(bookmarks, numbers, strict=True):
        while path and path[-1][0] >= mark.level:
            path.pop()
        parents.append(path[-1][1] if path else root)
        path.append((mark.level, number))
    children: dict[int, list[int]] = {}
    for number, parent in zip(numbers, parents, strict=True):
        children.setdefault(parent, []).append(number)
    tops = children[root]
    shown = len(tops) if folded else len(bookmarks)
    file.add(f"<</Type/Outlines/First {tops[0]} 0 R/Last {tops[-1]} 0 R/Count {shown}>>")
    places = {number: at for siblings in children.values() for at, number in enumerate(siblings)}
    for mark, number, parent in zip(bookmarks, numbers, parents, strict=True):
        siblings, at = children[parent], places[number]
        entry = f"<</Title{text_string(mark.title)}/Parent {parent} 0 R"
        entry += f"/Dest{destination(page_numbers[mark.page], mark.top)}"
        if at:
            entry += f"/Prev {siblings[at - 1]} 0 R"
        if at + 1 < len(siblings):
            entry += f"/Next {siblings[at + 1]} 0 R"
        below = children.get(number)
        if below:
            count = _below(children, number)
            # ISO 32000-1 table 153: a count below zero says that the item is closed.
            count = -count if folded and parent == root else count
            entry += f"/First {below[0]} 0 R/Last {below[-1]} 0 R/Count {count}"
        file.add(entry + ">>")
    return root


def _below(children: dict[int, list[int]], number: int) -> int:
    """Return how many bookmarks stand below one, all of them open."""
    return sum(1 + _below(children, child) for child in children.get(number, ()))
