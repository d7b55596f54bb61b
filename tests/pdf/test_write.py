from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings

from handouts.document import nodes
from handouts.errors import PdfError
from handouts.findings import Place
from handouts.pdf import MissingGlyphs, write
from handouts.pdf.flow import Composer
from handouts.pdf.running import Running
from tests import proofs, structure
from tests.pdf.samples import (
    FOOT,
    HEAD,
    composer,
    document,
    every_block,
    heading,
    items,
    pair,
    paragraph,
    table,
    text,
    theme,
    watched,
)
from tests.pdf.strategies import DOCUMENTS, said

RANDOM = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def lines_of(*blocks: nodes.Block, columns: bool = True) -> list[str]:
    """Return what the written file says, after proving its structure."""
    found = structure.read(write(document(*blocks), theme(columns=columns)))
    assert found.problems == []
    return found.lines()[1:]


# ---------------------------------------------------------------- every kind of document


@pytest.mark.parametrize("columns", [True, False])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_write_every_block_gives_a_file_without_faults(columns: bool, scale: float) -> None:
    data = write(document(*every_block()), theme(columns=columns, scale=scale))

    assert proofs.faults(data) == []
    assert structure.read(data).lines() == said(document(*every_block()).blocks)


@RANDOM
@given(DOCUMENTS)
def test_write_random_document_says_every_leaf_once_and_in_order(made: nodes.Document) -> None:
    for columns in (True, False):
        found = structure.read(write(made, theme(columns=columns)))

        assert found.problems == []
        assert found.lines() == said(made.blocks)


@settings(RANDOM, max_examples=15)
@given(DOCUMENTS)
def test_write_random_document_is_compliant(made: nodes.Document) -> None:
    data = write(made, theme())

    assert proofs.conformance(data) == []
    assert proofs.syntax(data) == []


@RANDOM
@given(DOCUMENTS)
def test_write_random_document_paints_no_text_outside_the_page_body_or_over_other_text(made: nodes.Document) -> None:
    looks = theme()
    running = Running(composer(), made)
    with watched() as spots:
        write(made, looks)

    assert spots
    for spot in spots:
        assert spot.left >= looks.margin_left - 0.1
        assert spot.right <= looks.width - looks.margin_right + 0.1
        if not spot.artifact:
            assert spot.top <= running.top
            assert spot.bottom >= running.bottom - 0.1
    pages: dict[int, list[int]] = {}
    for at, spot in enumerate(spots):
        for other in pages.setdefault(spot.page, []):
            assert not spot.overlaps(spots[other]), (spot, spots[other])
        pages[spot.page].append(at)


# ---------------------------------------------------------------- reading order


def test_write_link_and_foreign_words_inside_text_are_read_where_they_stand() -> None:
    inlines = (
        nodes.Text("Yellow skin ("),
        nodes.Link("https://example.org/", text("jaundice"), "Jaundice"),
        nodes.Text(") or "),
        nodes.Foreign("es", text("fiebre")),
        nodes.Text(" at night."),
    )

    assert lines_of(nodes.Paragraph(inlines, "")) == ["Yellow skin (jaundice) or fiebre at night."]


def test_write_long_columns_are_read_one_after_the_other_over_pages() -> None:
    left = tuple(paragraph(f"left {n}") for n in range(60))
    right = tuple(paragraph(f"right {n}") for n in range(60))

    assert lines_of(nodes.Columns((left, right), (1.0, 1.0))) == said((*left, *right))


def test_write_paragraph_over_two_pages_is_one_element() -> None:
    found = structure.read(write(document(paragraph("word " * 2000)), theme()))
    (whole,) = [e for e in found.root.walk() if e.role == "P"]

    assert len(found.pages) > 1
    assert whole.text().split() == ["word"] * 2000


# ---------------------------------------------------------------- links, languages, figures


def opened(data: bytes) -> tuple[pikepdf.Pdf, list[pikepdf.Object]]:
    """Return an open file, which must be held while its objects are used, and its annotations."""
    pdf = pikepdf.open(io.BytesIO(data))
    return pdf, [annotation for page in pdf.pages for annotation in page.obj.get("/Annots", [])]


