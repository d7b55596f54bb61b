"""``handouts build``: results, findings, exit codes."""

from __future__ import annotations

import errno
import json
import os
import re

import pytest

from handouts.errors import ExitCode

KEYS = {"handouts", "exit_code", "outcomes", "findings"}
OUTCOME_KEYS = {
    "topic",
    "language",
    "layout",
    "page_size",
    "ok",
    "path",
    "pages",
    "bytes",
    "sha256",
    "page_id",
    "unchanged",
    "findings",
    "fault",
}
FINDING_KEYS = {"code", "severity", "message", "file", "line", "column", "hint", "excerpt", "key"}


def files(folder):
    """Return what was built; the run's own records are of no interest here."""
    records = ("manifest.json", "printed.jsonl")
    found = (path for path in folder.rglob("*") if path.is_file() and path.name not in records)
    return sorted(path.relative_to(folder).as_posix() for path in found if ".handouts" not in path.parts)


def test_build_when_there_is_no_workspace_then_writes_what_ships_into_output(handouts, tmp_path):
    called = handouts("build")
    assert (called.code, called.err) == (0, "")
    *rows, last = called.out.splitlines()
    assert len(rows) >= 4
    for row in rows:
        assert re.fullmatch(r"output/[a-z-]+/[a-z-]+\.en\.standard\.pdf  \d+ pages  \d+ kB", row)
    assert last == f"{len(rows)} handouts built"
    assert files(tmp_path) == sorted(row.split("  ")[0] for row in rows)


def test_build_when_quiet_then_says_nothing(handouts, tmp_path):
    called = handouts("build", "chronic-total-occlusion", "--quiet")
    assert (called.code, called.out, called.err) == (0, "", "")
    assert files(tmp_path) == ["output/cardiology/chronic-total-occlusion.en.standard.pdf"]


def test_build_when_layouts_and_sizes_are_named_then_writes_each(handouts, tmp_path):
    called = handouts("build", "chronic-total-occlusion", "-l", "all", "--page-size", "a4", "-o", "to-print")
    assert called.code == 0
    names = files(tmp_path)
    assert {
        f"to-print/cardiology/chronic-total-occlusion.en.{name}.a4.pdf" for name in ("standard", "large-print")
    } <= {*names}
    assert all(name in called.out for name in names)


def test_build_when_json_is_asked_for_then_prints_one_document(handouts, tmp_path):
    called = handouts("build", "chronic-total-occlusion", "--json", "--appointment", "2026-12-03 08:30")
    assert (called.code, called.err) == (0, "")
    assert "12-03" not in called.out
    data = called.json()
    assert set(data) == KEYS
    (outcome,) = data["outcomes"]
    assert set(outcome) == OUTCOME_KEYS
    assert outcome["ok"]
    assert outcome["fault"] is None
    assert (outcome["topic"], outcome["language"]) == ("cardiology/chronic-total-occlusion", "en")
    path = tmp_path / "output" / "cardiology" / "chronic-total-occlusion.en.standard.pdf"
    assert (tmp_path / outcome["path"]).samefile(path)
    assert outcome["bytes"] == path.stat().st_size
    assert outcome["pages"] >= 2


def test_build_when_one_is_wrong_then_builds_the_others_and_tells_every_problem(handouts, mine, add_topic):
    add_topic("cardiology/valve", **{"title: Opening": "tilte: Opening", "how_often: not known": "how_often: often"})
    add_topic("cardiology/stent")
    add_topic("radiology/scan", **{"  - Do not eat for **8 hours** before.\n": ""})
    called = handouts("build", "cardiology/valve", "cardiology/stent", "scan")
    assert called.code == ExitCode.CONTENT
    places = [line.split(": ")[0] for line in called.err.splitlines() if ": H1" in line]
    assert len(places) == 3
    assert [place.split(":")[0] for place in places] == [
        *["content/cardiology/valve/en.yaml"] * 2,
        "content/radiology/scan/en.yaml",
    ]
    assert all(re.fullmatch(r"[^:]+:\d+:\d+", place) for place in places)
    assert called.err.count("\n    ") == 3
    assert called.out.splitlines()[-1] == "1 handout built, 2 handouts not built: 3 errors"
    assert files(mine / "output") == ["cardiology/stent.en.standard.pdf"]


