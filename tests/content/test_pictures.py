from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from handouts.content import pictures

if TYPE_CHECKING:
    from pathlib import Path

    from tests.content.conftest import Desk

PLACE = "content/test-department/tiny-topic/en.yaml:125:11"


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (20, 10), **save: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 80).convert(mode).save(out, kind, **save)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width: int, height: int) -> bytes:
    """Return a small PNG that says it is large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def put(desk: Desk, name: str, data: bytes) -> None:
    path = desk.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    desk.change("file: duct.png", f"file: {name}")


@pytest.mark.parametrize(
    ("name", "kind", "data"),
    [
        ("a.png", "png", picture("PNG")),
        ("a.png", "png", picture("PNG", "RGBA")),
        ("a.png", "png", picture("PNG", "P")),
        ("a.png", "png", picture("PNG", "1")),
        ("a.jpg", "jpeg", picture("JPEG")),
        ("deep/er/a.jpeg", "jpeg", picture("JPEG", "L")),
        (
            "a.svg",
            "svg",
            b'\xef\xbb\xbf<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_load_when_a_picture_is_whole_then_its_bytes_come_back(desk: Desk, name: str, kind: str, data: bytes) -> None:
    put(desk, name, data)
    asset = desk.handout().assets[name]
    assert (asset.kind, asset.data) == (kind, data)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.png", picture("JPEG"), "H151 {} is a JPEG, not a PNG"),
        ("a.jpg", picture("PNG"), "H151 {} is a PNG, not a JPEG"),
        ("a.svg", picture("PNG"), "H151 {} is a PNG, not an SVG"),
        ("a.png", b"<svg/>", "H151 {} is an SVG, not a PNG"),
        ("a.png", picture("GIF", "P"), "H151 {} is a GIF, not a PNG"),
        ("a.png", b"hello", "H151 {} is not a PNG"),
        ("a.svg", b"\x1f\x8b\x08compressed", "H151 {} is not an SVG"),
        ("a.png", b"", "H152 {} is empty"),
        ("a.png", picture("PNG")[:60], "H152 {} is broken: it cannot be read to its end"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"x" * 40, "H152 {} is broken: it cannot be read to its end"),
        ("a.jpg", picture("JPEG", size=(200, 200))[:3000], "H152 {} is broken: it cannot be read to its end"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "H152 {} is broken: it cannot be read to its end"),
        ("a.png", bomb(5001, 5000), "H153 {} has more than 25 million pixels"),
        ("a.png", bomb(60000, 60000), "H153 {} has more than 25 million pixels"),
        ("a.png", picture("PNG") + b"\0" * 5_000_000, "H153 {}: the file is larger than 5 MB"),
        (
            "a.jpg",
            picture("JPEG", "CMYK"),
            "H157 {} has printing colors (CMYK), which an archival PDF cannot show alike everywhere",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_load_when_a_picture_is_wrong_then_the_line_that_names_it_is_given(
    desk: Desk, name: str, data: bytes, message: str
) -> None:
    put(desk, name, data)
    shown = f"content/test-department/tiny-topic/{name}"
    assert [str(each) for each in desk.refused()] == [f"{PLACE}: {message.format(shown)}"]


def test_load_when_a_photograph_is_stored_turned_then_it_is_refused(desk: Desk) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    put(desk, "a.jpg", picture("JPEG", exif=exif))
    (finding,) = desk.refused()
    assert (finding.code, finding.hint) == ("H157", "Open it, turn it upright and save it again")


def test_load_when_every_byte_of_a_picture_is_damaged_in_turn_then_nothing_but_findings_comes(desk: Desk) -> None:
    whole = picture("PNG", size=(8, 8))
    outcomes = set()
    for at in range(8, len(whole), 3):
        put(desk, "a.png", whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        desk.change("file: a.png", "file: duct.png")
        desk.change("file: duct.png", "file: a.png")
        try:
            desk.handout()
            outcomes.add("read")
        except Exception as error:  # noqa: BLE001  the kind of error is what is tested
            outcomes.add(type(error).__name__)
        desk.change("file: a.png", "file: duct.png")
    assert "ContentError" in outcomes
    assert outcomes <= {"ContentError", "read"}


@pytest.mark.parametrize("name", ["none.png", "DUCT.png", "sub/duct.png"])
def test_load_when_a_picture_is_missing_then_it_is_named(desk: Desk, name: str) -> None:
    desk.change("file: duct.png", f"file: {name}")
    (finding,) = desk.refused()
    assert str(finding) == f"{PLACE}: H150 there is no file “{name}” beside this file or below its folder"


@pytest.mark.parametrize("name", ["a/../../../clinic.png", "a/./b.png", "a//b.png"])
def test_load_when_a_picture_lies_outside_then_it_is_refused(desk: Desk, name: str) -> None:
    desk.change("file: duct.png", f"file: {name}")
    assert [str(each) for each in desk.refused()] == [f"{PLACE}: H506 “{name}” is not a path inside the folder"]


@pytest.mark.parametrize("name", ["../x.png", "/etc/x.png", "C:\\x.png", ".hidden.png", "x.gif", "x"])
def test_load_when_a_picture_has_no_name_of_a_picture_then_the_form_is_refused(desk: Desk, name: str) -> None:
    desk.change("file: duct.png", f"file: {name}")
    (finding,) = desk.refused()
    assert finding.code == "H115"
    assert (
        finding.hint
        == "Write, for example, “duct.png” (PNG, JPEG or SVG file, beside the content file or below its folder)"
    )


def test_load_when_a_picture_is_a_link_out_of_the_topic_then_it_is_refused(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(picture("PNG"))
    (desk.folder / "link.png").symlink_to(tmp_path / "secret.png")
    desk.change("file: duct.png", "file: link.png")
    assert [str(each) for each in desk.refused()] == [
        f"{PLACE}: H506 “link.png” is a link that leads out of the folder"
    ]


# ---------------------------------------------------------------- logos

LOGO = "content/clinic.yaml:11:9"


def test_load_clinic_when_the_logo_is_missing_then_its_line_is_named(desk: Desk) -> None:
    (desk.root / "content/logo.svg").unlink()
    assert [str(each) for each in desk.clinic_refused()] == [
        f"{LOGO}: H150 there is no file “logo.svg” beside this file or below its folder"
    ]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("logo.png", picture("PNG")[:60], "H152"),
        ("logo.png", bomb(9000, 9000), "H153"),
        ("logo.png", picture("PNG") + b"\0" * 5_000_000, "H153"),
        ("logo.jpg", picture("JPEG"), "H151"),
        ("logo.gif", picture("GIF", "P"), "H151"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_load_clinic_when_the_logo_is_broken_or_huge_then_it_is_refused(
    desk: Desk, name: str, data: bytes, code: str
) -> None:
    (desk.root / "content" / name).write_bytes(data)
    desk.change_clinic("file: logo.svg", f"file: {name}")
    (finding,) = desk.clinic_refused()
    assert (str(finding.place), finding.code) == (LOGO, code)


@pytest.mark.parametrize("name", ["../logo.svg", "/etc/logo.svg", "a/../../logo.svg", '"a\\0.svg"'])
def test_load_clinic_when_the_logo_lies_outside_then_it_is_refused(desk: Desk, name: str) -> None:
    desk.change_clinic("file: logo.svg", f"file: {name}")
    (finding,) = desk.clinic_refused()
    assert (str(finding.place), finding.code) == (LOGO, "H506")


def test_load_clinic_when_the_logo_points_outside_then_its_own_line_is_named(desk: Desk) -> None:
    (desk.root / "content/logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n  <image href="file:///etc/passwd"/>\n</svg>'
    )
    (finding,) = desk.clinic_refused()
    assert str(finding) == "content/logo.svg:2:3: H154 this SVG file holds <image>, which is not a shape"


def test_limits_when_read_then_they_are_those_that_are_documented() -> None:
    assert (pictures.LIMIT_BYTES, pictures.LIMIT_PIXELS) == (5_000_000, 25_000_000)
