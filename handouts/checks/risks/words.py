"""Words and percentages for how often, where numbers of people belong.

People read "rare" as anything from 0 to 80 of 100, and compare two numbers only where both are counted
among as many people (Fagerlin, Zikmund-Fisher and Ubel, J Natl Cancer Inst 2011;103:1436; IPDAS 2013, chapter C).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.checks.facts.grammar import grammar, pattern
from handouts.checks.facts.numbers import counts, holding, sentences, worded_amount
from handouts.checks.facts.triggers import Trigger
from handouts.checks.registry import Hit, Rule, check
from handouts.checks.risks.denominators import LANGUAGES, SOURCE, denominator
from handouts.checks.risks.sourced import ASKED
from handouts.findings import Severity

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from handouts.checks.facts.numbers import Sentence
    from handouts.checks.subject import Passage, Subject
    from handouts.content.cross import Loc

# Without one of these there is no percentage; "cent" alone stands in "center" and "recent".
_PERCENT = Trigger(("%", "percent", "per cent", "ciento"))


@check(
    Rule(
        code="H353",
        title="Percentage or share without the number of people",
        severity=Severity.ERROR,
        why="A percentage has no people in it. Readers with little practice take 5 % and 5 of 100 for different risks, "
        "and cannot hold “a third” beside “8 of 100”.",
        source=SOURCE,
        instead="Write how many of 100 people.",
        good="It works for 95 of 100 people (95 %).",
        bad="It works in 95 % of people.",
        languages=LANGUAGES,
    )
)
def bare_percentages(subject: Subject) -> Iterator[Hit]:
    """Find percentages and shares of people in sentences that do not say how many of how many."""
    language = subject.language
    yield from _shares(subject)
    for sentence, found in _matches(subject, "percent", _PERCENT):
        text = sentence.text
        value = worded_amount(found["n"], language)
        if value == 100 or counts(text, language) or _relative(text, language, found.start()):
            continue
        if pattern(language, "percent_of_things").search(text[found.end() :]):
            continue
        if pattern(language, "percent_of_level").search(text[: found.start()]):
            continue
        of = denominator(subject) if value is None or value >= 1 else 1000
        # A number that was read wrong would be copied into the handout.
        sure = f"{value * of / 100:g}" if value is not None else "…"
        told = "… to …" if found["to"] else sure
        hint = f"Write “{told} of {of:,} people”"
        message = f"“{found[0].strip()}” does not say how many people"
        yield sentence.hit(subject, found.span(), message, hint)


def _shares(subject: Subject) -> Iterator[Hit]:
    language = subject.language
    known = grammar(language)
    assert known is not None  # noqa: S101  the rule names the languages it can judge
    for sentence, found in _matches(subject, "share", known.share_trigger):
        if counts(sentence.text, language) or _relative(sentence.text, language, found.start()):
            continue
        if pattern(language, "share_taken").search(sentence.text[: found.start()]):
            continue
        of = denominator(subject)
        part = known.shares[" ".join(found["share"].casefold().split())]
        hint = f"Write “{part * of:.0f} of {of:,} people”, with the true number"
        yield sentence.hit(subject, found.span(), f"“{found[0]}” does not say how many people", hint)


@check(
    Rule(
        code="H354",
        title="Word for how often without a number",
        severity=Severity.ERROR,
        why="People read “rare” as anything from 0 to 80 of 100, and “common” as 10 to 100; a number says itself.",
        source=SOURCE,
        instead="Write how many of 100 people, or that it is not known how often.",
        good="Infection is rare. It happens to about 1 of 100 people.",
        bad="Infection is rare.",
        languages=LANGUAGES,
    )
)
def bare_words(subject: Subject) -> Iterator[Hit]:
    """Find "rare", "common" and their like where neither a number nor "not known" stands beside them."""
    language = subject.language
    known = grammar(language)
    assert known is not None  # noqa: S101  the rule names the languages it can judge
    for passage in _stated(subject, known.bare_trigger):
        if _typed(passage):
            continue
        said = sentences(passage)
        for at, sentence in enumerate(said):
            after = said[at + 1].text if at + 1 < len(said) else ""
            for found in pattern(language, "bare").finditer(sentence.text):
                if _part_of_a_name(sentence.text, found, language) or _answered(sentence.text, after, language):
                    continue
                message = f"“{found[0]}” says nothing about how often"
                hint = f"Write how many of {denominator(subject):,} people, or that it is not known how often"
                yield sentence.hit(subject, found.span(), message, hint)


def _part_of_a_name(text: str, found: re.Match[str], language: str) -> bool:
    if pattern(language, "bare_after").search(text[found.end() :]) or (found[0].istitle() and found.start()):
        return True
    if any(each.start() <= found.start() < each.end() for each in pattern(language, "now_and_then").finditer(text)):
        return True
    return bool(pattern(language, "bare_before").search(text[: found.start()]))


def _answered(text: str, after: str, language: str) -> bool:
    """Tell whether a sentence, or the next one where it goes on, says how often."""

    def says(words: str) -> bool:
        return bool(counts(words, language) or pattern(language, "not_known").search(words))

    return text.endswith("?") or says(text) or bool(pattern(language, "goes_on").match(after) and says(after))


@check(
    Rule(
        code="H355",
        title="Relative risk without the numbers",
        severity=Severity.WARNING,
        why="“Twice the risk” frightens the same whether it goes from 1 to 2 or from 20 to 40 of 100.",
        source=SOURCE,
        instead="Write both numbers: from how many to how many of 100 people.",
        good="With it, 4 of 100 people have a stroke. Without it, it is 8 of 100 people, twice as many.",
        bad="It halves the risk of a stroke.",
        languages=LANGUAGES,
    )
)
def relative_risks(subject: Subject) -> Iterator[Hit]:
    """Find comparisons of risks that give no numbers of people."""
    language = subject.language
    known = grammar(language)
    assert known is not None  # noqa: S101  the rule names the languages it can judge
    for sentence, found in _matches(subject, "relative", known.relative_trigger):
        if not counts(sentence.passage.text, language):
            message = f"“{found[0]}” does not say from how many people to how many"
            hint = f"Write both numbers, each of {denominator(subject):,} people"
            yield sentence.hit(subject, found.span(), message, hint)


def _relative(text: str, language: str, at: int) -> bool:
    return any(found.start() <= at < found.end() for found in pattern(language, "relative").finditer(text))


def _matches(subject: Subject, name: str, trigger: Trigger) -> Iterator[tuple[Sentence, re.Match[str]]]:
    """Yield where a pattern of the language matches in the sentences of passages that hold a word of its trigger."""
    for passage in _stated(subject, trigger):
        for sentence in sentences(passage):
            for found in pattern(subject.language, name).finditer(sentence.text):
                yield sentence, found


def _stated(subject: Subject, trigger: Trigger) -> list[Passage]:
    return [passage for passage in holding(subject, trigger) if passage.loc[0] not in ASKED]


def _typed(passage: Passage) -> bool:
    """Tell whether a passage stands beside a figure of its own, or beside the statement that nobody knows it."""
    loc: Loc = passage.loc
    if loc[:2] == ("risks", "items"):
        return True
    return loc[0] == "benefits" and len(loc) > 2
