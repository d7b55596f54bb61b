from __future__ import annotations

import io
from dataclasses import replace

import page
import pikepdf
import pypdfium2
import pytest
from msgspec import structs

from handouts.errors import PdfError
from handouts.pdf import Part, packet, write_booklet
from handouts.pdf.booklet import fold, saddle
from handouts.theme import PAGE_SIZES
from tests import proofs
from tests.pdf.samples import document, paragraph, theme
from tests.pdf.test_packet import HANDOUTS, front, part


def a4() -> tuple[float, float]:
    return PAGE_SIZES["a4"]


def texts(data: bytes) -> list[tuple[str, str]]:
    """Return the text at the left and at the right of each side."""
    found = []
    for one in pypdfium2.PdfDocument(data):
        width, height = one.get_size()
        reader = one.get_textpage()
        halves = [(0, width / 2), (width / 2, width)]
        left, right = (reader.get_text_bounded(left=a, bottom=0, right=b, top=height) for a, b in halves)
        found.append((left, right))
    return found


@pytest.mark.parametrize("pages", [4, 8, 12, 40])
def test_saddle_when_folded_then_the_pages_lie_in_order(pages):
    sides = list(saddle(pages))
    sheets = [sides[at : at + 2] for at in range(0, len(sides), 2)]
    # Folded, the outermost sheet lies below all others: its front's right half is read first, its left half last.
    front_half = [number for front, back in sheets for number in (front[1], back[0])]
    back_half = [number for front, back in reversed(sheets) for number in (back[1], front[0])]

    assert len(sheets) == pages // 4
    assert [*front_half, *back_half] == list(range(pages))


@pytest.mark.parametrize(("size", "expected"), [("letter", 0.714), ("a4", 0.718)])
def test_fold_when_margins_are_blank_then_the_type_is_larger_than_half_a_page_would_be(size, expected):
    width, height = PAGE_SIZES[size]
    looks = structs.replace(theme(), width=width, height=height)
    place = fold([looks, theme() if size == "letter" else looks])

    assert place.scale == pytest.approx(expected, abs=0.001)
    assert place.scale > min(height / 2 / width, width / height)
    assert (place.right - place.left) * place.scale <= height / 2 - 36 + 0.01
    assert (place.top - place.bottom) * place.scale <= width - 36 + 0.01


@pytest.mark.parametrize("copies", [1, 2])
def test_booklet_when_written_then_each_half_shows_its_page_and_the_last_sheet_is_filled(copies):
    made = write_booklet(front(3), HANDOUTS, duplex=False, copies=copies)
    sides = texts(made.data)
    count = made.sheets * 4

    assert made.pages <= count < made.pages + 4
    assert len(sides) == 2 * made.sheets * copies
    for side, two in zip(sides, list(saddle(count)) * copies, strict=True):
        for half, number in zip(side, two, strict=True):
            if number >= made.pages:
                assert half.strip() == ""
            elif number:
                assert f"Packet page {number + 1}\r\n" in half
            else:
                assert "Our packet" in half


def test_booklet_when_written_then_it_is_archival_and_says_that_it_is_not_accessible():
    data = write_booklet(front(3), HANDOUTS, duplex=True, copies=1).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        about = pdf.Root.Metadata.read_bytes()
        assert "/StructTreeRoot" not in pdf.Root
        assert "/MarkInfo" not in pdf.Root
        assert pdf.Root.ViewerPreferences.Duplex == pikepdf.Name.DuplexFlipShortEdge
        assert pdf.Root.ViewerPreferences.PrintScaling == pikepdf.Name("/None")
        for one in pdf.pages:
            width, height = (float(v) for v in one.MediaBox[2:])
            assert (width, height) == (792, 612)
            forms = one.Resources.XObject.as_dict().values()
            operators = {str(i.operator) for form in forms for i in pikepdf.parse_content_stream(form)}
            assert operators & {"Tj", "TJ"}
            assert not operators & {"BDC", "BMC", "EMC"}

    assert b"<pdfuaid:part>" not in about
    assert b"<pdfaid:conformance>B<" in about
    assert page.validate_pdf_bytes(data, profile="2b").is_compliant
    assert proofs.syntax(data) == []


def test_booklet_when_written_again_then_the_bytes_are_the_same():
    one, other = (write_booklet(front(3), HANDOUTS, duplex=False, copies=1).data for _ in range(2))
    assert one == other


def test_booklet_when_it_holds_pictures_and_other_paper_then_nothing_is_painted_off_the_sheet():
    width, height = a4()
    looks = structs.replace(theme(), width=width, height=height)
    leading = [replace(one, theme=looks) for one in front(1)]
    made = write_booklet(leading, [Part(document(paragraph("word " * 900)), looks)], duplex=False, copies=1)
    for one in pypdfium2.PdfDocument(made.data):
        assert one.get_size() == pytest.approx((height, width), abs=0.01)
        reader = one.get_textpage()
        for at in range(reader.count_rects()):
            left, bottom, right, top = reader.get_rect(at)
            assert left > 17
            assert bottom > 17
            assert right < height - 17
            assert top < width - 17


def test_booklet_when_it_has_too_many_pages_then_it_is_refused(monkeypatch):
    monkeypatch.setattr(packet, "MOST_PAGES", 9)
    with pytest.raises(PdfError) as caught:
        write_booklet(front(1), [part(document(paragraph("x")))], duplex=False, copies=9)
    assert [f.code for f in caught.value.findings] == ["H411"]
