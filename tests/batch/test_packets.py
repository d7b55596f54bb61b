"""Packets in the output folder and their record."""

from __future__ import annotations

import datetime
import json
import os
import shutil

import pytest

from handouts.batch import ledger, packets, records, verify
from handouts.build import PacketRequest, Selection, Shelf
from handouts.errors import ExitCode, OutputError, UsageError
from tests.approvals import approved

TODAY = datetime.date(2026, 11, 21)
DRAFT = "H561"
FILE = "packets/fruit.pdf"


def bound(department, *topics, today=TODAY, **packet):
    selection = Selection(topics or ("apple", "berry"), today=today, workspace=department.folder)
    return packets.make(PacketRequest(selection, **{"name": "fruit", **packet}), Shelf(), wait_seconds=0.1)


def looked(department, *, today=TODAY, prune=False):
    """Return file name and code of each finding, without those of drafts."""
    shelf = Shelf()
    workspace = shelf.workspace(department.folder)
    done = (verify.prune if prune else verify.verify)(workspace, shelf, department.output, today)
    return [(f.place.file.rpartition("/")[2], f.code) for f in done.findings if f.code != DRAFT]


def record(department):
    return json.loads((department.output / packets.NAME).read_text())


def test_packet_when_made_then_it_is_recorded_and_verify_knows_it(department):
    department.run()
    outcome = bound(department, cover=True)
    shelf = Shelf()
    done = verify.verify(shelf.workspace(department.folder), shelf, department.output, TODAY)

    assert outcome.exit_code == ExitCode.OK
    assert looked(department) == []
    assert looked(department, prune=True) == []
    assert outcome.path.is_file()
    (packet,) = done.packets
    assert (packet.file, packet.sha256, packet.pages, packet.size) == (
        FILE, outcome.sha256, outcome.pages, outcome.path.stat().st_size,
    )  # fmt: skip
    assert [held.topic for held in packet.handouts] == ["ward/apple", "ward/berry"]
    drafts = [f.message for f in done.findings if f.place.file.endswith("fruit.pdf")]
    assert len(drafts) == 2
    assert "ward/apple in it" in drafts[0]


def test_packet_when_made_again_then_its_entry_is_replaced_and_others_stay(department):
    bound(department)
    bound(department, name="other", booklet=True)
    bound(department, "cherry")
    bound(department, "berry", name="gone").path.unlink()
    bound(department, "cherry")

    listed = record(department)["packets"]
    assert [(one["file"], [held["topic"] for held in one["handouts"]], one["booklet"]) for one in listed] == [
        (FILE, ["ward/cherry"], False),
        ("packets/other.booklet.pdf", ["ward/apple", "ward/berry"], True),
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda path: path.unlink(), [("fruit.pdf", "H556")]),
        (lambda path: path.write_bytes(path.read_bytes() + b" "), [("fruit.pdf", "H557")]),
        (lambda path: (path.rename(path.with_name("x.pdf")), path.symlink_to("x.pdf")),
         [("fruit.pdf", "H557"), ("x.pdf", "H559")]),
        (lambda path: shutil.copy(path, path.with_name("copy.pdf")), [("copy.pdf", "H559")]),
        (lambda path: (path.parent / "packets.json").unlink(), [("fruit.pdf", "H559")]),
        (lambda path: (path.parent / "packets.json").write_text("{"),
         [("fruit.pdf", "H559"), ("packets.json", "H576")]),
    ],
    ids=["missing", "changed", "link", "copied", "no record", "damaged record"],
)  # fmt: skip
def test_verify_when_something_is_wrong_with_a_packet_then_names_it(department, change, expected):
    path = bound(department).path
    change(path)
    assert looked(department) == expected


