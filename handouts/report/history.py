"""History: what a report remembers of its handouts, and what changed since the last one.

A report carries its own memory: the data of each handout stand in the file. The next report that is written over it, or
that is told of it, compares. As long as nothing changes, writing a report anew gives the same bytes: it goes on saying
what changed since the one before.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handouts.errors import UsageError, WorkspaceError
from handouts.findings import Finding, Place, Severity

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from handouts.report.gather import Entry

DAMAGED = "H306"
NOT_A_REPORT = "H307"

MARK = '<meta name="generator" content="handouts report">'
"""Stands in the head of each report."""
NEW = "new"
"""What is said of a handout that the last report did not have."""
LIMIT_BYTES = 50_000_000
_OPEN = '<script type="application/json" id="record">'
_RECORD = re.compile(re.escape(_OPEN) + r"(.*?)</script>", re.DOTALL)
_FORM = 1


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in one handout."""

    topic: str
    """``department/topic`` and the language."""
    title: str
    texts: tuple[str, ...]
    """Each a few words."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What a report knows of itself and of the one before."""

    day: str
    """When it was made, ``YYYY-MM-DD``."""
    entries: dict[str, dict[str, Any]]
    """By topic and language."""
    before: Memory | None = None
    """Without its own past."""

    def text(self) -> str:
        """Return it as the last part of the page."""
        data = {"form": _FORM, "day": self.day, "entries": self.entries}
        if self.before:
            data["before"] = {"day": self.before.day, "entries": self.before.entries}
        # “<” could end the element that it stands in.
        text = json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")
        return f"{_OPEN}{text}</script>"


def remembered(page: str, shown: str) -> Memory:
    """Return what a page remembers.

    Args:
        page: the text of an earlier report.
        shown: its file, as findings name it.

    Raises:
        UsageError: it is no report (H307).
        WorkspaceError: its memory is damaged or of another version (H306).
    """
    if MARK not in page:
        raise UsageError(
            Finding(
                NOT_A_REPORT,
                "this file is not a report of handouts, so it is neither read nor overwritten",
                Place(shown),
                "Choose another name, or move the file away",
            )
        )
    found = _RECORD.search(page)
    try:
        data: Any = json.loads(found[1]) if found else {}
        if data["form"] != _FORM:
            raise ValueError  # noqa: TRY301  handled like any other damage
        before = data.get("before")
        return Memory(_day(data), _entries(data), Memory(_day(before), _entries(before)) if before else None)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        message = "what this report remembers cannot be read, so nothing is compared with it"
        hint = "Nothing needs to be done; the next report is compared with the one that is written now"
        raise WorkspaceError(Finding(DAMAGED, message, Place(shown), hint, Severity.WARNING)) from None


def _day(data: dict[str, Any]) -> str:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", data["day"], re.ASCII):
        raise ValueError
    return str(data["day"])


def _entries(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        str(key): {
            "title": str(each["title"]),
            "words": str(each["words"]),
            "grade": str(each["grade"]),
            "status": str(each["status"]),
            "review": str(each["review"]),
            "findings": [str(finding) for finding in each["findings"]],
        }
        for key, each in data["entries"].items()
    }


def memory(entries: Sequence[Entry], today: datetime.date, last: Memory | None, *, anew: bool = False) -> Memory:
    """Return what the report of today remembers.

    Args:
        entries: the handouts of today.
        today: the day of the report.
        last: what the last report remembers.
        anew: compare with the last report even if nothing changed since, and forget what it was compared with.
    """
    now = {entry.key: _data(entry) for entry in entries}
    if last and last.entries == now and not anew:
        return last
    return Memory(today.isoformat(), now, Memory(last.day, last.entries) if last else None)


def _data(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "words": entry.words,
        "grade": str(entry.level or ""),
        "status": "expired" if entry.expired else entry.status,
        "review": entry.next_review.isoformat() if entry.next_review else "",
        # Without the line: a finding that moves is the same finding.
        "findings": sorted(f"{finding.code} {finding.message}" for finding in entry.findings),
    }


def changes(made: Memory) -> tuple[Change, ...]:
    """Return what changed between two reports, by topic."""
    if made.before is None:
        return ()
    old, new = made.before.entries, made.entries
    found = []
    for key in sorted({*old, *new}):
        if key not in old:
            found.append(Change(key, new[key]["title"], (NEW,)))
        elif key not in new:
            found.append(Change(key, old[key]["title"], ("no longer there",)))
        elif texts := tuple(_told(old[key], new[key])):
            found.append(Change(key, new[key]["title"], texts))
    return tuple(found)


def _told(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    if old["words"] != new["words"]:
        yield "words changed"
    for name, words in (("grade", "reading grade"), ("status", "status"), ("review", "next review")):
        if old[name] != new[name]:
            yield f"{words} {old[name] or 'unknown'} → {new[name] or 'unknown'}"
    before, after = Counter(old["findings"]), Counter(new["findings"])
    for more, what in ((after - before, "new"), (before - after, "gone")):
        if more:
            count = more.total()
            codes = ", ".join(sorted({finding.partition(" ")[0] for finding in more}))
            yield f"{count} {'finding' if count == 1 else 'findings'} {what} ({codes})"
