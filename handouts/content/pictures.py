"""Pictures and logos: bytes from strangers, checked before a writer sees them.

A PNG or JPEG must be what its name says, decode to its end and be of a size that a page can show.
An SVG must be shapes and nothing else: it is made by drawing programs and by the web, and may hold
scripts, text in fonts that are not there, and addresses of other files.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from typing import TYPE_CHECKING

from handouts.content.vector import BROKEN, check_svg
from handouts.errors import ContentError, WorkspaceError
from handouts.findings import Finding, Place
from handouts.model import Asset
from handouts.workspace import within

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.workspace import Workspace

MISSING = "H150"
WRONG_KIND = "H151"
TOO_LARGE = "H153"
NOT_FOR_PRINT = "H157"

LIMIT_BYTES = 5_000_000
"""Largest file; a photograph across a page at 300 dpi takes about 2 MB."""
LIMIT_PIXELS = 25_000_000
"""Most pixels; Letter at 500 dpi has 23 million."""

KINDS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".svg": "svg"}
_NAMES = {"png": "PNG", "jpeg": "JPEG", "svg": "SVG"}
_MAGIC = {
    b"\x89PNG\r\n\x1a\n": "a PNG",
    b"\xff\xd8\xff": "a JPEG",
    b"GIF8": "a GIF",
    b"%PDF": "a PDF",
    b"RIFF": "a WebP",
}
_TURNED = 0x0112
"""EXIF tag "Orientation" (CIPA DC-008, 4.6.5)."""


def load_picture(workspace: Workspace, folders: tuple[Path, ...], relative: str, place: Place) -> Asset:
    """Read and check a picture.

    Args:
        workspace: reads the file and words its path.
        folders: where the file may be, the first that has it counts.
        relative: the file's name in such a folder or below it.
        place: where the name stands, for findings.

    Raises:
        ContentError: the picture is missing, unsafe, broken, too large or not fit for print.
    """
    path = _find(folders, relative, place)
    shown = workspace.shown(path)
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise _wrong(WRONG_KIND, f"“{path.name}” is not a PNG, JPEG or SVG file", place, "Save it as PNG or SVG")
    try:
        data = workspace.read_bytes(path, LIMIT_BYTES)
    except WorkspaceError as error:
        found = error.findings[0]
        raise _wrong(
            TOO_LARGE, f"{shown}: {found.message}", place, "Save it smaller; 2000 pixels across are enough"
        ) from None
    _check_kind(data, kind, shown, place)
    if kind == "svg":
        check_svg(data, shown)
    else:
        _check_pixels(data, kind, shown, place)
    return Asset(kind, data, shown)


def _find(folders: tuple[Path, ...], relative: str, place: Place) -> Path:
    for folder in folders:
        try:
            path = within(folder, relative, place.file)
        except WorkspaceError as error:
            found = error.findings[0]
            raise ContentError(Finding(found.code, found.message, place, found.hint)) from None
        if path.is_file():
            return path
    raise _wrong(
        MISSING,
        f"there is no file “{relative}” beside this file or below its folder",
        place,
        "Check the name, with its capital letters, and put the picture there",
    )


def _check_kind(data: bytes, kind: str, shown: str, place: Place) -> None:
    wanted = {"png": "a PNG", "jpeg": "a JPEG", "svg": "an SVG"}[kind]
    if not data:
        raise _wrong(BROKEN, f"{shown} is empty", place, "Save the picture again")
    actual = next((name for magic, name in _MAGIC.items() if data.startswith(magic)), "")
    if not actual and data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        actual = "an SVG"
    if actual != wanted:
        what = f"{shown} is {actual}, not {wanted}" if actual else f"{shown} is not {wanted}"
        raise _wrong(WRONG_KIND, what, place, f"Save it as {_NAMES[kind]}, or give it the ending of what it is")


def _check_pixels(data: bytes, kind: str, shown: str, place: Place) -> None:
    from PIL import Image  # noqa: PLC0415  many handouts have no picture

    try:
        with warnings.catch_warnings():
            # Pillow warns of large pictures and odd metadata; size is judged here, metadata is not used.
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=[_NAMES[kind]])
            if image.width * image.height > LIMIT_PIXELS:
                raise _huge(shown, place)
            image.load()
            turned = image.getexif().get(_TURNED, 1)
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError) as error:
        raise _broken(shown, place) from error
    except (struct.error, zlib.error, MemoryError) as error:
        raise _broken(shown, place) from error
    except Image.DecompressionBombError as error:
        raise _huge(shown, place) from error
    if image.mode in ("CMYK", "YCCK"):
        raise _wrong(
            NOT_FOR_PRINT,
            f"{shown} has printing colors (CMYK), which an archival PDF cannot show alike everywhere",
            place,
            "Save it with RGB colors",
        )
    if turned not in (0, 1):
        raise _wrong(NOT_FOR_PRINT, f"{shown} is stored turned", place, "Open it, turn it upright and save it again")


def _huge(shown: str, place: Place) -> ContentError:
    message = f"{shown} has more than {LIMIT_PIXELS // 1_000_000} million pixels"
    return _wrong(TOO_LARGE, message, place, "Save it smaller; 2000 pixels across are enough")


def _broken(shown: str, place: Place) -> ContentError:
    return _wrong(BROKEN, f"{shown} is broken: it cannot be read to its end", place, "Save or copy the picture again")


def _wrong(code: str, message: str, place: Place, hint: str) -> ContentError:
    return ContentError(Finding(code, message, place, hint))
