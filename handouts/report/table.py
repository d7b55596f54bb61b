"""The table of all handouts; a script makes it sortable, and without it the table stands by topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.findings import Severity
from handouts.report.chart import bare, label
from handouts.report.details import anchor
from handouts.report.history import NEW, changes
from handouts.report.markup import Html, el, join

if TYPE_CHECKING:
    import datetime

    from handouts.report.gather import Entry, Gathered
    from handouts.report.history import Memory

_WEIGHTS = {Severity.ERROR: 1_000_000, Severity.WARNING: 1_000, Severity.SUGGESTION: 1}


def table(gathered: Gathered, made: Memory, today: datetime.date) -> Html:
    """Return the table.

    Args:
        gathered: the handouts.
        made: since when there are changes.
        today: decides which reviews are past.
    """
    judged = any(entry.marks for entry in gathered.entries)
    changed = {change.topic: change.texts for change in changes(made)}
    heads = ["Handout", "Reading grade"]
    heads += ["Understandable", "Actionable"] if judged else []
    heads += ["Findings", "Status", "Next review"]
    heads += ["Changed"] if made.before else []
    rows = []
    for number, entry in enumerate(gathered.entries, 1):
        cells = [_name(entry, number), _grade(entry)]
        cells += _marks(entry) if judged else []
        cells += [_findings(entry), _status(entry), _review(entry, today)]
        if made.before:
            cells.append(_changed(changed.get(entry.key, ())))
        rows.append(el("tr", *cells))
    whole = el(
        "table",
        el("thead", el("tr", *(el("th", head, scope="col") for head in heads))),
        el("tbody", *rows),
        class_="sortable",
        aria_labelledby="handouts",
    )
    return join(
        el("div", whole, class_="scroll", role="region", aria_labelledby="handouts", tabindex=0),
        el("p", id="sorted", role="status", class_="below"),
    )


def _name(entry: Entry, number: int) -> Html:
    return el(
        "th",
        el("a", entry.title or entry.topic, href=f"#{anchor(number)}"),
        el("span", f"{entry.topic}, {entry.language}" if entry.title else entry.language, class_="below"),
        scope="row",
        data_sort=entry.title or entry.topic,
    )


def _grade(entry: Entry) -> Html:
    level = entry.level
    if level is None:
        return el("td", "no measure" if entry.title else "unknown", data_sort="")
    hardest = max(entry.sections, key=lambda each: each.hardness, default=None)
    return el(
        "td",
        el("strong", str(level)),
        el("span", " too hard", class_="pill warning") if level.above else None,
        el("span", f"hardest: {label(hardest.name).lower()} {bare(hardest)}", class_="below") if hardest else None,
        class_="number",
        data_sort=f"{level.hardness:.3f}",
    )


def _marks(entry: Entry) -> list[Html]:
    marks = entry.marks
    found = (marks.understandability, marks.actionability) if marks else ("", "")
    return [el("td", text or "not judged", class_="number", data_sort=text) for text in found]


def _findings(entry: Entry) -> Html:
    counts = [(entry.count(level), level) for level in Severity]
    pills: list[object] = [
        el("span", f"{count} {level.value}{'s' if count > 1 else ''}", class_=f"pill {level.value}")
        for count, level in counts
        if count
    ]
    weight = sum(count * _WEIGHTS[level] for count, level in counts)
    return el("td", el("div", *(pills or ["none"]), class_="counts"), data_sort=weight)


def _status(entry: Entry) -> Html:
    status = "expired" if entry.expired else entry.status or "unknown"
    look = {"approved": "good", "expired": "error"}.get(status, "plain")
    return el("td", el("span", status, class_=f"pill {look}"))


def _review(entry: Entry, today: datetime.date) -> Html:
    if entry.next_review is None:
        return el("td", "unknown", data_sort="")
    day = entry.next_review.isoformat()
    past = entry.next_review < today
    return el(
        "td",
        el("time", day, datetime=day),
        el("span", "past", class_="pill error") if past else None,
        class_="number",
        data_sort=day,
    )


def _changed(texts: tuple[str, ...]) -> Html:
    if not texts:
        return el("td", "no", data_sort=2)
    return el(
        "td", el("a", "new" if texts == (NEW,) else "yes", href="#changes"), data_sort=0 if texts == (NEW,) else 1
    )
