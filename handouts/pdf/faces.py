"""Faces: font files as HarfBuzz sees them, and as they are embedded in a PDF.

Fonts are composite (Type0, Identity-H): a code in the page is the glyph's number in the font
file, straight from HarfBuzz. The bytes of an embedded subset are built once per process and set
of glyphs, and depend on nothing else, so equal documents stay equal byte for byte.
"""

from __future__ import annotations

import functools
import hashlib
import re
import struct
from collections.abc import Sequence
from typing import Any, NamedTuple, overload

import uharfbuzz as hb
from msgspec import Struct

from handouts.kept import Kept
from handouts.pdf.streams import flate_well

_LATIN = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *(0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026, 0x2032),
    *(0x2033, 0x20AC, 0x2122, 0x2212, 0x2260, 0x2264, 0x2265),
)
"""Characters of English and its neighbours: the repertoire of the text family's fixed subset."""

_DROPPED_TABLES = ("GSUB", "GPOS", "GDEF", "name", "OS/2", "post", "cmap", "kern", "DSIG", "gasp", "STAT", "fpgm")


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")


class Embedded(Struct, frozen=True):
    """A subset as it goes into a file."""

    name: str
    """PostScript name with the six-letter subset tag (ISO 32000-1 9.6.4)."""
    program: bytes
    """The TrueType subset, deflated."""
    program_length: int
    """Its length before deflating."""
    widths: str
    """The ``/W`` array, thousandths of an em."""
    to_unicode: bytes
    """The ToUnicode CMap, deflated (ISO 32000-1 9.10.3)."""
    descriptor: str
    """The font descriptor's entries, without the file reference."""


class Place(NamedTuple):
    """A glyph and where HarfBuzz put it; all lengths in thousandths of an em."""

    glyph: int
    """Its number in the font file."""
    code: str
    """The number as it is painted (see `code_of`)."""
    own: float
    """What it advances by itself."""
    advance: float
    """What it advances here; kerning makes that more or less."""
    offset: float
    """How far right of its place it is painted."""
    rise: float
    """How far above the baseline it is painted."""


class Placed(NamedTuple):
    """What a place becomes in a page."""

    codes: str
    """The code and the kerning after it, a stretch of a ``TJ`` array, where that says all: the glyph stands on the
    baseline, its kerning is painted at once, and every subset of the face has it; else empty."""
    advance: float
    character: str
    """What the glyph is read back as."""
    place: Place


_PLACE = re.compile(r"([0-9]+)(?:@(-?[0-9]+),(-?[0-9]+))?\+(-?[0-9]+)")
"""A glyph as HarfBuzz writes it: its number, how far it is moved right and up, and how far it advances."""

_MOST_PLACES = 20_000
"""More than a font has pairs of letters with kerning; with marks above letters, there is no end."""


_ESCAPED = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\", "\r": r"\r"})
"""What would end a literal string, or be read as something else (ISO 32000-1 7.3.4.2)."""


def code_of(glyph: int) -> str:
    """Return a glyph's number as two bytes of a literal string, each a character of Latin-1.

    As a hexadecimal string it would be twice as long: a third of all that is deflated for a handout.
    """
    return f"{chr(glyph >> 8)}{chr(glyph & 0xFF)}".translate(_ESCAPED)


def moved_back(distance: float) -> str:
    """Return the number in a ``TJ`` array that moves back by so many thousandths of an em (ISO 32000-1 9.4.3).

    Less than a half is left out, so that it adds up with what follows.
    """
    return f"){_number(distance)}(" if distance >= 0.5 or distance <= -0.5 else ""


