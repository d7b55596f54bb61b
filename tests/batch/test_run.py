"""Running on worker processes: crashes, faults, the stop, and a worker that outlives nobody."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from handouts.batch import pool
from handouts.batch.run import Pool, Stop, run
from handouts.build import Request
from handouts.errors import ExitCode
from tests.batch.conftest import TODAY

ROOT = Path(__file__).resolve().parent.parent.parent
ROUNDS = int(os.environ.get("HANDOUTS_KILLS", "6"))
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")

# A handout whose layout is rendered in a process that then ends in one of these ways.
ENDINGS = {
    "exit": "os._exit(3)",
    "segfault": "import ctypes; ctypes.string_at(0)",
    "killed": "os.kill(os.getpid(), signal.SIGKILL)",
}
_CRASHING = """
import os, signal, sys, json, datetime
from pathlib import Path
from handouts import layouts
real = layouts.render
def render(loaded, *more):
    if loaded.topic in ("berry", "topic-7"):
        {ending}
    if loaded.topic == "cherry":
        raise ZeroDivisionError
    return real(loaded, *more)
layouts.render = render
if __name__ == "__main__":
    from handouts.batch.rebuild import Desk, Way, rebuild
    from handouts.build import Selection, plan
    desk = Desk(Path(sys.argv[1]), None)
    planned = plan(Selection(today=datetime.date(2026, 11, 21), workspace=Path(sys.argv[1])), desk.shelf)
    requests = [each for each in planned.requests if each.topic.startswith("ward/")]
    told = []
    way = Way(workers=2, each=lambda outcome: told.append(outcome.request.topic))
    result = rebuild(requests, desk, way)
    rows = [[o.request.topic, o.ok, [f.code for f in o.findings], int(o.exit_code)] for o in result.outcomes]
    print(json.dumps([rows, told, [r.topic for r in requests]]))
"""


@POSIX
@pytest.mark.parametrize("how", ENDINGS)
def test_run_when_a_worker_crashes_then_fails_its_handout_by_name_and_builds_the_others(many, tmp_path, how):
    script = tmp_path / "crashing.py"
    script.write_text(_CRASHING.format(ending=ENDINGS[how]))
    done = subprocess.run(
        [sys.executable, str(script), str(many.folder)],
        capture_output=True, text=True, timeout=120, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows, told, asked = json.loads(done.stdout)
    assert len(rows) == 12
    assert [row[0] for row in rows] == told == asked, "the order of the plan"
    failed = {row[0]: (row[2], row[3]) for row in rows if not row[1]}
    lost = (["H554"], ExitCode.INTERNAL)
    assert failed == {"ward/berry": lost, "ward/topic-7": lost, "ward/cherry": ([], ExitCode.INTERNAL)}
    assert len(list(many.output.rglob("*.pdf"))) == 9
    assert many.built() == ["ward/berry", "ward/cherry", "ward/topic-7"]


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_run_when_processes_are_copied_or_begun_anew_then_both_build(many, method):
    if method == "fork" and sys.platform != "linux":
        pytest.skip("copying is safe on Linux alone")
    result = many.run(make=lambda workers: pool.processes(workers, method), workers=2)
    assert [outcome.ok for outcome in result.outcomes] == [True] * 12


@pytest.mark.parametrize(("many_from", "method"), [(2_000, None), (12, "spawn")])
def test_run_when_there_are_very_many_then_workers_are_begun_anew(many, monkeypatch, many_from, method):
    asked: list[str | None] = []
    real = pool.processes

    def processes(workers: int, how: str | None = None):
        asked.append(how)
        return real(workers, how)

    monkeypatch.setattr("handouts.batch.pool.processes", processes)
    monkeypatch.setattr("handouts.batch.rebuild._MANY", many_from)
    result = many.run(workers=2)
    assert asked == [method]
    assert len(result.outcomes) == 12
    assert all(outcome.ok and not outcome.unchanged for outcome in result.outcomes)


@pytest.mark.parametrize(("workers", "largest"), [(1, 1), (2, 8), (3, 8)])
def test_run_when_there_are_many_then_hands_out_each_once_in_order_and_fewer_at_a_time_toward_the_end(workers, largest):
    handed: list[tuple[Request, ...]] = []

    class Noting(pool.InProcess):
        def submit(self, fn, /, *args, **kwargs):
            assert fn is pool.work
            assert not kwargs
            handed.append(args[0])
            return super().submit(lambda: [None] * len(args[0]))

    requests = [Request(f"ward/topic-{number}", today=TODAY) for number in range(200)]
    done: dict[int, object] = {}
    run(requests, Pool(lambda _: Noting(), workers), "name", Stop(), done.__setitem__, saving=False)
    sizes = [len(chunk) for chunk in handed]
    assert [request for chunk in handed for request in chunk] == requests
    assert sorted(done) == list(range(200))
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-1]) == (largest, 1)


def test_run_when_stopped_before_it_begins_then_begins_nothing():
    stop = Stop()
    made: list[object] = []
    stop.ask()
    run([object()] * 3, Pool(made.append), "x", stop, lambda *_: made.append("done"), saving=False)  # type: ignore[list-item, arg-type]  # never looked at
    assert made == []


def begin(folder, *words):
    """Start a real build of a department in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "handouts", "build", "--workspace", str(folder), "--layout", "all", *words],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "HANDOUTS_TODAY": "2026-11-21"},
    )  # fmt: skip


