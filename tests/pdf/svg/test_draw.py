from __future__ import annotations

import re
from typing import Any

import pytest

from handouts.model import Asset
from handouts.pdf.svg import SvgError, draw
from tests.pdf.painted import page, shown

RED, GREEN, BLUE, BLACK, WHITE = (255, 0, 0), (0, 128, 0), (0, 0, 255), (0, 0, 0), (255, 255, 255)
GRADIENT = '<stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue"/>'
TURNED = '<linearGradient id="g" xlink:href="#s" y2="1" x2="0" gradientTransform="rotate(-90 .5 .5)"/>'
FILLED = '<rect width="9" height="9" fill="url(#g)"/>'


def svg(inside: str, root: str = 'viewBox="0 0 100 100"') -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {names} {root}>{inside}</svg>".encode()


def colors(data: bytes, *points: tuple[float, float]) -> list[Any]:
    """Return the colors that a reader shows at points of a drawing of 100 by 100 pixels."""
    image = shown(Asset("svg", data), 4 / 0.75)
    assert image.size == (400, 400)
    return [image.getpixel((int(x * 4), int(y * 4))) for x, y in points]


@pytest.mark.parametrize(
    ("inside", "points"),
    [
        ('<rect x="10" y="20" width="30" height="10" fill="red"/>', {(11, 21): RED, (39, 29): RED, (25, 35): WHITE}),
        ('<circle cx="50" cy="50" r="20"/>', {(50, 31): BLACK, (50, 29): WHITE, (63, 63): BLACK, (66, 66): WHITE}),
        ('<ellipse cx="50" cy="50" rx="40" ry="10" fill="blue"/>', {(11, 50): BLUE, (50, 61): WHITE}),
        ('<line x1="0" y1="50" x2="100" y2="50" stroke="green" stroke-width="4"/>', {(50, 51): GREEN, (50, 53): WHITE}),
        ('<polygon points="0,0 100,0 0,100" fill="red"/>', {(10, 80): RED, (80, 80): WHITE}),
        ('<polyline points="0,0 100,0 0,100" fill="red"/>', {(10, 80): RED}),
        ('<rect width="60" height="20" rx="50" fill="red"/>', {(1, 1): WHITE, (30, 10): RED, (1, 10): RED}),
        (
            '<path d="M0 0h100v100H0zM25 25h50v50H25z" fill="red" fill-rule="evenodd"/>',
            {(50, 50): WHITE, (10, 10): RED},
        ),
        ('<path d="M0 0h100v100H0zM25 25h50v50H25z" fill="red"/>', {(50, 50): RED}),
    ],
)
def test_shape_when_drawn_then_stands_where_it_should(inside, points):
    assert colors(svg(inside), *points) == list(points.values())


@pytest.mark.parametrize(
    ("inside", "points"),
    [
        ('<g color="red"><rect width="50" height="50" fill="currentColor"/></g>', {(25, 25): RED}),
        ('<rect width="50" height="50" fill="currentColor"/>', {(25, 25): BLACK}),
        ('<path d="M0 50h100" stroke="currentColor" stroke-width="10"/>', {(50, 50): BLACK}),
        (
            '<g fill="blue" transform="translate(50 50)"><rect width="9" height="9"/></g>',
            {(55, 55): BLUE, (5, 5): WHITE},
        ),
        ('<rect width="10" height="10" transform="rotate(90 50 50) scale(2)"/>', {(90, 10): BLACK, (10, 10): WHITE}),
        ('<rect width="50" height="50" fill="red" opacity="0.5"/>', {(25, 25): (255, 127, 127)}),
        ('<rect width="50" height="50" fill="red" fill-opacity="50%"/>', {(25, 25): (255, 127, 127)}),
        ('<rect width="50" height="50" fill="#ff000080"/>', {(25, 25): (255, 127, 127)}),
        ('<path d="M0 50h100" stroke="red" stroke-opacity=".5" stroke-width="10"/>', {(50, 50): (255, 127, 127)}),
        (
            '<g opacity=".5" fill="red"><rect width="60" height="60"/><rect x="40" width="60" height="60"/></g>',
            {(20, 20): (255, 127, 127), (50, 20): (255, 127, 127), (90, 20): (255, 127, 127)},
        ),
        (
            '<rect x="20" y="20" width="60" height="60" fill="red" stroke="red" stroke-width="20" opacity=".5"/>',
            {(50, 50): (255, 127, 127), (25, 50): (255, 127, 127), (15, 50): (255, 127, 127)},
        ),
        ('<g display="none"><rect width="50" height="50"/></g>', {(25, 25): WHITE}),
        (
            '<g visibility="hidden"><path d="M0 0h50v50z"/><path d="M50 0h9v9z" visibility="visible"/></g>',
            {(40, 10): WHITE, (57, 2): BLACK},
        ),
        (
            '<path d="M0 50h100" stroke="red" stroke-width="10" stroke-dasharray="30,20"/>',
            {(15, 50): RED, (40, 50): WHITE},
        ),
        (
            '<path d="M0 50h100" stroke="red" stroke-width="10" stroke-dasharray="30,20" stroke-dashoffset="30"/>',
            {(15, 50): WHITE, (35, 50): RED},
        ),
        ('<path d="M30 50h40" stroke="red" stroke-width="20" stroke-linecap="square"/>', {(22, 42): RED}),
        (
            '<path d="M30 50h40" stroke="red" stroke-width="20" stroke-linecap="round"/>',
            {(22, 42): WHITE, (22, 50): RED},
        ),
        ('<path d="M30 50h40" stroke="red" stroke-width="20"/>', {(28, 50): WHITE}),
        ("<style>.a{fill:red}</style><rect class='a' width='50' height='50'/>", {(25, 25): RED}),
    ],
)
def test_look_when_set_then_is_seen(inside, points):
    found = colors(svg(inside), *points)
    assert all(
        abs(a - b) <= 2 for one, two in zip(found, points.values(), strict=True) for a, b in zip(one, two, strict=True)
    ), found


