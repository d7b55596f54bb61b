"""Personal copies on the command line."""

from __future__ import annotations

import json
import re

import pytest

from handouts.cli import app
from handouts.errors import ExitCode

TOPIC = "chronic-total-occlusion"
FULL = f"cardiology/{TOPIC}"
HEAD = "id,date,time,arrive,place,clinician"
SECRETS = ["2027-03-09", "13:47", "12:52", "Northgate annex 93", "Quilla Ovrebo", "MRN-4711"]
ROW = "MRN-4711,2027-03-09,13:47,12:52,Northgate annex 93,Quilla Ovrebo"


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a list into the folder of the user."""

    def written(*rows: str, head: str = HEAD) -> None:
        (tmp_path / "list.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")

    return written


def test_merge_when_rows_are_right_then_tells_lines_and_only_files_with_random_ids(handouts, write, tmp_path):
    write(ROW, ",2027-03-10,,,,")
    called = handouts("merge", "list.csv", "--topic", TOPIC)
    assert called.code == 0
    first, second, last = called.out.splitlines()
    assert re.fullmatch(rf"list\.csv:2  {FULL} en standard  [789] pages  \d+ kB", first)
    made = {path.name for path in (tmp_path / "output/merge/list").iterdir()}
    assert len(made) == 2
    [random] = made - {f"MRN-4711.cardiology.{TOPIC}.pdf"}
    assert f"output/merge/list/{random}" in second
    assert last == "2 personal copies made"


def test_merge_when_a_row_is_wrong_then_exits_with_2_and_makes_the_others(handouts, write, tmp_path):
    write("a1,12/03/2026,,,,", "a2,,,,,", "a3,2026-11-20,,,,")
    called = handouts("merge", "list.csv", "--topic", TOPIC, "--name", "thursday")
    assert (called.code, called.codes()) == (ExitCode.CONTENT, {"H537", "H538"})
    assert called.out.splitlines()[-1] == "2 personal copies made, 1 row without one: 1 error, 1 warning"
    assert "list.csv:2: H537" in called.err
    assert len(list((tmp_path / "output/merge/thursday").iterdir())) == 2


@pytest.mark.parametrize("form", [(), ("--json",), ("--quiet",)])
def test_merge_when_debugging_then_nothing_that_is_printed_or_written_tells_of_a_person(
    handouts, write, tmp_path, monkeypatch, form
):
    monkeypatch.setenv("HANDOUTS_DEBUG", "1")
    write(ROW, ROW, ROW.replace("13:47", "3:47"), ROW.replace("Quilla", "Quilla 名").replace("4711", "4712"))
    called = handouts("merge", "list.csv", "-t", TOPIC, "--report", "run.json", *form)
    assert called.code == ExitCode.CONTENT
    report = json.loads((tmp_path / "run.json").read_text())
    told = called.out + called.err + json.dumps(report) + json.dumps(handouts("verify", "--json").json())
    assert [secret for secret in SECRETS if secret in told] == []
    assert [(row["line"], row["ok"], row["id"], row["path"]) for row in report["copies"]] == [
        (2, True, None, None),
        (5, False, None, None),
    ]
    assert (report["made"], report["not_made"], report["list"]) == (1, 3, "list")
    assert sorted(f["code"] for f in report["findings"]) == ["H401", "H537", "H589"]
    if form == ("--json",):
        assert called.json() == report


def test_merge_when_the_plan_is_asked_for_then_checks_all_and_writes_nothing(handouts, write, tmp_path):
    write("a1,,,,,", "a2,,25:00,,,")
    called = handouts("merge", "list.csv", "--topic", TOPIC, "--dry-run")
    assert (called.code, called.codes()) == (ExitCode.CONTENT, {"H537"})
    assert called.out == "1 personal copy to make, 1 row without one: 1 error\n"
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


def test_merge_when_files_get_passwords_then_they_need_them(handouts, write, tmp_path):
    import pikepdf  # noqa: PLC0415  only here

    write("a1,correct horse", "a2,", head="id,pin")
    assert handouts("merge", "list.csv", "--topic", TOPIC).codes() == {"H582"}
    called = handouts("merge", "list.csv", "--topic", TOPIC, "--encrypt-with-column", "pin", "--quiet")
    assert (called.code, called.codes()) == (ExitCode.CONTENT, {"H590"})
    assert "correct horse" not in called.out + called.err
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(tmp_path / f"output/merge/list/a1.cardiology.{TOPIC}.pdf")
    ignored = handouts("merge", "list.csv", "--topic", TOPIC, "--ignore-column", "pin", "--quiet")
    assert (ignored.code, ignored.err) == (0, "")
    pikepdf.open(tmp_path / f"output/merge/list/a1.cardiology.{TOPIC}.pdf").close()


def test_merge_when_the_words_make_no_sense_then_says_so(handouts, write, tmp_path):
    write("a1,,,,,")
    assert handouts("merge", "list.csv").codes() == {"H584"}
    assert handouts("merge", "none.csv", "--topic", TOPIC).codes() == {"H501"}
    wrong = handouts("merge", "list.csv", "--topic", TOPIC, "--layout", "larg-print")
    assert (wrong.code, wrong.codes()) == (ExitCode.USAGE, {"H534"})
    assert "Did you mean “large-print”" in wrong.err
    assert handouts("merge").code == ExitCode.USAGE


def test_merge_when_columns_are_asked_for_then_lists_them_all(handouts):
    from handouts.batch.merge.columns import COLUMNS  # noqa: PLC0415  only here

    called = handouts("merge", "--columns")
    assert called.code == 0
    assert [line.partition(":")[0] for line in called.out.splitlines()] == [column.name for column in COLUMNS]
    told = app.load("merge").epilog
    assert [column.name for column in COLUMNS if f"  {column.name} " not in told] == []


def test_verify_when_copies_were_merged_then_knows_them(handouts, write, tmp_path):
    write("a1,,,,,", "a2,,,,,")
    handouts("merge", "list.csv", "--topic", TOPIC)
    assert handouts("verify").out == "0 files and 2 personal copies as built\n"
    folder = tmp_path / "output/merge/list"
    (folder / f"a1.cardiology.{TOPIC}.pdf").unlink()
    (folder / "MRN-9.pdf").write_bytes(b"%PDF")
    called = handouts("verify")
    assert (called.code, called.codes()) == (0, {"H593", "H559"})
    assert "1 of 2 personal copies is not there any more" in called.err
    assert "MRN-9" not in called.err
    assert handouts("verify", "--json").json()["merged"] == [{"list": "list", "copies": 1}]
    handouts("verify", "--prune")
    assert handouts("verify").codes() == {"H559"}
    assert (folder / "MRN-9.pdf").exists()
    assert (folder / f"a2.cardiology.{TOPIC}.pdf").exists()


def test_verify_when_a_merge_was_killed_then_says_so_and_prune_mends_it(handouts, write, tmp_path):
    from handouts.batch.merge import copies  # noqa: PLC0415  only here

    write("a1,,,,,", "a2,,,,,")
    handouts("merge", "list.csv", "--topic", TOPIC)
    output = tmp_path / "output"
    (output / "manifest.json").unlink()
    copies.begin(output, "list", ["a1", "a2", "a3"])
    half = output / "merge/list/.a3.x.y.pdf.0123456789ab.tmp"
    half.write_bytes(b"half")
    called = handouts("verify")
    assert called.codes() == {"H563"}
    assert "2 personal copies" in called.out
    handouts("verify", "--prune")
    assert handouts("verify").codes() == set()
    assert not half.exists()
