"""The ledger of what was printed."""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path

import pytest

from handouts.approval.printed import Printed
from handouts.batch import ledger
from handouts.build import Shelf
from handouts.findings import Severity
from handouts.workspace import Workspace, builtin

PAGE = Printed(
    "ward/apple", "en", "standard", "letter", "1.0", "0" * 64, "draft", "2028-11-20", False, (), {"name": "Clinic"}
)  # fmt: skip


def _workspace(department) -> Workspace:
    return Shelf().workspace(department.folder)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _read(department):
    return ledger.read(_workspace(department), department.output)


def test_ledger_when_handouts_are_built_then_each_version_stands_in_it_once(department):
    department.run()
    path = department.folder / ledger.NAME
    first = path.read_bytes()
    assert [made.topic for made in _read(department).printed] == ["ward/apple", "ward/berry", "ward/cherry"]
    entries = {
        entry["topic"]: entry for entry in json.loads((department.output / "manifest.json").read_text())["files"]
    }
    assert {made.topic[5:]: made.id for made in _read(department).printed} == {
        topic: entry["page_id"] for topic, entry in entries.items()
    }
    department.run(force=True)
    assert path.read_bytes() == first

    department.edit("content/ward/berry/en.yaml", "title: Opening", "title: Closing")
    department.run()
    assert path.read_bytes().startswith(first)
    assert [made.topic for made in _read(department).printed][3:] == ["ward/berry"]


def test_ledger_when_output_is_deleted_then_stays(department):
    department.run()
    shutil.rmtree(department.output)
    assert len(_read(department).printed) == 3


def test_ledger_when_a_copy_is_personal_then_has_the_line_of_a_blank_one_and_no_day(department):
    department.run(appointment="2026-12-03 08:30", only=["ward/berry"])
    personal = (department.folder / ledger.NAME).read_bytes()
    assert personal.count(b"\n") == 1
    assert b"2026-12" not in personal
    (department.folder / ledger.NAME).unlink()
    department.run(only=["ward/berry"])
    assert (department.folder / ledger.NAME).read_bytes() == personal


def test_ledger_when_there_is_only_what_ships_then_stands_in_the_output_folder(tmp_path):
    # A ledger of the checkout's own may be there: whoever builds in it, as the README says, gets one.
    before = _bytes(builtin() / ledger.NAME)
    workspace = Workspace((builtin(),), tmp_path, tmp_path)
    assert ledger.record(workspace, tmp_path, [PAGE]) == []
    assert ledger.read(workspace, tmp_path).printed == (PAGE,)
    assert (tmp_path / ledger.NAME).is_file()
    assert _bytes(builtin() / ledger.NAME) == before


@pytest.mark.parametrize(
    "damage",
    [
        lambda line: line.replace("1.0", "1.1"),
        lambda line: line.replace("Clinic", "Other"),
        lambda line: line[:-9],
        lambda _: "[]",
        lambda _: "[" * 5000,
    ],
    ids=["version", "clinic", "cut short", "another form", "deep"],
)
def test_ledger_when_a_line_is_damaged_then_tells_its_line_and_reads_the_others(department, damage):
    workspace, other = _workspace(department), PAGE.data() | {"topic": "ward/berry"}
    assert Printed.read(other) is None, "the id is of another topic"
    path = department.folder / ledger.NAME
    path.write_text(damage(json.dumps(PAGE.data())) + "\n" + json.dumps(PAGE.data()) + "\n", encoding="utf-8")
    found = ledger.read(workspace, department.output)
    assert found.printed == (PAGE,)
    (finding,) = found.findings
    assert (finding.code, finding.severity, finding.place.line) == ("H389", Severity.WARNING, 1)


def test_ledger_when_the_last_line_was_cut_short_then_the_next_begins_anew(department):
    workspace, path = _workspace(department), department.folder / ledger.NAME
    line = json.dumps(PAGE.data())
    path.write_text(line[:50], encoding="utf-8")
    assert ledger.record(workspace, department.output, [PAGE]) == []
    assert path.read_text(encoding="utf-8") == f"{line[:50]}\n{line}\n"
    assert ledger.read(workspace, department.output).printed == (PAGE,)


def test_ledger_when_it_cannot_be_written_then_warns_and_the_handouts_are_built(department, monkeypatch):
    real = os.open

    def full(path, *args, **kwargs):
        if Path(path).name == ledger.NAME:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", full)
    result = department.run()
    assert all(outcome.ok for outcome in result.outcomes)
    (finding,) = result.findings
    assert (finding.code, finding.severity) == ("H523", Severity.WARNING)
    assert "cannot be recorded" in finding.message
