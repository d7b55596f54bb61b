"""``python -m tests.benchmarks.scale``: handouts per second on one core, two cores and a Dask cluster, and a million.

The shipped topics are reworded (`variants`) into as many different handouts as are asked for. Each way builds all of
them into a new folder with the command itself, from its start to its end, and rounds go through all ways in turn. The
cluster has two workers of one thread, on this computer; they are started before the clock is. A run whose files are
not the same bytes as those of the first way ends the benchmark. Nothing here asserts a time.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from handouts.workspace import Workspace, builtin
from tests.batch.servers import ROOT, DaskServers
from tests.benchmarks import variants

MILLION = 1_000_000


@dataclass(slots=True)
class Way:
    """A way to build, and what was measured of it, a value for each round."""

    name: str
    words: tuple[str, ...]
    workers: int
    seconds: list[float] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)
    """Of the command and its own processes; a cluster's are not among them."""


def main() -> int:
    """Run the benchmark; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.scale", description=__doc__)
    parser.add_argument("--count", type=int, default=240, help="handouts that each way builds (240)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds (3)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return _run(Path(folder), options.count, options.rounds)


def _run(scratch: Path, count: int, rounds: int) -> int:
    workspace = scratch / "workspace"
    made = workspace_of(workspace, count)
    servers = DaskServers(scratch / "dask")
    try:
        for _ in range(2):
            servers.add("--no-nanny")
        ways = [
            Way("one process", ("--jobs", "1"), 1),
            Way("two processes", ("--jobs", "2"), 2),
            Way("Dask, two workers", ("--dask", servers.address), 2),
        ]
        first: dict[str, str] = {}
        size = 0.0
        for number in range(rounds + 1):
            for way in (*ways[number % len(ways) :], *ways[: number % len(ways)]):
                output = scratch / "output"
                seconds, cpu_seconds = _timed(workspace, output, way.words)
                sums = _sums(output)
                first = first or sums
                if sums != first or len(sums) != made:
                    message = f"{way.name} built other files: {len(sums)} of {made}"
                    raise RuntimeError(message)
                size = sum(path.stat().st_size for path in output.rglob("*.pdf")) / made
                shutil.rmtree(output)
                if number:  # the first round fills the caches of the disk and the workers' modules
                    way.seconds.append(seconds)
                    way.cpu_seconds.append(cpu_seconds)
    finally:
        servers.close()
    sys.stdout.write(f"{told(ways, made, size)}\n")
    return 0


def workspace_of(folder: Path, count: int) -> int:
    """Write a workspace of different handouts, and return how many there are."""
    root = builtin()
    files = [file for file in Workspace((root,), folder, folder).topics() if file.language == "en"]
    shutil.copytree(root / "content", folder / "content", ignore=lambda at, names: _departments(root, at, names))
    (folder / "content" / "checks.yaml").write_text(variants.TARGETS, encoding="utf-8")
    made = 0
    for number in range(1, variants.MOST):
        for file in files:
            there = folder / "content" / "ward" / f"{file.topic}-{number:02}"
            shutil.copytree(file.path.parent, there)
            text = file.path.read_text(encoding="utf-8")
            (there / file.path.name).write_text(variants.reword(text, number), encoding="utf-8")
            if not variants.is_right(folder, f"ward/{there.name}"):
                shutil.rmtree(there)
                continue
            made += 1
            if made == count:
                return made
    message = f"the topics cannot be reworded {count} times"
    raise ValueError(message)


def _departments(root: Path, at: str, names: list[str]) -> set[str]:
    return {name for name in names if Path(at) == root / "content" and (Path(at) / name).is_dir()}


def _timed(workspace: Path, output: Path, words: tuple[str, ...]) -> tuple[float, float]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "handouts", "build", "--quiet", "--department", "ward", "--workspace", str(workspace),
         "--output", str(output), *words],
        cwd=ROOT, check=True, env={**os.environ, "HANDOUTS_TODAY": "2026-11-21"},
    )  # fmt: skip
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _sums(output: Path) -> dict[str, str]:
    return {
        path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(output.rglob("*.pdf"))
    }


def told(ways: list[Way], count: int, size: float) -> str:
    """Return the table, and what a million cost, in Markdown.

    Args:
        ways: what was measured; the first has one process.
        count: handouts that each built.
        size: bytes of one handout.
    """
    one = count / median(ways[0].seconds)
    lines = ["| where | handouts a second | × one process |", "|---|---:|---:|"]
    for way in ways:
        rate = count / median(way.seconds)
        ratio = median(a / b for a, b in zip(ways[0].seconds, way.seconds, strict=True))
        lines.append(f"| {way.name} | {rate:.0f} | {ratio:.2f} |")
    cpu = median(ways[0].cpu_seconds) / count
    hours, core_hours = MILLION / one / 3600, cpu * MILLION / 3600
    each = f"{count} different handouts, medians of {len(ways[0].seconds)} rounds"
    cost = f"{cpu * 1000:.1f} ms of one core and {size / 1000:.0f} kB each"
    million = f"{core_hours:.1f} core-hours, {size * MILLION / 1e9:.0f} GB, {hours:.1f} hours with one process"
    lines += ["", f"{each}, {cost}. A million: {million}."]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
