"""Double negatives (H324)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.checks.reading.text import holding, where
from handouts.checks.reading.vocabulary import bag, pattern
from handouts.checks.registry import Rule, check
from handouts.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.checks.registry import Hit
    from handouts.checks.subject import Subject

_NOT = r"(?:\bnot|\w+n['’]t|\bnever|\bcannot)"
_NEGATED = (
    r"un(?:common|usual|likely|able|safe|necessary|reasonable|important|healthy|known|aware|comfortable|pleasant|"
    r"expected|heard\s+of)|impossible|inadvisable|infrequent(?:ly)?|insignificant|dissimilar|incorrect|inappropriate"
)
_FAULTS = (
    (
        rf"{_NOT}\s+(?:ever\s+)?(?:fail|neglect|omit)(?:ing)?\s+to\b",
        "Say what to do: “You must …”",
    ),
    (rf"{_NOT}\s+(?:ever\s+)?forget\s+to\b", "Write “Remember to …”, or only what to do"),
    (
        rf"{_NOT}\s+(?:\w+\s+){{0,2}}?(?:{_NEGATED})\b",
        "Say it without “not”: “common”, “likely”, “safe”",
    ),
    (
        r"\bunless\b[^.;:]{0,50}?(?:\bnot\b|\bnever\b|\bcannot\b|\w+n['’]t\b)",
        "Write “if” and no “not”",
    ),
    (
        rf"{_NOT}\s+(?:\w+\s+){{0,3}}?(?:nothing|nobody|nowhere|none|no\s+one)\b",
        "Keep one of the two",
    ),
    (r"\b(?:not|never)\s+without\b|\bwithout\s+(?:\w+\s+)?not\b", "Say when, or with what"),
    (
        r"\bno\s+(?:reason|need)\s+(?:for\s+you\s+)?not\s+to\b|\bavoid\s+not\b",
        "Say that they can",
    ),
)
_TRIGGERS = bag("not never cannot unless without no avoid")


@check(
    Rule(
        code="H324",
        title="Double negative",
        severity=Severity.WARNING,
        why="Under stress a reader keeps one of two negatives, and does the contrary.",
        source="plainlanguage.gov, Avoid double negatives and exceptions to exceptions",
        instead="Say it as it is: what to do, or what is so.",
        good="Take your pills each day. Bruises are common.",
        bad="You must not fail to take your pills. Bruises are not uncommon.",
        languages=("en",),
    )
)
def double_negatives(subject: Subject) -> Iterator[Hit]:
    """Find two negatives that cancel each other."""
    for sentence in holding(subject, [*_TRIGGERS, *(word for word in where(subject) if "n't" in word)]):
        for fault, hint in _FAULTS:
            match = pattern(fault).search(sentence.text)
            if match:
                yield sentence.hit(subject, match.span(), f"“{match[0]}” says no twice", hint)
                break
