"""Vague times (H325) and vague amounts (H326): words that each reader fills in another way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.checks.reading.text import holding
from handouts.checks.reading.vocabulary import bag, pattern
from handouts.checks.registry import Rule, check
from handouts.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.checks.registry import Hit
    from handouts.checks.subject import Subject

# Sections in which the patient does something: an amount must be one that can be measured.
_ACTED_ON = frozenset(
    ("key_points", "tell_us_if", "preparation", "special_groups", "recovery", "do", "do_not", "return_to", "follow_up")
) | {"when_to_call", "emergency_signs", "straight_afterwards"}
# The patient asks "How soon?", and staff ask what the patient understood.
_ASKED = frozenset(("questions", "teach_back"))
_UNIT = r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?)"

_TIME = (
    r"\bas\s+soon\s+as\s+possible\b"
    r"|(?<!how\s)(?<!as\s)\bsoon\b(?!\s+(?:as|after)\b)"
    r"|\bsoon\s+after\b"
    r"|\b(?:(?:for|in|after|every\s+once\s+in|once\s+in)\s+)?(?:a|quite\s+a)\s+(?:little\s+|short\s+|long\s+)?while\b"
    r"|\bfor\s+(?:some|a\s+short|a\s+long|quite\s+some)\s+time\b|\bin\s+(?:due|good)\s+(?:time|course)\b"
    r"|\bbefore\s+long\b|\bshortly\b|\beventually\b|\bperiodically\b|\bregularly\b|\bpromptly\b"
    r"|\bfrom\s+time\s+to\s+time\b|\bnow\s+and\s+then\b|\bevery\s+so\s+often\b|\bat\s+regular\s+intervals\b"
    r"|\bat\s+some\s+point\b|\bin\s+the\s+near\s+future\b|\bin\s+a\s+timely\s+manner\b"
)
_SOME_TIME = rf"\b(?:a\s+few|several|some|a\s+couple\s+of|a\s+number\s+of)\s+(?:more\s+)?{_UNIT}\b"
_AMOUNT = (
    r"\b(?:drink|eat|take|use|put|apply|add|do|bring|lift|get|sip|swallow|mix|rub|give|walk|rest|exercise|stretch)\s+"
    r"(?P<some>some|a\s+little|a\s+bit)\b"
    r"(?!\s+(?:of\s+(?:the|your|these|those)|care|caution|slower|faster|more\s+slowly)\b)"
    rf"|\b(?:a\s+few|several|a\s+couple\s+of|a\s+number\s+of)\b(?!\s+(?:more\s+)?{_UNIT})"
    r"|\b(?:a\s+lot|lots|plenty)\s+of\b|\bas\s+(?:much|many)\s+(?:\w+\s+)?as\s+(?:possible|you\s+can)\b|\ban\s+adequate\s+amount\b"
    r"|\bwith\s+(?:some|a\s+little|a\s+bit\s+of)\s+(?:water|juice|milk|food|soap|oil|cream|ointment)\b"
    r"|\b(?:enough|extra)\s+(?:water|fluids?|liquids?|rest|sleep)\b|\b(?:small|large)\s+amounts?\s+of\b"
    r"|\bas\s+(?:needed|necessary|tolerated|directed|appropriate)\b"
)
_OF_TIME = bag(
    "soon while time course long point shortly eventually periodically regularly promptly then often intervals future "
    "timely"
)
_OF_SOME = bag("few several some couple number little bit")
_OF_AMOUNT = _OF_SOME | bag(
    "lot lots plenty much many enough extra amount amounts adequate needed necessary tolerated directed appropriate"
)


@check(
    Rule(
        code="H325",
        title="Vague time",
        severity=Severity.WARNING,
        why="“Soon” is an hour for one reader and a week for another; both think they did right.",
        source="AHRQ PEMAT-P item 22 (explicit steps); CDC Clear Communication Index item 14 (specific directions)",
        instead="Say when, how long or how often, in figures.",
        good="The doctor calls you within 2 days. Rest for 1 hour.",
        bad="The doctor calls you soon. Rest for a while.",
        languages=("en",),
    )
)
def vague_times(subject: Subject) -> Iterator[Hit]:
    """Find times that nobody can measure; "a few hours" where the patient acts on it."""
    for sentence in holding(subject, _OF_TIME | _OF_SOME):
        section = sentence.passage.section
        if section in _ASKED:
            continue
        match = None if _OF_TIME.isdisjoint(sentence.lower) else pattern(_TIME).search(sentence.text)
        if not match and section in _ACTED_ON and not _OF_SOME.isdisjoint(sentence.lower):
            match = pattern(_SOME_TIME).search(sentence.text)
        if match:
            message = f"“{match[0]}” is another time for each reader"
            yield sentence.hit(
                subject, match.span(), message, "Say when, how long or how often, in figures: “for 2 days”"
            )


@check(
    Rule(
        code="H326",
        title="Vague amount",
        severity=Severity.WARNING,
        why="“Some water” is a sip for one reader and a liter for another.",
        source="CDC Clear Communication Index item 14 (specific directions); AHRQ PEMAT-P item 22",
        instead="Say how much or how many, in figures or by a thing that all know: “8 cups”, “the size of a quarter”.",
        good="do: [Drink 8 cups of water a day, Take 2 short walks a day]",
        bad="do: [Drink plenty of water, Take a few short walks]",
        languages=("en",),
    )
)
def vague_amounts(subject: Subject) -> Iterator[Hit]:
    """Find amounts that nobody can measure, where the patient acts on them."""
    for sentence in holding(subject, _OF_AMOUNT):
        if sentence.passage.section in _ACTED_ON:
            match = pattern(_AMOUNT).search(sentence.text)
            if match:
                span = match.span("some") if match["some"] else match.span()
                message = f"“{sentence.text[span[0] : span[1]]}” is another amount for each reader"
                yield sentence.hit(subject, span, message, "Say how much, how many, or for what: “8 cups a day”")