def test_build_when_the_clinic_is_wrong_then_tells_it_once(handouts, mine, add_topic):
    add_topic("cardiology/stent")
    add_topic("cardiology/valve")
    (mine / "content" / "clinic.yaml").write_text("nmae: x\n")
    called = handouts("build", "--department", "cardiology", "--language", "en", "--layout", "all")
    assert called.code == ExitCode.CONTENT
    assert called.err.count("clinic.yaml:1:1: H110 ") == 1
    data = handouts("build", "--department", "cardiology", "--language", "en", "--json").json()
    assert len(data["outcomes"]) == 3
    assert all(outcome["findings"] == data["findings"] for outcome in data["outcomes"])


def test_build_when_wrong_then_json_holds_every_finding(handouts, add_topic):
    add_topic("cardiology/valve", **{"title: Opening": "tilte: Opening"})
    called = handouts("build", "valve", "--json")
    assert (called.code, called.err) == (ExitCode.CONTENT, "")
    data = called.json()
    assert data["exit_code"] == ExitCode.CONTENT
    (outcome,) = data["outcomes"]
    assert (outcome["ok"], outcome["path"], outcome["pages"], outcome["bytes"]) == (False, None, 0, 0)
    assert outcome["findings"] == data["findings"]
    (finding,) = data["findings"]
    assert set(finding) == FINDING_KEYS
    assert (finding["code"], finding["severity"], finding["line"]) == ("H110", "error", 2)


def test_build_when_words_make_no_sense_then_json_says_so_and_nothing_is_built(handouts, tmp_path):
    called = handouts("build", "nope", "chronic-total-occlusion", "--layout", "standrad", "--json")
    assert (called.code, called.err) == (ExitCode.USAGE, "")
    data = called.json()
    assert {finding["code"] for finding in data["findings"]} == {"H531", "H534"}
    assert data["outcomes"] == []
    assert data["exit_code"] == ExitCode.USAGE
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["nope"], "H531"),
        (["--department", "nope"], "H533"),
        (["--layout", "nope"], "H534"),
        (["--language", "xx"], "H535"),
        (["--page-size", "a5"], "H536"),
        (["--appointment", "tomorrow"], "H537"),
        (["--workspace", "nowhere"], "H504"),
    ],
)
def test_build_when_an_option_makes_no_sense_then_exit_3(handouts, words, code):
    data = handouts("build", *words, "--json").json()
    assert ([finding["code"] for finding in data["findings"]], data["exit_code"]) == ([code], ExitCode.USAGE)
    called = handouts("build", *words)
    assert (called.code, called.codes(), called.out) == (ExitCode.USAGE, {code}, "")


def test_build_when_the_clinics_file_is_missing_then_says_so(handouts):
    called = handouts("build", "chronic-total-occlusion", "--clinic", "nowhere.yaml")
    assert called.code == ExitCode.CONTENT
    assert called.err.startswith("nowhere.yaml: H501 ")


def test_build_when_another_clinic_is_named_then_uses_it(handouts, mine, add_topic):
    add_topic("cardiology/stent")
    text = (mine / "content" / "clinic.yaml").read_text(encoding="utf-8")
    other = mine / "content" / "clinic-north.yaml"
    other.write_text(text.replace("page_size: letter", "page_size: a4"), encoding="utf-8")
    assert handouts("build", "stent").code == 0
    before = (mine / "output/cardiology/stent.en.standard.pdf").read_bytes()
    assert handouts("build", "stent", "--clinic", "content/clinic-north.yaml").code == 0
    assert (mine / "output/cardiology/stent.en.standard.pdf").read_bytes() != before


def test_build_when_the_appointment_is_past_then_warns_and_builds(handouts):
    called = handouts("build", "chronic-total-occlusion", "--appointment", "2026-11-20 08:30")
    assert (called.code, called.codes()) == (0, {"H538"})
    assert called.out.splitlines()[-1] == "1 handout built: 1 warning"
    assert handouts("build", "chronic-total-occlusion", "-q", "--appointment", "2026-11-20 08:30").err == ""


