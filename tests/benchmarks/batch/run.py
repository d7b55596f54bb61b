"""Rounds of all engines over the whole batch."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from tests.benchmarks import words
from tests.benchmarks.batch import documents, processes
from tests.benchmarks.installed import is_installed
from tests.benchmarks.measure import refuse_wrong
from tests.benchmarks.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.benchmarks.batch.documents import Documents
    from tests.benchmarks.simple import Look

ONE, TWO, APART = "one", "two", "apart"
OURS = frozenset((ONE, TWO, APART))
TITLES = {
    ONE: "this project, whole batch, one process",
    TWO: "this project, whole batch, two processes",
    APART: "this project, two whole batches at once, one process each",
    "typst": "Typst, PDF/UA-1, bare compile",
    "platypus": "ReportLab Platypus, bare build",
    "fpdf2": "fpdf2, bare build",
    "weasyprint": "WeasyPrint, pdf/ua-1",
    "chromium": "Chromium, one browser",
    "libreoffice": "LibreOffice, from .docx in one call",
}
"""The engines, in the order of the table's making."""
SLOW = frozenset(("chromium", "fpdf2", "libreoffice", "weasyprint"))
"""They set the batch once a run."""
ROOT = Path(__file__).resolve().parents[3]
_EACH = 10
"""Every so many PDFs are read back, of each engine the same ones."""


