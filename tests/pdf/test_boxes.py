from __future__ import annotations

import pytest

from handouts.document import nodes
from handouts.pdf import write
from handouts.pdf.flow import Look
from handouts.pdf.paginate import paginate
from handouts.pdf.strips import Again, Box, Row, Strip, TextStrip
from handouts.pdf.structure import Element
from handouts.pdf.write import _Writer
from tests import structure
from tests.pdf.samples import book, composer, document, heading, items, pair, paragraph, table, text, theme, watched
from tests.pdf.strategies import said

STYLES = ("info", "caution", "emergency", "do", "dont", "appointment", "glance", "notice")
LIMIT = 300.0


def strips_of(block: nodes.Block, *, columns: bool = True) -> list[Strip]:
    return composer(limit=LIMIT, columns=columns).blocks((block,), Element("Document", None), 400, Look())


def boxes_of(block: nodes.Callout) -> list[Box]:
    found = [strip for strip in strips_of(block) if isinstance(strip, Box)]
    assert len(found) == len(strips_of(block))
    return found


# ---------------------------------------------------------------- boxes


@pytest.mark.parametrize("style", STYLES)
def test_callout_that_fits_is_one_box_as_wide_as_its_place(style: str) -> None:
    inside = nodes.Pairs((pair("l", paragraph("b")),), "glance") if style == "glance" else paragraph("b")
    (box,) = boxes_of(nodes.Callout((heading("h"), inside), style))

    assert box.width == 400
    assert box.height <= LIMIT
    assert not box.keep


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "inside",
    [
        paragraph("word " * 900),
        items(*["one item"] * 60),
        nodes.Columns(((paragraph("word " * 500),), (paragraph("b"),)), (1.0, 1.0)),
        nodes.Callout((paragraph("word " * 900),), "do"),
        table(("a", "b"), *[("r", "word " * 100)] * 5),
        nodes.Pairs((pair("time", *[paragraph("word " * 30)] * 20, note="n"),), "schedule"),
    ],
    ids=["paragraph", "list", "columns", "callout", "table", "schedule"],
)
def test_callout_higher_than_a_page_is_cut_into_boxes_that_fit(style: str, inside: nodes.Block) -> None:
    boxes = boxes_of(nodes.Callout((heading("h"), inside), style))

    assert len(boxes) > 1
    assert all(box.height <= LIMIT + 0.01 for box in boxes)
    assert [box.caption is not None for box in boxes] == [style == "glance"] + [False] * (len(boxes) - 1)


def test_callout_higher_than_a_page_loses_nothing_and_stays_one_section() -> None:
    block = nodes.Callout((heading("Head"), *[paragraph(f"text {n}") for n in range(120)]), "caution")
    found = structure.read(write(document(block), theme()))

    assert found.problems == []
    assert found.lines()[1:] == said((block,))
    assert [e.role for e in found.root.walk()].count("Sect") == 1
    assert len(found.pages) > 2


def test_callout_cut_into_boxes_does_not_end_one_with_a_heading() -> None:
    parts = (heading(f"Head {n}", 3) if n % 3 == 0 else paragraph(f"text {n}") for n in range(90))
    for box in boxes_of(nodes.Callout(tuple(parts), "info")):
        assert not box.strips[-1].keep


@pytest.mark.parametrize("style", ["do", "dont", "caution", "emergency", "info"])
def test_callout_that_goes_on_shows_its_heading_again_as_an_artifact(style: str) -> None:
    block = nodes.Callout((heading("Head"), items(*[f"item {n}" for n in range(120)])), style)
    first, *others = boxes_of(block)

    assert others
    assert not any(isinstance(strip, Again) for strip in first.strips)
    assert [isinstance(strip, Again) for box in others for strip in box.strips].count(True) == len(others)
    assert all(isinstance(box.strips[0], Again) for box in others)
    found = structure.read(write(document(block), theme()))
    assert found.problems == []
    assert found.lines().count("Head") == 1


def test_glance_heading_is_the_caption_of_the_first_box() -> None:
    entries = tuple(pair(f"Label {n}", paragraph("word " * 20)) for n in range(40))
    block = nodes.Callout((heading("At a glance"), nodes.Pairs(entries, "glance")), "glance")
    found = structure.read(write(document(block), theme()))

    assert found.problems == []
    assert found.lines()[1:] == said((block,))


@pytest.mark.parametrize("style", STYLES)
def test_callout_of_a_heading_alone_is_not_lost(style: str) -> None:
    found = structure.read(write(document(nodes.Callout((heading("Alone"),), style)), theme()))

    assert found.lines()[1:] == ["Alone"]


