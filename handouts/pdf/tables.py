"""Tables: header cells with scope, rows that are never divided, heads that repeat (PDF/UA-1 7.5)."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from handouts.pdf.flow import FEW_LINES, Composer, Look
from handouts.pdf.strips import Row, Strip, keep_ends, portions, side_by_side
from handouts.pdf.structure import Element

if TYPE_CHECKING:
    from handouts.document import nodes


_MOST_OF_A_PAGE = 0.25
"""A head is painted again only where it takes no more than this share of a page."""


def table(composer: Composer, block: nodes.Table, parent: Element, width: float, _look: Look) -> list[Strip]:
    """Return a table; its head is painted again, as an artifact, on every page it goes on to."""
    owner = Element("Table", parent)
    total = sum(block.widths)
    edges = [0.0]
    for share in block.widths:
        edges.append(edges[-1] + width * share / total)
    head = _rows(composer, block.head, Element("TR", Element("THead", owner)), edges, width, head=True)
    for part in head:
        part.keep = True
    repeated = head[0] if len(head) == 1 and head[0].height <= composer.limit * _MOST_OF_A_PAGE else None
    rows: list[list[Strip]] = []
    body = Element("TBody", owner)
    with composer.framed(repeated.height if repeated else 0.0):
        for cells in block.rows:
            rows.append(_rows(composer, cells, Element("TR", body), edges, width, head=False))
            for row in rows[-1]:
                row.repeat = repeated
    keep_ends(rows, composer.theme.style("table").leading * FEW_LINES)
    strips = [*head, *itertools.chain.from_iterable(rows)]
    strips[0].before = strips[-1].after = composer.measures["box-gap"] * 0.7
    return strips


def _rows(
    composer: Composer, cells: tuple[nodes.Cell, ...], element: Element, edges: list[float], width: float, *, head: bool
) -> list[Strip]:
    """Return one row, or several where a cell is higher than half a page."""
    pad, side = composer.measures["cell-pad"], composer.measures["table-pad"]
    parts: list[list[list[Strip]]] = []
    for number, cell in enumerate(cells):
        role = "TH" if cell.scope else "TD"
        owner = Element(role, element, attributes=f"/O/Table/Scope/{cell.scope}" if cell.scope else "")
        room = edges[number + 1] - edges[number] - 2 * side
        with composer.framed(2 * pad):
            body = composer.body_of(cell.blocks, owner, room, Look("table-head" if head else "table"))
            parts.append(portions(body, composer.limit / 2) if body else [[]])
    columns = side_by_side([(edge + side, part) for edge, part in zip(edges, parts, strict=False)])
    rows: list[Strip] = []
    for at, row_columns in enumerate(columns):
        last = at == len(columns) - 1
        rows.append(
            Row(
                row_columns,
                width=width,
                pad_top=pad if not at else 0.0,
                pad_bottom=pad if last else 0.0,
                ground="tint" if head else "",
                rule_color="brand" if head else ("rule" if last else ""),
                rule_weight=1.0 if head else 0.75,
            )
        )
    return rows
