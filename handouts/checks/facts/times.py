"""How long sentences tell a patient to leave something: activities, and food and drink before the procedure.

A sentence is read only where it is plain: an activity, a word that forbids or allows, and a length of time, with
nothing between them that could be about something else. What holds on a condition states nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.checks.facts.grammar import pattern
from handouts.checks.facts.said import Said, said

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from handouts.checks.facts.numbers import Length, Sentence

_NEAR = 60
"""Characters between an activity and the length of time that goes with it."""


def activities(sentence: Sentence, times: Sequence[Length], language: str) -> Iterator[Said]:
    """Yield when a sentence allows an activity again.

    Args:
        sentence: the sentence.
        times: every length of time in it.
        language: a language that has a grammar.
    """
    text = sentence.text
    named = list(pattern(language, "activities").finditer(text))
    if not named or pattern(language, "conditioned").search(text):
        return
    for found in named:
        time = _time_after(sentence, found, times, language) or _time_before(text, found, times, language)
        if time is not None:
            yield said("activity", key_of(found), (time.low, time.high), sentence, (time.start, time.end))


def key_of(found: re.Match[str]) -> str:
    """Return the activity that a match of the pattern ``activities`` is about."""
    return str(found.lastgroup).replace("_", " ")


def _time_after(sentence: Sentence, found: re.Match[str], times: Sequence[Length], language: str) -> Length | None:
    """Return the length of time that follows: "do not drive for 2 days", "you can drive after 2 days"."""
    text = sentence.text
    time = next((each for each in times if each.start >= found.end()), None)
    if time is None:
        return None
    lead, between, tail = text[: found.start()], text[found.end() : time.start], text[time.end :]
    parts = pattern(language, "parts")
    if len(between) > _NEAR or parts.search(between) or parts.search(lead[-20:]):
        return None
    if pattern(language, "too_long").search(between) or pattern(language, "before").search(tail):
        return None
    if sentence.passage.section == "do_not" or pattern(language, "forbids").search(lead):
        return time
    afterwards = pattern(language, "afterwards")
    again = afterwards.search(between) or afterwards.match(tail.lstrip())
    return time if again and pattern(language, "allows").search(lead) else None


def _time_before(text: str, found: re.Match[str], times: Sequence[Length], language: str) -> Length | None:
    """Return the length of time that comes first: "wait 2 days before you drive", "for 2 days, do not drive"."""
    time = next((each for each in reversed(times) if each.end <= found.start()), None)
    if time is None:
        return None
    lead, between = text[: time.start], text[time.end : found.start()]
    if len(between) > _NEAR or pattern(language, "parts").search(between):
        return None
    forbids = pattern(language, "forbids")
    if pattern(language, "before").search(between):
        return time if forbids.search(lead) else None
    if forbids.search(between):
        return time
    allowed = pattern(language, "afterwards").search(lead[-10:]) and pattern(language, "allows").search(between)
    return time if allowed else None


def fasting(sentence: Sentence, times: Sequence[Length], language: str) -> Iterator[Said]:
    """Yield when a sentence tells to stop eating and drinking.

    Args:
        sentence: the sentence.
        times: every length of time in it.
        language: a language that has a grammar.
    """
    text = sentence.text
    if pattern(language, "conditioned").search(text):
        return
    midnight = pattern(language, "midnight").search(text)
    for key in ("eating", "drinking"):
        found = pattern(language, key).search(text)
        if found is None:
            continue
        if midnight and pattern(language, f"stops_{key}").search(text):
            yield said("fasting", key, "midnight", sentence, midnight.span())
            continue
        time = next((each for each in times if each.start >= found.end()), None)
        if time is None or not pattern(language, "before").search(text[time.end :]):
            continue
        between = text[found.end() : time.start]
        if len(between) > _NEAR or pattern(language, "only_some").search(between):
            continue
        lead = text[: found.start()]
        if pattern(language, "forbids").search(lead + between) or pattern(language, "allows").search(lead):
            yield said("fasting", key, (time.low, time.high), sentence, (time.start, time.end))
