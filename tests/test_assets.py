from __future__ import annotations

import hashlib
import json
import re
import string
from pathlib import Path

import pytest
import uharfbuzz

from handouts.pdf.svg.paths import SvgError
from tests.tools.make_icons import icon, text

LAYOUTS = Path(__file__).resolve().parents[1] / "layouts"
FONTS = sorted((LAYOUTS / "fonts").glob("*/*.ttf"))
ICONS = json.loads((LAYOUTS / "icons" / "icons.json").read_text(encoding="utf-8"))
WEIGHTS = ["bold.ttf", "regular.ttf", "semibold.ttf"]
SIGNS = "–—’“”…·•×½°±€£©éñüçØßĂșğ"

SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none"
 stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{}</svg>"""


def characters(path: Path) -> frozenset[int]:
    return frozenset(uharfbuzz.Face(path.read_bytes()).unicodes)


# ---------------------------------------------------------------- fonts


def test_fonts_when_listed_then_each_family_has_its_weights_licence_and_source():
    families = sorted(path for path in (LAYOUTS / "fonts").iterdir() if path.is_dir())
    assert [path.name for path in families] == ["atkinson-hyperlegible-next", "source-sans-3"]
    for family in families:
        assert sorted(path.name for path in family.glob("*.ttf")) == WEIGHTS
        licence = (family / "LICENSE").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence
        assert licence.startswith("Copyright")


@pytest.mark.parametrize("path", FONTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_font_when_shipped_then_is_the_file_that_its_source_names(path):
    lines = (path.parent / "SOURCE.txt").read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in lines if line.startswith(f"{path.name} ")]
    assert line.split()[-1] == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("path", FONTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_font_when_loaded_then_has_every_character_of_basic_latin(path):
    found = characters(path)
    assert len(found) > 300
    assert [c for c in string.printable.strip() + SIGNS if ord(c) not in found] == []
    font = uharfbuzz.Font(uharfbuzz.Face(path.read_bytes()))
    buffer = uharfbuzz.Buffer()
    buffer.add_str("Handout 38.5 °C")
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    assert all(info.codepoint for info in buffer.glyph_infos)
    assert sum(position.x_advance for position in buffer.glyph_positions) > 0


def test_fonts_when_of_one_family_then_have_the_same_characters():
    for family in {path.parent for path in FONTS}:
        sets = {characters(path) for path in FONTS if path.parent == family}
        assert len(sets) == 1


def test_fallback_when_asked_then_has_signs_that_the_text_family_lacks():
    first = characters(LAYOUTS / "fonts" / "atkinson-hyperlegible-next" / "regular.ttf")
    second = characters(LAYOUTS / "fonts" / "source-sans-3" / "regular.ttf")
    assert len(second - first) > 500
    assert all(ord(c) in first | second for c in "≤≥→µαβΔЖừ")


# ---------------------------------------------------------------- icons


def numbers_of(path: str) -> list[float]:
    return [float(word) for word in path.split() if word[-1].isdigit()]


def test_icons_when_templates_name_them_then_are_there():
    names = (LAYOUTS / "icons" / "names.txt").read_text(encoding="utf-8").split()
    assert len(names) >= 20
    assert sorted(set(names) - set(ICONS)) == []
    assert len(ICONS) >= 45
    assert "ISC License" in (LAYOUTS / "icons" / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(ICONS))
def test_icon_when_read_then_is_a_path_of_pdf_operators_inside_its_box(name):
    one = ICONS[name]
    assert set(one) == {"path", "stroke"}
    assert one["stroke"] == 2
    number = r"-?\d+(?:\.\d{1,2})?"
    step = rf"(?:{number} {number} [ml]|(?:{number} ){{6}}c|h)"
    assert re.fullmatch(rf"{number} {number} m(?: {step})+", one["path"])
    values = numbers_of(one["path"])
    # Half the stroke lies outside the path; handles of curves may lie further out than the curve.
    assert min(values) >= 0
    assert max(values) <= 24
    assert max(values[::2]) - min(values[::2]) >= 8 or max(values[1::2]) - min(values[1::2]) >= 8


def test_icons_when_compared_then_no_two_are_alike():
    assert len({one["path"] for one in ICONS.values()}) == len(ICONS)


def test_icons_file_when_written_again_then_is_the_same():
    assert text(ICONS) == (LAYOUTS / "icons" / "icons.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("shapes", "path"),
    [
        ('<path d="M12 7v4"/><path d="m4 21 2-3a2 2 0 0 1 2 2z"/>', "12 17 m 12 13 l 4 3 m 6 6 l 7.1 6 8 5.1 8 4 c h"),
        (
            '<circle cx="12" cy="12" r="10"/>',
            "22 12 m 22 6.48 17.52 2 12 2 c 6.48 2 2 6.48 2 12 c 2 17.52 6.48 22 12 22 c 17.52 22 22 17.52 22 12 c h",
        ),
        (
            '<ellipse cx="12" cy="5" rx="9" ry="3"/>',
            (
                "21 19 m 21 17.34 16.97 16 12 16 c 7.03 16 3 17.34 3 19 c 3 20.66 7.03 22 12 22 c "
                "16.97 22 21 20.66 21 19 c h"
            ),
        ),
        (
            '<rect width="18" height="10" x="3" y="4" rx="2"/>',
            (
                "5 20 m 19 20 l 20.1 20 21 19.1 21 18 c 21 12 l 21 10.9 20.1 10 19 10 c 5 10 l 3.9 10 3 10.9 3 12 c "
                "3 18 l 3 19.1 3.9 20 5 20 c h"
            ),
        ),
        ('<rect width="4" height="2" x="1" y="1"/>', "1 23 m 5 23 l 5 21 l 1 21 l h"),
        ('<line x1="2" x2="22" y1="3" y2="3.5"/>', "2 21 m 22 20.5 l"),
        (
            '<polyline points="1 2,3 4 5,6"/><polygon points="1,2 3,4 5,2"/>',
            "1 22 m 3 20 l 5 18 l 1 22 m 3 20 l 5 22 l h",
        ),
    ],
)
def test_icon_when_made_from_svg_then_gives_these_operators(shapes, path):
    assert icon(SVG.format(shapes)) == {"path": path, "stroke": 2}


@pytest.mark.parametrize(
    "svg",
    [
        SVG.format('<path d="M0 0h1" fill="currentColor"/>'),
        SVG.format('<path d="M0 0h1" transform="scale(2)"/>'),
        SVG.format('<g><path d="M0 0h1"/></g>'),
        SVG.replace("0 0 24 24", "0 0 48 48").format(""),
        SVG.replace('fill="none"', "").format(""),
    ],
)
def test_icon_when_it_is_not_plain_strokes_then_it_is_refused(svg):
    with pytest.raises(SvgError):
        icon(svg)
