"""What checks look for in sentences, as data: one `Grammar` a language, compiled where it is first asked for.

A pattern may hold the words ``NUMBER``, ``PEOPLE``, ``SHARE`` and ``LENGTH``, which stand for what a language writes
for a number, for those who are counted, for a part of them, and for a length of time.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handouts.checks.facts.triggers import Trigger


class Grammar(Struct, frozen=True):
    """The patterns of one language; each is matched without regard to case.

    Where there is a trigger, one of its words stands in every match of the pattern of its name.
    """

    numbers: Mapping[str, int]
    """Number words."""
    shares: Mapping[str, float]
    """Words for a part of a number of people, with that part of 1."""
    ordinals: Mapping[str, int]
    """Other words that a number in digits may be translated with: first, twice, both."""
    units: Mapping[str, str]
    """Words for units of time, singular and plural, with the unit they mean."""
    length_trigger: Trigger
    people: str
    """Who or what is counted."""
    joins: str
    """Between the two ends of a range."""
    count: str
    """``n`` (``to``) ``of``: 3 of every 100 people."""
    count_turned: str
    """The same the other way round: of 100 people, 3."""
    ratio: str
    """The same as "1:20" or "1/20": of people (``who``), or after a word for a risk (``lead``)."""
    at_a_time: str
    """What stands before "1:20" or "1/20" where it is a time of the day or a date."""
    none_of: str
    """Nobody, of a number of people."""
    none_of_trigger: Trigger
    scale: str
    """A sentence in which "7 of 10" is a mark on a scale."""
    not_counted: str
    """What stands before "3 of 20" where nobody is counted: a page, a step."""
    percent: str
    share: str
    """A part of all people in words; ``SHARE`` stands for the words of `shares`."""
    share_taken: str
    """What stands before a part of what is taken or done: of tablets, of exercises."""
    share_trigger: Trigger
    percent_of_things: str
    """After a percentage that counts no people."""
    percent_of_level: str
    """Before such a percentage."""
    bare: str
    """Words for how often, without a number."""
    bare_trigger: Trigger
    now_and_then: str
    """What is done or had now and then, and is no risk: check the bandage occasionally, an occasional snack."""
    bare_before: str
    """Before such a word where it is part of a name."""
    bare_after: str
    """After such a word where it is part of a name."""
    goes_on: str
    """Beginning of a sentence that says of the one before how often."""
    not_known: str
    relative: str
    relative_trigger: Trigger
    openers: str
    """Words that a time window begins with."""
    activities: Mapping[str, str]
    """What a patient goes back to, by its key."""
    activities_trigger: Trigger
    forbids: str
    allows: str
    parts: str
    """Words that part an activity from a length of time which is about something else."""
    of_stage: str
    """What stands before the length of a stage of recovery that begins at once, in its name."""
    eating: str
    drinking: str
    stops_eating: str
    stops_drinking: str
    only_some: str
    """Food of one kind, which is about no other."""
    midnight: str
    too_long: str
    """Before a length of time that limits the activity itself."""
    before: str
    """Right after a length of time that ends with the procedure."""
    fever: str
    pounds: str
    later: str
    """A sentence about a second time, which is more than the first."""
    no_limit: str
    """A sentence that names a temperature below which all is well."""
    conditioned: str
    """A sentence about some patients, or some days."""
    holds: str
    keeps: str
    negated: str
    """Right before a verb that stops: what is not to be stopped, in words that `keeps` does not know."""
    drug_list: str
    """All that may stand between such a verb and a medicine, beside other medicines."""
    as_usual: str
    """Right after a medicine that is to be taken."""
    stops_it: str
    """Right after a medicine that is to be stopped."""
    takes: str
    """At the beginning of an item under "Do not" that is about a medicine."""
    alone: str
    """Right after a medicine that is taken for itself, not with something else."""
    drug_condition: str
    """A condition other than to take the medicine."""
    taking: str
    """Patients who are named by what they take."""
    asks: str
    """A sentence that leaves it to the care team."""
    afterwards: str
    """A sentence about the time after the procedure."""
    calls: str
    """Before a number that is called."""


@functools.cache
def grammar(language: str) -> Grammar | None:
    """Return the patterns of a language, or `None` where there are none yet."""
    match language:
        case "en":
            from handouts.checks.facts.english import ENGLISH  # noqa: PLC0415  a run needs the languages it has

            return ENGLISH
        case "es":
            from handouts.checks.facts.spanish import SPANISH  # noqa: PLC0415  the same

            return SPANISH
        case _:
            return None


@functools.cache
def pattern(language: str, name: str) -> re.Pattern[str]:
    """Return one pattern of a language that has a grammar, compiled.

    Args:
        language: the primary language subtag.
        name: a field of `Grammar`; ``length`` and ``number`` are made of others.
    """
    known = grammar(language)
    assert known is not None  # noqa: S101  checks ask for languages they can judge
    if name == "activities":
        text = "|".join(f"(?P<{key.replace(' ', '_')}>{words})" for key, words in known.activities.items())
        text = rf"\b(?:{text})\b"
    elif name == "length":
        text = "LENGTH"
    elif name == "number":
        text = "NUMBER"
    else:
        text = getattr(known, name)
    return re.compile(_expanded(text, known), re.IGNORECASE)


def _expanded(text: str, known: Grammar) -> str:
    # To look at the first letter before trying every word makes a search twice as quick.
    first = "".join(sorted({word[0] + word[0].upper() for word in known.numbers}))
    number = rf"\b(?=[\d{first}])(?:{DIGITS}|{any_of(_longest_first(known.numbers))}\b)"
    unit = any_of(_longest_first(known.units))
    length = rf"(?P<low>NUMBER)(?:\s*(?:{known.joins})\s*(?P<high>NUMBER))?[\s\u00a0-]*(?P<unit>{unit})\b"
    text = (
        text.replace("LENGTH", length).replace("NUMBER", number).replace("SHARE", any_of(_longest_first(known.shares)))
    )
    return text.replace("PEOPLE", f"(?:{known.people})")


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that finds the first of some patterns that matches, each of which begins with its own letter.

    They are put together by that letter, so that a search tries a few of them and not all.
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0].lower(), []).append(word[1:])
    groups = [f"{letter}(?:{'|'.join(those)})" for letter, those in rests.items()]
    return f"(?:{'|'.join(groups)})"


# Marks of groups in one set with U+202F would take a million instructions to compile, wherever a pattern has a number.
DIGITS = r"(?<![\w.,])\d+(?:[.,\u00a0]\d{3}|\u202f\d{3})*(?:[.,]\d{1,2})?(?![\d%])"
"""A number in digits, its thousands grouped or not."""
