"""The page: one HTML file that carries its own type, looks, script and memory, and asks for nothing else."""

from __future__ import annotations

import base64
import datetime
import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from handouts import __version__
from handouts.checks.registry import checks
from handouts.findings import Severity
from handouts.report.details import card, told_day
from handouts.report.history import MARK, changes
from handouts.report.markup import Html, el, join
from handouts.report.table import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.report.gather import Entry, Gathered
    from handouts.report.history import Memory
    from handouts.workspace import Workspace

BRAND = "#0B5563"
"""The color of titles where a clinic has none of its own."""
SOON_DAYS = 90
"""A review that is due within this many days is told."""

_FONT = "layouts/fonts/atkinson-hyperlegible-next/{}.ttf"
_FACES = (("regular", 400), ("semibold", 600), ("bold", 700))
_FONT_LIMIT_BYTES = 2_000_000


def page(gathered: Gathered, made: Memory, today: datetime.date, workspace: Workspace) -> str:
    """Return the report as the text of an HTML file.

    Args:
        gathered: the handouts.
        made: what the report remembers, which says since when there are changes.
        today: decides which reviews are due.
        workspace: where the fonts are found.

    Raises:
        WorkspaceError: a font cannot be read.
    """
    style, script = _style(gathered.brand or BRAND, workspace), _asset("sort.js")
    named = gathered.clinic or "Handouts"
    head = join(
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        Html(MARK),
        el("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        el("title", f"Handout report, {named}, {today.isoformat()}"),
        el("style", Html(style)),
    )
    body = join(
        el("a", "Skip to the handouts", href="#handouts", class_="skip"),
        el("header", el("strong", named), el("span", "Handout report"), class_="head"),
        el("main", *_main(gathered, made, today)),
        el("footer", f"Made by handouts {__version__} on {told_day(today)}."),
        Html(made.text()),
        el("script", Html(script)),
    )
    document = el("html", el("head", head), el("body", body), lang="en")
    return f"<!DOCTYPE html>\n{document}\n"


def _policy(style: str, script: str) -> str:
    """Return the Content Security Policy: nothing is fetched, and nothing runs but what was written here."""
    hashes = [
        f"{kind}-src 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for kind, text in (("style", style), ("script", script))
    ]
    return "; ".join(["default-src 'none'", *hashes, "font-src data:", "base-uri 'none'", "form-action 'none'"])


def _style(brand: str, workspace: Workspace) -> str:
    faces = []
    for name, weight in _FACES:
        data = workspace.read_bytes(workspace.find(_FONT.format(name)), _FONT_LIMIT_BYTES)
        source = f"url(data:font/ttf;base64,{base64.b64encode(data).decode()}) format('truetype')"
        faces.append(
            f"@font-face {{ font-family: 'Atkinson Hyperlegible Next'; font-weight: {weight}; src: {source}; }}"
        )
    return "\n".join([*faces, f":root {{ --brand: {brand}; }}", _asset("page.css")])


@functools.cache
def _asset(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


def _main(gathered: Gathered, made: Memory, today: datetime.date) -> Iterator[Html | None]:
    names = list(gathered.departments.values())
    yield el("h1", names[0] if len(set(names)) == 1 else "All departments" if len(names) > 1 else "Handouts")
    target = f"Target: grade {gathered.target_grade} for a handout, grade {gathered.section_grade} for a section."
    yield el("p", f"How each handout stands on {told_day(today)}. {target}", class_="lead")
    yield _tiles(gathered.entries, today)
    yield from _changed(made)
    yield el("h2", "Every handout", id="handouts")
    yield table(gathered, made, today)
    yield el("h2", "One by one")
    for number, entry in enumerate(gathered.entries, 1):
        yield card(entry, gathered, number, today)
    yield from _rules(gathered.entries)


def _tiles(entries: tuple[Entry, ...], today: datetime.date) -> Html:
    total = len(entries)
    graded = [entry for entry in entries if entry.level]
    easy = sum(not entry.level.above for entry in graded if entry.level)
    wrong = sum(bool(entry.count(Severity.ERROR)) for entry in entries)
    drafts = sum(entry.status == "draft" for entry in entries)
    due = sum(bool(entry.next_review and (entry.next_review - today).days <= SOON_DAYS) for entry in entries)
    tiles = (
        ("Handouts", total, f"{drafts} drafts" if drafts != 1 else "1 draft", False),
        ("Easy enough to read", easy, f"of {len(graded)}", False),
        ("With errors", wrong, "not built" if wrong else "all can be built", bool(wrong)),
        ("Review due", due, f"within {SOON_DAYS} days", bool(due)),
    )
    return el(
        "dl",
        *(
            el("div", el("dt", name), el("dd", number, " ", el("small", beside)), class_="bad" if bad else None)
            for name, number, beside, bad in tiles
        ),
        class_="tiles",
    )


def _changed(made: Memory) -> Iterator[Html]:
    if made.before is None:
        return
    yield el("h2", f"What changed since {told_day(datetime.date.fromisoformat(made.before.day))}", id="changes")
    found = changes(made)
    if not found:
        yield el("p", "Nothing.")
        return
    yield el(
        "ul",
        *(
            el(
                "li",
                el("strong", each.title or each.topic),
                " ",
                el("span", each.topic, class_="below") if each.title else None,
                "; ".join(each.texts),
            )
            for each in found
        ),
        class_="changes",
    )


def _rules(entries: tuple[Entry, ...]) -> Iterator[Html]:
    """Yield why each kind of finding matters, once."""
    known = checks()
    codes = sorted({finding.code for entry in entries for finding in entry.findings} & known.keys())
    if not codes:
        return
    yield el("h2", "Why it matters")
    parts = []
    for code in codes:
        rule = known[code].rule
        parts += [
            el("dt", f"{code} {rule.title}", id=f"rule-{code}"),
            el("dd", rule.why, " ", rule.instead),
            el("dd", f"Source: {rule.source}", class_="below"),
        ]
    yield el("dl", *parts, class_="rules")
