"""Approve: record that a clinician has approved a handout, if nothing speaks against it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from msgspec import structs
from pydantic import Field, TypeAdapter, ValidationError

from handouts.approval.record import Record, added, read
from handouts.approval.standing import (
    CLOCK_WRONG,
    TRAVELED,
    Standing,
    approvals_path,
    approvers,
    is_shipped,
    last_round,
    own_records,
)
from handouts.approval.words import digest_of, words_of
from handouts.build.selection import in_full
from handouts.build.shelf import Shelf
from handouts.build.stages import PLACEHOLDER_LEFT, check
from handouts.content.prose import Line
from handouts.errors import ContentError, UsageError
from handouts.findings import Finding, Place, Severity, errors, in_order
from handouts.save import save

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator
    from pathlib import Path

    from handouts.build.request import Request
    from handouts.content.clinic import Clinic
    from handouts.content.load import LoadedHandout
    from handouts.workspace import TopicFile, Workspace

REFUSED = "H383"
SIGNATURE_WRONG = "H385"

_ROLE: TypeAdapter[str] = TypeAdapter(Annotated[Line, Field(min_length=3, max_length=160)])
_PERSON = re.compile(r"\b(?:Dr|Prof|Mr|Mrs|Ms|Mx)\b\.? |@")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who approves, and until when."""

    by: str
    """Role and credentials, such as “Interventional radiologist, MD”; never a person's name."""
    review_by: datetime.date
    """The last day on which the approval holds."""
    second: bool = False
    """Whether it adds to a first approval."""


@dataclass(frozen=True, slots=True)
class Approved:
    """What came of it."""

    record: Record
    path: Path
    """The file of approvals."""
    standing: Standing
    """How the handout stands now; where the clinic asks for two approvers, the first alone leaves it a draft."""
    findings: tuple[Finding, ...] = ()
    """Warnings."""


class _Trying(Shelf):
    """A shelf on which the new approval lies already, so that the very page it makes is checked before it counts."""

    tried: str | None = None

    def approvals(self, workspace: Workspace, file: TopicFile) -> str:
        """Return the approvals as they would be."""
        return super().approvals(workspace, file) if self.tried is None else self.tried


def approve(request: Request, signature: Signature) -> Approved:
    """Record an approval beside the content file.

    Args:
        request: topic, language, layout to check it in, clinic and day.
        signature: who approves, and until when.

    Raises:
        HandoutsError: it is refused, and nothing was written; holds every reason (H381, H383, H384, H385, and
            what is wrong with the handout).
    """
    shelf = _Trying()
    workspace = shelf.workspace(request.workspace)
    request = in_full(request, shelf)
    file = shelf.file(workspace, request.topic, request.language or "")
    assert file is not None  # noqa: S101  a request in full names a file
    shown_file = workspace.shown(file.path)
    if is_shipped(file):
        own = file.path.is_relative_to(workspace.roots[0])
        begin = "Make a workspace with “handouts init”, then bring it there" if own else "Bring it into your workspace"
        hint = f"{begin}: handouts copy {request.topic}"
        message = "this handout ships with the program, and is approved for no clinic"
        raise UsageError(Finding(REFUSED, message, Place(shown_file), hint))
    loaded, clinic = shelf.handout(workspace, file), shelf.clinic(workspace, request.clinic).clinic
    path = approvals_path(workspace, file)
    shown, before = workspace.shown(path), shelf.approvals(workspace, file)
    records = read(before, shown)
    record = _record(loaded, clinic, signature, request.today)
    problems = [
        *_wrong_signature(signature, clinic, request.today),
        *_wrong_clock(records, loaded, shown, request.today),
        *_wrong_round(record, own_records(records, loaded, clinic), loaded, shown),
    ]
    if problems:
        raise UsageError(in_order(problems))
    shelf.tried = added(before, record, shown)
    found = check(structs.replace(request, allow_expired=True), shelf)
    _refuse_errors(found, shown_file)
    if Shelf().approvals(workspace, file) != before:
        message = "somebody else approved this at the same moment, so nothing was written"
        raise UsageError(Finding(REFUSED, message, Place(shown), "Look at “handouts list”, then try again"))
    save(shelf.tried.encode(), path.parent, path.name, shown)
    standing = shelf.standing(workspace, file, request.clinic, request.today)
    return Approved(record, path, standing, (*found, *_invented(clinic, shown)))


