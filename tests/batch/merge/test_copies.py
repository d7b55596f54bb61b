"""What is kept of copies, and how far it is trusted."""

from __future__ import annotations

import json

import pytest

from handouts.batch import manifest
from handouts.batch.merge import copies
from handouts.batch.merge.copies import Copies


def test_copies_when_written_then_are_read_the_same():
    made = Copies("list", ("a1", "b2"), 3)
    assert Copies.read(json.loads(json.dumps(made.data()))) == made


@pytest.mark.parametrize(
    "change",
    [
        {"copies": 4},
        {"copies": "3"},
        {"list": "../up"},
        {"ids": ["a1", "../../etc"]},
        {"ids": "a1"},
        {"list": 7},
        {"seal": "0" * 64},
        {"more": 1},
    ],
)
def test_copies_when_changed_by_hand_then_are_not_believed(change):
    assert Copies.read(Copies("list", ("a1", "b2"), 3).data() | change) is None
    assert Copies.read([]) is None


def test_manifest_when_a_list_was_changed_by_hand_then_says_so_and_keeps_the_rest(tmp_path):
    kept = [Copies("list", ("a1",), 1), Copies("other", ("b1",), 1), Copies("empty", (), 0)]
    manifest.write(tmp_path, {}, "manifest.json", kept)
    path = tmp_path / "manifest.json"
    assert manifest.read(tmp_path, "manifest.json").merged == tuple(kept[:2])
    path.write_text(path.read_text().replace('"a1"', '"a2"'))
    known = manifest.read(tmp_path, "manifest.json")
    assert known.merged == (kept[1],)
    assert [finding.code for finding in known.findings] == ["H552"]
    path.write_text(json.dumps({"schema": 1, "files": [], "merged": 7}))
    assert [finding.code for finding in manifest.read(tmp_path, "manifest.json").findings] == ["H552"]


def test_standing_when_links_and_other_files_are_there_then_they_are_no_copies(tmp_path):
    folder = tmp_path / "merge/list"
    folder.mkdir(parents=True)
    for name in ("a1.ward.apple.pdf", "_con.ward.apple.pdf", "notes.txt", ".a1.ward.apple.pdf.0123456789ab.tmp"):
        (folder / name).write_bytes(b"x")
    (folder / "a2.ward.apple.pdf").symlink_to(folder / "notes.txt")
    (folder / "a3.ward.apple.pdf").mkdir()
    assert sorted(copies.standing(tmp_path, "list")) == [("a1", "a1.ward.apple.pdf"), ("con", "_con.ward.apple.pdf")]
    assert copies.counted(tmp_path, "list", ["a1", "a2", "a3", "con"]) == Copies("list", ("a1", "con"), 2)
    assert list(copies.standing(tmp_path, "none")) == []


@pytest.mark.parametrize("text", ["", "{", "[]", '{"list": "../x", "ids": []}', '{"list": "a", "ids": ["../x"]}'])
def test_note_when_damaged_then_is_not_believed(tmp_path, text):
    (tmp_path / ".handouts").mkdir()
    (tmp_path / ".handouts/merge.json").write_text(text)
    assert copies.cut_short(tmp_path) is None


def test_note_when_begun_then_is_there_until_the_end(tmp_path):
    copies.begin(tmp_path, "list", ["b", "a"])
    assert copies.cut_short(tmp_path) == ("list", frozenset("ab"))
    copies.end(tmp_path)
    copies.end(tmp_path)
    assert copies.cut_short(tmp_path) is None
