"""``python -m tests.benchmarks.department [COUNT]``: how long it takes to hold many handouts against each other."""

from __future__ import annotations

import datetime
import gc
import resource
import sys
import tempfile
import time
from pathlib import Path

from handouts.batch import survey
from handouts.build import Selection, Shelf, plan
from handouts.checks.registry import checks
from tests import shipped

COUNT = 500
TODAY = datetime.date(2026, 11, 21)


def measure(count: int, folder: Path) -> dict[str, float]:
    """Return the seconds of each step over so many handouts, and the most megabytes.

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
    laid_out = survey.department(planned.requests, shelf)
    assert laid_out is not None
    assert len(laid_out.subjects) >= count
    loaded = time.perf_counter()
    laid_out.examine()
    done = time.perf_counter()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"read": loaded - start, "compare": done - loaded, "whole": done - start, "megabytes": most}


def fill(count: int, folder: Path) -> None:
    """Write handouts made of the shipped topics in turn, each in a topic of its own."""
    topics = sorted((shipped.ROOT / "content").glob("*/*/en.yaml"))
    (folder / "content").mkdir(parents=True, exist_ok=True)
    (folder / "content" / "clinic.yaml").write_bytes((shipped.ROOT / "content" / "clinic.yaml").read_bytes())
    for number in range(count):
        made = topics[number % len(topics)]
        topic = folder / "content" / made.parent.parent.name / f"{made.parent.name}-{number:03}"
        topic.mkdir(parents=True)
        for file in made.parent.iterdir():
            if file.is_file():
                (topic / file.name).write_bytes(file.read_bytes())


def main() -> int:
    """Print one line a measure; returns the exit code."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with tempfile.TemporaryDirectory() as folder:
        for name, value in measure(count, Path(folder)).items():
            sys.stdout.write(f"{name:10} {value:8.2f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
