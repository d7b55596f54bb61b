"""The manifest's form, and that its page describes it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from handouts.batch import manifest
from handouts.batch.merge.copies import Copies

ENTRY = manifest.Entry(
    file="ward/apple.en.standard.pdf",
    department="ward",
    topic="apple",
    language="en",
    layout="standard",
    page_size="letter",
    title="Opening “it”",
    version="1.0",
    status="draft",
    next_review="2028-11-20",
    expired=False,
    pages=4,
    size=1000,
    sha256="0" * 64,
    page_id="K7M-P4X-R9N",
    content="2" * 64,
    approvals=("2026-11-21 Nurse",),
    clinic={"name": "Test Clinic"},
    fingerprint="1" * 64,
    etag='"2"',
)


def test_entry_when_written_and_read_then_is_the_same():
    assert manifest.Entry.read(ENTRY.data()) == ENTRY


def test_entry_when_of_a_folder_then_has_no_etag_and_none_can_be_added():
    data = replace(ENTRY, etag="").data()
    assert "etag" not in data
    assert manifest.Entry.read(data) == replace(ENTRY, etag="")
    assert manifest.Entry.read({**data, "etag": ""}) is None


@pytest.mark.parametrize("key", manifest.Entry.__struct_fields__)
def test_entry_when_any_value_is_changed_or_missing_then_is_not_believed(key):
    data = ENTRY.data()
    other = {"pages": 5, "size": 7, "expired": True, "findings": [{}], "approvals": [], "clinic": {}}.get(key, "other")
    assert manifest.Entry.read({**data, key: other}) is None
    assert manifest.Entry.read({**data, key: None}) is None
    assert manifest.Entry.read({name: value for name, value in data.items() if name != key}) is None


@pytest.mark.parametrize("file", ["../apple.en.standard.pdf", "/etc/passwd", "ward/berry.en.standard.pdf"])
def test_entry_when_it_points_to_another_file_then_is_not_believed_even_with_a_right_seal(file):
    assert manifest.Entry.read(replace(ENTRY, file=file).data()) is None


def test_page_when_read_then_describes_every_key():
    text = (Path(manifest.__file__).parent / "MANIFEST.md").read_text(encoding="utf-8")
    files, _, copies = text.partition("## Personal copies")
    described = [re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE) for part in (files, copies)]
    assert described[0] == [*manifest.Entry.__struct_fields__, "seal"]
    assert described[1] == list(Copies("list", (), 0).data())
    assert f'"schema": {manifest.SCHEMA}' in text
