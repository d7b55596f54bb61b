"""The printed worksheet: a document of its own, for a person with a pen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.document.nodes import (
    Block,
    Callout,
    Cell,
    Document,
    Fields,
    Foreign,
    Heading,
    Inline,
    Item,
    ListBlock,
    Paragraph,
    RunningFoot,
    RunningHead,
    Section,
    Strong,
    Table,
    Text,
    WriteIn,
)
from handouts.review.instruments import OPEN, instruments
from handouts.review.judging import State
from handouts.review.scoring import PASSES
from handouts.review.signing import Standing

if TYPE_CHECKING:
    import datetime

    from handouts.review.instruments import Instrument, Part
    from handouts.review.instruments import Item as Question
    from handouts.review.scoring import Scores
    from handouts.review.worksheet import Answer, Worksheet

LANGUAGE = "en"
"""The language of both instruments, and so of the worksheet."""

_WIDTHS = (2.6, 1.2, 3.2)
_HEADS = ("Item", "Answer", "What the program found")
_NOTICE = {
    Standing.NONE: "Not signed",
    Standing.UNSIGNED: "Not signed",
    Standing.STALE: "Signed for other words than those of today",
}
_HOW = (
    "The program has answered what it can decide. Tick one answer to each of the other items. What it found is there "
    "to help you, and may be wrong. No score stands for a person’s judgment until a person has signed."
)


def printed(
    sheet: Worksheet, scores: Scores, standing: Standing, title: str, clinic: str, today: datetime.date
) -> Document:
    """Return a worksheet as a document.

    Args:
        sheet: what stands in it.
        scores: over what is decided.
        standing: whether it is signed, and for which words.
        title: the title of the handout, in its own language.
        clinic: the name of the clinic.
        today: the day.
    """
    name = f"Worksheet: {title}"
    signed = sheet.signed
    return Document(
        language=LANGUAGE,
        title=name,
        subject="PEMAT-P and CDC Clear Communication Index",
        author=clinic,
        keywords="",
        created=(signed.on if signed else today).isoformat(),
        head=RunningHead(
            left=((Text(clinic),),),
            right=((Text("Worksheet for staff"),), (Text(f"Version {sheet.version}"),)),
            notice=(Text(_NOTICE[standing]),) if standing in _NOTICE else (),
        ),
        foot=RunningFoot(
            left=f"{sheet.topic} ({sheet.language}) · content {sheet.content[:12]}", right="{page} / {pages}"
        ),
        blocks=(
            Heading(1, (Text("Worksheet: "), _of(title, sheet.language)), "title"),
            _lead(f"{sheet.topic}, language {sheet.language}, version {sheet.version}, layout {sheet.layout}"),
            _scores(scores),
            _paragraph(_HOW),
            *(_part(each, part, sheet) for each in instruments() for part in each.parts),
            _signature(sheet),
            _sources(sheet),
        ),
    )


def _of(title: str, language: str) -> Inline:
    return Text(title) if language == LANGUAGE else Foreign(language, (Text(title),))


def _scores(scores: Scores) -> Block:
    lines = [str(score) for score in scores]
    if not scores.clear_communication.open:
        lines[-1] += f"; {PASSES} or more passes"
    heading = Heading(2, (Text("Scores over what is decided"),), "info-h2", id="scores")
    return Section((Callout((heading, _list(lines)), "info"),), id="scores-section")


def _part(each: Instrument, part: Part, sheet: Worksheet) -> Block:
    heading = Heading(2, (Text(f"{part.name} ({each.name})" if part.name not in each.name else each.name),), "h2")
    rows = tuple(_row(each, item, sheet.answers[each.key, item.number]) for item in part.items)
    head = tuple(Cell((_paragraph(words),), "Column") for words in _HEADS)
    return Section((heading, Table(_WIDTHS, head, rows)))


def _row(each: Instrument, item: Question, answer: Answer) -> tuple[Cell, ...]:
    question = Cell((Paragraph((Strong((Text(f"{item.number}. "),)), Text(item.asks)), "body"),), "Row")
    evidence = answer.judged.evidence
    found: list[Block] = [_list(evidence) if evidence else _paragraph("Only a person can say.")]
    if item.unless and answer.answer == OPEN:
        found.append(_paragraph(f"Answer n/a only if {item.unless}."))
    if answer.before:
        found.append(_paragraph(f"When the words were others, a person answered: {answer.before}."))
    if answer.note:
        found.append(_paragraph(f"Note: {answer.note}"))
    elif answer.answer == OPEN:
        found.append(WriteIn(1))
    return question, Cell(tuple(_answer(each, item, answer))), Cell(tuple(found))


def _answer(each: Instrument, item: Question, answer: Answer) -> list[Block]:
    if answer.answer == OPEN:
        return [ListBlock(tuple(Item((_paragraph(word),)) for word in each.answers(item)), "check")]
    who = "decided by the program" if answer.judged.state is State.DECIDED else "answered by a person"
    return [Paragraph((Strong((Text(answer.answer),)),), "body"), Paragraph((Text(who),), "small")]


def _signature(sheet: Worksheet) -> Block:
    signed = sheet.signed
    values = (signed.by, signed.on.isoformat(), "") if signed else ("", "", "")
    labels = ("Role and credentials", "Date", "Signature")
    fields = Fields(tuple(zip(labels, values, strict=True)))
    heading = Heading(2, (Text("Who has answered"),), "appointment-h2")
    return Section((Callout((heading, fields), "appointment"),))


def _sources(sheet: Worksheet) -> Block:
    lines = [f"{each.name}: {each.title}. {each.source}" for each in instruments()]
    text = (
        "Both instruments were made for people who rate. Their use here does not imply endorsement by AHRQ, CDC, HHS "
        "or the United States Government, and this is no rating of theirs."
    )
    heading = Heading(2, (Text("About this worksheet"),), "h2")
    seal = f"Content {sheet.content}"
    return Section((heading, _list(lines), Paragraph((Text(text),), "body"), Paragraph((Text(seal),), "small")))


def _lead(words: str) -> Paragraph:
    return Paragraph((Text(words),), "lead")


def _paragraph(words: str) -> Paragraph:
    return Paragraph((Text(words),), "body")


def _list(lines: list[str] | tuple[str, ...]) -> ListBlock:
    return ListBlock(tuple(Item((_paragraph(line),)) for line in lines), "bullet")
