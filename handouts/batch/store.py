"""A bucket of an object store as the place for finished handouts: no lock, every write conditional.

Two runs may write into one bucket at the same time. Each file is created, or replaces the version that the run looked
at when it began; the manifest is read, merged and replaced by its version until nobody has come between, so that no
entry is lost. Of a file that both wrote, the manifest keeps the entry of the version that is there.
"""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from handouts.batch import manifest
from handouts.batch.output import Ending, Known, Saved, State
from handouts.batch.records import Memory
from handouts.bucket import UNREACHABLE, Bucket, ConflictError, Seen
from handouts.errors import OutputError
from handouts.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from handouts.batch.files import Files
    from handouts.batch.manifest import Entry
    from handouts.batch.merge.copies import Copies

OVERTAKEN = "H606"
MANIFEST_BUSY = "H607"

CHECKPOINT = 256
"""Files after which the manifest is written in mid-run, so that a run that is killed loses no more."""
_PDF = "application/pdf"
_JSON = "application/json"
_FAILED = 8
"""Files in a row that found no answer, after which the others are not tried: each attempt lasts up to half a minute."""
_ATTEMPTS = 30
_PAUSE_SECONDS = 0.05


class Store:
    """A bucket as an `handouts.batch.output.Output`."""

    def __init__(self, bucket: Bucket) -> None:
        self.bucket = bucket
        self.objects: dict[str, Seen] = {}
        """What was there when the run began."""
        self._base: Mapping[str, Entry] = {}
        self._unrecorded: dict[str, Entry] = {}
        self._silent: Finding | None = None
        self._failed = 0

    def shown(self, file: str = "") -> str:
        """Return the address of the bucket, or of a file in it."""
        return self.bucket.shown(file)

    @contextlib.contextmanager
    def held(self, wait_seconds: float, waiting: Callable[[str], None]) -> Iterator[int]:  # noqa: ARG002  nobody waits
        """Hold nothing: conditions of each write stand in the place of a lock."""
        yield 0

    def memory(self) -> Memory:
        """Return nothing: digests of files are of one computer, and a bucket is of many."""
        return Memory()

    def remember(self, memory: Memory) -> None:
        """Keep nothing, as `memory`."""

    def known(self, *, mend: bool) -> Known:  # noqa: ARG002  an object is never half-written
        """Return what the manifest says, and look which objects there are.

        Raises:
            OutputError: the store cannot be used (H603 to H605), or a newer version of the program wrote there (H551).
        """
        self.objects = self.bucket.listed()
        found, _ = self._read()
        self._base = found.entries
        return Known(found, mend=bool(found.findings))

    def has(self, entry: Entry, files: Files) -> bool:  # noqa: ARG002  the store's word stands for the bytes
        """Tell whether the object of an entry is the version that was written."""
        now = self.objects.get(entry.file)
        return now is not None and bool(entry.etag) and (now.etag, now.size) == (entry.etag, entry.size)

    def state(self, entry: Entry, files: Files) -> State:
        """Tell what the store says of the object of an entry; nothing is fetched."""
        if entry.file not in self.objects:
            return State.MISSING
        return State.THERE if self.has(entry, files) else State.CHANGED

    def files(self) -> list[str]:
        """Return the names of all PDF files in the bucket, sorted."""
        return sorted(file for file in self.objects if file.endswith(".pdf"))

    def remove(self, entry: Entry) -> bool:
        """Remove the object of an entry, if it still is the version that was written.

        Raises:
            OutputError: the store cannot be used (H603 to H605).
        """
        now = self.bucket.look(entry.file)
        if now is None or now.etag != entry.etag:
            return False
        self.bucket.remove(entry.file)
        return True

    def rewrite(self, entries: Mapping[str, Entry], merged: Iterable[Copies]) -> None:  # noqa: ARG002  stores have none
        """Take the entries that are not among these out of the manifest.

        Raises:
            OutputError: as `save`, or other runs keep changing the manifest (H607).
        """
        self._record({}, [file for file in self._base if file not in entries])

    def location(self, file: str) -> Saved:
        """Return where a file stands."""
        return Saved(address=self.shown(file))

    def begin(self, names: Iterable[str]) -> list[Finding]:  # noqa: ARG002  there is no journal
        """Note nothing: what a killed run saved and did not record is built again."""
        return []

    def add(self, entry: Entry) -> None:
        """Note a file that was saved."""
        self._unrecorded[entry.file] = entry

    def prove(self) -> None:
        """Record what was noted, now and then."""
        if len(self._unrecorded) >= CHECKPOINT:
            # What is wrong will be told at the end.
            with contextlib.suppress(OutputError):
                self._record(self._unrecorded, ())
                self._unrecorded = {}

    def save(self, data: bytes, file: str) -> Saved:
        """Create an object, or replace the version that was there when the run began.

        Raises:
            OutputError: the store cannot be used (H603 to H605), or another run wrote other bytes meanwhile (H606).
        """
        if self._silent and self._failed >= _FAILED:
            raise OutputError(self._silent.at(self.shown(file)))
        try:
            done = self.bucket.put(file, data, self.objects.get(file), _PDF)
        except ConflictError:
            done = self._same(data, file)
        except OutputError as error:
            if error.findings[0].code == UNREACHABLE:
                self._silent, self._failed = error.findings[0], self._failed + 1
            raise
        self._failed = 0
        return Saved(address=self.shown(file), etag=done.etag)

    def _same(self, data: bytes, file: str) -> Seen:
        """Return the version that somebody came with first, if it holds the same bytes."""
        found = self.bucket.read(file)
        if found is None:
            # It was removed meanwhile.
            with contextlib.suppress(ConflictError):
                return self.bucket.put(file, data, None, _PDF)
        elif found[0] == data:
            # The same handout of another run, or of this one, whose first answer was lost on the way.
            return found[1]
        message = "another run has written this file since this one began, so it is left as it is"
        raise OutputError(Finding(OVERTAKEN, message, Place(self.shown(file)), "Look which is right, and build again"))

    def end(self, ending: Ending) -> list[Finding]:
        """Take the run's entries into the manifest."""
        if not ending.changed:
            return []
        gone = [file for file in self._base if file not in ending.entries]
        try:
            self._record({entry.file: entry for entry in ending.written}, gone)
        except OutputError as error:
            return list(error.findings)
        return []

    def _record(self, written: Mapping[str, Entry], gone: Iterable[str]) -> None:
        pause = threading.Event()
        for attempt in range(_ATTEMPTS):
            theirs, version = self._read()
            entries = {**theirs.entries}
            for file in gone:
                if entries.get(file) == self._base.get(file):
                    entries.pop(file, None)
            entries.update({file: entry for file, entry in written.items() if self._stands(entry, theirs)})
            with contextlib.suppress(ConflictError):
                self.bucket.put(manifest.NAME, manifest.formed(entries), version, _JSON)
                return
            # Whoever was first is done with it soon; each waits a little longer than before.
            pause.wait(_PAUSE_SECONDS * min(attempt + 1, 10))
        message = "other runs keep changing the manifest, so it does not have this run's files"
        hint = "Build again when they have ended"
        raise OutputError(Finding(MANIFEST_BUSY, message, Place(self.shown(manifest.NAME)), hint))

    def _stands(self, entry: Entry, theirs: manifest.Manifest) -> bool:
        """Tell whether an entry of this run is of the version that is there."""
        other = theirs.entries.get(entry.file)
        if other is None or other.etag == entry.etag or other == self._base.get(entry.file):
            return True
        now = self.bucket.look(entry.file)
        return now is not None and now.etag == entry.etag

    def _read(self) -> tuple[manifest.Manifest, Seen | None]:
        found = self.bucket.read(manifest.NAME)
        if found is None:
            return manifest.Manifest({}), None
        return manifest.parse(found[0], self.shown(manifest.NAME)), found[1]
