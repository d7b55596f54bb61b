"""What stands in an output folder beside the handouts: personal copies and packets, each with a record of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from handouts.batch import packets
from handouts.batch.judging import MISSING, finding, of_date, of_file
from handouts.batch.merge import copies
from handouts.batch.merge.rows import FOLDER
from handouts.findings import Severity

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator

    from handouts.batch.files import Files
    from handouts.batch.folder import Folder
    from handouts.batch.manifest import Manifest
    from handouts.batch.merge.copies import Copies
    from handouts.batch.packets import Packet
    from handouts.findings import Finding

    Belongs = Callable[[str, str, str], bool]

COPIES_GONE = "H593"
HOLDS_GONE = "H578"
RUN_CUT_SHORT = "H563"


@dataclass(frozen=True, slots=True)
class Beside:
    """What was found beside the handouts of a folder."""

    merged: tuple[Copies, ...] = ()
    """Personal copies that are there, by list."""
    packets: tuple[Packet, ...] = ()
    """What is recorded of packets, by file."""
    findings: tuple[Finding, ...] = ()

    def files(self, output: Folder) -> set[str]:
        """Return the names of all files that these records know."""
        known = {packet.file for packet in self.packets}
        for each in self.merged:
            ids = set(each.ids)
            standing = copies.standing(output.path, each.list)
            known |= {f"{FOLDER}/{each.list}/{name}" for identity, name in standing if identity in ids}
        return known


def look(output: Folder, known: Manifest, files: Files, today: datetime.date, belongs: Belongs) -> Beside:
    """Look at personal copies and packets.

    Args:
        output: the folder.
        known: its manifest, which counts the copies.
        files: reads the packets.
        today: decides which review dates are past.
        belongs: tells of ``department/topic``, language and layout whether the workspace has them.

    Raises:
        OutputError: a newer version of the program wrote the packets (H577).
    """
    findings: list[Finding] = []
    if copies.cut_short(output.path):
        findings.append(finding(RUN_CUT_SHORT, "a run was killed before its end", output.shown(),
                                "Run “handouts merge” with its list again"))  # fmt: skip
    merged = []
    for each in copies.known(known.merged, output.path).values():
        found = copies.counted(output.path, each.list, each.ids)
        merged.append(found)
        findings += _of_list(each, found, output.shown(f"{FOLDER}/{each.list}"))
    bound = packets.read(output.path, output.shown(packets.NAME))
    findings += bound.findings
    for packet in bound.packets.values():
        findings += _of_packet(packet, output, files)
        findings += _of_handouts(packet, today, belongs, output.shown(packet.file))
    made = tuple(bound.packets[file] for file in sorted(bound.packets))
    return Beside(tuple(merged), made, tuple(findings))


def tidy(output: Folder, known: Manifest) -> list[Copies]:
    """Take away what a killed merge left, forget packets that are gone, and return the copies that are there.

    Raises:
        OutputError: as `look`, or the record of packets cannot be written (H521 to H524).
    """
    merged = [
        copies.counted(output.path, each.list, each.ids) for each in copies.known(known.merged, output.path).values()
    ]
    packets.forget(output.path, output.shown(packets.NAME))
    if killed := copies.cut_short(output.path):
        copies.sweep(output.path, *killed)
    return merged


def _of_list(known: Copies, found: Copies, shown: str) -> Iterator[Finding]:
    gone = known.copies - found.copies
    if gone > 0:
        message = f"{gone} of {known.copies} personal copies {'is' if gone == 1 else 'are'} not there any more"
        hint = "If you removed them, “handouts verify --prune” forgets them; else run “handouts merge” again"
        yield finding(COPIES_GONE, message, shown, hint)


def _of_packet(packet: Packet, output: Folder, files: Files) -> Iterator[Finding]:
    # A packet that was thrown away after printing is nobody's loss, so one that is not there is only told of.
    state = output.standing(packet.file, packet.sha256, files)
    for found in of_file(state, output.shown(packet.file), "make it again with “handouts packet”"):
        yield replace(found, severity=Severity.WARNING) if found.code == MISSING else found


def _of_handouts(packet: Packet, today: datetime.date, belongs: Belongs, shown: str) -> Iterator[Finding]:
    """Yield what is to be said of a packet because of the handouts in it."""
    for held in packet.handouts:
        for found in of_date(held, today, shown):
            yield replace(found, message=f"{held.topic} in it: {found.message}")
        if not belongs(held.topic, held.language, held.layout):
            message = f"it holds {held.topic}, which is no longer in the workspace in this language and layout"
            hint = "Make the packet again without it, or remove the file; it is never removed by this program"
            yield finding(HOLDS_GONE, message, shown, hint)
