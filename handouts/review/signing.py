"""Signing: a role below a worksheet whose every item is answered, and how long that holds."""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, TypeAdapter, ValidationError

from handouts.content.prose import Line
from handouts.errors import UsageError
from handouts.findings import Finding, Place, Severity, in_order
from handouts.review.instruments import instrument
from handouts.review.worksheet import sealed

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from handouts.review.judging import Key
    from handouts.review.worksheet import Worksheet

STALE = "H345"
OPEN_AGAIN = "H346"
CANNOT_SIGN = "H347"
SIGNATURE_WRONG = "H348"
TRAVELED = "H349"

_ROLE: TypeAdapter[str] = TypeAdapter(Annotated[Line, Field(min_length=3, max_length=160)])
_PERSON = re.compile(r"\b(?:Dr|Prof|Mr|Mrs|Ms|Mx)\b\.? |@")


class Standing(enum.StrEnum):
    """How a worksheet stands to the words of today."""

    NONE = "none"
    """There is no worksheet."""
    UNSIGNED = "unsigned"
    SIGNED = "signed"
    """Signed, for these very words."""
    STALE = "stale"
    """Signed, for other words than today's."""


def standing(sheet: Worksheet | None, content: str) -> Standing:
    """Return how a sheet stands to the digest of what the handout says."""
    if sheet is None:
        return Standing.NONE
    if sheet.signed is None:
        return Standing.UNSIGNED
    return Standing.SIGNED if sheet.content == content else Standing.STALE


def told(sheet: Worksheet | None, content: str, shown: str, line: int) -> Iterator[Finding]:
    """Yield what is to be said of a sheet whose words have changed (H345, H346).

    Args:
        sheet: what stands in the file.
        content: the digest of what the handout says today.
        shown: the file.
        line: where its digest stands.
    """
    if sheet is None or sheet.content == content:
        return
    place = Place(shown, line)
    if sheet.signed:
        message = (
            f"the handout has changed since this worksheet was signed on {sheet.signed.on.isoformat()}, "
            "so the signature holds no longer"
        )
        hint = "Begin a new worksheet for the words of today: add “--renew”; the signed one is kept beside it"
        yield Finding(STALE, message, place, hint, Severity.WARNING)
    elif sheet.given:
        count = len(sheet.given)
        message = f"{count} answer{'s were' if count > 1 else ' was'} given for other words, and must be given again"
        hint = "Each stands as “before” beside its item, which is open again"
        yield Finding(OPEN_AGAIN, message, place, hint, Severity.WARNING)


def sign(sheet: Worksheet, by: str, on: datetime.date, written_on: datetime.date, place: Place) -> Worksheet:
    """Return a sheet with a signature below it.

    Args:
        sheet: for the words of today, as the program fills it today.
        by: role and credentials.
        on: the day.
        written_on: the day on which the words were written.
        place: where the sheet stands.

    Raises:
        UsageError: items are open (H347), or the signature is none (H348); holds every reason.
    """
    problems = [*_wrong(by, on, written_on)]
    if sheet.open:
        count = len(sheet.open)
        message = f"{count} item{'s are' if count > 1 else ' is'} open: {named(sheet.open)}"
        hint = "Answer each in the file, after “answer:”, then sign"
        problems.append(Finding(CANNOT_SIGN, message, place, hint))
    if problems:
        raise UsageError(in_order(problems))
    return sealed(sheet, " ".join(by.split()), on)


def named(keys: Sequence[Key]) -> str:
    """Return items as people name them: ``PEMAT-P 1, 2, 15; CDC Clear Communication Index 3``."""
    by_instrument: dict[str, list[str]] = {}
    for key, number in keys:
        by_instrument.setdefault(instrument(key).name, []).append(str(number))
    return "; ".join(f"{name} {', '.join(numbers)}" for name, numbers in by_instrument.items())


def _wrong(by: str, on: datetime.date, written_on: datetime.date) -> Iterator[Finding]:
    place, hint = Place("--by"), 'Write role and credentials: --by "Patient education specialist, RN"'
    try:
        _ROLE.validate_python(by)
    except ValidationError:
        yield Finding(SIGNATURE_WRONG, "this is not a role of 3 to 160 plain characters on one line", place, hint)
    if _PERSON.search(by):
        message = "this looks like a person’s name, and names of people are not recorded"
        yield Finding(SIGNATURE_WRONG, message, place, hint)
    if written_on > on:
        message = f"the words were written on {written_on.isoformat()}, but today is {on.isoformat()}"
        hint = "Set this machine’s clock right, or mend “written_on” in the content file"
        yield Finding(SIGNATURE_WRONG, message, place, hint)
