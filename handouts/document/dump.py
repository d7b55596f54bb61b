"""Dumping: a Document as indented text, for golden tests and for reading it by eye.

Inlines are written ``**strong**``, ``[words](address "description")`` and ``{es: palabras}``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.document.nodes import (
    Block,
    Callout,
    Columns,
    Contents,
    Document,
    Fields,
    Foreign,
    Heading,
    IconArray,
    Inline,
    Link,
    ListBlock,
    Pairs,
    Paragraph,
    Picture,
    QrCode,
    Section,
    Strong,
    Table,
    Text,
    WriteIn,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def dump(document: Document) -> str:
    """Return the whole document, one node a line, indented by depth."""
    head, foot = document.head, document.foot
    lines = [
        f"document {document.language}",
        f"  title: {document.title}",
        f"  subject: {document.subject}",
        f"  author: {document.author}",
        f"  keywords: {document.keywords}",
        f"  created: {document.created}",
        "running-head" + _named(logo=head.logo),
        *(f"  left: {_inlines(line)}" for line in head.left),
        *(f"  right: {_inlines(line)}" for line in head.right),
        *([f"  notice: {_inlines(head.notice)}"] if head.notice else []),
        "running-foot",
        f"  left: {foot.left}",
        f"  right: {foot.right}",
        *([f"  left: {foot.left_below}"] if foot.left_below else []),
        *([f"  right: {foot.right_below}"] if foot.right_below else []),
        "body",
        *_indented(document.blocks),
        *(f"asset {name} {asset.kind}" for name, asset in sorted(document.assets.items())),
    ]
    return "\n".join(lines) + "\n"


def _inlines(inlines: tuple[Inline, ...]) -> str:
    def one(inline: Inline) -> str:
        match inline:
            case Text():
                return inline.text.replace("\u00a0", "~")
            case Strong():
                return f"**{_inlines(inline.inlines)}**"
            case Link():
                return f'[{_inlines(inline.inlines)}]({inline.href} "{inline.description}")'
            case Foreign():
                return f"{{{inline.language}: {_inlines(inline.inlines)}}}"

    return "".join(map(one, inlines))


def _named(**values: str) -> str:
    return "".join(f" {name}={value}" for name, value in values.items() if value)


def _indented(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        for line in _block(block):
            yield f"  {line}"


def _block(block: Block) -> Iterator[str]:  # noqa: C901, PLR0912, PLR0915  one case for each node
    match block:
        case Heading():
            style = _named(style=block.style, icon=block.icon, id=block.id)
            yield f"heading {block.level}{style}: {_inlines(block.inlines)}"
        case Paragraph():
            yield f"paragraph{_named(style=block.style, id=block.id)}: {_inlines(block.inlines)}"
        case ListBlock():
            yield f"list {block.style}"
            for item in block.items:
                yield "  item"
                yield from (f"  {line}" for line in _indented(item.blocks))
        case Pairs():
            yield f"pairs {block.style}"
            for pair in block.pairs:
                note = f" | {_inlines(pair.note)}" if pair.note else ""
                yield f"  pair{_named(icon=pair.icon, id=pair.id)}: {_inlines(pair.label)}{note}"
                yield from (f"  {line}" for line in _indented(pair.blocks))
        case Table():
            yield f"table {' '.join(f'{width:g}' for width in block.widths)}"
            for row in (block.head, *block.rows):
                yield "  row"
                for cell in row:
                    yield f"    cell{_named(scope=cell.scope)}"
                    yield from (f"    {line}" for line in _indented(cell.blocks))
        case Columns():
            yield f"columns {' '.join(f'{width:g}' for width in block.widths)}"
            for column in block.columns:
                yield "  column"
                yield from (f"  {line}" for line in _indented(column))
        case Callout():
            yield f"callout {block.style}"
            yield from _indented(block.blocks)
        case Section():
            yield f"section{_named(id=block.id)}"
            yield from _indented(block.blocks)
        case Fields():
            yield "fields"
            yield from (f"  {label}: {value or '____'}" for label, value in block.fields)
        case WriteIn():
            yield f"write-in {block.lines}"
        case Picture():
            caption = f" | {_inlines(block.caption)}" if block.caption else ""
            yield f"picture {block.asset}: {block.alt}{caption}"
        case IconArray():
            amount = f"{block.n}" if block.to is None else f"{block.n} to {block.to}"
            yield f"icon-array {amount} of {block.of}{_named(style=block.style)}: {block.alt}"
        case Contents():
            yield "contents"
            for entry in block.entries:
                note = f" | {_inlines(entry.note)}" if entry.note else ""
                yield f'  entry {entry.part} "{entry.number}" "{entry.description}": {_inlines(entry.inlines)}{note}'
        case QrCode():
            yield f"qr {block.href}: {block.alt}"
