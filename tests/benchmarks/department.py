"""``python -m tests.benchmarks.department [COUNT]``: how long it takes to hold many handouts against each other.

The handouts are the shipped topics in turn, each time with other words in every sentence, so nothing that was read
before helps. ``read`` and ``compare`` are the two steps in a warm process (and its workers), ``command`` is
``handouts check --department`` from its start in a new process to its last line.
"""

from __future__ import annotations

import datetime
import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from handouts.batch import survey
from handouts.build import Selection, Shelf, plan
from handouts.checks.registry import checks
from tests import shipped
from tests.benchmarks.variants import TARGETS, reword

COUNT = 500
TODAY = datetime.date(2026, 11, 21)


def measure(count: int, folder: Path) -> dict[str, float]:
    """Return the seconds of each step over so many handouts, and the most megabytes of one process.

    Args:
        count: how many handouts.
        folder: an empty folder, in which a workspace is made.
    """
    fill(count, folder)
    checks()
    gc.set_threshold(50_000)  # as the command does
    shelf = Shelf()
    start = time.perf_counter()
    planned = plan(Selection(today=TODAY, workspace=folder), shelf)
    done = survey.check_words(planned.requests, shelf, lambda _: None)
    assert done.department is not None
    assert sum(len(topic.sheets) for topic in done.department.topics) >= count
    read = time.perf_counter()
    done.department.examine()
    compared = time.perf_counter()
    command(folder)
    ended = time.perf_counter()
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    return {"read": read - start, "compare": compared - read, "command": ended - compared, "megabytes": most}


def command(folder: Path) -> str:
    """Check every department of a workspace by the command, and return its last line."""
    departments = sorted(path.name for path in (folder / "content").iterdir() if path.is_dir())
    chosen = [word for name in departments for word in ("--department", name)]
    done = subprocess.run(
        [sys.executable, "-m", "handouts", "check", "--workspace", str(folder), *chosen],
        cwd=shipped.ROOT,
        env={**os.environ, "HANDOUTS_TODAY": TODAY.isoformat()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "handouts right" in done.stdout, done.stderr
    return done.stdout.strip()


def fill(count: int, folder: Path) -> None:
    """Write handouts made of the shipped topics in turn, reworded, each in a topic of its own."""
    topics = sorted((shipped.ROOT / "content").glob("*/*/en.yaml"))
    (folder / "content").mkdir(parents=True, exist_ok=True)
    (folder / "content" / "clinic.yaml").write_bytes((shipped.ROOT / "content" / "clinic.yaml").read_bytes())
    (folder / "content" / "checks.yaml").write_text(TARGETS, encoding="utf-8")
    for number in range(count):
        made = topics[number % len(topics)]
        topic = folder / "content" / made.parent.parent.name / f"{made.parent.name}-{number:03}"
        topic.mkdir(parents=True)
        for file in made.parent.iterdir():
            if file.is_file():
                (topic / file.name).write_bytes(file.read_bytes())
        (topic / made.name).write_text(reword(made.read_text("utf-8"), number + 1), encoding="utf-8")


def main() -> int:
    """Print one line a measure; returns the exit code."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with tempfile.TemporaryDirectory() as folder:
        for name, value in measure(count, Path(folder)).items():
            sys.stdout.write(f"{name:10} {value:8.2f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
