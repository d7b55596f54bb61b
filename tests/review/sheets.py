"""Worksheets for tests: the smallest handout's, and what a person may do to its file."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from handouts.review import Judged, judge
from handouts.review.instruments import OPEN, instrument
from handouts.review.worksheet import Answer, Worksheet, sealed, text
from handouts.yamlfile import YamlFile, read

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.review.judging import Key
    from handouts.review.material import Material

DAY = datetime.date(2026, 11, 21)
BY = "Patient education specialist, RN"
CONTENT = "a" * 64


def fresh(material: Material, content: str = CONTENT) -> Worksheet:
    """Return a worksheet as the program fills it in."""
    return of(judge(material), content)


def of(judged: dict[Key, Judged], content: str = CONTENT) -> Worksheet:
    """Return a worksheet of what the program says."""
    answers = {key: Answer(each, each.answer) for key, each in judged.items()}
    return Worksheet("ward/topic-1", "en", "0.1", "standard", content, answers)


def answered(sheet: Worksheet) -> Worksheet:
    """Return a worksheet of which a person has answered every open item with the good answer."""
    answers = {
        key: replace(each, answer=instrument(key[0]).good) if each.answer == OPEN else each
        for key, each in sheet.answers.items()
    }
    return replace(sheet, answers=answers)


def signed(sheet: Worksheet) -> Worksheet:
    """Return a worksheet that is answered and signed."""
    return sealed(answered(sheet), BY, DAY)


def file_of(sheet: Worksheet, folder: Path, **changes: str) -> YamlFile:
    """Return the file of a worksheet, read back, with changes of its characters; each must be found."""
    return changed(text(sheet), folder, list(changes.items()))


def changed(words: str, folder: Path, changes: list[tuple[str, str]]) -> YamlFile:
    """Return a file of a worksheet, read back, each change made where its characters stand first."""
    for old, new in changes:
        assert old in words, old
        words = words.replace(old, new, 1)
    path = folder / "en.review.yaml"
    path.write_text(words, "utf-8")
    return read(path, "en.review.yaml")
