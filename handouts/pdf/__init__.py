"""Stage 4 of 5: the PDF writer. `write` turns a Document and a Theme into bytes, `protect` gives these a password."""

from handouts.pdf.encrypt import protect
from handouts.pdf.write import MissingGlyphs, write

__all__ = ["MissingGlyphs", "protect", "write"]
