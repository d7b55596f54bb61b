from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.pdf.painter import Painter
from handouts.pdf.sheet import Sheet
from handouts.pdf.strips import (
    Box,
    Column,
    Drawing,
    Rail,
    Row,
    Strip,
    gap,
    keep_together,
    paint_stack,
    portions,
    side_by_side,
    stack_height,
)
from handouts.pdf.structure import Tree
from tests.pdf.samples import theme

STRIPS = st.lists(
    st.builds(
        lambda height, before, after, keep: Strip(height, before, after, keep=keep),
        st.floats(0.5, 60),
        st.floats(0, 20),
        st.floats(0, 20),
        st.booleans(),
    ),
    max_size=30,
)


class Recorder:
    """Notes where strips were painted."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, float, float]] = []

    def strip(self, label: str, height: float, before: float = 0.0, after: float = 0.0) -> Strip:
        drawing = Drawing(height, lambda _painter, x, top: self.seen.append((label, x, top)))
        drawing.before, drawing.after = before, after
        return drawing


def painter() -> Painter:
    return Painter(Sheet(612, 792, "en"), Tree(), theme())


def test_gap_is_the_larger_claim_and_not_their_sum() -> None:
    assert gap(Strip(1, after=5), Strip(1, before=8)) == 8
    assert gap(Strip(1, after=9), Strip(1, before=8)) == 9


def test_stack_height_leaves_out_the_space_around_the_stack() -> None:
    assert stack_height([]) == 0
    assert stack_height([Strip(10, 99, 5), Strip(20, 8, 99)]) == 38


def test_paint_stack_puts_strips_below_each_other_with_their_gaps() -> None:
    recorder = Recorder()
    paint_stack(painter(), [recorder.strip("a", 10, 99, 5), recorder.strip("b", 20, 8)], 50, 700)

    assert recorder.seen == [("a", 50, 700), ("b", 50, 682)]


def test_drawing_and_bare_strip_paint_where_they_are_told() -> None:
    recorder = Recorder()
    recorder.strip("a", 1).paint(painter(), 1, 2)
    Strip(5).paint(painter(), 0, 0)

    assert recorder.seen == [("a", 1, 2)]


# ---------------------------------------------------------------- rows and frames


def test_row_is_as_high_as_its_highest_column_and_its_padding() -> None:
    recorder = Recorder()
    columns = [Column(0, [recorder.strip("a", 10)]), Column(100, [recorder.strip("b", 30), recorder.strip("c", 5)])]
    row = Row(columns, width=200, pad_top=4, pad_bottom=6, ground="tint", rule_color="rule")
    sheet = painter()
    row.paint(sheet, 50, 700)

    assert row.height == 45
    assert recorder.seen == [("a", 50, 696), ("b", 150, 696), ("c", 150, 666)]
    painted = " ".join(sheet.sheet.code)
    assert "50.00 655.00 200.00 45.00 re f" in painted
    assert "50.00 655.00 m 250.00 655.00 l S" in painted
    assert Row([]).height == 0


@pytest.mark.parametrize("caption", [None, 20.0])
def test_box_holds_its_strips_inside_its_padding(caption: float | None) -> None:
    recorder = Recorder()
    bar = recorder.strip("bar", caption) if caption else None
    box = Box([recorder.strip("a", 30)], 200, pad=(12, 10), radius=6, border="brand", ground="tint", caption=bar)
    box.paint(painter(), 50, 700)

    assert box.height == 50 + (caption or 0)
    assert recorder.seen == ([("bar", 50, 700)] if caption else []) + [("a", 62, 690 - (caption or 0))]


@pytest.mark.parametrize(("dashed", "expected"), [(True, 1), (False, 0)])
def test_box_dash_is_painted_only_where_asked(dashed: bool, expected: int) -> None:
    sheet = painter()
    Box([Strip(10)], 100, pad=(1, 1), radius=3, border="grey", dashed=dashed).paint(sheet, 0, 100)

    assert " ".join(sheet.sheet.code).count("[2.5 2] 0 d") == expected


@pytest.mark.parametrize(("last", "end"), [(True, 60.0), (False, 45.0)])
def test_rail_leads_on_to_the_next_ring_unless_it_is_the_last(last: bool, end: float) -> None:
    recorder = Recorder()
    rail = Rail([recorder.strip("a", 40)], indent=20, radius=4, line_middle=8, color="brand", last=last)
    rail.tail = 15
    sheet = painter()
    rail.paint(sheet, 50, 100)

    assert rail.height == 40
    assert recorder.seen == [("a", 70, 100)]
    assert f"55.00 88.00 m 55.00 {end:.2f} l S" in " ".join(sheet.sheet.code)


# ---------------------------------------------------------------- portions


@settings(max_examples=200, deadline=None, derandomize=True)
@given(STRIPS, st.floats(5, 200))
def test_portions_lose_no_strip_and_fit_where_they_can(strips: list[Strip], limit: float) -> None:
    parts = portions(strips, limit)

    assert [strip for part in parts for strip in part] == strips
    assert all(parts)
    for part in parts:
        assert stack_height(part) <= limit + 1e-6 or len(part) == 1
    for part in parts[:-1]:
        if part[-1].keep:  # only where no strip of the portion may end a page
            assert all(strip.keep for strip in part)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(STRIPS, st.floats(5, 200))
def test_portions_are_filled_as_far_as_they_go(strips: list[Strip], limit: float) -> None:
    parts = portions(strips, limit)
    for part, following in itertools.pairwise(parts):
        for more in range(1, len(following) + 1):
            longer = [*part, *following[:more]]
            assert stack_height(longer) > limit or longer[-1].keep


def test_portions_of_nothing_are_none() -> None:
    assert portions([], 100) == []


def test_side_by_side_gives_each_row_what_is_left_of_each_stack() -> None:
    a, b, c = Strip(1), Strip(2), Strip(3)
    rows = side_by_side([(0.0, [[a], [b]]), (50.0, [[c]]), (90.0, [])])

    assert [[(column.x, list(column.strips)) for column in row] for row in rows] == [
        [(0.0, [a]), (50.0, [c])],
        [(0.0, [b])],
    ]
    assert side_by_side([]) == []


def test_keep_together_keeps_all_but_the_last() -> None:
    strips = [Strip(), Strip(), Strip()]
    keep_together(strips)
    keep_together([])

    assert [strip.keep for strip in strips] == [True, True, False]
