"""QR codes as vector paths (ISO/IEC 18004)."""

from __future__ import annotations

import functools
import importlib.util
from itertools import groupby
from pathlib import Path
from types import ModuleType  # noqa: TC003  annotations stay readable at run time

import reportlab

from handouts.errors import PdfError

QUIET = 4
"""Empty modules around a code (ISO/IEC 18004, 6.3.8)."""
SMALLEST_MODULE = 0.71
"""Least side of a module in points, 0.25 mm: a phone at reading distance resolves no less in print."""

_MOST_BYTES = 2_213
"""Bytes that version 39 holds with error correction M (ISO/IEC 18004, table 7); ReportLab makes no larger symbol."""


@functools.lru_cache(maxsize=64)
def qr_path(text: str, size: float) -> str:
    """Return a QR code as path operators (``re``), to be filled with ``f``.

    Args:
        text: what the code says, as a rule a web address; other than ASCII it is read as UTF-8.
        size: side in points, quiet zone included; the origin is the lower left corner.

    Raises:
        PdfError: H403 the text is so long that a module would be smaller than `SMALLEST_MODULE`.
    """
    modules = _modules(text)
    side = len(modules) + 2 * QUIET
    if not modules or size / side < SMALLEST_MODULE:
        raise PdfError.single(
            "H403",
            f"the QR code for “{text[:60]}” would have marks too small to scan",
            "handout",
            "Use a shorter web address",
        )
    edges = [round(size * place / side, 2) for place in range(side + 1)]
    runs: list[str] = []
    for row, line in enumerate(modules):
        top, bottom = edges[side - QUIET - row], edges[side - QUIET - row - 1]
        column = QUIET
        for dark, run in groupby(line):
            end = column + len(list(run))
            if dark:
                left, right = edges[column], edges[end]
                runs.append(f"{left:g} {bottom:g} {right - left:.4g} {top - bottom:.4g} re")
            column = end
    return " ".join(runs)


def _modules(text: str) -> list[list[bool]]:
    """Return rows of modules, dark or not, with error correction M (a seventh may be lost); none if it is too long."""
    encoder = _encoder()
    # Plain bytes: a number or capitals alone would pass too, but then two encodings must be trusted, not one.
    data = encoder.QR8bitByte(text)
    if len(data) > _MOST_BYTES:
        return []
    code = encoder.QRCode(None, encoder.QRErrorCorrectLevel.M)
    code.addData(data)
    code.make()
    return [[bool(dark) for dark in row] for row in code.modules]


@functools.cache
def _encoder() -> ModuleType:
    """Return ReportLab's QR encoder, loaded by its file.

    Its package imports Platypus and every other kind of bar code, which takes longer than the
    rest of a handout; the encoder itself needs nothing of that.
    """
    folder = Path(reportlab.__file__).parent / "graphics" / "barcode"
    spec = importlib.util.spec_from_file_location("handouts.pdf.qrencoder", folder / "qrencoder.py")
    if spec is None or spec.loader is None:  # pragma: no cover  a broken installation
        message = "ReportLab has no QR encoder"
        raise ImportError(message)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
