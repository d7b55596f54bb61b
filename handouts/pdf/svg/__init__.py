"""SVG pictures to PDF operators: plain shapes drawn exactly, everything else refused by name.

A converter that skips what it does not know shows a wrong picture without a word, so none is
used here: `draw` either paints all of a file or raises `SvgError` and says what stands in the way.
"""

from handouts.pdf.svg.draw import Drawing, draw
from handouts.pdf.svg.paths import SvgError

__all__ = ["Drawing", "SvgError", "draw"]
