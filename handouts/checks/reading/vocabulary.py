"""Vocabulary: sets of words, in the code or in the files of ``data``."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATA = Path(__file__).parent / "data"


def bag(words: str) -> frozenset[str]:
    """Return the words of a line, each once."""
    return frozenset(words.split())


@functools.cache
def pattern(source: str) -> re.Pattern[str]:
    """Return an expression that ignores case, compiled when it is first asked for: most runs need few of them."""
    return re.compile(source, re.IGNORECASE)


def lines(name: str) -> Iterator[str]:
    """Yield the lines of a file of ``data`` that are neither empty nor a remark (``#``)."""
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line and line[0] != "#":
            yield line
