"""Figures of one handout are counted among the same number of people, in typed facts as in sentences."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from handouts.checks.facts.numbers import DENOMINATORS, Counted, counted
from handouts.checks.registry import Hit, Rule, check
from handouts.content.cross import frequencies
from handouts.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.checks.subject import Subject
    from handouts.content.cross import Loc
    from handouts.content.facts import Frequency

SOURCE = "Fagerlin et al., J Natl Cancer Inst 2011;103:1436; IPDAS 2013, chapter C"
"""Ten steps to better risk communication, and the standards for decision aids."""
LANGUAGES = ("en", "es")


def figures(subject: Subject) -> Sequence[tuple[Loc, Frequency]]:
    """Return every typed figure of a handout with the way to it, worked out once."""
    made: Sequence[tuple[Loc, Frequency]] | None = subject.memo.get("figures")
    if made is None:
        made = subject.memo["figures"] = frequencies(subject.loaded.handout)
    return made


def needed(typed: Sequence[Frequency]) -> int:
    """Return the smallest number of people, 100 or 1,000, of which each figure is a whole number."""
    fits = all(count * 100 % figure.of == 0 for figure in typed for count in (figure.n, figure.to or 0))
    return 100 if fits else 1000


def rewritten(figure: Frequency, of: int) -> str:
    """Return the keys of a figure counted among another number of people; what is no whole number becomes a range."""
    low = figure.n * of // figure.of
    high = -(-figure.most * of // figure.of)
    return f"n: {low}, of: {of}" if low == high else f"n: {low}, to: {high}, of: {of}"


def denominator(subject: Subject) -> int:
    """Return the number of people that the figures of a handout are counted among."""
    made: int | None = subject.memo.get("denominator")
    if made is None:
        typed = Counter(figure.of for _, figure in figures(subject))
        said = Counter(int(each.of) for _, each in counted(subject) if each.of in DENOMINATORS)
        found = typed or said
        made = subject.memo["denominator"] = max(found, key=lambda of: (found[of], -of)) if found else 100
    return made


@check(
    Rule(
        code="H350",
        title="Figures counted among different numbers of people",
        severity=Severity.ERROR,
        why="Nobody can tell whether 3 of 1,000 is more than 1 of 100 without doing sums; many take it for more.",
        source=SOURCE,
        instead="Count every figure of a handout among the same number of people, 100 or 1,000.",
        good="About 5 of 100 people bleed, and 2 of 100 people have an infection.",
        bad="About 5 of 100 people bleed, and 3 of 1,000 people have an infection.",
        languages=LANGUAGES,
    )
)
def mixed_denominators(subject: Subject) -> Iterator[Hit]:
    """Find figures of another number of people than the others, in typed facts and in sentences."""
    typed = figures(subject)
    usual = denominator(subject)
    best = needed([figure for _, figure in typed]) if typed else usual
    if len({figure.of for _, figure in typed}) > 1:
        for loc, figure in typed:
            if figure.of != best:
                message = f"this figure is counted among {figure.of:,} people, others of this handout are not"
                hint = f"Write “{rewritten(figure, best)}”, which every figure of this handout can be counted among"
                yield Hit(message, subject.loaded.file.place((*loc, "of")), hint, key=str(figure.of))
    for sentence, each in counted(subject):
        if each.of != usual and not _moving(each):
            message = f"these people are counted among {each.of:,g}, the others of this handout among {usual:,}"
            hint = f"Count them among {usual:,} people, or leave the number out"
            yield sentence.hit(subject, (each.start, each.end), message, hint, key=f"{each.of:g}")


@check(
    Rule(
        code="H351",
        title="Number of people not chosen by the smallest figure",
        severity=Severity.WARNING,
        why="100 dots are the easiest to read; 1,000 are for a risk below 1 of 100, and nobody counts 10,000.",
        source=SOURCE,
        instead="Count among 100 people, or among 1,000 where the smallest figure needs it.",
        good="risks: {items: [{name: A, how_often: {n: 3, of: 1000, source: s}, what_we_do: B.}]}",
        bad="risks: {items: [{name: A, how_often: {n: 30, of: 1000, source: s}, what_we_do: B.}]}",
    )
)
def unfitting_denominator(subject: Subject) -> Iterator[Hit]:
    """Find a number of people that no figure needs, or that has no picture."""
    typed = figures(subject)
    used = {figure.of for _, figure in typed}
    best = needed([figure for _, figure in typed])
    if len(used) == 1 and best not in used and used != {100}:
        (of,) = used
        loc, figure = typed[0]
        why = "nobody counts 10,000 dots" if of == 10000 else "every figure is a whole number of 100"
        hint = f"Write “{rewritten(figure, best)}” here, and the other figures in the same way"
        place = subject.loaded.file.place((*loc, "of"))
        yield Hit(f"figures are counted among {of:,} people, but {why}", place, hint, key=str(of))


def _moving(each: Counted) -> bool:
    return each.n == 1 and each.to is None and each.of not in DENOMINATORS


@check(
    Rule(
        code="H352",
        title="Number after “1 in” that changes",
        severity=Severity.ERROR,
        why="Of “1 in 20” and “1 in 200” the larger number is the smaller risk; many readers take it the other way.",
        source=SOURCE,
        instead="Write how many of 100 (or 1,000) people.",
        good="About 5 of 100 people bleed.",
        bad="About 1 in 20 people bleed.",
        languages=LANGUAGES,
    )
)
def moving_denominator(subject: Subject) -> Iterator[Hit]:
    """Find "1 in 20" in sentences."""
    usual = denominator(subject)
    for sentence, each in counted(subject):
        if _moving(each) and each.of:
            share = usual / each.of
            hint = (
                f"Write it as {share:.0f} of {usual:,} people" if share >= 1 else "Write it as a number of 1,000 people"
            )
            message = f"“1 in {each.of:,g}” is read as a larger risk, the larger the number"
            yield sentence.hit(subject, (each.start, each.end), message, hint, key=f"1 in {each.of:g}")


@check(
    Rule(
        code="H358",
        title="Number of people that cannot be",
        severity=Severity.ERROR,
        why="More people than there are, or some of none, is a slip of the pen; the true number is not on the page.",
        source="Arithmetic",
        instead="Look the number up in the source.",
        good="Between 3 and 5 of 100 people bleed.",
        bad="About 120 of 100 people bleed.",
        languages=LANGUAGES,
    )
)
def impossible_counts(subject: Subject) -> Iterator[Hit]:
    """Find more people than there are, some of none, and ranges that run backwards."""
    for sentence, each in counted(subject):
        most = each.n if each.to is None else each.to
        if max(each.n, most) > each.of or each.of == 0 or (each.to is not None and each.to <= each.n):
            words = sentence.text[each.start : each.end]
            hint = "Look the numbers up in the source, the smaller one first"
            yield sentence.hit(subject, (each.start, each.end), f"“{words}” people cannot be", hint)
