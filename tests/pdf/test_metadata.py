from __future__ import annotations

import io
import zlib
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from PIL import ImageCms

from handouts.pdf import write
from handouts.pdf.metadata import PRINT_ONLY, PRODUCER, PROTECTED, information, srgb_profile, xmp
from tests.pdf.samples import document, paragraph, theme

ODD = {"title": 'Draft: <b> & "x" ≥ 名 (a\\b)', "author": "Né & Co", "subject": "a < b", "keywords": "x; y & z"}
SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


def value(packet: bytes, path: str) -> str:
    found = ET.fromstring(packet.decode("utf-8").split("?>", 1)[1].rsplit("<?", 1)[0]).findall(f".//{path}", SPACES)
    (element,) = found
    return "".join(element.itertext()).strip()


@pytest.mark.parametrize("changes", [{}, ODD])
def test_metadata_of_the_file_says_the_same_in_both_places(changes: dict[str, object]) -> None:
    made = document(paragraph("x"), **changes)
    with pikepdf.open(io.BytesIO(write(made, theme()))) as pdf:
        info = {key: str(value) for key, value in pdf.docinfo.items()}
        packet = pdf.Root.Metadata.read_bytes()
        assert "/Filter" not in pdf.Root.Metadata

    assert info["/Title"] == value(packet, "dc:title") == made.title
    assert info["/Author"] == value(packet, "dc:creator") == made.author
    assert info["/Subject"] == value(packet, "dc:description") == made.subject
    assert info["/Keywords"] == value(packet, "pdf:Keywords") == made.keywords
    assert info["/Producer"] == value(packet, "pdf:Producer") == PRODUCER
    assert info["/Creator"] == value(packet, "xmp:CreatorTool")
    assert info["/CreationDate"] == info["/ModDate"] == "D:20261120000000+00'00'"
    for name in ("xmp:CreateDate", "xmp:ModifyDate"):
        assert value(packet, name) == "2026-11-20T00:00:00+00:00"


def test_xmp_names_both_standards_and_the_language() -> None:
    packet = xmp(document(language="es"))

    assert value(packet, "pdfaid:part") == "2"
    assert value(packet, "pdfaid:conformance") == "A"
    assert value(packet, "pdfuaid:part") == "1"
    assert value(packet, "dc:language") == "es"


def test_xmp_of_a_file_for_paper_only_claims_no_accessibility_and_may_name_several_languages() -> None:
    packet = xmp(document(), PRINT_ONLY, ["en", "es"])

    assert value(packet, "pdfaid:conformance") == "B"
    assert b"<pdfuaid" not in packet
    assert value(packet, "dc:language") == "enes"


def test_information_is_ascii() -> None:
    assert information(document(**ODD)).isascii()


def test_catalog_shows_the_title_and_names_language_marks_and_colors() -> None:
    with pikepdf.open(io.BytesIO(write(document(paragraph("x"), language="pt-BR"), theme()))) as pdf:
        root = pdf.Root
        assert str(root.Lang) == "pt-BR"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert bool(root.MarkInfo.Marked)
        (intent,) = list(root.OutputIntents)
        assert str(intent.S) == "/GTS_PDFA1"
        assert intent.DestOutputProfile.read_bytes() == zlib.decompress(srgb_profile())


def test_srgb_profile_is_read_by_a_color_engine_and_changes_no_srgb_color() -> None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(zlib.decompress(srgb_profile())))
    from PIL import Image  # noqa: PLC0415  beside its one use

    image = Image.new("RGB", (3, 1))
    image.putdata([(11, 85, 99), (180, 35, 24), (255, 255, 255)])
    shown = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"))

    assert shown is not None
    assert ImageCms.getProfileDescription(profile).strip() == "sRGB"
    for before, after in zip(image.tobytes(), shown.tobytes(), strict=True):
        assert abs(before - after) <= 2
    assert srgb_profile() is srgb_profile()


def test_xmp_when_the_file_will_be_protected_then_claims_pdf_ua_alone() -> None:
    packet = xmp(document(), PROTECTED)

    assert b"pdfaid:part" not in packet
    assert b"pdfaid:conformance" not in packet
    assert value(packet, "pdfuaid:part") == "1"
    assert value(xmp(document()), "pdfaid:part") == "2"
