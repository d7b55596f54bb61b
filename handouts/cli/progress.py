"""A run as it goes: a bar on a terminal, one line for each handout in a pipe."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.cli import console, report

if TYPE_CHECKING:
    from handouts.build import Outcome

_WIDTH = 24
_BAR_FROM = 8
_EVERY_SECONDS = 0.1


class Progress:
    """Tells of each outcome; nothing at all when ``silent``."""

    def __init__(self, total: int, start: Path, *, silent: bool, changed_only: bool = False) -> None:
        self._total = total
        self._start = start
        self._silent = silent
        self._changed_only = changed_only
        # A handful of paths is a result; five hundred of them hide the findings.
        self._bar = console.is_terminal(sys.stderr) and console.is_terminal(sys.stdout) and total >= _BAR_FROM
        self._seen = 0
        self._built = 0
        self._failed = 0
        self._began = self._drawn = time.monotonic()

    def each(self, outcome: Outcome) -> None:
        """Take in the next outcome."""
        # A path is not worth the words where nobody sees them.
        line = "" if self._silent or self._bar else self._worded(outcome)
        self.add(line, ok=outcome.ok, unchanged=outcome.unchanged)

    def _worded(self, outcome: Outcome) -> str:
        if outcome.path or outcome.address:
            return report.saved(outcome, self._start)
        return "" if outcome.ok else f"{report.name_of(outcome)}  not built"

    def add(self, line: str, *, ok: bool, unchanged: bool = False) -> None:
        """Take in what comes next, with the line that tells of it."""
        self._seen += 1
        self._built += not unchanged
        self._failed += not ok
        if self._silent or (self._changed_only and unchanged):
            return
        if not self._bar:
            console.progress("")
            if line:
                console.result(line)
        now = time.monotonic()
        if self._seen < self._total and (not self._bar or now - self._drawn >= _EVERY_SECONDS):
            self._drawn = now
            console.progress(self._line(now))

    def end(self) -> None:
        """Take the bar away."""
        if not self._silent:
            console.progress("")

    def _line(self, now: float) -> str:
        filled = _WIDTH * self._seen // self._total
        parts = [f"[{'#' * filled}{'-' * (_WIDTH - filled)}] {self._seen}/{self._total}"]
        spent = now - self._began
        if self._built and spent > 0.5:
            rate = self._built / spent
            parts.append(f"{rate:.0f}/s" if rate >= 10 else f"{rate:.1f}/s")
            parts.append(f"{_span((self._total - self._seen) / rate)} left")
        if self._failed:
            parts.append(f"{self._failed} failed")
        return "  ".join(parts)


def _span(seconds: float) -> str:
    """Return a length of time for somebody who waits ("45 s", "3 min")."""
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
