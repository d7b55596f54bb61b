"""Holding the output folder against its manifest."""

from __future__ import annotations

import datetime
import shutil

import pytest

from handouts.batch import verify
from handouts.build import Shelf
from tests.approvals import approved

TODAY = datetime.date(2026, 11, 21)
DRAFT = "H561"


def looked(department, *, today=TODAY, prune=False):
    """Return file name and code of each finding, without those of drafts, and the names of what was removed."""
    shelf = Shelf()
    workspace = shelf.workspace(department.folder)
    done = (verify.prune if prune else verify.verify)(workspace, shelf, department.output, today)
    codes = [(f.place.file.rpartition("/")[2], f.code) for f in done.findings if f.code != DRAFT]
    return codes, [path.name for path in done.pruned]


def test_verify_when_all_is_as_built_then_finds_drafts_alone(department):
    department.run()
    assert looked(department) == ([], [])
    shelf = Shelf()
    found = verify.verify(shelf.workspace(department.folder), shelf, department.output, TODAY).findings
    assert [finding.code for finding in found] == [DRAFT] * 3


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda path: path.unlink(), [("berry.en.standard.pdf", "H556")]),
        (lambda path: path.write_bytes(path.read_bytes() + b" "), [("berry.en.standard.pdf", "H557")]),
        (lambda path: (path.rename(path.with_name("x.pdf")), path.symlink_to("x.pdf")),
         [("berry.en.standard.pdf", "H557"), ("x.pdf", "H559")]),
        (lambda path: shutil.copy(path, path.with_name("copy.pdf")), [("copy.pdf", "H559")]),
    ],
    ids=["missing", "changed", "link", "not recorded"],
)  # fmt: skip
def test_verify_when_something_is_wrong_then_names_it(department, change, expected):
    department.run()
    change(department.output / "ward/berry.en.standard.pdf")
    assert looked(department)[0] == expected


def test_verify_when_the_review_date_passes_then_says_so(department):
    approved(department.folder, "ward/berry")
    department.run()
    assert looked(department)[0] == []
    assert looked(department, today=datetime.date(2099, 1, 1))[0] == [("berry.en.standard.pdf", "H560")]


def test_verify_when_a_run_was_killed_then_says_so(department):
    department.run()
    (department.output / ".handouts/journal.jsonl").write_text('{"plan": []}\n')
    assert ("output", "H563") in looked(department)[0]
    assert looked(department, prune=True)[0] == []


def test_prune_when_a_topic_is_gone_then_removes_what_was_written_and_nothing_else(department):
    department.run()
    foreign = department.output / "ward" / "letter.pdf"
    foreign.write_bytes(b"mine")
    for name in ("berry", "cherry"):
        shutil.rmtree(department.folder / "content/ward" / name)
    changed = department.output / "ward/cherry.en.standard.pdf"
    changed.write_bytes(b"somebody wrote on it")
    gone = ("berry.en.standard.pdf", "H558")
    assert gone in looked(department)[0]
    codes, pruned = looked(department, prune=True)
    assert pruned == ["berry.en.standard.pdf"]
    assert set(codes) == {
        ("cherry.en.standard.pdf", "H562"),
        ("cherry.en.standard.pdf", "H557"),
        ("cherry.en.standard.pdf", "H558"),
        ("letter.pdf", "H559"),
    }
    assert (foreign.read_bytes(), changed.read_bytes()) == (b"mine", b"somebody wrote on it")
    assert (department.output / "ward/apple.en.standard.pdf").is_file()
    assert not (department.output / "ward/berry.en.standard.pdf").exists()
    changed.unlink()
    assert looked(department, prune=True) == ([("letter.pdf", "H559")], [])


def test_prune_when_the_folder_was_turned_into_a_link_then_removes_nothing_through_it(department, tmp_path):
    department.run()
    shutil.rmtree(department.folder / "content/ward/berry")
    outside = tmp_path / "outside"
    shutil.move(department.output / "ward", outside)
    (department.output / "ward").symlink_to(outside)
    assert looked(department, prune=True)[1] == []
    assert (outside / "berry.en.standard.pdf").is_file()


def test_verify_when_there_is_nothing_then_finds_nothing_and_makes_nothing(department):
    assert looked(department) == ([], [])
    assert not department.output.exists()