@pytest.mark.parametrize(
    ("call", "number", "code"),
    [
        ("os.write", errno.ENOSPC, "H523"),
        ("os.fsync", errno.ENOSPC, "H523"),
        ("pathlib.Path.mkdir", errno.EROFS, "H521"),
        ("pathlib.Path.mkdir", errno.EACCES, "H521"),
        ("pathlib.Path.replace", errno.EACCES, "H522"),
    ],
)
def test_build_when_the_output_cannot_be_written_then_exit_4_and_nothing_half_written(
    handouts, tmp_path, monkeypatch, call, number, code
):
    def refused(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(call, refused)
    called = handouts("build", "chronic-total-occlusion", "biliary-balloon-dilation")
    monkeypatch.undo()
    assert called.code == ExitCode.OUTPUT
    assert called.codes() == {code}
    assert "--output" in called.err
    assert files(tmp_path) == []
    assert called.out == "", "it is told once for the folder, not once for each handout"


def test_build_when_content_and_output_are_wrong_then_the_worse_exit_code_counts(handouts, mine, add_topic):
    add_topic("cardiology/valve", **{"title: Opening": "tilte: Opening"})
    add_topic("cardiology/stent")
    (mine / "output" / "cardiology").write_text("in the way")
    assert handouts("build", "valve", "stent").code == ExitCode.OUTPUT


def test_build_when_the_program_is_wrong_then_the_others_are_built_and_exit_1(handouts, mine, add_topic, monkeypatch):
    from handouts import layouts  # noqa: PLC0415  patched

    add_topic("cardiology/valve")
    add_topic("radiology/scan")
    real = layouts.render

    def sometimes(loaded, *more):
        if loaded.topic == "valve":
            raise ZeroDivisionError
        return real(loaded, *more)

    monkeypatch.setattr(layouts, "render", sometimes)
    called = handouts("build", "valve", "scan")
    assert called.code == ExitCode.INTERNAL
    assert "internal error in cardiology/valve en standard: ZeroDivisionError\n" in called.err
    assert "Traceback" not in called.err
    assert files(mine / "output") == ["radiology/scan.en.standard.pdf"]
    called = handouts("build", "valve", "scan", "--json")
    assert [outcome["fault"] for outcome in called.json()["outcomes"]] == ["ZeroDivisionError", None]
    assert called.json()["exit_code"] == ExitCode.INTERNAL


def test_build_when_debugging_then_logs_each_stage_without_the_appointment(handouts, monkeypatch, caplog):
    monkeypatch.setenv("HANDOUTS_DEBUG", "1")
    called = handouts("build", "chronic-total-occlusion", "--appointment", "2026-12-03 08:30")
    assert called.code == 0
    stages = [message.split()[0] for message in caplog.messages]
    assert stages == ["load", "render", "parse", "write", "save"]
    assert not any("12-03" in message or "08:30" in message for message in caplog.messages)
    assert "12-03" not in called.out + called.err


@pytest.mark.parametrize(
    ("topics", "opened"),
    [
        (["chronic-total-occlusion"], "output/cardiology/chronic-total-occlusion.en.standard.pdf"),
        (["chronic-total-occlusion", "biliary-balloon-dilation"], "output"),
    ],
)
def test_build_when_asked_to_open_then_shows_the_file_or_the_folder(handouts, monkeypatch, tmp_path, topics, opened):
    shown: list[str] = []
    monkeypatch.setattr("typer.launch", shown.append)
    assert handouts("build", *topics, "--open").code == 0
    assert [(tmp_path / path).resolve() for path in shown] == [(tmp_path / opened).resolve()]


def test_build_when_a_file_is_named_then_builds_that_language(handouts, mine, add_topic):
    file = add_topic("cardiology/stent")
    called = handouts("build", str(file.relative_to(mine)), "--json")
    assert [outcome["topic"] for outcome in json.loads(called.out)["outcomes"]] == ["cardiology/stent"]


def test_round_trip_when_a_clinic_begins_then_init_new_copy_check_and_build_work(handouts, mine):
    assert handouts("new", "cardiology/heart-stent").code == 0
    assert handouts("copy", "chronic-total-occlusion").code == 0
    assert handouts("copy", "standard").code == 0
    checked = handouts("check")
    assert checked.code == 0
    assert checked.codes() == {"H192"}
    assert checked.err.count("content/cardiology/heart-stent/en.yaml:") > 10
    assert files(mine / "output") == []
    built = handouts("build")
    assert built.code == 0
    assert {"cardiology/heart-stent.en.standard.pdf", "cardiology/chronic-total-occlusion.en.standard.pdf"} <= {
        *files(mine / "output")
    }
    refused = handouts("approve", "heart-stent", "--by", "Cardiologist, MD", "--review-by", "2027-11-21")
    assert refused.code == ExitCode.CONTENT
    assert refused.codes() == {"H192", "H383"}
