from __future__ import annotations

import re

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.pdf.structure import Element, Tree, name, text_string


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.one_of(st.text(st.characters(codec="utf-8"), max_size=20), st.text(st.characters(codec="ascii"), max_size=20))
)
def test_text_string_is_ascii_and_reads_back(text: str) -> None:
    written = text_string(text)

    assert written.isascii()
    assert str(pikepdf.Object.parse(written.encode("ascii"))) == text


@pytest.mark.parametrize(
    "text", ["", "a b", "<>[]{}/%#'\"~", "a(b", "a)", "a\\b", "a\r", "a\n", "\t", "\x7f", "é", "“a”", "þÿ"]
)
def test_text_string_when_a_sign_means_something_in_a_literal_string_then_it_is_not_in_one(text: str) -> None:
    written = text_string(text)

    assert str(pikepdf.Object.parse(written.encode("ascii"))) == text
    assert (written[0] == "(") == (re.search(r"[^ -~]|[()\\]", text) is None)


@pytest.mark.parametrize(
    ("text", "written"), [("Title", "/Title"), ("a b", "/a#20b"), ("a/b#(c)", "/a#2Fb#23#28c#29"), ("é", "/#C3#A9")]
)
def test_name_escapes_what_ends_a_name(text: str, written: str) -> None:
    assert name(text) == written


def test_element_is_hung_below_its_parent_in_order_of_making() -> None:
    parent = Element("Sect", None)
    kids = [Element("P", parent), Element("L", parent)]

    assert parent.kids == kids


def test_inline_element_stands_between_the_marks_of_its_parents_text() -> None:
    tree = Tree()
    paragraph = Element("P", tree.document)
    link = Element("Link", paragraph, inline=True)
    span = Element("Span", link, inline=True, language="es")
    unused = Element("Link", paragraph, inline=True)
    assert paragraph.kids == []

    tree.mark(0, paragraph)
    tree.mark(0, span)
    tree.mark(0, link)
    tree.mark(1, link)
    tree.mark(1, paragraph)

    assert paragraph.kids == [(0, 0), link, (1, 1)]
    assert link.kids == [span, (0, 2), (1, 0)]
    assert span.kids == [(0, 1)]
    assert len(tree.objects(1, [7, 8])) == len(["root", tree.document, paragraph, link, span])
    assert unused.reference == ""


def roles(bodies: list[str]) -> list[str]:
    return re.findall(r"/S/(\w+)", " ".join(bodies))


def test_objects_leave_out_empty_elements_but_no_empty_cells() -> None:
    tree = Tree()
    Element("P", Element("Sect", tree.document))
    row = Element("TR", Element("Table", tree.document))
    Element("TH", row)
    Element("P", Element("TD", row))
    Element("LBody", Element("LI", Element("L", tree.document)))
    text = Element("P", tree.document)
    tree.mark(0, text)

    bodies = tree.objects(1, [9])

    assert roles(bodies) == ["Document", "Table", "TR", "TH", "TD", "P"]
    assert bodies[1].endswith("/K[3 0 R 7 0 R]>>")
    assert bodies[3].endswith("/P 3 0 R/K[5 0 R 6 0 R]>>")
    assert bodies[5:] == ["<</Type/StructElem/S/TD/P 4 0 R>>", "<</Type/StructElem/S/P/P 2 0 R/Pg 9 0 R/K 0>>"]


def test_objects_when_nothing_was_painted_then_the_document_is_there_alone() -> None:
    tree = Tree()
    Element("P", tree.document)

    assert tree.objects(4, [9])[1:] == ["<</Type/StructElem/S/Document/P 4 0 R>>"]


def test_objects_part_elements_from_their_parents_so_that_counting_references_frees_them() -> None:
    tree = Tree()
    empty = Element("P", Element("Sect", tree.document))
    full = Element("P", tree.document)
    tree.mark(0, full)
    tree.objects(1, [9])

    assert (empty.parent, full.parent) == (None, None)


def test_tree_mark_numbers_each_page_from_zero() -> None:
    tree = Tree()
    one, two = Element("P", tree.document), Element("P", tree.document)

    assert [tree.mark(0, one), tree.mark(0, two), tree.mark(2, one)] == [0, 1, 0]
    assert tree.pages == [[one, two], [], [one]]


def test_objects_parent_tree_leads_from_marks_and_annotations_to_their_owners() -> None:
    tree = Tree()
    paragraph = Element("P", tree.document, language="es", attributes="/O/Layout/Placement/Block")
    link = Element("Link", paragraph, inline=True)
    tree.mark(0, paragraph)
    tree.mark(0, link)
    tree.mark(1, paragraph)
    tree.links.append(link)
    link.annotation(0, 99)

    root, document, first, second = tree.objects(50, [7, 8, 9])

    assert root == (
        "<</Type/StructTreeRoot/K 51 0 R/ParentTree<</Nums[0 [52 0 R 53 0 R] 1 [52 0 R] 3 53 0 R]>>"
        "/ParentTreeNextKey 4>>"
    )
    assert document == "<</Type/StructElem/S/Document/P 50 0 R/K 52 0 R>>"
    assert first == (
        "<</Type/StructElem/S/P/P 51 0 R/Pg 7 0 R/K[0 53 0 R <</Type/MCR/Pg 8 0 R/MCID 0>>]"
        f"/Lang{text_string('es')}/A<</O/Layout/Placement/Block>>>>"
    )
    assert second == "<</Type/StructElem/S/Link/P 52 0 R/Pg 7 0 R/K[1 <</Type/OBJR/Pg 7 0 R/Obj 99 0 R>>]>>"


def test_objects_figure_says_its_words_and_box() -> None:
    tree = Tree()
    figure = Element("Figure", tree.document, alt="5 of 100", actual="x")
    figure.box = (1, 2, 30.456, 40)
    tree.mark(0, figure)

    assert tree.objects(1, [9])[2] == (
        f"<</Type/StructElem/S/Figure/P 2 0 R/Pg 9 0 R/K 0/Alt{text_string('5 of 100')}/ActualText{text_string('x')}"
        "/A<</O/Layout/Placement/Block/BBox[1.00 2.00 30.46 40.00]>>>>"
    )
