"""Answers of many handouts to one question, and those that stand apart from most.

Every answer is gathered once, by whatever process reads its handout, and laid beside the others to the same question.
The usual answer is that of most handouts; those with another one are found, each with the place of one that has the
usual. So the findings are as many as the handouts that stand apart, never as many as their pairs. A handout whose file
allows its own answer has no vote.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from msgspec import Struct

from handouts.checks.allow import folded
from handouts.findings import Place  # noqa: TC001  the annotations of a named tuple stay readable at run time

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from handouts.checks.subject import Subject
    from handouts.content.cross import Loc


V = TypeVar("V")
"""What an answer is: hashable."""


class Answer(NamedTuple, Generic[V]):
    """What one handout says to a question."""

    question: Hashable
    """Answers to the same question are laid side by side."""
    key: str
    """What an allow list names."""
    value: V
    """Answers with the same value agree."""
    words: str
    """The answer as it stands there."""
    place: Place
    """Where it stands."""
    excused: bool
    """Whether the file allows its own answer."""


class Question(Struct, frozen=True):
    """What a check asks of one handout."""

    code: str
    """The check."""
    subject: Subject

    def answered(self, about: tuple[Hashable, ...], key: str, value: V, words: str, loc: Loc) -> Answer[V]:
        """Return an answer of the handout.

        Args:
            about: what, with ``key``, makes the question; a department, say.
            key: what an allow list names.
            value: what is said.
            words: how it is said.
            loc: the way to it in the content file.
        """
        place = self.subject.loaded.file.place_of(words, loc)
        question = (self.subject.loaded.language, *about, key)
        return Answer(question, key, value, words, place, self._excuses(key))

    def _excuses(self, key: str) -> bool:
        own = self.subject.loaded.handout.checks
        entries = own.allow if own else ()
        wanted = [entry.words for entry in entries if entry.code == self.code]
        return any(words is None or folded(words) == folded(key) for words in wanted)


class Apart(Struct, Generic[V], frozen=True):
    """An answer that differs from the usual one."""

    answer: Answer[V]
    usual: Answer[V]
    count: int
    """How many handouts have the usual answer."""

    @property
    def where(self) -> str:
        """Where the usual answer stands, in words."""
        return f"{self.usual.place}" if self.count == 1 else f"{self.count} others, such as {self.usual.place}"


def by_question(handouts: Iterable[Sequence[Answer[V]]]) -> list[list[Answer[V]]]:
    """Return the answers to each question, in the order of the handouts that gave them."""
    found: dict[Hashable, list[Answer[V]]] = defaultdict(list)
    for answers in handouts:
        for answer in answers:
            found[answer.question].append(answer)
    return list(found.values())


def apart(answers: Sequence[Answer[V]], differ: Callable[[V, V], bool] | None = None) -> Iterator[Apart[V]]:
    """Yield the answers to one question that differ from that of most handouts.

    Args:
        answers: one of each handout, in order; of two answers as usual as each other, that of the first is the usual.
        differ: tells whether two values that are not the same cannot both be right; no two can, unless given.
    """
    by_value: dict[V, list[Answer[V]]] = defaultdict(list)
    for answer in answers:
        by_value[answer.value].append(answer)
    if len(by_value) < 2:
        return
    votes = {value: sum(not each.excused for each in group) for value, group in by_value.items()}
    agreeing = by_value[max(votes, key=lambda value: (votes[value], len(by_value[value])))]
    usual = next((each for each in agreeing if not each.excused), agreeing[0])
    for value, group in by_value.items():
        if value != usual.value and (differ is None or differ(value, usual.value)):
            yield from (Apart(answer, usual, len(agreeing)) for answer in group)
