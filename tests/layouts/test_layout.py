from __future__ import annotations

import json
import re
import typing

import pytest

from handouts.content.handout import Handout
from handouts.layouts import load_layout
from handouts.layouts.layout import GROUNDS, ColorName, LayoutFile, Margins, Style
from handouts.model import describe
from handouts.theme import MINIMUM_CONTRAST, PAGE_SIZES, contrast

SHIPPED = ("standard", "large-print")


def _changed(studio, old, new):
    text = studio.shipped("layouts/standard/layout.yaml")
    assert old in text
    studio.write("layouts/mine/layout.yaml", text.replace(old, new, 1))
    return text.replace(old, new, 1)


def _theme(studio, name="standard", brand=None, size="letter"):
    clinic = studio.clinic(brand=brand).clinic
    return load_layout(studio.workspace, name).theme(clinic, size, studio.language())


@pytest.mark.parametrize("model", [LayoutFile, Margins, Style])
def test_layout_file_when_its_fields_are_listed_then_each_is_described(model):
    describe(model)
    assert model.model_fields
    assert [name for name, field in model.model_fields.items() if not field.description or not field.examples] == []


@pytest.mark.parametrize("size", sorted(PAGE_SIZES))
@pytest.mark.parametrize("name", SHIPPED)
def test_theme_when_a_layout_ships_then_it_is_whole(studio, name, size):
    theme = _theme(studio, name, size=size)

    assert (theme.width, theme.height) == PAGE_SIZES[size]
    assert (theme.margin_left, theme.margin_right) == (54.0, 54.0)
    assert (theme.margin_top, theme.margin_bottom) == pytest.approx((39.6, 36.0))
    assert set(theme.styles) == set(GROUNDS)
    assert set(theme.palette) == set(typing.get_args(ColorName))
    assert {style.color for style in theme.styles.values()} <= set(theme.palette)
    assert [family.name for family in theme.families] == ["atkinson-hyperlegible-next", "source-sans-3"]
    assert all(family.regular[:4] == b"\0\1\0\0" and family.bold and family.semibold for family in theme.families)
    assert theme.columns is (name == "standard")


def test_theme_when_large_print_then_all_type_is_18_points_at_least(studio):
    sizes = {name: style.size for name, style in _theme(studio, "large-print").styles.items()}

    assert sizes["body"] == 18
    assert {name: size for name, size in sizes.items() if size < 18} == {}


def test_theme_when_standard_then_what_a_patient_must_read_is_large_enough(studio):
    sizes = {name: style.size for name, style in _theme(studio).styles.items()}

    assert sizes["body"] == 12
    assert min(sizes[name] for name in ("table", "value", "notice", "schedule-time")) >= 11.5


@pytest.mark.parametrize("name", SHIPPED)
def test_theme_when_text_meets_its_ground_then_the_contrast_is_enough(studio, name):
    theme = _theme(studio, name)
    pairs = [(theme.styles[style].color, ground) for style, grounds in GROUNDS.items() for ground in grounds]

    assert len(pairs) > 30
    low = {pair for pair in pairs if contrast(theme.palette[pair[0]], theme.palette[pair[1]]) < MINIMUM_CONTRAST}
    assert low == set()


def test_theme_when_asked_for_twice_then_it_is_the_same_object(studio):
    assert _theme(studio) is _theme(studio)
    assert _theme(studio) is not _theme(studio, size="a4")


def test_theme_when_the_clinic_has_a_brand_then_it_takes_the_place_of_the_layouts(studio):
    theme = _theme(studio, brand="#7A1F5C")

    assert (round(theme.palette["brand"].red * 255), round(theme.palette["brand"].green * 255)) == (0x7A, 0x1F)
    assert _theme(studio, brand=None).palette["brand"] != theme.palette["brand"]


def test_theme_when_the_brand_is_too_light_for_this_layout_then_the_ratio_is_told(studio):
    # Good on white and on the usual tint, but not on a darker tint.
    _changed(studio, 'tint: "#EDF4F6"', 'tint: "#B9CDD3"')
    layout = load_layout(studio.workspace, "mine")

    findings = studio.refused(lambda: layout.theme(studio.clinic(brand="#2E7388").clinic, "letter", studio.language()))

    assert {finding.code for finding in findings} == {"H202"}
    assert any(re.search(r"“brand” on “tint” .* contrast of [23]\.\d\d:1", finding.message) for finding in findings)


