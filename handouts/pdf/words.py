"""Words: text shaped once by HarfBuzz and cached by face and word.

A `Word` is a piece of text without a break opportunity. Its glyphs are kept as the inside of a
``TJ`` array (glyph codes in literal strings with kerning between them), so that a line is made by
joining strings. This is the only way text gets into a page, for every script.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping, Sequence  # noqa: TC003  annotations stay readable at run time
from typing import TYPE_CHECKING, NamedTuple

import uharfbuzz as hb

from handouts.kept import Kept
from handouts.pdf.faces import Face, Faces, Place, moved_back
from handouts.theme import WEIGHTS

if TYPE_CHECKING:
    from handouts.pdf.plain import Pattern
    from handouts.theme import Family

# One glyph a character keeps ToUnicode exact without ActualText (PDF/A-2 6.2.11.7).
_FEATURES = {"kern": True, "liga": False, "clig": False, "dlig": False, "calt": False}

_FORMAT = hb.BufferSerializeFormat.TEXT
_FLAGS = hb.BufferSerializeFlags.NO_CLUSTERS | hb.BufferSerializeFlags.NO_GLYPH_NAMES

_NO_GLYPHS: frozenset[int] = frozenset()

_MOST_WORDS = 15_000
"""Of each weight; more than a department of five hundred topics uses, in 20 MB."""

_INVISIBLE = frozenset(
    chr(point)
    for point in (0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
)
"""Format characters that HarfBuzz paints as nothing and that therefore need no glyph (Unicode
``Default_Ignorable_Code_Point``); other format characters, such as U+0600, are visible."""


class Piece(NamedTuple):
    """Glyphs of one face."""

    face: int
    """Index into `FontBook.faces`."""
    codes: str
    """The inside of a ``TJ`` array, without its first ``(`` and its last ``)``."""
    width: float
    """Advance in thousandths of an em."""
    actual: str | None
    """The text, where the glyphs alone do not tell it (ActualText); else `None`."""
    raised: tuple[tuple[float, str], ...] | None
    """Where glyphs leave the baseline: (rise in thousandths of an em, codes) one after the other."""


class Word(NamedTuple):
    """A shaped piece of text."""

    pieces: tuple[Piece, ...]
    width: float
    """Advance in thousandths of an em."""
    missing: str
    """Characters that no face has a glyph for."""
    extra: tuple[tuple[int, frozenset[int]], ...]
    """Per face: glyphs outside its fixed repertoire."""
    plain: str
    """The codes, where the word is one piece of the text family and asks for nothing else; else empty."""


class FontBook:
    """The faces of a theme, by weight and in the order in which they are asked for a character."""

    def __init__(self, families: tuple[Family, ...]) -> None:
        self.faces = Faces()
        self._stacks: dict[str, tuple[int, ...]] = dict.fromkeys(WEIGHTS, ())
        for rank, family in enumerate(families):
            files = {"regular": family.regular, "semibold": family.semibold or family.bold, "bold": family.bold}
            for weight, data in files.items():
                self._stacks[weight] += (self._register(data, fixed=rank == 0),)
        self._words = {weight: Kept(functools.partial(self._shape, weight=weight), _MOST_WORDS) for weight in WEIGHTS}
        self.patterns: dict[tuple[object, ...], Pattern] = {}
        """Paragraphs broken before (kept by `handouts.pdf.lines`)."""

    def _register(self, data: bytes, *, fixed: bool) -> int:
        return self.faces.add(data, fixed=fixed)

    def main(self, weight: str) -> int:
        """Return the index of the text family's face of a weight."""
        return self._stacks[weight][0]

    def space(self, weight: str) -> tuple[str, float]:
        """Return the code of the space and its width in thousandths of an em."""
        face = self.faces[self._stacks[weight][0]]
        return face.space, face.space_width

    def words(self, weight: str) -> Mapping[str, Word]:
        """Return the words of a weight: each is shaped when it is asked for, and kept.

        U+00A0 inside a word is set as a space that never breaks.
        """
        return self._words[weight]

    def word(self, text: str, weight: str) -> Word:
        """Return a word, shaped; U+00A0 inside it is set as a space that never breaks."""
        return self._words[weight][text]

    def _face_of(self, cluster: str, weight: str) -> int | None:
        for index in self._stacks[weight]:
            characters = self.faces[index].characters
            if all(ord(c) in characters or c in _INVISIBLE for c in cluster):
                return index
        return None

    def _lacking(self, cluster: str, weight: str) -> str:
        """Return the characters to blame for a cluster that no face has whole: those its best face lacks."""
        faces = [self.faces[index] for index in self._stacks[weight]]
        return min(("".join(c for c in cluster if ord(c) not in face.characters) for face in faces), key=len)

    def _itemize(self, text: str, weight: str, runs: list[tuple[int, str]]) -> str:
        """Add text to `runs` by the faces that have its characters; returns those that none has."""
        missing = ""
        for cluster in clusters(text):
            face = self._face_of(cluster, weight)
            if face is None:
                missing += self._lacking(cluster, weight)
            elif runs and runs[-1][0] == face:
                runs[-1] = (face, runs[-1][1] + cluster)
            else:
                runs.append((face, cluster))
        return missing

    def _shape(self, text: str, weight: str) -> Word:
        text = text.replace("\u00a0", " ")
        missing = ""
        runs: list[tuple[int, str]] = []
        main = self._stacks[weight][0]
        if text and text.isascii() and self.faces[main].has_ascii and text.isprintable():  # nearly all
            piece, outside = _shape_run(self.faces[main], main, text)
            if not outside and piece.actual is None and piece.raised is None:
                return Word((piece,), piece.width, "", (), piece.codes)
            runs.append((main, text))
        else:
            missing = self._itemize(text, weight, runs)
        pieces: list[Piece] = []
        extra: dict[int, frozenset[int]] = {}
        for index, part in runs:
            piece, outside = _shape_run(self.faces[index], index, part)
            pieces.append(piece)
            if outside:
                extra[index] = extra.get(index, frozenset()) | outside
        only = pieces[0] if len(pieces) == 1 and not missing and not extra else None
        simple = only and only.face == self._stacks[weight][0] and only.actual is None and only.raised is None
        plain = only.codes if only and simple else ""
        return Word(tuple(pieces), sum(p.width for p in pieces), missing, tuple(sorted(extra.items())), plain)


