"""The same sign stands in the same list of all handouts: for the clinic, or for the emergency number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.checks.registry import Hit, Rule, department_check
from handouts.checks.voice.answers import Answer, Question, apart, by_question
from handouts.checks.voice.inside import signs
from handouts.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.checks.subject import Subject

_LISTS = ("emergency_signs", "when_to_call")


def _signs(subject: Subject) -> list[Answer[str]]:
    """Return the signs that stand in one of the two lists alone."""
    of, asked = {section: signs(subject, section) for section in _LISTS}, Question("H374", subject)
    return [
        asked.answered((), sign, section, words, passage.loc)
        for section, other in (_LISTS, _LISTS[::-1])
        for sign, (passage, words) in of[section].items()
        if sign not in of[other]
    ]


@department_check(
    Rule(
        code="H374",
        title="Sign for the clinic here, for the emergency number there",
        severity=Severity.WARNING,
        why="The same sign cannot wait until the clinic opens in one handout and be a matter of minutes in another.",
        source="A rule of this program: one clinic, one answer",
        instead="Put it in the same list in all handouts, or write in the file why these patients are different.",
        good="emergency_signs: [Chest pain]\n---\nemergency_signs: [Chest pain]",
        bad="emergency_signs: [Chest pain]\n---\nwhen_to_call: [Chest pain]",
    ),
    gather=_signs,
)
def signs_apart(handouts: Sequence[Sequence[Answer[str]]]) -> Iterator[Hit]:
    """Find signs that most handouts have in one list, and some in the other."""
    for answers in by_question(handouts):
        # Where both are as many, the quicker help is the usual.
        answers.sort(key=lambda answer: _LISTS.index(answer.value))
        for odd in apart(answers):
            sign, here, there = odd.answer.key, odd.answer.value, odd.usual.value
            message = f"“{odd.answer.words}” stands in “{here}” here, in “{there}” in {odd.where}"
            hint = f"Put it in the same list, or allow “{sign}” in this file with the reason why it differs"
            yield Hit(message, odd.answer.place, hint, key=sign)
