"""Bitmaps made fit for an archival page: 8 bits, sRGB or grey, a soft mask, and nothing else.

PDF/A-2 (6.2.4.2) ties device colors to the output intent, which is sRGB here, so every profile is
applied and left out. Metadata are left out as well: a camera writes who, when and where.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageCms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PIL.ImageFile import ImageFile

DEFAULT_DPI = 150.0
"""Pixels per inch of a file that does not say."""
_LEAST_DPI, _MOST_DPI = 36.0, 2400.0
"""A resolution outside is a mistake of the program that wrote it."""
LIMIT_PIXELS = 25_000_000
"""Most pixels that are decoded, as in the content loader."""
_QUALITY = 90
_FORMATS = {"png": "PNG", "jpeg": "JPEG"}
_TURNED = 0x0112
"""EXIF tag "Orientation" (CIPA DC-008, 4.6.5)."""
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_DEEP = "it has 16 bits a color and a transparent color"


class BitmapError(ValueError):
    """A bitmap that cannot be drawn; the message is one sentence without a full stop."""


class Bitmap:
    """A PNG or JPEG file.

    Attributes:
        width: natural width in points, by the resolution that the file names.
        height: natural height in points.
        size: width and height in pixels.
    """

    def __init__(self, kind: str, data: bytes) -> None:
        self._kind = kind
        self._data = data
        self._done: dict[tuple[int, int], tuple[bytes, bytes, bytes]] = {}
        with _reading():
            image = self._open()
            self.size = image.size
            if image.getexif().get(_TURNED, 1) not in (0, 1):
                message = "it is stored turned"
                raise BitmapError(message)
            across, down = _resolution(image)
        self.width, self.height = self.size[0] / across * 72, self.size[1] / down * 72

    def pixels(self, across: int, down: int) -> tuple[int, int]:
        """Return the size in pixels that the picture has in the file, where no more than these can be seen."""
        return max(1, min(self.size[0], across)), max(1, min(self.size[1], down))

    def body(self, size: tuple[int, int], add: Callable[[bytes], int]) -> bytes:
        """Return the image as a stream object (ISO 32000-1 8.9.5).

        Args:
            size: width and height in pixels, from `pixels`.
            add: puts the body of the soft mask into the file and returns its object number.

        Raises:
            BitmapError: the file cannot be decoded.
        """
        if size not in self._done:
            with _reading():
                self._done[size] = self._encoded(size)
        head, data, mask = self._done[size]
        return _stream(head + (b"/SMask %d 0 R" % add(mask) if mask else b""), data)

    def _open(self) -> ImageFile:
        image = Image.open(io.BytesIO(self._data), formats=[_FORMATS[self._kind]])
        if image.width * image.height > LIMIT_PIXELS:
            message = f"it has {image.width} × {image.height} pixels"
            raise BitmapError(message)
        return image

    def _encoded(self, size: tuple[int, int]) -> tuple[bytes, bytes, bytes]:
        """Return the entries and the data of the image, and the object of its soft mask if it has one."""
        image = self._open()
        lossy = self._kind == "jpeg"
        keep = lossy and size == self.size and _is_plain_jpeg(image)
        image.load()
        if keep:
            space = b"/DeviceGray" if image.mode == "L" else b"/DeviceRGB"
            return _entries(size, space, b"/DCTDecode"), _bare_jpeg(self._data), b""
        colors, alpha = _flattened(image)
        if size != self.size:
            if alpha is not None:  # as one, or the color of what cannot be seen would bleed into edges
                colors.putalpha(alpha)
            scaled = colors.resize(size, Image.Resampling.LANCZOS)
            colors, alpha = _parted(scaled)
        head, data = _jpeg(colors) if lossy else _lossless(colors)
        return head, data, _stream(*_lossless(alpha)) if alpha is not None else b""


class _reading:  # noqa: N801  used as a statement
    """Decoding a stranger's file: whatever the decoder stumbles over is a `BitmapError`."""

    def __enter__(self) -> None:
        self._warnings = warnings.catch_warnings()
        self._warnings.__enter__()
        warnings.simplefilter("ignore")  # of large pictures and odd metadata, which are judged here

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self._warnings.__exit__(kind, error, trace)  # type: ignore[arg-type]  # a traceback or None
        if isinstance(error, BitmapError) or not isinstance(error, Exception):
            return
        message = "it cannot be read to its end"
        raise BitmapError(message) from error


