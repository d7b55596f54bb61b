from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import TypeAdapter, ValidationError

from handouts.language.slots import DatePattern, OfPhone, Phrase, slots

PLAIN = TypeAdapter(Phrase)
PHONE = TypeAdapter(OfPhone)
DATE = TypeAdapter(DatePattern)
THIN = TypeAdapter(Annotated[str, slots("address")])


@pytest.mark.parametrize(
    ("adapter", "text"),
    [
        (PLAIN, "Words"),
        (PLAIN, "12:00\u00a0noon"),
        (PHONE, "Call **{phone}** now"),
        (DATE, "{month} {year}"),
        (DATE, "{weekday}, {month} {day}"),
        (THIN, "Go to {address}"),
    ],
)
def test_phrase_when_its_slots_are_right_then_it_stays_as_written(adapter, text):
    assert adapter.validate_python(text) == text


def test_phrase_when_it_is_folded_over_lines_then_white_space_is_collapsed():
    assert PLAIN.validate_python("  two\n   words\t") == "two words"


@pytest.mark.parametrize(
    ("adapter", "text"),
    [
        (PLAIN, ""),
        (PLAIN, "  \n"),
        (PLAIN, "bell \x07"),
        (PLAIN, "Call {phone}"),
        (PLAIN, "**bold**"),
        (PHONE, "Call us"),
        (PHONE, "{phone} {phone}"),
        (PHONE, "{phone} {fax}"),
        (PHONE, "{phone.__class__}"),
        (PHONE, "{phone!r}"),
        (PHONE, "{0} {phone}"),
        (PHONE, "{phone} {"),
        (PHONE, "{{phone}}"),
        (PHONE, "**{phone}"),
        (PHONE, "****{phone}"),
        (THIN, "**{address}**"),
    ],
)
def test_phrase_when_a_slot_or_a_mark_is_wrong_then_it_is_refused(adapter, text):
    with pytest.raises(ValidationError):
        adapter.validate_python(text)
