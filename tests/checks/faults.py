"""Faults as people make them, seeded into the shipped topics one at a time: the tables of `tests/checks/seeded`.

A table has the faults of each check by the file that they are seeded into: a shipped topic by its name, ``clinic``
for the shipped clinic, ``leaflet`` for a leaflet in two languages (beside the tables), ``smallest`` for the handout of
`tests.checks.examples`. ``was`` is replaced by ``now`` (in ``smallest``, ``now`` is laid over the handout), so that a
fault stands among the words of a real file; ``finds`` are words that the finding must mark or name. ``clinic`` are
lines that are added to the clinic's file as well.
"""

from __future__ import annotations

import functools
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from handouts.checks.allow import folded
from handouts.checks.registry import checks
from handouts.checks.run import examine
from handouts.checks.subject import Subject, subject
from handouts.content.clinic import Clinic
from handouts.content.load import LoadedClinic, LoadedHandout, load_handout
from handouts.content.rules import packs_of
from handouts.workspace import TopicFile
from handouts.yamlfile import read, validate
from tests import shipped
from tests.checks import examples
from tests.checks.beside import side_by_side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.findings import Finding

TABLES = Path(__file__).resolve().parent / "seeded"
LEAFLET = TABLES / "leaflet"
LANGUAGES = {"leaflet": "es"}
"""The language of the file into which a fault is seeded, where that is not English."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault, and what it is to be found by."""

    code: str
    where: str
    was: str
    now: str
    finds: str
    clinic: str

    def __str__(self) -> str:
        return f"{self.code} {self.where}: {(self.now or self.clinic or self.was).strip().splitlines()[0][:50]}"


@functools.cache
def faults() -> tuple[Fault, ...]:
    """Return every fault of the tables, as they stand there."""
    made = []
    for path in sorted(TABLES.glob("*.yaml")):
        table: Any = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        for code, places in table.items():
            for where, entries in places.items():
                made += [Fault(code, where, *_texts(entry)) for entry in entries]
    return tuple(made)


def _texts(entry: dict[str, str]) -> tuple[str, str, str, str]:
    was, now, finds, clinic = (entry.pop(key, "") for key in ("was", "now", "finds", "clinic"))
    assert not entry, f"a fault has no {', '.join(entry)}"
    return was.strip("\n"), now.strip("\n"), finds, clinic


def found(fault: Fault, folder: Path) -> list[Finding]:
    """Seed a fault, and return the findings of its check that mark or name the words where it stands."""
    if fault.where == "smallest":
        made = examples.subjects(fault.now, folder)
        return [each for each in _of_code(fault.code, made) if folded(fault.finds) in folded(each.key)]
    subjects = list(_before(fault.where))
    clinic, path = _clinic(fault, folder)
    at, lines = 0, range(0)
    if fault.where != "clinic":
        at = next(n for n, each in enumerate(subjects) if _is_of(each, fault.where))
        loaded, lines = _seeded(fault, subjects[at].loaded, folder)
        subjects[at] = subject(loaded, subjects[at].clinic)
    if clinic is not None:
        packs = packs_of(clinic.clinic, read(path, path.name), shipped.workspace())
        subjects = [subject(each.loaded, clinic.clinic, None, packs) for each in subjects]
    alone = fault.where != "clinic" and checks()[fault.code].of_one
    findings = _of_code(fault.code, [subjects[at]] if alone else subjects)
    findings = [each for each in findings if folded(fault.finds) in folded(_told(each))]
    # What a clinic or a whole section lacks is told at the title or the section, not at a line that is not there.
    if clinic is not None or not fault.now:
        return findings
    return [each for each in findings if _points_at(each, subjects[at].loaded.file.shown, lines)]


def before(code: str) -> list[Finding]:
    """Return what a check finds in the files before anything is seeded."""
    return [each for where in ("clinic", "leaflet") for each in _of_code(code, _before(where))]


def _told(finding: Finding) -> str:
    return f"{finding.key} {finding.excerpt.words if finding.excerpt else ''} {finding.message}"


def _points_at(finding: Finding, shown: str, lines: range) -> bool:
    """Tell whether a finding stands on one of some lines, or names it as the other side of a contradiction."""
    if (finding.place.file, finding.place.line) in {(shown, line) for line in lines}:
        return True
    same_file = finding.place.file == shown
    named = {f"{shown}:{line}:" for line in lines} | {f"on line {line}" for line in lines if same_file}
    return any(name in f"{finding.message}:" for name in named)


def _of_code(code: str, subjects: Sequence[Subject]) -> list[Finding]:
    if checks()[code].of_many:
        findings = list(side_by_side(subjects).findings)
    else:
        findings = [each for made in subjects for each in examine(made).findings]
    return [each for each in findings if each.code == code]


@functools.cache
def _before(where: str) -> tuple[Subject, ...]:
    """Return the handouts among which a fault is seeded, without it."""
    space = shipped.workspace()
    own = shipped.shelf().clinic(space, None).clinic
    if where != "leaflet":
        return tuple(subject(shipped.shelf().handout(space, file), own) for file in space.topics())
    files = [TopicFile("ward", "leaflet", path.stem, path) for path in sorted(LEAFLET.glob("*.yaml"))]
    return tuple(subject(load_handout(space, file), own) for file in files)


def _is_of(each: Subject, where: str) -> bool:
    return (each.loaded.topic, each.loaded.language) == (where, LANGUAGES.get(where, "en"))


def _seeded(fault: Fault, loaded: LoadedHandout, folder: Path) -> tuple[LoadedHandout, range]:
    """Return the handout with the fault, and the lines on which it stands."""
    text = loaded.file.text
    was, now = fault.was, fault.now
    if "\n" in was + now or not now:
        # Whole lines, which a table indents as its own.
        indent = _indent_of(text, was)
        was, now = textwrap.indent(was, indent), textwrap.indent(now, indent)
    assert not was or text.count(was) == 1, f"“{was}” stands {text.count(was)} times in {fault.where}"
    changed = text.replace(was, now) if was else text
    first = text[: text.index(was)].count("\n") + 1
    path = folder / f"{loaded.language}.yaml"
    path.write_text(changed, encoding="utf-8")
    space = shipped.workspace()
    file = TopicFile(loaded.department, loaded.topic, loaded.language, path)
    return load_handout(space, file), range(first, first + now.count("\n") + 1)


def _indent_of(text: str, was: str) -> str:
    first = was.split("\n", 1)[0]
    line = next((line for line in text.splitlines() if line.strip() == first.strip()), first)
    return line[: len(line) - len(line.lstrip())]


def _clinic(fault: Fault, folder: Path) -> tuple[LoadedClinic | None, Path]:
    """Return the clinic with the fault, or none where the shipped one stays as it is."""
    path = folder / "clinic.yaml"
    text = (shipped.ROOT / "content" / "clinic.yaml").read_text("utf-8")
    if fault.where == "clinic":
        assert text.count(fault.was) == 1
        text = text.replace(fault.was, fault.now)
    elif not fault.clinic:
        return None, path
    path.write_text(f"{text}\n{fault.clinic}", encoding="utf-8")
    file = read(path, path.name)
    return LoadedClinic(validate(Clinic, file), file), path
