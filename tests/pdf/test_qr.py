from __future__ import annotations

import re

import pypdfium2
import pytest
import zxingcpp
from reportlab.pdfgen.canvas import Canvas

from handouts.errors import PdfError
from handouts.pdf.qr import QUIET, SMALLEST_MODULE, qr_path

ADDRESS = "https://riverside.example/handouts/chronic-total-occlusion?lang=en&v=1.0"


def rectangles(path: str) -> list[tuple[float, float, float, float]]:
    found = re.findall(r"(\S+) (\S+) (\S+) (\S+) re", path)
    return [(float(x), float(y), float(w), float(h)) for x, y, w, h in found]


def rendered(path: str, size: float, tmp_path):
    canvas = Canvas(str(tmp_path / "qr.pdf"), pagesize=(size, size))
    vars(canvas)["_code"].append(f"q 0 g {path} f Q")
    canvas.save()
    return pypdfium2.PdfDocument(tmp_path / "qr.pdf")[0].render(scale=300 / 72).to_pil()


@pytest.mark.parametrize(
    "text",
    [ADDRESS, "HTTPS://A.EXAMPLE", "5550142", "https://a.example/zażółć/日本", "https://a.example/" + "x" * 300],
)
@pytest.mark.parametrize("size", [62.0, 83.5])
def test_code_when_printed_then_scans_as_the_text(text, size, tmp_path):
    (found,) = zxingcpp.read_barcodes(rendered(qr_path(text, size), size, tmp_path))
    assert found.format == zxingcpp.BarcodeFormat.QRCode
    assert found.text == text
    assert found.ec_level == "M"


def test_code_when_drawn_then_keeps_four_empty_modules_around_it():
    size = 62.0
    drawn = rectangles(qr_path(ADDRESS, size))
    # The upper left finder pattern is seven modules wide and touches the left and the upper edge.
    left = min(x for x, _, _, _ in drawn)
    module = max(w for x, _, w, _ in drawn if x == left) / 7
    assert module > SMALLEST_MODULE
    assert left == pytest.approx(QUIET * module, abs=0.03)
    assert min(y for _, y, _, _ in drawn) == pytest.approx(QUIET * module, abs=0.03)
    assert max(x + w for x, _, w, _ in drawn) == pytest.approx(size - QUIET * module, abs=0.03)
    assert max(y + h for _, y, _, h in drawn) == pytest.approx(size - QUIET * module, abs=0.03)


def test_code_when_modules_touch_then_they_are_one_rectangle():
    drawn = rectangles(qr_path(ADDRESS, 62.0))
    assert len(drawn) > 100
    ends = {(round(x + w, 2), y) for x, y, w, _ in drawn}
    assert not ends & {(x, y) for x, y, _, _ in drawn}


def test_code_when_made_of_paths_then_holds_no_other_operator():
    path = qr_path(ADDRESS, 62.0)
    assert re.fullmatch(r"(?:[0-9.]+ [0-9.]+ [0-9.]+ [0-9.]+ re ?)+", path)


@pytest.mark.parametrize("text", ["https://a.example/" + "x" * 600, "x" * 2214, "é" * 1107])
def test_code_when_marks_would_be_too_small_then_it_is_refused(text):
    with pytest.raises(PdfError) as error:
        qr_path(text, 62.0)
    (finding,) = error.value.findings
    assert finding.code == "H403"
    assert finding.hint


def test_code_when_the_symbol_is_full_then_the_longest_text_still_fits():
    assert qr_path("x" * 2213, 400.0)
    with pytest.raises(PdfError):
        qr_path("x" * 2214, 400.0)
