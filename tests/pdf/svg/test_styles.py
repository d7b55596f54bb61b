from __future__ import annotations

import pytest

from handouts.pdf.svg.paths import IDENTITY, SvgError
from handouts.pdf.svg.styles import INITIAL, Rules, color, computed, declarations, length, numbers, transform
from handouts.pdf.svg.tree import Node


def node(tag: str = "path", **attributes: str) -> Node:
    return Node(tag, {key.replace("_", "-"): value for key, value in attributes.items()})


def test_cascade_when_all_say_something_then_style_beats_id_beats_class_beats_name_beats_attribute():
    rules = Rules(["#a{fill:#1;stroke:id} .c{stroke:class;stroke-width:2;color:class} path{color:name;clip-rule:name}"])
    style = computed(
        node(id="a", **{"class": "b c"}, fill="red", clip_rule="red", stroke_linecap="round", style="fill:blue"),
        dict(INITIAL),
        rules,
    )
    found = {name: style[name] for name in ("fill", "stroke", "color", "stroke-width", "clip-rule", "stroke-linecap")}
    assert found == {
        "fill": "blue",
        "stroke": "id",
        "color": "class",
        "stroke-width": "2",
        "clip-rule": "name",
        "stroke-linecap": "round",
    }


def test_cascade_when_two_rules_are_equal_then_the_later_counts():
    rules = Rules([".a{fill:red}.b{fill:blue}", "path.a{stroke:red} *{stroke:blue}"])
    style = computed(node(**{"class": "b a"}), dict(INITIAL), rules)
    assert (style["fill"], style["stroke"]) == ("blue", "red")


def test_computed_when_nothing_is_said_then_looks_come_from_around_and_opacity_does_not():
    around = dict(INITIAL) | {"fill": "red", "opacity": "0.5", "clip-path": "url(#x)"}
    style = computed(node(), around, Rules([]))
    assert (style["fill"], style["opacity"], style["clip-path"]) == ("red", "1", "none")
    assert computed(node(opacity="inherit"), around, Rules([]))["opacity"] == "0.5"


@pytest.mark.parametrize(
    "attributes",
    [
        {"filter": "url(#f)"},
        {"mask": "url(#m)"},
        {"marker_end": "url(#m)"},
        {"style": "mix-blend-mode:multiply"},
        {"style": "transform:rotate(3deg)"},
        {"style": "cx:3"},
        {"style": "fill:red!important"},
        {"vector_effect": "non-scaling-stroke"},
        {"transform_origin": "5 5"},
        {"paint_order": "stroke"},
        {"systemLanguage": "de"},
    ],
)
def test_computed_when_a_property_is_not_drawn_then_it_is_refused(attributes):
    with pytest.raises(SvgError):
        computed(node(**attributes), dict(INITIAL), Rules([]))


@pytest.mark.parametrize("attributes", [{"filter": "none"}, {"mask": "NONE"}, {"style": "font-size:3px;filter:none;"}])
def test_computed_when_a_property_changes_nothing_then_it_is_allowed(attributes):
    assert computed(node(**attributes), dict(INITIAL), Rules([]))["fill"] == "black"


@pytest.mark.parametrize(
    "sheet", ["@import 'a';", "g path{fill:red}", "a:hover{fill:red}", "path{fill:red", "[d]{a:b}"]
)
def test_rules_when_not_plain_then_they_are_refused(sheet):
    with pytest.raises(SvgError):
        Rules([sheet])


def test_rules_when_there_are_too_many_then_they_are_refused():
    assert Rules([".a{fill:red}" * 500])
    with pytest.raises(SvgError):
        Rules([".a{fill:red}" * 501])


def test_declarations_when_comments_and_colons_stand_in_them_then_are_read():
    assert declarations("fill: red ;/* x:y; */ STROKE:url(#a:b);; junk") == {"fill": "red", "stroke": "url(#a:b)"}


@pytest.mark.parametrize(
    ("text", "rgba"),
    [
        ("#F80", (1, 136 / 255, 0, 1)),
        ("#ff880080", (1, 136 / 255, 0, 128 / 255)),
        ("#f808", (1, 136 / 255, 0, 136 / 255)),
        ("RebeccaPurple", (0.4, 0.2, 0.6, 1)),
        ("rgb(255, 0 , 51)", (1, 0, 0.2, 1)),
        ("rgb(100%,0%,20%)", (1, 0, 0.2, 1)),
        ("rgba(255 0 51 / 50%)", (1, 0, 0.2, 0.5)),
        ("rgb(300,-5,0)", (1, 0, 0, 1)),
        ("transparent", (0, 0, 0, 0)),
        ("currentColor", (0, 0, 1, 1)),
    ],
)
def test_color_when_known_then_gives_its_parts(text, rgba):
    assert color(text, "blue") == pytest.approx(rgba)


@pytest.mark.parametrize(
    "text", ["", "#12345", "#ggg", "cmyk(1,0,0,0)", "var(--x)", "context-fill", "rgb(1,2)", "ff0000"]
)
def test_color_when_not_known_then_it_is_refused(text):
    with pytest.raises(SvgError):
        color(text)


@pytest.mark.parametrize(
    ("text", "points"), [("12", 12), ("1in", 96), ("2.54cm", 96), ("72pt", 96), ("50%", 100), ("-1e1px", -10), ("", 7)]
)
def test_length_when_its_unit_is_known_then_is_in_pixels(text, points):
    assert length(text, 200, 7) == pytest.approx(points)


@pytest.mark.parametrize("text", ["1em", "calc(1px)", "x", "1 2"])
def test_length_when_it_cannot_be_measured_then_it_is_refused(text):
    with pytest.raises(SvgError):
        length(text, 100)


@pytest.mark.parametrize(
    ("text", "matrix"),
    [
        ("", IDENTITY),
        ("translate(3)", (1, 0, 0, 1, 3, 0)),
        ("translate(3,4) scale(2)", (2, 0, 0, 2, 3, 4)),
        ("scale(2 3)translate(1-1)", (2, 0, 0, 3, 2, -3)),
        ("rotate(90)", (0, 1, -1, 0, 0, 0)),
        ("rotate(90, 10, 0)", (0, 1, -1, 0, 10, -10)),
        ("matrix(1 2 3 4 5 6)", (1, 2, 3, 4, 5, 6)),
        ("skewX(45)", (1, 0, 1, 1, 0, 0)),
        ("skewY(45)", (1, 1, 0, 1, 0, 0)),
    ],
)
def test_transform_when_well_formed_then_gives_its_matrix(text, matrix):
    assert transform(text) == pytest.approx(matrix)


@pytest.mark.parametrize("text", ["rotate(1 2)", "scale()", "turn(3)", "translate(1px)", "scale(2", "matrix(1 2 3)"])
def test_transform_when_broken_then_it_is_refused(text):
    with pytest.raises(SvgError):
        transform(text)


def test_numbers_when_signs_part_them_then_are_all_found():
    assert numbers("1-2,3.5.5 1e2") == [1, -2, 3.5, 0.5, 100]
