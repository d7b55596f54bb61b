"""The printed worksheet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handouts.document.nodes import Foreign, Heading, ListBlock, Table, inline_text, walk
from handouts.review import scores
from handouts.review.instruments import PEMAT
from handouts.review.printed import printed
from handouts.review.signing import Standing
from handouts.targets import TARGETS
from tests import proofs, shipped, structure
from tests.review import sheets
from tests.review.shipped_materials import materials


def document_of(sheet, standing=Standing.UNSIGNED, given=None):
    return printed(
        sheet, scores(sheet.judged, given), standing, "Opening a narrow tube", "Riverside Medical Center", sheets.DAY
    )


def pdf_of(document, layout="standard", size="letter"):
    space, shelf = shipped.workspace(), shipped.shelf()
    clinic = shelf.clinic(space, None).clinic
    theme = shelf.layout(space, layout).theme(clinic, size, shelf.language(space, "en"))
    return TARGETS["pdf"].write(document, theme)[0]


@pytest.mark.parametrize(("layout", "size"), [("standard", "letter"), ("large-print", "a4")])
def test_pdf_when_a_worksheet_is_printed_then_passes_every_proof_and_has_every_word(layout, size):
    sheet = sheets.fresh(materials()[0])
    data = pdf_of(document_of(sheet), layout, size)
    words = " ".join(" ".join(structure.read(data).lines()).split())

    assert proofs.faults(data) == []
    for (key, number), answer in sheet.answers.items():
        assert all(" ".join(line.split()) in words for line in answer.judged.evidence), (key, number)
    assert "9 open for a person" in words


def test_pdf_when_written_twice_then_is_the_same():
    sheet = sheets.fresh(materials()[0])

    assert pdf_of(document_of(sheet)) == pdf_of(document_of(sheet))


def test_document_when_unsigned_then_says_so_on_every_page_and_has_boxes_for_open_items(made):
    sheet = sheets.fresh(made())
    found = document_of(sheet)
    boxes = [block for block in walk(found.blocks) if isinstance(block, ListBlock) and block.style == "check"]

    assert inline_text(found.head.notice) == "Not signed"
    assert len(boxes) == len(sheet.open)
    assert sum(len(block.rows) for block in walk(found.blocks) if isinstance(block, Table)) == 44


def test_document_when_signed_then_has_the_answers_and_the_role(made):
    sheet = sheets.signed(sheets.fresh(made()))
    found = document_of(sheet, Standing.SIGNED, sheet.given)
    words = str(found)

    assert found.head.notice == ()
    assert sheets.BY in words
    assert "answered by a person" in words
    assert "90 or more passes" in words
    assert not [block for block in walk(found.blocks) if isinstance(block, ListBlock) and block.style == "check"]


def test_document_when_stale_then_says_so_on_every_page(made):
    found = document_of(sheets.signed(sheets.fresh(made())), Standing.STALE)

    assert inline_text(found.head.notice) == "Signed for other words than those of today"


def test_document_when_there_are_notes_and_earlier_answers_then_they_are_printed(made):
    sheet = sheets.fresh(made())
    key = (PEMAT, 2)
    noted = replace(sheet.answers[key], note="The map distracts.", before="disagree")
    words = str(document_of(replace(sheet, answers={**sheet.answers, key: noted})))

    assert "Note: The map distracts." in words
    assert "a person answered: disagree" in words


def test_document_when_the_handout_is_in_another_language_then_its_title_is_marked(made):
    sheet = replace(sheets.fresh(made()), language="es")
    (title,) = [block for block in walk(document_of(sheet).blocks) if isinstance(block, Heading) and block.level == 1]

    assert any(isinstance(each, Foreign) and each.language == "es" for each in title.inlines)
