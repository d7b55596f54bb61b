"""What a copy remembers of its original."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from handouts.build import COPIED_FROM, changed_originals
from handouts.build.copies import record
from handouts.findings import Severity
from handouts.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "content/heart/stent"


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """Return the folder of a shipped topic of two files."""
    root = tmp_path / "shipped"
    (root / FOLDER).mkdir(parents=True)
    (root / FOLDER / "en.yaml").write_bytes(b"title: a\n")
    (root / FOLDER / "duct.png").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    monkeypatch.setattr("handouts.workspace.builtin", lambda: root)
    monkeypatch.setattr("handouts.build.copies.builtin", lambda: root)
    return root / FOLDER


@pytest.fixture
def copied(tmp_path, shipped):
    """Return the record of a copy."""
    own = tmp_path / "own" / FOLDER
    own.mkdir(parents=True)
    path = own / COPIED_FROM
    path.write_text(record(shipped, ["en.yaml", "duct.png"], FOLDER, "0.1.0"))
    return path


def changed(tmp_path):
    workspace = Workspace.open(tmp_path / "own", tmp_path)
    assert len(workspace.roots) == 2
    return changed_originals(workspace, [FOLDER, "layouts/standard"])


def test_record_when_written_then_holds_a_sum_for_each_file(copied):
    data = json.loads(copied.read_text())
    assert data["copied_from"] == FOLDER
    assert data["version"] == "0.1.0"
    assert {name: len(value) for name, value in data["sha256"].items()} == {"en.yaml": 64, "duct.png": 64}


def test_changed_originals_when_nothing_changed_then_says_nothing(tmp_path, copied):
    assert changed(tmp_path) == []


def test_changed_originals_when_an_original_changed_then_warns_at_the_copy(tmp_path, shipped, copied):
    (shipped / "en.yaml").write_text("title: corrected\n")
    (finding,) = changed(tmp_path)
    assert (finding.code, finding.severity) == ("H541", Severity.WARNING)
    assert finding.place.file == f"own/{FOLDER}/en.yaml"
    assert "has changed" in finding.message
    assert "--compared" in finding.hint


def test_changed_originals_when_an_original_is_gone_then_warns(tmp_path, shipped, copied):
    (shipped / "duct.png").unlink()
    (finding,) = changed(tmp_path)
    assert "no longer there" in finding.message


def test_changed_originals_when_only_line_ends_differ_then_says_nothing(tmp_path, shipped, copied):
    (shipped / "en.yaml").write_bytes(b"title: a\r\n")
    assert changed(tmp_path) == []


def test_changed_originals_when_line_ends_of_a_picture_differ_then_warns(tmp_path, shipped, copied):
    (shipped / "duct.png").write_bytes(b"\x89PNG\n\x1a\n\0")
    assert len(changed(tmp_path)) == 1


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"sha256": []}', '{"sha256": 3}', "[" * 100_000, "\udcff"])
def test_changed_originals_when_the_record_is_broken_then_says_so(tmp_path, copied, text):
    copied.write_bytes(text.encode(errors="surrogateescape"))
    (finding,) = changed(tmp_path)
    assert (finding.code, finding.severity) == ("H542", Severity.WARNING)


def test_changed_originals_when_the_record_leads_out_of_the_folder_then_reads_nothing_there(
    tmp_path, copied, monkeypatch
):
    (tmp_path / "secret").write_text("x")
    copied.write_text(json.dumps({"sha256": {"../../../../secret": "0" * 64, str(tmp_path / "secret"): "0" * 64}}))
    read: list[Path] = []
    monkeypatch.setattr("handouts.build.copies._sum", read.append)
    assert {finding.code for finding in changed(tmp_path)} == {"H541"}
    assert read == []


def test_changed_originals_when_the_workspace_is_the_shipped_one_then_none_is_looked_for(shipped):
    (shipped / COPIED_FROM).write_text("broken")
    root = shipped.parents[2]
    assert changed_originals(Workspace((root,), root / "output", root), [FOLDER]) == []
