from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handouts.document import nodes
from handouts.pdf import write
from handouts.pdf.flow import Look
from handouts.pdf.paginate import paginate
from handouts.pdf.structure import Element
from tests import structure
from tests.pdf.samples import composer, document, paragraph, table, theme, watched
from tests.pdf.strategies import said

if TYPE_CHECKING:
    from handouts.pdf.strips import Strip

LIMIT = 300.0


def strips_of(block: nodes.Block) -> list[Strip]:
    return composer(limit=LIMIT).blocks((block,), Element("Document", None), 500, Look())


def read(*blocks: nodes.Block) -> structure.Structure:
    found = structure.read(write(document(*blocks), theme()))
    assert found.problems == []
    return found


def test_table_head_cells_say_what_they_head() -> None:
    found = read(table(("Risk", "How often"), ("Bleeding", "5 in 100"), ("Fever", "")))
    cells = [(e.role, e.attributes.get("Scope"), e.text()) for e in found.root.walk() if e.role in ("TH", "TD")]

    assert cells == [
        ("TH", "Column", "Risk"),
        ("TH", "Column", "How often"),
        ("TH", "Row", "Bleeding"),
        ("TD", None, "5 in 100"),
        ("TH", "Row", "Fever"),
        ("TD", None, ""),
    ]


def test_table_columns_take_their_shares_of_the_width() -> None:
    block = nodes.Table(
        (1.0, 3.0),
        (nodes.Cell((paragraph("a"),), "Column"), nodes.Cell((paragraph("b"),), "Column")),
        ((nodes.Cell((paragraph("c"),)), nodes.Cell((paragraph("d"),))),),
    )
    with watched() as spots:
        write(document(block), theme())
    lefts = sorted({round(spot.left, 1) for spot in spots if spot.size == 11.5})

    assert lefts == [54 + 8, 54 + 126 + 8]


def test_table_over_pages_repeats_its_head_as_an_artifact_that_takes_height() -> None:
    found = read(table(("Risk", "How often"), *[(f"Risk {n}", f"{n} in 100") for n in range(80)]))

    assert len(found.pages) > 2
    assert found.root.text().count("How often") == 1
    for page in found.pages[1:]:
        assert any("How often" in artifact for artifact in page.artifacts)
    strips = strips_of(table(("Risk", "How often"), *[("r", "c")] * 30))
    for placed, first, *_ in paginate(strips, LIMIT, 0)[1:]:
        assert placed.repeated
        assert placed.strip is strips[0]
        assert first.depth == strips[0].height


def test_table_head_is_not_left_with_one_row_and_the_last_row_does_not_stand_alone() -> None:
    strips = strips_of(table(("a", "b"), *[("r", "c")] * 5))

    assert [strip.keep for strip in strips] == [True, True, False, False, True, False]


def test_table_of_three_rows_stays_together_unless_its_first_row_is_high() -> None:
    low, high = (strips_of(table(("a", "b"), ("r", cell), ("s", "c"), ("t", "c"))) for cell in ("c", "word " * 200))

    assert [strip.keep for strip in low] == [True, True, True, False]
    assert not high[1].keep
    assert high[-2].keep


def test_table_of_a_head_and_one_row_stays_together() -> None:
    assert [strip.keep for strip in strips_of(table(("a", "b"), ("r", "c")))] == [True, False]


@pytest.mark.parametrize("cell", ["word " * 600, "x" * 3000])
def test_table_cell_higher_than_a_page_is_cut_and_loses_nothing(cell: str) -> None:
    block = table(("a", "b"), ("r", cell), ("s", "end"))
    strips = strips_of(block)

    assert len(strips) > 4
    assert all(strip.height + strips[0].height <= LIMIT for strip in strips[1:])
    assert read(block).lines()[1:] == said((block,))


def test_table_head_higher_than_a_page_is_cut_loses_nothing_and_is_not_repeated() -> None:
    block = table(("a", "word " * 900), ("r", "c"), ("s", "d"))
    found = read(block)

    assert found.lines()[1:] == said((block,))
    assert all(strip.height <= LIMIT for strip in strips_of(block))
    assert all(strip.repeat is None for strip in strips_of(block))


def test_table_cell_of_blocks_keeps_them_below_the_cell() -> None:
    risk = nodes.Cell((paragraph("5 in 100"), nodes.IconArray(5, 100, "5 of 100 dots")))
    block = nodes.Table((1.0,), (nodes.Cell((paragraph("Risk"),), "Column"),), ((risk,),))
    found = read(block)
    (cell,) = [e for e in found.root.walk() if e.role == "TD"]

    assert [e.role for e in cell.children()] == ["P", "Figure"]
