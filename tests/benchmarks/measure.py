"""Rounds of all engines over the same documents, and what comes of them.

In each round every engine sets the same two documents, one engine right after the other, and the
next round begins with another engine. The first document of a round does not count: it brings
the engine back into the processor's caches, as in a batch. A ratio is taken within its round, so
that a machine that slows down in the meantime slows both sides; what is shown is the median of
all rounds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any

from tests.benchmarks import words
from tests.benchmarks.worker import KINDS, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.benchmarks.simple import Simple

OURS, REFERENCE = "handouts", "typst"
PER_ROUND = 2
"""Documents of a round, the last of which counts."""
WARM = 3
"""Documents set before the first one that counts: caches that a long-lived process would have filled."""


@dataclass(slots=True)
class Row:
    """What was measured of one engine, a value for each round."""

    name: str
    milliseconds: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    tagged: bool = True
    peak: float = 0.0
    """MB (2^20 bytes)."""

    def ratio(self, other: Row | None) -> float | None:
        """Return the median of this engine's time over another's in the same round."""
        if other is None:
            return None
        return median(one / two for one, two in zip(self.milliseconds, other.milliseconds, strict=True))


@dataclass(frozen=True, slots=True)
class Case:
    """One document: the name of its variant for this project, its plain kinds for the peers."""

    topic: str
    simple: Simple

    def payload(self, name: str) -> Simple | str:
        """Return what an engine is given."""
        return self.simple if KINDS[name].factory == "Engine" else self.topic


def run(
    names: Sequence[str],
    cases: Sequence[Case],
    setups: dict[str, Any],
    families: Sequence[str],
    tell: Callable[[str], None],
) -> list[Row]:
    """Measure engines on every second one of the cases after the first `WARM` ones; the others are set uncounted.

    Args:
        names: engines, keys of `KINDS`.
        cases: the documents.
        setups: by engine, what it is made with.
        families: names of the font families, so that an engine that takes another one is noticed.
        tell: called with a line of progress.

    Raises:
        RuntimeError: an engine stopped, or its PDF lacks words of the document or is in other fonts.
    """
    families = tuple(words.letters(name) for name in families)
    workers = {name: Worker(name, setups[name]) for name in names}
    rows = {name: Row(name) for name in names}
    for name in names:
        for case in cases[:WARM]:
            workers[name].work(case.payload(name))
    rounds = list(zip(cases[WARM::2], cases[WARM + 1 :: 2], strict=True))
    for number, (before, case) in enumerate(rounds):
        tell(f"round {number + 1} of {len(rounds)}")
        expected = words.expected(case.simple)
        turn = number % len(names)
        for name in (*names[turn:], *names[:turn]):
            workers[name].work(before.payload(name))
            milliseconds, _, pdf = workers[name].work(case.payload(name))
            seen = words.look_into(pdf, expected)
            refuse_wrong(KINDS[name].title, seen, families)
            row = rows[name]
            row.milliseconds.append(milliseconds)
            row.sizes.append(len(pdf))
            row.pages.append(seen.pages)
            row.tagged &= seen.tagged
    for name, worker in workers.items():
        rows[name].peak = worker.close()
    return [rows[name] for name in names]


def refuse_wrong(title: str, seen: words.Seen, families: tuple[str, ...]) -> None:
    """Raise RuntimeError where a PDF lacks words of its document or is in other fonts."""
    if seen.missing:
        message = f"{title}: the PDF lacks words of the document: {' '.join(seen.missing[:20])}"
        raise RuntimeError(message)
    strange = sorted(font for font in seen.fonts if not font.startswith(families))
    if strange or not seen.fonts:
        message = f"{title}: the PDF is set in other fonts: {' '.join(strange) or 'none at all'}"
        raise RuntimeError(message)


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a table in Markdown."""
    ours, reference = (next((row for row in rows if row.name == name), None) for name in (OURS, REFERENCE))
    lines = [
        "| engine | CPU ms | × Typst | × this project | peak MB | kB | pages | tagged |",
        "|---|---:|---:|---:|---:|---:|---:|---|",
    ]
    for row in sorted(rows, key=lambda row: median(row.milliseconds)):
        cells = (
            KINDS[row.name].title,
            f"{median(row.milliseconds):.2f}",
            _ratio(row.ratio(reference)),
            _ratio(row.ratio(ours)),
            f"{row.peak:.0f}",
            f"{median(row.sizes) / 1000:.0f}",
            f"{median(row.pages):.0f}",
            "yes" if row.tagged else "no",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def data(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the rows as plain data, every round's value included."""
    ours, reference = (next((row for row in rows if row.name == name), None) for name in (OURS, REFERENCE))
    return [
        {
            "engine": row.name,
            "title": KINDS[row.name].title,
            "cpu_ms": round(median(row.milliseconds), 3),
            "cpu_ms_rounds": [round(value, 3) for value in row.milliseconds],
            "ratio_to_typst": row.ratio(reference),
            "ratio_to_this_project": row.ratio(ours),
            "peak_mb": round(row.peak, 1),
            "bytes": median(row.sizes),
            "pages": median(row.pages),
            "tagged": row.tagged,
        }
        for row in rows
    ]


def _ratio(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
