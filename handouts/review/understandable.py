"""PEMAT-P, items 1 to 19: can people of diverse backgrounds understand it?

Thresholds without another source are those of the guide: agree where something holds for 80 % or more of the material.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.checks.reading.plain_words import medical_used
from handouts.document.nodes import Callout, Paragraph, Section, children, inline_text
from handouts.review import numbers
from handouts.review.instruments import NOT_APPLICABLE, PEMAT
from handouts.review.judging import counted, decided, flagged, rule

if TYPE_CHECKING:
    from handouts.document.nodes import Table
    from handouts.review.judging import Judged
    from handouts.review.material import Material

AGREE, DISAGREE = "agree", "disagree"
MOST_WITHOUT = 0.2
"""The largest share that may lack what an item asks for (PEMAT user's guide, how to rate: 80 to 100 % is “agree”)."""
LONGEST_CHUNK_WORDS = 250
"""The most words between two headings that still pass for a short section: half a page, a measure of ours."""
LONGEST_HEAD_WORDS, LONGEST_ROW_WORDS = 5, 10
"""The most words in a heading of a column and of a row that still pass for short, measures of ours."""

IN_ORDER = ("key-points", "purpose", "preparation", "what-happens", "risks", "recovery", "when-to-call")
"""Sections that every handout has, in their logical order: what and why, before, during, dangers, after, help."""


@rule(PEMAT, 1)
def purpose_evident(material: Material) -> Judged:
    """The title, the summary and a section of its own say what it is about; whether well, a person says."""
    return flagged(
        f"{material.at(('title',))}: the title is “{material.subject.loaded.handout.title}”",
        f"{material.at(('summary',))}: the summary stands first on the page",
        f"{material.at(('purpose',))}: a section of its own says why it is done",
    )


@rule(PEMAT, 3)
def everyday_language(material: Material) -> Judged:
    """The reading grade and the lists of hard words speak for or against it."""
    scores = material.grades.scores
    evidence = [f"the whole handout reads at {scores}"] if str(scores) != "no score" else []
    for codes, what in (
        (("H320", "H321"), "medical words or abbreviations without their meaning"),
        (("H322",), "longer words than need be"),
    ):
        if material.looked(*codes):
            evidence.append(f"{material.count(*codes)} {what}")
            evidence += material.told(*codes)
    return flagged(*evidence)


@rule(PEMAT, 4)
def medical_terms_defined(material: Material) -> Judged:
    """Decided by the lists of medical words: all are explained, or more than one in five are not."""
    if not material.looked("H320"):
        return flagged("there is no list of medical words in this language")
    used, unexplained = medical_used(material.subject), material.count("H320")
    terms = len(material.subject.loaded.handout.glossary or ())
    told = [f"{used - unexplained} of {used} medical words of the lists are explained", *material.told("H320")]
    if terms:
        told.append(f"{material.at(('glossary',))}: the glossary explains {counted(terms, 'word')}")
    if used and not unexplained:
        return decided(AGREE, *told)
    if used and unexplained > MOST_WITHOUT * used:
        return decided(DISAGREE, *told)
    return flagged(*told)


@rule(PEMAT, 5)
def active_voice(material: Material) -> Judged:
    """The share of sentences without passive words, as the program finds them."""
    if not material.looked("H316"):
        return flagged("passive sentences are not looked for in this language")
    sentences = material.grades.sentences
    passive = sum(bool(level.passive) for level in sentences)
    share = f"{len(sentences) - passive} of {len(sentences)} sentences are active; the guide asks for 80%"
    return flagged(share, *material.told("H316"))


@rule(PEMAT, 6)
def numbers_clear(material: Material) -> Judged:
    """Decided where figures have several denominators, and where nothing hard is found."""
    mixed, hard = numbers.mixed(material), numbers.hard(material)
    if not numbers.there_are_any(material):
        return decided(NOT_APPLICABLE, "there is no number in the words or facts")
    if mixed:
        return decided(DISAGREE, mixed)
    same = numbers.same_denominator(material)
    found = [same]
    if hard:
        found.append(f"percent, fractions or decimals: {numbers.shortened(hard)}")
    found += material.told("H323")
    if hard or material.count("H323") or not material.looked("H323"):
        return flagged(*found)
    return decided(AGREE, same, "no percent, fraction, decimal, “1 in 20” or number in words was found")


@rule(PEMAT, 7)
def no_calculations(material: Material) -> Judged:
    """Decided where denominators must be compared, and where nothing is found to calculate."""
    return numbers.calculating(material, needed=DISAGREE, spared=AGREE)


@rule(PEMAT, 8)
def short_sections(material: Material) -> Judged:
    """Decided by the number of words between two headings on the page."""
    chunks = material.page.chunks
    longest = max(chunks, key=lambda chunk: chunk[1], default=("", 0))
    told = f"{len(chunks)} headings on the page; the longest text below one has {longest[1]} words (“{longest[0]}”)"
    return decided(AGREE, told) if 0 < longest[1] <= LONGEST_CHUNK_WORDS else flagged(told)


@rule(PEMAT, 9)
def informative_headers(material: Material) -> Judged:
    """The headings are fixed phrases of the language; whether they inform, a person says."""
    found = material.page.headings
    longest = max(found, key=_length, default="")
    return flagged(
        f"{counted(len(found), 'heading')}, phrases that all handouts share; the longest has "
        f"{counted(_length(longest), 'word')} (“{longest}”)"
    )


@rule(PEMAT, 10)
def logical_sequence(material: Material) -> Judged:
    """Decided by the order of the sections on the page, which the layout gives to every handout."""
    there = [block.id for block in material.page.blocks if isinstance(block, Section) and block.id in IN_ORDER]
    told = f"the layout “{material.page.layout}” sets the sections in this order: {', '.join(there)}"
    return decided(AGREE, told) if there == [each for each in IN_ORDER if each in there] and there else flagged(told)


@rule(PEMAT, 11)
def summary(material: Material) -> Judged:
    """Decided: every handout has key points, and the page shows them."""
    told = f"{material.at(('key_points',))}: {_points(material)} key points"
    box = key_points_section(material)
    if box is None:
        return flagged(told, f"the layout “{material.page.layout}” has no section of key points")
    return decided(AGREE, told, "they stand in a section of their own, below the summary")


@rule(PEMAT, 12)
def visual_cues(material: Material) -> Judged:
    """Decided by the frame around the key points."""
    page = material.page
    told = (
        f"{counted(len(page.boxes), 'framed box', 'framed boxes')}, {counted(len(page.lists), 'list')} with marks, "
        f"{counted(len(page.headings), 'heading')}; {counted(page.bold, 'time')} bold within sentences"
    )
    section = key_points_section(material)
    if section is not None and any(isinstance(block, Callout) for block in children(section)):
        return decided(AGREE, "the key points stand in a framed box with a heading and bullets", told)
    return flagged(told)


@rule(PEMAT, 15)
def visual_aids(material: Material) -> Judged:
    """How many there are; whether more would help, a person says."""
    return flagged(seen(material))


@rule(PEMAT, 16)
def aids_reinforce(material: Material) -> Judged:
    """Not applicable without visual aids; else a person looks."""
    return flagged(seen(material)) if has_visuals(material) else decided(NOT_APPLICABLE, seen(material))


@rule(PEMAT, 17)
def aids_have_captions(material: Material) -> Judged:
    """Decided by the captions of pictures; dots always stand below the sentence that says the same."""
    page = material.page
    if not has_visuals(material):
        return decided(NOT_APPLICABLE, seen(material))
    without = [picture for picture in page.pictures if not picture.caption]
    told = (
        [f"{len(page.pictures) - len(without)} of {len(page.pictures)} pictures have a caption"]
        if page.pictures
        else []
    )
    told += [f"without one: {picture.asset}" for picture in without]
    if page.arrays:
        told.append(
            f"{counted(len(page.arrays), 'chart')} of dots, each below the sentence that says the same in words"
        )
    if not without:
        return decided(AGREE, *told)
    return (
        decided(DISAGREE, *told)
        if len(without) > MOST_WITHOUT * (len(page.pictures) + len(page.arrays))
        else flagged(*told)
    )


@rule(PEMAT, 18)
def pictures_clear(material: Material) -> Judged:
    """Not applicable without visual aids; else a person looks."""
    return flagged(seen(material)) if has_visuals(material) else decided(NOT_APPLICABLE, seen(material))


@rule(PEMAT, 19)
def simple_tables(material: Material) -> Judged:
    """Decided by the headings of columns and rows on the page."""
    tables = material.page.tables
    if not tables:
        return decided(NOT_APPLICABLE, f"the layout “{material.page.layout}” sets no table on this page")
    heads = [words for table in tables for words in _heads(table)]
    rows = [words for table in tables for words in _row_heads(table)]
    longest = max(heads, key=_length), max(rows, key=_length, default="")
    told = [
        counted(len(tables), "table"),
        f"the longest heading of a column has {_length(longest[0])} words (“{longest[0]}”)",
        f"the longest heading of a row has {_length(longest[1])} words (“{longest[1]}”)",
    ]
    short = _length(longest[0]) <= LONGEST_HEAD_WORDS and _length(longest[1]) <= LONGEST_ROW_WORDS
    return decided(AGREE, *told) if short and all(heads) else flagged(*told)


def key_points_section(material: Material) -> Section | None:
    """Return the section of the page that holds the key points."""
    found = (block for block in material.page.blocks if isinstance(block, Section) and block.id == "key-points")
    return next(found, None)


def has_visuals(material: Material) -> bool:
    """Tell whether the page shows anything but words: pictures, or charts of dots."""
    return bool(material.page.pictures or material.page.arrays)


def seen(material: Material) -> str:
    """Return as evidence how many pictures and charts the page shows."""
    pictures, arrays = len(material.page.pictures), len(material.page.arrays)
    if not pictures and not arrays:
        return "there is no picture and no chart on the page"
    return f"{counted(pictures, 'picture')} and {counted(arrays, 'chart')} of dots on the page"


def _points(material: Material) -> int:
    return len(material.subject.loaded.handout.key_points)


def _heads(table: Table) -> list[str]:
    return [_text(cell.blocks) for cell in table.head]


def _row_heads(table: Table) -> list[str]:
    return [_text(cell.blocks) for row in table.rows for cell in row if cell.scope == "Row"]


def _text(blocks: tuple[object, ...]) -> str:
    return " ".join(inline_text(block.inlines) for block in blocks if isinstance(block, Paragraph))


def _length(words: str) -> int:
    return len(words.split())