def test_verify_when_a_handout_of_a_packet_expires_or_is_gone_then_says_so_and_prune_leaves_it(department):
    approved(department.folder, "ward/berry")
    path = bound(department, "berry", "cherry").path
    assert looked(department) == []
    assert looked(department, today=datetime.date(2099, 1, 1)) == [("fruit.pdf", "H560")]
    shutil.rmtree(department.folder / "content/ward/cherry")

    assert looked(department) == [("fruit.pdf", "H578")]
    assert looked(department, prune=True) == [("fruit.pdf", "H578")]
    assert path.is_file()


def test_prune_when_a_packet_was_thrown_away_then_it_is_forgotten(department):
    bound(department).path.unlink()
    bound(department, name="other")
    bound(department).path.unlink()

    assert looked(department, prune=True) == []
    assert [one["file"] for one in record(department)["packets"]] == ["packets/other.pdf"]


def test_record_when_an_entry_was_changed_by_hand_then_it_counts_for_nothing(department):
    bound(department)
    data = record(department)
    data["packets"][0]["file"] = "../fruit.pdf"
    (department.output / packets.NAME).write_text(json.dumps(data))

    assert packets.read(department.output, "x").packets == {}
    assert looked(department) == [("fruit.pdf", "H559"), ("packets.json", "H576")]


@pytest.mark.parametrize(
    "listed", [{}, [1], [None], [{"handouts": [1]}], [{"handouts": []}], "x", [{"handouts": [{"topic": 1}]}]]
)
def test_record_when_it_has_another_form_then_it_is_told_and_never_believed(department, listed):
    (department.output / "packets").mkdir(parents=True)
    (department.output / packets.NAME).write_text(json.dumps({"schema": 1, "packets": listed}))
    found = packets.read(department.output, "x")

    assert found.packets == {}
    assert [f.code for f in found.findings] == (["H576"] if listed != {} else [])


def test_packet_when_a_newer_program_wrote_the_record_then_nothing_is_done(department):
    bound(department)
    data = record(department)
    (department.output / packets.NAME).write_text(json.dumps({**data, "schema": 2}))

    with pytest.raises(OutputError) as caught:
        bound(department, name="other")
    assert [f.code for f in caught.value.findings] == ["H577"]
    assert not (department.output / "packets/other.pdf").exists()


def test_packet_when_another_run_holds_the_folder_then_it_waits_and_says_who(department):
    department.output.mkdir()
    with records.held(department.output, "output", 0, lambda _: None), pytest.raises(OutputError) as caught:
        bound(department)
    assert [f.code for f in caught.value.findings] == ["H553"]


def test_packet_when_one_handout_is_wrong_then_the_old_packet_stays_as_it_was(department):
    before = bound(department).path.read_bytes()
    department.edit("content/ward/berry/en.yaml", "title:", "titel:")
    outcome = bound(department)

    assert (outcome.path, outcome.exit_code) == (None, ExitCode.CONTENT)
    assert (department.output / FILE).read_bytes() == before
    assert [f for f in looked(department) if f[0] == "fruit.pdf"] == []


def test_packet_when_it_makes_no_sense_then_nothing_is_recorded(department):
    with pytest.raises(UsageError):
        bound(department, copies=0)
    assert not (department.output / packets.NAME).exists()


def test_packet_when_a_run_was_killed_while_saving_then_the_next_one_sweeps_up(department):
    path = bound(department).path
    left = path.with_name(f".{path.name}.{os.urandom(6).hex()}.tmp")
    foreign = path.with_name(".letter.pdf.0123456789ab.tmp")
    for each in (left, foreign):
        each.write_bytes(b"half")
    bound(department)

    assert not left.exists()
    assert foreign.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_packet_when_the_folder_is_read_only_then_it_is_told(department):
    (department.output / "packets").mkdir(parents=True)
    (department.output / "packets").chmod(0o500)
    assert bound(department).exit_code == ExitCode.OUTPUT


def test_ledger_when_a_packet_is_made_then_its_pages_can_be_traced(department):
    bound(department, "berry", "cherry")
    made = ledger.read(Shelf().workspace(department.folder), department.output).printed
    assert [each.topic for each in made] == ["ward/berry", "ward/cherry"]