def test_line_when_it_encloses_nothing_then_its_fill_leaves_no_hair():
    dots = '<path d="M5 50h90" stroke="red" stroke-width="10" stroke-dasharray="0 30" stroke-linecap="round"/>'
    assert colors(svg(dots), (5, 50), (20, 50), (50, 50)) == [RED, WHITE, WHITE]


@pytest.mark.parametrize(
    ("definition", "shape"),
    [
        (f'<linearGradient id="g">{GRADIENT}</linearGradient>', '<rect width="100" height="100" fill="url(#g)"/>'),
        (
            f'<linearGradient id="g" gradientUnits="userSpaceOnUse" x2="100">{GRADIENT}</linearGradient>',
            '<path d="M0 50h100" stroke="url(#g)" stroke-width="100"/>',
        ),
        (
            f'<linearGradient id="s">{GRADIENT}</linearGradient>{TURNED}',
            '<rect width="100" height="100" style="fill:url(\'#g\') none"/>',
        ),
        (
            f'<linearGradient id="g">{GRADIENT}</linearGradient>',
            '<g transform="scale(2)" opacity=".999"><rect width="50" height="50" fill="url(#g)" stroke="none"/></g>',
        ),
    ],
)
def test_gradient_when_it_runs_across_then_goes_from_red_to_blue(definition, shape):
    left, middle, right = colors(svg(f"<defs>{definition}</defs>{shape}"), (1, 50), (50, 50), (99, 50))
    assert left[0] > 245
    assert left[2] < 10
    assert abs(middle[0] - 127) < 4
    assert abs(middle[2] - 127) < 4
    assert right[2] > 245
    assert right[0] < 10


def test_gradient_when_round_then_goes_from_its_focus_to_its_edge():
    inside = (
        f'<radialGradient id="g" fx=".3">{GRADIENT}</radialGradient><circle cx="50" cy="50" r="50" fill="url(#g)"/>'
    )
    focus, edge = colors(svg(inside), (30, 50), (99, 50))
    assert focus[0] > 245
    assert edge[2] > 245


def test_gradient_when_stops_share_a_place_then_the_color_jumps():
    stops = "".join(
        f'<stop offset="{at}" stop-color="{color}"/>' for at, color in ((0.5, "red"), ("50%", "blue"), (0.4, "blue"))
    )
    inside = f'<linearGradient id="g">{stops}</linearGradient><rect width="100" height="100" fill="url(#g)"/>'
    assert colors(svg(inside), (10, 50), (49, 50), (51, 50), (90, 50)) == [RED, RED, BLUE, BLUE]


def test_gradient_when_it_has_one_stop_or_none_then_is_a_plain_color_or_nothing():
    one = '<linearGradient id="g"><stop stop-color="red"/></linearGradient>'
    rect = '<rect width="100" height="100" fill="url(#g)"/>'
    assert colors(svg(one + rect), (50, 50)) == [RED]
    assert colors(svg('<linearGradient id="g"/>' + rect), (50, 50)) == [WHITE]


