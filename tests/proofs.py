"""The proofs that every finished PDF must pass, gathered for the tests and for ``.ci/run``."""

from __future__ import annotations

import io

import page
import pikepdf

from tests import structure

PROFILES = ("ua1", "2a")
"""PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2, level A)."""

LARGEST = 150_000
"""Bytes a file without pictures may have."""


def conformance(data: bytes) -> list[str]:
    """Return what the independent validator has against a file, for each profile."""
    found = []
    for profile in PROFILES:
        result = page.validate_pdf_bytes(data, profile=profile)
        faults = [f"{profile}: {failure.rule_id} {failure.message}" for failure in result.failures]
        if not faults and not result.is_compliant:
            faults = [f"{profile}: not compliant, and the validator does not say why"]
        found += faults
    return found


def syntax(data: bytes) -> list[str]:
    """Return what qpdf's library has against the syntax of a file."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [f"syntax: {problem}" for problem in (*pdf.check_pdf_syntax(), *pdf.get_warnings())]


def size(data: bytes) -> list[str]:
    """Return a fault where a file is too large to send and print with ease."""
    return [f"size: {len(data)} bytes are more than {LARGEST}"] if len(data) > LARGEST else []


def faults(data: bytes) -> list[str]:
    """Return every fault of a file: conformance, structure, syntax and size."""
    tree = [f"structure: {problem}" for problem in structure.read(data).problems]
    return [*conformance(data), *tree, *syntax(data), *size(data)]