def test_layout_when_two_colors_are_too_close_then_each_pair_is_told_with_its_line(studio):
    text = _changed(studio, 'grey: "#44525C"', 'grey: "#9AA6AE"')

    findings = studio.refused(lambda: load_layout(studio.workspace, "mine"))

    assert {finding.code for finding in findings} == {"H202"}
    assert len(findings) >= 2
    assert {finding.place.line for finding in findings} == {text[: text.index("grey:")].count("\n") + 1}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("left: 0.75 in", "left: 0.75 inches", "H206"),
        ("left: 0.75 in", "left: -3", "H206"),
        ("left: 0.75 in", "left: 1 mm", "H117"),
        ('ink: "#1B2630"', "ink: black", "H206"),
        ('  ink: "#1B2630"\n', "", "H207"),
        ('  ink: "#1B2630"\n', '  ink: "#1B2630"\n  pink: "#FF00FF"\n', None),
        ("  caption: {size: 10.5, leading: 14, color: grey}\n", "", "H207"),
        ("  caption: {", "  captoin: {size: 12, leading: 15}\n  caption: {", "H207"),
        ("leading: 31", "leading: 20", "H209"),
        ("weight: bold", "weight: heavy", "H116"),
        ("color: brand", "color: pink", "H116"),
        ("leave_out: []", "leave_out: [risks]", "H208"),
        ("leave_out: []", "leave_out: [nothing]", "H208"),
        ("columns: true", "columns: perhaps", None),
        ("fonts: [atkinson-hyperlegible-next, source-sans-3]", "fonts: []", None),
        ("fonts: [atkinson-hyperlegible-next, source-sans-3]", "fonts: [../../etc]", None),
    ],
)
def test_layout_when_a_value_is_wrong_then_it_is_refused_with_its_line(studio, old, new, code):
    _changed(studio, old, new)

    findings = studio.refused(lambda: load_layout(studio.workspace, "mine"))

    assert code is None or code in {finding.code for finding in findings}
    assert all(finding.place.file.endswith("layouts/mine/layout.yaml") and finding.place.line for finding in findings)


@pytest.mark.parametrize(
    ("written", "points"), [("54", 54.0), ("54 pt", 54.0), ("0.75in", 54.0), ("0.75 in", 54.0), ("25.4 mm", 72.0)]
)
def test_length_when_written_in_a_unit_then_it_is_points(studio, written, points):
    _changed(studio, "left: 0.75 in", f"left: {written}")

    assert load_layout(studio.workspace, "mine").file.margins.left == pytest.approx(points)


def test_leave_out_when_every_optional_field_is_tried_then_all_may_be_left_out(studio):
    optional = [name for name, field in Handout.model_fields.items() if not field.is_required()]
    _changed(studio, "leave_out: []", f"leave_out: [{', '.join(optional)}]")

    assert len(optional) > 15
    assert load_layout(studio.workspace, "mine").file.leave_out == tuple(optional)


def test_theme_when_margins_leave_no_room_then_it_is_refused(studio):
    _changed(studio, "left: 0.75 in", "left: 6 in")

    (finding,) = studio.refused(lambda: _theme(studio, "mine"))

    assert finding.code == "H205"


@pytest.mark.parametrize("missing", ["regular", "bold"])
def test_theme_when_a_font_file_is_missing_then_it_is_named(studio, missing):
    _changed(studio, "[atkinson-hyperlegible-next, source-sans-3]", "[house-font]")
    for weight in {"regular", "bold"} - {missing}:
        studio.write(f"layouts/fonts/house-font/{weight}.ttf", "font")

    (finding,) = studio.refused(lambda: _theme(studio, "mine"))

    assert finding.code == "H203"
    assert f"house-font/{missing}.ttf" in finding.message


def test_theme_when_a_family_has_no_semibold_then_bold_stands_in(studio):
    _changed(studio, "[atkinson-hyperlegible-next, source-sans-3]", "[house-font]")
    for weight in ("regular", "bold"):
        studio.write(f"layouts/fonts/house-font/{weight}.ttf", weight)

    (family,) = _theme(studio, "mine").families

    assert (family.regular, family.bold, family.semibold) == (b"regular", b"bold", None)


def test_theme_when_a_language_has_its_own_fonts_then_they_come_first(studio):
    fonts = "fonts: [atkinson-hyperlegible-next, source-sans-3]"
    _changed(studio, fonts, f"{fonts}\nfonts_of_languages: {{en: [source-sans-3]}}")

    assert [family.name for family in _theme(studio, "mine").families] == [
        "source-sans-3",
        "atkinson-hyperlegible-next",
    ]


def test_theme_when_the_clinic_has_its_own_icons_then_they_are_taken(studio):
    studio.write("layouts/icons/icons.json", json.dumps({"clock": {"path": "0 0 m 1 1 l", "stroke": 2}}))
    studio.write("layouts/mine/layout.yaml", studio.shipped("layouts/standard/layout.yaml"))

    icons = _theme(studio, "mine").icons

    assert (icons["clock"].path, icons["clock"].stroke) == ("0 0 m 1 1 l", 2.0)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": {}}', '{"a": 1}', '{"a": {"path": "", "stroke": "wide"}}'])
def test_theme_when_the_icons_are_broken_then_it_is_refused(studio, text):
    studio.write("layouts/icons/icons.json", text)
    studio.write("layouts/mine/layout.yaml", studio.shipped("layouts/standard/layout.yaml"))

    (finding,) = studio.refused(lambda: _theme(studio, "mine"))

    assert finding.code == "H204"
    assert finding.place.file.endswith("icons.json")


def test_icons_when_templates_name_them_then_each_is_there(studio):
    folder = studio.root / "layouts"
    used = {name for path in folder.rglob("*.j2") for name in re.findall(r'icon="([^"]*)"', path.read_text("utf-8"))}

    assert len(used) > 20
    assert sorted(used - set(_theme(studio).icons)) == []
