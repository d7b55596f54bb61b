"""Handouts made of a few words: fragments of YAML laid over the smallest whole handout, to put checks to.

A plain sentence is taken for the summary. ``department``, ``topic``, ``language`` and ``clinic`` stand beside the
keys of the handout; a line ``---`` parts several handouts.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Any

import yaml

from handouts.checks.registry import checks
from handouts.checks.subject import Subject, subject
from handouts.content.clinic import Clinic
from handouts.content.handout import Handout
from handouts.content.load import LoadedHandout
from handouts.yamlfile import YamlFile, read, validate

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.checks.registry import Hit

_KEYED = re.compile(r"[a-z_]+:(\s|$)")
_CLINIC = {
    "name": "Test Clinic",
    "phones": {"questions": "555-0142", "nights_and_weekends": "555-0199"},
    "emergency": {"number": "911", "wording": "Call 911 right away"},
    "language": "en",
}
_SMALLEST = """
title: Opening a narrow tube
medical_name: balloon dilation
summary: A doctor opens a tube with a small balloon.
key_points: [Bring your list., Bring an adult., Call us if you feel ill.]
purpose: {text: [The tube lets food pass.]}
preparation: [{when: the day before, text: Pack your bag.}]
what_happens: {steps: [A nurse puts a small tube in your arm.]}
risks: {items: [{name: Bleeding, how_often: not known, what_we_do: We watch you.}]}
recovery: [{when: After 2 weeks, text: All is well.}]
when_to_call: [You feel ill.]
emergency_signs: [You cannot breathe.]
sources: [{id: s, title: T, publisher: P, year: 2020}]
review: {status: draft, version: "0.1", written_on: 2026-11-20, authors: [Writer], next_review: 2028-11-20}
"""


def subjects(text: str, folder: Path) -> list[Subject]:
    """Return a handout for each fragment."""
    parts = re.split(r"(?m)^---\s*$", textwrap.dedent(text))
    return [_subject(part.strip(), folder, number) for number, part in enumerate(parts, 1)]


def hits(code: str, text: str, folder: Path) -> list[Hit]:
    """Return what one check says of fragments; a check of one handout is put to each of those it can judge."""
    check, made = checks()[code], subjects(text, folder)
    judged = [one for one in made if not check.rule.languages or one.language in check.rule.languages]
    if check.of_many:
        return list(check.of_many(judged))
    assert check.of_one
    return [hit for one in judged for hit in check.of_one(one)]


def told(code: str, text: str, folder: Path) -> list[str]:
    """Return the keys of what one check says, or the words where it has none; each hit says where and what to do."""
    found = hits(code, text, folder)
    for hit in found:
        assert hit.place.line
        assert hit.hint[:1].isupper() or hit.hint.startswith("“")
        assert not hit.message.endswith(".")
        assert hit.key or hit.excerpt
    return [hit.key or (hit.excerpt.words if hit.excerpt else "") for hit in found]


def _subject(fragment: str, folder: Path, number: int) -> Subject:
    given: Any = _parsed(fragment) if _KEYED.match(fragment) else {"summary": fragment}
    beside = {key: given.pop(key, None) for key in ("department", "topic", "language", "clinic")}
    department, topic = beside["department"] or "ward", beside["topic"] or f"topic-{number}"
    language = beside["language"] or "en"
    file = _written({**_parsed(_SMALLEST), **given}, folder / "content" / department / topic / f"{language}.yaml")
    clinic = validate(Clinic, _written({**_CLINIC, **(beside["clinic"] or {})}, folder / "clinic.yaml"))
    return subject(LoadedHandout(validate(Handout, file), department, topic, language, file), clinic)


def _parsed(text: str) -> Any:
    # As the program reads it: every plain value is the text that stands there.
    return yaml.load(text, Loader=yaml.BaseLoader)


def _written(data: Any, path: Path) -> YamlFile:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000), "utf-8")
    return read(path, f"{path.parent.parent.name}/{path.parent.name}/{path.name}")
