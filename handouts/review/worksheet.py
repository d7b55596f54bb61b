"""The worksheet: a YAML file beside the content, in which a person answers what the program leaves open.

Two digests guard it. ``seal`` covers what the program wrote, so that an edited answer of the program's is found; the
``seal`` of a signature covers the whole sheet. A digest without a secret shows what was edited, cut short or pasted
together; it cannot show a sheet that somebody wrote anew as a whole. Version control does, and keeps who did it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handouts.review.instruments import OPEN, instruments
from handouts.review.judging import State

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping

    from handouts.review.judging import Judged, Key

ENDING = ".review.yaml"
"""The end of a worksheet's name, after the language of its content file."""
FORM = "1"
"""The version of the file's form."""

_HEAD = """\
# Worksheet of this handout for PEMAT-P and the CDC Clear Communication Index, written by “handouts review”.
#
# decided   the program has answered; what you think of it goes into “note”
# flagged   the program has found something for or against it; you answer
# open      you answer
#
# Write your answer in the place of “open” after “answer:”. Change nothing else but “note”. Then sign it:
#   handouts review {topic} --sign --by "ROLE, credentials"
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """One item of a worksheet."""

    judged: Judged
    """What the program says of it."""
    answer: str = OPEN
    """What stands as the answer: the program's where it has decided, else a person's, or `OPEN`."""
    before: str = ""
    """What a person answered when the words were others."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who has answered and signed."""

    by: str
    """Role and credentials, never a person's name."""
    on: datetime.date
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A worksheet, whole."""

    topic: str
    """``department/topic``."""
    language: str
    version: str
    """The version of the handout."""
    layout: str
    """The layout of the page that was looked at."""
    content: str
    """The digest of what the handout said."""
    answers: Mapping[Key, Answer]
    """Every item of every instrument."""
    signed: Signature | None = None

    @property
    def open(self) -> list[Key]:
        """Return the items that nobody has answered."""
        return [key for key, answer in self.answers.items() if answer.answer == OPEN]

    @property
    def given(self) -> dict[Key, str]:
        """Return what a person has answered."""
        return {
            key: each.answer
            for key, each in self.answers.items()
            if each.judged.state is not State.DECIDED and each.answer != OPEN
        }

    @property
    def judged(self) -> dict[Key, Judged]:
        """Return what the program says of each item."""
        return {key: each.judged for key, each in self.answers.items()}


def program_seal(sheet: Worksheet) -> str:
    """Return the digest of what the program wrote."""
    head = [FORM, sheet.topic, sheet.language, sheet.version, sheet.layout, sheet.content]
    items = [
        [*key, each.judged.state.value, each.judged.answer, list(each.judged.evidence)]
        for key, each in sheet.answers.items()
    ]
    return _digest([head, items])


def signed_seal(sheet: Worksheet) -> str:
    """Return the digest of the whole sheet with its signature."""
    assert sheet.signed is not None  # noqa: S101  only a signed sheet has one
    answers = [[*key, each.answer, each.before, each.note] for key, each in sheet.answers.items()]
    return _digest([program_seal(sheet), answers, sheet.signed.by, sheet.signed.on.isoformat()])


def sealed(sheet: Worksheet, by: str, on: datetime.date) -> Worksheet:
    """Return a sheet with a signature below it."""
    signed = replace(sheet, signed=Signature(by, on))
    return replace(signed, signed=Signature(by, on, signed_seal(signed)))


def anew(fresh: Worksheet, old: Worksheet | None) -> Worksheet:
    """Return a sheet as the program fills it now, with what a person wrote into the one before.

    Answers are kept where the words are the same. Where they are others, items are open again, and the answer of
    then stands beside them.
    """
    if old is None:
        return fresh
    same = old.content == fresh.content
    return replace(
        fresh, answers={key: _carried(each, old.answers.get(key), same) for key, each in fresh.answers.items()}
    )


def _carried(each: Answer, old: Answer | None, same: bool) -> Answer:
    if old is None:
        return each
    was = old.answer if old.judged.state is not State.DECIDED and old.answer != OPEN else ""
    if each.judged.state is State.DECIDED:
        return replace(each, note=old.note)
    if same:
        return replace(each, answer=was or OPEN, before=old.before, note=old.note)
    return replace(each, before=was or old.before, note=old.note)


def text(sheet: Worksheet) -> str:
    """Return a sheet as its file."""
    return _HEAD.format(topic=sheet.topic) + "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Worksheet) -> Iterator[str]:
    head = {
        "worksheet": FORM,
        "topic": sheet.topic,
        "language": sheet.language,
        "version": sheet.version,
        "layout": sheet.layout,
        "content": sheet.content,
        "seal": program_seal(sheet),
    }
    yield ""
    yield from (f"{key}: {_quoted(value)}" for key, value in head.items())
    if sheet.signed:
        yield "signed:"
        yield f"  by: {_quoted(sheet.signed.by)}"
        yield f"  on: {sheet.signed.on.isoformat()}"
        yield f"  seal: {_quoted(sheet.signed.seal)}"
    for each in instruments():
        yield ""
        yield f"# {each.title}"
        yield f"{each.key}:"
        for item in each.items:
            yield ""
            yield from _item_lines(item.number, item.asks, sheet.answers[each.key, item.number], each.answers(item))


def _item_lines(number: int, asks: str, each: Answer, possible: tuple[str, ...]) -> Iterator[str]:
    yield f"  - item: {number}"
    yield f"    asks: {_quoted(asks)}"
    yield f"    state: {each.judged.state.value}"
    if each.judged.state is not State.DECIDED:
        yield f"    # {', '.join(possible)}"
    yield f"    answer: {each.answer}"
    if each.before:
        yield "    # when the words were others:"
        yield f"    before: {each.before}"
    if each.judged.evidence:
        yield "    evidence:"
        yield from (f"      - {_quoted(evidence)}" for evidence in each.judged.evidence)
    yield f"    note: {_quoted(each.note)}"


def _quoted(value: str) -> str:
    # A string of JSON is one of YAML, too (YAML 1.2.2, 1.3), but for characters that YAML wants escaped.
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(
        c if c.isprintable() else f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}" for c in quoted
    )


def _digest(data: object) -> str:
    return hashlib.sha256(json.dumps(data, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()
