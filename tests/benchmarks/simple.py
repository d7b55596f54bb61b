"""The benchmark's document in a few plain kinds that every engine can set: what the peers are given.

Nothing here imports the project, so the process of a peer holds the peer alone and its peak
memory is its own. `tests.benchmarks.lower` makes these from a Document. Lengths are points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one look."""

    text: str
    bold: bool = False
    href: str = ""
    language: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; also a bookmark."""

    level: int
    runs: Runs
    style: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    runs: Runs
    style: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list; ``marker`` is ``bullet``, ``steps``, ``check`` or ``plain``."""

    items: tuple[Blocks, ...]
    marker: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells; ``table`` tells a table with header cells from blocks that stand side by side."""

    widths: tuple[float, ...]
    rows: tuple[tuple[Blocks, ...], ...]
    table: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A frame with a background, kept on one page; colors are ``#RRGGBB``."""

    blocks: Blocks
    fill: str
    border: str


@dataclass(frozen=True, slots=True)
class Rules:
    """Blank lines to write on."""

    count: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """Filled rectangles (x, y from the top, width, height) by color: dots of a risk, a QR code."""

    width: float
    height: float
    fills: tuple[tuple[str, tuple[tuple[float, float, float, float], ...]], ...]
    alt: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file, as wide as its column."""

    kind: str
    data: bytes
    alt: str
    caption: Runs


Block = Heading | Text | Items | Grid | Box | Rules | Drawing | Picture
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How text of one use is set."""

    size: float
    leading: float
    bold: bool
    color: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Look:
    """The looks of every document of a run: page, styles and font files."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    styles: dict[str, Style]
    rule: str
    tint: str
    fonts: str
    """The folder of the font files ``regular.ttf`` and ``bold.ttf``."""
    fallback: str
    """The same of the family for characters that the first one lacks."""
    family: str
    fallback_family: str

    def style(self, name: str) -> Style:
        """Return a style; raises KeyError for a name that the theme does not have."""
        return self.styles[name]


@dataclass(frozen=True, slots=True)
class Simple:
    """One document."""

    language: str
    title: str
    author: str
    subject: str
    head_left: tuple[str, ...]
    head_right: tuple[str, ...]
    notice: str
    foot_left: str
    foot_right: str
    """Holds ``{page}`` and ``{pages}``."""
    blocks: Blocks


def below(block: Block) -> Blocks:
    """Return the blocks directly inside a block, in reading order."""
    match block:
        case Items():
            return tuple(b for item in block.items for b in item)
        case Grid():
            return tuple(b for row in block.rows for cell in row for b in cell)
        case Box():
            return block.blocks
        case _:
            return ()


def runs_of(document: Simple) -> Iterator[Runs]:
    """Yield the runs of every heading, paragraph and caption, in reading order."""

    def inside(blocks: Blocks) -> Iterator[Runs]:
        for block in blocks:
            match block:
                case Heading() | Text():
                    yield block.runs
                case Picture():
                    yield block.caption
                case _:
                    yield from inside(below(block))

    return inside(document.blocks)


def pictures(blocks: Blocks) -> Iterator[Picture]:
    """Yield every picture file."""
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        yield from pictures(below(block))


def plain(runs: Runs) -> str:
    """Return the characters of runs."""
    return "".join(run.text for run in runs)


def head_height(document: Simple, look: Look) -> float:
    """Return the height that the running head takes below the top margin."""
    lines = max(len(document.head_left), len(document.head_right)) + bool(document.notice)
    return lines * look.style("head").leading + 12


def foot_height(look: Look) -> float:
    """Return the height that the running foot takes above the bottom margin."""
    return look.style("foot").leading + 8