def test_clip_when_set_then_nothing_outside_is_seen():
    clip = '<clipPath id="c"><rect width="50" height="100"/></clipPath>'
    group = '<g clip-path="url(#c)" transform="translate(25)"><rect width="100" height="100" fill="red"/></g>'
    assert colors(svg(clip + group), (24, 50), (26, 50), (74, 50), (76, 50)) == [WHITE, RED, RED, WHITE]
    used = '<defs><circle id="s" r="20"/></defs><clipPath id="c"><use href="#s" x="50" y="50"/></clipPath>'
    shape = '<rect width="100" height="100" fill="red" clip-path="url(#c)"/>'
    assert colors(svg(used + shape), (50, 50), (68, 50), (72, 50)) == [RED, RED, WHITE]
    empty = '<clipPath id="c"><rect/></clipPath>' + shape
    assert colors(svg(empty), (50, 50)) == [WHITE]


def test_use_when_it_repeats_then_takes_place_and_look_from_itself():
    inside = (
        '<defs><rect id="a" width="20" height="20"/><symbol id="s"><rect width="9" height="9"/></symbol></defs>'
        '<use href="#a" x="50" fill="red"/><g fill="blue"><use xlink:href="#a" transform="translate(0 50)"/></g>'
        '<use href="#s" y="80"/><symbol id="t"><rect width="100" height="100"/></symbol>'
    )
    points = (60, 10), (10, 60), (5, 85), (5, 5), (95, 95)
    assert colors(svg(inside), *points) == [RED, BLUE, BLACK, WHITE, WHITE]


@pytest.mark.parametrize(
    ("root", "width", "height"),
    [
        ('viewBox="0 0 200 100"', 150, 75),
        ('width="96" height="48"', 72, 36),
        ('viewBox="0 0 10 10" width="1in" height="2in"', 72, 144),
        ('viewBox="0 0 40 30" width="100%" height="100%"', 30, 22.5),
        ('viewBox="5,5,40,30" width="80px"', 60, 22.5),
    ],
)
def test_size_when_the_file_says_then_is_96_pixels_an_inch(root, width, height):
    drawing = draw(svg("<g/>", root))
    assert (drawing.width, drawing.height) == pytest.approx((width, height))


@pytest.mark.parametrize(
    ("how", "red"),
    [
        ("", (25, 100, 175, 100)),
        ("xMinYMid", (2, 100, 98, 100)),
        ("xMaxYMax meet", (102, 100, 198, 100)),
        ("none", (2, 2, 198, 198)),
        ("xMidYMid slice", (2, 2, 198, 198)),
    ],
)
def test_view_box_when_of_another_shape_then_is_fitted_as_told(how, red):
    root = f'viewBox="10 10 50 50" width="200" height="100" preserveAspectRatio="{how}"'
    image = shown(Asset("svg", svg('<rect x="10" y="10" width="50" height="50" fill="red"/>', root)), 1 / 0.75)
    left = next(x for x in range(200) if image.getpixel((x, 50)) == RED)
    right = next(x for x in range(199, -1, -1) if image.getpixel((x, 50)) == RED)
    expected = {"": (50, 149), "xMinYMid": (0, 99), "xMaxYMax meet": (100, 199)}.get(how, (0, 199))
    assert (left, right) == expected


