from __future__ import annotations

import io
import re

import pikepdf
import pytest

from handouts.pdf import write
from handouts.pdf.sheet import File, Sheet
from tests import proofs
from tests.pdf.samples import document, every_block, items, paragraph, theme


@pytest.fixture(scope="module")
def data() -> bytes:
    return write(document(*every_block(), items(*["x"] * 300)), theme())


def test_file_is_sound_to_a_strict_reader(data: bytes) -> None:
    assert proofs.syntax(data) == []
    assert data.startswith(b"%PDF-1.7\n%")
    assert all(byte > 127 for byte in data[10:14])
    assert data.endswith(b"%%EOF\n")


def test_file_keeps_its_objects_in_streams_of_objects(data: bytes) -> None:
    assert data.count(b"/Type/ObjStm") > 1
    assert b"/StructElem" not in data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.objects) > 400


def test_file_every_stream_ends_with_a_line_end_before_its_keyword(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        streams = sum(isinstance(item, pikepdf.Stream) for item in pdf.objects)
    assert streams > 10
    ends = re.findall(rb"(..)endstream\nendobj", data, re.DOTALL)
    assert len(ends) >= streams
    assert all(end.endswith(b"\n") for end in ends)


def test_file_names_no_font_that_is_not_embedded(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"]
        assert len(fonts) >= 4
        for font in fonts:
            if font.Subtype == "/Type0":
                assert "/ToUnicode" in font
                assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
            assert re.match(r"/[A-Z]{6}\+", str(font.BaseFont))


def test_file_knows_no_clock_and_no_machine(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        texts = [bytes(value) for value in pdf.docinfo.values() if isinstance(value, pikepdf.String)]
    assert texts
    assert not any(b"/home" in text for text in texts)


def test_file_pages_are_tagged_and_as_large_as_the_sheet(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) > 1
        for number, page in enumerate(pdf.pages):
            assert [float(v) for v in page.MediaBox] == [0, 0, 612, 792]
            assert int(page.StructParents) == number
            assert str(page.Tabs) == "/S"
            assert "/Trans" not in page


def test_file_add_gives_numbers_in_order() -> None:
    file = File("en")
    first = file.add("<<>>")

    assert file.add("<</A 1>>") == first + 1


def test_sheet_form_is_added_once() -> None:
    sheet = Sheet(100, 100, "en")
    box = (-5.0, -5.0, 5.0, 5.0)
    first = sheet.form("dot", box, "0 0 m f")
    coming = sheet.file.coming

    assert sheet.form("dot", box, "0 0 m f") == first
    assert sheet.file.coming == coming
    assert sheet.form("ring", box, "0 0 m f") != first


def test_sheet_pages_painted_last_can_stand_first_and_be_shown_again() -> None:
    sheet = Sheet(100, 100, "en")
    sheet.file.information = "<<>>"
    for words in ("% one", "% two", "% three"):
        sheet.code.append(words)
        sheet.end_page()
    sheet.lead(1)
    sheet.repeat(0)
    sheet.finish_pages(["/F1 1 0 R", "", "", "/F1 1 0 R"])
    with pikepdf.open(io.BytesIO(sheet.data())) as pdf:
        assert [page.Contents.read_bytes().split()[1] for page in pdf.pages] == [b"three", b"one", b"two", b"three"]
        assert pdf.pages[0].Contents.objgen == pdf.pages[3].Contents.objgen
        resources = [page.Resources.objgen for page in pdf.pages]
    assert resources[0] == resources[3] != resources[1] == resources[2]


def test_file_of_one_paragraph_is_small() -> None:
    assert len(write(document(paragraph("x")), theme())) < 60_000