@pytest.mark.parametrize(
    ("href", "written"),
    [
        ("https://example.org/a(b)c", "https://example.org/a(b)c"),
        ("https://example.org/a)b(", "https://example.org/a)b("),
        ("https://example.org/back\\slash", "https://example.org/back\\slash"),
        ("https://example.org/é/ữ", "https://example.org/%C3%A9/%E1%BB%AF"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("tel:+15550142", "tel:+15550142"),
    ],
)
def test_write_address_stands_in_the_file_as_it_is_called(href: str, written: str) -> None:
    data = write(document(nodes.Paragraph((nodes.Link(href, text("here"), "Where it leads"),), "")), theme())
    _pdf, (link,) = opened(data)

    assert str(link.A.URI) == written
    assert str(link.Contents) == "Where it leads"
    assert int(link.F) == 4
    assert proofs.faults(data) == []


def test_write_internal_link_leads_to_the_page_and_height_of_its_target() -> None:
    filler = [paragraph("filler") for _ in range(60)]
    target = nodes.Section((heading("Words"),), "words")
    data = write(document(nodes.Paragraph((nodes.Link("#words", text("w"), "Words"),), ""), *filler, target), theme())
    pdf, (link,) = opened(data)

    assert link.Dest[0].objgen == pdf.pages[-1].obj.objgen
    assert str(link.Dest[1]) == "/XYZ"
    assert 100 < float(link.Dest[3]) < 792


@pytest.mark.parametrize("style", ["glance", "schedule", "timeline", "record", "glossary"])
def test_write_link_to_a_labelled_item_of_any_style_finds_it(style: str) -> None:
    blocks = (
        nodes.Paragraph((nodes.Link("#here", text("w"), "d"),), ""),
        nodes.Pairs((pair("Label", paragraph("Body"), key="here"),), style),
    )

    assert lines_of(*blocks)[0] == "w"


def test_write_link_on_a_later_page_has_its_annotation_on_that_page_over_its_words() -> None:
    link = nodes.Paragraph((nodes.Link("https://example.org", text("here"), "d"),), "")
    with watched() as spots:
        data = write(document(*[paragraph("filler") for _ in range(60)], link), theme())
    pdf, (annotation,) = opened(data)
    spot = [spot for spot in spots if not spot.artifact][-1]
    left, bottom, right, top = (float(v) for v in annotation.Rect)

    assert [len(page.obj.get("/Annots", [])) for page in pdf.pages] == [0, 0, 1]
    assert spot.page == 2
    assert (left, right) == pytest.approx((spot.left, spot.right), abs=0.02)
    assert bottom < spot.baseline < top
    assert structure.read(data).problems == []


def test_write_link_to_nowhere_is_an_error() -> None:
    with pytest.raises(PdfError) as caught:
        write(document(nodes.Paragraph((nodes.Link("#gone", text("w"), "d"),), "")), theme())

    assert [f.code for f in caught.value.findings] == ["H402"]
    assert "#gone" in caught.value.findings[0].message


def test_write_link_over_two_lines_has_an_annotation_on_each_and_one_element() -> None:
    words = text("a long description of the page that leads on and on over more than one line of the paragraph, really")
    data = write(document(nodes.Paragraph((nodes.Link("https://example.org", words, "d"),), "")), theme())
    found = structure.read(data)

    assert [e.annotations for e in found.root.walk() if e.role == "Link"] == [2]
    assert len(opened(data)[1]) == 2
    assert found.problems == []


def test_write_foreign_words_inside_a_link_belong_to_the_link() -> None:
    inside = (nodes.Text("see "), nodes.Foreign("es", text("aquí")), nodes.Text(" now"))
    found = structure.read(write(document(nodes.Paragraph((nodes.Link("https://e.org", inside, "d"),), "")), theme()))

    assert found.problems == []
    assert found.lines()[1:] == ["see aquí now"]
    assert [(e.role, e.language) for e in found.root.walk() if e.language] == [("Span", "es")]


def test_write_link_before_a_page_of_artifacts_alone_keeps_its_owner() -> None:
    link = nodes.Paragraph((nodes.Link("https://example.org", text("x"), "d"),), "")

    assert lines_of(link, nodes.WriteIn(60)) == ["x"]


def test_write_icon_array_is_one_figure_with_words_and_a_box() -> None:
    found = structure.read(write(document(nodes.IconArray(5, 100, "5 of 100 people")), theme()))
    (figure,) = [e for e in found.root.walk() if e.role == "Figure"]
    box = figure.attributes["BBox"]

    assert figure.alt == "5 of 100 people"
    assert isinstance(box, tuple)
    assert box[0] == pytest.approx(54)
    assert box[2] - box[0] == pytest.approx(25 * 7.2, abs=0.1)
    assert box[3] - box[1] == pytest.approx(4 * 7.2, abs=0.1)


# ---------------------------------------------------------------- missing characters


def test_write_missing_characters_are_all_named_and_nothing_is_written() -> None:
    blocks = (paragraph("Fever 🌡 above"), items("名前"), nodes.Fields((("☃ label", ""),)))
    with pytest.raises(MissingGlyphs) as caught:
        write(document(*blocks), theme())

    assert caught.value.characters == tuple(sorted("🌡名前☃"))
    assert {f.code for f in caught.value.findings} == {"H401"}
    assert "U+1F321" in str(caught.value)
    assert caught.value.findings[0].place == Place("handout")


@pytest.mark.parametrize(
    "changes",
    [
        {"head": nodes.RunningHead((text("Clinic ☃"),), ())},
        {"head": nodes.RunningHead((), (text("☃"),))},
        {"head": nodes.RunningHead((), (), text("☃"))},
        {"foot": nodes.RunningFoot("☃", "")},
        {"foot": nodes.RunningFoot("", "☃ {page}")},
    ],
)
def test_write_missing_character_in_head_or_foot_is_an_error(changes: dict[str, object]) -> None:
    with pytest.raises(MissingGlyphs) as caught:
        write(document(paragraph("a"), **changes), theme())

    assert caught.value.characters == ("☃",)


def test_write_missing_character_in_a_later_document_is_an_error_again() -> None:
    for _ in range(2):
        with pytest.raises(MissingGlyphs):
            write(document(paragraph("☃")), theme())
    assert write(document(paragraph("fine")), theme())


# ---------------------------------------------------------------- the same inputs, the same bytes

_OTHER_PROCESS = """
import sys
from handouts.document import nodes
from handouts.pdf import write
from tests.pdf.samples import document, every_block, paragraph, theme
if sys.argv[1] == "after":
    write(document(paragraph("Łódź ữ → ☐ Жизнь 12345 ≥ ﬁ"), paragraph("other words first")), theme(columns=False))
sys.stdout.buffer.write(write(document(*every_block()), theme()))
"""


@pytest.mark.parametrize(("seed", "order"), [("0", "first"), ("4711", "after")])
def test_write_other_process_hash_seed_and_order_gives_the_same_bytes(seed: str, order: str) -> None:
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", _OTHER_PROCESS, order], env=environment, cwd=root, capture_output=True, check=True
    )

    assert done.stdout == write(document(*every_block()), theme())


