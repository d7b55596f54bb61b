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
    from handouts.findings import Excerpt, Finding

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
        "excerpt": excerpt_data(finding.excerpt) if finding.excerpt else None,
        "key": finding.key,
    }


def excerpt_data(excerpt: Excerpt) -> dict[str, str]:
    """Return the words of a finding and what stands around them as JSON data."""
    return {"before": excerpt.before, "words": excerpt.words, "after": excerpt.after}


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
        "page_id": outcome.facts.page_id if outcome.facts else None,
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
    return worst((outcome.exit_code for outcome in outcomes if not outcome.ok), found)


def worst(codes: Iterable[ExitCode], found: Iterable[Finding] = ()) -> ExitCode:
    """Return the worst of some exit codes; an error among the findings counts as one of content."""
    all_codes = {*codes, *([ExitCode.CONTENT] if errors(found) else [])}
    return next((code for code in _WORST_FIRST if code in all_codes), ExitCode.OK)


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


def sum_up(outcomes: Sequence[Outcome], found: Sequence[Finding], done: str, undone: str, end: str = "") -> None:
    """Print the last line of a run.

    Args:
        outcomes: one for each handout.
        found: every finding, each once.
        done: what happened to a handout that is right.
        undone: what happened to one that is not.
        end: what the line ends with.
    """
    unchanged = sum(outcome.unchanged for outcome in outcomes)
    right = sum(outcome.ok for outcome in outcomes) - unchanged
    wrong = len(outcomes) - right - unchanged
    parts = [f"{counted(right, 'handout')} {done}"] if right or not (wrong or unchanged) else []
    parts += [f"{counted(unchanged, 'handout')} unchanged"] if unchanged else []
    parts += [f"{counted(wrong, 'handout')} {undone}"] if wrong else []
    line = ", ".join(parts) + tail(found) + end
    (console.result if wrong or errors(found) else console.good)(line)


def tail(found: Sequence[Finding]) -> str:
    """Return the end of a line that sums up: how many errors and warnings there are."""
    counts = [(sum(f.severity is level for f in found), level.value) for level in Severity]
    words = ", ".join(counted(count, word) for count, word in counts if count)
    return f": {words}" if words else ""
