"""Together: many handouts laid side by side, each read by whatever process had it.

What is gathered from a handout is small, so that those of a hospital fit into one process, which reads none of them
again. The languages of one topic are compared where they were read, for that takes every sentence of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from handouts.checks.registry import checks
from handouts.checks.run import Desk, own_list
from handouts.checks.settings import severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handouts.checks.allow import AllowList
    from handouts.checks.registry import Hit
    from handouts.checks.run import Examined
    from handouts.checks.subject import Subject
    from handouts.content.load import LoadedSettings


class Sheet(Struct, frozen=True):
    """What is kept of one handout to lay it beside others."""

    topic: str
    """``department/topic``."""
    language: str
    file: str
    """As places name it."""
    facts: Mapping[str, Any]
    """What each check gathered, by its code."""
    own: AllowList | None
    """What the file allows; `None` where that is nothing."""
    used: frozenset[int]
    """The entries of the workspace's allow list that were of use to the checks of this handout alone."""


class Topic(Struct, frozen=True):
    """What is kept of one topic."""

    sheets: tuple[Sheet, ...]
    """One of each language that could be read."""
    hits: tuple[tuple[str, Hit], ...] = ()
    """What was found between its languages, with the codes of the checks."""


def sheet(subject: Subject, examined: Examined, settings: LoadedSettings) -> Sheet:
    """Gather from a handout what the checks of many handouts need.

    Args:
        subject: the handout.
        examined: what the checks of one handout said of it.
        settings: what the workspace asks; a check that is turned off gathers nothing.
    """
    facts = {
        code: check.gather(subject)
        for code, check in checks().items()
        if check.gather and check.rule.judges(subject.language) and severity(check.rule, settings) is not None
    }
    own = own_list(subject) if subject.loaded.handout.checks else None
    return Sheet(subject.name, subject.loaded.language, subject.loaded.file.shown, facts, own, examined.used)


def between(languages: Sequence[Subject], settings: LoadedSettings) -> tuple[tuple[str, Hit], ...]:
    """Return what is found between the languages of one topic, with the codes of the checks.

    Args:
        languages: the topic in each of its languages, in any order.
        settings: what the workspace asks.
    """
    found: list[tuple[str, Hit]] = []
    ordered = sorted(languages, key=lambda subject: subject.loaded.language)
    for code, check in checks().items():
        if check.of_topic and severity(check.rule, settings) is not None:
            judged = [subject for subject in ordered if check.rule.judges(subject.language)]
            if len(judged) > 1:
                found += [(code, hit) for hit in check.of_topic(judged)]
    return tuple(found)


def side_by_side(topics: Sequence[Topic], settings: LoadedSettings, *, whole: bool = False) -> Examined:
    """Lay handouts side by side and put every check of many handouts to them.

    Args:
        topics: what was kept of the handouts, in any order.
        settings: what the workspace asks.
        whole: whether these are all handouts of the workspace, so that an allowance without use can be told of: in a
            file one for a check of many handouts, and in the settings any.
    """
    known = checks()
    sheets = [each for topic in topics for each in topic.sheets]
    sheets.sort(key=lambda sheet: (sheet.topic, sheet.language))
    lists = {sheet.file: sheet.own for sheet in sheets if sheet.own}
    desk = Desk(settings, lists)
    for code, check in known.items():
        level = severity(check.rule, settings)
        if level is None:
            continue
        if check.compare:
            gathered = [sheet.facts[code] for sheet in sheets if code in sheet.facts]
            if len(gathered) > 1:
                desk.take(check, level, check.compare(gathered))
        desk.take(check, level, [hit for topic in topics for of, hit in topic.hits if of == code])
    if whole:
        of_many = [code for code, check in known.items() if check.of_many and desk.is_on(check)]
        for own in lists.values():
            desk.findings += own.useless(of_many)
        desk.workspace.used.update(*(sheet.used for sheet in sheets))
        desk.findings += desk.workspace.useless(known)
    return desk.done()
