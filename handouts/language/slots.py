"""The field types of phrases: which slots such as ``{phone}`` a phrase holds."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, TypeAlias

from pydantic_core import PydanticCustomError

from handouts.model import Steps

_SLOT = re.compile(r"\{([a-z0-9_]+)\}")
_LONGEST = 400
_FORBIDDEN = ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")


def _wrong(code: str, message: str, hint: str) -> PydanticCustomError:
    return PydanticCustomError("phrase", "{message}", {"message": message, "hint": hint, "code": code})


def slots(*required: str, optional: tuple[str, ...] = (), bold: bool = False) -> Steps:
    """Return a validator for a phrase.

    Args:
        required: names of slots that the phrase holds once each.
        optional: names of slots that it may hold.
        bold: whether words may stand between ``**``; never where a phrase becomes an attribute.
    """
    allowed = " ".join(f"{{{name}}}" for name in (*required, *optional)) or "no braces"

    def check(text: str) -> str:
        text = re.sub(r"[ \t\r\n]+", " ", text).strip(" ")
        if not text or any(unicodedata.category(character) in _FORBIDDEN for character in text):
            raise _wrong("H252", "it is empty or holds a character that shows nothing", "Write the words again")
        found = _SLOT.findall(text)
        bare = _SLOT.sub("", text)
        extra = [name for name in found if name not in (*required, *optional)]
        if extra or "{" in bare or "}" in bare:
            raise _wrong("H253", "other words in braces than this phrase has", f"It may hold {allowed}")
        missing = [name for name in required if found.count(name) != 1]
        if missing:
            raise _wrong("H253", f"the phrase must hold {{{missing[0]}}} once", f"It may hold {allowed}")
        if "**" in text and not bold:
            raise _wrong("H254", "this phrase is set in one weight", "Take out the “**”")
        if text.count("**") % 2 or "****" in text:
            raise _wrong("H254", "a “**” has no partner", "Put bold words between two “**”")
        return text

    return Steps(_LONGEST, check)


Text: TypeAlias = str
"""Words with slots, as `slots` lists them."""
Phrase = Annotated[Text, slots()]
"""Words without slots."""
OfPhone = Annotated[Text, slots("phone", bold=True)]
OfDate = Annotated[Text, slots("date", bold=True)]
OfRoles = Annotated[Text, slots("roles", bold=True)]
OfAddress = Annotated[Text, slots("address")]
OfCount = Annotated[Text, slots("count")]
OfPage = Annotated[Text, slots("page")]
OfTitle = Annotated[Text, slots("title")]
DatePattern = Annotated[Text, slots("month", optional=("weekday", "day", "month_number", "year"))]