@pytest.mark.parametrize(
    ("inside", "word"),
    [
        ("<text>Hi</text>", "<text>"),
        ('<image href="data:,"/>', "<image>"),
        ("<foreignObject/>", "<foreignObject>"),
        ("<script/>", "<script>"),
        ("<svg/>", "<svg>"),
        ("<switch/>", "<switch>"),
        ("<a/>", "<a>"),
        ('<g filter="url(#f)"/>', "filter"),
        ('<g mask="url(#f)"/>', "mask"),
        ('<rect width="1" height="1" fill="url(#p)"/><pattern id="p"/>', "no gradient"),
        ('<rect width="1" height="1" fill="url(#p)"/>', "no gradient"),
        ('<rect width="1em" height="1"/>', "1em"),
        ('<rect width="1" height="1" fill="inkcolor"/>', "inkcolor"),
        ('<path d="M1"/>', "path"),
        ('<path d="M0 0h9" stroke="red" stroke-linejoin="arcs"/>', "arcs"),
        ('<path d="M0 0h9" stroke="red" stroke-dasharray="-1"/>', "dashes"),
        ('<path d="M0 0h1e30"/>', "too large"),
        ('<path d="M0 0h1e999"/>', "too large"),
        (f'<path d="M0 0{"h9e6" * 3}"/>', "too large"),
        ('<rect width="1e300" height="1e300"/>', "too large"),
        ('<rect width="9e6in" height="9"/>', "too large"),
        ('<g transform="scale(1e6)">' * 5 + '<path d="M0 0h1v1"/>' + "</g>" * 5, "too large"),
        ('<g transform="scale(1e-7)" opacity=".5"><path d="M0 0h1v1"/></g>', "too large"),
        ('<use href="#x"/>', "#x"),
        ('<use href="http://a.example/b.svg#c"/>', "http"),
        ('<g id="x"><use href="#x"/></g>', "deep"),
        ('<symbol id="s" viewBox="0 0 1 1"/><use href="#s"/>', "symbol"),
        ('<g clip-path="url(#c)"/>', "clip-path"),
        ('<clipPath id="c"><rect/><rect/></clipPath><g clip-path="url(#c)"/>', "more than one"),
        ('<clipPath id="c"><text/></clipPath><g clip-path="url(#c)"/>', "<text>"),
        ('<clipPath id="c" clipPathUnits="objectBoundingBox"><rect/></clipPath><g clip-path="url(#c)"/>', "clip-path"),
        (
            f'<linearGradient id="g"><stop stop-opacity="0"/><stop offset="1"/></linearGradient>{FILLED}',
            "transparency",
        ),
        (
            f'<linearGradient id="g" spreadMethod="reflect">{GRADIENT}</linearGradient>{FILLED}',
            "repeats",
        ),
        (
            f'<radialGradient id="g" fx="9">{GRADIENT}</radialGradient><rect width="9" height="9" fill="url(#g)"/>',
            "focus",
        ),
    ],
)
def test_drawing_when_something_would_not_be_drawn_exactly_then_it_is_refused_by_name(inside, word):
    with pytest.raises(SvgError) as error:
        draw(svg(inside))
    assert word in str(error.value)
    assert not str(error.value).endswith(".")


@pytest.mark.parametrize("root", ["", 'viewBox="0 0 0 9"', 'width="-5" height="5"', 'viewBox="0 0 9 9" opacity=".5"'])
def test_drawing_when_it_has_no_size_or_is_transparent_as_a_whole_then_it_is_refused(root):
    with pytest.raises(SvgError):
        draw(svg("<g/>", root))


def test_drawing_when_uses_multiply_then_it_ends_soon():
    layers = "".join(f'<g id="l{n + 1}">' + f'<use href="#l{n}"/>' * 10 + "</g>" for n in range(8))
    with pytest.raises(SvgError):
        draw(svg(f'<defs><g id="l0"><rect width="1" height="1"/></g>{layers}</defs><use href="#l8"/>'))
    long = f'<path id="p" d="M0 0{"h1" * 30_000}"/>'
    with pytest.raises(SvgError):
        draw(svg(f"<defs>{long}</defs>" + '<use href="#p"/>' * 200))


def test_drawing_when_made_then_holds_only_paths_and_nothing_of_text_or_marks():
    inside = '<g opacity=".5"><circle r="50" stroke="red"/></g><rect width="9" height="9" fill="red"/>'
    drawing = draw(svg(inside))
    bodies = [drawing.form.body(lambda _: 1), *(form.body(lambda _: 1) for form in drawing.form._forms)]
    code = " ".join(drawing.form.code + [line for form in drawing.form._forms for line in form.code])
    assert len(bodies) == 2
    words = set(re.findall(r"(?<!/)\b[A-Za-z]+\*?", code))
    assert {"q", "Q", "cm", "f", "S", "Do"} <= words
    assert words <= {
        "q",
        "Q",
        "cm",
        "f",
        "S",
        "Do",
        "gs",
        "rg",
        "RG",
        "w",
        "J",
        "j",
        "M",
        "d",
        "m",
        "l",
        "c",
        "h",
        "W",
        "n",
    }
    assert all(b"/Font" not in body for body in bodies)


def test_drawing_when_made_twice_then_the_file_is_the_same():
    data = svg(
        f'<defs><linearGradient id="g">{GRADIENT}</linearGradient></defs><rect width="9" height="9" fill="url(#g)"/>'
        '<g opacity=".5"><circle r="50" stroke="red"/></g>'
    )
    assert page(Asset("svg", data)) == page(Asset("svg", bytes(bytearray(data))))


def test_coordinates_when_the_units_are_large_or_small_then_keep_their_place():
    for box, side in (("0 0 1 1", 0.25), ("0 0 100000 100000", 25000)):
        data = svg(f'<rect width="{side}" height="{side}" fill="red"/>', f'viewBox="{box}" width="100" height="100"')
        assert colors(data, (24, 24), (26, 24), (24, 26)) == [RED, WHITE, WHITE]
