"""Standing: whether a handout is approved now, by whom and until when, worked out from the records beside it.

Nothing that is written into a content file makes a handout approved. The last round of approvals counts (a first
approver, and a second one where the clinic asks for two), and only for the very words, topic, language and clinic
that it was given for. What ships with the program is a draft, whatever stands beside it.
"""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from handouts.approval.record import LIMIT_BYTES, SUFFIX, Record, read
from handouts.approval.words import digest_of, words_of
from handouts.errors import HandoutsError
from handouts.findings import Finding, Place, Severity
from handouts.workspace import builtin, is_within, within
from handouts.yamlfile import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from handouts.content.clinic import Clinic
    from handouts.content.handout import Review
    from handouts.content.load import LoadedHandout
    from handouts.workspace import TopicFile, Workspace

BY_HAND = "H380"
TRAVELED = "H382"
CLOCK_WRONG = "H384"
LAPSED = "H386"

AROUND_THE_WORLD = datetime.timedelta(days=1)
"""A day begins half a world away before it begins here; what is dated later than that was dated by a wrong clock."""


class Standing(Struct, frozen=True):
    """Whether a handout is approved, and what is to be told about that."""

    approvals: tuple[Record, ...] = ()
    """The approvals that hold; none makes it a draft."""
    findings: tuple[Finding, ...] = ()
    place: Place | None = None
    """Where the approval stands that ends first."""

    @property
    def status(self) -> str:
        """Return ``approved`` or ``draft``."""
        return "approved" if self.approvals else "draft"

    def review(self, written: Review) -> Review:
        """Return the review of a content file as it is in force: its status, and the day on which that ends."""
        if not self.approvals:
            return written.model_copy(update={"status": "draft"})
        end = min(record.review_by for record in self.approvals)
        return written.model_copy(update={"status": "approved", "next_review": end})


DRAFT = Standing()
"""How a handout stands that nobody has approved."""


def in_force(loaded: LoadedHandout, standing: Standing) -> LoadedHandout:
    """Return a handout whose review says how it stands, whatever its file says of that."""
    review = standing.review(loaded.handout.review)
    return replace(loaded, handout=loaded.handout.model_copy(update={"review": review}))


def is_shipped(file: TopicFile) -> bool:
    """Tell whether a content file comes with the program, so that nobody has approved it for a clinic."""
    return are_shipped(file.path)


def are_shipped(path: Path) -> bool:
    """Tell whether a file or folder, and with it all that is in it but by a link, comes with the program."""
    return is_within(path, builtin() / "content")


def approvals_path(workspace: Workspace, file: TopicFile) -> Path:
    """Return where the approvals of a content file stand, whether or not there are any.

    Raises:
        WorkspaceError: a link stands there that leads out of the workspace (H506).
    """
    root = next(root for root in workspace.roots if file.path.is_relative_to(root))
    path = file.path.with_suffix(SUFFIX)
    return within(root, path.relative_to(root).as_posix(), workspace.shown(path))


def approvals_text(workspace: Workspace, file: TopicFile) -> str:
    """Return the approvals of a content file, or nothing where there are none.

    Raises:
        WorkspaceError: the file is there and cannot be read.
    """
    # Nothing is there for most, and then nothing on the way to it matters.
    if not os.path.lexists(file.path.with_suffix(SUFFIX)):
        return ""
    path = approvals_path(workspace, file)
    return read_text(path, workspace.shown(path), LIMIT_BYTES)


def own_records(records: tuple[Record, ...], loaded: LoadedHandout, clinic: Clinic) -> tuple[Record, ...]:
    """Return the records that were given for this topic, language and clinic."""
    asked = (_topic(loaded), loaded.language, clinic.name)
    return tuple(record for record in records if (record.topic, record.language, record.clinic) == asked)


def last_round(records: tuple[Record, ...]) -> tuple[Record, ...]:
    """Return the last first approval and those that were added to it."""
    begin = next((at for at in range(len(records) - 1, -1, -1) if not records[at].second), len(records))
    return records[begin:]


