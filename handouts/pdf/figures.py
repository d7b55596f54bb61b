"""Figures: pictures, dots and QR codes, each one figure with alternative text (PDF/UA-1 7.3)."""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING

from handouts.pdf.flow import Look  # noqa: TC001  annotations stay readable at run time
from handouts.pdf.painter import circle, half_circle
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
    """Return dots of which ``n`` are filled and, of a range, some more half filled: 25 a row for 100, 50 for 1,000.

    A dot is a form painted at a step from the last one: exact circles, in a tenth of the bytes
    that their paths would take.
    """
    across = 25 if block.of <= 100 else 50
    pitch = min(composer.measures["dot-pitch" if block.of <= 100 else "dot-pitch-thousand"], width / across)
    rows = -(-block.of // across)
    element = Element("Figure", parent, alt=block.alt)
    radius = 0.41 * pitch
    line = max(0.45, 0.075 * pitch)

    def draw(painter: Painter, x: float, top: float) -> None:
        half = pitch / 2
        one = (-half, -half, half, half)
        full = painter.sheet.form(f"d{pitch:.3f}", one, f"{circle(0, 0, radius)} f")
        ring = f"{circle(0, 0, radius)} {circle(0, 0, radius - line)} f*"
        some = ""
        if block.to is not None:
            some = painter.sheet.form(f"h{pitch:.3f}", one, f"{ring} {half_circle(0, 0, radius - line / 2)} f")
        empty = painter.sheet.form(f"r{pitch:.3f}", one, ring)
        steps = f" 1 0 0 1 {pitch:.3f} 0 cm ".join([f"{empty} Do"] * across)
        whole = painter.sheet.form(f"w{pitch:.3f}x{across}", (-half, -half, across * pitch, half), steps, empty)
        with painter.figure(element, (x, top - rows * pitch, x + across * pitch, top)):
            start = f"q 1 0 0 1 {x + half:.2f} {top - half:.2f} cm"
            filled, blank = _dots((block.n, block.to or block.n, block.of), across, pitch, (full, some, empty, whole))
            color = painter.fill("brand" if block.style == "benefit" else "red")
            painter.operators(f"{start} {color} {filled} {painter.fill('grey')} {blank} Q")

    strip = Drawing(rows * pitch, draw)
    strip.before, strip.after = 2.0, 2.0
    return [strip]


@functools.lru_cache(maxsize=256)
def _dots(counts: tuple[int, int, int], across: int, pitch: float, forms: tuple[str, str, str, str]) -> tuple[str, str]:
    """Return the operators of the dots with color and of the empty ones; each is a step on from the one before."""
    (n, to, of), (full, some, empty, whole) = counts, forms
    right = f"1 0 0 1 {pitch:.3f} 0 cm "
    first = to if to % across == 0 else to + across - to % across  # where the rows of nothing but rings begin
    back = f"1 0 0 1 {-(across - 1) * pitch:.3f} {-pitch:.3f} cm "
    steps = [
        f"{'' if not i else right if i % across else back}{full if i < n else some if i < to else empty} Do"
        for i in range(min(first, of))
    ]
    rows = [
        f"{'' if not steps and not at else f'1 0 0 1 0 {-pitch:.3f} cm '}{whole} Do"
        for at in range((of - first) // across)
    ]
    if rows and steps:
        rows[0] = f"{back}{whole} Do"
    return " ".join(steps[:to]), " ".join([*steps[to:], *rows])


def qr_code(composer: Composer, block: nodes.QrCode, parent: Element, width: float, _look: Look) -> list[Strip]:
    """Return a QR code."""
    from handouts.pdf.qr import qr_path  # noqa: PLC0415  not every clinic has an address

    size = min(composer.measures["qr"], width)
    element = Element("Figure", parent, alt=block.alt)
    path = qr_path(block.href, size)
    name = _named(path)

    def draw(painter: Painter, x: float, top: float) -> None:
        code = painter.sheet.form(name, (0, 0, size, size), f"{path} f")
        with painter.figure(element, (x, top - size, x + size, top)):
            painter.operators(f"q {painter.fill('ink')} 1 0 0 1 {x:.2f} {top - size:.2f} cm {code} Do Q")

    return [Drawing(size, draw)]


@functools.lru_cache(maxsize=64)
def _named(path: str) -> str:
    """Return the name of the form that paints a path."""
    return "q" + hashlib.sha256(path.encode("ascii")).hexdigest()[:12]


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
