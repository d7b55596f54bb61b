"""What to build, and what came of it."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct

from handouts.discreet import Discreet
from handouts.errors import ExitCode, UsageError
from handouts.findings import Finding, Place, Severity, errors
from handouts.save import name

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.approval.printed import Printed
    from handouts.build.personal import Personal

APPOINTMENT_WRONG = "H537"
APPOINTMENT_PAST = "H538"
DEFAULT_LAYOUT = "standard"
WORKSHEETS = "worksheets"
"""The folder below the output folder for printed worksheets, by department; they are no handouts, and not recorded."""
SUFFIX = "pdf"
"""The end of every file's name, without the dot."""

_APPOINTMENT = re.compile(r"(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})", re.ASCII)


class _Topic(Discreet, frozen=True):
    topic: str
    """``department/topic``, or the topic alone where only one department has it."""


class Request(_Topic, frozen=True, kw_only=True):
    """One handout to build: one topic in one language and one layout.

    Example:
        ``Request("cardiology/chronic-total-occlusion", today=datetime.date(2026, 11, 21), layout="large-print")``
    """

    _unsaid: ClassVar[tuple[str, ...]] = ("appointment", "personal")

    today: datetime.date
    """The day of the build; decides whether a review has expired. Never taken from the clock."""
    department: str | None = None
    """The department's folder, where ``topic`` stands alone."""
    language: str | None = None
    """A language tag such as ``en``; `None` is the clinic's language."""
    layout: str = DEFAULT_LAYOUT
    """The folder of the layout."""
    page_size: str | None = None
    """``letter`` or ``a4``; `None` is the clinic's."""
    appointment: str | None = None
    """``YYYY-MM-DD HH:MM`` at the clinic; fills the appointment box, and enters no file name, metadata or log."""
    personal: Personal | None = None
    """What stands in one person's copy alone; see `handouts.build.personal`."""
    clinic: Path | None = None
    """A clinic file; `None` is ``content/clinic.yaml`` of the workspace."""
    workspace: Path | None = None
    """The workspace; `None` looks from the working folder upward, then takes what ships."""
    output: Path | None = None
    """The output folder; `None` is the workspace's."""
    allow_expired: bool = False
    """Build an approved handout past its review date; it then says so on the page."""


class Facts(Struct, frozen=True):
    """What a list of finished files says of one of them; nothing of it is about a person."""

    file: str
    """The name below the output folder, with ``/``."""
    department: str
    topic: str
    """The topic's folder alone."""
    language: str
    layout: str
    page_size: str
    title: str
    version: str
    status: str
    next_review: str
    """``YYYY-MM-DD``."""
    expired: bool
    """Whether the page says that the review date is past."""
    sha256: str
    """Of the file, in hexadecimal."""
    page_id: str
    """The id on each of its pages."""
    content: str
    """Digest of the words; see `handouts.approval.words`."""
    approvals: tuple[str, ...]
    """Day and role of each approval that the page tells of."""
    clinic: dict[str, str]
    """What is printed of the clinic: name, phone numbers, emergency wording."""

    def printed(self) -> Printed:
        """Return what the pages are a print of."""
        from handouts.approval.printed import Printed  # noqa: PLC0415  few ask

        return Printed(
            topic=f"{self.department}/{self.topic}",
            language=self.language,
            layout=self.layout,
            page_size=self.page_size,
            version=self.version,
            content=self.content,
            status=self.status,
            next_review=self.next_review,
            expired=self.expired,
            approvals=self.approvals,
            clinic=self.clinic,
        )


class Outcome(Discreet, frozen=True):
    """What came of a request."""

    _unsaid: ClassVar[tuple[str, ...]] = ("fault", "facts", "data")

    request: Request
    """What was asked for; topic and language are written out in full where they could be found."""
    path: Path | None = None
    """The saved file; `None` when there are errors, or when it was only checked."""
    pages: int = 0
    """Pages of the handout; 0 when it could not be written."""
    size: int = 0
    """Size of the file in bytes."""
    findings: tuple[Finding, ...] = ()
    """Errors and warnings, of every file that took part."""
    exit_code: ExitCode = ExitCode.OK
    """What a command that built only this would tell the shell."""
    fault: Exception | None = None
    """A mistake in the program itself, not in the content; only `build_all` keeps one instead of raising it."""
    facts: Facts | None = None
    """What was saved; `None` unless there is a file."""
    address: str = ""
    """Where the saved file is in an object store, such as ``s3://bucket/a.pdf``; empty where it is in a folder."""
    data: bytes | None = None
    """The file itself, where whoever asked will save it; see `build_all`."""
    unchanged: bool = False
    """Whether the file was there already, made of the same things, and was left as it is."""

    @property
    def ok(self) -> bool:
        """Tell whether the handout is right as far as it was asked for; warnings do not count."""
        return self.fault is None and not errors(self.findings)


def file_name(request: Request, clinic_page_size: str) -> str:
    """Return where a handout stands below the output folder, with ``/``.

    Args:
        request: in full: ``department/topic`` and a language.
        clinic_page_size: the page size that is not named in the file's name.

    Raises:
        OutputError: a word is not safe in a file name (H525).
    """
    if request.personal is not None:
        return request.personal.file
    department, _, topic = request.topic.partition("/")
    variant = [request.language or "", request.layout]
    if request.page_size not in (None, clinic_page_size):
        variant.append(str(request.page_size))
    return name(department, topic, tuple(variant), SUFFIX)


def parse_appointment(text: str, today: datetime.date) -> tuple[datetime.datetime, tuple[Finding, ...]]:
    """Read an appointment and return it with a warning if it lies before ``today``.

    No message repeats the text: messages may end in a log, and an appointment is about a person.

    Args:
        text: ``YYYY-MM-DD HH:MM`` in 24-hour time, or with ``T`` between day and time.
        today: the day of the build.

    Raises:
        UsageError: the text has another form, or names a day or time that does not exist (H537).
    """
    found = _APPOINTMENT.fullmatch(text.strip())
    if not found:
        raise _wrong("the appointment is not a day and a time of day")
    year, month, day, hour, minute = map(int, found.groups())
    if not 1 <= month <= 12:
        raise _wrong("the month of the appointment is not between 01 and 12")
    if hour > 23 or minute > 59:
        raise _wrong("the time of the appointment is not between 00:00 and 23:59")
    try:
        at = datetime.datetime(year, month, day, hour, minute)  # noqa: DTZ001  wall clock at the clinic
    except ValueError:
        raise _wrong("that month does not have the day of the appointment") from None
    if at.date() >= today:
        return at, ()
    place, hint = Place("--appointment"), "Check the year, the month and the day"
    return at, (Finding(APPOINTMENT_PAST, "the appointment is in the past", place, hint, Severity.WARNING),)


def _wrong(message: str) -> UsageError:
    hint = 'Write year-month-day and 24-hour time: --appointment "2026-12-03 08:30"'
    return UsageError(Finding(APPOINTMENT_WRONG, message, Place("--appointment"), hint))
