"""The manifest: what stands in the output folder, one entry for each file. `MANIFEST.md` describes its form.

Each entry carries a seal over all its other values. An entry that somebody changed by hand has a wrong seal and counts
as not written, so its file is built again; nothing is ever skipped or deleted on the word of a changed entry.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct, structs

from handouts import __version__
from handouts.batch.merge.copies import Copies
from handouts.batch.sources import combined
from handouts.build.request import SUFFIX, Facts
from handouts.errors import HandoutsError, OutputError
from handouts.findings import Finding, Place, Severity
from handouts.save import name, save

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from handouts.build import Outcome

NAME = "manifest.json"
SCHEMA = 2
"""Counts up when a reader of an earlier form would misread the new one."""
MANIFEST_NEWER = "H551"
MANIFEST_DAMAGED = "H552"

LIMIT_BYTES = 200_000_000


class Entry(Facts, frozen=True):
    """One file of the output folder."""

    pages: int
    size: int
    """In bytes."""
    fingerprint: str
    """Of everything that the file was made of; empty if a source was touched meanwhile, and it must be made again."""
    findings: tuple[dict[str, Any], ...] = ()
    """Warnings, as in the report; a file with an error is not written."""
    etag: str = ""
    """By what an object store tells this version of the file; empty, and left out, in a folder."""

    @classmethod
    def of(
        cls, facts: Facts, outcome: Outcome, fingerprint: str, findings: Iterable[dict[str, Any]], etag: str = ""
    ) -> Entry:
        """Return the entry of a file that was just saved."""
        return cls(
            **structs.asdict(facts), pages=outcome.pages, size=outcome.size, fingerprint=fingerprint,
            findings=tuple(findings), etag=etag,
        )  # fmt: skip

    def facts(self) -> Facts:
        """Return what the entry says of its file."""
        return Facts(**{each: getattr(self, each) for each in _FACTS})

    def data(self) -> dict[str, Any]:
        """Return the entry as JSON data, with its seal."""
        plain = {each: getattr(self, each) for each in _NAMES if each != _ETAG or self.etag}
        plain |= {"findings": list(self.findings), "approvals": list(self.approvals)}
        return {**plain, "seal": combined([json.dumps(plain, sort_keys=True, ensure_ascii=True)])}

    @classmethod
    def read(cls, data: Any) -> Entry | None:
        """Return the entry of JSON data, or `None` if it is not whole and as it was written."""
        kinds = {"pages": int, "size": int, "expired": bool, "approvals": list, "clinic": dict, "findings": list}
        if not isinstance(data, dict) or {*data, _ETAG} != {*_NAMES, "seal"}:
            return None
        plain = {key: data[key] for key in data if key != "seal"}
        if not all(type(value) is kinds.get(key, str) for key, value in plain.items()):
            return None
        lists = {key: tuple(plain[key]) for key in ("approvals", "findings")}
        entry = cls(**{**plain, **lists})
        return entry if entry._is_safe() and entry.data() == data else None

    def _is_safe(self) -> bool:
        """Tell whether the name is one that the program gives: no entry can point anywhere else."""
        words = (self.language, self.layout)
        try:
            names = [name(self.department, self.topic, v, SUFFIX) for v in (words, (*words, self.page_size))]
        except HandoutsError:
            return False
        return self.file in names


_NAMES = Entry.__struct_fields__
_FACTS = Facts.__struct_fields__
_ETAG = "etag"


class Manifest(Struct, frozen=True):
    """What is known of an output folder."""

    entries: dict[str, Entry]
    """By file."""
    findings: tuple[Finding, ...] = ()
    """What was wrong with the file."""
    merged: tuple[Copies, ...] = ()
    """Personal copies by list."""


def read(output: Path, shown: str) -> Manifest:
    """Read the manifest of an output folder; one that is not there is empty.

    Raises:
        OutputError: a newer version of the program wrote it (H551), so nothing may be done here.
    """
    path = output / NAME
    try:
        if path.is_symlink() or not path.exists():
            return Manifest({})
        with path.open("rb") as file:
            text = file.read(LIMIT_BYTES)
    except OSError:
        text = b""
    return parse(text, shown)


def parse(text: bytes, shown: str) -> Manifest:
    """Return the manifest of its bytes.

    Raises:
        OutputError: as `read`.
    """
    try:
        data = json.loads(text)
        schema, listed, lists = data["schema"], data["files"], data.get("merged", [])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest({}, (_damaged(shown, "the manifest cannot be read, so every file is built again"),))
    if isinstance(schema, int) and schema > SCHEMA:
        message = "a newer version of this program wrote the files here"
        hint = "Update the program, or choose another folder with --output"
        raise OutputError(Finding(MANIFEST_NEWER, message, Place(shown), hint))
    entries = [Entry.read(each) for each in listed] if isinstance(listed, list) else []
    whole = {entry.file: entry for entry in entries if entry}
    copies = [Copies.read(each) for each in lists] if isinstance(lists, list) else [None]
    merged = tuple(each for each in copies if each)
    wrong = len(entries) - len(whole) + len(copies) - len(merged)
    if schema != SCHEMA or not isinstance(listed, list):
        return Manifest({}, (_damaged(shown, "the manifest has another form, so every file is built again"),))
    if wrong:
        what = "an entry is" if wrong == 1 else f"{wrong} entries are"
        found = _damaged(shown, f"{what} not as written, so these files count as not built")
        return Manifest(whole, (found,), merged)
    return Manifest(whole, (), merged)


def write(output: Path, entries: Mapping[str, Entry], shown: str, merged: Iterable[Copies]) -> None:
    """Write the manifest in one step.

    Args:
        output: the folder.
        entries: its files.
        shown: the path of the manifest, as findings name it.
        merged: its personal copies; lists that have none are left out.

    Raises:
        OutputError: it cannot be written (H521 to H524).
    """
    save(formed(entries, merged), output, NAME, shown)


def formed(entries: Mapping[str, Entry], merged: Iterable[Copies] = ()) -> bytes:
    """Return the bytes of a manifest."""
    listed = [entries[file].data() for file in sorted(entries)]
    data: dict[str, Any] = {"schema": SCHEMA, "handouts": __version__, "files": listed}
    lists = [each.data() for each in sorted(merged, key=lambda each: each.list) if each.copies]
    if lists:
        data["merged"] = lists
    # The library's own indenting is written in Python, and takes ten times as long.
    return msgspec.json.format(json.dumps(data, ensure_ascii=True).encode("ascii"), indent=1) + b"\n"


def _damaged(shown: str, message: str) -> Finding:
    return Finding(
        MANIFEST_DAMAGED, message, Place(shown), "It is mended by “handouts build”; do not edit it", Severity.WARNING
    )
