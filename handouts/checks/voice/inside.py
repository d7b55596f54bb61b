"""One handout says one thing: the same fact twice, a temperature in two units, a sign in two boxes."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from handouts.checks.facts.numbers import Sentence, holding, sentences
from handouts.checks.facts.said import Said, differs
from handouts.checks.facts.statements import TEMPERATURE, statements
from handouts.checks.facts.triggers import Trigger
from handouts.checks.registry import Hit, Rule, check
from handouts.checks.subject import excerpt
from handouts.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.checks.subject import Passage, Subject

LANGUAGES = ("en", "es")
_WORK = ("desk work", "manual work")
_PAIR = 14
"""Characters between the two units of one temperature: “100.4 °F (38 °C)”, “100.4 °F, or 38 °C”."""
_ROUNDED = 0.25
"""Degrees Fahrenheit that rounding to whole or tenths of degrees may move a temperature; 102 °F is 39 °C (38.9)."""


# Without one of these "20F" may be a seat.
_HOT = Trigger(("°", "º", "egree", "fever", "fiebre", "temperatur"))


@check(
    Rule(
        code="H360",
        title="Two answers to one question in a handout",
        severity=Severity.ERROR,
        why="Somebody who reads “2 days” here and “24 hours” there follows the easier one, or trusts neither.",
        source="NHS identity guidelines: make sure information is consistent",
        instead="Say it once, or twice with the same numbers.",
        good="key_points: [Do not drive for 1 day., B., C.]\nreturn_to: [{activity: driving, after: 24 hours}]",
        bad="key_points: [Do not drive for 2 days., B., C.]\nreturn_to: [{activity: driving, after: 24 hours}]",
    )
)
def two_answers(subject: Subject) -> Iterator[Hit]:
    """Find facts that a handout states twice and differently, typed or in sentences."""
    first: dict[str, Said] = {}
    told: set[tuple[str, object]] = set()
    for said in statements(subject):
        others = [first[key] for key in (_WORK if said.key == "work" else (said.key,)) if key in first]
        if others and all(differs(said.value, other.value) for other in others):
            if (said.key, said.value) not in told:
                told.add((said.key, said.value))
                yield _two(subject, said, others[0])
        else:
            first.setdefault(said.key, said)


def _two(subject: Subject, said: Said, other: Said) -> Hit:
    line = other.place(subject).line
    message = f"{said.key}: “{said.words}” here, and “{other.words}” on line {line}"
    passage = next((each for each in subject.passages if each.loc == said.loc), None)
    at = passage.text.find(said.words) if passage else -1
    words = excerpt(passage.text, at, at + len(said.words)) if passage and at >= 0 else None
    hint = f"Make both the same, or allow “{said.key}” with the reason why they differ"
    return Hit(message, said.place(subject), hint, words, said.key)


@check(
    Rule(
        code="H361",
        title="Temperature with a wrong conversion",
        severity=Severity.ERROR,
        why="Patients read the unit of their thermometer, and half of them would call at the wrong temperature.",
        source="38 °C is 100.4 °F (°F = °C × 9/5 + 32)",
        instead="Convert it again.",
        good="Call us for a fever of 100.4 °F (38 °C).",
        bad="Call us for a fever of 101 °F (38 °C).",
    )
)
def wrong_conversions(subject: Subject) -> Iterator[Hit]:
    """Find temperatures that stand in two units and are not the same."""
    for passage in holding(subject, _HOT):
        for sentence in sentences(passage):
            found = list(TEMPERATURE.finditer(sentence.text))
            while len(found) > 1:
                if _same_twice(found[0], found[1]):
                    yield from _unequal(subject, sentence, found.pop(0), found[0])
                found.pop(0)


def _same_twice(one: re.Match[str], other: re.Match[str]) -> bool:
    """Tell whether two temperatures are one, in Fahrenheit and in Celsius."""
    units = {one["unit"][0], other["unit"][0]}
    return len(units) > 1 and "F" in units and other.start() - one.end() <= _PAIR


def _unequal(subject: Subject, sentence: Sentence, one: re.Match[str], other: re.Match[str]) -> Iterator[Hit]:
    hot = {each["unit"][0]: float(each["n"].replace(",", ".")) for each in (one, other)}
    (celsius,) = (value for unit, value in hot.items() if unit != "F")
    right = celsius * 9 / 5 + 32
    if abs(right - hot["F"]) > _ROUNDED:
        end = other.end() + (
            "(" in sentence.text[one.end() : other.start()] and sentence.text[other.end() :][:1] == ")"
        )
        words = sentence.text[one.start() : end]
        message = (
            f"“{words}”: {celsius:g} °C is {right:.1f} °F, and {hot['F']:g} °F is {(hot['F'] - 32) * 5 / 9:.1f} °C"
        )
        hint = "Look up which of the two is meant, and convert it again"
        yield sentence.hit(subject, (one.start(), end), message, hint)


@check(
    Rule(
        code="H364",
        title="Sign that calls for two things",
        severity=Severity.ERROR,
        why="In an emergency nobody weighs two boxes; a sign that stands in both is followed in the slower one.",
        source="AHRQ PEMAT-P item 22: explicit steps",
        instead="Keep the sign in one of the two lists, or say how bad it is in each.",
        good="when_to_call: [Mild chest pain]\nemergency_signs: [Strong chest pain]",
        bad="when_to_call: [Chest pain]\nemergency_signs: [Fainting or chest pain]",
    )
)
def signs_in_both_lists(subject: Subject) -> Iterator[Hit]:
    """Find signs for which a patient shall call the clinic, and the emergency number too."""
    called = signs(subject, "when_to_call")
    for sign, (passage, words) in signs(subject, "emergency_signs").items():
        if sign in called:
            other = subject.place(*called[sign])
            at = passage.text.find(words)
            message = f"“{words}” calls for the emergency number here, and for the clinic on line {other.line}"
            hint = "Keep it in one of the two lists, or say in each how bad it is"
            yield Hit(message, subject.place(passage, words), hint, excerpt(passage.text, at, at + len(words)), sign)


def signs(subject: Subject, section: str) -> dict[str, tuple[Passage, str]]:
    """Return the signs of a list, in small letters, each with its passage and its words there.

    An item of several signs ("Fainting, chest pain, or trouble breathing") is taken apart, but for parts of one
    word ("numb" alone is numb somewhere), and for items that say how bad, when or how long.
    """
    made: dict[str, tuple[Passage, str]] | None = subject.memo.get(section)
    if made is not None:
        return made
    found: dict[str, tuple[Passage, str]] = {}
    subject.memo[section] = found
    for passage in subject.passages:
        if passage.loc[0] == section:
            for sign, words in _signs(passage.text):
                found.setdefault(sign, (passage, words))
    return found


@functools.lru_cache(maxsize=512)
def _signs(item: str) -> tuple[tuple[str, str], ...]:
    """Return the signs of an item in small letters, each with its words there; many handouts have the same items."""
    whole = item.rstrip(" .")
    parts = () if _is_qualified(whole) else (part.strip(" .") for part in _APART.split(whole))
    found = (whole, *(part for part in parts if " " in part))
    return tuple([(" ".join(words.casefold().split()), words) for words in found])


def _is_qualified(item: str) -> bool:
    """Tell whether an item says how bad, when or how long; looking its words up is quicker than a pattern of them."""
    words = _WORD.findall(item.casefold())
    return "(" in item or not _QUALIFIERS.isdisjoint(words) or _DIGIT.search(item) is not None


_QUALIFIERS = frozenset(
    (
        *("that", "which", "if", "when", "while", "after", "until", "unless", "but", "only", "not", "than", "for"),
        *("mild", "slight", "small", "little", "severe", "strong", "bad", "worse", "sudden"),
        *("que", "si", "cuando", "después", "hasta", "pero", "solo", "no", "más", "menos", "leve", "poco", "grave"),
        *("fuerte", "peor", "repentino", "repentina"),
    )
)
_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_APART = re.compile(r"[,;:]\s*(?:(?:or|and|o|y)\s+)?|\s+(?:or|o)\s+|(?<=[.!?])\s+")
