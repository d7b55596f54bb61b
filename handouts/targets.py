"""Targets: the forms a handout can be written in, by name.

In come a `Document` and a `Theme`, out come the bytes of one file (stage 4 of 5: write). A new
output form is a package of its own and one row in `TARGETS`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from handouts.document.nodes import Document
    from handouts.theme import Theme

_PAGE_TREE = re.compile(rb"/Type\s*/Pages\b")
_COUNT = re.compile(rb"/Count\s+(\d+)\b")


@dataclass(frozen=True, slots=True)
class Target:
    """One output form."""

    suffix: str
    """The end of its file names, without the dot."""
    write: Callable[[Document, Theme], bytes]
    """The writer; raises a `HandoutsError` for what it cannot set."""
    pages: Callable[[bytes], int]
    """Tells how many pages the writer's bytes have."""


def _write_pdf(document: Document, theme: Theme) -> bytes:
    from handouts import pdf  # noqa: PLC0415  the slowest import of all, and most commands never write

    return pdf.write(document, theme)


def _pdf_pages(data: bytes) -> int:
    """Return the number of pages that the root of the page tree names (ISO 32000-1, 7.7.3.2)."""
    counts = []
    for found in _PAGE_TREE.finditer(data):
        start, end = data.rfind(b" obj", 0, found.start()), data.find(b"endobj", found.end())
        counts += [int(count) for count in _COUNT.findall(data, max(start, 0), end)]
    if not counts:
        message = "the bytes hold no page tree"
        raise ValueError(message)
    return max(counts)


TARGETS: Mapping[str, Target] = MappingProxyType({"pdf": Target("pdf", _write_pdf, _pdf_pages)})
"""Every output form by the name that users type."""