def _resolution(image: Image.Image) -> tuple[float, float]:
    try:
        across, down = (float(value) for value in image.info["dpi"])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return DEFAULT_DPI, DEFAULT_DPI
    if _LEAST_DPI <= across <= _MOST_DPI and _LEAST_DPI <= down <= _MOST_DPI:
        return across, down
    return DEFAULT_DPI, DEFAULT_DPI


def _flattened(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """Return the colors (``L`` or ``RGB``, sRGB) and the opacities, or None where all is opaque."""
    profile = image.info.get("icc_profile")
    clear = image.info.get("transparency")
    if image.mode.startswith("I") or image.mode == "F":
        if clear is not None:
            raise BitmapError(_DEEP)
        # PNG has no deeper grey than 16 bits; 65535 / 257 = 255.
        image = image.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    elif isinstance(clear, tuple) and max(clear) > 255:
        raise BitmapError(_DEEP)
    elif image.mode in ("P", "PA"):
        image = image.convert("RGBA" if clear is not None or image.mode == "PA" else "RGB")
    elif image.mode == "1":
        image = image.convert("L") if clear is None else image.convert("RGBA")
    elif clear is not None:
        image = image.convert("LA" if image.mode == "L" else "RGBA")
    colors, alpha = _parted(image)
    return _srgb(colors, profile), alpha


def _parted(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """Return colors and opacities of an image apart."""
    if image.mode not in ("LA", "RGBA"):
        return image, None
    alpha = image.getchannel("A")
    return image.convert(image.mode[:-1]), None if alpha.getextrema() == (255, 255) else alpha


def _srgb(image: Image.Image, profile: Any) -> Image.Image:
    """Return an image with its profile applied; one that does not fit the image says nothing about it."""
    if _is_foreign(profile):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None
        if converted is not None:
            return converted.convert("L") if image.mode == "L" else converted
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def _is_foreign(profile: Any) -> bool:
    """Return whether there is a profile and it describes anything but sRGB."""
    if not isinstance(profile, bytes) or not profile:
        return False
    try:
        return "srgb" not in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile))).lower()
    except (ImageCms.PyCMSError, OSError, ValueError):
        return False


def _is_plain_jpeg(image: Image.Image) -> bool:
    """Return whether a JPEG file shows the same in every reader as it is: baseline, and surely grey or YCbCr."""
    info = image.info
    sure = image.mode == "L" or (image.mode == "RGB" and info.get("adobe_transform", 1 if "jfif" in info else 0) == 1)
    return sure and not info.get("progressive") and not _is_foreign(info.get("icc_profile"))


def _bare_jpeg(data: bytes) -> bytes:
    """Return a JPEG file without metadata and without what follows its end (ITU-T T.81, B.1)."""
    return b"\xff\xd8" + b"".join(_segments(data)) + b"\xff\xd9"


def _segments(data: bytes) -> Iterator[bytes]:
    """Yield the segments that make the picture, each with its marker and the coded data after it."""
    at = 2
    while found := _MARKER.search(data, at):
        marker = found[1][0]
        if marker == 0xD9:
            return
        start = found.end()
        end = start + int.from_bytes(data[start : start + 2], "big")
        body = data[start + 2 : end]
        after = _MARKER.search(data, end)
        coded = data[end : after.start() if after else len(data)] if marker == 0xDA else b""
        identity = (marker == 0xE0 and body.startswith(b"JFIF\0")) or (marker == 0xEE and body.startswith(b"Adobe"))
        if identity or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            yield bytes((0xFF, marker)) + data[start:end] + coded
        at = end + len(coded)


def _jpeg(image: Image.Image) -> tuple[bytes, bytes]:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
    space = b"/DeviceGray" if image.mode == "L" else b"/DeviceRGB"
    return _entries(image.size, space, b"/DCTDecode"), _bare_jpeg(out.getvalue())


def _lossless(image: Image.Image) -> tuple[bytes, bytes]:
    """Return entries and data of an image, packed as PNG packs it: rows foretold from their neighbours."""
    out = io.BytesIO()
    Image.frombytes(image.mode, image.size, image.tobytes()).save(out, "PNG", compress_level=9)
    png, at, data = out.getvalue(), 8, b""
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += length + 12
    colors = 1 if image.mode == "L" else 3
    space = b"/DeviceGray" if colors == 1 else b"/DeviceRGB"
    head = _entries(image.size, space, b"/FlateDecode")
    return head + b"/DecodeParms<</Predictor 15/Colors %d/Columns %d>>" % (colors, image.width), data


def _entries(size: tuple[int, int], space: bytes, filter_name: bytes) -> bytes:
    return b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8" % size + b"/ColorSpace%s/Filter%s" % (
        space,
        filter_name,
    )


def _stream(head: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (head, len(data), data)
