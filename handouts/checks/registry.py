"""The registry: every check with its code, severity, reason, source and two examples."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, TypeVar

from msgspec import Struct

from handouts.discreet import Discreet
from handouts.findings import Excerpt, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from handouts.checks.subject import Subject
    from handouts.findings import Place

    OfOne: TypeAlias = Callable[[Subject], Iterable["Hit"]]
    OfMany: TypeAlias = Callable[[Sequence[Subject]], Iterable["Hit"]]

F = TypeVar("F")
"""What a check takes from one handout to lay it beside others."""


class Hit(Struct, frozen=True):
    """What a check found: a `Finding` before its code and severity are put to it."""

    message: str
    """What is wrong, in one sentence without a full stop at its end."""
    place: Place
    hint: str
    """What to write instead, in one sentence."""
    excerpt: Excerpt | None = None
    """The offending words in their sentence."""
    key: str = ""
    """What an allow list names to let it pass: the word, term or fact; empty means the words of ``excerpt``."""


class Rule(Struct, frozen=True):
    """What a check is about, for `--explain`, the README and machines."""

    code: str
    """``H3`` and two digits."""
    title: str
    """A few words, beginning with a capital."""
    severity: Severity
    why: str
    """Why it matters to a patient, in one or two sentences."""
    source: str
    """Where the threshold or the advice comes from: ``AHRQ PEMAT-P item 6``, a law, a study."""
    instead: str
    """What to do, in one sentence."""
    good: str
    """An example that passes: words, or YAML."""
    bad: str
    """An example that is caught; `tests` run both."""
    languages: tuple[str, ...] = ()
    """Languages that it can judge; none means every language."""
    adjustable: bool = False
    """Whether a workspace may turn an error down to a warning, and allow it for all files; a rule that keeps patients
    safe stays an error, and is allowed only word by word, in the file, with a reason."""

    @property
    def guarded(self) -> bool:
        """Tell whether no workspace may turn it down: an error that is not ``adjustable``."""
        return self.severity is Severity.ERROR and not self.adjustable

    def judges(self, language: str) -> bool:
        """Tell whether it can judge a language, given as a primary subtag."""
        return not self.languages or language in self.languages


class Check(Discreet, frozen=True):
    """A rule with the functions that apply it: ``of_one``, or ``gather`` and ``compare``, or ``of_topic``."""

    _unsaid: ClassVar[tuple[str, ...]] = ("of_one", "gather", "compare", "of_topic")

    rule: Rule
    of_one: OfOne | None = None
    """Looks at one handout."""
    gather: Callable[[Subject], Any] | None = None
    """Takes from one handout what ``compare`` needs of it: little, and such that it can be sent to another process."""
    compare: Callable[[Sequence[Any]], Iterable[Hit]] | None = None
    """Lays side by side what was gathered from many handouts of one clinic, by topic and language."""
    of_topic: OfMany | None = None
    """Looks at the languages of one topic, in order."""

    @property
    def of_many(self) -> OfMany | None:
        """A function that looks at many handouts, in any order; `None` for a check of one handout."""
        return self._together if self.compare or self.of_topic else None

    def _together(self, subjects: Sequence[Subject]) -> Iterator[Hit]:
        ordered = sorted(subjects, key=lambda subject: (subject.name, subject.loaded.language))
        if self.gather and self.compare:
            yield from self.compare([self.gather(subject) for subject in ordered])
        if self.of_topic:
            for _, languages in groupby(ordered, key=lambda subject: subject.name):
                yield from self.of_topic(tuple(languages))


_CHECKS: dict[str, Check] = {}


def check(rule: Rule) -> Callable[[OfOne], OfOne]:
    """Register a function that checks one handout; it is called for languages that the rule can judge."""

    def register(function: OfOne) -> OfOne:
        _add(Check(rule, of_one=function))
        return function

    return register


def department_check(
    rule: Rule, gather: Callable[[Subject], F]
) -> Callable[[Callable[[Sequence[F]], Iterable[Hit]]], Callable[[Sequence[F]], Iterable[Hit]]]:
    """Register a function that lays handouts of one clinic side by side.

    Handouts are read by several processes, each its own, so a handout itself is never laid beside another: only what
    is gathered from it.

    Args:
        rule: what the check is about.
        gather: returns what the function needs of one handout; see `Check.gather`.
    """

    def register(function: Callable[[Sequence[F]], Iterable[Hit]]) -> Callable[[Sequence[F]], Iterable[Hit]]:
        _add(Check(rule, gather=gather, compare=function))
        return function

    return register


def topic_check(rule: Rule) -> Callable[[OfMany], OfMany]:
    """Register a function that compares the languages of one topic; it is given them whole."""

    def register(function: OfMany) -> OfMany:
        _add(Check(rule, of_topic=function))
        return function

    return register


def _add(made: Check) -> None:
    if made.rule.code in _CHECKS:
        message = f"two checks have the code {made.rule.code}"
        raise ValueError(message)
    _CHECKS[made.rule.code] = made


def checks() -> Mapping[str, Check]:
    """Return every check by its code, sorted."""
    _discover()
    return _CHECKS


@functools.cache
def _discover() -> None:
    """Import each module of this package, so that its checks are registered, and sort them."""
    package = importlib.import_module("handouts.checks")
    for module in pkgutil.walk_packages(package.__path__, "handouts.checks."):
        importlib.import_module(module.name)
    found = sorted(_CHECKS.items())
    _CHECKS.clear()
    _CHECKS.update(found)
