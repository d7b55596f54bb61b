"""Read shaped text back: from the inside of a TJ array to glyphs and characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handouts.pdf.lines import Line, Part
    from handouts.pdf.words import FontBook, Piece

_STRING = re.compile(r"\(((?:[^()\\\r]|\\[()\\r])*)\)|(-?[0-9.]+)", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)")


def glyphs_of(codes: str) -> tuple[list[int], float]:
    """Return the glyphs of the inside of a TJ array and the sum of its adjustments."""
    whole = f"({codes})"
    assert _STRING.sub("", whole) == "", whole
    found = _STRING.findall(whole)
    text = _ESCAPE.sub(lambda sign: sign[1].replace("r", "\r"), "".join(string for string, _ in found))
    data = text.encode("latin-1")
    assert len(data) % 2 == 0
    glyphs = [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]
    return glyphs, sum(float(number) for _, number in found if number)


def characters_of(book: FontBook, piece: Piece | Part) -> str:
    """Return what a reader gets from a piece: its ActualText, else the characters of its glyphs."""
    if piece.actual is not None:
        return piece.actual
    face = book.faces[piece.face]
    return "".join(face.unicode_of[glyph] for glyph in glyphs_of(piece.codes)[0])


def line_text(book: FontBook, line: Line) -> str:
    """Return what a reader gets from a line."""
    return "".join(characters_of(book, part) for part in line.parts)
