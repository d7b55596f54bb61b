"""The table of output forms."""

from __future__ import annotations

import io

import pikepdf
import pytest

from handouts.targets import TARGETS


@pytest.mark.parametrize("count", [1, 2, 12])
@pytest.mark.parametrize("streams", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
def test_pages_when_given_a_pdf_then_counts_its_pages(count, streams):
    pdf = pikepdf.new()
    for _ in range(count):
        pdf.add_blank_page()
    pdf.Root.Metadata = pdf.make_stream(b"<<>> /Type /Page endobj /Type/Page")
    with pdf.open_outline() as outline:
        outline.root.extend(pikepdf.OutlineItem(f"{i}", 0) for i in range(30))
    data = io.BytesIO()
    pdf.save(data, object_stream_mode=streams)
    assert TARGETS["pdf"].pages(data.getvalue()) == count


def test_pages_when_there_is_no_page_tree_then_raises():
    with pytest.raises(ValueError, match="no page"):
        TARGETS["pdf"].pages(b"%PDF-1.7\n%%EOF")
