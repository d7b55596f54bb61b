from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING

import pikepdf
import pytest
import uharfbuzz as hb

from handouts.pdf.faces import Face, code_of, load_face
from tests.pdf.samples import families

if TYPE_CHECKING:
    from handouts.theme import Family

FILES = [(f.name, weight, getattr(f, weight)) for f in families() for weight in ("regular", "semibold", "bold")]


@pytest.fixture(params=FILES, ids=lambda file: f"{file[0]}-{file[1]}")
def face(request: pytest.FixtureRequest) -> Face:
    return load_face(request.param[2], fixed=True)


def to_unicode(data: bytes) -> dict[int, str]:
    text = zlib.decompress(data).decode("ascii")
    blocks = re.findall(r"(\d+) beginbfchar\n(.*?)\nendbfchar", text, re.DOTALL)
    assert blocks
    found = {}
    for count, rows in blocks:
        lines = rows.split("\n")
        assert len(lines) == int(count) <= 100
        for line in lines:
            row = re.fullmatch(r"<([0-9A-F]{4})> <([0-9A-F]+)>", line)
            assert row is not None, line
            code, characters = row.groups()
            found[int(code, 16)] = bytes.fromhex(characters).decode("utf-16-be")
    return found


def widths(text: str) -> dict[int, float]:
    found = {}
    for first, row in re.findall(r"(\d+)\[([^\]]*)\]", text):
        found.update({int(first) + at: float(width) for at, width in enumerate(row.split())})
    return found


def test_face_has_a_real_glyph_for_every_character_it_claims(face: Face) -> None:
    assert len(face.characters) > 300
    assert all(face.font.get_nominal_glyph(point) for point in face.characters)
    assert 0 not in face.unicode_of


def test_face_where_two_characters_share_a_glyph_the_lower_one_names_it(face: Face) -> None:
    assert {face.unicode_of[int(face.font.get_nominal_glyph(0x20))]} == {" "}
    for point in face.characters:
        assert ord(face.unicode_of[int(face.font.get_nominal_glyph(point))]) <= point


def test_embed_to_unicode_and_widths_are_exact_for_every_glyph(face: Face) -> None:
    glyphs = frozenset(face.unicode_of)
    embedded = face.embed(glyphs)
    found = to_unicode(embedded.to_unicode)

    assert found == face.unicode_of
    for glyph, characters in found.items():
        assert face.font.get_nominal_glyph(ord(characters)) == glyph
    written = widths(embedded.widths)
    assert set(written) == {0, *glyphs, *face.fixed}
    for glyph, width in written.items():
        assert width == pytest.approx(face.advance(glyph), abs=0.01)


def test_embed_subset_holds_the_outlines_of_what_is_asked_and_no_other(face: Face) -> None:
    plain = Face(bytes(hb.Blob(face._face.blob.data).data), fixed=False)
    glyph = int(plain.font.get_nominal_glyph(ord("g")))
    other = int(plain.font.get_nominal_glyph(ord("h")))
    font = hb.Font(hb.Face(hb.Blob(zlib.decompress(plain.embed(frozenset({glyph})).program))))

    assert font.get_glyph_extents(glyph) == plain.font.get_glyph_extents(glyph)
    assert font.get_glyph_extents(glyph).height != 0
    assert font.get_glyph_h_advance(glyph) == plain.font.get_glyph_h_advance(glyph)
    nothing = font.get_glyph_extents(other)
    assert nothing is None or nothing.height == 0


def test_embed_program_length_and_name_say_what_is_inside(face: Face) -> None:
    one, other = face.embed(frozenset()), face.embed(frozenset(face.unicode_of))

    assert one.program_length == len(zlib.decompress(one.program))
    assert re.fullmatch(r"[A-Z]{6}\+[A-Za-z0-9-]+", one.name)
    assert one.name != other.name
    assert one.name.split("+")[1] == other.name.split("+")[1] == face.name
    assert f"/FontName/{one.name}" in one.descriptor


def test_embed_other_order_and_other_instance_give_the_same_bytes(face: Face) -> None:
    data = bytes(face._face.blob.data)
    glyphs = sorted(face.unicode_of)[::3]
    fresh = Face(data, fixed=True)
    fresh.embed(frozenset(glyphs[:5]))

    assert fresh.embed(frozenset(reversed(glyphs))) == face.embed(frozenset(glyphs))


def test_face_fixed_repertoire_is_the_same_whatever_a_document_uses() -> None:
    family: Family = families()[0]
    main, fallback = load_face(family.regular, fixed=True), load_face(families()[1].regular, fixed=False)

    assert {chr(point) for point in range(0x21, 0x7F)} <= {main.unicode_of.get(glyph) for glyph in main.fixed}
    assert fallback.fixed == frozenset()
    assert main.embed(frozenset()) is main.embed(frozenset())


def test_face_measures_are_plausible_shares_of_an_em(face: Face) -> None:
    assert 600 < face.ascent < 1300
    assert -600 < face.descent < -100
    assert 150 < face.space_width < 350
    assert face.space == code_of(int(face.font.get_nominal_glyph(0x20)))
    assert re.search(r"/StemV [1-9]\d+$", face.descriptor if hasattr(face, "descriptor") else face._descriptor("A"))


def test_load_face_same_bytes_give_the_same_face() -> None:
    data = families()[0].bold

    assert load_face(data, fixed=True) is load_face(bytes(bytearray(data)), fixed=True)


def test_code_of_every_glyph_is_read_back_as_its_number() -> None:
    codes = [code_of(glyph) for glyph in range(0x10000)]

    read = bytes(pikepdf.Object.parse(f"({''.join(codes)})".encode("latin-1")))
    assert read == struct.pack(">65536H", *range(0x10000))
    assert not any("\r" in code for code in codes)
