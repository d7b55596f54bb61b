"""Packets in the output folder: made one at a time, and recorded in ``packets/packets.json`` (see `MANIFEST.md`).

The record lets `handouts.batch.verify` tell a packet from a stray file, and which packet holds a handout that has
expired or is gone.
Like the manifest's, each entry has a seal, so nothing is believed that somebody changed by hand.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from handouts import __version__
from handouts.batch import ledger, records
from handouts.batch.sources import combined
from handouts.build.packet_request import FOLDER, Held
from handouts.build.shelf import Shelf
from handouts.errors import OutputError
from handouts.findings import Finding, Place, Severity, in_order
from handouts.save import save

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from handouts.build.packet import PacketOutcome
    from handouts.build.packet_request import PacketRequest

NAME = f"{FOLDER}/packets.json"
SCHEMA = 1
RECORD_DAMAGED = "H576"
RECORD_NEWER = "H577"

_LIMIT_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet of the output folder."""

    file: str
    """The name below the output folder, with ``/``."""
    booklet: bool
    copies: int
    pages: int
    """Of one copy."""
    size: int
    """In bytes."""
    sha256: str
    handouts: tuple[Held, ...]

    def data(self) -> dict[str, Any]:
        """Return the packet as JSON data, with its seal."""
        plain = {**asdict(self), "handouts": [asdict(held) for held in self.handouts]}
        return {**plain, "seal": combined([json.dumps(plain, sort_keys=True, ensure_ascii=True)])}

    @classmethod
    def read(cls, data: Any) -> Packet | None:
        """Return the packet of JSON data, or `None` if it is not whole and as it was written."""
        try:
            held = tuple(Held(**each) for each in data["handouts"])
            packet = cls(
                **{each.name: data[each.name] for each in fields(cls) if each.name != "handouts"}, handouts=held
            )
        except (TypeError, KeyError):
            return None
        return packet if packet.data() == data and packet.is_safe() else None

    def is_safe(self) -> bool:
        """Tell whether the name is one that the program gives: no entry can point anywhere else."""
        folder, _, file = self.file.partition("/")
        return folder == FOLDER and bool(file) and not any(sign in file for sign in "/\\:\0")

    @classmethod
    def of(cls, outcome: PacketOutcome) -> Packet:
        """Return the entry of a packet that was just saved."""
        packet = outcome.packet
        sizes = (outcome.pages, outcome.size, outcome.sha256)
        return cls(outcome.file, packet.booklet, packet.copies, *sizes, outcome.handouts)


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of the packets of an output folder."""

    packets: dict[str, Packet]
    """By file."""
    findings: tuple[Finding, ...] = ()
    """What was wrong with the file."""


def read(output: Path, shown: str) -> Record:
    """Read the record of an output folder; one that is not there is empty.

    Raises:
        OutputError: a newer version of the program wrote it (H577), so nothing may be done here.
    """
    path = output / NAME
    try:
        if path.is_symlink() or not path.exists():
            return Record({})
        with path.open("rb") as file:
            data = json.loads(file.read(_LIMIT_BYTES))
        schema, listed = data["schema"], list(data["packets"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Record({}, (_damaged(shown, "the record of packets cannot be read"),))
    if isinstance(schema, int) and schema > SCHEMA:
        message = "a newer version of this program wrote the packets here"
        hint = "Update the program, or choose another folder with --output"
        raise OutputError(Finding(RECORD_NEWER, message, Place(shown), hint))
    found = [Packet.read(each) for each in listed]
    whole = {packet.file: packet for packet in found if packet}
    wrong = len(found) - len(whole)
    if not wrong:
        return Record(whole)
    what = "an entry is" if wrong == 1 else f"{wrong} entries are"
    return Record(whole, (_damaged(shown, f"{what} not as written, so these packets count as not made"),))


def forget(output: Path, shown: str) -> None:
    """Take packets out of the record that are no longer there: whoever has printed one may throw it away.

    Raises:
        OutputError: a newer version of the program wrote the record (H577), or it cannot be written (H521 to H524).
    """
    known = read(output, shown)
    there = _there(output, known)
    if len(there) < len(known.packets):
        _write(output, there, shown)


def _there(output: Path, known: Record) -> dict[str, Packet]:
    return {file: packet for file, packet in known.packets.items() if (output / file).exists()}


def _write(output: Path, packets: Mapping[str, Packet], shown: str) -> None:
    data = {"schema": SCHEMA, "handouts": __version__, "packets": [packets[file].data() for file in sorted(packets)]}
    save((json.dumps(data, indent=1, ensure_ascii=True) + "\n").encode("ascii"), output, NAME, shown)


def make(
    packet: PacketRequest,
    shelf: Shelf | None = None,
    waiting: Callable[[str], None] = lambda _: None,
    wait_seconds: float = 60.0,
) -> PacketOutcome:
    """Make a packet while no other run writes into the output folder, and record it.

    Args:
        packet: what to make.
        shelf: as for `build_packet`.
        waiting: called with the name of another run before waiting for it.
        wait_seconds: how long to wait.

    Raises:
        UsageError: the packet makes no sense.
        OutputError: the output folder cannot be used (H521 to H525), another run holds it (H553), or a newer version
            of the program wrote it (H577).
    """
    from handouts.build.packet import build_packet  # noqa: PLC0415  verifying a folder needs no templates

    shelf = shelf or Shelf()
    workspace = shelf.workspace(packet.selection.workspace)
    output = packet.selection.output or workspace.output
    with records.held(output, workspace.shown(output), wait_seconds, waiting):
        shown = workspace.shown(output / NAME)
        known = read(output, shown)
        outcome = build_packet(packet, shelf)
        recorded: list[Finding] = []
        if outcome.path:
            _write(output, {**_there(output, known), outcome.file: Packet.of(outcome)}, shown)
            recorded = ledger.record(workspace, output, outcome.printed)
        # What a run left half-written that was killed.
        records.sweep(output, (*known.packets, outcome.file, NAME))
    return replace(outcome, findings=tuple(in_order([*known.findings, *outcome.findings, *recorded])))


def _damaged(shown: str, message: str) -> Finding:
    hint = "Make the packets again; do not edit the record"
    return Finding(RECORD_DAMAGED, message, Place(shown), hint, Severity.WARNING)
