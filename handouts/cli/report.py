"""What came of a run, as lines for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handouts import __version__
from handouts.cli import console
from handouts.errors import ExitCode
from handouts.findings import Severity, errors, in_order

if TYPE_CHECKING:
    from handouts.build import Outcome
    from handouts.findings import Finding

_WORST_FIRST = (ExitCode.INTERNAL, ExitCode.USAGE, ExitCode.OUTPUT, ExitCode.CONTENT)


def finding_data(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON data."""
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "hint": finding.hint,
    }


def outcome_data(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as JSON data; of the appointment it holds nothing."""
    request = outcome.request
    return {
        "topic": request.topic,
        "language": request.language,
        "layout": request.layout,
        "page_size": request.page_size,
        "ok": outcome.ok,
        "path": str(outcome.path) if outcome.path else outcome.address or None,
        "pages": outcome.pages,
        "bytes": outcome.size,
        "sha256": outcome.facts.sha256 if outcome.facts else None,
        "unchanged": outcome.unchanged,
        "findings": [finding_data(finding) for finding in outcome.findings],
        "fault": console.kind(outcome.fault) if outcome.fault else None,
    }


def document(outcomes: Iterable[Outcome], found: Iterable[Finding], code: int) -> dict[str, Any]:
    """Return a whole run as JSON data.

    Args:
        outcomes: one for each handout.
        found: every finding of the run, also those that belong to no handout.
        code: the exit code.
    """
    return {
        "handouts": __version__,
        "exit_code": int(code),
        "outcomes": [outcome_data(outcome) for outcome in outcomes],
        "findings": [finding_data(finding) for finding in in_order(found)],
    }


def exit_code(outcomes: Iterable[Outcome], found: Iterable[Finding] = ()) -> ExitCode:
    """Return the exit code of a run: that of its worst outcome."""
    codes = {outcome.exit_code if not outcome.ok else ExitCode.OK for outcome in outcomes}
    if errors(found):
        codes.add(ExitCode.CONTENT)
    return next((code for code in _WORST_FIRST if code in codes), ExitCode.OK)


def name_of(outcome: Outcome) -> str:
    """Return topic, language and layout in one line."""
    request = outcome.request
    return " ".join(part for part in (request.topic, request.language, request.layout) if part)


def counted(count: int, word: str) -> str:
    """Return a number with its word."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def saved(outcome: Outcome, start: Path) -> str:
    """Return the line of a saved handout: path, pages, kB."""
    kilobytes = max(1, round(outcome.size / 1000))
    return f"{placed(outcome.path, outcome.address, start)}  {counted(outcome.pages, 'page')}  {kilobytes} kB" + (
        "  unchanged" if outcome.unchanged else ""
    )


def shown(path: Path, start: Path) -> str:
    """Return a path relative to where the user is, if it is below."""
    whole, base = path.absolute(), start.absolute()
    return str(whole.relative_to(base)) if whole.is_relative_to(base) else str(path)


def placed(path: Path | None, address: str, start: Path) -> str:
    """Return where a file stands: its path as `shown`, or its address in a store."""
    return shown(path, start) if path else address


def sum_up(outcomes: Sequence[Outcome], found: Sequence[Finding], done: str, undone: str) -> None:
    """Print the last line of a run.

    Args:
        outcomes: one for each handout.
        found: every finding, each once.
        done: what happened to a handout that is right.
        undone: what happened to one that is not.
    """
    unchanged = sum(outcome.unchanged for outcome in outcomes)
    right = sum(outcome.ok for outcome in outcomes) - unchanged
    wrong = len(outcomes) - right - unchanged
    parts = [f"{counted(right, 'handout')} {done}"] if right or not (wrong or unchanged) else []
    parts += [f"{counted(unchanged, 'handout')} unchanged"] if unchanged else []
    parts += [f"{counted(wrong, 'handout')} {undone}"] if wrong else []
    counts = [(len(errors(found)), "error"), (sum(f.severity is Severity.WARNING for f in found), "warning")]
    tail = ", ".join(counted(count, word) for count, word in counts if count)
    line = ", ".join(parts) + (f": {tail}" if tail else "")
    (console.result if wrong or errors(found) else console.good)(line)
