"""Stage 4 of 5: the PDF writer. `write` turns a Document and a Theme into bytes; nothing else is public."""

from handouts.pdf.write import MissingGlyphs, write

__all__ = ["MissingGlyphs", "write"]
