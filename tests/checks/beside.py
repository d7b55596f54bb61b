"""Handouts laid side by side, as a survey does it, in this process."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from handouts.checks import together
from handouts.checks.run import AS_SHIPPED, examine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.checks.run import Examined
    from handouts.checks.subject import Subject
    from handouts.content.load import LoadedSettings


def side_by_side(
    subjects: Iterable[Subject], settings: LoadedSettings = AS_SHIPPED, *, whole: bool = False
) -> Examined:
    """Return what the checks of many handouts say of some."""
    topics = []
    for _, languages in groupby(sorted(subjects, key=lambda subject: subject.name), key=lambda subject: subject.name):
        group = list(languages)
        sheets = tuple(together.sheet(each, examine(each, settings), settings) for each in group)
        topics.append(together.Topic(sheets, together.between(group, settings)))
    return together.side_by_side(topics, settings, whole=whole)
