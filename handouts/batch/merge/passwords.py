"""Which words may open a file.

AES-256 takes a password of at most 127 bytes of UTF-8, prepared by SASLprep (ISO 32000-2, 7.6.4.3.2; RFC 4013). Not
every viewer prepares what its user types, so only passwords that SASLprep leaves as they are open the file everywhere.
"""

from __future__ import annotations

import stringprep
import unicodedata

from handouts.batch.merge.columns import PASSWORD_LIMIT

LEAST = 8
"""Characters; what NIST SP 800-63B (3.1.1.2) asks of a password at least."""

_MAPPED = (stringprep.in_table_c12, stringprep.in_table_b1)
_PROHIBITED = (
    stringprep.in_table_a1,
    stringprep.in_table_c21_c22,
    stringprep.in_table_c3,
    stringprep.in_table_c4,
    stringprep.in_table_c5,
    stringprep.in_table_c6,
    stringprep.in_table_c7,
    stringprep.in_table_c8,
    stringprep.in_table_c9,
)


def fault(password: str) -> str:
    """Return what is wrong with a password, without a character of it; nothing where it will do."""
    if not password:
        return "is empty"
    if password != password.strip():
        return "begins or ends with a space"
    if len(password) < LEAST:
        return f"has fewer than {LEAST} characters"
    if len(password.encode()) > PASSWORD_LIMIT:
        return f"is longer than {PASSWORD_LIMIT} bytes"
    if len(set(password)) == 1:
        return "is one character over and over"
    if not _is_plain(password):
        return "has characters that not every viewer takes for the same"
    return ""


def _is_plain(password: str) -> bool:
    """Tell whether SASLprep leaves a password as it is (RFC 4013, 2.1 to 2.5; RFC 3454, 6)."""
    if any(test(character) for character in password for test in (*_MAPPED, *_PROHIBITED)):
        return False
    if unicodedata.normalize("NFKC", password) != password:
        return False
    if not any(map(stringprep.in_table_d1, password)):
        return True
    to_left = stringprep.in_table_d1(password[0]) and stringprep.in_table_d1(password[-1])
    return to_left and not any(map(stringprep.in_table_d2, password))
