from __future__ import annotations

import io

import pikepdf
import pytest

from handouts.document import nodes
from handouts.pdf import write
from handouts.pdf.outline import destination
from tests.pdf.samples import document, heading, paragraph, theme


def outline(*blocks: nodes.Block) -> list[tuple[int, str, int, float]]:
    """Return depth, title, page and height of each bookmark."""
    found: list[tuple[int, str, int, float]] = []

    with pikepdf.open(io.BytesIO(write(document(*blocks), theme()))) as pdf:
        pages = [page.obj.objgen for page in pdf.pages]

        def walk(node: pikepdf.Object, depth: int) -> int:
            count, previous = 0, None
            at = node.get("/First")
            while at is not None:
                assert at.Parent.objgen == node.objgen
                assert (at.Prev.objgen if "/Prev" in at else None) == (previous.objgen if previous else None)
                found.append((depth, str(at.Title), pages.index(at.Dest[0].objgen), float(at.Dest[3])))
                count += 1 + walk(at, depth + 1)
                previous, at = at, at.get("/Next")
            if previous is not None:
                assert node.Last.objgen == previous.objgen
                assert int(node.Count) == count
            else:
                assert "/First" not in node
            return count

        walk(pdf.Root.Outlines, 0)
    return found


def test_outline_has_every_heading_at_its_depth_in_order() -> None:
    blocks = (
        heading("A"),
        paragraph("a"),
        heading("A1", 3),
        paragraph("a"),
        heading("B – ≥ ữ (x)"),
        nodes.Callout((heading("B1", 3), paragraph("b")), "info"),
        heading("C"),
        paragraph("c"),
    )
    found = outline(*blocks)

    assert [(depth, title) for depth, title, _, _ in found] == [
        (0, "Title"),
        (1, "A"),
        (2, "A1"),
        (1, "B – ≥ ữ (x)"),
        (2, "B1"),
        (1, "C"),
    ]
    tops = [top for _, _, _, top in found]
    assert tops == sorted(tops, reverse=True)


def test_outline_leads_to_the_page_of_the_heading() -> None:
    found = outline(*[paragraph("filler") for _ in range(60)], heading("Later"), paragraph("x"))

    assert [(title, page) for _, title, page, _ in found] == [("Title", 0), ("Later", 2)]


def test_outline_with_a_gap_in_the_levels_still_holds_every_heading() -> None:
    found = outline(heading("Deep", 4), paragraph("a"), heading("Up", 2), paragraph("b"))

    assert [(depth, title) for depth, title, _, _ in found] == [(0, "Title"), (1, "Deep"), (1, "Up")]


@pytest.mark.parametrize(("top", "written"), [(700, "700.00"), (12.346, "12.35")])
def test_destination_keeps_the_zoom_and_the_left_edge(top: float, written: str) -> None:
    assert destination(7, top) == f"[7 0 R/XYZ null {written} null]"
