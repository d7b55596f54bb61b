"""One service has one phone number in all handouts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.checks.registry import Hit, Rule, department_check
from handouts.checks.voice.answers import Answer, Question, apart, by_question
from handouts.content import prose
from handouts.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.checks.subject import Subject

_CONTACT = "contacts: [{who: Poison help line, phone: 1-800-555-%s}]"


def _numbers(subject: Subject) -> list[Answer[str]]:
    asked, first = Question("H376", subject), dict[str, Answer[str]]()
    for index, contact in enumerate(subject.loaded.handout.contacts or ()):
        who = " ".join(contact.who.casefold().split())
        # A service may have a second number, for nights: the first is compared with the first of others.
        if who not in first:
            digits, loc = _digits(contact.phone, subject), ("contacts", index, "phone")
            first[who] = asked.answered((), who, digits, contact.phone, loc)
    return list(first.values())


@department_check(
    Rule(
        code="H376",
        title="Contact with two numbers",
        severity=Severity.WARNING,
        why="One of the two numbers is old, and nobody answers it.",
        source="A rule of this program: one service, one number",
        instead="Give the number that is right in all handouts.",
        good=f"{_CONTACT}\n---\n{_CONTACT}" % ("0100", "0100"),
        bad=f"{_CONTACT}\n---\n{_CONTACT}" % ("0100", "0199"),
    ),
    gather=_numbers,
)
def contacts(handouts: Sequence[Sequence[Answer[str]]]) -> Iterator[Hit]:
    """Find services that have another phone number than in most handouts."""
    for answers in by_question(handouts):
        for odd in apart(answers):
            who = odd.answer.key
            message = f"{who}: “{odd.answer.words}” here, “{odd.usual.words}” in {odd.where}"
            hint = f"Give the number that is right, or allow “{who}” in this file with the reason"
            yield Hit(message, odd.answer.place, hint, key=who)


def _digits(phone: str, subject: Subject) -> str:
    """Return the digits of a number, without the 1 that may stand before those of North America."""
    for name in prose.placeholders(phone):
        phone = phone.replace("{{ " + name + " }}", subject.values.get(name, ""))
    digits = re.sub(r"\D", "", phone)
    return digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
