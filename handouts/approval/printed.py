"""What is printed: one version of a page for one clinic, and the short id by which a sheet of paper is traced.

The id is made from everything that is told here and from nothing else, so the same version has the same id in every
process and on every page, a blank copy has that of a personal one, and a record of it proves itself.
"""

from __future__ import annotations

import difflib
import functools
import hashlib
import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import asdict

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from handouts.approval.standing import Standing
    from handouts.content.clinic import Clinic
    from handouts.content.load import LoadedHandout

ALPHABET = "23456789CDFHJKMNPRTVWXY"
"""Signs that nobody takes for one another (no 0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B) and that make no words (no vowels).

There are 23, a prime: with weights 1 to 9 the sum of an id is divisible by it, so every single wrong sign and every
two signs that changed places are found.
"""
SIGNS = 9
"""Eight of the digest (23 to the 8th, 78 billion) and one that makes the sum right."""

# Signs that never stand in an id, and that can only be one that does.
_MEANT = str.maketrans("ZSBG", "2586")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212._/:]+")

URGENT = frozenset(("questions", "nights", "emergency", "emergency wording", "nearest hospital"))
"""What a patient may need in an hour of need; a sheet of paper on which it is wrong must be replaced."""


class Printed(Struct, frozen=True, dict=True):
    """One version of a page; nothing of it is about a patient."""

    topic: str
    """``department/topic``."""
    language: str
    layout: str
    page_size: str
    version: str
    content: str
    """Digest of the words; see `handouts.approval.words`."""
    status: str
    next_review: str
    """``YYYY-MM-DD``."""
    expired: bool
    """Whether the page says that it is past that day."""
    approvals: tuple[str, ...]
    """Day and role of each approval that holds: ``2026-11-21 Interventional radiologist, MD``."""
    clinic: dict[str, str]
    """What is printed of the clinic."""

    @functools.cached_property
    def id(self) -> str:
        """Return the id as it stands on the page: ``K7M-P4X-R9N``."""
        text = json.dumps(["handouts page 1", *asdict(self).values()], sort_keys=True, ensure_ascii=True)
        number = int.from_bytes(hashlib.sha256(text.encode()).digest())
        values = []
        for _ in range(SIGNS - 1):
            number, value = divmod(number, len(ALPHABET))
            values.append(value)
        values.append(_last(values))
        signs = "".join(ALPHABET[value] for value in values)
        return "-".join(signs[at : at + 3] for at in range(0, SIGNS, 3))

    def data(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return {"id": self.id, **asdict(self), "approvals": list(self.approvals), "clinic": dict(self.clinic)}

    @classmethod
    def read(cls, data: Any) -> Printed | None:
        """Return what JSON data says, or `None` if it does not prove its own id."""
        names = cls.__struct_fields__
        if not isinstance(data, dict) or set(data) != {"id", *names}:
            return None
        kinds = {"expired": bool, "approvals": list, "clinic": dict}
        if not all(type(data[name]) is kinds.get(name, str) for name in names):
            return None
        if not all(isinstance(each, str) for each in (*data["approvals"], *data["clinic"].values())):
            return None
        made = cls(**{name: data[name] for name in names} | {"approvals": tuple(data["approvals"])})
        return made if made.id == data["id"] else None


def printed(
    loaded: LoadedHandout, standing: Standing, clinic: Clinic, layout: str, page_size: str, today: datetime.date
) -> Printed:
    """Return what a page is a print of.

    Args:
        loaded: the handout, with its review as in force.
        standing: who approved it.
        clinic: who gives it.
        layout: the folder of the layout.
        page_size: ``letter`` or ``a4``.
        today: decides whether the page says that the review date is past.
    """
    from handouts.approval.words import digest_of, words_of  # noqa: PLC0415  a record is read without the models

    review = loaded.handout.review
    return Printed(
        topic=f"{loaded.department}/{loaded.topic}",
        language=loaded.language,
        layout=layout,
        page_size=page_size,
        version=review.version,
        content=digest_of(words_of(loaded)),
        status=review.status,
        next_review=review.next_review.isoformat(),
        expired=review.expired(today),
        approvals=tuple(f"{record.on.isoformat()} {record.by}" for record in standing.approvals),
        clinic=printed_values(clinic, loaded.department),
    )


def printed_values(clinic: Clinic, department: str) -> dict[str, str]:
    """Return what is printed of a clinic in the handouts of a department's folder."""
    phones, hospital = clinic.phones_of(department), clinic.nearest_hospital
    values = {
        "name": clinic.name,
        "department": clinic.department_name(department),
        "questions": phones.questions,
        "nights": phones.nights_and_weekends,
        "emergency": clinic.emergency.number,
        "emergency wording": clinic.emergency.wording,
        "address": clinic.address,
        "web": clinic.web,
        "nearest hospital": f"{hospital.name}, {hospital.address}, {hospital.phone}" if hospital else None,
        "notices": " / ".join(notice.text for notice in clinic.notices),
        "fill in": " / ".join(line.label for line in clinic.fill_in),
        "sample": "yes" if clinic.demo else None,
    }
    return {key: value for key, value in values.items() if value}


def differing(before: dict[str, str], now: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Return the printed values that changed: by name the old and the new one, "" where there is none."""
    names = dict.fromkeys((*now, *before))
    pairs = {name: (before.get(name, ""), now.get(name, "")) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _last(values: list[int]) -> int:
    """Return the value of the last sign, which makes the weighted sum divisible by 23."""
    total = sum(weight * value for weight, value in enumerate(values, start=1))
    return -total * pow(SIGNS, -1, len(ALPHABET)) % len(ALPHABET)


def tidy(text: str) -> str:
    """Return an id as it stands on the page, however it was typed: ``k7m p4x r9n`` becomes ``K7M-P4X-R9N``."""
    signs = _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).upper().translate(_MEANT)
    return "-".join(signs[at : at + 3] for at in range(0, len(signs), 3))


def is_whole(page_id: str) -> bool:
    """Tell whether a tidy id has all its signs and these fit together."""
    signs = page_id.replace("-", "")
    if len(signs) != SIGNS or not set(signs) <= set(ALPHABET):
        return False
    return _last([ALPHABET.index(sign) for sign in signs[:-1]]) == ALPHABET.index(signs[-1])


def near(page_id: str, known: Iterable[str]) -> list[str]:
    """Return the ids that are most like one that was mistyped, the nearest first, at most three."""
    return difflib.get_close_matches(page_id, sorted(known), n=3, cutoff=0.75)