def test_write_one_character_more_gives_another_identity() -> None:
    def identity(data: bytes) -> str:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            first, second = (bytes(part).hex() for part in pdf.trailer.ID)
        assert first == second
        return first

    one, same, other = (write(document(paragraph(words)), theme()) for words in ("take 1", "take 1", "take 2"))

    assert identity(one) == identity(same) != identity(other)


# ---------------------------------------------------------------- bad and large input


def test_write_four_hundred_steps_keeps_all_in_order() -> None:
    steps = tuple(f"Step words {n} with something to read and to do" for n in range(400))
    said_lines = lines_of(items(*steps, style="steps"))

    assert said_lines[::2] == [str(n) for n in range(1, 401)]
    assert said_lines[1::2] == list(steps)


@pytest.mark.parametrize("columns", [True, False])
@pytest.mark.parametrize("sign", ["", "/"])
def test_write_word_of_three_thousand_characters_loses_none_anywhere(columns: bool, sign: str) -> None:
    word = "".join(f"{n}x{sign}" for n in range(800))[:3000]
    blocks = (
        paragraph(word),
        items(word),
        nodes.Callout((paragraph(word),), "info"),
        nodes.Callout((heading("g"), nodes.Pairs((pair("l", paragraph(word)),), "glance")), "glance"),
        table(("a", "b"), ("r", word)),
        table(("a", word), ("r", "c")),
        nodes.Pairs((pair("t", paragraph(word)), pair(word, paragraph("b"))), "schedule"),
        nodes.Pairs((pair("t", paragraph(word)),), "timeline"),
        nodes.Pairs((pair("t", paragraph(word)),), "glossary"),
        nodes.Columns(((paragraph(word),), (paragraph("b"),)), (1.0, 1.0)),
        nodes.Fields(((word, ""), ("b", word))),
    )
    running = Running(composer(), document())
    with watched() as spots:
        assert lines_of(*blocks, columns=columns) == said(blocks)

    assert min(spot.bottom for spot in spots if not spot.artifact) >= running.bottom - 0.1


def test_write_hundred_thousand_characters_in_one_word_takes_no_quadratic_time() -> None:
    word = "abcdefgh" * 12_500
    found = structure.read(write(document(paragraph(word)), theme()))

    assert found.lines()[1:] == [word]


def test_write_document_of_artifacts_alone_has_a_page() -> None:
    data = write(document(nodes.WriteIn(2)), theme())

    assert proofs.faults(data) == []


def test_write_empty_blocks_leave_no_empty_elements() -> None:
    blocks = (nodes.Paragraph((), ""), nodes.ListBlock((), "bullet"), nodes.Section(()), paragraph("end"))

    assert lines_of(*blocks) == ["end"]


def test_write_foot_with_other_braces_is_set_as_it_is() -> None:
    made = document(paragraph("a"), foot=nodes.RunningFoot("{clinic} {0}", "{page}/{pages} {x} {"))
    (page,) = structure.read(write(made, theme())).pages

    assert "{clinic} {0}" in "".join(page.artifacts)
    assert "1/1 {x} {" in "".join(page.artifacts)


def test_write_head_and_foot_are_artifacts_on_every_page() -> None:
    found = structure.read(write(document(*[paragraph("filler") for _ in range(80)]), theme()))

    assert len(found.pages) == 3
    assert "Riverside" not in found.root.text()
    for number, page in enumerate(found.pages, start=1):
        words = " ".join(page.artifacts)
        for line in (*HEAD.left, *HEAD.right, HEAD.notice):
            assert nodes.inline_text(line) in words
        assert FOOT.left in words
        assert f"Page {number} of 3" in words


def test_composer_without_kinds_refuses_blocks_and_pictures() -> None:
    bare = Composer(theme(), composer().book, 600)
    with pytest.raises(NotImplementedError):
        bare.blocks((paragraph("a"),), None, 100, None)  # type: ignore[arg-type]  # never used
    with pytest.raises(NotImplementedError):
        bare.asset("logo")
