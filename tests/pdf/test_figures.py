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


def box_of(found: structure.Structure) -> tuple[float, float, float, float]:
    """Return the box of the only figure of a file."""
    (figure,) = [e for e in found.root.walk() if e.role == "Figure"]
    box = figure.attributes["BBox"]
    assert isinstance(box, tuple)
    left, bottom, right, top = box
    return left, bottom, right, top


def dots(*blocks: nodes.Block) -> list[tuple[str, float, float]]:
    """Return every dot that a page shows, ``full``, ``half`` or ``ring``, with its place."""
    found: list[tuple[str, float, float]] = []

    def run(source: pikepdf.Page | pikepdf.Object, forms: pikepdf.Object, x: float, y: float) -> None:
        stack: list[tuple[float, float]] = []
        for instruction in pikepdf.parse_content_stream(source):
            operands = list(instruction.operands)
            operator = str(instruction.operator)
            if operator == "q":
                stack.append((x, y))
            elif operator == "Q":
                x, y = stack.pop()
            elif operator == "cm" and [float(v) for v in operands[:4]] == [1, 0, 0, 1]:
                x, y = x + float(operands[4]), y + float(operands[5])
            elif operator == "Do":
                form = forms[str(operands[0])]
                inside = form.read_bytes().decode("ascii")
                if " Do" in inside:
                    run(form, form.Resources.XObject, x, y)
                else:
                    kind = "full" if "f*" not in inside else "half" if inside.rstrip().endswith("h f") else "ring"
                    found.append((kind, x, y))

    with pikepdf.open(io.BytesIO(write(document(*blocks), theme()))) as pdf:
        run(pdf.pages[0], pdf.pages[0].Resources.XObject, 0, 0)
    return found


@pytest.mark.parametrize(("of", "across", "pitch"), [(100, 25, 7.2), (1000, 50, 4.05)])
@pytest.mark.parametrize("n", [0, 1, 19, 20, 21, 49, 50, 99, 100])
def test_icon_array_paints_n_full_dots_then_rings_in_a_grid_inside_its_box(
    n: int, of: int, across: int, pitch: float
) -> None:
    block = nodes.IconArray(n, of, "alt")
    left, bottom, right, top = box_of(structure.read(write(document(block), theme())))
    found = dots(block)

    assert [kind for kind, _, _ in found] == ["full"] * n + ["ring"] * (of - n)
    for at, (_, x, y) in enumerate(found):
        assert x == pytest.approx(left + (at % across + 0.5) * pitch, abs=0.1)
        assert y == pytest.approx(top - (at // across + 0.5) * pitch, abs=0.1)
        assert left < x < right
        assert bottom < y < top


@pytest.mark.parametrize(("n", "to", "of"), [(0, 1, 100), (1, 3, 100), (24, 26, 100), (4, 100, 100), (49, 51, 1000)])
def test_icon_array_of_a_range_paints_half_dots_from_its_lower_to_its_upper_end(n: int, to: int, of: int) -> None:
    found = dots(nodes.IconArray(n, of, "alt", to))

    assert [kind for kind, _, _ in found] == ["full"] * n + ["half"] * (to - n) + ["ring"] * (of - to)


def test_icon_array_of_a_benefit_has_another_color_than_that_of_a_risk() -> None:
    def colors(block: nodes.Block) -> set[str]:
        with pikepdf.open(io.BytesIO(write(document(block), theme()))) as pdf:
            return set(re.findall(r"[\d.]+ [\d.]+ [\d.]+ rg", pdf.pages[0].Contents.read_bytes().decode("latin-1")))

    risk, benefit = (colors(nodes.IconArray(5, 100, "a", style=style)) for style in ("", "benefit"))
    assert len(risk - benefit) == 1  # the color of a benefit stands in the running head, too


def test_icon_arrays_of_equal_dots_and_unequal_rows_do_not_share_their_rows() -> None:
    width = 25 * 4.05 + 50 * 4.05 + 18  # both columns give dots of the same size
    narrow = nodes.Columns(
        ((nodes.IconArray(1, 100, "a"),), (nodes.IconArray(1, 1000, "b"),)), (25 * 4.05, 504 - 18 - 25 * 4.05)
    )
    assert width < 504
    kinds = [kind for kind, _, _ in dots(narrow)]

    assert kinds == ["full"] + ["ring"] * 99 + ["full"] + ["ring"] * 999


def test_icon_array_in_a_narrow_column_is_as_wide_as_the_column() -> None:
    (strip,) = composer().blocks((nodes.IconArray(5, 100, "a"),), Element("Document", None), 80, Look())

    assert strip.height == pytest.approx(80 / 25 * 4)


def test_icon_arrays_of_one_size_share_their_shapes_and_stay_inside_them() -> None:
    data = write(
        document(nodes.IconArray(1, 100, "a"), nodes.IconArray(2, 100, "b"), nodes.IconArray(3, 1000, "c")), theme()
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        shapes = pdf.pages[0].Resources.XObject
        assert len(shapes) == 6  # a dot, a ring and a row of rings, twice
        for shape in shapes.values():
            box = [float(v) for v in shape.BBox]
            numbers = [float(v) for v in re.findall(r"-?\d+\.\d\d\b", shape.read_bytes().decode("ascii"))]
            assert shape.Subtype == "/Form"
            assert all(box[0] <= number <= box[2] for number in numbers)
    assert proofs.faults(data) == []


def test_qr_code_is_a_figure_with_words() -> None:
    data = write(document(nodes.QrCode("https://example.org/", "The page of the clinic")), theme())
    found = structure.read(data)
    left, bottom, right, top = box_of(found)

    assert [e.alt for e in found.root.walk() if e.alt] == ["The page of the clinic"]
    assert right - left == pytest.approx(62)
    assert top - bottom == pytest.approx(62)
    assert proofs.faults(data) == []