def finished(folder, *words):
    """Run a real build to its end; return its exit code, lines and findings."""
    process = begin(folder, *words)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def whole(path):
    data = path.read_bytes()
    return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")


def alive(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def gone(group, seconds=10.0):
    """Tell whether a process group has ended within some seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not alive(group):
            return True
        time.sleep(0.02)
    return False


@POSIX
def test_run_when_killed_at_any_moment_then_leaves_whole_files_and_the_next_run_mends_the_rest(many):
    began = time.monotonic()
    assert finished(many.folder, "--jobs", "2")[0] == 0
    span = time.monotonic() - began
    cut = 0
    for number in range(ROUNDS):
        process = begin(many.folder, "--jobs", "2", "--force")
        # Steps of the golden ratio fall everywhere between the beginning and the end.
        time.sleep((0.1 + 0.9 * (number * 0.618 % 1)) * span)
        process.kill()
        process.communicate()
        assert gone(process.pid), "a worker outlived its run"
        cut += process.returncode == -signal.SIGKILL
        files = list(many.output.rglob("*.pdf"))
        assert len(files) >= 24
        assert [path.name for path in files if not whole(path)] == []
        json.loads((many.output / "manifest.json").read_text())
    assert cut >= ROUNDS // 2
    assert finished(many.folder)[0] == 0
    assert not list(many.output.rglob("*.tmp"))
    done = subprocess.run(
        [sys.executable, "-m", "handouts", "verify", "--workspace", str(many.folder), "--json"],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "HANDOUTS_TODAY": "2026-11-21"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert len(told["files"]) >= 24
    assert {finding["code"] for finding in told["findings"]} <= {"H561"}


@POSIX
@pytest.mark.parametrize("times", [1, 2])
def test_run_when_ctrl_c_is_pressed_once_or_twice_then_ends_in_order_or_at_once(many, times):
    for number in range(60):
        many.add(f"ward/more-{number}")
    process = begin(many.folder, "--jobs", "2")
    assert process.stdout
    assert process.stderr
    assert process.stdout.readline().endswith("kB\n")
    # A terminal sends it to every process of the group.
    os.killpg(process.pid, signal.SIGINT)
    assert "stopping" in process.stderr.readline() + process.stderr.readline()
    if times == 2:
        os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == ExitCode.INTERRUPTED
    assert gone(process.pid)
    assert ("not begun" in err) == (times == 1)
    assert "Traceback" not in err + out
    assert all(whole(path) for path in many.output.rglob("*.pdf"))
    listed = json.loads((many.output / "manifest.json").read_text())["files"]
    assert 0 < len(listed) < 144
    assert all((many.output / entry["file"]).is_file() for entry in listed)
    assert finished(many.folder)[0] == 0
    assert not list(many.output.rglob("*.tmp"))


@POSIX
def test_run_when_another_holds_the_folder_then_waits_or_says_who_holds_it(many):
    for number in range(80):
        many.add(f"ward/more-{number}")
    first = begin(many.folder, "--jobs", "1")
    assert first.stdout
    first.stdout.readline()
    code, _, err = finished(many.folder, "--wait", "0")
    assert code == ExitCode.OUTPUT
    assert "H553" in err
    assert f"process {first.pid} on" in err
    code, out, err = finished(many.folder)
    assert code == 0
    assert out.splitlines()[-1].endswith("handouts unchanged")
    assert f"waiting: another run (process {first.pid} on" in err
    first.communicate(timeout=60)
    assert first.returncode == 0
