"""Whether a PDF holds the words of a document: a fast engine that loses words would not be fast but wrong."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypdfium2  # type: ignore[import-not-found, import-untyped, unused-ignore]  # it ships no annotations
import pypdfium2.raw as pdfium  # type: ignore[import-not-found, import-untyped, unused-ignore]  # the same

from tests.benchmarks import simple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LEAST = 500
"""A document of fewer words is not the handout that the benchmark is about."""


_WORD = re.compile(r"[^\W_]+|[≥≤°□→%]")
_LONG = re.compile(r"\S*\w\.\w\S*/\S*\w|\S{20,}\w")
"""Addresses and other long words, which some engines break wherever a line ends; they are looked for as wholes."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands in a PDF."""

    pages: int
    tagged: bool
    fonts: frozenset[str]
    """Names of fonts, in small letters and without what is not a letter."""
    missing: tuple[str, ...]
    """Words of the document that the PDF does not hold, or holds less often."""


def expected(document: simple.Simple) -> Counter[str]:
    """Return every word of a document's blocks with its count.

    Raises:
        ValueError: the document is too short to measure anything with.
    """
    texts = [simple.plain(runs) for runs in simple.runs_of(document)]
    words = _words(_LONG.sub(" ", text) for text in texts) + Counter(
        long for text in texts for long in _LONG.findall(text)
    )
    if words.total() <= LEAST:
        message = f"the document has {words.total()} words; more than {LEAST} are needed"
        raise ValueError(message)
    # Running texts are looked for as wholes too: left and right may stand so near that PDFium joins their words.
    running = (*document.head_left, *document.head_right, document.notice, document.foot_left)
    return words + Counter(line for line in running if line)


def look_into(pdf: bytes, words: Counter[str]) -> Seen:
    """Return what stands in a PDF, and which of the words do not."""
    file = pypdfium2.PdfDocument(pdf)
    try:
        texts = [page.get_textpage().get_text_bounded() for page in file]
        joined = _joined("".join(texts))
        found = _words(texts)
        found |= Counter({word: joined.count(_joined(word)) for word in words if not _WORD.fullmatch(word)})
        missing = words - found
        return Seen(len(file), _tagged(file), _fonts(file), tuple(sorted(missing.elements())))
    finally:
        file.close()


def letters(name: str) -> str:
    """Return a font's name as it stands in `Seen.fonts`."""
    return re.sub(r"[^a-z]", "", name.rpartition("+")[2].lower())


def _fonts(file: pypdfium2.PdfDocument) -> frozenset[str]:
    names = set()
    for page in file:
        for text in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            buffer = ctypes.create_string_buffer(128)
            pdfium.FPDFFont_GetBaseFontName(pdfium.FPDFTextObj_GetFont(text.raw), buffer, 128)
            names.add(letters(buffer.value.decode()))
    return frozenset(names)


def _tagged(file: pypdfium2.PdfDocument) -> bool:
    # A file may call itself tagged for the sake of one picture; its text is tagged if its first page has a heading.
    page = file[0]
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return False
    try:
        roots = [
            pdfium.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(pdfium.FPDF_StructTree_CountChildren(tree))
        ]
        return any(kind in ("H", "H1", "Title") for root in roots for kind in _kinds(root))
    finally:
        pdfium.FPDF_StructTree_Close(tree)
        page.close()


def _kinds(element: Any) -> Iterator[str]:
    if not element:
        return
    buffer = ctypes.create_string_buffer(64)
    size = pdfium.FPDF_StructElement_GetType(element, buffer, 64)
    yield buffer.raw[: max(0, min(size, 64) - 2)].decode("utf-16-le")
    for at in range(max(0, pdfium.FPDF_StructElement_CountChildren(element))):
        yield from _kinds(pdfium.FPDF_StructElement_GetChildAtIndex(element, at))


def _joined(text: str) -> str:
    return re.sub(r"[\s\ufffe\x02-]+", "", text)


def _words(texts: Iterable[str]) -> Counter[str]:
    # PDFium shows a hyphen at a line's end as U+FFFE or U+0002; none of the three is part of a word here.
    return Counter(word for text in texts for word in _WORD.findall(text))
