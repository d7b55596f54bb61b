"""Checks across the fields of a handout, and between a handout and its clinic."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from msgspec import Struct

from handouts.content.facts import Frequency
from handouts.content.prose import placeholders, plain, terms
from handouts.findings import Finding, in_order
from handouts.model import Model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from handouts.content.clinic import Clinic
    from handouts.content.handout import Handout
    from handouts.content.load import LoadedHandout
    from handouts.findings import Place
    from handouts.yamlfile import YamlFile

SOURCE_UNKNOWN = "H140"
SOURCE_TWICE = "H141"
TERM_UNKNOWN = "H142"
TERM_TWICE = "H143"
ACTIVITY_TWICE = "H144"
CODE_TWICE = "H145"
VALUE_MISSING = "H146"
NUMBER_UNKNOWN = "H147"

Loc = tuple[str | int, ...]


def texts(value: object) -> Sequence[tuple[Loc, str]]:
    """Return every text of a model with the way to it, in order."""
    return _walked(value).texts


def frequencies(value: object) -> Sequence[tuple[Loc, Frequency]]:
    """Return every frequency of a model with the way to it, in order."""
    return _walked(value).frequencies


class _Walk:
    """What stands in a model, gathered in one walk through it."""

    def __init__(self, value: object) -> None:
        self.value = value
        self.texts: list[tuple[Loc, str]] = []
        self.frequencies: list[tuple[Loc, Frequency]] = []
        self._gather(value, ())

    def _gather(self, value: object, loc: Loc) -> None:
        # A generator would pass each text through every level above it.
        if isinstance(value, str):
            self.texts.append((loc, value))
        elif isinstance(value, tuple):
            for index, inner in enumerate(value):
                if inner.__class__ is str:
                    self.texts.append(((*loc, index), inner))
                else:
                    self._gather(inner, (*loc, index))
        elif isinstance(value, Model):
            if isinstance(value, Frequency):
                self.frequencies.append((loc, value))
            for name, inner in value.__dict__.items():
                if inner.__class__ is str:
                    self.texts.append(((*loc, name), inner))
                elif inner is not None:
                    self._gather(inner, (*loc, name))
        elif isinstance(value, dict):
            for key, inner in value.items():
                self._gather(inner, (*loc, key))


class _Desk(Struct):
    """The model that was walked through last: half a dozen rules and checks ask for the same handout in turn."""

    walk: _Walk | None = None


_DESK = _Desk()


def _walked(value: object) -> _Walk:
    walk = _DESK.walk
    if walk is None or walk.value is not value:
        walk = _DESK.walk = _Walk(value)
    return walk


def across(handout: Handout, file: YamlFile) -> list[Finding]:
    """Return what does not fit together within one handout, sorted."""
    return in_order(
        [
            *_sources(handout, file),
            *_terms(handout, file),
            *_twice(((("codes", i), f"{c.system} {c.code}") for i, c in enumerate(handout.codes)), file, CODE_TWICE),
            *_twice(
                ((("return_to", i, "activity"), r.activity) for i, r in enumerate(handout.return_to or ())),
                file,
                ACTIVITY_TWICE,
            ),
        ]
    )


def _twice(named: Iterable[tuple[Loc, str]], file: YamlFile, code: str) -> Iterator[Finding]:
    named = tuple(named)
    if len({name.casefold() for _, name in named}) == len(named):
        return
    first: dict[str, Place] = {}
    for loc, name in named:
        place = file.place(loc)
        before = first.setdefault(name.casefold(), place)
        if before is not place:
            message = f"“{name}” stands here a second time (first on line {before.line})"
            yield Finding(code, message, place, "Keep one of the two")


def _sources(handout: Handout, file: YamlFile) -> Iterator[Finding]:
    named = ((("sources", i, "id"), source.id) for i, source in enumerate(handout.sources))
    yield from _twice(named, file, SOURCE_TWICE)
    known = {source.id for source in handout.sources}
    for loc, frequency in frequencies(handout):
        for key, name in (("source", frequency.source), ("also", frequency.also)):
            if name is None or name in known:
                continue
            close = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean “{close[0]}”?" if close else "Add it to “sources” with its title, publisher and year"
            place = file.place((*loc, key))
            yield Finding(SOURCE_UNKNOWN, f"there is no source “{name}” in this file", place, hint)
    yield from _numbers(handout, file)


def _numbers(handout: Handout, file: YamlFile) -> Iterator[Finding]:
    claimed = [
        (("sources", i, "numbers", j), n) for i, s in enumerate(handout.sources) for j, n in enumerate(s.numbers)
    ]
    if not claimed:
        return
    said = "\n".join(plain(text) for loc, text in texts(handout) if loc[0] not in ("sources", "review", "checks"))
    for loc, words in claimed:
        if words not in said:
            message = f"no sentence of this file says “{words}”"
            yield Finding(NUMBER_UNKNOWN, message, file.place(loc), "Write the words as they stand in the sentence")


def _terms(handout: Handout, file: YamlFile) -> Iterator[Finding]:
    glossary = handout.glossary or ()
    yield from _twice(((("glossary", i, "term"), e.term) for i, e in enumerate(glossary)), file, TERM_TWICE)
    known = {entry.term for entry in glossary}
    for loc, text in texts(handout):
        if "[[" not in text:
            continue
        for term in terms(text):
            if term not in known:
                place = file.place_of(f"[[{term}", loc)
                yield Finding(TERM_UNKNOWN, f"the glossary has no word “{term}”", place, _near_term(term, known))


def _near_term(term: str, known: set[str]) -> str:
    folded = {each.casefold(): each for each in known}
    close = difflib.get_close_matches(term.casefold(), folded, n=1)
    if not close:
        return "Add it to “glossary” with its meaning, or take the brackets away"
    return f"Write “[[{folded[close[0]]}|{term}]]”, or “[[{folded[close[0]]}]]”, or add “{term}” to “glossary”"


def unfilled(loaded: LoadedHandout, clinic: Clinic) -> list[Finding]:
    """Return a finding for each placeholder of a handout for which the clinic has no value, sorted."""
    phones = clinic.phones_of(loaded.department)
    missing = {
        "clinic.department": clinic.department_name(loaded.department) is None,
        "clinic.nights": phones.nights_and_weekends is None,
        "clinic.address": clinic.address is None,
        "clinic.web": clinic.web is None,
    }
    keys = {
        "clinic.department": "department",
        "clinic.nights": "nights_and_weekends” below “phones",
        "clinic.address": "address",
        "clinic.web": "web",
    }
    found: list[Finding] = []
    for loc, text in texts(loaded.handout):
        if "{{" not in text:
            continue
        for name in placeholders(text):
            if missing.get(name):
                place = loaded.file.place_of(name, loc)
                message = f"“{{{{ {name} }}}}” is used here, but the clinic's file has no value for it"
                found.append(Finding(VALUE_MISSING, message, place, f"Add “{keys[name]}” to the clinic's file"))
    return in_order(found)
