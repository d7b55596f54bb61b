from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path
from unittest import mock

import pytest
import uharfbuzz as hb
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.pdf import words
from handouts.pdf.faces import Face, code_of
from handouts.pdf.words import FontBook, clusters
from handouts.theme import WEIGHTS
from tests.pdf.reading import characters_of, glyphs_of
from tests.pdf.samples import book, families

FEATURES = {"kern": True, "liga": False, "clig": False, "dlig": False, "calt": False}


def shaped(book_: FontBook, index: int, text: str) -> tuple[list[int], float]:
    """Return the glyphs and the advance of a whole text, straight from HarfBuzz."""
    face = book_.faces[index]
    buffer = hb.Buffer()
    buffer.language = "und"
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(face.font, buffer, FEATURES)
    advance = sum(position.x_advance for position in buffer.glyph_positions) * face.scale
    return [info.codepoint for info in buffer.glyph_infos], advance


KERNED = ["AVATAR", "To", "Yes,", "Wave", "qj", "L'eau", "r.", "10,000", "fifty", "office", "Tüv", "P.", "7.", "(j)"]


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("text", KERNED)
def test_word_painted_advance_is_that_of_the_whole_word_in_harfbuzz(text: str, weight: str) -> None:
    word = book().word(text, weight)
    (piece,) = word.pieces
    glyphs, adjustments = glyphs_of(piece.codes)
    expected, advance = shaped(book(), piece.face, text)
    painted = sum(book().faces[piece.face].advance(glyph) for glyph in glyphs) - adjustments

    assert glyphs == expected
    assert word.width == pytest.approx(advance)
    assert painted == pytest.approx(advance, abs=0.5 + 0.05 * len(glyphs))


def test_word_kerning_is_seen_and_closes_gaps() -> None:
    plain = sum(book().word(c, "regular").width for c in "AVAV")

    assert glyphs_of(book().word("AVAV", "regular").pieces[0].codes)[1] > 50
    assert book().word("AVAV", "regular").width < plain - 50


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(st.characters(codec="latin-1", categories=("L", "N", "P", "S")), min_size=1, max_size=30))
def test_word_of_any_latin_text_advances_as_painted(text: str) -> None:
    for piece in book().word(text, "regular").pieces:
        glyphs, adjustments = glyphs_of(piece.codes)
        painted = sum(book().faces[piece.face].advance(glyph) for glyph in glyphs) - adjustments
        assert painted == pytest.approx(piece.width, abs=0.5 + 0.05 * len(glyphs))


# ---------------------------------------------------------------- exact characters


@pytest.mark.parametrize("weight", WEIGHTS)
def test_word_of_every_character_of_the_fonts_is_read_back_exactly(weight: str) -> None:
    points = sorted(set().union(*(face.characters for face in book().faces)))
    assert len(points) > 1500
    ambiguous = 0
    for point in points:
        for text in (chr(point), f"a{chr(point)}1"):
            word = book().word(text, weight)
            assert not word.missing
            assert "".join(characters_of(book(), piece) for piece in word.pieces) == text.replace("\u00a0", " ")
            ambiguous += any(piece.actual is not None for piece in word.pieces)
    assert ambiguous > 0


@pytest.mark.parametrize("text", ["\u2011", "M\u0302", "e\u0301", "a\u00adb", "a\u200bb"])
def test_word_whose_glyphs_do_not_tell_its_text_carries_it(text: str) -> None:
    word = book().word(text, "regular")

    assert not word.missing
    assert any(piece.actual is not None for piece in word.pieces)
    assert "".join(characters_of(book(), piece) for piece in word.pieces) == text
    assert word.plain == ""


@pytest.mark.parametrize("text", ["hours", "100.4", "office", "Tür", "naïve", "≥", "½"])
def test_word_of_plain_characters_needs_no_actual_text(text: str) -> None:
    assert [piece.actual for piece in book().word(text, "bold").pieces] == [None]


@pytest.mark.parametrize("text", ["ff", "ft", "office"])
def test_word_has_a_glyph_for_each_character_and_no_ligatures(text: str) -> None:
    other = FontBook((families()[1],))  # a family that has ligatures
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(other.faces[0].font, buffer)
    apart = [int(other.faces[0].font.get_nominal_glyph(ord(character))) for character in text]
    assert [info.codepoint for info in buffer.glyph_infos] != apart

    assert glyphs_of(other.word(text, "regular").pieces[0].codes)[0] == apart


