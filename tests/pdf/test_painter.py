from __future__ import annotations

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.pdf.lines import Breaker, Line, Run
from handouts.pdf.outline import Bookmark
from handouts.pdf.painter import Painter, circle, points, rounded
from handouts.pdf.sheet import Sheet
from handouts.pdf.structure import Element, Tree, text_string
from handouts.theme import Icon
from tests.pdf.samples import book, theme


@pytest.fixture
def painter() -> Painter:
    return Painter(Sheet(612, 792, "en"), Tree(), theme())


def line(*runs: Run) -> Line:
    (made,) = Breaker(book()).lines(list(runs), 12, 500)
    return made


def run(text: str, element: Element | None, *, weight: str = "regular", color: str = "ink", href: str = "") -> Run:
    return Run(text, weight, color, element, href)


def code(painter: Painter) -> str:
    return "\n".join(painter.sheet.code)


def marks(painter: Painter) -> list[str]:
    return re.findall(r"/\w+ (?:<<[^>]*>> BDC|BMC)|EMC", code(painter))


# ---------------------------------------------------------------- marks and artifacts


def test_line_without_element_outside_an_artifact_is_refused(painter: Painter) -> None:
    with pytest.raises(AssertionError, match="text outside"):
        painter.line(line(run("lost", None)), 10, 20)


def test_operators_outside_figure_and_artifact_are_refused(painter: Painter) -> None:
    with pytest.raises(AssertionError, match="operators outside"):
        painter.operators("0 0 m 1 1 l S")


def test_line_after_line_of_one_element_is_one_mark(painter: Painter) -> None:
    element = Element("P", painter.tree.document)
    painter.line(line(run("one", element)), 10, 50)
    painter.line(line(run("two", element)), 10, 20)
    painter.end_page()

    assert element.kids == [(0, 0)]


def test_mark_is_opened_anew_after_another_element_an_artifact_and_a_page(painter: Painter) -> None:
    one, two = Element("P", painter.tree.document), Element("H2", painter.tree.document)
    painter.line(line(run("a", one)), 10, 50)
    painter.line(line(run("b", two)), 10, 40)
    painter.line(line(run("c", one)), 10, 30)
    painter.rule(0, 0, 10)
    painter.line(line(run("d", one)), 10, 20)
    assert marks(painter) == [
        "/P <</MCID 0>> BDC",
        "EMC",
        "/H2 <</MCID 1>> BDC",
        "EMC",
        "/P <</MCID 2>> BDC",
        "EMC",
        "/Artifact BMC",
        "EMC",
        "/P <</MCID 3>> BDC",
    ]
    painter.end_page()
    painter.line(line(run("e", one)), 10, 20)

    assert one.kids == [(0, 0), (0, 2), (0, 3), (1, 0)]
    assert marks(painter) == ["/P <</MCID 0>> BDC"]


def test_artifacts_beside_each_other_are_one(painter: Painter) -> None:
    painter.rule(0, 0, 10)
    painter.shape("0 0 m 1 1 l S")
    painter.rule(0, 0, 10)

    assert marks(painter) == ["/Artifact BMC"]


def test_end_page_closes_what_is_open(painter: Painter) -> None:
    code_of_page = painter.sheet.code
    painter.rule(0, 0, 10)
    painter.end_page()

    assert [operator for operator in code_of_page if operator.strip()][-1] == "EMC"
    assert painter.page == 1
    assert painter.tree.pages == []


def test_pagination_artifact_says_so_and_holds_all_inside(painter: Painter) -> None:
    with painter.artifact("Pagination"):
        painter.line(line(run("Page 1", None)), 10, 20)
        painter.rule(0, 0, 10)
    painter.rule(0, 0, 10)

    assert marks(painter) == ["/Artifact <</Type/Pagination>> BDC", "EMC", "/Artifact BMC"]


