"""What the law of a place asks for, by the rule packs that a clinic names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from handouts.checks.registry import Hit, Rule, check, department_check
from handouts.findings import Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.checks.subject import Subject
    from handouts.content.rules import LoadedPack
    from handouts.content.rules import Rule as Asked

_INSTEAD = "Do what the rule's remedy says, or take the pack out of “rules” in clinic.yaml if it does not apply"


@check(
    Rule(
        "H390",
        "Missing by the rules of the place",
        Severity.ERROR,
        "The law of the place, or a standard that binds the clinic, asks for it on what patients get.",
        "The law that the message names; see layouts/rules for where and when it was read",
        _INSTEAD,
        good="clinic: {rules: [massachusetts], languages_of_patients: [es],"
        " notices: [{about: language, language: es, text: Ayuda gratis en su idioma}]}",
        bad="clinic: {rules: [hawaii-asc]}",
    )
)
def missing(subject: Subject) -> Iterator[Hit]:
    """Yield what a pack asks for and neither the handout nor its clinic has."""
    for pack in subject.packs:
        for rule in pack.pack.rules:
            if not (rule.emergency_number or rule.page_size) and not _has(subject, rule):
                yield _hit(pack, rule, f"{rule.title} is missing", _where(subject, rule))


@check(
    Rule(
        "H391",
        "Wrong for the place",
        Severity.ERROR,
        "An emergency number of another country does not answer; other paper cuts off the last lines in print.",
        "The law or standard that the message names; see layouts/rules for where and when it was read",
        _INSTEAD,
        good="clinic: {rules: [uk], emergency: {number: '999', wording: Call 999}, page_size: a4}",
        bad="clinic: {rules: [uk], emergency: {number: '911', wording: Call 911}, page_size: a4}",
    )
)
def wrong(subject: Subject) -> Iterator[Hit]:
    """Yield an emergency number or a paper size that is not the place's."""
    clinic = subject.clinic
    for pack in subject.packs:
        for rule in pack.pack.rules:
            if rule.emergency_number and clinic.emergency.number not in rule.emergency_number:
                found = f"the emergency number is {clinic.emergency.number}, not {' or '.join(rule.emergency_number)}"
                yield _hit(pack, rule, found, _where(subject, rule))
            if rule.page_size and clinic.page_size != rule.page_size:
                found = f"the paper is {clinic.page_size}, not {rule.page_size}"
                yield _hit(pack, rule, found, _where(subject, rule))


class _Written(NamedTuple):
    """A language in which a topic is written."""

    topic: str
    language: str
    wanted: tuple[str, ...]
    """The languages of the clinic's patients."""
    place: Place
    """Of the title."""


def _written(subject: Subject) -> _Written:
    place = subject.loaded.file.place(("title",))
    return _Written(subject.name, subject.loaded.language, subject.clinic.languages_of_patients, place)


@department_check(
    Rule(
        "H392",
        "Not in a language of the patients",
        Severity.WARNING,
        "Many of the clinic's patients read this language, and a leaflet that they cannot read protects nobody.",
        "45 CFR 92.201 (meaningful access); 105 CMR 130.1108 (translated materials)",
        "Have the topic translated, and checked by a qualified translator (45 CFR 92.201(c)(3))",
        good="clinic: {languages_of_patients: [es]}\ntopic: stent\n---\n"
        "clinic: {languages_of_patients: [es]}\ntopic: stent\nlanguage: es",
        bad="clinic: {languages_of_patients: [es]}\ntopic: stent\n---\n"
        "clinic: {languages_of_patients: [es]}\ntopic: valve",
    ),
    gather=_written,
)
def untranslated(handouts: Sequence[_Written]) -> Iterator[Hit]:
    """Yield a topic that lacks one of the languages of the clinic's patients."""
    topics: dict[str, dict[str, _Written]] = {}
    for each in handouts:
        topics.setdefault(each.topic, {})[each.language] = each
    for name, languages in sorted(topics.items()):
        first = languages[min(languages)]
        for wanted in first.wanted:
            if wanted not in languages:
                message = f"“{name}” is not there in “{wanted}”, which many of the clinic's patients read"
                hint = f"Have it translated as {wanted}.yaml, or take “{wanted}” out of “languages_of_patients”"
                yield Hit(message, first.place, hint, key=wanted)


def _hit(pack: LoadedPack, rule: Asked, found: str, place: Place) -> Hit:
    name = f"{pack.name}/{rule.id}"
    return Hit(f"{name}: {found} ({pack.pack.laws[rule.law].title})", place, rule.remedy, key=name)


def _where(subject: Subject, rule: Asked) -> Place:
    """Return where a handout would have it; the clinic's own file is not at hand, and its values have no place here."""
    return subject.loaded.file.place((rule.section,) if rule.section else ("title",))


def _has(subject: Subject, rule: Asked) -> bool:
    if rule.section:
        return bool(getattr(subject.loaded.handout, rule.section))
    if rule.clinic == "nights_and_weekends":
        return subject.clinic.phones_of(subject.loaded.department).nights_and_weekends is not None
    if rule.clinic:
        value = getattr(subject.clinic, rule.clinic)
        return any(each.about == rule.about for each in value) if rule.about else bool(value)
    return any(_says(subject, words) for words in rule.says or ())


def _says(subject: Subject, words: str) -> bool:
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)
    notices = (notice.text for notice in subject.clinic.notices)
    return any(pattern.search(text) for text in (*(each.text for each in subject.passages), *notices))
