"""The ledger: every version of a page that was ever built here, so that paper can be traced when output is long gone.

One line of JSON for each, only ever added to. A line proves itself: its id can be worked out from the rest of it. No
day stands in it and nothing of a personal copy that a blank copy would not leave, so it tells of no patient.
"""

from __future__ import annotations

import errno
import json
import os
from typing import TYPE_CHECKING

from msgspec import Struct

from handouts.approval.printed import Printed
from handouts.errors import HandoutsError
from handouts.findings import Finding, Place, Severity
from handouts.save import make_folder, refused
from handouts.workspace import builtin
from handouts.yamlfile import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from handouts.workspace import Workspace

NAME = "printed.jsonl"
LINE_DAMAGED = "H389"

LIMIT_BYTES = 500_000_000
"""A line has some 600 bytes: enough for every version of a thousand handouts through a century."""


class Ledger(Struct, frozen=True):
    """What was built, the oldest first."""

    printed: tuple[Printed, ...] = ()
    findings: tuple[Finding, ...] = ()


def place(workspace: Workspace, output: Path) -> Path:
    """Return where the ledger stands: in the clinic's own workspace, else in the output folder."""
    own = workspace.roots[0]
    return (output if own.resolve() == builtin().resolve() else own) / NAME


def read(workspace: Workspace, output: Path) -> Ledger:
    """Return what was built; lines that do not prove themselves are told and passed over (H389).

    Raises:
        WorkspaceError: the ledger is there and cannot be read.
    """
    path = place(workspace, output)
    shown = workspace.shown(path)
    found: dict[str, Printed] = {}
    damaged = []
    for number, line in enumerate(_lines(path, shown), start=1):
        made = _printed(line)
        if made:
            found[line] = made
        elif line:
            hint = "Bring the file back from version control; sheets of this line cannot be traced until then"
            message = "this line is not as it was written"
            damaged.append(Finding(LINE_DAMAGED, message, Place(shown, number), hint, Severity.WARNING))
    return Ledger(tuple(found.values()), tuple(damaged))


def record(workspace: Workspace, output: Path, made: Iterable[Printed]) -> list[Finding]:
    """Add what is not in the ledger yet; a ledger that cannot be written costs a warning, never a handout."""
    path = place(workspace, output)
    shown = workspace.shown(path)
    try:
        known = _lines(path, shown)
        there = set(known)
        # Whole lines are compared: one that was cut short by a power cut must be written again.
        new = [line for line in dict.fromkeys(map(_line, made)) if line not in there]
        if new:
            begin = "\n" if known and known[-1] else ""
            _append(path, begin + "\n".join(new) + "\n", shown)
    except HandoutsError as error:
        hint = "Until it can be, paper of these versions cannot be traced once they are replaced"
        return [
            Finding(
                each.code, f"what was printed cannot be recorded: {each.message}", each.place, hint, Severity.WARNING
            )
            for each in error.findings
        ]
    return []


def _lines(path: Path, shown: str) -> list[str]:
    return read_text(path, shown, LIMIT_BYTES).split("\n") if path.exists() or path.is_symlink() else []


def _line(made: Printed) -> str:
    return json.dumps(made.data(), ensure_ascii=True)


def _printed(line: str) -> Printed | None:
    try:
        return Printed.read(json.loads(line))
    except (ValueError, RecursionError):
        return None


def _append(path: Path, text: str, shown: str) -> None:
    make_folder(path.parent, path.parent, shown)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        descriptor = os.open(path, flags, 0o666)
        try:
            # In one call, so that two runs on one workspace never mix their lines.
            if os.write(descriptor, text.encode("ascii")) < len(text):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise refused(error, shown) from error
