"""Verify: hold the output folder against its manifest and against the workspace; prune what no longer belongs.

Pruning deletes a file only if the manifest says that this program wrote it and its bytes still are the ones it wrote.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handouts.approval.printed import URGENT
from handouts.batch import manifest, packets, records
from handouts.batch.files import Files, is_plain
from handouts.batch.merge import copies
from handouts.batch.merge.rows import FOLDER
from handouts.build.tracing import NAMES, Tracer
from handouts.errors import HandoutsError
from handouts.findings import Finding, Place, Severity, in_order

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from handouts.batch.manifest import Entry
    from handouts.batch.merge.copies import Copies
    from handouts.batch.packets import Packet
    from handouts.build import Shelf
    from handouts.build.packet_request import Held
    from handouts.workspace import Workspace

    Belongs = Callable[[str, str, str], bool]

MISSING = "H556"
CHANGED = "H557"
ORPHANED = "H558"
NOT_RECORDED = "H559"
EXPIRED = "H560"
DRAFT = "H561"
LEFT_ALONE = "H562"
RUN_CUT_SHORT = "H563"
COPIES_GONE = "H593"
HOLDS_GONE = "H578"
OTHER_CLINIC = "H387"


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of looking through an output folder."""

    entries: tuple[Entry, ...]
    """What the manifest says, by file."""
    findings: tuple[Finding, ...]
    pruned: tuple[Path, ...] = ()
    """Files that were removed."""
    merged: tuple[Copies, ...] = ()
    """Personal copies that are there, by list."""
    packets: tuple[Packet, ...] = ()
    """What is recorded of packets, by file."""


def verify(workspace: Workspace, shelf: Shelf, output: Path, today: datetime.date) -> Verified:
    """Look through an output folder; nothing is changed.

    Args:
        workspace: whose handouts these are.
        shelf: lists its topics and layouts.
        output: the folder.
        today: decides which review dates are past.

    Raises:
        OutputError: a newer version of the program wrote the folder (H551).
    """
    known, cut = _known(workspace, output)
    findings = [*known.findings]
    if cut:
        findings.append(_finding(RUN_CUT_SHORT, "a run was killed before its end", workspace.shown(output),
                                 "Run “handouts build” again; it finishes what is missing"))  # fmt: skip
    if copies.cut_short(output):
        findings.append(_finding(RUN_CUT_SHORT, "a run was killed before its end", workspace.shown(output),
                                 "Run “handouts merge” with its list again"))  # fmt: skip
    files = Files()
    belongs = _belonging(workspace, shelf)
    findings += _of_clinics(known.entries.values(), workspace, shelf, output, today)
    for entry in known.entries.values():
        shown = workspace.shown(output / entry.file)
        findings += _of_file(output / entry.file, entry.sha256, files, shown, "run “handouts build” again")
        findings += _of_date(entry, today, shown)
        if not belongs(f"{entry.department}/{entry.topic}", entry.language, entry.layout):
            message = f"{entry.department}/{entry.topic} is no longer in the workspace in this language and layout"
            findings.append(_finding(ORPHANED, message, shown, "Remove the file with “handouts verify --prune”"))
    merged = []
    for each in known.merged:
        found = copies.counted(output, each.list, each.ids)
        merged.append(found)
        findings += _of_list(each, found, workspace.shown(output / FOLDER / each.list))
    bound = packets.read(output, workspace.shown(output / packets.NAME))
    findings += bound.findings
    for packet in bound.packets.values():
        findings += _of_packet(packet, output, files, workspace.shown(output / packet.file))
        findings += _of_handouts(packet, today, belongs, workspace.shown(output / packet.file))
    others, uncounted = _others(output, known, bound.packets)
    for folder, count in uncounted.items():
        what = "a file that is" if count == 1 else f"{count} files that are"
        hint = "Look what it is; if no copy of a person, it was not made by this program. It is never removed by it"
        message = f"the manifest does not have {what} in this folder"
        findings.append(_finding(NOT_RECORDED, message, workspace.shown(output / FOLDER / folder), hint))
    for path in others:
        hint = "Look what it is: a personal copy, or not made by this program. It is never removed by it"
        findings.append(_finding(NOT_RECORDED, "the manifest does not have this file", workspace.shown(path), hint))
    entries = tuple(known.entries[file] for file in sorted(known.entries))
    made = tuple(bound.packets[file] for file in sorted(bound.packets))
    return Verified(entries, tuple(in_order(findings)), merged=tuple(merged), packets=made)


def prune(
    workspace: Workspace,
    shelf: Shelf,
    output: Path,
    today: datetime.date,
    waiting: Callable[[str], None] = lambda _: None,
    wait_seconds: float = 60.0,
) -> Verified:
    """Remove files that no longer belong, then look through the folder as `verify` does.

    Raises:
        OutputError: as `verify`, or another run holds the folder (H553), or it cannot be written into (H521 to H524).
    """
    with records.held(output, workspace.shown(output), wait_seconds, waiting):
        known, cut = _known(workspace, output)
        belongs = _belonging(workspace, shelf)
        kept = dict(known.entries)
        files, pruned, findings = Files(), [], []
        for entry in known.entries.values():
            path = output / entry.file
            if belongs(f"{entry.department}/{entry.topic}", entry.language, entry.layout):
                continue
            if not path.is_symlink() and not path.exists():
                del kept[entry.file]
            elif _is_ours(path, output, entry, files):
                path.unlink()
                with contextlib.suppress(OSError):
                    path.parent.rmdir()  # only if nothing else is in it
                del kept[entry.file]
                pruned.append(path)
            else:
                findings.append(_finding(LEFT_ALONE, "this file does not belong here, but somebody changed it since it "
                                         "was written, so it is left", workspace.shown(path),
                                         "Look what it is, and remove it yourself"))  # fmt: skip
        merged = [copies.counted(output, each.list, each.ids) for each in known.merged]
        manifest.write(output, kept, workspace.shown(output / manifest.NAME), merged)
        packets.forget(output, workspace.shown(output / packets.NAME))
        if killed := copies.cut_short(output):
            copies.sweep(output, *killed)
            copies.end(output)
        if cut:
            records.sweep(output, {*known.entries, *cut.planned})
            records.end(output)
    after = verify(workspace, shelf, output, today)
    return replace(after, findings=tuple(in_order([*findings, *after.findings])), pruned=tuple(pruned))


