"""A picture alone on a page, and how a reader shows it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2

from handouts.pdf.pictures import artwork
from handouts.pdf.sheet import Sheet

if TYPE_CHECKING:
    from PIL import Image

    from handouts.model import Asset

_OPEN: list[pikepdf.Pdf] = []
"""Files whose objects a test looks at; an object dies with its file."""


def page(asset: Asset, *, pages: int = 1, width: float = 0, height: float = 0) -> bytes:
    """Return a file whose pages are filled by a picture, in its natural size unless told."""
    art = artwork(asset)
    width, height = width or art.width, height or art.height
    sheet = Sheet(width, height, "en")
    sheet.file.information = "<<>>"
    for _ in range(pages):
        sheet.code.append(art.place(sheet, 0, 0, width, height))
        sheet.end_page()
    sheet.finish_pages("")
    return sheet.data()


def shown(asset: Asset, scale: float = 4.0) -> Image.Image:
    """Return the page as pdfium shows it on white, `scale` pixels a point."""
    image: Image.Image = pypdfium2.PdfDocument(page(asset))[0].render(scale=scale).to_pil()
    return image.convert("RGB")


def xobject(data: bytes) -> Any:
    """Return the only image or form of the first page."""
    pdf = pikepdf.open(io.BytesIO(data))
    _OPEN.append(pdf)
    (found,) = pdf.pages[0].Resources.XObject.as_dict().values()
    return found
