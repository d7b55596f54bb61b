"""Pictures and logos: what a content file shows, made fit for an archival page.

A bitmap becomes an image, an SVG a form. Objects are named after the picture's bytes, so that one
picture is in a file once and equal inputs give equal bytes. No operator writes text or a mark.
"""

from __future__ import annotations

import functools
import hashlib
import math
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from handouts.errors import PdfError

if TYPE_CHECKING:
    from handouts.errors import HandoutsError
    from handouts.model import Asset
    from handouts.pdf.bitmap import Bitmap
    from handouts.pdf.sheet import Sheet
    from handouts.pdf.svg import Drawing

PRINT_DPI = 300
"""Pixels per inch beyond which print shows no more."""
_HINT_SVG = "Save it from your drawing program as plain SVG without effects, or as a PNG of 300 dpi"
_HINT_BITMAP = "Save it again as PNG or JPEG with RGB colors of 8 bits, upright, 2000 pixels across at most"


class Artwork(ABC):
    """A picture that can be painted.

    Attributes:
        width: natural width in points.
        height: natural height in points.
    """

    width: float
    height: float

    @abstractmethod
    def place(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> str:
        """Return the operators that paint the picture into a rectangle, and put it into the file.

        Args:
            sheet: the page being drawn, which takes up the picture's object.
            x: left edge in points.
            y: lower edge in points.
            width: drawn width in points.
            height: drawn height in points.

        Raises:
            PdfError: H404 the picture cannot be decoded.
        """


@functools.lru_cache(maxsize=16)
def artwork(asset: Asset) -> Artwork:
    """Return a picture ready to be painted; a batch asks for the same logo again and again.

    Args:
        asset: the picture's kind, bytes and file.

    Raises:
        PdfError: H404 a bitmap cannot be decoded, H405 an SVG has something that cannot be drawn.
    """
    name = hashlib.sha256(asset.data).hexdigest()[:20]
    return _Vector(name, asset) if asset.kind == "svg" else _Raster(name, asset)


class _Raster(Artwork):
    def __init__(self, name: str, asset: Asset) -> None:
        from handouts.pdf.bitmap import Bitmap, BitmapError  # noqa: PLC0415  many handouts have no bitmap

        self._name, self._shown, self._error = name, asset.shown, BitmapError
        try:
            self._bitmap: Bitmap = Bitmap(asset.kind, asset.data)
        except BitmapError as error:
            raise self._refused(error) from error
        self.width, self.height = self._bitmap.width, self._bitmap.height

    def _refused(self, error: Exception) -> HandoutsError:
        return PdfError.single("H404", f"this picture cannot be drawn: {error}", self._shown, _HINT_BITMAP)

    def place(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> str:
        size = self._bitmap.pixels(*(math.ceil(side / 72 * PRINT_DPI) for side in (width, height)))
        try:
            name = sheet.external(f"{self._name}-{size[0]}-{size[1]}", lambda: self._bitmap.body(size, sheet.file.add))
        except self._error as error:
            raise self._refused(error) from error
        return f"q {width:.3f} 0 0 {height:.3f} {x:.3f} {y:.3f} cm {name} Do Q"


class _Vector(Artwork):
    def __init__(self, name: str, asset: Asset) -> None:
        from handouts.pdf.svg import SvgError, draw  # noqa: PLC0415  many handouts have no drawing

        self._name = name
        try:
            self._drawing: Drawing = draw(asset.data)
        except SvgError as error:
            raise PdfError.single("H405", f"this picture cannot be drawn: {error}", asset.shown, _HINT_SVG) from error
        self.width, self.height = self._drawing.width, self._drawing.height

    def place(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> str:
        name = sheet.external(self._name, lambda: self._drawing.form.body(sheet.file.add))
        across, up = width / self.width, height / self.height
        return f"q {across:.6f} 0 0 {up:.6f} {x:.3f} {y:.3f} cm {name} Do Q"
