from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.pdf.svg.paths import (
    SvgError,
    bounds,
    ellipse,
    number,
    operators,
    parse_path,
    polyline,
    rectangle,
    solid,
    transformed,
)


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ("M1 2L3 4", "1 2 m 3 4 l"),
        ("m1,2 3,4 5,6", "1 2 m 4 6 l 9 12 l"),
        ("M1 2 3 4", "1 2 m 3 4 l"),
        ("M0 0H5V6h-1v-2z", "0 0 m 5 0 l 5 6 l 4 6 l 4 4 l h"),
        ("M1 1l1 0zl0 2", "1 1 m 2 1 l h 1 1 m 1 3 l"),
        ("M1 1l1 0zm1 1h1", "1 1 m 2 1 l h 2 2 m 3 2 l"),
        ("M0 0C1 1 2 1 3 0S5-1 6 0", "0 0 m 1 1 2 1 3 0 c 4 -1 5 -1 6 0 c"),
        ("M0 0s1 1 2 0", "0 0 m 0 0 1 1 2 0 c"),
        ("M0 0q3 3 6 0t6 0", "0 0 m 2 2 4 2 6 0 c 8 -2 10 -2 12 0 c"),
        ("M0 0t6 0", "0 0 m 0 0 2 0 6 0 c"),
        ("M.5.5-1-1", "0.5 0.5 m -1 -1 l"),
        ("M1e1-2E0", "10 -2 m"),
        ("M0 0a1 1 0 1110 0", "0 0 m 0 -2.7614 2.2386 -5 5 -5 c 7.7614 -5 10 -2.7614 10 0 c"),
        ("M0 0A0 5 0 0 1 7 8", "0 0 m 7 8 l"),
        ("M0 0A1e-300 5 0 0 1 7 8", "0 0 m 7 8 l"),
        ("M0 0a9e6 9e6 0 0 1 1e-7 0", "0 0 m 0 0 0 0 0 0 c"),
        ("M3 3a5 5 0 0 1 0 0", "3 3 m"),
        ("", ""),
    ],
)
def test_path_when_parsed_then_gives_absolute_lines_and_curves(data, path):
    assert operators(parse_path(data), 4) == path


@pytest.mark.parametrize("data", ["L1 2", "1 2", "M1", "M1 2L3", "M1 2 X", "M0 0a1 1 0 2 0 3 3", "M0 0z1 2", "M1,2,,#"])
def test_path_when_it_breaks_the_grammar_then_it_is_refused(data):
    with pytest.raises(SvgError):
        parse_path(data)


@given(
    st.tuples(*(st.floats(-50, 50) for _ in range(4))),
    st.tuples(st.floats(0.5, 60), st.floats(0.5, 60), st.floats(-180, 180)),
    st.booleans(),
    st.booleans(),
)
def test_arc_when_turned_into_curves_then_lies_on_its_ellipse(ends, radii, large, sweep):
    (x1, y1, x2, y2), (rx, ry, turn) = ends, radii
    if math.dist((x1, y1), (x2, y2)) < 1e-3:
        return
    numbers = " ".join(f"{v:.6f}" for v in (rx, ry, turn))
    data = f"M{x1:.6f} {y1:.6f}A{numbers} {large:d} {sweep:d} {x2:.6f} {y2:.6f}"
    (_, start), *curves = parse_path(data)
    assert 1 <= len(curves) <= 4
    assert all(name == "c" for name, _ in curves)
    assert curves[-1][1][-2:] == pytest.approx((x2, y2), abs=1e-5)
    # In the ellipse's own frame all joints and middles are at one distance from one centre.
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    points = [start]
    for _, (ax, ay, bx, by, x, y) in curves:
        px, py = points[-1]
        points += [((px + 3 * ax + 3 * bx + x) / 8, (py + 3 * ay + 3 * by + y) / 8), (x, y)]
    unit = [((cos * x + sin * y) / rx, (cos * y - sin * x) / ry) for x, y in points]
    (ax, ay), (bx, by), (cx, cy) = unit[0], unit[len(unit) // 2], unit[-1]
    twice = 2 * (ax * (by - cy) + bx * (cy - ay) + cx * (ay - by))
    if abs(twice) < 1e-3:
        return
    one, two, three = ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy
    ux = (one * (by - cy) + two * (cy - ay) + three * (ay - by)) / twice
    uy = (one * (cx - bx) + two * (ax - cx) + three * (bx - ax)) / twice
    radius = math.dist((ux, uy), unit[0])
    assert all(math.dist((ux, uy), point) == pytest.approx(radius, rel=2e-3) for point in unit)
    assert radius >= 1 - 1e-2  # radii that are too small are enlarged, never others


def test_circle_when_drawn_then_four_curves_touch_its_square():
    segments = ellipse(10, 20, 5, 5)
    assert [name for name, _ in segments] == ["m", "c", "c", "c", "c", "h"]
    assert bounds(segments) == pytest.approx((5, 15, 15, 25), abs=1e-9)


@pytest.mark.parametrize(
    ("rx", "ry", "names"), [(0, 0, "mlllh"), (2, 1, "mlclclclch"), (99, 99, "mcccch"), (99, 1, "mclcclch")]
)
def test_rectangle_when_its_corners_are_rounded_then_it_keeps_its_size(rx, ry, names):
    segments = rectangle(1, 2, 10, 4, rx, ry)
    assert "".join(name for name, _ in segments) == names
    assert bounds(segments) == pytest.approx((1, 2, 11, 6), abs=1e-9)


def test_polygon_when_drawn_then_is_closed_and_a_polyline_is_not():
    assert operators(polyline([0, 0, 4, 0, 4, 3], closed=True), 2) == "0 0 m 4 0 l 4 3 l h"
    assert operators(polyline([0, 0, 4, 0, 4, 3], closed=False), 2) == "0 0 m 4 0 l 4 3 l"
    with pytest.raises(SvgError):
        polyline([0, 0, 4], closed=False)


def test_bounds_when_a_curve_swings_out_then_they_follow_the_curve_not_its_handles():
    assert bounds(parse_path("M0 0C0 12 8 12 8 0")) == pytest.approx((0, 0, 8, 9))


def test_solid_when_a_subpath_is_a_line_then_it_is_left_out_and_others_stay():
    assert operators(solid(parse_path("M0 0L5 5L2 2M0 0h4v3z M9 9")), 2) == "0 0 m 4 0 l 4 3 l h"


def test_transformed_when_turned_then_moves_every_point():
    assert operators(transformed(parse_path("M1 0C1 1 2 1 2 0h1z"), (0, 1, -1, 0, 10, 0)), 2) == (
        "10 1 m 9 1 9 2 10 2 c 10 3 l h"
    )


def test_number_when_written_then_has_no_exponent_no_minus_zero_and_no_tail():
    assert [number(v, 3) for v in (1e-9, -1e-9, 1.5, 100.0, 0.12345)] == ["0", "0", "1.5", "100", "0.123"]
    for value in (math.inf, math.nan, 1e9):
        with pytest.raises(SvgError):
            number(value, 3)
