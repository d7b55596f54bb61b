"""An output folder: its lock, its journal, its manifest, its memory."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from handouts.batch import manifest, records
from handouts.batch.files import Files, is_plain
from handouts.batch.output import Ending, Known, Saved, State
from handouts.errors import OutputError
from handouts.findings import Finding, Place
from handouts.save import save
from handouts.workspace import is_within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from handouts.batch.manifest import Entry
    from handouts.batch.merge.copies import Copies
    from handouts.batch.records import Memory
    from handouts.workspace import Workspace

GONE_AGAIN = "H555"


class Folder:
    """A folder as an `handouts.batch.output.Output`."""

    def __init__(self, path: Path, workspace: Workspace) -> None:
        self.path = path
        self._workspace = workspace
        self._journal: records.Journal | None = None

    def shown(self, file: str = "") -> str:
        """Return the name of the folder, or of a file in it, as the user would type it."""
        return self._workspace.shown(self.path / file)

    def held(self, wait_seconds: float, waiting: Callable[[str], None]) -> AbstractContextManager[int]:
        """Hold the folder: no other run writes into it meanwhile; see `records.held`."""
        return records.held(self.path, self.shown(), wait_seconds, waiting)

    def memory(self) -> Memory:
        """Return what earlier runs learnt."""
        return records.remember(self.path)

    def remember(self, memory: Memory) -> None:
        """Keep what was learnt for the next run."""
        records.keep(self.path, memory)

    def known(self, *, mend: bool) -> Known:
        """Return what manifest and journal say; half-written files are removed if it is to be mended."""
        found = manifest.read(self.path, self.shown(manifest.NAME))
        before = records.cut_short(self.path)
        entries = {**found.entries, **(before.entries if before else {})}
        if before and mend:
            records.sweep(self.path, {*entries, *before.planned})
        whole = manifest.Manifest(entries, found.findings, found.merged)
        return Known(whole, mend=bool(before or found.findings), cut_short=before is not None)

    def has(self, entry: Entry, files: Files) -> bool:
        """Tell whether the file of an entry is there, and its bytes are those that were written."""
        path = self.path / entry.file
        return is_plain(path) and files.digest(str(path), always=False)[1] == entry.sha256

    def state(self, entry: Entry, files: Files) -> State:
        """Look at the file of an entry; its bytes are read."""
        return self.standing(entry.file, entry.sha256, files)

    def standing(self, file: str, sha256: str, files: Files) -> State:
        """Look at any file below the folder; its bytes are read.

        Args:
            file: the name below the folder.
            sha256: what its bytes are to have, in hexadecimal.
            files: reads it.
        """
        path = self.path / file
        if not path.exists() and not path.is_symlink():
            return State.MISSING
        return State.THERE if is_plain(path) and files.digest(str(path))[1] == sha256 else State.CHANGED

    def files(self) -> list[str]:
        """Return the names of all PDF files below the folder, sorted."""
        found = sorted(self.path.rglob("*.pdf")) if self.path.is_dir() else []
        names = [path.relative_to(self.path) for path in found]
        return [name.as_posix() for name in names if records.FOLDER not in name.parts]

    def remove(self, entry: Entry) -> bool:
        """Remove the file of an entry, and its folder if nothing else is in it; never through a link."""
        path = self.path / entry.file
        if path.parent.is_symlink() or not is_within(path.parent, self.path):
            return False
        path.unlink()
        with contextlib.suppress(OSError):
            path.parent.rmdir()
        return True

    def rewrite(self, entries: Mapping[str, Entry], merged: Iterable[Copies]) -> None:
        """Write a manifest of these entries.

        Raises:
            OutputError: it cannot be written (H521 to H524).
        """
        manifest.write(self.path, entries, self.shown(manifest.NAME), merged)
        records.end(self.path)

    def location(self, file: str) -> Saved:
        """Return where a file stands."""
        return Saved(self.path / file)

    def begin(self, names: Iterable[str]) -> list[Finding]:
        """Begin the journal."""
        try:
            self._journal = records.Journal(self.path, names)
        except OutputError as error:
            # The handouts will say so each; without a journal nothing more than time can be lost.
            return list(error.findings)
        return []

    def add(self, entry: Entry) -> None:
        """Note a file that was saved."""
        if self._journal:
            self._journal.add(entry)

    def prove(self) -> None:
        """Note that what the noted files were made of is as it was."""
        if self._journal:
            self._journal.prove()

    def save(self, data: bytes, file: str) -> Saved:
        """Save a file in one step.

        Raises:
            OutputError: it cannot be written (H521 to H524).
        """
        return Saved(save(data, self.path, file, self.shown(file)))

    def end(self, ending: Ending) -> list[Finding]:
        """Write the manifest; the journal stays if that fails, or if the run is not whole."""
        entries, findings = dict(ending.entries), []
        for entry in ending.written:
            if not (self.path / entry.file).is_file():
                del entries[entry.file]
                hint = "Somebody removed it or its folder while the run was on; build once more"
                place = Place(self.shown(entry.file))
                findings.append(Finding(GONE_AGAIN, "the file was saved and is gone again", place, hint))
        if not ending.changed:
            return findings
        try:
            manifest.write(self.path, entries, self.shown(manifest.NAME), ending.merged)
        except OutputError as error:
            return [*findings, *error.findings]
        if ending.whole:
            # A worker that crashed while saving leaves a half-written file.
            records.sweep(self.path, ending.names)
            records.end(self.path)
        return findings