def test_text_of_an_element_inside_an_artifact_gets_no_mark_link_bookmark_or_destination(painter: Painter) -> None:
    element = Element("Link", painter.tree.document)
    with painter.artifact("Pagination"):
        painter.line(line(run("again", element, href="https://example.org")), 10, 20)
        painter.bookmark("again", 2, 700)
        painter.destination("again", 700)

    assert element.kids == []
    assert painter.links == []
    assert painter.bookmarks == []
    assert painter.destinations == {}


def test_text_painted_unmarked_has_no_mark_link_bookmark_or_artifact(painter: Painter) -> None:
    element = Element("Link", painter.tree.document)
    with painter.unmarked():
        with painter.artifact("Pagination"):
            painter.line(line(run("head", None)), 10, 20)
        painter.line(line(run("words", element, href="https://example.org")), 10, 20)
        painter.rule(0, 0, 10)
        painter.bookmark("words", 2, 700)
        painter.end_page()

    assert marks(painter) == []
    assert (element.kids, painter.links, painter.bookmarks, painter.tree.pages) == ([], [], [], [])


def test_figure_is_one_mark_with_its_box(painter: Painter) -> None:
    figure = Element("Figure", painter.tree.document, alt="dots")
    with painter.figure(figure, (1, 2, 3, 4)):
        painter.operators("0 0 m 1 1 l S")
        painter.shape("0 0 m 1 1 l S")
        with painter.artifact():
            painter.operators("f")

    assert marks(painter) == ["/Figure <</MCID 0>> BDC"]
    assert figure.box is not None
    assert tuple(figure.box) == (1, 2, 3, 4)
    assert figure.kids == [(0, 0)]


# ---------------------------------------------------------------- text


def test_line_sets_font_and_color_only_where_they_change(painter: Painter) -> None:
    element = Element("P", painter.tree.document)
    painter.line(line(run("a ", element), run("b ", element, weight="bold"), run("c", element, color="red")), 10, 50)
    painter.line(line(run("d", element, color="red")), 10, 30)
    text = code(painter)

    assert re.findall(r"/F(\d+) 12 Tf", text) == ["0", str(book().main("bold")), "0"]
    assert len(re.findall(r" rg\b", text)) == 2
    assert painter.faces == {0, book().main("bold")}


def test_line_after_a_page_sets_font_and_color_anew(painter: Painter) -> None:
    element = Element("P", painter.tree.document)
    for _ in range(2):
        painter.line(line(run("a", element)), 10, 50)
        assert "/F0 12 Tf" in code(painter)
        assert " rg " in code(painter)
        painter.end_page()


def test_line_parts_begin_where_the_line_says(painter: Painter) -> None:
    document = painter.tree.document
    made = line(run("first ", Element("P", document)), run("second", Element("Link", document)))
    painter.line(made, 100, 50)

    starts = [float(x) for x in re.findall(r"BT 1 0 0 1 ([0-9.]+) 50\.00 Tm", code(painter))]
    assert starts == pytest.approx([100, 100 + made.parts[1].x], abs=0.01)


def test_line_with_ambiguous_glyphs_carries_actual_text(painter: Painter) -> None:
    text = "\u2011"
    painter.line(line(run(text, Element("P", painter.tree.document))), 10, 50)

    assert f"/Span <</ActualText {text_string(text)}>> BDC" in code(painter)
    assert code(painter).index("BT") < code(painter).index("/Span") < code(painter).index("ET")


def test_line_raised_marks_return_to_the_baseline(painter: Painter) -> None:
    painter.line(line(run("q\u0323x", Element("P", painter.tree.document))), 10, 50)
    rises = re.findall(r"(-?[0-9.]+) Ts", code(painter))

    assert rises[-1] == "0"
    assert any(float(rise) < -1 for rise in rises)


