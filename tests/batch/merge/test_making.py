"""The copies themselves: what stands in them, which rows have none, and what the folder holds."""

from __future__ import annotations

import itertools
import json
import os
import re
import signal
import stat

import pytest

from handouts import document
from handouts.batch import ledger, manifest, pool
from handouts.batch.merge import copies, making
from handouts.batch.run import Stop
from handouts.errors import ExitCode, OutputError, UsageError
from tests import proofs
from tests.approvals import approved
from tests.batch.merge.conftest import text_of

SECRETS = ["Northgate annex 93", "Dr. Quilla Ovrebo"]
ROW = f"2027-03-09,13:47,12:52,{SECRETS[0]},{SECRETS[1]}"


def test_copies_when_made_then_each_says_its_row_and_passes_the_proofs(lists):
    path = lists.write(
        f"a1,apple,{ROW},,standard,",
        "a2,apple,2027-03-10,,,,,,large-print,",
        "a3,apple,,,,,,,,a4",
        "a4,apple,,10:15,,,,,,",
    )
    _, checked, tally = lists.make(path)
    assert (tally.made, tally.failed, tally.left, checked.findings) == (4, 0, 0, [])
    told = {}
    for name in lists.files():
        data = (lists.output / "merge/list" / name).read_bytes()
        assert proofs.faults(data) == []
        told[name[:2]] = text_of(data)
    for words in ("Tuesday, March 9, 2027", "Arrive at (time): 12:52 PM", "Start (time): 1:47 PM", *SECRETS):
        assert words in told["a1"], words
    assert "Tuesday, March 9, 5:47 AM" in told["a1"], "eight hours before it begins"
    assert "Wednesday, March 10, 2027" in told["a2"]
    assert "Start (time)" not in told["a2"]
    assert "You will see" not in told["a2"]
    assert not re.search(r"[0-9] [AP]M", told["a2"]), "no clock time can follow from a day"
    assert "Start (time): 10:15 AM" in told["a4"]


def test_copy_when_nothing_is_known_then_is_the_page_of_a_build(lists, department):
    department.run(only=["ward/apple"])
    lists.make(lists.write("a3,apple", head="id,topic"))
    built = (lists.output / "ward/apple.en.standard.pdf").read_bytes()
    assert (lists.output / "merge/list/a3.ward.apple.pdf").read_bytes() == built


def test_copies_when_made_alone_or_by_processes_then_bytes_are_the_same(lists):
    path = lists.write(*(f"a{n},{['apple', 'berry', 'cherry'][n % 3]},{ROW},,," for n in range(13)))
    made = []
    for way in ({"workers": 1}, {"workers": 2}, {"workers": 2, "make": lambda n: pool.processes(n, "spawn")}):
        _, _, tally = lists.make(path, way=way)
        assert tally.made == 13
        made.append({name: (lists.output / "merge/list" / name).read_bytes() for name in lists.files()})
    assert made[0] == made[1] == made[2]


# ---------------------------------------------------------------- rows that fail


def test_character_when_no_font_has_it_then_the_row_is_told_and_the_others_are_made(lists):
    path = lists.write("a1,apple,Dr. 名前", "a2,apple,Dr. Núñez-Șerban", head="id,topic,clinician")
    _, _, tally = lists.make(path)
    assert (tally.made, tally.failed) == (1, 1)
    (finding,) = tally.findings
    assert (finding.code, finding.place.line) == ("H401", 2)
    assert "characters 5, 6 of “clinician”" in finding.message
    assert lists.files() == ["a2.ward.apple.pdf"]


def test_handout_when_it_has_errors_then_they_are_told_once_and_its_rows_are_left_out(lists, department):
    department.edit("content/ward/berry/en.yaml", "title: Opening", "titel: Opening")
    path = lists.write("a1,apple", "a2,berry", "a3,berry", "a4,cherry", head="id,topic")
    plan, checked, tally = lists.make(path)
    assert [request.personal.row.line for request in plan.rows] == [2, 5]
    assert (checked.failed, tally.made, checked.codes) == (2, 2, {ExitCode.CONTENT})
    assert [f.place.line for f in checked.findings if f.code == "H592"] == [3]
    assert any(f.place.file.endswith("berry/en.yaml") for f in checked.findings)


def test_handout_when_past_its_review_date_then_its_rows_are_left_out(lists, department):
    import datetime  # noqa: PLC0415  only here

    approved(department.folder, "ward/berry")
    late = datetime.date(2099, 1, 1)
    path = lists.write("a2,berry", head="id,topic")
    _, checked, tally = lists.make(path, today=late)
    assert {f.code for f in checked.findings} == {"H215", "H592"}
    assert (tally.made, checked.failed) == (0, 1)
    _, checked, tally = lists.make(path, today=late, allow_expired=True)
    assert (tally.made, checked.failed) == (1, 0)


def test_appointment_when_the_clock_skips_it_then_the_row_is_told(lists):
    path = lists.write("a1,apple,2027-03-14,02:30", "a2,apple,2027-03-14,03:30", head="id,topic,date,time")
    _, _, tally = lists.make(path)
    assert [(f.code, f.place.line) for f in tally.findings] == [("H241", 2)]
    assert tally.made == 1


def test_worker_when_it_crashes_then_that_row_alone_has_no_copy(lists, monkeypatch):
    real = document.parse

    def crashing(markup, *more):
        if "East-7" in markup:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(markup, *more)

    monkeypatch.setattr(document, "parse", crashing)
    path = lists.write(*(f"a{n},apple,East-{n}" for n in range(12)), head="id,topic,place")
    _, _, tally = lists.make(path, way={"workers": 2, "make": lambda n: pool.processes(n, "fork")})
    assert (tally.made, tally.failed) == (11, 1)
    assert [(f.code, f.place.line) for f in tally.findings] == [("H554", 9)]
    assert not any(name.startswith(".") for name in lists.files())


