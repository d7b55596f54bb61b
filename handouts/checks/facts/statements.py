"""What a handout tells a patient to do and for how long: typed facts, and those that sentences state."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from handouts.checks.facts import drugs
from handouts.checks.facts.grammar import grammar, pattern
from handouts.checks.facts.medicines import medicines
from handouts.checks.facts.numbers import Sentence, amount, lengths, marked, sentences
from handouts.checks.facts.said import Said, said
from handouts.checks.facts.times import activities, fasting, key_of
from handouts.checks.facts.triggers import Trigger, marks
from handouts.content.facts import Duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.checks.subject import Passage, Subject
    from handouts.content.cross import Loc
    from handouts.content.sections import Preparation

TEMPERATURE = re.compile(
    r"(?<![\d.,])(?P<n>\d{2,3}(?:[.,]\d)?)[\s\u00a0]*(?:°|º|degrees?\b|grados?\b)?[\s\u00a0]*"
    r"(?P<unit>[FC]|Fahrenheit|Celsius|cent[ií]grados)\b"
)
"""A body temperature with its unit."""

# What a passage must hold before its sentences are looked at: most hold none of it.
_TIMED = Trigger(("hour", "day", "week", "month", "minut", "midnight", "hora", "día", "semana", "mes", "medianoche"))
_TOLD = Trigger(
    ("stop", "hold", "skip", "pause", "quit", "tak", "avoid", "continu", "go on", "tom", "suspend", "siga", "deje")
)
_FOOD = Trigger(("eat", "food", "solid", "drink", "liquid", "fluid", "com", "aliment", "beb", "líquid"))
_HOT = Trigger(("fever", "temperatur", "fiebre"))
_HEAVY = Trigger(("pound", "lb", "libra"))
_FIRST = _TIMED.mark | _TOLD.mark | _HOT.mark | _HEAVY.mark
_BODY = (97.0, 109.0)
"""Degrees Fahrenheit that a body may have; others are of rooms and baths."""
_ELSEWHERE = frozenset(("alternatives", "questions", "teach_back", "glossary", "risks"))
"""Sections about other choices, about what may happen, and of questions, which tell nobody what to do."""


def statements(subject: Subject) -> Sequence[Said]:
    """Return every fact of a handout, typed ones first, worked out once."""
    made: Sequence[Said] | None = subject.memo.get("statements")
    if made is None:
        made = subject.memo["statements"] = list(
            dict.fromkeys([*_typed(subject), *_in_sentences(subject), *_in_stages(subject)])
        )
    return made


def _typed(subject: Subject) -> Iterator[Said]:
    for index, back in enumerate(subject.loaded.handout.return_to or ()):
        loc: Loc = ("return_to", index, "after")
        if isinstance(back.after, Duration):
            yield Said("activity", back.activity, back.after.hours(), str(back.after), loc)
        elif back.after == "straight away":
            yield Said("activity", back.activity, (0.0, 0.0), back.after, loc)
    if grammar(subject.language) is not None:
        for index, item in enumerate(subject.loaded.handout.preparation):
            yield from _prepared(item, ("preparation", index, "when"), subject.language)


def _prepared(item: Preparation, loc: Loc, language: str) -> Iterator[Said]:
    """Yield when to stop eating and drinking, where the text names no other time."""
    text = f"{item.action}. {item.text}" if item.action else item.text
    hours, unit = item.when.hours(), item.when.unit
    if unit == "soon" or item.when.amount == 0 or lengths(text, language):
        return
    if pattern(language, "conditioned").search(text) or pattern(language, "midnight").search(text):
        return
    for key in ("eating", "drinking"):
        if pattern(language, f"stops_{key}").search(text):
            yield Said("fasting", key, (hours, hours), str(item.when), loc)


def _in_sentences(subject: Subject) -> Iterator[Said]:
    known = grammar(subject.language)
    if known is None:
        return
    for passage, found in marked(subject):
        if not found & _FIRST or passage.loc[0] in _ELSEWHERE:
            continue
        timed = found & _TIMED.mark
        told = found & drugs.TRIGGER.mark and _TOLD.holds(passage.text, found)
        if not (timed or told or found & (_HOT.mark | _HEAVY.mark)):
            continue
        # What the whole passage must hold, and what each sentence.
        looked = (_FOOD.mark if timed else 0) | (drugs.TRIGGER.mark if told else 0) | _HOT.mark | _HEAVY.mark
        looked |= known.activities_trigger.mark if timed else 0
        group = _group(passage, subject)
        parted = sentences(passage)
        for sentence in parted:
            held = (marks(sentence.text) if len(parted) > 1 else found) & looked
            if held:
                for each in _in_sentence(sentence, subject, held, timed=bool(timed)):
                    yield replace(each, key=f"{each.key} ({group})") if group else each


def _in_sentence(sentence: Sentence, subject: Subject, held: int, *, timed: bool) -> Iterator[Said]:
    language, section = subject.language, sentence.passage.section
    known = grammar(language)
    times = lengths(sentence.text, language) if timed else ()
    # A time in a stage of recovery, or right after the procedure, is counted from elsewhere.
    plain = section not in ("recovery", "straight_afterwards")
    if times and plain and known and held & known.activities_trigger.mark:
        yield from activities(sentence, times, language)
    if held & _FOOD.mark:
        yield from fasting(sentence, times, language)
    if held & drugs.TRIGGER.mark:
        yield from medicines(sentence, times, subject)
    if held & _HOT.mark:
        yield from _fevers(sentence, language)
    if held & _HEAVY.mark and plain:
        yield from _weights(sentence, subject)


def _group(passage: Passage, subject: Subject) -> str:
    """Return for whom alone a passage is; nothing where they are those who take a medicine, which it names."""
    loc, groups = passage.loc, subject.loaded.handout.special_groups or ()
    if loc[0] != "special_groups" or not isinstance(loc[1], int):
        return ""
    who = groups[loc[1]].who
    return "" if drugs.pattern().search(who) or pattern(subject.language, "taking").search(who) else who


def _in_stages(subject: Subject) -> Iterator[Said]:
    """Yield what is forbidden in a stage of recovery that begins at once: "First 24 hours: do not drive"."""
    language, stages = subject.language, subject.loaded.handout.recovery
    known = grammar(language)
    if known is None:
        return
    for passage, marked_for in marked(subject):
        loc = passage.loc
        if loc[0] != "recovery" or loc[-1] != "text" or not isinstance(loc[1], int):
            continue
        when = stages[loc[1]].when
        end = _first(when, language) if marked_for & known.activities_trigger.mark else None
        if end is None:
            continue
        for sentence in sentences(passage):
            if lengths(sentence.text, language) or pattern(language, "conditioned").search(sentence.text):
                continue
            for found in pattern(language, "activities").finditer(sentence.text):
                lead = sentence.text[: found.start()]
                alone = not pattern(language, "parts").search(lead[-20:])
                if alone and pattern(language, "forbids").search(lead):
                    yield Said("activity", key_of(found), (end, math.inf), when, ("recovery", loc[1], "when"))


def _first(when: str, language: str) -> float | None:
    """Return how long a stage of recovery lasts that begins at once; nothing if it begins later."""
    lead = pattern(language, "of_stage").match(when)
    if lead is None or not pattern(language, "length").fullmatch(when, lead.end()):
        return None
    return lengths(when[lead.end() :], language)[0].high


def _fevers(sentence: Sentence, language: str) -> Iterator[Said]:
    text = sentence.text
    if not pattern(language, "fever").search(text) or pattern(language, "no_limit").search(text):
        return
    found = list(TEMPERATURE.finditer(text))
    units = {each["unit"][0] for each in found}
    limits = [each for each in found if each["unit"][0] == "F" or "F" not in units]
    limits = [each for each in limits if _BODY[0] <= fahrenheit(each) <= _BODY[1]]
    # Two limits are for two ages, or for two lengths of time; which is whose, nobody can tell.
    if len(limits) > 1 or lengths(text, language):
        return
    key = "fever, emergency" if sentence.passage.section == "emergency_signs" else "fever"
    for each in limits:
        value = fahrenheit(each)
        yield said("fever", key, (value, value), sentence, each.span())


def fahrenheit(found: re.Match[str]) -> float:
    """Return a temperature in degrees Fahrenheit, to a tenth."""
    value = float(found["n"].replace(",", "."))
    return round(value if found["unit"][0] == "F" else value * 9 / 5 + 32, 1)


def _weights(sentence: Sentence, subject: Subject) -> Iterator[Said]:
    """Yield the most that a patient may lift at first; what is said of later weeks states nothing."""
    text, loc, language = sentence.text, sentence.passage.loc, subject.language
    back = subject.loaded.handout.return_to or ()
    if loc[0] == "return_to" and isinstance(loc[1], int):
        lifting = forbidden = back[loc[1]].activity == "lifting"
    else:
        lifting = any(key_of(each) == "lifting" for each in pattern(language, "activities").finditer(text))
        forbidden = loc[0] == "do_not" or pattern(language, "forbids").search(text) is not None
    if not (lifting and forbidden) or pattern(language, "later").search(text):
        return
    if pattern(language, "conditioned").search(text):
        return
    found = list(pattern(language, "pounds").finditer(text))
    for each in found if len(found) == 1 else ():
        pounds = amount(each["n"], language)
        yield said("weight", "lifting weight", (pounds, pounds), sentence, each.span())
