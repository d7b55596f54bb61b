"""Numbers of people have a source, and risks the time in which they were counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from handouts.checks.facts.grammar import grammar, pattern
from handouts.checks.facts.numbers import Sentence, counted, counting, sentences
from handouts.checks.facts.triggers import marks
from handouts.checks.registry import Hit, Rule, check
from handouts.checks.risks.denominators import LANGUAGES, figures
from handouts.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.checks.subject import Subject

ASKED = ("questions", "teach_back")
"""Sections of questions, in which nothing is stated."""


@check(
    Rule(
        code="H356",
        title="Number of people without a source",
        severity=Severity.ERROR,
        why="A number that nobody can look up cannot be checked, and stays when the evidence changes.",
        source="CDC Clear Communication Index; IPDAS 2013, chapter C",
        instead="Name the number below “numbers” of its source, or write it as “how_often” with a source.",
        good=(
            "summary: About 5 of 100 people bleed.\n"
            "sources: [{id: s, title: T, publisher: P, year: 2020, numbers: [5 of 100 people]}]"
        ),
        bad="summary: About 5 of 100 people bleed.",
        languages=LANGUAGES,
    )
)
def unsourced_numbers(subject: Subject) -> Iterator[Hit]:
    """Find numbers of people in sentences that no source claims."""
    claims = [words for source in subject.loaded.handout.sources for words in source.numbers]
    spans = [(sentence, each.start, each.end) for sentence, each in counted(subject)]
    known = grammar(subject.language)
    assert known is not None  # noqa: S101  the rule names the languages it can judge
    for passage in counting(subject):
        if known.none_of_trigger.holds(passage.text, marks(passage.text)):
            nobody = pattern(subject.language, "none_of")
            spans += [(s, f.start(), f.end()) for s in sentences(passage) for f in nobody.finditer(s.text)]
    for sentence, start, end in spans:
        if sentence.passage.section in ASKED or _claimed(sentence, start, end, claims):
            continue
        words = sentence.text[start:end]
        hint = f"Add “numbers: [{words}]” to its entry in “sources”, or write it as “how_often”"
        yield sentence.hit(subject, (start, end), f"no source of this file gives “{words}”", hint)


def _claimed(sentence: Sentence, start: int, end: int, claims: Sequence[str]) -> bool:
    """Tell whether the words of a source hold the whole number, every digit of it."""
    numbers = [at for at in range(start, end) if sentence.text[at].isdigit()] or [start]
    for claim in claims:
        at = sentence.text.find(claim)
        while at >= 0:
            if at <= numbers[0] and numbers[-1] < at + len(claim):
                return True
            at = sentence.text.find(claim, at + 1)
    return False


@check(
    Rule(
        code="H357",
        title="Risks counted over different times",
        severity=Severity.WARNING,
        why="A risk within 30 days and a risk within 5 years cannot be weighed against each other.",
        source="Fagerlin et al., J Natl Cancer Inst 2011;103:1436, recommendation 10",
        instead="Give each risk its “over”, the same for all where the sources allow.",
        good="risks: {items: [{name: A, how_often: {n: 1, of: 100, over: 30 days, source: s}, what_we_do: B.}]}",
        bad="risks: {items: [{name: A, how_often: {n: 1, of: 100, source: s}, what_we_do: B.}]}",
    )
)
def time_windows(subject: Subject) -> Iterator[Hit]:
    """Find risks without a time, with a time that is none, or with another time than the others."""
    file = subject.loaded.file
    risks = [(loc, figure) for loc, figure in figures(subject) if loc[0] == "risks"]
    times = Counter(str(figure.over) for _, figure in risks if figure.over is not None)
    for loc, figure in risks:
        if figure.over is None:
            hint = "Add “over”, such as “30 days” or “in the hospital”"
            yield Hit("this risk does not say over which time", file.place(loc), hint, key="no time")
        elif isinstance(figure.over, str) and _no_time(figure.over, subject.language):
            hint = "Begin with a word such as “in”, “within”, “during”, “after” or “before”, or write a length of time"
            message = f"“{figure.over}” does not go on after “people”"
            yield Hit(message, file.place((*loc, "over")), hint, key=figure.over)
    if len(times) > 1:
        usual = max(times, key=lambda time: (times[time], -list(times).index(time)))
        loc, figure = next((loc, f) for loc, f in risks if f.over is not None and str(f.over) != usual)
        message = f"risks are counted over {len(times)} different times: {', '.join(f'“{time}”' for time in times)}"
        hint = f"Count them all “{usual}” where the sources allow, or allow “windows” with the reason"
        yield Hit(message, file.place((*loc, "over")), hint, key="windows")


def _no_time(words: str, language: str) -> bool:
    return grammar(language) is not None and not pattern(language, "openers").match(words)
