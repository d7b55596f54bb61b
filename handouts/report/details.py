"""The part of the page about one handout: how hard each section is, what was found, and what is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.report.chart import chart
from handouts.report.markup import Html, el, join

if TYPE_CHECKING:
    import datetime

    from handouts.checks.run import Pardon
    from handouts.findings import Finding
    from handouts.report.gather import Entry, Gathered

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def anchor(number: int) -> str:
    """Return the name of a handout's part in links."""
    return f"handout-{number}"


def card(entry: Entry, gathered: Gathered, number: int, today: datetime.date) -> Html:
    """Return the part about one handout.

    Args:
        entry: the handout.
        gathered: all of them, for the names of departments.
        number: its number on the page, from 1.
        today: decides whether its review is due.
    """
    name = anchor(number)
    department = gathered.departments.get(entry.department, entry.department)
    facts = [department, f"{entry.topic.partition('/')[2]}, {entry.language}"]
    facts += [f"version {entry.version}"] if entry.version else []
    facts.append(review(entry, today))
    parts = [
        el("h3", entry.title or entry.topic, id=name),
        el("p", " · ".join(facts)),
    ]
    columns = []
    if entry.sections:
        columns.append(
            el("div", el("h4", "How hard each section is to read"), chart(entry.sections, f"chart-{number}"))
        )
    told: list[Html] = [el("h4", "What was found")]
    told.append(el("ul", *map(_finding, entry.findings), class_="findings") if entry.findings else el("p", "Nothing."))
    if entry.pardons:
        told += [el("h4", "What is allowed, and why"), el("ul", *map(_pardon, entry.pardons), class_="findings")]
    columns.append(el("div", *told))
    parts.append(el("div", *columns, class_="columns"))
    return el("section", *parts, class_="card", aria_labelledby=name)


def review(entry: Entry, today: datetime.date) -> str:
    """Return how a handout stands, in a few words."""
    if entry.next_review is None:
        return "cannot be read"
    day = told_day(entry.next_review)
    if entry.expired:
        return f"approved, but past its review date {day}"
    days = (entry.next_review - today).days
    away = f"{abs(days)} {'day' if abs(days) == 1 else 'days'}"
    left = "" if days > 366 else f" (in {away})" if days > 0 else f" ({away} ago)" if days else " (today)"
    return f"{entry.status}, next review {day}{left}"


def told_day(day: datetime.date) -> str:
    """Return a day as people write it."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def level_name(finding: Finding) -> Html:
    """Return how bad a finding is, in words and color."""
    return el("span", finding.severity.value, class_=f"pill {finding.severity.value}")


def _finding(finding: Finding) -> Html:
    parts = [el("p", level_name(finding), " ", el("code", finding.code), " ", finding.message)]
    if finding.excerpt:
        quote = join(finding.excerpt.before, el("mark", finding.excerpt.words), finding.excerpt.after)
        parts.append(el("p", "“", quote, "”", class_="quote"))
    if finding.hint:
        parts.append(el("p", finding.hint))
    parts.append(el("p", str(finding.place), class_="place"))
    return el("li", *parts, class_=f"is-{finding.severity.value}")


def _pardon(pardon: Pardon) -> Html:
    finding = pardon.finding
    return el(
        "li",
        el("p", el("code", finding.code), " ", finding.message),
        el("p", "Allowed: ", pardon.reason),
        el("p", str(finding.place), class_="place"),
    )
