"""Sentences that are too long (H315)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.checks.reading.levels import LANGUAGES
from handouts.checks.reading.text import read
from handouts.checks.registry import Rule, check
from handouts.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.checks.registry import Hit
    from handouts.checks.subject import Subject


@check(
    Rule(
        code="H315",
        title="Long sentence",
        severity=Severity.WARNING,
        why="A weak reader has lost the beginning of a long sentence before its end.",
        source="plainlanguage.gov, Write short sentences; CDC, Simply Put (2009): 8 to 10 words where you can",
        instead="Make two sentences of it, or a list.",
        good="Lie flat and press on the spot. Call us if it still bleeds after 10 minutes.",
        bad=(
            "If the spot bleeds again while you are at home you should lie down flat on your back and press on it with "
            "a clean cloth until it stops."
        ),
        languages=LANGUAGES,
    )
)
def long_sentences(subject: Subject) -> Iterator[Hit]:
    """Find sentences of more words than ``longest_sentence``."""
    most = subject.settings.longest_sentence
    for sentence in read(subject):
        count = len(sentence.words)
        if count > most and sentence.counted:
            yield sentence.hit(
                subject,
                (0, len(sentence.text)),
                f"this sentence has {count} words, and should have {most} at most",
                "Make two sentences of it, or a list",
                sentence.text,
            )
