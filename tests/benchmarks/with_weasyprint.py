"""WeasyPrint with ``pdf/ua-1``: one warm process; the style sheet and its fonts are parsed once and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import weasyprint  # type: ignore[import-not-found, import-untyped, unused-ignore]  # an extra, without annotations
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-not-found, import-untyped, unused-ignore]  # the same

from tests.benchmarks import web

if TYPE_CHECKING:
    from tests.benchmarks import simple


class Engine:
    """Turn HTML and CSS into PDF/UA-1."""

    def __init__(self, look: simple.Look) -> None:
        self.look = look
        self.fonts = FontConfiguration()
        self.sheet = weasyprint.CSS(string=web.sheet_of(look), font_config=self.fonts)

    def prepare(self, document: simple.Simple) -> str:
        """Return the source; not timed."""
        return web.page_of(document, self.look)

    def compile(self, source: str) -> bytes:
        """Return the PDF; timed."""
        page = weasyprint.HTML(string=source)
        made = page.write_pdf(
            stylesheets=[self.sheet],
            font_config=self.fonts,
            pdf_variant="pdf/ua-1",
            pdf_tags=True,
            optimize_images=False,
        )
        return bytes(made)
