"""Targets: the forms a handout can be written in, by name.

In come a `Document` and a `Theme`, out come the bytes of one file (stage 4 of 5: write). A new
output form is a package of its own and one row in `TARGETS`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from handouts.document.nodes import Document
    from handouts.theme import Theme


class Writer(Protocol):
    """Turns a document into the bytes of a file."""

    def __call__(self, document: Document, theme: Theme, *, archival: bool = True) -> tuple[bytes, int]:
        """Return the bytes and the number of their pages; raises a `HandoutsError` for what cannot be set.

        Args:
            document: what to write.
            theme: how it looks.
            archival: whether the file says that it is made to last; one that will be protected must not.
        """


class Target(Struct, frozen=True):
    """One output form."""

    suffix: str
    """The end of its file names, without the dot."""
    write: Writer
    protect: Callable[[bytes, str], bytes]
    """Gives the writer's bytes a password."""


def _write_pdf(document: Document, theme: Theme, *, archival: bool = True) -> tuple[bytes, int]:
    from handouts import pdf  # noqa: PLC0415  the slowest import of all, and most commands never write

    return pdf.write_counted(document, theme, archival=archival)


def _protect_pdf(data: bytes, password: str) -> bytes:
    from handouts import pdf  # noqa: PLC0415  as above

    return pdf.protect(data, password)


TARGETS: Mapping[str, Target] = MappingProxyType({"pdf": Target("pdf", _write_pdf, _protect_pdf)})
"""Every output form by the name that users type."""
