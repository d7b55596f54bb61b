from __future__ import annotations

import pytest
from pydantic import ValidationError

from handouts.content.sections import Source


@pytest.mark.parametrize(
    ("letters", "kinds"), [(3, "string_pattern_mismatch"), (4, ""), (300, ""), (301, "string_too_long")]
)
def test_source_when_its_address_is_too_short_or_too_long_then_is_refused(letters, kinds):
    def made():
        return Source(id="sir", title="T", publisher="P", year=2000, url="https://" + "x" * letters)

    if not kinds:
        assert made().url == "https://" + "x" * letters
        return
    with pytest.raises(ValidationError, match=kinds):
        made()
