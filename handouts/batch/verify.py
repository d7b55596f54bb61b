"""Verify: hold an output against its manifest and against the workspace; prune what no longer belongs.

Pruning deletes a file only if the manifest says that this program wrote it and it still is the one it wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.batch.files import Files
from handouts.batch.folder import Folder
from handouts.batch.output import State
from handouts.findings import Finding, Place, Severity, in_order

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator

    from handouts.batch.manifest import Entry
    from handouts.batch.output import Output
    from handouts.build import Shelf
    from handouts.workspace import Workspace

MISSING = "H556"
CHANGED = "H557"
ORPHANED = "H558"
NOT_RECORDED = "H559"
EXPIRED = "H560"
DRAFT = "H561"
LEFT_ALONE = "H562"
RUN_CUT_SHORT = "H563"


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of looking through an output."""

    entries: tuple[Entry, ...]
    """What the manifest says, by file."""
    findings: tuple[Finding, ...]
    pruned: tuple[str, ...] = ()
    """Files that were removed, by their names below the output."""


def verify(workspace: Workspace, shelf: Shelf, output: Path | Output, today: datetime.date) -> Verified:
    """Look through an output; nothing is changed.

    Args:
        workspace: whose handouts these are.
        shelf: lists its topics and layouts.
        output: the folder, or another place.
        today: decides which review dates are past.

    Raises:
        OutputError: a newer version of the program wrote there (H551), or it cannot be looked at (H603 to H605).
    """
    place = Folder(output, workspace) if isinstance(output, Path) else output
    known = place.known(mend=False)
    entries = known.manifest.entries
    findings = [*known.manifest.findings]
    if known.cut_short:
        findings.append(_finding(RUN_CUT_SHORT, "a run was killed before its end", place.shown(),
                                 "Run “handouts build” again; it finishes what is missing"))  # fmt: skip
    files = Files()
    belongs = _belonging(workspace, shelf)
    for entry in entries.values():
        shown = place.shown(entry.file)
        findings += _of_file(place.state(entry, files), shown)
        findings += _of_date(entry, today, shown)
        if not belongs(entry):
            message = f"{entry.department}/{entry.topic} is no longer in the workspace in this language and layout"
            findings.append(_finding(ORPHANED, message, shown, "Remove the file with “handouts verify --prune”"))
    for file in place.files():
        if file not in entries:
            hint = "Look what it is: a personal copy, or not made by this program. It is never removed by it"
            findings.append(_finding(NOT_RECORDED, "the manifest does not have this file", place.shown(file), hint))
    return Verified(tuple(entries[file] for file in sorted(entries)), tuple(in_order(findings)))


def prune(
    workspace: Workspace,
    shelf: Shelf,
    output: Path | Output,
    today: datetime.date,
    waiting: Callable[[str], None] = lambda _: None,
    wait_seconds: float = 60.0,
) -> Verified:
    """Remove files that no longer belong, then look through the output as `verify` does.

    Raises:
        OutputError: as `verify`, or another run holds the folder (H553), or it cannot be written (H521 to H524, H607).
    """
    place = Folder(output, workspace) if isinstance(output, Path) else output
    with place.held(wait_seconds, waiting):
        known = place.known(mend=True)
        belongs = _belonging(workspace, shelf)
        kept = dict(known.manifest.entries)
        files, pruned, findings = Files(), [], []
        for entry in known.manifest.entries.values():
            if belongs(entry):
                continue
            state = place.state(entry, files)
            if state is State.CHANGED or (state is State.THERE and not place.remove(entry)):
                findings.append(_finding(LEFT_ALONE, "this file does not belong here, but somebody changed it since it "
                                         "was written, so it is left", place.shown(entry.file),
                                         "Look what it is, and remove it yourself"))  # fmt: skip
                continue
            del kept[entry.file]
            if state is State.THERE:
                pruned.append(entry.file)
        place.rewrite(kept)
    after = verify(workspace, shelf, place, today)
    return Verified(after.entries, tuple(in_order([*findings, *after.findings])), tuple(pruned))


def _belonging(workspace: Workspace, shelf: Shelf) -> Callable[[Entry], bool]:
    topics = {(file.department, file.topic, file.language) for file in shelf.topics(workspace)}
    layouts = set(shelf.layout_names(workspace))
    return lambda entry: (entry.department, entry.topic, entry.language) in topics and entry.layout in layouts


def _of_file(state: State, shown: str) -> Iterator[Finding]:
    if state is State.MISSING:
        yield _finding(MISSING, "the file is not there", shown, "Run “handouts build” again", Severity.ERROR)
    elif state is State.CHANGED:
        hint = "Do not give it to anybody; run “handouts build” again"
        yield _finding(CHANGED, "the file is not the one that was written", shown, hint, Severity.ERROR)


def _of_date(entry: Entry, today: datetime.date, shown: str) -> Iterator[Finding]:
    if entry.status == "draft":
        yield _finding(DRAFT, "this is a draft that no clinician has approved", shown, "Approve its content first")
    elif today.isoformat() > entry.next_review:
        # A page that says so itself was asked for with --allow-expired.
        severity = Severity.WARNING if entry.expired else Severity.ERROR
        message = f"the review date {entry.next_review} is past"
        yield _finding(EXPIRED, message, shown, "Review the handout and build it again", severity)


def _finding(code: str, message: str, shown: str, hint: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(code, message, Place(shown), hint, severity)
