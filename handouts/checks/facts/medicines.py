"""Which medicines sentences tell a patient to stop, and which to go on taking.

A word that stops or keeps must lead straight to the medicine, or to a list that it is in. What a sentence leaves to
the care team states nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.checks.facts import drugs
from handouts.checks.facts.grammar import pattern
from handouts.checks.facts.said import Said, said

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from handouts.checks.facts.numbers import Length, Sentence
    from handouts.checks.subject import Subject

_AFTERWARDS = frozenset(("straight_afterwards", "recovery", "do", "do_not", "return_to", "follow_up"))


def medicines(sentence: Sentence, times: Sequence[Length], subject: Subject) -> Iterator[Said]:
    """Yield what a sentence tells to do with each medicine.

    Args:
        sentence: the sentence.
        times: every length of time in it.
        subject: its handout, in a language that has a grammar.
    """
    text, language = sentence.text, subject.language
    if pattern(language, "asks").search(text) or pattern(language, "drug_condition").search(text):
        return
    for found in drugs.pattern().finditer(text):
        verb, keeps = _verb(text, found, language)
        if verb is None and sentence.passage.section == "do_not":
            verb = _left_alone(text, found, language)
        if verb is None:
            continue
        time = next((each for each in times if each.start >= found.end()), None)
        if time is not None and _other_verb(text[max(verb.end(), found.end()) : time.start], language):
            time = None
        before = time is not None and bool(pattern(language, "before").search(text[time.end :]))
        after = sentence.passage.section in _AFTERWARDS
        after = after or (not before and bool(pattern(language, "afterwards").search(text)))
        key = drugs.usual_name(found[0]) + (", afterwards" if after else "")
        span = (min(verb.start(), found.start()), max(verb.end(), found.end()))
        if keeps:
            yield said("drug", key, "keep", sentence, span)
        elif time is not None and before is not after:
            yield said("drug", key, (time.low, time.high), sentence, (time.start, time.end))
        else:
            yield _of_step(key, sentence, subject) or said("drug", key, "stop", sentence, span)


def _verb(text: str, found: re.Match[str], language: str) -> tuple[re.Match[str] | None, bool]:
    """Return the words that tell to stop or to keep a medicine, and whether to keep it; the last of those before it."""
    told = [(each.end(), False, each) for each in pattern(language, "holds").finditer(text, 0, found.start())]
    told += [(each.end(), True, each) for each in pattern(language, "keeps").finditer(text, 0, found.start())]
    after = text[found.end() :]
    if told:
        # "Do not stop" ends where the "stop" in it does.
        _, keeps, verb = max(told, key=lambda each: each[:2])
        if not keeps and pattern(language, "negated").search(text, 0, verb.start()):
            return None, False
        if pattern(language, "drug_list").fullmatch(drugs.pattern().sub(" ", text[verb.end() : found.start()])):
            return verb, keeps
    usual = pattern(language, "as_usual").match(after)
    if usual is not None:
        return pattern(language, "as_usual").match(text, found.end()), True
    if pattern(language, "stops_it").match(after):
        return pattern(language, "stops_it").match(text, found.end()), False
    return None, False


def _left_alone(text: str, found: re.Match[str], language: str) -> re.Match[str] | None:
    """Return the verb of an item under "Do not" that is about a medicine alone: "Take ibuprofen for 7 days"."""
    verb = pattern(language, "takes").match(text)
    if verb is None or not pattern(language, "alone").match(text, found.end()):
        return None
    between = drugs.pattern().sub(" ", text[verb.end() : found.start()])
    return verb if pattern(language, "drug_list").fullmatch(between) else None


def _other_verb(between: str, language: str) -> bool:
    return any(pattern(language, name).search(between) for name in ("holds", "keeps"))


def _of_step(key: str, sentence: Sentence, subject: Subject) -> Said | None:
    """Return that a medicine is stopped at the time of its step of the preparation, if it is in one with a time."""
    loc = sentence.passage.loc
    if loc[0] == "preparation" and isinstance(loc[1], int):
        when = subject.loaded.handout.preparation[loc[1]].when
        if when.unit != "soon" and when.amount:
            return Said("drug", key, (when.hours(), when.hours()), str(when), ("preparation", loc[1], "when"))
    return None