def _record(loaded: LoadedHandout, clinic: Clinic, signature: Signature, today: datetime.date) -> Record:
    return Record(
        on=today,
        by=" ".join(signature.by.split()),
        second=signature.second,
        review_by=signature.review_by,
        topic=f"{loaded.department}/{loaded.topic}",
        language=loaded.language,
        clinic=clinic.name,
        version=loaded.handout.review.version,
        words=tuple(map(str, words_of(loaded))),
    )


def _wrong_signature(signature: Signature, clinic: Clinic, today: datetime.date) -> Iterator[Finding]:
    place, hint = Place("--by"), 'Write role and credentials: --by "Interventional radiologist, MD"'
    try:
        _ROLE.validate_python(signature.by)
    except ValidationError:
        yield Finding(SIGNATURE_WRONG, "this is not a role of 3 to 160 plain characters on one line", place, hint)
    if _PERSON.search(signature.by):
        message = "this looks like a person's name, and names of people are not recorded"
        yield Finding(SIGNATURE_WRONG, message, place, hint)
    place, day = Place("--review-by"), signature.review_by.isoformat()
    latest = _years_later(today, clinic.approval.longest_years)
    if signature.review_by <= today:
        hint = f"Write a day after {today.isoformat()}, at most {latest.isoformat()}"
        yield Finding(SIGNATURE_WRONG, f"the review date {day} is not later than today", place, hint)
    elif signature.review_by > latest:
        years = clinic.approval.longest_years
        hint = f"Write {latest.isoformat()} or a day before it; “longest_years” in the clinic's file is the limit"
        yield Finding(SIGNATURE_WRONG, f"the review date {day} is more than {years} years away", place, hint)


def _years_later(day: datetime.date, years: int) -> datetime.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # February 29
        return day.replace(year=day.year + years, day=28)


def _wrong_clock(
    records: tuple[Record, ...], loaded: LoadedHandout, shown: str, today: datetime.date
) -> Iterator[Finding]:
    review, hint = loaded.handout.review, "Set this machine's clock right, or mend the day in the file"
    days = [(records[-1].on, "the last approval was given", Place(shown, records[-1].line))] if records else []
    days.append((review.written_on, "the words were written", loaded.file.place(("review", "written_on"))))
    if review.reviewed_on:
        days.append((review.reviewed_on, "the words were checked", loaded.file.place(("review", "reviewed_on"))))
    for day, what, place in days:
        if day > today:
            yield Finding(CLOCK_WRONG, f"{what} on {day.isoformat()}, but today is {today.isoformat()}", place, hint)


def _wrong_round(record: Record, own: tuple[Record, ...], loaded: LoadedHandout, shown: str) -> Iterator[Finding]:
    counted = last_round(own)
    content = digest_of(words_of(loaded))
    if record.second:
        place = Place("--second")
        if not counted or counted[-1].content != content or min(each.review_by for each in counted) < record.on:
            message = "there is no approval of these words that a second approver could add to"
            yield Finding(REFUSED, message, place, "Leave --second out to give the first one")
        elif record.by.casefold() in approvers(counted):
            message = f"“{record.by}” has approved this already, and a second approver must be another"
            yield Finding(REFUSED, message, place, "Name the role and credentials of the second approver")
    same = next((each for each in own if each.version == record.version and each.content != content), None)
    if same:
        message = f"version {same.version} was approved with other words on {same.on.isoformat()} ({shown}:{same.line})"
        hint = "Count “version” up, so that two sheets of paper with different words never have one version"
        yield Finding(REFUSED, message, loaded.file.place(("review", "version")), hint)


def _refuse_errors(found: list[Finding], shown: str) -> None:
    left = [structs.replace(each, severity=Severity.ERROR) for each in found if each.code == PLACEHOLDER_LEFT]
    wrong = in_order([*errors(found), *left])
    if wrong:
        count = "1 error" if len(wrong) == 1 else f"{len(wrong)} errors"
        message = f"a handout with errors cannot be approved, and this one has {count}"
        hint = "Mend what is named, have the words read again, then approve them"
        raise ContentError([*wrong, Finding(REFUSED, message, Place(shown), hint)])


def _invented(clinic: Clinic, shown: str) -> list[Finding]:
    if not clinic.demo:
        return []
    message = f"“{clinic.name}” is still the invented clinic, and an approval counts for the clinic's name alone"
    hint = "Put your clinic's facts into its file, set “demo” to false, then approve again"
    return [Finding(TRAVELED, message, Place(shown), hint, Severity.WARNING)]
