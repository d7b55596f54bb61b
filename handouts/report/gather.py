"""Gather: what is known of each handout, for people and for the page."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from handouts.approval.standing import DRAFT
from handouts.batch.survey import check_words
from handouts.batch.telling import inside
from handouts.checks.reading import grades
from handouts.checks.reading.levels import least_inflesz
from handouts.checks.run import examine
from handouts.checks.subject import Subject
from handouts.content.prose import plain
from handouts.errors import HandoutsError
from handouts.findings import Finding, Severity, in_order

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from handouts.batch.survey import Department
    from handouts.build import Outcome, Request, Shelf
    from handouts.checks.reading import Scores
    from handouts.checks.run import Pardon
    from handouts.content.handout import Review
    from handouts.workspace import TopicFile, Workspace


@dataclass(frozen=True, slots=True)
class Level:
    """How hard a text is to read, in the measure of its language."""

    name: str
    """The field of the handout, such as ``preparation``; empty for the whole file."""
    value: float
    """The Flesch-Kincaid grade, or in Spanish the INFLESZ score."""
    target: float
    """The highest grade that is wanted, or the lowest INFLESZ score."""
    above: bool
    """Whether it is harder than wanted."""
    is_grade: bool = True
    """Whether low is easy; an INFLESZ score is easy when it is high."""

    @property
    def hardness(self) -> float:
        """Return how far above the target it is, by which levels of all languages can be sorted."""
        return self.value - self.target if self.is_grade else (self.target - self.value) / 10

    def __str__(self) -> str:
        """Return the value as it is printed; a grade below the first is no number of years."""
        if not self.is_grade:
            return f"INFLESZ {self.value:.1f}"
        return f"{self.value:.1f}" if self.value >= 1 else "under 1"


@dataclass(frozen=True, slots=True)
class Marks:
    """What PEMAT-P says of a handout, over the items that are decided; parts without a score are empty."""

    understandability: str = ""
    """Such as ``8 of 8 decided, 9 of 17 open``."""
    actionability: str = ""


Judged: TypeAlias = Callable[[Subject], Marks | None]
"""Returns the marks of a handout; `None` where it cannot be judged."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the report says of one handout."""

    department: str
    topic: str
    """``department/topic``."""
    language: str
    file: str
    title: str = ""
    """Empty where the file cannot be read."""
    version: str = ""
    status: str = ""
    next_review: datetime.date | None = None
    expired: bool = False
    words: str = ""
    """A digest of what patients read."""
    level: Level | None = None
    """Of the whole file; `None` where its language has no measure."""
    sections: tuple[Level, ...] = ()
    """In reading order."""
    marks: Marks | None = None
    findings: tuple[Finding, ...] = ()
    """Files are named from the workspace, so that a report does not depend on where it was made."""
    pardons: tuple[Pardon, ...] = ()

    @property
    def key(self) -> str:
        """Return topic and language, by which the next report finds it again."""
        return f"{self.topic} {self.language}"

    def count(self, severity: Severity) -> int:
        """Return how many findings are so bad."""
        return sum(finding.severity is severity for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a report is made of."""

    entries: tuple[Entry, ...]
    """By topic and language."""
    clinic: str = ""
    """Its name; empty where its file cannot be read."""
    brand: str = ""
    """Its color, if it has one."""
    departments: dict[str, str] = field(default_factory=dict)
    """Names of departments by their folders."""
    target_grade: int = 0
    section_grade: int = 0
    outcomes: tuple[Outcome, ...] = ()
    """As `handouts check` has them."""


def gather(requests: Sequence[Request], shelf: Shelf, judged: Judged | None = None) -> Gathered:
    """Check the words of handouts, measure them, and collect what is known of each.

    Args:
        requests: the handouts.
        shelf: keeps what they share.
        judged: returns what PEMAT-P says of a handout.
    """
    survey = check_words(requests, shelf, lambda _: None)
    made = survey.department
    beside = _side_by_side(made)
    entries = [_entry(outcome, beside, made, judged, shelf) for outcome in survey.outcomes]
    entries.sort(key=lambda entry: (entry.topic, entry.language))
    if made is None:
        return Gathered(tuple(entries), outcomes=tuple(survey.outcomes))
    clinic = shelf.clinic(shelf.workspace(requests[0].workspace), requests[0].clinic).clinic
    names = {
        entry.department: clinic.department_name(entry.department) or _title(entry.department) for entry in entries
    }
    targets = made.settings.settings
    return Gathered(
        tuple(entries),
        clinic.name,
        clinic.brand or "",
        names,
        targets.target_grade,
        targets.section_grade,
        tuple(survey.outcomes),
    )


def _side_by_side(made: Department | None) -> dict[str, list[Finding]]:
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in made.examine().findings if made else ():
        by_file[finding.place.file].append(finding)
    return by_file


def _entry(
    outcome: Outcome,
    beside: dict[str, list[Finding]],
    made: Department | None,
    judged: Judged | None,
    shelf: Shelf,
) -> Entry:
    request = outcome.request
    language = request.language or ""
    workspace = shelf.workspace(request.workspace)
    file = shelf.file(workspace, request.topic, language)
    shown = workspace.shown(file.path) if file else request.topic
    department = request.topic.partition("/")[0]
    findings = tuple(_inside(each, workspace) for each in in_order([*outcome.findings, *beside[shown]]))
    named = inside(shown, workspace)
    subject = _subject(file, request, shelf) if file and made else None
    if subject is None or made is None:
        return Entry(department, request.topic, language, named, findings=findings)
    # Looking again costs as much as the first time, and few files allow anything.
    allowing = subject.loaded.handout.checks or made.settings.settings.allow
    pardons = examine(subject, made.settings).pardons if allowing else ()
    handout, review = subject.loaded.handout, _review(subject, file, request, shelf)
    measured = grades(subject)
    targets = subject.settings
    return Entry(
        department,
        request.topic,
        language,
        named,
        plain(handout.title),
        review.version,
        review.status,
        review.next_review,
        review.expired(request.today),
        _digest(subject),
        _level("", measured.scores, targets.target_grade),
        tuple(filter(None, (_level(each.name, each.scores, targets.section_grade) for each in measured.sections))),
        judged(subject) if judged else None,
        findings,
        tuple(replace(each, finding=_inside(each.finding, workspace)) for each in pardons),
    )


def _subject(file: TopicFile, request: Request, shelf: Shelf) -> Subject | None:
    try:
        return shelf.subject(shelf.workspace(request.workspace), file, request.clinic)
    except HandoutsError:
        return None


def _review(subject: Subject, file: TopicFile | None, request: Request, shelf: Shelf) -> Review:
    """Return the review as it is in force; a handout whose clinic cannot be read is approved by none."""
    workspace = shelf.workspace(request.workspace)
    try:
        standing = shelf.standing(workspace, file, request.clinic, request.today) if file else DRAFT
    except HandoutsError:
        standing = DRAFT
    return standing.review(subject.loaded.handout.review)


def _inside(finding: Finding, workspace: Workspace) -> Finding:
    return finding.at(inside(finding.place.file, workspace))


def _digest(subject: Subject) -> str:
    words = "\0".join(passage.text for passage in subject.passages)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _level(name: str, scores: Scores, target: int) -> Level | None:
    if scores.inflesz is not None:
        return Level(name, scores.inflesz, least_inflesz(target), scores.above(target), is_grade=False)
    return None if scores.grade is None else Level(name, scores.grade, target, scores.above(target))


def _title(folder: str) -> str:
    return folder.replace("-", " ").capitalize()
