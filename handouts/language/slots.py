"""The field types of phrases: which slots such as ``{phone}`` a phrase holds."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

_SLOT = re.compile(r"\{([a-z0-9_]+)\}")
_FORBIDDEN = ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")


def slots(*required: str, optional: tuple[str, ...] = ()) -> AfterValidator:
    """Return a validator for a phrase with these slots, each of `required` once and no others."""

    def check(text: str) -> str:
        text = re.sub(r"[ \t\r\n]+", " ", text).strip(" ")
        if not text or any(unicodedata.category(character) in _FORBIDDEN for character in text):
            message = "this phrase is empty or holds a character that shows nothing"
            raise PydanticCustomError("phrase_characters", message)
        found = _SLOT.findall(text)
        bare = _SLOT.sub("", text)
        extra = [name for name in found if name not in (*required, *optional)]
        if extra or "{" in bare or "}" in bare:
            raise PydanticCustomError(
                "phrase_slot",
                "this phrase may hold {allowed}, and no other word in braces",
                {"allowed": " ".join(f"{{{name}}}" for name in (*required, *optional)) or "no braces"},
            )
        missing = [name for name in required if found.count(name) != 1]
        if missing:
            raise PydanticCustomError("phrase_slot", "this phrase must hold {slot} once", {"slot": f"{{{missing[0]}}}"})
        if text.count("**") % 2 or "****" in text or ("**" in text and not (required or optional)):
            raise PydanticCustomError("phrase_bold", "bold words stand between two “**”, in phrases with a slot only")
        return text

    return AfterValidator(check)


Text = Annotated[str, Field(max_length=400)]
Phrase = Annotated[Text, slots()]
"""Words without slots."""
OfPhone = Annotated[Text, slots("phone")]
OfDate = Annotated[Text, slots("date")]
OfTitle = Annotated[Text, slots("title")]
OfAddress = Annotated[Text, slots("address")]
OfRoles = Annotated[Text, slots("roles")]
DatePattern = Annotated[Text, slots("month", optional=("weekday", "day", "month_number", "year"))]
