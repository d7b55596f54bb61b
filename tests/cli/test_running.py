"""Plans, reports and unchanged handouts on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from handouts.cli.progress import Progress
from handouts.errors import ExitCode

TOPIC = "chronic-total-occlusion"
FILE = f"output/cardiology/{TOPIC}.en.standard.pdf"


def test_build_when_nothing_changed_then_says_so_line_by_line(handouts):
    assert handouts("build", TOPIC).code == 0
    again = handouts("build", TOPIC)
    assert again.code == 0
    assert again.out.splitlines()[0].startswith(FILE)
    assert again.out.splitlines()[0].endswith("kB  unchanged")
    assert again.out.splitlines()[1] == "1 handout unchanged"
    assert handouts("build", TOPIC, "--force").out.splitlines()[-1] == "1 handout built"
    assert handouts("build", TOPIC, "--json").json()["outcomes"][0]["unchanged"] is True


def test_build_when_the_plan_is_asked_for_then_shows_it_and_writes_nothing(handouts, tmp_path):
    shown = handouts("build", TOPIC, "--dry-run")
    assert (shown.code, shown.out) == (0, f"{FILE}  new\n1 handout: 1 new\n")
    assert list(tmp_path.iterdir()) == []
    handouts("build", TOPIC)
    assert handouts("build", TOPIC, "--dry-run").out == f"{FILE}  unchanged\n1 handout: 1 unchanged\n"
    forced = handouts("build", TOPIC, "--dry-run", "--force", "--json").json()
    assert [(row["topic"], row["state"]) for row in forced["plan"]] == [(f"cardiology/{TOPIC}", "changed")]


def test_build_when_a_report_is_asked_for_then_writes_what_json_prints(handouts, tmp_path):
    assert handouts("build", TOPIC, "--report", "run.json").code == 0
    written = json.loads((tmp_path / "run.json").read_text())
    assert written["outcomes"][0]["ok"]
    assert len(written["outcomes"][0]["sha256"]) == 64
    assert handouts("build", TOPIC, "--json").json().keys() == written.keys()


def test_build_when_the_department_is_not_there_then_suggests_one(handouts, mine):
    called = handouts("build", "--department", "cardiologie", "--dry-run")
    assert (called.code, called.codes()) == (ExitCode.USAGE, {"H533"})
    assert "cardiology" in called.err
    (mine / "content" / "empty").mkdir()
    assert handouts("build", "--department", "empty").codes() == {"H533"}


def test_verify_when_a_file_is_changed_then_exits_with_2(handouts, tmp_path):
    handouts("build", TOPIC)
    assert handouts("verify").code == 0
    (tmp_path / FILE).write_bytes(b"%PDF")
    called = handouts("verify")
    assert (called.code, "H557" in called.codes()) == (ExitCode.CONTENT, True)
    told = handouts("verify", "--json").json()
    assert [entry["topic"] for entry in told["files"]] == [TOPIC]


def test_progress_when_on_a_terminal_then_shows_count_rate_time_and_failures(monkeypatch):
    lines: list[str] = []
    clock = iter(number * 10.0 for number in range(100))
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    monkeypatch.setattr("handouts.cli.console.is_terminal", lambda _: True)
    monkeypatch.setattr("handouts.cli.console.progress", lines.append)
    outcome = _outcome()
    bar = Progress(20, Path.cwd(), silent=False)
    for _ in range(10):
        bar.each(outcome)
    assert lines[-1] == "[############------------] 10/20  0.1/s  2 min left  10 failed"


def _outcome():
    import datetime  # noqa: PLC0415  only here

    from handouts.build import Outcome, Request  # noqa: PLC0415  only here
    from handouts.findings import Finding, Place  # noqa: PLC0415  only here

    request = Request("ward/apple", today=datetime.date(2026, 11, 21))
    return Outcome(request, findings=(Finding("H100", "wrong", Place("x")),))
