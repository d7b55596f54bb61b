"""A handout names the numbers of its clinic, through placeholders, and no other emergency number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.checks.facts.grammar import grammar, pattern
from handouts.checks.registry import Hit, Rule, check
from handouts.checks.subject import excerpt
from handouts.content import prose
from handouts.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.checks.subject import Passage, Subject

EMERGENCY_NUMBERS = ("911", "112", "999", "000")
"""ITU-T E.161.1 advises 112 or 911; 999 and 000 are those of the United Kingdom and Australia."""
_NATIONAL = ("18002221222", "8002221222", "2221222")
"""Poison Help of the United States, the same everywhere."""
# Strings, which `re` compiles and keeps when a check of warnings asks for them: a build does not.
_PHONE = (
    r"(?<![\w.\-/+])(?:\+?1[-. ])?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?![\w-])"
    r"|(?<![\w.\-/+])\d{3}[-.]\d{4}(?![\w-])"
    r"|(?<![\w.])\+\d{1,3}[ -]?\(?\d[\d ()-]{6,14}\d\b|(?<![\w.])0\d{2,4} \d{3} ?\d{3,4}\b"
    # Nothing between the digits; letters of the keys in their place.
    r"|(?<![\w.,:/$€£-])(?P<run>1?\d{10}|\d{7})(?![\w/-]|[.,]\d|\s(?:units?|unidades|cells|células)\b)"
    r"|(?<![\w.-])(?:1[-. ]8\d\d[-. ]|8\d\d[-.])(?=[A-Z0-9-]*[A-Z]{3})(?=(?:-?[A-Z0-9]){7,11}(?![\w-]))[A-Z0-9-]+"
)
_OF_SOMETHING = (
    r"(?i)(?:#|\b(?:case|record|card|form|model|lot|serial|policy|claim|reference|member|account|order|study|trial|ticket|file|chart|code"
    r"|pin|id|npi|isbn|pmid|mrn|listed\s+as|caso|expediente|historia|tarjeta|formulario|modelo|lote|p[oó]liza|miembro|cuenta"
    r"|estudio|c[oó]digo))\b(?:\s+(?:with|con))?(?:\s+(?:the|el))?(?:\s+(?:numbers?|no\.|code|id|n[uú]mero))?(?:\s+(?:is|es))?[\s:#]*$"
)
"""What stands before a number that is dialed by nobody."""
_ROUND = r"\d+0000"
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
"""The letters on the keys of a phone (ITU-T E.161)."""
_DIGITS = re.compile(r"\d{3}")
_TEL = r"\]\(tel:(\+?[0-9.\-]+)\)"


@check(
    Rule(
        code="H362",
        title="Phone number written out",
        severity=Severity.WARNING,
        why="When the clinic's number changes, a number in a sentence stays behind, and patients call into the void.",
        source="A rule of this program: what is the clinic's stands in its file alone",
        instead="Write a placeholder such as {{ clinic.phone }}; other services go into “contacts”.",
        good="summary: Call {{ clinic.phone }}.",
        bad="summary: Call 555-0142.",
    )
)
def written_numbers(subject: Subject) -> Iterator[Hit]:
    """Find phone numbers in sentences that are the clinic's, or nobody's that the handout names."""
    own = _numbers(subject)
    for passage in subject.passages:
        text = passage.source
        if not _DIGITS.search(text):
            continue
        plain = prose.plain(text)
        for found in re.finditer(_PHONE, plain):
            if found["run"] and _digits(found["run"]) not in own and _counts(plain, found):
                continue
            yield from _written(subject, passage, plain, found.span(), own)
        for link in re.finditer(_TEL, text):
            if _digits(link[1]) not in own and passage.section != "contacts":
                message = f"this link calls {link[1]}, which is no number of the clinic"
                yield Hit(message, subject.place(passage, link[1]), "Give the number in “contacts”", key=link[1])
        number = subject.clinic.emergency.number
        for found in re.finditer(rf"(?<![\w.,-]){re.escape(number)}(?![\w%]|[.,]\d)", plain):
            if not _called(subject, plain[: found.start()]):
                continue
            message = f"“{number}” is written out"
            hint = "Write “{{ clinic.emergency }}”, which changes with the clinic's file"
            yield Hit(message, subject.place(passage, number), hint, excerpt(plain, *found.span()), number)


def _written(
    subject: Subject, passage: Passage, plain: str, span: tuple[int, int], own: dict[str, str]
) -> Iterator[Hit]:
    number = plain[slice(*span)]
    digits = _digits(number)
    if digits in own:
        message = f"“{number}” is the clinic's number, written out"
        hint = f"Write “{{{{ {own[digits]} }}}}”, which changes with the clinic's file"
    elif passage.section != "contacts" and digits not in _NATIONAL:
        message = f"“{number}” is no number of the clinic"
        hint = "Write “{{ clinic.phone }}”, or give the number in “contacts” with who answers it"
    else:
        return
    yield Hit(message, subject.place(passage, number), hint, excerpt(plain, *span), number)


def _counts(plain: str, found: re.Match[str]) -> bool:
    """Tell whether digits without a break count something, or name a file or a form."""
    return bool(re.fullmatch(_ROUND, found["run"]) or re.search(_OF_SOMETHING, plain[: found.start()]))


def _numbers(subject: Subject) -> dict[str, str]:
    """Return the digits of the clinic's numbers with the placeholder that stands for each."""
    phones = subject.clinic.phones_of(subject.loaded.department)
    own = {_digits(phones.questions): "clinic.phone"}
    if phones.nights_and_weekends:
        own.setdefault(_digits(phones.nights_and_weekends), "clinic.nights")
    return own


def _called(subject: Subject, lead: str) -> bool:
    """Tell whether the number after some words is to be called; 112 may be a pulse. Unknown languages are believed."""
    return grammar(subject.language) is None or pattern(subject.language, "calls").search(lead) is not None


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number.translate(_KEYS))


@check(
    Rule(
        code="H363",
        title="Emergency number of another country",
        severity=Severity.ERROR,
        why="A patient in danger who dials a number that does not work here loses minutes.",
        source="The clinic's file: emergency.number",
        instead="Write {{ clinic.emergency }}.",
        good="summary: Call {{ clinic.emergency }} if you faint.",
        bad="summary: Call 999 if you faint.",
        languages=("en", "es"),
    )
)
def foreign_emergency_numbers(subject: Subject) -> Iterator[Hit]:
    """Find calls to an emergency number that is not the clinic's."""
    here = subject.clinic.emergency.number
    for passage in subject.passages:
        for number in EMERGENCY_NUMBERS:
            if number == here or number not in passage.text:
                continue
            for found in re.finditer(rf"(?<![\w.,-]){number}(?![\w%-]|[.,]\d)", passage.text):
                if not _called(subject, passage.text[: found.start()]):
                    continue
                words = excerpt(passage.text, *found.span())
                message = f"“{number}” is not the emergency number of the clinic, which is {here}"
                yield Hit(message, subject.place(passage, number), "Write “{{ clinic.emergency }}”", words, number)