def clusters(text: str) -> list[str]:
    """Return text cut before every character that is not a combining mark or joiner."""
    if text.isascii():
        return list(text)
    out: list[str] = []
    for character in text:
        if out and (
            unicodedata.category(character)[0] == "M" or character in "\u200c\u200d" or out[-1][-1] == "\u200d"
        ):
            out[-1] += character
        else:
            out.append(character)
    return out


def _shape_run(face: Face, index: int, text: str) -> tuple[Piece, frozenset[int]]:
    """Shape text of one face; returns the piece and the glyphs it uses outside the face's fixed repertoire."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    # Else HarfBuzz takes the language of the process's locale, and with it other glyphs.
    buffer.language = "und"
    buffer.guess_segment_properties()
    hb.shape(face.font, buffer, _FEATURES)
    # One string, for an object each glyph and position would cost more than the shaping.
    written = buffer.serialize(face.font, _FORMAT, _FLAGS)[1:-1].split("|")
    codes, advances, characters, places = zip(*map(face.placed.__getitem__, written))  # noqa: B905  tuples of one length
    actual = None if "".join(characters) == text else text
    if "" not in codes:
        return Piece(index, "".join(codes), sum(advances), actual, None), _NO_GLYPHS
    joined, raised = _joined(places)
    return Piece(index, joined, sum(advances), actual, raised), frozenset(p.glyph for p in places) - face.fixed


def _joined(places: Sequence[Place]) -> tuple[str, tuple[tuple[float, str], ...] | None]:
    """Return glyphs as the inside of a ``TJ`` array, and as stretches with their rise if any leaves the baseline."""
    codes: list[str] = []
    pending = 0.0
    for _, code, own, advance, offset, _ in places:
        pending -= offset
        back = moved_back(pending)
        codes.append(f"{back}{code}")
        pending = (0.0 if back else pending) + (own - advance + offset)
    codes[-1] += moved_back(pending)
    raised = None
    if any(place.rise for place in places):
        raised = tuple((place.rise, code) for place, code in zip(places, codes, strict=True))
    return "".join(codes), raised


@functools.lru_cache(maxsize=8)
def font_book(families: tuple[Family, ...]) -> FontBook:
    """Return the font book of a theme's families; built once per process."""
    return FontBook(families)
