"""What is said of a file that was written earlier: whether it is there, and whether its handout still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.batch.output import State
from handouts.findings import Finding, Place, Severity

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from handouts.batch.manifest import Entry
    from handouts.build.packet_request import Held

MISSING = "H556"
CHANGED = "H557"
EXPIRED = "H560"
DRAFT = "H561"


def finding(code: str, message: str, shown: str, hint: str, severity: Severity = Severity.WARNING) -> Finding:
    """Return a finding of a whole file."""
    return Finding(code, message, Place(shown), hint, severity)


def of_file(state: State, shown: str, again: str) -> Iterator[Finding]:
    """Yield what is wrong with a file itself (H556, H557); ``again`` says how to make it once more."""
    if state is State.MISSING:
        yield finding(MISSING, "the file is not there", shown, f"{again[:1].upper()}{again[1:]}", Severity.ERROR)
    elif state is State.CHANGED:
        hint = f"Do not give it to anybody; {again}"
        yield finding(CHANGED, "the file is not the one that was written", shown, hint, Severity.ERROR)


def of_date(entry: Entry | Held, today: datetime.date, shown: str) -> Iterator[Finding]:
    """Yield what is wrong with the review of a handout in a file (H560, H561)."""
    if entry.status == "draft":
        hint = "Approve its content with “handouts approve”"
        yield finding(DRAFT, "this is a draft that no clinician has approved", shown, hint)
    elif today.isoformat() > entry.next_review:
        # A page that says so itself was asked for with --allow-expired.
        severity = Severity.WARNING if entry.expired else Severity.ERROR
        message = f"the review date {entry.next_review} is past"
        yield finding(EXPIRED, message, shown, "Review the handout and build it again", severity)