def test_word_marks_above_letters_are_raised_by_harfbuzz_offsets() -> None:
    for text, rise in (("q\u0323", -185), ("U\u0308\u0301", 180)):
        (piece,) = book().word(text, "regular").pieces
        assert piece.raised is not None
        assert [round(rise) for rise, _ in piece.raised] == [0, rise]
        assert "".join(codes for _, codes in piece.raised) == piece.codes


def test_word_with_no_break_space_is_set_with_a_space() -> None:
    glyphs, _ = glyphs_of(book().word("8\u00a0h", "regular").pieces[0].codes)

    assert code_of(glyphs[1]) == book().space("regular")[0]


# ---------------------------------------------------------------- faces


@pytest.mark.parametrize("weight", WEIGHTS)
def test_word_takes_the_fallback_family_only_where_the_text_family_lacks_a_character(weight: str) -> None:
    main = book().main(weight)
    for character in "☐→ữ≥a1°":
        (piece,) = book().word(character, weight).pieces
        has = ord(character) in book().faces[main].characters
        assert (piece.face == main) == has
        assert ("Bold" in book().faces[piece.face].name, "SemiBold" in book().faces[piece.face].name) == (
            weight != "regular" and "Bold" in book().faces[main].name,
            weight == "semibold",
        )
    assert [p.face == main for p in book().word("a☐b", weight).pieces] == [True, False, True]


def test_word_glyphs_outside_the_fixed_repertoire_are_told_by_face() -> None:
    word = book().word("a☐", "regular")
    ((face, glyphs),) = word.extra

    assert face == word.pieces[1].face
    assert glyphs == frozenset(glyphs_of(word.pieces[1].codes)[0])
    assert book().word("abc", "regular").extra == ()
    assert book().word("abc", "regular").plain == book().word("abc", "regular").pieces[0].codes


def test_font_book_without_semibold_takes_bold() -> None:
    from msgspec.structs import replace  # noqa: PLC0415  this test alone

    thin = FontBook((replace(families()[0], semibold=None),))

    assert thin.main("semibold") == thin.main("bold") != thin.main("regular")


# ---------------------------------------------------------------- missing characters


@pytest.mark.parametrize(
    ("text", "missing"),
    [("☃", "☃"), ("a☃b名", "☃名"), ("x\u20dd", "\u20dd"), ("\t", "\t"), ("\x07", "\x07"), ("ab", "")],
)
def test_word_names_exactly_the_characters_that_no_face_has(text: str, missing: str) -> None:
    assert book().word(text, "regular").missing == missing


def test_word_no_character_of_unicode_is_painted_as_notdef() -> None:
    seen = 0
    for point in range(sys.maxunicode + 1):
        character = chr(point)
        if unicodedata.category(character) not in ("Cf", "Mn", "Zs", "Zl", "Zp", "Cc"):
            continue
        word = book()._shape(f"a{character}", "regular")
        seen += 1
        assert word.missing or 0 not in {g for piece in word.pieces for g in glyphs_of(piece.codes)[0]}, hex(point)
    assert seen > 1500


def test_word_does_not_depend_on_the_locale_of_the_process() -> None:
    expected = book()._shape("ŞşŢţ", "regular")
    guess = hb.Buffer.guess_segment_properties

    class Romanian(hb.Buffer):  # type: ignore[misc]  # uharfbuzz has no types
        def guess_segment_properties(self) -> None:
            if not getattr(self, "language", None):  # what HarfBuzz does, with the locale's language
                setattr(self, "language", "ro")  # noqa: B010  an attribute without a type
            guess(self)

    buffer = Romanian()
    buffer.add_str("ŞşŢţ")
    buffer.guess_segment_properties()
    hb.shape(book().faces[0].font, buffer, FEATURES)
    assert [info.codepoint for info in buffer.glyph_infos] != glyphs_of(expected.pieces[0].codes)[0]

    with mock.patch("handouts.pdf.words.hb.Buffer", Romanian):
        assert book()._shape("ŞşŢţ", "regular") == expected


