"""Pictures and logos: what a content file shows, made fit for an archival page.

A bitmap becomes an image of 8 bits in sRGB or grey with its transparency as a soft mask; profiles,
metadata (a camera writes where it was) and surplus pixels are left out. An SVG becomes a form.
Names come from the content, so that one picture is in the file once and equal inputs give equal bytes.
"""

from __future__ import annotations

import functools
import hashlib
import math
from typing import TYPE_CHECKING

from handouts.errors import PdfError
from handouts.pdf.sheet import Raw

if TYPE_CHECKING:
    from handouts.model import Asset
    from handouts.pdf.bitmap import Bitmap
    from handouts.pdf.sheet import Sheet
    from handouts.pdf.svg import Drawing

PRINT_DPI = 300
"""Pixels per inch beyond which print shows no more."""


class Artwork:
    """A picture that can be painted.

    Attributes:
        width: natural width in points.
        height: natural height in points.
    """

    def __init__(self, name: str, source: Bitmap | Drawing) -> None:
        self._name = name
        self._source = source
        self.width = source.width
        self.height = source.height

    def place(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> str:
        """Return the operators that paint the picture into a rectangle, and put it into the file.

        Args:
            sheet: the page being drawn; it takes up the picture's object.
            x: left edge in points.
            y: lower edge in points.
            width: drawn width in points.
            height: drawn height in points.
        """
        source = self._source
        if isinstance(source, _bitmap()):
            across, high = (math.ceil(side / 72 * PRINT_DPI) for side in (width, height))
            size = source.pixels(across, high)
            name = _register(sheet, f"{self._name}-{size[0]}", functools.partial(source.body, size))
            return f"q {width:.3f} 0 0 {height:.3f} {x:.3f} {y:.3f} cm {name} Do Q"
        name = _register(sheet, self._name, source.form.body)
        across_scale, up_scale = width / self.width, height / self.height
        return f"q {across_scale:.6f} 0 0 {up_scale:.6f} {x:.3f} {y:.3f} cm {name} Do Q"
