"""Numbers in words where figures are quicker to read (H323)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.checks.reading.text import holding, where
from handouts.checks.reading.vocabulary import pattern
from handouts.checks.registry import Rule, check
from handouts.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.checks.registry import Hit
    from handouts.checks.subject import Subject

_TO_NINETEEN = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
FIGURES = {word: number for number, word in enumerate(_TO_NINETEEN)} | {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_TENS = "|".join(word for word, number in FIGURES.items() if number >= 20)
_ONES = "|".join(word for word, number in FIGURES.items() if 0 < number < 20)
_NUMBER = rf"(?:(?:{_TENS})(?:[-\s](?:{_ONES}))?|(?:{_ONES})(?:\s+hundred)?|a\s+hundred|a\s+dozen)"
_COUNTED = (
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|times?|pills?|tablets?|capsules?|drops?|doses?|"
    r"puffs?|teaspoons?|tablespoons?|cups?|glass(?:es)?|ounces?|pounds?|feet|steps|degrees|people|patients|adults?|"
    r"visits?|shots?|miles?|milligrams?|milliliters?|stitches|pillows)"
)
_WORDED = (
    rf"\b{_NUMBER}(?:\s+(?:to|or|and)\s+{_NUMBER})?(?:\s+(?:full|more|small|large))?[\s-]{_COUNTED}\b"
    r"|\btwice\s+(?:a|per|each|every)\s+\w+|\bhalf\s+an\s+hour\b"
)
_TRIGGERS = frozenset(FIGURES) | {"hundred", "dozen", "twice", "half"}


@check(
    Rule(
        code="H323",
        title="Number in words",
        severity=Severity.SUGGESTION,
        why="Figures are found at a glance; weak readers of English often read figures well.",
        source="CDC Clear Communication Index item 15; NIH Clear & Simple: use numerals",
        instead="Write figures for times, amounts and people.",
        good="Wait 2 hours. Take 1 pill 3 times a day.",
        bad="Wait two hours. Take one pill three times a day.",
        languages=("en",),
    )
)
def worded_numbers(subject: Subject) -> Iterator[Hit]:
    """Find numbers in words before what is counted."""
    named = [word for word in where(subject) if word[0] in "oteshfnd" and not _TRIGGERS.isdisjoint(word.split("-"))]
    for sentence in holding(subject, named):
        for match in pattern(_WORDED).finditer(sentence.text):
            message = f"“{match[0]}” is quicker to read in figures"
            yield sentence.hit(subject, match.span(), message, f"Write “{in_figures(match[0])}”")


def in_figures(words: str) -> str:
    """Return words with their numbers as figures: "twenty-four hours" becomes "24 hours"."""
    text = re.sub(r"(?i)\btwice\b", "2 times", re.sub(r"(?i)\bhalf\s+an\s+hour\b", "30 minutes", words))
    text = re.sub(r"(?i)\ba\s+hundred\b", "100", re.sub(r"(?i)\ba\s+dozen\b", "12", text))
    text = re.sub(rf"(?i)\b({_ONES})\s+hundred\b", lambda m: str(FIGURES[m[1].lower()] * 100), text)
    text = re.sub(
        rf"(?i)\b({_TENS})[-\s]({_ONES})\b", lambda m: str(FIGURES[m[1].lower()] + FIGURES[m[2].lower()]), text
    )
    return re.sub(rf"(?i)\b(?:{_TENS}|{_ONES})\b", lambda m: str(FIGURES[m[0].lower()]), text)
