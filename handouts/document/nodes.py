"""The Document: what a handout is, before anyone decides where a line ends.

Stage 3 of 5 makes it from markup, stage 4 writes it. The tree is frozen and holds no looks: a
node names a style of the theme at most. Order in the tree is reading order.
"""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003  dataclass annotations stay readable at run time
from typing import ClassVar

from msgspec import Struct, field

from handouts.discreet import Discreet
from handouts.model import Asset  # noqa: TC001  the same

# ---------------------------------------------------------------- inlines


class Text(Struct, frozen=True):
    """Characters, with white space already collapsed to single spaces."""

    text: str


class Strong(Struct, frozen=True):
    """Important words, set bold."""

    inlines: tuple[Inline, ...]


class Link(Struct, frozen=True):
    """A link to an address (``https:``, ``mailto:``, ``tel:``) or to an ``id`` in this document (``#id``)."""

    href: str
    inlines: tuple[Inline, ...]
    description: str
    """What the link leads to, for a screen reader (PDF/UA-1 7.18.5)."""


class Foreign(Struct, frozen=True):
    """Words in another language than the text around them (PDF/UA-1 7.2, WCAG 3.1.2)."""

    language: str
    inlines: tuple[Inline, ...]


Inline = Text | Strong | Link | Foreign

# ---------------------------------------------------------------- blocks


class Heading(Struct, frozen=True):
    """A heading of level 1 to 6."""

    level: int
    inlines: tuple[Inline, ...]
    style: str
    icon: str = ""
    id: str = ""


class Paragraph(Struct, frozen=True):
    """Running text."""

    inlines: tuple[Inline, ...]
    style: str
    id: str = ""


class Item(Struct, frozen=True):
    """One item of a list."""

    blocks: tuple[Block, ...]


class ListBlock(Struct, frozen=True):
    """A list; ``style`` is one of ``bullet``, ``steps`` (numbered discs), ``check`` (tick boxes), ``plain``."""

    items: tuple[Item, ...]
    style: str


class Pair(Struct, frozen=True):
    """A label and what belongs to it."""

    label: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    icon: str = ""
    id: str = ""
    note: tuple[Inline, ...] = ()
    """A second line of the label, such as the date of a time ("Thursday, December 3, 12:30 AM")."""


class Pairs(Struct, frozen=True):
    """Labelled items: ``glance`` (grid), ``schedule`` (rows), ``timeline`` (rail), ``record``, ``glossary``."""

    pairs: tuple[Pair, ...]
    style: str


class Cell(Struct, frozen=True):
    """A table cell; a header cell says what it heads (``Column`` or ``Row``)."""

    blocks: tuple[Block, ...]
    scope: str = ""


class Table(Struct, frozen=True):
    """A table: one head row, then body rows, all of the same number of cells."""

    widths: tuple[float, ...]
    """Relative column widths."""
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Columns(Struct, frozen=True):
    """Blocks side by side, read one column after the other; a one-column theme stacks them."""

    columns: tuple[tuple[Block, ...], ...]
    widths: tuple[float, ...]


class Callout(Struct, frozen=True):
    """A framed box; of its styles ``cover`` is a filled panel for the title of a packet.

    ``info``, ``caution``, ``emergency``, ``do``, ``dont``, ``appointment``, ``glance``, ``notice``, ``cover``.
    """

    blocks: tuple[Block, ...]
    style: str


class Section(Struct, frozen=True):
    """A part of the handout with its heading."""

    blocks: tuple[Block, ...]
    id: str = ""


class Fields(Struct, frozen=True):
    """Things to write in by hand, or filled in: label and value (empty = a blank line)."""

    fields: tuple[tuple[str, str], ...]


class WriteIn(Struct, frozen=True):
    """Blank ruled lines to write on."""

    lines: int


class Picture(Struct, frozen=True):
    """A picture file; ``alt`` says what it shows (PDF/UA-1 7.3)."""

    asset: str
    """Key into `Document.assets`."""
    alt: str
    caption: tuple[Inline, ...] = ()


class IconArray(Struct, frozen=True):
    """A hundred (or a thousand) dots of which ``n`` are filled and those from there to ``to`` half filled."""

    n: int
    of: int
    alt: str
    to: int | None = None
    style: str = ""
    """``benefit``, or empty for a risk."""


class QrCode(Struct, frozen=True):
    """A QR code of an address."""

    href: str
    alt: str


class Entry(Struct, frozen=True):
    """A line of the contents of a packet."""

    part: int
    """The handout that it leads to, counted from 1 in the order of the packet."""
    inlines: tuple[Inline, ...]
    """The title."""
    number: str
    """Words for the page on which the handout begins; ``{page}`` stands for its number."""
    description: str
    """What the link leads to, for a screen reader."""
    note: tuple[Inline, ...] = ()
    """A second line."""


class Contents(Struct, frozen=True):
    """The contents of a packet: what is in it and on which page each handout begins."""

    entries: tuple[Entry, ...]


Block = (
    Heading
    | Paragraph
    | ListBlock
    | Pairs
    | Table
    | Columns
    | Callout
    | Section
    | Fields
    | WriteIn
    | Picture
    | IconArray
    | QrCode
    | Contents
)


class RunningHead(Struct, frozen=True):
    """What stands at the top of each page; an artifact (PDF/UA-1 7.8)."""

    left: tuple[tuple[Inline, ...], ...]
    """Lines at the left: clinic, department."""
    right: tuple[tuple[Inline, ...], ...]
    """Lines at the right: kind of document, phone number."""
    notice: tuple[Inline, ...] = ()
    """A warning on every page ("Draft …"), set across the page."""
    logo: str = ""
    """Key into `Document.assets`; empty: the theme's own mark."""


class RunningFoot(Struct, frozen=True):
    """What stands at the foot of each page; an artifact. ``{page}`` and ``{pages}`` stand for numbers."""

    left: str
    right: str
    left_below: str = ""
    """A second line at the left."""
    right_below: str = ""
    """A second line at the right, the same on each page."""


class Document(Discreet, frozen=True):
    """One handout, whole."""

    _unsaid: ClassVar[tuple[str, ...]] = ("assets",)

    language: str
    title: str
    """The title in the metadata and the window bar; says "Draft" where the handout is one."""
    subject: str
    author: str
    keywords: str
    created: str
    """ISO date of the content; the only date in the file, so that the same inputs give the same bytes."""
    head: RunningHead
    foot: RunningFoot
    blocks: tuple[Block, ...]
    assets: dict[str, Asset] = field(default_factory=dict)


def inline_text(inlines: tuple[Inline, ...]) -> str:
    """Return the characters of inlines, without their markup."""
    return "".join(i.text if isinstance(i, Text) else inline_text(i.inlines) for i in inlines)


def children(block: Block) -> Iterator[Block]:
    """Yield the blocks directly inside a block, in reading order."""
    match block:
        case Section() | Callout():
            yield from block.blocks
        case ListBlock():
            for item in block.items:
                yield from item.blocks
        case Pairs():
            for pair in block.pairs:
                yield from pair.blocks
        case Columns():
            for column in block.columns:
                yield from column
        case Table():
            for row in (block.head, *block.rows):
                for cell in row:
                    yield from cell.blocks
        case _:
            return


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield every block below (and with) the given ones, in reading order."""
    for block in blocks:
        yield block
        yield from walk(tuple(children(block)))