def environment(compiled: Path) -> dict[str, str]:
    """Return the environment of this checkout as a user starts it: what is installed is compiled already.

    Args:
        compiled: a folder for compiled modules; the first process fills it.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(compiled)}


@dataclass(frozen=True, slots=True)
class Took:
    """What an engine took for the whole batch once."""

    cpu_seconds: float
    """Of each batch, where two run at once."""
    wall_seconds: float
    peak_mb: float
    """MB (2^20 bytes)."""


@dataclass(slots=True)
class Row:
    """What was measured of one engine; ``rounds`` holds `None` where it did not take part."""

    name: str
    rounds: list[Took | None] = field(default_factory=list)
    bytes_each: float = 0.0
    pages: float = 0.0
    tagged: bool = True

    def values(self, what: str) -> list[float]:
        """Return a value of `Took` for each round in which the engine took part."""
        return [getattr(took, what) for took in self.rounds if took]

    def ratio(self, other: Row | None, what: str = "cpu_seconds") -> float | None:
        """Return the median of this engine's value over another's of the same round."""
        pairs = zip(self.rounds, other.rounds if other else (), strict=False)
        shares = [getattr(one, what) / getattr(two, what) for one, two in pairs if one and two]
        return median(shares) if shares else None


class Bench:
    """The engines on one set of documents."""

    def __init__(self, made: Documents, look: Look, scratch: Path) -> None:
        self._made = made
        self._look = look
        self._scratch = scratch
        self._output = scratch / "output"
        self._count = len(made.topics)
        self._files: list[Path] = []
        self._peaks_mb: dict[str, float] = {}
        processes.spent_by(self._command(1, scratch / "warm", made.topics[0]), self._environment)

    def once(self, row: Row) -> Took:
        """Let an engine set all documents, check what it made, and return what it took.

        Raises:
            RuntimeError: it failed, or its PDFs lack words, or are in other fonts.
        """
        self._empty(self._output)
        self._output.mkdir()
        if row.name in OURS:
            took = self._ours(row.name)
        elif row.name == "libreoffice":
            took = self._converted()
        else:
            took = self._compiled(row.name)
        self._look_through(row)
        return took

    def _ours(self, name: str) -> Took:
        second = self._scratch / "second"
        outputs = [self._output, second] if name == APART else [self._output]
        batch = ("--department", documents.DEPARTMENT)
        commands = [self._command(2 if name == TWO else 1, output, *batch) for output in outputs]
        if name not in self._peaks_mb:
            # In a run of its own: where all cores are at work, whoever looks at memory takes time from them.
            self._peaks_mb[name] = processes.spent_at_once(commands, self._environment).peak_mb
            self._empty(*outputs)
        spent = processes.spent_at_once(commands, self._environment, memory=False)
        self._empty(second)
        return Took(spent.cpu_seconds / len(commands), spent.wall_seconds, self._peaks_mb[name])

    def _empty(self, *folders: Path) -> None:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)

    @property
    def _environment(self) -> dict[str, str]:
        return environment(self._scratch / "compiled")

    def _command(self, jobs: int, output: Path, *what: str) -> list[str]:
        return [
            *(sys.executable, "-m", "handouts", "build", "--quiet", "--jobs", str(jobs), *what),
            *("--workspace", str(self._made.workspace), "--output", str(output)),
        ]

    def _converted(self) -> Took:
        from tests.benchmarks import with_libreoffice as office  # noqa: PLC0415  python-docx may be missing

        folder = self._scratch / "docx"
        if not self._files:
            folder.mkdir()
            self._files = [folder / f"{at:05}.docx" for at in range(self._count)]
            for at, file in enumerate(self._files):
                file.write_bytes(office.document(documents.load(self._made.simple(at)), self._look))
        command = office.conversion(self._files, self._output, folder)
        spent = processes.spent_by(command, office.environment(self._look, folder))
        return Took(spent.cpu_seconds, spent.wall_seconds, spent.peak_mb)

    def _compiled(self, name: str) -> Took:
        worker = Worker(name, self._look)
        # One document first: what a long-lived process has done once is not counted.
        worker.work(documents.load(self._made.simple(0)))
        cpu = wall = 0.0
        for at in range(self._count):
            work = worker.work(documents.load(self._made.simple(at)))
            cpu += work.milliseconds
            wall += work.wall_milliseconds
            (self._output / f"{at:05}.pdf").write_bytes(work.pdf)
        return Took(cpu / 1000, wall / 1000, worker.close())

    def _look_through(self, row: Row) -> None:
        files = sorted(path for path in self._output.rglob("*.pdf") if path.is_file())
        if len(files) != self._count:
            message = f"{TITLES[row.name]}: {len(files)} of {self._count} files are there"
            raise RuntimeError(message)
        families = tuple(words.letters(name) for name in (self._look.family, self._look.fallback_family))
        pages = []
        for at in range(0, self._count, _EACH):
            expected = words.expected(documents.load(self._made.simple(at)))
            seen = words.look_into(files[at].read_bytes(), expected)
            refuse_wrong(TITLES[row.name], seen, families)
            pages.append(seen.pages)
            row.tagged &= seen.tagged
        row.pages = median(pages)
        row.bytes_each = sum(path.stat().st_size for path in files) / self._count


def run(bench: Bench, names: Sequence[str], rounds: int, tell: Callable[[str], None]) -> list[Row]:
    """Measure engines; one that is not installed gets an empty row."""
    rows = {name: Row(name) for name in names}
    there = [name for name in names if name in OURS or is_installed(name)]
    for number in range(rounds):
        turn = number % len(there) if there else 0
        for name in (*there[turn:], *there[:turn]):
            if number and name in SLOW:
                rows[name].rounds.append(None)
                continue
            tell(f"round {number + 1} of {rounds}: {TITLES[name]}")
            rows[name].rounds.append(bench.once(rows[name]))
    return list(rows.values())


def table(rows: Sequence[Row], count: int) -> str:
    """Return the rows as a table in Markdown."""
    by_name = {row.name: row for row in rows}
    lines = [
        "| engine | CPU ms each | × Typst | × Platypus | wall s | peak MB | kB each | pages | tagged |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---|",
    ]
    for row in sorted(rows, key=lambda row: median(row.values("cpu_seconds") or [float("inf")])):
        if not row.rounds:
            lines.append(f"| {TITLES[row.name]} | not installed | | | | | | | |")
            continue
        cells = (
            TITLES[row.name],
            f"{median(row.values('cpu_seconds')) * 1000 / count:.1f}",
            *(_ratio(row.ratio(by_name.get(other))) for other in ("typst", "platypus")),
            f"{median(row.values('wall_seconds')):.1f}",
            f"{max(row.values('peak_mb')):.0f}",
            f"{row.bytes_each / 1000:.0f}",
            f"{row.pages:g}",
            "yes" if row.tagged else "no",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def speedup(rows: Sequence[Row]) -> float | None:
    """Return how many times as fast as one process two are, by the clock on the wall."""
    return _faster(rows, TWO)


def ceiling(rows: Sequence[Row]) -> float | None:
    """Return how many times the work of one process two do that share nothing: what the machine's cores give."""
    ratio = _faster(rows, APART)
    return None if ratio is None else 2 * ratio


def _faster(rows: Sequence[Row], name: str) -> float | None:
    by_name = {row.name: row for row in rows}
    if not (by_name.get(ONE) and by_name.get(name)):
        return None
    return by_name[ONE].ratio(by_name[name], "wall_seconds")


def data(rows: Sequence[Row], count: int) -> list[dict[str, Any]]:
    """Return the rows as plain data, every round included."""
    by_name = {row.name: row for row in rows}
    return [
        {
            "engine": row.name,
            "title": TITLES[row.name],
            "installed": bool(row.rounds),
            "documents": count,
            "cpu_seconds": row.values("cpu_seconds"),
            "wall_seconds": row.values("wall_seconds"),
            "peak_mb": row.values("peak_mb"),
            "ratio_to_typst": row.ratio(by_name.get("typst")),
            "ratio_to_platypus": row.ratio(by_name.get("platypus")),
            "bytes_each": round(row.bytes_each),
            "pages": row.pages,
            "tagged": row.tagged if row.rounds else None,
        }
        for row in rows
    ]


def _ratio(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
