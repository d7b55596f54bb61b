"""Stage 3 of 5: markup in, Document out. Parses, checks and dumps the tree that a writer sets."""

from __future__ import annotations

from handouts.document.dump import dump
from handouts.document.nodes import Document
from handouts.document.parse import parse

__all__ = ["Document", "dump", "parse"]
