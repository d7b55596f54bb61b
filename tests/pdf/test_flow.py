from __future__ import annotations

import pytest

from handouts.document import nodes
from handouts.pdf import write
from handouts.pdf.flow import Look
from handouts.pdf.strips import Row, Strip, TextStrip, stack_height
from handouts.pdf.structure import Element
from tests import structure
from tests.pdf.samples import book, composer, document, heading, items, pair, paragraph, table, text, theme, watched


def strips_of(*blocks: nodes.Block, width: float = 400.0, look: Look | None = None) -> list[Strip]:
    return composer().blocks(blocks, Element("Document", None), width, look or Look())


def keeps(strips: list[Strip]) -> list[bool]:
    return [strip.keep for strip in strips]


# ---------------------------------------------------------------- runs


def test_runs_take_weight_color_and_element_from_their_inlines() -> None:
    one = composer()
    owner = Element("P", None)
    inlines = (
        nodes.Text("a"),
        nodes.Strong((nodes.Text("b"), nodes.Foreign("es", text("c")))),
        nodes.Link("https://example.org", (nodes.Text("d"), nodes.Strong(text("e"))), "where"),
        nodes.Link("#f", text("f"), ""),
    )
    runs = one.runs(inlines, "regular", "ink", owner)

    assert [(r.text, r.weight, r.color, r.href) for r in runs] == [
        ("a", "regular", "ink", ""),
        ("b", "bold", "ink", ""),
        ("c", "bold", "ink", ""),
        ("d", "regular", "brand", "https://example.org"),
        ("e", "bold", "brand", "https://example.org"),
        ("f", "bold", "ink", "#f"),
    ]
    elements = [r.element for r in runs]
    assert [e.role for e in elements if e] == ["P", "P", "Span", "Link", "Link", "Link"]
    assert elements[3] is elements[4]
    assert [one.link_texts[id(e)] for e in (elements[3], elements[5])] == ["where", "f"]


def test_text_lines_are_one_leading_apart_with_the_space_of_their_style() -> None:
    style = theme().style("lead")
    strips = composer().styled(text("word " * 60), "lead", Element("P", None), 300)

    assert len(strips) > 3
    assert {strip.height for strip in strips} == {style.leading}
    assert (strips[0].before, strips[-1].after) == (style.before, style.after)
    assert {strip.before for strip in strips[1:]} == {0.0}
    assert stack_height(strips) == pytest.approx(len(strips) * style.leading)


def test_text_baseline_is_in_the_middle_of_the_leading() -> None:
    style = theme().style("body")
    (strip,) = composer().styled(text("x"), "body", Element("P", None), 300)
    face = book().faces[book().main("regular")]
    assert isinstance(strip, TextStrip)
    above = strip.baseline - face.ascent * style.size / 1000
    below = style.leading - strip.baseline + face.descent * style.size / 1000

    assert above == pytest.approx(below)


def test_text_with_indent_is_narrower_by_it() -> None:
    style = theme().style("body")
    runs = composer().runs(text("word " * 40), "regular", "ink", Element("P", None))
    strips = composer().text(runs, style, 200, 50)

    assert all(isinstance(s, TextStrip) and s.indent == 50 and s.line.width <= 150.01 for s in strips)


def test_framed_limit_holds_inside_only() -> None:
    one = composer(limit=500)
    with one.framed(20), one.framed(30):
        assert one.limit == 450
    assert one.limit == 500


# ---------------------------------------------------------------- where pages may end


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (1, [False]),
        (2, [True, False]),
        (3, [True, True, False]),
        (4, [True, False, True, False]),
        (6, [True, False, False, False, True, False]),
    ],
)
def test_paragraph_leaves_no_single_line_at_a_page_edge(lines: int, expected: list[bool]) -> None:
    strips = strips_of(paragraph(" ".join(["unbreakableword"] * lines)), width=120)

    assert keeps(strips) == expected


@pytest.mark.parametrize(("words", "kept"), [("This can cause:", True), ("This can cause: ", True), ("This.", False)])
def test_paragraph_that_announces_stays_with_what_follows(words: str, kept: bool) -> None:
    assert keeps(strips_of(paragraph(words))) == [kept]


def test_heading_stays_with_what_follows_on_all_its_lines() -> None:
    strips = strips_of(heading("A heading of several words that is broken over lines"), width=150)

    assert len(strips) > 1
    assert all(keeps(strips))


def test_heading_never_ends_a_page() -> None:
    """Headings at every height of a page, before every kind of block."""
    following = (
        lambda: paragraph("text " * 100),
        lambda: items("a", "b"),
        lambda: nodes.Callout((paragraph("in a box"),), "info"),
        lambda: nodes.Pairs((pair("t", paragraph("b")),), "schedule"),
        lambda: nodes.Table((1.0,), (nodes.Cell((paragraph("h"),), "Column"),), ((nodes.Cell((paragraph("c"),)),),)),
        lambda: nodes.Section((heading("Sub", 3), paragraph("x"))),
        lambda: nodes.Columns(((heading("l"), paragraph("x")), (heading("r"), paragraph("y"))), (1.0, 1.0)),
    )
    checked = 0
    for number in range(20, 34):
        blocks: list[nodes.Block] = [paragraph("filler") for _ in range(number)]
        for make in following:
            blocks += [heading("Head"), make()]
        found = structure.read(write(document(*blocks), theme()))
        assert found.problems == []
        for page in found.pages[:-1]:
            marks = [mark for mark in page.marks.values() if mark.text.strip()]
            assert marks[-1].role not in ("H1", "H2", "H3"), number
            checked += 1
    assert checked > 14


def test_heading_and_lines_to_write_on_stay_on_one_page() -> None:
    strips = strips_of(heading("My questions"), nodes.WriteIn(3))

    assert keeps(strips) == [True, True, True, False]


