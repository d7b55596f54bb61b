"""The theme: all looks of a layout, resolved for one clinic and one page size.

All lengths are points (1/72 in). A theme holds no word of text. It is made by `handouts.layouts`
from ``layout.yaml`` and the clinic, and read by `handouts.pdf`.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  dataclass annotations stay readable at run time

from msgspec import Struct

PAGE_SIZES: Mapping[str, tuple[float, float]] = {"letter": (612.0, 792.0), "a4": (595.276, 841.89)}
"""Width and height in points: ANSI Letter 8.5 × 11 in; ISO 216 A4 210 × 297 mm."""

MINIMUM_CONTRAST = 4.5
"""Smallest contrast ratio of text to its ground (WCAG 1.4.3, level AA)."""

WEIGHTS = ("regular", "semibold", "bold")


class Color(Struct, frozen=True):
    """An sRGB color; components 0 to 1."""

    red: float
    green: float
    blue: float

    @classmethod
    def parse(cls, text: str) -> Color:
        """Read ``#RRGGBB``.

        Raises:
            ValueError: the text is anything else.
        """
        digits = text.removeprefix("#")
        if not text.startswith("#") or len(digits) != 6 or not all(d in "0123456789abcdefABCDEF" for d in digits):
            message = "a color is written as # and six hexadecimal digits, such as #0B5563"
            raise ValueError(message)
        return cls(*(int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)))

    def luminance(self) -> float:
        """Return the relative luminance, 0 to 1 (WCAG 2.1, definition "relative luminance")."""

        def linear(c: float) -> float:
            return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4

        return 0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colors, 1 to 21 (WCAG 2.1, definition "contrast ratio")."""
    light, dark = sorted((one.luminance(), other.luminance()), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class TextStyle(Struct, frozen=True):
    """How text of one use is set; lengths in points."""

    size: float
    leading: float
    """Distance from one baseline to the next."""
    weight: str = "regular"
    """One of `WEIGHTS`."""
    color: str = "ink"
    """A name in the palette."""
    before: float = 0.0
    """Least space above; the larger of two neighbours counts, they do not add up."""
    after: float = 0.0
    """Least space below."""


class Family(Struct, frozen=True):
    """The font files of one family: the bytes of a TrueType file for each weight."""

    name: str
    regular: bytes
    bold: bytes
    semibold: bytes | None = None
    """`None`: bold stands in."""


class Icon(Struct, frozen=True):
    """A vector icon in a box of 24 × 24 units, y pointing up.

    ``path`` holds PDF path operators (``m l c h``) and is stroked with ``stroke`` units, round
    caps and joins, or filled where ``stroke`` is 0.
    """

    path: str
    stroke: float = 2.0


class Theme(Struct, frozen=True):
    """Everything the writer must know about looks."""

    width: float
    height: float
    margin_left: float
    margin_right: float
    margin_top: float
    margin_bottom: float
    styles: Mapping[str, TextStyle]
    """By use: ``body lead title h2 h3 table table-head label small head foot …``."""
    palette: Mapping[str, Color]
    """By name: ``ink grey rule brand tint amber …``."""
    families: tuple[Family, ...]
    """The text family, then fallback families for characters it lacks."""
    icons: Mapping[str, Icon]
    metrics: Mapping[str, float]
    """Lengths of blocks in points (indents, paddings, radii), by name."""
    columns: bool = True
    """Whether blocks may stand side by side; else they are stacked."""

    def style(self, name: str) -> TextStyle:
        """Return a style; an unknown name is a mistake in the layout and raises KeyError."""
        return self.styles[name]
