"""Instructions that do not speak to the reader (H327)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.checks.reading.passives import is_participle
from handouts.checks.reading.text import holding
from handouts.checks.reading.vocabulary import bag, pattern
from handouts.checks.registry import Rule, check
from handouts.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.checks.reading.text import Sentence
    from handouts.checks.registry import Hit
    from handouts.checks.subject import Subject

_DUTY = (
    r"(?:should|must|ought\s+to|needs?\s+to|has\s+to|have\s+to|is\s+to|are\s+to|will|can(?:not)?|may"
    r"|(?:is|are)\s+(?:asked|advised|required|requested|expected|told)\s+to)\b"
)
_OTHERS = (
    rf"\b(?:(?:the|each|every|any|all|a|an|our)\s+)?(?:patients?|clients?|individuals?|persons?)\s+(?:who\s+[^,.;]+?\s+)?{_DUTY}"
    r"|\bthe\s+patient(?:['’]s)?\b(?!\s+(?:portal|advocate|education|lounge|line|services|room))"
    rf"|\b(?:one|he\s+or\s+she|she\s+or\s+he|he/she|s/he)\s+{_DUTY}"
)
_IT_IS = (
    r"\bit\s+is\s+(?:very\s+|also\s+|strongly\s+)?(?:important|recommended|advised|advisable|necessary|essential|vital|suggested"
    r"|crucial|requested)\s+(?:to|that|for)\b"
    r"|\b(?:\w+ing|food|alcohol|jewelry)\s+is\s+not\s+(?:allowed|permitted)\b"
)
_TO_BE = (
    r"(?P<before>\w+)\s+(?P<duty>(?:should|must|ought\s+to|is\s+to|are\s+to)\s+(?:not\s+|never\s+|always\s+|only\s+|also\s+)?be\s+"
    r"(?P<done>\w+))"
)
_PEOPLE = bag("patient patient's patients client clients individual individuals person persons one she he he/she s/he")
_DUTIES = bag("should must ought is are")
_ASKED = frozenset(("questions", "teach_back"))


@check(
    Rule(
        code="H327",
        title="Instruction that does not speak to the reader",
        severity=Severity.WARNING,
        why="“The patient should” sounds like a rule for somebody else.",
        source="AHRQ PEMAT-P item 21 (addresses the user directly)",
        instead="Speak to the reader: “you”, or the verb alone.",
        good="Do not drive for 24 hours. You must keep the bandage dry.",
        bad="The patient should not drive for 24 hours. The bandage must be kept dry.",
        languages=("en",),
    )
)
def not_addressed(subject: Subject) -> Iterator[Hit]:
    """Find instructions about "the patient", about nobody, or in the passive voice."""
    for sentence in holding(subject, _PEOPLE | _DUTIES):
        if sentence.passage.section not in _ASKED:
            found = _found(sentence)
            if found:
                span, hint = found
                words = sentence.text[span[0] : span[1]]
                yield sentence.hit(subject, span, f"“{words}” does not speak to the reader", hint)


def _found(sentence: Sentence) -> tuple[tuple[int, int], str] | None:
    if not _PEOPLE.isdisjoint(sentence.lower):
        match = pattern(_OTHERS).search(sentence.text)
        if match:
            return match.span(), "Write “you”, or the verb alone: “Do not drive”"
    if _DUTIES.isdisjoint(sentence.lower):
        return None
    match = pattern(_IT_IS).search(sentence.text)
    if match:
        return match.span(), "Begin with what to do: “Rest for 1 day”"
    for match in pattern(_TO_BE).finditer(sentence.text):
        if match["before"].lower() not in ("you", "we", "i") and is_participle(match["done"].lower()):
            return match.span("duty"), "Say who does it: “Keep the bandage dry”, “You must …”"
    return None
