"""Random documents made of every kind of block, and what a screen reader must say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from handouts.document import nodes
from tests.pdf.samples import cell, document, heading, text

if TYPE_CHECKING:
    from collections.abc import Iterator

CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:!?()/-–≥→☐éñüữ°%&<>'’"
"""Letters, digits, what XML and PDF strings escape, and characters of the fallback family."""

WORDS = st.text(CHARACTERS, min_size=1, max_size=9)


def sentences(most: int = 30) -> st.SearchStrategy[str]:
    return st.lists(WORDS, min_size=1, max_size=most).map(" ".join)


LONG_WORD = st.text("abcij/-", min_size=60, max_size=400)
PROSE = st.one_of(sentences(), sentences(), sentences(200), LONG_WORD)
LABEL = sentences(3).map("About {}".format)


@st.composite
def _inlines(draw: st.DrawFn) -> tuple[nodes.Inline, ...]:
    made: list[nodes.Inline] = []
    for kind in draw(st.lists(st.sampled_from("tslf"), min_size=1, max_size=4)):
        words = text(draw(sentences(12)))
        match kind:
            case "t":
                made += words
            case "s":
                made.append(nodes.Strong(words))
            case "l":
                made.append(nodes.Link("https://example.org/", words, "A page"))
            case _:
                made.append(nodes.Foreign("es", words))
        made += text(draw(st.sampled_from(["", " "])))
    return tuple(i for i in made if not isinstance(i, nodes.Text) or i.text)


PARAGRAPH = st.builds(
    nodes.Paragraph, st.one_of(PROSE.map(text), _inlines()), st.sampled_from(["", "", "lead", "small"])
)
LIST = st.builds(
    lambda items, style: nodes.ListBlock(tuple(nodes.Item((p,)) for p in items), style),
    st.lists(PARAGRAPH, min_size=1, max_size=8),
    st.sampled_from(["bullet", "steps", "check", "plain"]),
)
ARRAY = st.builds(lambda n: nodes.IconArray(n, 100, f"{n} of 100 dots"), st.integers(0, 100))
FIELDS = st.builds(
    lambda pairs: nodes.Fields(tuple(pairs)), st.lists(st.tuples(LABEL, st.just("") | LABEL), min_size=1, max_size=5)
)
WRITE_IN = st.builds(nodes.WriteIn, st.integers(1, 40))
QR = st.just(nodes.QrCode("https://example.org/", "The page of the clinic as a QR code"))
NESTED = st.lists(st.one_of(PARAGRAPH, LIST, ARRAY), min_size=1, max_size=3).map(tuple)


@st.composite
def _pairs(draw: st.DrawFn, styles: tuple[str, ...] = ("schedule", "timeline", "record", "glossary")) -> nodes.Pairs:
    style = draw(st.sampled_from(styles))
    made = [
        nodes.Pair(text(label), blocks, "clock", "", text(draw(LABEL)) if style == "schedule" else ())
        for label, blocks in draw(st.lists(st.tuples(LABEL, NESTED), min_size=1, max_size=4))
    ]
    return nodes.Pairs(tuple(made), style)


@st.composite
def _table(draw: st.DrawFn) -> nodes.Table:
    columns = draw(st.integers(2, 3))
    head = tuple(cell(draw(LABEL), "Column") for _ in range(columns))
    rows = [
        tuple(
            nodes.Cell(draw(st.one_of(st.just(()), NESTED)) if at else (draw(PARAGRAPH),), "" if at else "Row")
            for at in range(columns)
        )
        for _ in range(draw(st.integers(1, 5)))
    ]
    return nodes.Table((1.0,) * columns, head, tuple(rows))


@st.composite
def _columns(draw: st.DrawFn) -> nodes.Columns:
    columns = [(heading(draw(LABEL), 2), *draw(NESTED)) for _ in range(2)]
    return nodes.Columns(tuple(columns), (1.0, draw(st.sampled_from([1.0, 1.3]))))


@st.composite
def _callout(draw: st.DrawFn) -> nodes.Callout:
    style = draw(st.sampled_from(["info", "caution", "emergency", "do", "dont", "appointment", "notice", "glance"]))
    if style == "glance":
        return nodes.Callout((heading(draw(LABEL), 2), draw(_pairs(("glance",)))), style)
    inside = st.one_of(PARAGRAPH, LIST, FIELDS, _table(), _columns())
    return nodes.Callout((heading(draw(LABEL), 2), *draw(st.lists(inside, min_size=1, max_size=3))), style)


LEAF = st.one_of(PARAGRAPH, PARAGRAPH, LIST, _pairs(), _table(), _columns(), _callout(), FIELDS, WRITE_IN, ARRAY, QR)


@st.composite
def _section(draw: st.DrawFn) -> nodes.Section:
    return nodes.Section((heading(draw(LABEL), 2), *draw(st.lists(LEAF, min_size=1, max_size=4))))


DOCUMENTS = st.lists(st.one_of(LEAF, _section()), min_size=1, max_size=6).map(lambda blocks: document(*blocks))


# ---------------------------------------------------------------- what must be said


def said(blocks: tuple[nodes.Block, ...]) -> list[str]:
    """Return what is said of blocks, one line for each, in reading order and with white space collapsed."""
    return [" ".join(line.split()) for line in _lines(blocks) if line.strip()]


def _lines(blocks: tuple[nodes.Block, ...]) -> Iterator[str]:  # noqa: C901, PLR0912  one case for each block
    for block in blocks:
        match block:
            case nodes.Heading() | nodes.Paragraph():
                yield nodes.inline_text(block.inlines)
            case nodes.ListBlock():
                labels = {"bullet": "•", "check": "☐", "plain": ""}
                for number, item in enumerate(block.items, start=1):
                    yield labels.get(block.style, str(number))
                    yield from _lines(item.blocks)
            case nodes.Pairs():
                for pair in block.pairs:
                    yield f"{nodes.inline_text(pair.label)} {nodes.inline_text(pair.note)}"
                    yield from _run_in(pair.blocks) if block.style == "glossary" else _lines(pair.blocks)
            case nodes.Table():
                for row in (block.head, *block.rows):
                    for one in row:
                        yield from _lines(one.blocks)
            case nodes.Columns():
                for column in block.columns:
                    yield from _lines(column)
            case nodes.Section() | nodes.Callout():
                yield from _lines(block.blocks)
            case nodes.Fields():
                yield from (f"{label}: {value}" if value else label for label, value in block.fields)
            case nodes.IconArray() | nodes.QrCode() | nodes.Picture():
                yield block.alt
            case nodes.Contents():
                for entry in block.entries:
                    yield f"{nodes.inline_text(entry.inlines)} {entry.number}"
                    yield nodes.inline_text(entry.note)
            case nodes.WriteIn():
                pass


def _run_in(blocks: tuple[nodes.Block, ...]) -> Iterator[str]:
    """A glossary sets its first paragraphs behind the word, as one."""
    first = next((at for at, block in enumerate(blocks) if not isinstance(block, nodes.Paragraph)), len(blocks))
    yield ": " + " ".join(_lines(blocks[:first]))
    yield from _lines(blocks[first:])
