"""Definitions: whether a handout says what a word means, in its glossary or in a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.checks.reading.vocabulary import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.checks.reading.text import Sentence
    from handouts.checks.subject import Subject

# "a thin tube (catheter", "a tube called a catheter", "a thin tube, or catheter".
_BEFORE = (
    r"\w\W*\((?:[^()]{0,40}[\s\"“‘'])?[\"“‘']?$"
    r"|\b(?:called|named|known as|short for|stands for)\s+(?:an?\s+|the\s+)?[\"“‘']?$"
    # In "chills, delirium, or tachycardia" nothing is explained: a comma before makes it a list.
    r"|^(?:.*[.;:])?[^,.;:]*\w,\s+or\s+(?:an?\s+)?$"
)
# "catheter (a thin tube)", "catheter, a thin tube", "catheter: a tube", "a catheter is a thin tube".
_AFTER = (
    r"[\"”’']?(?:\s*\((?=[^)]*(?-i:[a-z]{3}))[^)]+\)"
    r"|,\s+(?:an?|the|which|that is|meaning|short for)\s"
    r"|,\s+or\s+[^,.]+,(?!.*,\s+(?:or|and)\s)"
    r"|\s+(?:is|are)\s+(?:an?|the|when|any|short for)\s"
    r"|\s+are\s+(?:small|tiny|thin|soft|long|short|strong)\s"
    r"|\s+(?:means?|stands for)\s"
    r"|\s*:\s|\s+[–—]\s)"
)
_NAMES = frozenset(("medical_name", "other_names"))


def defines(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a sentence says what the words from ``start`` to ``end`` mean."""
    return bool(pattern(_BEFORE).search(sentence.text[:start]) or pattern(_AFTER).match(sentence.text, end))


def glossary_terms(subject: Subject) -> frozenset[str]:
    """Return the terms of the glossary, and those words of theirs that are shown in a sentence, in lower case."""
    shown = {
        match.lower()
        for passage in subject.passages
        if "[[" in passage.source
        for match in re.findall(r"\[\[[^|\]]*\|([^\]]*)\]\]", passage.source)
    }
    return frozenset(entry.term.lower() for entry in subject.loaded.handout.glossary or ()) | shown


def names(subject: Subject) -> tuple[str, ...]:
    """Return the medical names of the procedure, in lower case: the title beside them says what they mean."""
    handout = subject.loaded.handout
    return tuple(name.lower() for name in (handout.medical_name, *handout.other_names))


def within(name: str, sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether the words from ``start`` to ``end`` are part of a name that the sentence holds whole."""
    at = sentence.text.lower().find(name)
    return 0 <= at <= start and end <= at + len(name)


def explainable(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Return those sentences in which words must be explained.

    Left out are the names of the procedure, the terms of the glossary, and the name of another choice, which is
    explained beside it.
    """
    return [s for s in sentences if s.loc[0] not in _NAMES and s.loc[-1] not in ("term", "choice")]
