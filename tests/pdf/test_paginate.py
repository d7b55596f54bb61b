from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.pdf.paginate import Placed, breaks, paginate
from handouts.pdf.strips import Strip, gap

HEIGHT = 100.0
LEAST = 20.0
SETTINGS = settings(max_examples=250, deadline=None, derandomize=True)


@st.composite
def stacks(draw: st.DrawFn) -> list[Strip]:
    """Strips as blocks make them: some kept, and runs of rows that repeat a head or a label."""
    strips: list[Strip] = []
    for _ in range(draw(st.integers(1, 12))):
        head = Strip(draw(st.floats(5, 30)), keep=True)
        repeats = draw(st.sampled_from(["", "", "head", "label"]))
        strips += [head] if repeats == "head" else []
        for _ in range(draw(st.integers(1, 5))):
            strip = Strip(draw(st.floats(1, 60)), draw(st.floats(0, 15)), draw(st.floats(0, 15)))
            strip.keep = draw(st.integers(0, 3)) == 0
            if repeats:
                strip.repeat, strip.repeat_overlays = head, repeats == "label"
            strips.append(strip)
    return strips


def used(strips: list[Strip], start: int, end: int) -> float:
    """Return the height that strips take on a page, written out anew."""
    first = strips[start]
    total = first.repeat.height if start and first.repeat and not first.repeat_overlays else 0.0
    return total + sum(
        strips[at].height + (gap(strips[at - 1], strips[at]) if at > start else 0.0) for at in range(start, end)
    )


def own(page: list[Placed]) -> list[Placed]:
    return [placed for placed in page if not placed.repeated]


@SETTINGS
@given(stacks())
def test_paginate_places_every_strip_once_and_in_order(strips: list[Strip]) -> None:
    pages = paginate(strips, HEIGHT, LEAST)

    assert [placed.strip for page in pages for placed in own(page)] == strips
    assert all(own(page) for page in pages)


@SETTINGS
@given(stacks())
def test_paginate_strips_stand_below_each_other_and_no_page_is_higher_than_the_body(strips: list[Strip]) -> None:
    for page in paginate(strips, HEIGHT, LEAST):
        for upper, lower in itertools.pairwise(own(page)):
            assert lower.depth >= upper.depth + upper.strip.height - 1e-9
        bottom = page[-1].depth + page[-1].strip.height
        assert bottom <= HEIGHT + 0.02 or len(own(page)) == 1


@SETTINGS
@given(stacks())
def test_paginate_breaks_after_a_kept_strip_only_where_the_page_has_no_other_place(strips: list[Strip]) -> None:
    starts = [0, *breaks(strips, HEIGHT, LEAST)]
    for start, end in itertools.pairwise(starts):
        if strips[end - 1].keep:
            assert all(strip.keep for strip in strips[start:end])


@SETTINGS
@given(stacks())
def test_paginate_fills_pages_but_for_the_last_two(strips: list[Strip]) -> None:
    starts = [0, *breaks(strips, HEIGHT, LEAST), len(strips)]
    for start, end in list(itertools.pairwise(starts))[:-2]:
        for more in range(end + 1, len(strips) + 1):
            if used(strips, start, more) > HEIGHT + 0.01:
                break
            assert strips[more - 1].keep


@SETTINGS
@given(stacks())
def test_paginate_last_page_is_short_only_where_nothing_else_can_be_done(strips: list[Strip]) -> None:
    starts = [0, *breaks(strips, HEIGHT, LEAST)]
    if len(starts) == 1 or used(strips, starts[-1], len(strips)) >= LEAST:
        return
    for at in range(starts[-1] - 1, starts[-2], -1):
        good = (
            not strips[at - 1].keep
            and LEAST <= used(strips, at, len(strips)) <= HEIGHT
            and used(strips, starts[-2], at) >= LEAST
        )
        assert not good


def test_paginate_short_last_page_takes_lines_from_the_page_before() -> None:
    strips = [Strip(5.0) for _ in range(21)]

    assert [len(page) for page in paginate(strips, HEIGHT, 0.0)] == [20, 1]
    assert [len(page) for page in paginate(strips, HEIGHT, 25.0)] == [16, 5]


@SETTINGS
@given(stacks())
def test_paginate_repeats_the_head_of_a_page_that_begins_inside_a_table(strips: list[Strip]) -> None:
    pages = paginate(strips, HEIGHT, LEAST)
    for number, page in enumerate(pages):
        first = own(page)[0]
        repeated = [placed for placed in page if placed.repeated]
        if not number or first.strip.repeat is None:
            assert repeated == []
            assert first.depth == 0
        else:
            assert repeated == [Placed(first.strip.repeat, 0.0, repeated=True)] == page[:1]
            assert first.depth == (0.0 if first.strip.repeat_overlays else first.strip.repeat.height)


def test_paginate_space_at_the_top_of_a_page_is_dropped() -> None:
    strips = [Strip(90), Strip(20, before=15)]

    assert [[placed.depth for placed in page] for page in paginate(strips, HEIGHT, 0)] == [[0], [0]]


def test_paginate_kept_strips_go_to_the_next_page_together() -> None:
    strips = [Strip(70), Strip(10, keep=True), Strip(10, keep=True), Strip(20)]

    assert [len(page) for page in paginate(strips, HEIGHT, 0)] == [1, 3]


def test_paginate_strip_higher_than_the_body_has_a_page_of_its_own() -> None:
    assert [len(page) for page in paginate([Strip(10), Strip(150), Strip(10)], HEIGHT, 0)] == [1, 1, 1]


def test_paginate_nothing_is_one_empty_page() -> None:
    assert paginate([], HEIGHT, LEAST) == [[]]