class Face:
    """One font file."""

    def __init__(self, data: bytes, *, fixed: bool) -> None:
        """Load a TrueType file.

        Args:
            data: the bytes of the file.
            fixed: whether subsets hold the whole Latin repertoire (the text family) or exactly
                the glyphs of the document (fallback families).
        """
        self._face = hb.Face(hb.Blob(data))
        self.font = hb.Font(self._face)
        self.units_per_em = self._face.upem
        self.scale = 1000 / self._face.upem
        self.name: str = self._face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or "Font"
        self.characters = frozenset(self._face.unicodes)
        self.has_ascii = self.characters.issuperset(range(0x20, 0x7F))
        self.placed = Kept(self._placed, _MOST_PLACES)
        """Glyphs as HarfBuzz writes them, with what they become; each is worked out when it is asked for."""
        self.unicode_of: dict[int, str] = {}
        for point in sorted(self.characters):
            # The first (lowest) character wins where two share a glyph; the other one is then
            # written with ActualText, so that the text stays exact.
            self.unicode_of.setdefault(self._glyph(point), chr(point))
        self.fixed = frozenset(self._glyph(p) for p in _LATIN if p in self.characters) if fixed else frozenset()
        self.space_width = self.advance(self._glyph(0x20)) if 0x20 in self.characters else 250.0
        self.space = code_of(self._glyph(0x20))
        extents = self.font.get_font_extents("ltr")
        self.ascent = extents.ascender * self.scale
        self.descent = extents.descender * self.scale

    def _glyph(self, point: int) -> int:
        return int(self.font.get_nominal_glyph(point) or 0)

    def _placed(self, written: str) -> Placed:
        found = _PLACE.match(written)
        if found is None:
            message = f"HarfBuzz wrote a glyph as {written}"
            raise AssertionError(message)
        glyph = int(found[1])
        offset, rise, advance = (int(each or 0) * self.scale for each in (found[2], found[3], found[4]))
        place = Place(glyph, code_of(glyph), self.advance(glyph), advance, offset, rise)
        back = place.own - place.advance
        usual = not offset and not rise and (not back or moved_back(back)) and glyph in self.fixed
        codes = place.code + moved_back(back) if usual else ""
        return Placed(codes, advance, self.unicode_of.get(glyph, "\ufffd"), place)

    def advance(self, glyph: int) -> float:
        """Return a glyph's advance width in thousandths of an em."""
        return float(self.font.get_glyph_h_advance(glyph) * self.scale)

    @functools.lru_cache(maxsize=64)  # noqa: B019  faces live as long as the process
    def embed(self, glyphs: frozenset[int]) -> Embedded:
        """Build the embedded form of a subset; `glyphs` outside the fixed repertoire are added to it."""
        wanted = sorted({0, *self.fixed, *glyphs})
        subset = hb.SubsetInput()
        subset.glyph_set.update(wanted)
        subset.flags = (
            hb.SubsetFlags.RETAIN_GIDS
            | hb.SubsetFlags.NO_HINTING
            | hb.SubsetFlags.NO_LAYOUT_CLOSURE
            | hb.SubsetFlags.NOTDEF_OUTLINE
        )
        subset.drop_table_tag_set.update(_tag(name) for name in _DROPPED_TABLES)
        program = bytes(hb.subset(self._face, subset).blob.data)
        digest = hashlib.sha256(program).digest()
        name = "".join(chr(65 + b % 26) for b in digest[:6]) + "+" + self.name
        return Embedded(
            name=name,
            program=flate_well(program),
            program_length=len(program),
            widths=self._widths(wanted),
            to_unicode=flate_well(self._to_unicode(wanted)),
            descriptor=self._descriptor(name),
        )

    def _widths(self, glyphs: list[int]) -> str:
        parts: list[str] = []
        at = 0
        while at < len(glyphs):
            end = at + 1
            while end < len(glyphs) and glyphs[end] == glyphs[end - 1] + 1:
                end += 1
            row = " ".join(f"{self.advance(g):g}" for g in glyphs[at:end])
            parts.append(f"{glyphs[at]}[{row}]")
            at = end
        return "[" + " ".join(parts) + "]"

    def _to_unicode(self, glyphs: list[int]) -> bytes:
        rows = [
            f"<{g:04X}> <{self.unicode_of[g].encode('utf-16-be').hex().upper()}>"
            for g in glyphs
            if g in self.unicode_of
        ]
        lines = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        ]
        # ISO 32000-1 9.10.3 by way of Adobe Technical Note 5014: at most 100 entries a block.
        for start in range(0, len(rows), 100):
            block = rows[start : start + 100]
            lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
        lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
        return "\n".join(lines).encode("ascii")

    def _descriptor(self, name: str) -> str:
        head = bytes(self._face.reference_table("head").data)
        box = [round(v * self.scale) for v in struct.unpack(">4h", head[36:44])]
        os2 = bytes(self._face.reference_table("OS/2").data)
        cap_height = round(struct.unpack(">h", os2[88:90])[0] * self.scale)
        weight = struct.unpack(">H", os2[4:6])[0]
        # StemV is not in TrueType files; the usual estimate from the weight class serves.
        stem = round(50 + (weight / 65) ** 2)
        return (
            f"/Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{' '.join(map(str, box))}]/ItalicAngle 0"
            f"/Ascent {round(self.ascent)}/Descent {round(self.descent)}/CapHeight {cap_height}/StemV {stem}"
        )


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


@functools.lru_cache(maxsize=64)
def load_face(data: bytes, *, fixed: bool) -> Face:
    """Return the face of a font file's bytes; built once per process."""
    return Face(data, fixed=fixed)


class Faces(Sequence[Face]):
    """The faces of a font book; a file is loaded when a face of it is asked for, fallback faces mostly never."""

    def __init__(self) -> None:
        self._files: list[tuple[bytes, bool]] = []
        self._loaded: dict[int, Face] = {}

    def add(self, data: bytes, *, fixed: bool) -> int:
        """Add a file and return the index of its face; the same file has the same index."""
        file = (data, fixed)
        if file not in self._files:
            self._files.append(file)
        return self._files.index(file)

    def __len__(self) -> int:
        """Return how many faces there are."""
        return len(self._files)

    @overload
    def __getitem__(self, index: int) -> Face: ...
    @overload
    def __getitem__(self, index: slice) -> list[Face]: ...
    def __getitem__(self, index: Any) -> Any:
        """Return a face, loading it if nobody asked for it before; IndexError past the last one."""
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        face = self._loaded.get(index)
        if face is None:
            data, fixed = self._files[index]
            face = self._loaded[index] = load_face(data, fixed=fixed)
        return face
