"""Stage 4 of 5: the PDF writer.

`write` turns a Document and a Theme into bytes, `write_packet` several of them, `protect` gives bytes a password.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from handouts.pdf.encrypt import protect
from handouts.pdf.write import MissingGlyphs, write

if TYPE_CHECKING:
    from handouts.pdf.body import Part, PartsFailed
    from handouts.pdf.booklet import PrintedBooklet, fold, write_booklet
    from handouts.pdf.packet import Binding, Written, write_packet
    from handouts.pdf.running import PacketWords

__all__ = [
    "Binding",
    "MissingGlyphs",
    "PacketWords",
    "Part",
    "PartsFailed",
    "PrintedBooklet",
    "Written",
    "fold",
    "protect",
    "write",
    "write_booklet",
    "write_packet",
]

_HOME = {
    "Binding": "packet",
    "PacketWords": "running",
    "Part": "body",
    "PartsFailed": "body",
    "PrintedBooklet": "booklet",
    "Written": "packet",
    "fold": "booklet",
    "write_booklet": "booklet",
    "write_packet": "packet",
}


def __getattr__(name: str) -> Any:
    """Import what only packets need when it is first asked for: a handout is written without it."""
    if name not in _HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = globals()[name] = getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    return value
