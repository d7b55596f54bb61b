"""Stage 4 of 5: the PDF writer.

`write` turns a Document and a Theme into bytes, `write_packet` several of them, `protect` gives bytes a password.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.lazy import attributes, postponed

# For ReportLab's own pictures: a twentieth of all imports, and many handouts have none.
postponed("PIL.Image")

from handouts.pdf.encrypt import protect  # noqa: E402  the line above comes before ReportLab
from handouts.pdf.write import MissingGlyphs, write  # noqa: E402  the same

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


# What only packets need: a handout is written without it.
__getattr__ = attributes(__name__, _HOME)
