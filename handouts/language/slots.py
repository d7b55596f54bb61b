"""The field types of phrases: which slots such as ``{phone}`` a phrase holds."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

_SLOT = re.compile(r"\{([a-z0-9_]+)\}")
_FORBIDDEN = ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")


def slots(*required: str, optional: tuple[str, ...] = (), bold: bool = False) -> AfterValidator:
    """Return a validator for a phrase.

    Args:
        required: names of slots that the phrase holds once each.
        optional: names of slots that it may hold.
        bold: whether words may stand between ``**``; never where a phrase becomes an attribute.
    """

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
        if "**" in text and not bold:
            raise PydanticCustomError("phrase_bold", "this phrase cannot hold “**”: it is set in one weight")
        if text.count("**") % 2 or "****" in text:
            raise PydanticCustomError("phrase_bold", "bold words stand between two “**”")
        return text

    return AfterValidator(check)


Text = Annotated[str, Field(max_length=400)]
Phrase = Annotated[Text, slots()]
"""Words without slots."""
OfPhone = Annotated[Text, slots("phone", bold=True)]
OfDate = Annotated[Text, slots("date", bold=True)]
OfRoles = Annotated[Text, slots("roles", bold=True)]
OfAddress = Annotated[Text, slots("address")]
OfTitle = Annotated[Text, slots("title")]
DatePattern = Annotated[Text, slots("month", optional=("weekday", "day", "month_number", "year"))]