def test_line_with_a_link_gives_its_area_and_underlines_addresses_only(painter: Painter) -> None:
    outside, inside = Element("Link", painter.tree.document), Element("Link", painter.tree.document)
    span = Element("Span", outside)
    painter.line(line(run("here", span, href="https://example.org")), 100, 50)
    assert "l S" in code(painter)
    before = code(painter).count("l S")
    painter.line(line(run("there", inside, href="#there")), 100, 30)

    assert code(painter).count("l S") == before
    assert [(area.href, area.element) for area in painter.links] == [
        ("https://example.org", outside),
        ("#there", inside),
    ]
    left, bottom, right, top = painter.links[0].box
    assert left == pytest.approx(100)
    assert right == pytest.approx(100 + Breaker(book()).measure("here", "regular", 12), abs=0.01)
    assert bottom < 50 < top < bottom + 16


# ---------------------------------------------------------------- places


def test_destination_first_place_counts(painter: Painter) -> None:
    painter.destination("a", 700)
    painter.end_page()
    painter.destination("a", 500)
    painter.destination("b", 400)

    assert painter.destinations == {"a": (0, 700), "b": (1, 400)}


def test_bookmark_notes_page_and_height(painter: Painter) -> None:
    painter.bookmark("One", 1, 700)
    painter.end_page()
    painter.bookmark("Two", 2, 600)

    assert painter.bookmarks == [Bookmark("One", 1, 0, 700), Bookmark("Two", 2, 1, 600)]


# ---------------------------------------------------------------- shapes


def test_shape_is_an_artifact_that_restores_the_state(painter: Painter) -> None:
    painter.shape("1 0 0 rg 0 0 5 5 re f")

    assert painter.sheet.code[-2:] == ["/Artifact BMC", "q 1 0 0 rg 0 0 5 5 re f Q"]


@pytest.mark.parametrize(("stroke", "paint", "color"), [(2.0, "S", "RG"), (0.0, "f", "rg")])
def test_icon_is_scaled_from_24_units_and_stroked_or_filled(
    painter: Painter, stroke: float, paint: str, color: str
) -> None:
    painter.icon(Icon("1 2 m 3 4 l", stroke), 10, 20, 48, "brand")
    shown = painter.sheet.code[-1]

    assert shown.startswith("q 2.0000 0 0 2.0000 10.00 20.00 cm ")
    assert shown.endswith(f"1 2 m 3 4 l {paint} Q")
    assert f" {color} " in shown


@pytest.mark.parametrize(("width", "height", "radius"), [(100, 50, 6), (10, 50, 40), (20, 20, 10)])
def test_rounded_path_is_closed_and_stays_inside_its_rectangle(width: float, height: float, radius: float) -> None:
    path = rounded(5, 7, width, height, radius)
    numbers = [float(n) for n in re.findall(r"-?[0-9.]+", path)]

    assert path.endswith("h")
    assert min(numbers[::2]) == pytest.approx(5)
    assert max(numbers[::2]) == pytest.approx(5 + width)
    assert min(numbers[1::2]) == pytest.approx(7)
    assert max(numbers[1::2]) == pytest.approx(7 + height)


def test_circle_is_as_wide_as_its_diameter() -> None:
    numbers = [float(n) for n in re.findall(r"-?[0-9.]+", circle(50, 60, 5))]

    assert (min(numbers[::2]), max(numbers[::2])) == (45, 55)
    assert (min(numbers[1::2]), max(numbers[1::2])) == (55, 65)


@pytest.mark.parametrize("order", [(0.0, -0.0), (-0.0, 0.0)])
def test_points_when_zero_comes_with_either_sign_then_it_is_written_alike(order: tuple[float, float]) -> None:
    points.cache_clear()

    assert [points(value) for value in order] == ["0.00", "0.00"]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.floats(-5000, 5000))
def test_points_when_asked_again_then_two_lengths_never_share_an_answer(value: float) -> None:
    near = math.nextafter(value, math.inf)

    assert [points(value), points(near), points(value)] == [f"{each + 0.0:.2f}" for each in (value, near, value)]
