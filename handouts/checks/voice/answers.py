"""Answers of many handouts to one question, and those that stand apart from most.

Every fact is gathered once and laid beside the others by its key. The usual answer is that of most handouts; those
with another one are found, each with the place of one that has the usual. So the findings are as many as the
handouts that stand apart, never as many as their pairs. A handout whose file allows its own answer has no vote.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from handouts.checks.allow import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from handouts.checks.subject import Subject
    from handouts.content.cross import Loc
    from handouts.findings import Place


V = TypeVar("V")
"""What an answer is: hashable."""


@dataclass(frozen=True, slots=True)
class Answer(Generic[V]):
    """What one handout says to a question."""

    subject: Subject
    value: V
    """Answers with the same value agree."""
    words: str
    """The answer as it stands there."""
    loc: Loc

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.subject.loaded.file.place_of(self.words, self.loc)


@dataclass(frozen=True, slots=True)
class Apart(Generic[V]):
    """An answer that differs from the usual one."""

    answer: Answer[V]
    usual: Answer[V]
    count: int
    """How many handouts have the usual answer."""

    @property
    def where(self) -> str:
        """Where the usual answer stands, in words."""
        return f"{self.usual.place}" if self.count == 1 else f"{self.count} others, such as {self.usual.place}"


def in_order(subjects: Iterable[Subject]) -> list[Subject]:
    """Return handouts by topic and language, so that what is found does not depend on the order of files."""
    return sorted(subjects, key=lambda subject: (subject.name, subject.loaded.language))


def apart(
    code: str, key: str, answers: Sequence[Answer[V]], differ: Callable[[V, V], bool] | None = None
) -> Iterator[Apart[V]]:
    """Yield the answers that differ from that of most handouts.

    Args:
        code: the check that asks.
        key: what an allow list names.
        answers: one of each handout, in order; of two answers as usual as each other, that of the first is the usual.
        differ: tells whether two values that are not the same cannot both be right; no two can, unless given.
    """
    by_value: dict[V, list[Answer[V]]] = defaultdict(list)
    for answer in answers:
        by_value[answer.value].append(answer)
    if len(by_value) < 2:
        return
    votes = {value: sum(not _excused(each.subject, code, key) for each in group) for value, group in by_value.items()}
    agreeing = by_value[max(votes, key=lambda value: (votes[value], len(by_value[value])))]
    usual = next((each for each in agreeing if not _excused(each.subject, code, key)), agreeing[0])
    for value, group in by_value.items():
        if value != usual.value and (differ is None or differ(value, usual.value)):
            yield from (Apart(answer, usual, len(agreeing)) for answer in group)


def _excused(subject: Subject, code: str, key: str) -> bool:
    """Tell whether a file allows its own answer."""
    own = subject.loaded.handout.checks
    entries = own.allow if own else ()
    return any(entry.code == code and (entry.words is None or folded(entry.words) == folded(key)) for entry in entries)
