from __future__ import annotations

import io
import re

import pikepdf
import pytest

from handouts.document import nodes
from handouts.pdf import write
from handouts.pdf.flow import Look
from handouts.pdf.structure import Element
from tests import proofs, structure
from tests.pdf.samples import composer, document, theme


def painted(block: nodes.Block) -> str:
    with pikepdf.open(io.BytesIO(write(document(block), theme()))) as pdf:
        return pdf.pages[0].Contents.read_bytes().decode("latin-1")


def dots(block: nodes.IconArray) -> dict[str, int]:
    names = re.findall(r"/(\S+) Do", painted(block))
    return {kind: sum(kind in name for name in names) for kind in ("dot", "ring")}


@pytest.mark.parametrize(("n", "of"), [(0, 100), (1, 100), (100, 100), (3, 1000), (1000, 1000)])
def test_icon_array_paints_exactly_n_of_so_many_dots(n: int, of: int) -> None:
    assert dots(nodes.IconArray(n, of, "alt")) == {"dot": n, "ring": of - n}


@pytest.mark.parametrize(("of", "across", "pitch"), [(100, 20, 8.1), (1000, 50, 4.05)])
def test_icon_array_dots_stand_in_a_grid_inside_the_figures_box(of: int, across: int, pitch: float) -> None:
    """Follow the steps from dot to dot and compare them with the grid."""
    data = write(document(nodes.IconArray(7, of, "alt")), theme())
    (figure,) = [e for e in structure.read(data).root.walk() if e.role == "Figure"]
    left, bottom, right, top = figure.attributes["BBox"]  # type: ignore[misc]  # four numbers
    x = y = 0.0
    places = []
    for a, b, shown in re.findall(r"1 0 0 1 (\S+) (\S+) cm|(/\S+) Do", painted(nodes.IconArray(7, of, "alt"))):
        if shown:
            places.append((x, y))
        else:
            x, y = x + float(a), y + float(b)
    assert len(places) == of
    for at, (x, y) in enumerate(places):
        assert x == pytest.approx(left + (at % across + 0.5) * pitch, abs=0.1)
        assert y == pytest.approx(top - (at // across + 0.5) * pitch, abs=0.1)
        assert left < x < right
        assert bottom < y < top


def test_icon_array_in_a_narrow_column_is_as_wide_as_the_column() -> None:
    (strip,) = composer().blocks((nodes.IconArray(5, 100, "a"),), Element("Document", None), 80, Look())

    assert strip.height == pytest.approx(80 / 20 * 5)


def test_two_icon_arrays_of_one_size_share_their_shapes_and_two_sizes_do_not() -> None:
    cell = nodes.Columns(((nodes.IconArray(1, 1000, "narrow"),), (nodes.IconArray(2, 1000, "too"),)), (1.0, 4.0))
    blocks = (nodes.IconArray(1, 100, "a"), nodes.IconArray(2, 100, "b"), cell)
    data = write(document(*blocks), theme())
    with pikepdf.open(io.BytesIO(data)) as pdf:
        shapes = pdf.pages[0].Resources.XObject
        assert len(shapes) == 6
        for shape in shapes.values():
            assert shape.Subtype == "/Form"
            size = [float(v) for v in shape.BBox]
            numbers = [float(v) for v in re.findall(r"-?\d+\.\d+", shape.read_bytes().decode("ascii"))]
            assert size[0] <= min(numbers) < max(numbers) <= size[2]
    assert proofs.faults(data) == []


def test_qr_code_is_a_figure_with_words() -> None:
    data = write(document(nodes.QrCode("https://example.org/", "The page of the clinic")), theme())
    (figure,) = [e for e in structure.read(data).root.walk() if e.role == "Figure"]
    left, bottom, right, top = figure.attributes["BBox"]  # type: ignore[misc]  # four numbers

    assert figure.alt == "The page of the clinic"
    assert right - left == pytest.approx(62)
    assert top - bottom == pytest.approx(62)
    assert proofs.faults(data) == []
