"""Figures: pictures, dots and QR codes, each one figure with alternative text (PDF/UA-1 7.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.pdf.flow import Look  # noqa: TC001  annotations stay readable at run time
from handouts.pdf.strips import Drawing, Strip
from handouts.pdf.structure import Element

if TYPE_CHECKING:
    from handouts.document import nodes
    from handouts.model import Asset
    from handouts.pdf.flow import Composer
    from handouts.pdf.painter import Painter

_MOST_OF_A_PAGE = 0.4
"""A picture takes no more than this share of a page's height."""


def icon_array(composer: Composer, block: nodes.IconArray, parent: Element, width: float, _look: Look) -> list[Strip]:
    """Return dots of which ``n`` are filled: 20 a row for 100, 50 a row for 1,000.

    A dot is a line of no length with round caps, which every viewer paints as a disc (ISO 32000-1
    8.4.3.3), in a fiftieth of the bytes that circles would take.
    """
    across = 20 if block.of <= 100 else 50
    pitch = min(composer.measures["dot-pitch" if block.of <= 100 else "dot-pitch-thousand"], width / across)
    rows = -(-block.of // across)
    element = Element("Figure", parent, alt=block.alt)

    def draw(painter: Painter, x: float, top: float) -> None:
        def dots(first: int, last: int) -> str:
            places = ((x + (i % across + 0.5) * pitch, top - (i // across + 0.5) * pitch) for i in range(first, last))
            return " ".join(f"{cx:.2f} {cy:.2f} m {cx + 0.01:.2f} {cy:.2f} l" for cx, cy in places)

        box = (x, top - rows * pitch, x + across * pitch, top)
        with painter.figure(element, box):
            empty = dots(block.n, block.of)
            out = "q 1 J"
            if block.n:
                out += f" {painter.stroke('red')} {0.82 * pitch:.2f} w {dots(0, block.n)} S"
            if empty:
                out += f" {painter.stroke('grey')} {0.78 * pitch:.2f} w {empty} S"
                out += f" {painter.stroke('white')} {0.78 * pitch - max(1.1, 0.16 * pitch):.2f} w {empty} S"
            painter.operators(out + " Q")

    strip = Drawing(rows * pitch, draw)
    strip.before, strip.after = 2.0, 2.0
    return [strip]


def qr_code(composer: Composer, block: nodes.QrCode, parent: Element, width: float, _look: Look) -> list[Strip]:
    """Return a QR code."""
    from handouts.pdf.qr import qr_path  # noqa: PLC0415  not every clinic has an address

    size = min(composer.measures["qr"], width)
    element = Element("Figure", parent, alt=block.alt)
    path = qr_path(block.href, size)

    def draw(painter: Painter, x: float, top: float) -> None:
        with painter.figure(element, (x, top - size, x + size, top)):
            painter.operators(f"q {painter.fill('ink')} 1 0 0 1 {x:.2f} {top - size:.2f} cm {path} f Q")

    return [Drawing(size, draw)]


def picture(composer: Composer, block: nodes.Picture, parent: Element, width: float, _look: Look) -> list[Strip]:
    """Return a picture, scaled down to the column and to part of a page, with its caption below."""
    from handouts.pdf.pictures import artwork  # noqa: PLC0415  most handouts have no picture

    art = artwork(composer.asset(block.asset))
    scale = min(1.0, width / art.width, composer.limit * _MOST_OF_A_PAGE / art.height)
    across, high = art.width * scale, art.height * scale
    element = Element("Figure", parent, alt=block.alt)

    def draw(painter: Painter, x: float, top: float) -> None:
        with painter.figure(element, (x, top - high, x + across, top)):
            painter.operators(art.place(painter.sheet, x, top - high, across, high))

    strips: list[Strip] = [Drawing(high, draw)]
    strips[0].before = strips[0].after = composer.measures["box-gap"]
    if block.caption:
        strips[0].keep, strips[0].after = True, 3.0
        strips += composer.styled(block.caption, "caption", Element("P", parent), width)
        strips[-1].after = composer.measures["box-gap"]
    return strips


def logo_size(asset: Asset, height: float, most: float) -> tuple[float, float]:
    """Return width and height of a logo set to a height, or smaller so that it is not wider than `most`."""
    from handouts.pdf.pictures import artwork  # noqa: PLC0415  most clinics of a batch have none

    art = artwork(asset)
    scale = min(height / art.height, most / art.width)
    return art.width * scale, art.height * scale
