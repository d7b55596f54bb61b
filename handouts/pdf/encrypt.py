"""A password for a finished file: AES-256 (ISO 32000-2, 7.6.4.4.7), open to screen readers.

A file that is protected is no PDF/A (PDF/A-2 6.1.3 forbids it), and stays PDF/UA-1 (7.16 asks for the permission that
assistive technology needs). pikepdf does it, which the extra ``[encrypt]`` installs: only this needs it.
"""

from __future__ import annotations

import io
import secrets

_OWNER_BYTES = 32


def protect(data: bytes, password: str) -> bytes:
    """Return a PDF that opens with a password alone.

    Whoever has it may read, print and copy; screen readers may read. The owner's password, which would lift the rest,
    is random and kept nowhere.

    Args:
        data: a PDF that does not claim to be PDF/A.
        password: as SASLprep leaves it (ISO 32000-2, 7.6.4.3.2), at most 127 bytes of UTF-8.

    Raises:
        ImportError: pikepdf is not installed.
    """
    import pikepdf  # noqa: PLC0415  an extra, and only these files need it

    allowed = pikepdf.Permissions(
        accessibility=True,
        extract=True,
        print_lowres=True,
        print_highres=True,
        modify_annotation=False,
        modify_assembly=False,
        modify_form=False,
        modify_other=False,
    )
    protection = pikepdf.Encryption(user=password, owner=secrets.token_urlsafe(_OWNER_BYTES), R=6, allow=allowed)
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        # The file's own is a digest of its content and stands outside the encryption: whoever guesses what the page
        # says could prove it with that.
        mark = pikepdf.String(secrets.token_bytes(16))
        pdf.trailer["/ID"] = pikepdf.Array([mark, mark])
        pdf.save(made, encryption=protection, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    return made.getvalue()
