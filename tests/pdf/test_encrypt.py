"""Protected files."""

from __future__ import annotations

import io

import page
import pikepdf
import pytest

from handouts.pdf import protect, write
from tests.pdf.samples import document, paragraph, theme

PASSWORD = "größe-über-alles"


def protected() -> bytes:
    return protect(write(document(paragraph("East wing")), theme(), archival=False), PASSWORD)


def test_file_when_protected_then_opens_with_the_password_alone():
    data = protected()
    for wrong in ("", "grosse-uber-alles", PASSWORD + "x"):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(data), password=wrong)
    with pikepdf.open(io.BytesIO(data), password=PASSWORD) as pdf:
        told = pdf.encryption
        assert (told.R, told.V, told.bits) == (6, 5, 256)
        assert {told.stream_method.name, told.string_method.name, told.file_method.name} == {"aesv3"}
        assert pdf.user_password_matched
        assert not pdf.owner_password_matched


def test_file_when_protected_then_screen_readers_and_printers_may_read_it():
    with pikepdf.open(io.BytesIO(protected()), password=PASSWORD) as pdf:
        # ISO 14289-1 7.16: bit 10 of P must be set.
        assert int(pdf.trailer.Encrypt.P) & (1 << 9)
        assert pdf.allow == pikepdf.Permissions(
            accessibility=True,
            extract=True,
            print_lowres=True,
            print_highres=True,
            modify_annotation=False,
            modify_assembly=False,
            modify_form=False,
            modify_other=False,
        )


def test_file_when_opened_then_is_still_accessible_and_claims_no_archive():
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(protected()), password=PASSWORD) as pdf:
        assert "/Metadata" in pdf.Root
        pdf.save(made, encryption=False)
    assert page.validate_pdf_bytes(made.getvalue(), profile="ua1").is_compliant
    assert b"pdfaid:part" not in made.getvalue()


def test_file_when_protected_twice_then_nothing_of_it_is_the_same():
    first, second = protected(), protected()
    assert first != second
    with (
        pikepdf.open(io.BytesIO(first), password=PASSWORD) as one,
        pikepdf.open(io.BytesIO(second), password=PASSWORD) as two,
    ):
        assert bytes(one.trailer.ID[0]) != bytes(two.trailer.ID[0])
        assert bytes(one.trailer.Encrypt.O) != bytes(two.trailer.Encrypt.O)
