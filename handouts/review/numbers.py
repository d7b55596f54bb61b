"""Numbers of a handout: what a reader would have to calculate, and which figures are hard to read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.review.judging import counted, decided, flagged

if TYPE_CHECKING:
    from handouts.review.judging import Judged
    from handouts.review.material import Material

# Percent, fractions, “1 in 20” and decimals; a decimal of a body temperature is the one that people know.
_HARD = re.compile(r"\d\s?%|\bpercent\b|\b\d+/\d+\b|\b\d+ in \d[\d,]*\b|[½¼¾⅓]|\b\d+\.\d+\b(?!\s?°)", re.IGNORECASE)
_DOSE = re.compile(
    r"\b\d[\d.,]*\s?(?:mg|mcg|µg|g|ml|cc|units?|tablets?|pills?|capsules?|drops|puffs?|teaspoons?|ounces?|cups?)\b"
    r"|\b(?:half|double|twice|divide|multiply|subtract|add up|in total)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
ENGLISH = "en"


def denominators(material: Material) -> tuple[int, ...]:
    """Return the denominators of all figures, each once, from small to large."""
    return tuple(sorted({frequency.of for _, frequency in material.frequencies}))


def same_denominator(material: Material) -> str:
    """Return as evidence that all figures have one denominator, or that there is none."""
    found = denominators(material)
    if not found:
        return "no risk or benefit has a figure"
    return f"{counted(len(material.frequencies), 'figure')}, each of {found[0]} people"


def mixed(material: Material) -> str:
    """Return as evidence that figures have several denominators, or nothing."""
    found = denominators(material)
    if len(found) < 2:
        return ""
    named = [next(loc for loc, frequency in material.frequencies if frequency.of == of) for of in found]
    places = ", ".join(f"{of} at {material.at(loc)}" for of, loc in zip(found, named, strict=True))
    return f"figures have {len(found)} denominators: {places}"


def there_are_any(material: Material) -> bool:
    """Tell whether there is any number in the words or the facts of a handout."""
    handout = material.subject.loaded.handout
    timed = any(step.when.amount and step.when.unit != "soon" for step in handout.preparation)
    return timed or bool(material.frequencies or material.matching(_DIGIT))


def hard(material: Material) -> list[str]:
    """Return as evidence the numbers that are hard to read: percent, fractions, “1 in 20”, decimals."""
    return [f"{material.place(passage)}: “{words}”" for passage, words in material.matching(_HARD)]


def counted_back(material: Material) -> list[str]:
    """Return the steps whose day or hour a reader must work out, unless the copy is made for an appointment."""
    steps = enumerate(material.subject.loaded.handout.preparation)
    return [
        f"{material.at(('preparation', index, 'when'))}: “{step.when}”"
        for index, step in steps
        if step.when.unit != "soon" and (step.when.amount > 1 or (step.when.amount and step.when.unit != "days"))
    ]


def doses(material: Material) -> list[str]:
    """Return as evidence the amounts of medicine, and words of arithmetic."""
    return [f"{material.place(passage)}: “{words}”" for passage, words in material.matching(_DOSE)]


def to_calculate(material: Material) -> list[str]:
    """Return as evidence what a reader may have to calculate; nothing where the program finds nothing."""
    back, amounts = counted_back(material), doses(material)
    found = []
    if back:
        found.append(
            f"{counted(len(back), 'time is', 'times are')} counted back from the appointment: {shortened(back)}; "
            "a copy made with “--appointment” prints day and clock time, any other leaves that to the reader"
        )
    if amounts:
        found.append(f"{counted(len(amounts), 'amount')} of medicine or words of arithmetic: {shortened(amounts)}")
    return found


def calculating(material: Material, needed: str, spared: str) -> Judged:
    """Decide where denominators must be compared, and where nothing is found to calculate.

    Args:
        material: the handout.
        needed: the answer if a reader has to calculate.
        spared: the answer if not.
    """
    several, found = mixed(material), to_calculate(material)
    if several:
        return decided(needed, several, "to compare them, a reader has to calculate")
    if found or material.subject.language != ENGLISH:
        return flagged(same_denominator(material), *found)
    return decided(spared, same_denominator(material), "no time is counted back, and no dose was found")


def shortened(places: list[str], most: int = 3) -> str:
    """Return places as one text, and how many are left out."""
    left = len(places) - most
    return ", ".join(places[:most]) + (f" and {left} more" if left > 0 else "")
