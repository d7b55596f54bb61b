"""Checks of made-up words, for tests of what is done with findings, whatever checks there are."""

from __future__ import annotations

from handouts.checks.registry import Check, Hit, Rule
from handouts.checks.subject import excerpt
from handouts.findings import Severity

GUARDED = "H398"
ADJUSTABLE = "H397"
WARNED = "H396"
SUGGESTED = "H395"
SPANISH = "H394"
TOGETHER = "H393"
WORDS = {GUARDED: "gizmo", ADJUSTABLE: "gadget", WARNED: "widget", SUGGESTED: "doodad", SPANISH: "cacharro"}
_LEVELS = {
    GUARDED: Severity.ERROR,
    ADJUSTABLE: Severity.ERROR,
    WARNED: Severity.WARNING,
    SUGGESTED: Severity.SUGGESTION,
    SPANISH: Severity.WARNING,
    TOGETHER: Severity.WARNING,
}


def _rule(code, word):
    return Rule(
        code,
        f"The word {word}",
        _LEVELS[code],
        f"Nobody knows what a {word} is.",
        "A book, page 7",
        "Say what it does.",
        good="A doctor uses a small balloon.",
        bad=f"A doctor uses a {word}.",
        languages=("es",) if code == SPANISH else (),
        adjustable=code == ADJUSTABLE,
    )


def _of_one(word):
    def look(subject):
        for passage in subject.passages:
            start = passage.text.lower().find(word)
            if start >= 0:
                end = start + len(word)
                words = passage.text[start:end]
                place = subject.place(passage, words)
                yield Hit(f"“{words}” says nothing", place, "Name it", excerpt(passage.text, start, end))

    return look


def _title(subject):
    title = next(passage for passage in subject.passages if passage.section == "title")
    return subject.name, title.text, subject.place(title)


def _one_title(titles):
    """Find handouts with one title."""
    first: dict[str, str] = {}
    for name, title, place in titles:
        before = first.setdefault(title, name)
        if before != name:
            yield Hit(f"{before} has the same title", place, "Say what is different", key=title)


def registered():
    """Return the made-up checks as the registry holds them."""
    found = {code: Check(_rule(code, word), of_one=_of_one(word)) for code, word in WORDS.items()}
    together = Rule(
        TOGETHER,
        "One title, two handouts",
        Severity.WARNING,
        "A nurse takes the wrong one.",
        "A book, page 8",
        "Say what is different.",
        good="title: One thing\n---\ntitle: Another thing",
        bad="title: One thing\n---\ntitle: One thing",
    )
    found[TOGETHER] = Check(together, gather=_title, compare=_one_title)
    return found