def standing(text: str, shown: str, loaded: LoadedHandout, clinic: Clinic, today: datetime.date) -> Standing:
    """Judge the approvals of a handout.

    Args:
        text: the file of approvals; empty where there is none.
        shown: its name in findings.
        loaded: the handout, in a file that does not ship with the program.
        clinic: who gives it.
        today: what the clock says.
    """
    try:
        records = read(text, shown)
    except HandoutsError as error:
        return Standing(findings=error.findings)
    own = own_records(records, loaded, clinic)
    counted = last_round(own)
    findings = [*_clock(own, shown, today)]
    if records and not own:
        findings.append(_traveled(records[-1], shown, loaded, clinic))
    if not records and loaded.handout.review.status == "approved":
        findings.append(_by_hand(loaded))
    if not counted:
        return Standing(findings=tuple(findings))
    content = digest_of(words_of(loaded))
    lapse = [*_lapse(counted, content, shown, clinic)]
    if lapse or any(finding.severity is Severity.ERROR for finding in findings):
        return Standing(findings=(*findings, *lapse))
    ends = min(counted, key=lambda record: record.review_by)
    return Standing(counted, tuple(findings), Place(shown, ends.line))


def dates(loaded: LoadedHandout, today: datetime.date) -> list[Finding]:
    """Return a finding for each day in a content file's review that is still to come (H384)."""
    review = loaded.handout.review
    return [
        Finding(
            CLOCK_WRONG,
            f"“{key}” is {day.isoformat()}, but today is {today.isoformat()}",
            loaded.file.place(("review", key)),
            "Write the day on which it was done, or set this machine's clock right",
        )
        for key, day in (("written_on", review.written_on), ("reviewed_on", review.reviewed_on))
        if day is not None and day > today + AROUND_THE_WORLD
    ]


def _topic(loaded: LoadedHandout) -> str:
    return f"{loaded.department}/{loaded.topic}"


def _clock(own: tuple[Record, ...], shown: str, today: datetime.date) -> Iterator[Finding]:
    if own and own[-1].on > today + AROUND_THE_WORLD:
        message = f"this was approved on {own[-1].on.isoformat()}, but today is {today.isoformat()}"
        hint = "Set this machine's clock right: by a wrong one nobody can tell whether an approval still holds"
        yield Finding(CLOCK_WRONG, message, Place(shown, own[-1].line), hint)


def _traveled(record: Record, shown: str, loaded: LoadedHandout, clinic: Clinic) -> Finding:
    asked = {"topic": _topic(loaded), "language": loaded.language, "clinic": clinic.name}
    other = next(key for key, value in asked.items() if getattr(record, key) != value)
    return Finding(
        TRAVELED,
        f"this approval was given for the {other} “{getattr(record, other)}”, not for “{asked[other]}”, so it does not "
        "count here",
        Place(shown, record.line),
        "Have the handout approved here with “handouts approve”; a copied file approves nothing",
        Severity.WARNING,
    )


def _by_hand(loaded: LoadedHandout) -> Finding:
    return Finding(
        BY_HAND,
        "“approved” written into a content file approves nothing, so this is a draft",
        loaded.file.place(("review", "status")),
        f"Take the line out, and have a clinician approve it: handouts approve {_topic(loaded)} --by ROLE "
        "--review-by DATE",
        Severity.WARNING,
    )


def _lapse(counted: tuple[Record, ...], content: str, shown: str, clinic: Clinic) -> Iterator[Finding]:
    """Yield why the last round does not hold; nothing where it does."""
    last = counted[-1]
    if any(record.content != content for record in counted):
        message = f"the handout was changed since its approval of {last.on.isoformat()}, so it is a draft again"
        hint = f"See what changed with “handouts diff {last.topic}”, then have it approved again"
        yield Finding(LAPSED, message, Place(shown, last.line), hint, Severity.WARNING)
    elif len(approvers(counted)) < clinic.approval.approvers:
        message = "a second approver has not approved this yet, so it is a draft"
        hint = f"Have another role approve it: handouts approve {last.topic} --second --by ROLE --review-by DATE"
        yield Finding(LAPSED, message, Place(shown, last.line), hint, Severity.WARNING)


def approvers(records: tuple[Record, ...]) -> set[str]:
    """Return the roles of a round, written in any case once."""
    return {record.by.casefold() for record in records}
