"""Passive voice: sentences that hide who acts, and how many of them a handout has (H316, H317)."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from handouts.checks.reading.text import Sentence, holding, read
from handouts.checks.reading.vocabulary import bag, lines
from handouts.checks.registry import Hit, Rule, check
from handouts.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handouts.checks.subject import Subject

MOST_PASSIVE = 0.2
"""The largest share of passive sentences (AHRQ PEMAT-P item 5: 80 % or more of the sentences are active)."""
FEWEST = 10
"""A share of fewer sentences says nothing."""

_BE = bag("am is are was were be been being aren't isn't wasn't weren't")
_BETWEEN = bag(
    "not never also always often usually sometimes then only just still already soon now first both all being been "
    "so very too well much"
)
# After "be" these say how something is, and nobody acts: "you are tired", "the site is swollen", "this is called".
_STATES = bag(
    "tired relaxed scared worried concerned interested married pleased excited confused bored ashamed annoyed "
    "overwhelmed frightened embarrassed surprised satisfied depressed stressed frustrated exhausted dehydrated "
    "swollen numbed inflamed infected bruised blocked clogged closed healed broken torn damaged injured dilated "
    "narrowed enlarged raised blurred crowded limited related used supposed allowed located situated gone joined done "
    "stuck awake called named known retired finished experienced qualified trained skilled licensed advanced "
    "complicated elevated impaired disabled aged alone needed required due fixed set mixed unrelated unused"
)
_ED = re.compile(r"[a-z]{2,}ed")
# Words that end like a participle and are none.
_NOT_ED = bag("need needs bed red indeed speed hundred sacred naked wicked feed bleed breed seed weed shed")


@functools.cache
def _irregular() -> frozenset[str]:
    return frozenset(word for line in lines("participles-en.txt") for word in line.split())


def passive(sentence: Sentence) -> str:
    """Return the words that make an English sentence passive, such as ``is given``, or nothing."""
    start, end = passive_span(sentence)
    return sentence.text[start:end]


def passive_span(sentence: Sentence) -> tuple[int, int]:
    """Return where the words that make a sentence passive begin and end; both are 0 where there are none."""
    lower = sentence.lower
    if _BE.isdisjoint(lower):
        return 0, 0
    for index, word in enumerate(lower):
        if word in _BE:
            after = index + 1
            while after < len(lower) and (lower[after] in _BETWEEN or lower[after].endswith("ly")):
                after += 1
            if after < len(lower) and is_participle(lower[after]):
                return sentence.find(index, after + 1 - index)
    return 0, 0


def is_participle(word: str) -> bool:
    """Tell whether a word in lower-case letters makes a passive after "be"; words that say how something is do not."""
    if word in _STATES or word.startswith("un"):
        return False
    return word in _irregular() or (_ED.fullmatch(word) is not None and word not in _NOT_ED)


def _judged(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Return the sentences that count, without the questions that the patient asks."""
    return [s for s in sentences if s.counted and s.passage.section != "questions"]


@check(
    Rule(
        code="H316",
        title="Passive sentence",
        severity=Severity.SUGGESTION,
        why="A passive sentence does not say who acts, and the reader may think that somebody else will.",
        source="AHRQ PEMAT-P item 5; CDC Clear Communication Index item 6",
        instead="Say who does it: “we”, “a nurse”, “you”.",
        good="A nurse takes the tube out after 1 hour.",
        bad="The tube is taken out after 1 hour.",
        languages=("en",),
    )
)
def passives(subject: Subject) -> Iterator[Hit]:
    """Find passive sentences; words that say how something is ("is blocked", "are tired") are none."""
    for sentence in _judged(holding(subject, _BE)):
        span = passive_span(sentence)
        if span[1]:
            words = sentence.text[span[0] : span[1]]
            yield sentence.hit(
                subject, span, f"“{words}” does not say who acts", "Say who does it: “we”, “a nurse”, “you”"
            )


@check(
    Rule(
        code="H317",
        title="Too many passive sentences",
        severity=Severity.WARNING,
        why="Where most sentences hide who acts, patients do not see which tasks are theirs.",
        source="AHRQ PEMAT-P item 5: at least 80 % of the sentences in the active voice",
        instead="Say who acts in the sentences of H316.",
        good="do: [Walk each day, Rest at night]",
        bad=(
            "key_points: [Food must be stopped 8 hours before., You will be driven home by an adult., We are called.]\n"
            "do: [The site is looked at 2 times a day, Pills are taken as told, Water is sipped often]\n"
            "follow_up: [A visit is planned by us., A letter is sent to you., The stitches are taken out.]"
        ),
        languages=("en",),
    )
)
def mostly_passive(subject: Subject) -> Iterator[Hit]:
    """Find a handout of which more than `MOST_PASSIVE` of the sentences are passive."""
    judged = _judged(read(subject))
    found = [sentence for sentence in _judged(holding(subject, _BE)) if passive_span(sentence)[1]]
    if len(judged) >= FEWEST and len(found) > MOST_PASSIVE * len(judged):
        message = f"{len(found)} of {len(judged)} sentences do not say who acts; 1 of 5 is the most"
        yield found[0].hit(
            subject, passive_span(found[0]), message, "Say who acts, sentence by sentence: see H316", "file"
        )