def test_callout_of_nothing_is_nothing() -> None:
    assert strips_of(nodes.Callout((), "glance")) == []
    assert strips_of(nodes.Callout((nodes.Paragraph((), ""),), "info")) == []


def test_panel_of_a_cover_is_filled_and_its_text_has_the_color_that_was_checked_on_that_ground() -> None:
    link = nodes.Paragraph((nodes.Link("https://example.org/", text("our page"), "The page"),), "")
    (box,) = boxes_of(nodes.Callout((heading("Our packet", 1), paragraph("4 handouts"), link), "cover"))
    colors = {run.color for strip in box.strips if isinstance(strip, TextStrip) for run in strip.line.runs}

    assert box.ground == "brand"
    assert colors == {theme().style("glance-h2").color}
    assert box.pad[1] == pytest.approx(78)


def test_panel_of_a_cover_in_large_type_is_less_roomy_and_one_higher_than_a_page_is_cut() -> None:
    block = nodes.Callout((heading("Our packet", 1), *[paragraph(f"text {n}") for n in range(60)]), "cover")
    roomy = _Writer(document(), theme(scale=1.5), book(), LIMIT)
    large = roomy.blocks((block,), Element("Document", None), 500.0, Look())

    assert len(boxes_of(block)) > 1
    assert isinstance(large[0], Box)
    assert large[0].pad[1] == pytest.approx(52)


def test_boxes_of_alarm_have_a_heavier_frame_than_others() -> None:
    weights = {style: boxes_of(nodes.Callout((paragraph("x"),), style))[0].weight for style in STYLES}

    assert weights["emergency"] > weights["caution"] > weights["do"]
    assert boxes_of(nodes.Callout((paragraph("x"),), "appointment"))[0].dashed


# ---------------------------------------------------------------- columns

LEFT = (heading("Left"), paragraph("left words"))
RIGHT = (heading("Right"), paragraph("right words"))


def test_columns_stand_side_by_side_in_their_shares() -> None:
    (row,) = strips_of(nodes.Columns((LEFT, RIGHT), (3.0, 1.0)))
    assert isinstance(row, Row)

    assert [column.x for column in row.columns] == pytest.approx([0, (400 - 18) * 0.75 + 18])
    with watched() as spots:
        write(document(nodes.Columns((LEFT, RIGHT), (1.0, 1.0))), theme())
    heads = [spot for spot in spots if spot.size == 16.5]
    assert len({spot.baseline for spot in heads}) == 1


def test_columns_of_a_one_column_theme_are_stacked() -> None:
    assert len(strips_of(nodes.Columns((LEFT, RIGHT), (1.0, 1.0)), columns=False)) == 4
    assert len(strips_of(nodes.Columns((LEFT,), (1.0,)))) == 2


@pytest.mark.parametrize("columns", [True, False])
def test_columns_are_read_one_after_the_other(columns: bool) -> None:
    found = structure.read(write(document(nodes.Columns((LEFT, RIGHT), (1.0, 1.0))), theme(columns=columns)))

    assert found.lines()[1:] == ["Left", "left words", "Right", "right words"]


def test_columns_higher_than_a_page_go_on_side_by_side() -> None:
    long = tuple(paragraph(f"line {n}") for n in range(40))
    rows = strips_of(nodes.Columns((long, long[:20]), (1.0, 1.0)))

    assert len(rows) > 2
    assert all(row.height <= LIMIT for row in rows)
    filled = [len(row.columns) for row in rows if isinstance(row, Row)]
    assert (filled[:2], filled[-1]) == ([2, 2], 1)
    assert filled == sorted(filled, reverse=True)


def test_columns_higher_than_a_page_leave_room_for_the_heading_above_them() -> None:
    made = composer(limit=LIMIT)
    block = nodes.Columns(((items(*["one item"] * 60),), (nodes.Callout((items(*["b"] * 60),), "do"),)), (1.0, 1.0))
    strips = made.blocks((heading("Above"), block), Element("Document", None), 400, Look())
    assert len(strips) > 3
    first, *others = paginate(strips, LIMIT, 0)
    assert others
    assert [type(placed.strip) for placed in first][1:] == [Row]


def test_columns_of_headings_alone_stay_with_what_follows() -> None:
    (row,) = strips_of(nodes.Columns(((heading("a"),), (heading("b"),)), (1.0, 1.0)))

    assert row.keep


def test_columns_with_an_empty_column_and_with_none_filled() -> None:
    empty = (nodes.Paragraph((), ""),)

    assert len(strips_of(nodes.Columns((empty, RIGHT), (1.0, 1.0)))) == 1
    assert strips_of(nodes.Columns((empty, empty), (1.0, 1.0))) == []