def _known(workspace: Workspace, output: Path) -> tuple[manifest.Manifest, records.CutShort | None]:
    known = manifest.read(output, workspace.shown(output / manifest.NAME))
    cut = records.cut_short(output)
    merged = tuple(copies.known(known.merged, output).values())
    return manifest.Manifest({**known.entries, **(cut.entries if cut else {})}, known.findings, merged), cut


def _belonging(workspace: Workspace, shelf: Shelf) -> Belongs:
    topics = {(f"{file.department}/{file.topic}", file.language) for file in shelf.topics(workspace)}
    layouts = set(shelf.layout_names(workspace))
    return lambda topic, language, layout: (topic, language) in topics and layout in layouts


def _is_ours(path: Path, output: Path, entry: Entry, files: Files) -> bool:
    inside = path.parent.resolve().is_relative_to(output.resolve()) and not path.parent.is_symlink()
    return inside and is_plain(path) and files.digest(str(path))[1] == entry.sha256


def _of_file(path: Path, sha256: str, files: Files, shown: str, again: str) -> Iterator[Finding]:
    if not path.exists() and not path.is_symlink():
        yield _finding(MISSING, "the file is not there", shown, f"{again[:1].upper()}{again[1:]}", Severity.ERROR)
    elif not is_plain(path) or files.digest(str(path))[1] != sha256:
        hint = f"Do not give it to anybody; {again}"
        yield _finding(CHANGED, "the file is not the one that was written", shown, hint, Severity.ERROR)


def _of_packet(packet: Packet, output: Path, files: Files, shown: str) -> Iterator[Finding]:
    # A packet that was thrown away after printing is nobody's loss, so one that is not there is only told of.
    for finding in _of_file(output / packet.file, packet.sha256, files, shown, "make it again with “handouts packet”"):
        yield replace(finding, severity=Severity.WARNING) if finding.code == MISSING else finding


def _of_handouts(packet: Packet, today: datetime.date, belongs: Belongs, shown: str) -> Iterator[Finding]:
    """Yield what is to be said of a packet because of the handouts in it."""
    for held in packet.handouts:
        for finding in _of_date(held, today, shown):
            yield replace(finding, message=f"{held.topic} in it: {finding.message}")
        if not belongs(held.topic, held.language, held.layout):
            message = f"it holds {held.topic}, which is no longer in the workspace in this language and layout"
            hint = "Make the packet again without it, or remove the file; it is never removed by this program"
            yield _finding(HOLDS_GONE, message, shown, hint)


def _of_date(entry: Entry | Held, today: datetime.date, shown: str) -> Iterator[Finding]:
    if entry.status == "draft":
        yield _finding(
            DRAFT,
            "this is a draft that no clinician has approved",
            shown,
            "Approve its content with “handouts approve”",
        )
    elif today.isoformat() > entry.next_review:
        # A page that says so itself was asked for with --allow-expired.
        severity = Severity.WARNING if entry.expired else Severity.ERROR
        message = f"the review date {entry.next_review} is past"
        yield _finding(EXPIRED, message, shown, "Review the handout and build it again", severity)


def _of_clinics(
    entries: Iterable[Entry], workspace: Workspace, shelf: Shelf, output: Path, today: datetime.date
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
            yield _finding(OTHER_CLINIC, message, workspace.shown(output / entry.file), hint, severity)


def _of_list(known: Copies, found: Copies, shown: str) -> Iterator[Finding]:
    gone = known.copies - found.copies
    if gone > 0:
        message = f"{gone} of {known.copies} personal copies {'is' if gone == 1 else 'are'} not there any more"
        hint = "If you removed them, “handouts verify --prune” forgets them; else run “handouts merge” again"
        yield _finding(COPIES_GONE, message, shown, hint)


def _others(output: Path, known: manifest.Manifest, bound: Iterable[str]) -> tuple[list[Path], dict[str, int]]:
    """Return the PDF files that no record names; those beside personal copies are counted by folder.

    The name of a personal copy may hold the number of a person.
    """
    recorded = {output / file for file in (*known.entries, *bound)}
    for each in known.merged:
        folder = output / FOLDER / each.list
        ids = set(each.ids)
        recorded |= {folder / name for identity, name in copies.standing(output, each.list) if identity in ids}
    others: list[Path] = []
    uncounted: dict[str, int] = {}
    for path in sorted(output.rglob("*.pdf")) if output.is_dir() else ():
        parts = path.relative_to(output).parts
        if path in recorded or records.FOLDER in parts:
            continue
        if parts[0] == FOLDER and len(parts) > 2:
            uncounted[parts[1]] = uncounted.get(parts[1], 0) + 1
        else:
            others.append(path)
    return others, uncounted


def _finding(code: str, message: str, shown: str, hint: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(code, message, Place(shown), hint, severity)