# ---------------------------------------------------------------- clusters and cache


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", ["a", "b", "c"]),
        ("e\u0301a\u0302\u0323b", ["e\u0301", "a\u0302\u0323", "b"]),
        ("\u0301a", ["\u0301", "a"]),
        ("a\u200db", ["a\u200db"]),
        ("", []),
    ],
)
def test_clusters_keep_marks_with_their_letter(text: str, expected: list[str]) -> None:
    assert clusters(text) == expected


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=40))
def test_clusters_lose_nothing(text: str) -> None:
    assert "".join(clusters(text)) == text


def test_word_is_shaped_once() -> None:
    fresh = FontBook(families())
    with mock.patch.object(words, "_shape_run", wraps=words._shape_run) as shape:
        assert fresh.word("once", "regular") is fresh.word("once", "regular")

    assert shape.call_count == 1


def test_word_cache_is_bounded() -> None:
    fresh = FontBook(families())
    fresh._words["bold"].update(dict.fromkeys(map(str, range(50_001)), fresh.word("x", "bold")))
    fresh.word("new", "bold")

    assert list(fresh._words["bold"]) == ["new"]


# ---------------------------------------------------------------- what HarfBuzz says


def by_glyph(face: Face, text: str) -> tuple[str, float, list[float], list[int]]:
    """Return codes, advance, rises and glyphs of a text of one face from HarfBuzz's glyphs and positions."""
    buffer = hb.Buffer()
    buffer.language = "und"
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(face.font, buffer, FEATURES)
    codes, pending, glyphs = "", 0.0, []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        pending -= position.x_offset * face.scale
        if abs(pending) >= 0.5:
            codes += f"){f'{pending:.1f}'.rstrip('0').rstrip('.')}("
            pending = 0.0
        glyphs.append(int(info.codepoint))
        codes += re.sub(r"[()\\]", r"\\\g<0>", info.codepoint.to_bytes(2, "big").decode("latin-1")).replace("\r", "\\r")
        pending += face.advance(info.codepoint) - position.x_advance * face.scale + position.x_offset * face.scale
    if abs(pending) >= 0.5:
        codes += f"){f'{pending:.1f}'.rstrip('0').rstrip('.')}("
    positions = buffer.glyph_positions
    advance = sum(position.x_advance for position in positions) * face.scale
    return codes, advance, [position.y_offset * face.scale for position in positions], glyphs


def like_harfbuzz(index: int, text: str) -> bool:
    face = book().faces[index]
    piece, outside = words._shape_run(face, index, text)
    codes, advance, rises, glyphs = by_glyph(face, text)
    read = "".join(face.unicode_of.get(glyph, "\ufffd") for glyph in glyphs)
    return (
        piece.codes == codes
        and piece.width == pytest.approx(advance)
        and [rise for rise, _ in piece.raised or [(0.0, "")] * len(rises)] == rises
        and outside == frozenset(glyphs) - face.fixed
        and piece.actual == (None if read == text else text)
    )


@pytest.mark.parametrize("index", range(6))
@settings(max_examples=150, deadline=None, derandomize=True)
@given(data=st.data())
def test_shape_run_of_any_text_is_what_the_glyphs_and_positions_of_harfbuzz_say(
    data: st.DataObject, index: int
) -> None:
    own = sorted(map(chr, book().faces[index].characters))
    characters = st.one_of(st.sampled_from("AVTWyojqfi.,-/1"), st.sampled_from(own), st.sampled_from("\u0301\u0323"))
    assert like_harfbuzz(index, data.draw(st.text(characters, min_size=1, max_size=12)))


def test_shape_run_of_every_word_of_the_content_is_what_harfbuzz_says() -> None:
    content = Path(__file__).resolve().parents[2] / "content"
    found = {word for path in content.rglob("*.yaml") for word in path.read_text("utf-8").split() if word.isascii()}
    assert len(found) > 1000
    assert [word for word in found if not like_harfbuzz(0, word)] == []


def test_face_keeps_a_bounded_number_of_placed_glyphs() -> None:
    with mock.patch("handouts.pdf.faces._MOST_PLACES", 10):
        face = Face(families()[0].regular, fixed=True)
        for character in "abcdefghijklmnop":
            words._shape_run(face, 0, character)
            assert 0 < len(face.placed) <= 10
