"""The table of output forms."""

from __future__ import annotations

import io

import pikepdf
import pytest

from handouts.targets import TARGETS
from tests.pdf.samples import document, items, theme


@pytest.mark.parametrize(("lines", "least"), [(1, 1), (100, 2), (600, 12)])
def test_write_when_done_then_says_how_many_pages_a_reader_finds(lines, least):
    data, pages = TARGETS["pdf"].write(document(items(*["x"] * lines)), theme())

    assert pages >= least
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == pages
