"""Numbers in sentences: how many of how many people, lengths of time, and every other number."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from handouts.checks.facts.grammar import DIGITS, grammar, pattern
from handouts.checks.facts.triggers import DIGIT, Trigger, marks
from handouts.checks.registry import Hit
from handouts.checks.subject import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.checks.subject import Passage, Subject

DENOMINATORS = (100, 1000, 10000)
"""Numbers of people that a typed figure is counted among."""
_LEAST_OF = 20
"""From this number on, "3 of 20" counts people; "3 of 4" may count tablets."""
_LEAST_IN = 3
"""The same for "1 in 3"."""

HOURS = {"minutes": 1 / 60, "hours": 1.0, "days": 24.0, "weeks": 168.0, "months": 730.0, "years": 8766.0}
"""Hours of a unit; a month is a twelfth of a year."""

_CLOCK = re.compile(r"\d{1,2}:[0-5]\d")
_GROUPED = re.compile(r"\d{1,3}(?:[.,\u00a0]\d{3}|\u202f\d{3})+")
_SENTENCE = re.compile(r"[.!?…][\"”’)]*\s+(?=[\"“‘(¿¡]*[A-ZÁÉÍÓÚÑ0-9])")
_ANY_DIGITS = re.compile(DIGITS.replace("%", "") + r"(?!(?:st|nd|rd|th)\b|\.?[ºª](?!\s?[CF]))")
_MAYBE = re.compile(
    r"\b(?:of|in|per|among|every|each|de|cada|entre|en)[\s-]+(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve"
    r"|twenty|a|hundred|thousand|una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|veinte|cien|mil)\b)"
    r"|\d\s?[:/]\s?\d",
)
"""Without one of these, in small letters, there is no count."""
_IN_WORDS = Trigger(
    (
        *("one in ", "two in ", "three in ", "four in ", "one of ", "out of ", " every ", " hundred", "de cada "),
        " cien ",
    )
)
"""Without one of these, or a digit, there is none either."""


class Counted(Struct, frozen=True):
    """So many of so many people, as a sentence says it."""

    n: float
    to: float | None
    of: float
    start: int
    end: int


class Length(Struct, frozen=True):
    """A length of time, as a sentence says it."""

    low: float
    """Hours at least."""
    high: float
    """Hours at most."""
    start: int
    end: int


class Sentence(Struct, frozen=True):
    """One sentence of a passage."""

    passage: Passage
    text: str
    start: int
    """Where it begins in the passage."""

    def hit(self, subject: Subject, span: tuple[int, int], message: str, hint: str, key: str = "") -> Hit:
        """Return a hit at some words of the sentence.

        Args:
            subject: the handout.
            span: where the words begin and end in the sentence.
            message: what is wrong.
            hint: what to write instead.
            key: what an allow list names, where it is not the words.
        """
        start, end = span
        place = subject.place(self.passage, self.text[start:end])
        words = excerpt(self.passage.text, self.start + start, self.start + end)
        return Hit(message, place, hint, words, key)


def amount(text: str, language: str) -> float:
    """Return the number that digits or a number word stand for ("1,000", "1.5", "ten")."""
    known = grammar(language)
    folded = " ".join(text.casefold().split())
    if known is not None and folded in known.numbers:
        return known.numbers[folded]
    decimal = "." if language == "en" else None
    if _GROUPED.fullmatch(text) and not text.startswith("0") and not (decimal and decimal in text):
        return float(re.sub(r"\D", "", text))
    return float(
        re.sub(r"[\u00a0\u202f]", "", text).replace(",", "." if text.count(",") == 1 and "." not in text else "")
    )


def worded_amount(text: str, language: str) -> float | None:
    """Return the number of digits or of number words ("25", "twenty-five"), or `None` where only a reader knows it."""
    known = grammar(language)
    assert known is not None  # noqa: S101  checks ask for languages they can judge
    if text[0].isdigit():
        return amount(text, language)
    folded = " ".join(text.casefold().split())
    if folded in known.numbers:
        return known.numbers[folded]
    parts = [known.numbers.get(word, 0) for word in re.split(r"[\s-]+(?:y\s+)?", folded)]
    tens = len(parts) == 2 and parts[0] in range(20, 100, 10) and parts[1] in range(1, 10)
    return sum(parts) if tens else None


def sentences(passage: Passage) -> list[Sentence]:
    """Return the sentences of a passage."""
    made, at, text = [], 0, passage.text
    for found in _SENTENCE.finditer(text):
        made.append(Sentence(passage, text[at : found.start() + 1], at))
        at = found.end()
    made.append(Sentence(passage, text[at:], at))
    return made


@functools.lru_cache(maxsize=1024)
def counts(text: str, language: str) -> tuple[Counted, ...]:
    """Return every number of people of a number of people, in order, those that cannot be among them."""
    made = [*_counts(text, language), *_turned(text, language), *_ratios(text, language)]
    made.sort(key=lambda each: each.start)
    return tuple([each for at, each in enumerate(made) if not at or each.start >= made[at - 1].end])


def _counts(text: str, language: str) -> Iterator[Counted]:
    unit = pattern(language, "length")
    for found in pattern(language, "count").finditer(text):
        n, of = amount(found["n"], language), amount(found["of"], language)
        to = amount(found["to"], language) if found["to"] else None
        every = " " in " ".join(found["link"].split())
        plain = found["link"].casefold() in ("of", "de")
        if not (found["who"] or every or of >= (_LEAST_OF if plain else _LEAST_IN)):
            continue
        if pattern(language, "not_counted").search(text, 0, found.start()) or unit.match(text, found.start("of")):
            continue
        if of == 10 and not found["who"] and pattern(language, "scale").search(text):
            continue
        yield Counted(n, to, of, found.start(), found.end("of"))


def _turned(text: str, language: str) -> Iterator[Counted]:
    for found in pattern(language, "count_turned").finditer(text):
        of, to = amount(found["of"], language), amount(found["to"], language) if found["to"] else None
        if 0 < of < _LEAST_IN:
            continue  # "In 1 treatment, 3 tumors" counts no treatments
        end = found.end("to") if found["to"] else found.end("n")
        yield Counted(amount(found["n"], language), to, of, found.start(), end)


def _ratios(text: str, language: str) -> Iterator[Counted]:
    if ":" not in text and "/" not in text:
        return
    for found in pattern(language, "ratio").finditer(text):
        # Else "1:20" is a time of the day, and "1/2" a tablet.
        if not (found["lead"] or found["who"]) or pattern(language, "at_a_time").search(text[: found.start("n")]):
            continue
        n, of = amount(found["n"], language), amount(found["of"], language)
        if n >= of or (n > 1 and _CLOCK.fullmatch(text, found.start("n"), found.end("of"))):
            continue  # 140/90 is a blood pressure
        if of == 10 and pattern(language, "scale").search(text):
            continue
        if pattern(language, "not_counted").search(text, 0, found.start("n")):
            continue
        yield Counted(n, None, of, found.start("n"), found.end("of"))


@functools.lru_cache(maxsize=1024)
def lengths(text: str, language: str) -> tuple[Length, ...]:
    """Return every length of time, in order."""
    known = grammar(language)
    assert known is not None  # noqa: S101  checks ask for languages they can judge
    if not known.length_trigger.holds(text, marks(text)):
        return ()
    made = []
    for found in pattern(language, "length").finditer(text):
        hours = HOURS[known.units[found["unit"].casefold()]]
        low = amount(found["low"], language)
        high = amount(found["high"], language) if found["high"] else low
        made.append(Length(low * hours, high * hours, found.start(), found.end()))
    return tuple(made)


def numerals(text: str, language: str) -> list[float]:
    """Return every number in digits, sorted; "2nd" is none, since "second" is as good."""
    return sorted(amount(found[0], language) for found in _ANY_DIGITS.finditer(text))


def worded(text: str, language: str) -> list[float]:
    """Return every number in words, sorted, "first" and "twice" among them; none in a language without a grammar."""
    known = grammar(language)
    if known is None:
        return []
    words = [found[0] for found in pattern(language, "number").finditer(text) if not found[0][0].isdigit()]
    others = [known.ordinals[word] for word in re.findall(r"\w+", text.casefold()) if word in known.ordinals]
    return sorted([*(amount(word, language) for word in words), *others])


def marked(subject: Subject) -> Sequence[tuple[Passage, int]]:
    """Return every passage with its `marks`, worked out once."""
    made: Sequence[tuple[Passage, int]] | None = subject.memo.get("marked")
    if made is None:
        grammar(subject.language)  # its triggers must be there before texts are marked
        made = subject.memo["marked"] = [(passage, marks(passage.text)) for passage in subject.passages]
    return made


def holding(subject: Subject, trigger: Trigger) -> list[Passage]:
    """Return the passages that hold a word of a trigger, in reading order."""
    mark = trigger.mark
    return [passage for passage, found in marked(subject) if found & mark and trigger.holds(passage.text, found)]


def counting(subject: Subject) -> Sequence[Passage]:
    """Return the passages that may hold a number of people of a number of people; quicker than to look for one."""
    made: Sequence[Passage] | None = subject.memo.get("counting")
    if made is None:
        made = subject.memo["counting"] = [
            passage
            for passage, found in marked(subject)
            if (found & DIGIT or _IN_WORDS.holds(passage.text, found)) and _MAYBE.search(passage.text.casefold())
        ]
    return made


def counted(subject: Subject) -> Sequence[tuple[Sentence, Counted]]:
    """Return every count in the sentences of a handout, worked out once."""
    made: Sequence[tuple[Sentence, Counted]] | None = subject.memo.get("counted")
    if made is None:
        made = subject.memo["counted"] = [
            (sentence, each)
            for passage in counting(subject)
            for sentence in sentences(passage)
            for each in counts(sentence.text, subject.language)
        ]
    return made