# ---------------------------------------------------------------- the folder


def test_files_when_made_then_nobody_else_may_read_them(lists):
    lists.make(lists.write("a1,apple", head="id,topic"))
    folder = lists.output / "merge/list"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "a1.ward.apple.pdf").stat().st_mode) == 0o600
    folder.chmod(0o750)
    lists.make(lists.write("a1,apple", head="id,topic"))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o750
    assert stat.S_IMODE((folder / "a1.ward.apple.pdf").stat().st_mode) == 0o640, "whom the folder lets in"


def test_list_when_merged_again_then_copies_with_the_same_ids_are_replaced(lists):
    lists.make(lists.write("a1,apple,East", "a2,apple,East", head="id,topic,place"))
    _, _, tally = lists.make(lists.write("a1,apple,West", head="id,topic,place"))
    assert lists.files() == ["a1.ward.apple.pdf", "a2.ward.apple.pdf"]
    assert "Place: West" in text_of((lists.output / "merge/list/a1.ward.apple.pdf").read_bytes())
    assert [(f.code, f.severity.value) for f in tally.findings] == [("H594", "warning")]
    assert "another personal copy stands" in tally.findings[0].message


def test_build_when_it_follows_then_it_keeps_the_copies_in_the_manifest(lists, department):
    lists.make(lists.write("a1,apple", head="id,topic"))
    department.run()
    known = manifest.read(lists.output, "manifest.json")
    assert [(each.list, each.ids, each.copies) for each in known.merged] == [("list", ("a1",), 1)]
    assert len(known.entries) == 3
    lists.make(lists.write("b1,apple", head="id,topic", name="other.csv"))
    known = manifest.read(lists.output, "manifest.json")
    assert [each.list for each in known.merged] == ["list", "other"]
    assert len(known.entries) == 3
    assert department.built() == []


def test_run_when_asked_to_stop_then_what_is_begun_is_made_and_recorded(lists):
    stop = Stop()
    path = lists.write(*(f"a{n},apple" for n in range(40)), head="id,topic")
    plan = lists.plan(path)
    making.check_kinds(plan)
    count = itertools.count(1)

    def each(made):
        if next(count) == 3:
            stop.ask()

    from handouts.build import Shelf  # noqa: PLC0415  only here

    way = making.MergeWay(workers=1, stop=stop, each=each)
    tally = making.make_copies(plan, Shelf().workspace(lists.department.folder), lists.output, way)
    assert (tally.made, tally.left) == (3, 37)
    assert len(lists.files()) == 3
    assert [each.copies for each in manifest.read(lists.output, "").merged] == [3]


def test_run_when_killed_then_the_next_one_knows_its_copies_and_sweeps_the_halves(lists):
    lists.make(lists.write("a1,apple", "a2,apple", head="id,topic"))
    folder = lists.output / "merge/list"
    (lists.output / "manifest.json").unlink()
    copies.begin(lists.output, "list", ["a1", "a2", "a3"])
    half = folder / ".a3.ward.apple.pdf.0123456789ab.tmp"
    half.write_bytes(b"%PDF-1.7 half")
    foreign = folder / ".x9.ward.apple.pdf.0123456789ab.tmp"
    foreign.write_bytes(b"somebody's")
    lists.make(lists.write("b1,apple", head="id,topic", name="other.csv"))
    assert (half.exists(), foreign.exists()) == (False, True)
    known = {each.list: each.ids for each in manifest.read(lists.output, "").merged}
    assert known == {"list": ("a1", "a2"), "other": ("b1",)}


def test_output_when_a_link_is_planted_then_nothing_is_written_through_it(lists, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (lists.output / "merge").mkdir(parents=True)
    (lists.output / "merge/list").symlink_to(outside)
    _, _, tally = lists.make(lists.write("MRN-1,apple", head="id,topic"))
    assert list(outside.iterdir()) == []
    assert [(f.code, f.place.line) for f in tally.findings if f.severity.value == "error"] == [("H524", 2)]
    assert not any("MRN" in f"{f.message} {f.place} {f.hint}" for f in tally.findings)


def test_output_when_another_run_holds_it_then_says_who(lists):
    from handouts.batch import records  # noqa: PLC0415  only here

    path = lists.write("a1,apple", head="id,topic")
    with records.held(lists.output, "output", 0.0, lambda _: None), pytest.raises(OutputError) as caught:
        lists.make(path, way={"wait_seconds": 0.0})
    assert caught.value.findings[0].code == "H553"


def test_encryption_when_its_package_is_missing_then_says_how_to_install_it(monkeypatch):
    making.require_encryption()
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(UsageError) as caught:
        making.require_encryption()
    (finding,) = caught.value.findings
    assert finding.code == "H591"
    assert "handouts[encrypt]" in finding.hint


def test_ledger_when_copies_are_made_then_has_the_line_of_each_kind_once_and_nothing_of_a_person(lists, department):
    path = lists.write("a1,apple,2026-12-03", "a2,apple,2026-12-04", "a3,berry,", head="id,topic,date")
    lists.make(path)
    text = (department.folder / ledger.NAME).read_text()
    assert [json.loads(line)["topic"] for line in text.splitlines()] == ["ward/apple", "ward/berry"]
    assert "2026-12-0" not in text
    assert "a1" not in json.loads(text.splitlines()[0]).values()
