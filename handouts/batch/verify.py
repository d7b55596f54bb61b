"""Verify an output against its records and the workspace, and remove what no longer belongs.

Pruning deletes a file only if the manifest has it with the very digest that its bytes have now.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.approval.printed import URGENT
from handouts.batch import beside
from handouts.batch.beside import RUN_CUT_SHORT, Beside
from handouts.batch.files import Files
from handouts.batch.folder import Folder
from handouts.batch.judging import finding, of_date, of_file
from handouts.batch.merge import copies
from handouts.batch.merge.rows import FOLDER
from handouts.batch.output import State
from handouts.build.request import WORKSHEETS
from handouts.build.tracing import NAMES, Tracer
from handouts.errors import HandoutsError
from handouts.findings import Severity, in_order

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator

    from handouts.batch.beside import Belongs
    from handouts.batch.manifest import Entry
    from handouts.batch.merge.copies import Copies
    from handouts.batch.output import Output
    from handouts.batch.packets import Packet
    from handouts.build import Shelf
    from handouts.findings import Finding
    from handouts.workspace import Workspace

ORPHANED = "H558"
NOT_RECORDED = "H559"
LEFT_ALONE = "H562"
OTHER_CLINIC = "H387"

_STRANGER = "Look what it is: a personal copy, or not made by this program. It is never removed by it"
_STRANGERS = "Look what it is; if no copy of a person, it was not made by this program. It is never removed by it"


@dataclass(frozen=True, slots=True)
class Verified:
    """What stands in an output, and what is wrong with it."""

    entries: tuple[Entry, ...]
    """What the manifest says, by file."""
    findings: tuple[Finding, ...]
    pruned: tuple[str, ...] = ()
    """Files that were removed, by their names below the output."""
    merged: tuple[Copies, ...] = ()
    """Personal copies that are there, by list."""
    packets: tuple[Packet, ...] = ()
    """What is recorded of packets, by file."""


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
        findings.append(finding(RUN_CUT_SHORT, "a run was killed before its end", place.shown(),
                                "Run “handouts build” again; it finishes what is missing"))  # fmt: skip
    files = Files()
    belongs = _belonging(workspace, shelf)
    findings += _of_clinics(entries.values(), workspace, shelf, place, today)
    for entry in entries.values():
        shown = place.shown(entry.file)
        findings += of_file(place.state(entry, files), shown, "run “handouts build” again")
        findings += of_date(entry, today, shown)
        if not belongs(f"{entry.department}/{entry.topic}", entry.language, entry.layout):
            message = f"{entry.department}/{entry.topic} is no longer in the workspace in this language and layout"
            findings.append(finding(ORPHANED, message, shown, "Remove the file with “handouts verify --prune”"))
    others = Beside()
    recorded = {*entries}
    if isinstance(place, Folder):
        others = beside.look(place, known.manifest, files, today, belongs)
        findings += others.findings
        recorded |= others.files(place)
    findings += _of_strangers(place, recorded)
    listed = tuple(entries[file] for file in sorted(entries))
    return Verified(listed, tuple(in_order(findings)), merged=others.merged, packets=others.packets)


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
            if belongs(f"{entry.department}/{entry.topic}", entry.language, entry.layout):
                continue
            state = place.state(entry, files)
            if state is State.CHANGED or (state is State.THERE and not place.remove(entry)):
                findings.append(finding(LEFT_ALONE, "this file does not belong here, but somebody changed it since it "
                                        "was written, so it is left", place.shown(entry.file),
                                        "Look what it is, and remove it yourself"))  # fmt: skip
                continue
            del kept[entry.file]
            if state is State.THERE:
                pruned.append(entry.file)
        merged = beside.tidy(place, known.manifest) if isinstance(place, Folder) else []
        place.rewrite(kept, merged)
        if isinstance(place, Folder):
            # Only now does the manifest count what a killed merge has made.
            copies.end(place.path)
    after = verify(workspace, shelf, place, today)
    return replace(after, findings=tuple(in_order([*findings, *after.findings])), pruned=tuple(pruned))


def _belonging(workspace: Workspace, shelf: Shelf) -> Belongs:
    topics = {(f"{file.department}/{file.topic}", file.language) for file in shelf.topics(workspace)}
    layouts = set(shelf.layout_names(workspace))
    return lambda topic, language, layout: (topic, language) in topics and layout in layouts


def _of_clinics(
    entries: Iterable[Entry], workspace: Workspace, shelf: Shelf, place: Output, today: datetime.date
) -> Iterator[Finding]:
    """Yield a finding for each file on which something of the clinic is printed that is another now."""
    try:
        tracer = Tracer(workspace, shelf, None, today)
    except HandoutsError as error:
        yield from error.findings
        return
    for entry in entries:
        changed = tracer.changed(entry.clinic, entry.department)
        if changed:
            told = (f"{NAMES[name]} was {was or 'none'}, is {now or 'none'}" for name, (was, now) in changed.items())
            message = f"printed before something changed ({'; '.join(told)}); its pages have the ID {entry.page_id}"
            hint = "Build it again, and replace the paper: “handouts trace --affected” lists every ID"
            # A wrong number may cost a life; a new address or name is for the next print.
            severity = Severity.ERROR if URGENT & set(changed) else Severity.WARNING
            yield finding(OTHER_CLINIC, message, place.shown(entry.file), hint, severity)


def _of_strangers(place: Output, recorded: set[str]) -> Iterator[Finding]:
    """Yield a finding for each PDF file that no record names; those beside personal copies are counted by folder.

    The name of a personal copy may hold the number of a person.
    """
    counts: dict[str, int] = {}
    for file in place.files():
        parts = file.split("/")
        if file in recorded or (parts[0] == WORKSHEETS and len(parts) == 3):
            continue
        if parts[0] == FOLDER and len(parts) > 2:
            counts[parts[1]] = counts.get(parts[1], 0) + 1
        else:
            message = "the manifest does not have this file"
            yield finding(NOT_RECORDED, message, place.shown(file), _STRANGER)
    for folder, count in counts.items():
        what = "a file that is" if count == 1 else f"{count} files that are"
        message = f"the manifest does not have {what} in this folder"
        yield finding(NOT_RECORDED, message, place.shown(f"{FOLDER}/{folder}"), _STRANGERS)
