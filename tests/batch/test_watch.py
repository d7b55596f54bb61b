"""Watching a workspace: a real process, and the time from saving to the finished file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_watch_when_a_file_is_saved_then_builds_it_within_moments_and_tells_it(department):
    process = subprocess.Popen(
        [sys.executable, "-m", "handouts", "watch", "--workspace", str(department.folder), "--department", "ward"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "HANDOUTS_TODAY": "2026-11-21"},
    )  # fmt: skip
    assert process.stdout
    assert process.stderr
    try:
        first = [process.stdout.readline() for _ in range(4)]
        assert first[-1] == "3 handouts built\n"
        assert process.stderr.readline().startswith("watching")
        before = (department.output / "ward/berry.en.standard.pdf").read_bytes()
        time.sleep(0.3)
        began = time.monotonic()
        department.edit("content/ward/berry/en.yaml", "title: Opening", "title: Closing")
        line = process.stdout.readline()
        took = time.monotonic() - began
        assert "ward/berry.en.standard.pdf" in line
        assert process.stdout.readline() == "1 handout built\n"
        assert process.stderr.readline().endswith("content/ward/berry/en.yaml saved\n")
        assert (department.output / "ward/berry.en.standard.pdf").read_bytes() != before
        # One second on a machine that does nothing else; a busy one may take longer.
        assert took < 5
        department.edit("content/ward/berry/en.yaml", "title: Closing", "tilte: Closing")
        lines = [process.stderr.readline() for _ in range(2)]
        assert "H110" in lines[1]
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    assert process.returncode == 130
