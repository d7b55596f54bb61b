"""The memory of each worker while it builds thousands of different handouts."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

from tests.benchmarks.batch import documents, processes
from tests.benchmarks.batch.run import environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STEPS = 20
"""Points of the curve."""
_SAMPLE_SECONDS = 0.2


def curve(folder: Path, count: int, jobs: int, tell: Callable[[str], None]) -> list[tuple[int, dict[int, float]]]:
    """Build so many handouts and return the points of the curve.

    Each point is the number of handouts finished and, by process, the most memory that it held since the last point, in
    MB (2^20 bytes), what it shares with the others included. The first process is the one that was started, the others
    are its workers.

    Raises:
        RuntimeError: the build failed.
    """
    made = documents.make(folder, count)
    output = folder / "output"
    command = [
        *(sys.executable, "-m", "handouts", "build", "--quiet", "--jobs", str(jobs)),
        *("--department", documents.DEPARTMENT, "--workspace", str(made.workspace), "--output", str(output)),
    ]
    tell(f"building {count} handouts")
    process = subprocess.Popen(command, env=environment(folder / "compiled"), stdout=subprocess.DEVNULL)
    points: list[tuple[int, dict[int, float]]] = []
    most: dict[int, float] = {}
    step = max(1, count // STEPS)
    while process.poll() is None:
        time.sleep(_SAMPLE_SECONDS)
        for pid in processes.family(process.pid):
            most[pid] = max(most.get(pid, 0.0), processes.resident_mb(pid))
        done = _finished(output)
        if done >= (points[-1][0] if points else 0) + step:
            points.append((done, most))
            most = {}
            tell(line(points[-1], process.pid))
    if process.returncode:
        message = f"the build ended with {process.returncode}"
        raise RuntimeError(message)
    points.append((_finished(output), most))
    return [(done, dict(sorted(found.items()))) for done, found in points]


def _finished(output: Path) -> int:
    folder = output / documents.DEPARTMENT
    return len(list(folder.glob("*.pdf"))) if folder.is_dir() else 0


def line(point: tuple[int, dict[int, float]], parent: int) -> str:
    """Return a point in words."""
    done, found = point
    workers = [f"{held:.0f}" for pid, held in sorted(found.items()) if pid != parent and held]
    own = f"{found.get(parent, 0.0):.0f}"
    return f"{done} handouts: workers {' '.join(workers) or '–'} MB, the process that started them {own} MB"


def table(points: list[tuple[int, dict[int, float]]]) -> str:
    """Return the curve as a table in Markdown; the first column of memory is the process that was started."""
    pids = sorted({pid for _, found in points for pid, held in found.items() if held})
    names = ["main"] + [f"worker {number}" for number in range(1, len(pids))]
    lines = [f"| handouts | {' | '.join(f'{name} MB' for name in names)} |", f"|---:|{'---:|' * len(pids)}"]
    for done, found in points:
        cells = [f"{found[pid]:.0f}" if found.get(pid) else "–" for pid in pids]
        lines.append(f"| {done} | {' | '.join(cells)} |")
    return "\n".join(lines)
