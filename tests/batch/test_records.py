"""The records of a run that was killed, and what the next run makes of them."""

from __future__ import annotations

import json

from handouts.batch import manifest, records
from tests.batch.conftest import listed


def test_journal_when_the_last_run_was_cut_short_then_it_is_taken_over_and_its_temporary_files_are_swept(department):
    department.run()
    text = (department.output / "manifest.json").read_text()
    entry = manifest.Entry.read(json.loads(text)["files"][0])
    assert entry
    (department.output / "manifest.json").unlink()
    journal = records.Journal(department.output, ["ward/apple.en.standard.pdf", "ward/berry.en.standard.pdf"])
    journal.add(entry)
    journal.prove()
    with (department.output / ".handouts/journal.jsonl").open("ab") as file:
        file.write(b'{"file": "ward/berry.en')
    ours = department.output / "ward/.berry.en.standard.pdf.0123456789ab.tmp"
    foreign = department.output / "ward/.letter.pdf.0123456789ab.tmp"
    ours.write_bytes(b"half")
    foreign.write_bytes(b"mine")
    assert department.built() == ["ward/berry", "ward/cherry"]
    assert (ours.exists(), foreign.read_bytes()) == (False, b"mine")
    assert (department.output / "manifest.json").read_text() == text
    assert records.cut_short(department.output) is None


def test_journal_when_a_run_was_killed_before_it_looked_at_what_its_files_share_then_they_are_built_again(department):
    department.run()
    entries = json.loads((department.output / "manifest.json").read_text())["files"]
    apple, berry, cherry = (manifest.Entry.read(data) for data in entries)
    assert apple
    assert berry
    assert cherry
    (department.output / "manifest.json").unlink()
    journal = records.Journal(department.output, [entry.file for entry in (apple, berry, cherry)])
    journal.add(apple)
    journal.add(berry)
    journal.prove()
    journal.add(cherry)
    journal.add(apple)
    assert department.built() == ["ward/apple", "ward/cherry"]
    assert len(listed(department)) == 3