@pytest.mark.parametrize(
    ("words", "kept"), [("One line.", True), ("three lines " * 8, True), ("many more lines " * 20, False)]
)
def test_section_keeps_a_short_introduction_with_the_list_or_table_that_it_leads_to(words: str, kept: bool) -> None:
    for led_to in (items("a", "b"), table(("a", "b"), ("r", "c"))):
        introduction = strips_of(paragraph(words))
        strips = strips_of(nodes.Section((heading("Risks"), paragraph(words), led_to)))
        assert strips[len(introduction)].keep == kept, "the heading has the first line"


def test_section_leaves_a_page_free_to_end_between_paragraphs() -> None:
    strips = strips_of(nodes.Section((heading("Risks"), paragraph("One line."), paragraph("Another."), items("a"))))

    assert keeps(strips) == [True, False, False, False]


# ---------------------------------------------------------------- headings


@pytest.mark.parametrize(
    ("block", "box", "size"),
    [
        (nodes.Heading(1, text("a"), ""), "", 27),
        (nodes.Heading(2, text("a"), ""), "", 16.5),
        (nodes.Heading(4, text("a"), ""), "", 13),
        (nodes.Heading(2, text("a"), ""), "do", 12.5),
        (nodes.Heading(2, text("a"), "h3"), "do", 13),
    ],
)
def test_heading_style_comes_from_the_node_then_the_box_then_the_level(
    block: nodes.Heading, box: str, size: float
) -> None:
    with watched() as spots:
        from handouts.pdf.painter import Painter  # noqa: PLC0415  beside its one use
        from handouts.pdf.sheet import Sheet  # noqa: PLC0415  this test alone needs it
        from handouts.pdf.structure import Tree  # noqa: PLC0415  this test alone needs it

        painter = Painter(Sheet(612, 792, "en"), Tree(), theme())
        (strip,) = composer().heading(block, painter.tree.document, 400, Look("body", box))
        strip.paint(painter, 50, 700)

    assert [spot.size for spot in spots] == [size]
    assert [mark.title for mark in painter.bookmarks] == ["a"]


def test_heading_with_icon_is_set_in_and_unknown_icons_take_no_room() -> None:
    def left(icon: str) -> float:
        with watched() as spots:
            write(document(nodes.Heading(2, text("Head"), "", icon), paragraph("x")), theme())
        return next(spot.left for spot in spots if spot.size == 16.5)

    assert left("circle") == pytest.approx(54 + 23.5)
    assert left("no-such-icon") == left("") == 54


# ---------------------------------------------------------------- lists


@pytest.mark.parametrize(
    ("style", "labels", "numbering"),
    [
        ("bullet", ["•", "•"], "Disc"),
        ("steps", ["1", "2"], "Decimal"),
        ("check", ["☐", "☐"], "None"),
        ("plain", [], "None"),
    ],
)
def test_list_has_labels_and_bodies(style: str, labels: list[str], numbering: str) -> None:
    found = structure.read(write(document(items("one", "two", style=style)), theme()))
    elements = list(found.root.walk())

    assert found.problems == []
    assert [e.text() for e in elements if e.role == "Lbl"] == labels
    assert [e.text() for e in elements if e.role == "LBody"] == ["one", "two"]
    assert [e.attributes["ListNumbering"] for e in elements if e.role == "L"] == [numbering]


def test_list_item_of_up_to_twelve_lines_is_one_row_and_a_longer_one_than_half_a_page_is_cut() -> None:
    one = strips_of(items("word " * 60), width=300)
    many = strips_of(items("word " * 900), width=300)

    assert len(one) == 1
    assert len(many) > 1
    assert all(isinstance(row, Row) and row.height <= 300.01 for row in many)
    first, second = many[:2]
    assert isinstance(first, Row)
    assert isinstance(second, Row)
    assert [column.x for column in first.columns] == [0.0, 15.0]
    assert [column.x for column in second.columns] == [15.0]  # no label again


def test_list_inside_a_list_is_set_in_and_read_below_its_item() -> None:
    inner = nodes.ListBlock((nodes.Item((paragraph("Outer:"), items("inner"))),), "bullet")
    found = structure.read(write(document(inner), theme()))

    assert found.problems == []
    assert found.lines()[1:] == ["•", "Outer:", "•", "inner"]


def test_list_without_words_leaves_no_label() -> None:
    assert strips_of(nodes.ListBlock((nodes.Item(()), nodes.Item((nodes.Paragraph((), ""),))), "bullet")) == []


def test_step_numbers_stand_in_the_middle_of_their_disc() -> None:
    with watched() as spots:
        write(document(items(*["x"] * 12, style="steps")), theme())
    numbers = [spot for spot in spots if spot.size == 11]

    assert len(numbers) == 12
    for spot in numbers:
        assert (spot.left + spot.right) / 2 == pytest.approx(54 + 18.5 / 2, abs=0.05)


# ---------------------------------------------------------------- ids


@pytest.mark.parametrize(
    "target",
    [
        nodes.Heading(2, text("Here"), "", "", "here"),
        paragraph("Here", key="here"),
        nodes.Section((heading("Here"), paragraph("x")), "here"),
        nodes.ListBlock((nodes.Item((paragraph("Here", key="here"),)),), "bullet"),
        nodes.Callout((paragraph("Here", key="here"),), "info"),
    ],
    ids=lambda block: type(block).__name__,
)
def test_id_of_any_block_can_be_linked_to(target: nodes.Block) -> None:
    link = nodes.Paragraph((nodes.Link("#here", text("go"), "Here"),), "")

    assert structure.read(write(document(link, target, paragraph("end")), theme())).problems == []
