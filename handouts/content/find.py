"""Find topics by words of their names or by a code."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from handouts.content.load import LoadedHandout


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list of handouts shows of one handout."""

    topic: str
    department: str
    language: str
    title: str
    medical_name: str
    other_names: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]
    """Pairs of code system and code."""
    status: str
    version: str
    next_review: datetime.date

    @classmethod
    def of(cls, loaded: LoadedHandout) -> Entry:
        """Return the entry of a handout."""
        handout = loaded.handout
        return cls(
            topic=loaded.topic,
            department=loaded.department,
            language=loaded.language,
            title=handout.title,
            medical_name=handout.medical_name,
            other_names=handout.other_names,
            codes=tuple((code.system, code.code) for code in handout.codes),
            status=handout.review.status,
            version=handout.review.version,
            next_review=handout.review.next_review,
        )


def folded(text: str) -> str:
    """Return text without accents and in small letters, for comparing ("Röntgen" becomes "rontgen")."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", folded(text))


def _code_rank(entry: Entry, sought: str) -> bool:
    """Tell whether a query is a code of the entry, with or without its system ("CPT 47542", "47542")."""
    return any(sought in (folded(code), folded(f"{system} {code}")) for system, code in entry.codes)


def _rank(entry: Entry, sought: str, words: list[str]) -> int | None:
    """Return how well an entry fits, 0 the best, or nothing if it does not fit.

    A code comes before everything; then the fields by weight: title, medical name, other names, the
    rest. A word may be the beginning of a longer one. All words must be somewhere.
    """
    if _code_rank(entry, sought):
        return 0
    fields = (
        _words(entry.title),
        _words(entry.medical_name),
        _words(" ".join(entry.other_names)),
        _words(f"{entry.topic} {entry.department} " + " ".join(f"{system} {code}" for system, code in entry.codes)),
    )
    worst = 0
    for word in words:
        where = [
            2 * place + (word not in field)
            for place, field in enumerate(fields)
            if any(w.startswith(word) for w in field)
        ]
        if not where:
            return None
        worst = max(worst, min(where))
    return worst + 1


def find(entries: Iterable[Entry], query: str) -> list[Entry]:
    """Return the entries that fit a query, the best first.

    A query is a code, or words that all must begin a word of the title, the medical name, another
    name, the topic, the department or a code. Case and accents make no difference.
    """
    words = _words(query)
    if not words:
        return []
    sought = " ".join(folded(query).split())
    ranked = [(rank, entry) for entry in entries if (rank := _rank(entry, sought, words)) is not None]
    ranked.sort(key=lambda pair: (pair[0], folded(pair[1].title), pair[1].department, pair[1].topic, pair[1].language))
    return [entry for _, entry in ranked]
