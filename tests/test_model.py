from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import AfterValidator, Field, TypeAdapter, ValidationError

from handouts.model import Asset, Steps


def small(text: str) -> str:
    if "!" in text:
        message = "too loud"
        raise ValueError(message)
    return text.lower()


def doubled(text: str) -> str:
    return text + text


OURS = TypeAdapter(Annotated[str, Steps(5, small, doubled), Field(min_length=4, max_length=8)])
PYDANTICS = TypeAdapter(
    Annotated[
        str,
        Field(max_length=5),
        AfterValidator(small),
        AfterValidator(doubled),
        Field(min_length=4, max_length=8),
    ]
)


@pytest.mark.parametrize("value", ["ABC", "A", "ABCDE", "ABCDEF", "A!", 5, None, ["ABC"]])
def test_steps_when_text_is_checked_then_says_what_pydantic_says_of_the_same_steps(value):
    def said(adapter):
        try:
            return adapter.validate_python(value)
        except ValidationError as error:
            return [(each["type"], each["msg"], each["loc"]) for each in error.errors()]

    assert said(OURS) == said(PYDANTICS)


def test_steps_when_a_schema_is_asked_for_then_is_that_of_the_same_steps():
    assert OURS.json_schema() == PYDANTICS.json_schema()
    assert OURS.json_schema()["type"] == "string"


def test_asset_when_it_is_the_same_picture_in_two_files_then_is_equal():
    one, other = Asset("png", b"x", "a.png"), Asset("png", b"x", "b.png")
    assert one == other
    assert {one: 1}[other] == 1
    assert one != Asset("png", b"y", "a.png")
    assert repr(one) == "Asset(kind='png', shown='a.png')"
