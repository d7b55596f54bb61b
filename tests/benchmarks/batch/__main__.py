"""``python -m tests.benchmarks.batch``: a batch of distinct handouts by this project and its peers, in one run."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.batch import run
from tests.benchmarks.installed import is_installed, version
from tests.benchmarks.worker import KINDS

_PACKAGES = {**dict.fromkeys(run.OURS, "handouts"), "libreoffice": "libreoffice"}


def main() -> int:
    """Run the benchmark; returns the exit code."""
    options = _options()
    with tempfile.TemporaryDirectory(dir=options.scratch) as folder:
        if options.memory:
            from tests.benchmarks.batch import memory  # noqa: PLC0415  as below

            points = memory.curve(Path(folder), options.memory, options.jobs, _tell)
            _write(json.dumps(points) if options.json else memory.table(points))
            return 0
        return _compare(options, Path(folder))


def _compare(options: argparse.Namespace, folder: Path) -> int:
    # Imported here, for each engine's process imports this module once more and must not hold what it does not need.
    from tests.benchmarks.batch import documents  # noqa: PLC0415  see above

    _tell(f"making {options.count} documents")
    made = documents.make(folder, options.count)
    look = documents.lowered(made)
    bench = run.Bench(made, look, folder)
    rows = run.run(bench, options.engines, options.rounds, _tell)
    versions = {
        _package(name): version(name, _package(name))
        for name in options.engines
        if name in _PACKAGES or is_installed(name)
    }
    speedup, ceiling = run.speedup(rows), run.ceiling(rows)
    if options.json:
        facts = {
            "documents": options.count,
            "rounds": options.rounds,
            "python": platform.python_version(),
            "versions": versions,
            "two_processes_times_as_fast": speedup,
            "two_batches_at_once_times_the_work": ceiling,
            "load_average": os.getloadavg() if hasattr(os, "getloadavg") else None,
            "rows": run.data(rows, options.count),
        }
        _write(json.dumps(facts, indent=2))
        return 0
    named = ", ".join(f"{package} {number}" for package, number in versions.items())
    _write(
        f"{run.table(rows, options.count)}\n\n"
        + (f"Two processes are {speedup:.2f} times as fast as one. " if speedup else "")
        + (f"Two batches at once do {ceiling:.2f} times the work of one in its time. " if ceiling else "")
        + f"{options.count} documents, medians of {options.rounds} rounds; "
        f"{', '.join(sorted(run.SLOW & set(options.engines))) or 'no engine'} in the first one alone.\n"
        f"Python {platform.python_version()}, {named}."
    )
    return 0


def _package(name: str) -> str:
    return _PACKAGES.get(name) or KINDS[name].package


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.batch", description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="documents of the batch (200)")
    parser.add_argument("--rounds", type=int, default=3, help="times the quick engines set them all (3)")
    parser.add_argument(
        "--engines",
        type=lambda text: [name.strip() for name in text.split(",")],
        default=list(run.TITLES),
        help=f"engines to measure, with commas: {', '.join(run.TITLES)} (all)",
    )
    parser.add_argument(
        "--memory", type=int, metavar="COUNT", help="build so many handouts and show the memory of each worker instead"
    )
    parser.add_argument("--jobs", type=int, default=2, help="workers for --memory (2)")
    parser.add_argument("--scratch", type=Path, help="a folder for what is made meanwhile (the system's)")
    parser.add_argument("--json", action="store_true", help="print JSON, with every round's value")
    options = parser.parse_args()
    if unknown := [name for name in options.engines if name not in run.TITLES]:
        parser.error(f"no such engine: {', '.join(unknown)}")
    for name in ("count", "rounds", "jobs", *(["memory"] if options.memory is not None else [])):
        if getattr(options, name) < 1:
            parser.error(f"--{name} is at least 1")
    return options


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _write(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
