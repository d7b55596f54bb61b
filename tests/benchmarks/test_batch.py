"""The batch benchmark tells what is missing, compares within a round, and counts all processes."""

from __future__ import annotations

import os
import sys
from typing import cast

import pytest
import yaml

from tests.benchmarks.batch import documents, processes, run


def took(cpu_seconds):
    return run.Took(cpu_seconds, cpu_seconds, 50.4)


def row(name, rounds, **more):
    made = run.Row(name, [each and took(each) for each in rounds], 80_000.0, 4.0)
    for key, value in more.items():
        setattr(made, key, value)
    return made


def test_run_when_an_engine_is_not_installed_then_the_table_tells_and_the_others_go_on(monkeypatch):
    monkeypatch.setattr(run, "is_installed", lambda name: name != "chromium")

    class Bench:
        def once(self, measured):
            measured.bytes_each, measured.pages = 80_000.0, 4.0
            return took(2.0)

    rows = run.run(cast("run.Bench", Bench()), ["chromium", "typst", "fpdf2"], 2, lambda _: None)
    lines = run.table(rows, 200).split("\n")
    assert "| Chromium, one browser | not installed | | | | | | | |" in lines
    assert "| Typst, PDF/UA-1, bare compile | 10.0 | 1.00 | – | 2.0 | 50 | 80 | 4 | yes |" in lines
    by_name = {each["engine"]: each for each in run.data(rows, 200)}
    assert (by_name["chromium"]["installed"], by_name["chromium"]["ratio_to_typst"]) == (False, None)
    assert by_name["fpdf2"]["cpu_seconds"] == [2.0], "what takes minutes runs in the first round alone"


def test_table_when_rounds_differ_then_ratios_are_medians_within_rounds():
    rows = [row("one", [4, 10, 9]), row("typst", [10, 20, 30]), row("weasyprint", [90, None, None])]
    lines = run.table(rows, 1000).split("\n")
    assert lines[2] == "| this project, whole batch, one process | 9.0 | 0.40 | – | 9.0 | 50 | 80 | 4 | yes |"
    assert lines[4] == "| WeasyPrint, pdf/ua-1 | 90.0 | 9.00 | – | 90.0 | 50 | 80 | 4 | yes |"


def test_speedup_when_both_ran_then_is_the_walls_ratio_else_none():
    assert run.speedup([row("one", [4, 6]), row("two", [2, 3])]) == 2
    assert run.speedup([row("one", [4])]) is None


def test_ceiling_when_two_batches_at_once_take_longer_than_one_then_is_less_than_two():
    assert run.ceiling([row("one", [4, 6]), row("apart", [5, 7.5])]) == 1.6
    assert run.ceiling([row("one", [4])]) is None


def test_table_when_a_peer_is_untagged_then_says_so():
    assert run.table([row("fpdf2", [9], tagged=False)], 1).endswith("| no |")


def test_shorten_when_lists_are_long_then_they_are_cut_but_for_sources():
    source = {
        "do": ["a", "b", "c"],
        "teach_back": ["what"],
        "sources": [{"key": str(at), "numbers": ["1 of 100 people"]} for at in range(3)],
    }
    short = yaml.safe_load(documents.shorten(yaml.safe_dump(source), 2, ("teach_back",)))
    assert short == {"do": ["a", "b"], "sources": source["sources"]}


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="the system has no /proc")  # noqa: PTH110  one look
def test_spent_by_when_a_child_works_then_its_time_and_memory_count():
    busy = "import time; x = bytearray(60_000_000)\nwhile time.process_time() < 0.4: pass"
    starts = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}], check=True)"
    spent = processes.spent_by([sys.executable, "-c", starts], dict(os.environ))
    assert spent.cpu_seconds >= 0.4
    assert spent.peak_mb > 57


def test_spent_at_once_when_two_commands_work_then_their_time_is_added_and_the_clock_runs_once():
    def waits(seconds):
        return [sys.executable, "-c", f"import time; time.sleep({seconds})\nwhile time.process_time() < 0.2: pass"]

    spent = processes.spent_at_once([waits(1.5), waits(1)], dict(os.environ), memory=False)
    assert spent.cpu_seconds >= 0.4
    assert spent.wall_seconds >= 1.5, "the longer one ends the clock"
    assert spent.peak_mb == 0, "nobody looked"


def test_spent_at_once_when_one_of_two_fails_then_raises_after_both_have_ended(tmp_path):
    ends = [sys.executable, "-c", f"import time; time.sleep(0.5); open({str(tmp_path / 'ended')!r}, 'w')"]
    with pytest.raises(RuntimeError, match="ended with 3"):
        processes.spent_at_once([[sys.executable, "-c", "raise SystemExit(3)"], ends], dict(os.environ))
    assert (tmp_path / "ended").exists()


def test_spent_by_when_the_command_fails_then_raises():
    with pytest.raises(RuntimeError, match="ended with 3"):
        processes.spent_by([sys.executable, "-c", "raise SystemExit(3)"], dict(os.environ))


def test_environment_when_python_is_told_to_compile_nothing_then_the_measured_one_still_does(monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    made = run.environment(tmp_path)
    assert "PYTHONDONTWRITEBYTECODE" not in made
    assert made["PYTHONPYCACHEPREFIX"] == str(tmp_path)
