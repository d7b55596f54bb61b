"""Stage 3 of 5, parse: markup in, Document out.

White space is collapsed as HTML does it: a run of spaces, tabs and line ends is one space, also
across the border of two inlines, and none stands at the edge of a block. U+00A0 stays.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, ClassVar

from handouts.document import quick
from handouts.document.nodes import (
    Block,
    Callout,
    Cell,
    Columns,
    Contents,
    Document,
    Entry,
    Fields,
    Foreign,
    Heading,
    IconArray,
    Inline,
    Item,
    Link,
    ListBlock,
    Pair,
    Pairs,
    Paragraph,
    Picture,
    QrCode,
    RunningFoot,
    RunningHead,
    Section,
    Strong,
    Table,
    Text,
    WriteIn,
    inline_text,
)
from handouts.document.tree import Node, Reader
from handouts.document.vocabulary import HEADINGS
from handouts.errors import MarkupError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from handouts.findings import Finding
    from handouts.model import Asset

_SCOPES = {"col": "Column", "row": "Row", "": ""}


def parse(markup: str, shown: str, assets: Mapping[str, Asset], *, traced: bool = False) -> Document:
    """Return the document of a piece of markup.

    Args:
        markup: what a template made.
        shown: the name to report findings under.
        assets: pictures by the names that ``img`` and ``running-head`` use.
        traced: whether the markup says which line of which template each element comes from; findings then do.

    Raises:
        MarkupError: H220 not well formed, H221 an element that is unknown or out of place, H222 a
            wrong attribute, H223 text out of place, H224 an empty element, H225 parts that do not
            fit together, H226 an id that is missing or stands twice, H227 an unknown picture,
            H228 a heading level that is skipped.
    """
    if not traced and (root := quick.read(markup)) is not None:
        with contextlib.suppress(_WrongError):
            return _Maker(_Silent(), assets).document(root)
    reader = Reader(shown, traced=traced)
    return _Maker(reader, assets).document(reader.read(markup))


class _WrongError(Exception):
    """Something is wrong in markup that was read without its places."""


class _Silent:
    """Stands for the reader of markup that was read without its places: what is wrong ends the making."""

    findings: tuple[Finding, ...] = ()

    def say(self, *_: object) -> None:
        raise _WrongError

    def where(self, *_: object) -> tuple[int, int]:
        raise _WrongError


class _Maker:
    """Makes nodes from elements and checks what the vocabulary's table cannot say."""

    def __init__(self, reader: Reader | _Silent, assets: Mapping[str, Asset]) -> None:
        self._reader = reader
        self._say = reader.say
        self._assets = assets
        self._ids: dict[str, Node] = {}
        self._targets: list[tuple[str, Node]] = []
        self._level = 0

    def document(self, root: Node) -> Document:
        parts = [self._only(root, name) for name in ("metadata", "running-head", "running-foot", "body")]
        if any(part is None for part in parts):
            raise MarkupError(self._reader.findings)
        metadata, head, foot, body = (part for part in parts if part is not None)
        document = Document(
            language=root.get("lang"),
            title=metadata.get("title"),
            subject=metadata.get("subject"),
            author=metadata.get("author"),
            keywords=metadata.get("keywords"),
            created=metadata.get("created"),
            head=self._head(head),
            foot=self._foot(foot),
            blocks=self._blocks(body),
            assets=dict(self._assets),
        )
        for target, node in self._targets:
            if target not in self._ids:
                message = f"a link leads to “#{target}”, and no element has that id"
                self._say(node, "H226", message, "Give the element the id, or leave out the link")
        if self._level == 0:
            self._say(body, "H228", "the handout has no heading", "Begin the body with an “h1”")
        if self._reader.findings:
            raise MarkupError(self._reader.findings)
        return document

    # ------------------------------------------------------------ parts of the page

    def _head(self, node: Node) -> RunningHead:
        logo = node.get("logo")
        if logo:
            self._asset(node, logo)
        notice = self._only(node, "notice", optional=True)
        return RunningHead(
            left=tuple(self._inlines(line) for line in node.named("left")),
            right=tuple(self._inlines(line) for line in node.named("right")),
            notice=self._inlines(notice) if notice else (),
            logo=logo,
        )

    def _foot(self, node: Node) -> RunningFoot:
        (left, left_below), (right, right_below) = self._two(node, "left"), self._two(node, "right")
        return RunningFoot(left, right, left_below, right_below)

    def _two(self, node: Node, name: str) -> tuple[str, str]:
        """Return the words of one or two elements of a name."""
        found = node.named(name)
        if len(found) not in (1, 2):
            self._say(node, "H225", f"“{node.name}” has {len(found) or 'no'} “{name}”", "It needs one or two")
        first, second = [*(inline_text(self._inlines(each)) for each in found[:2]), "", ""][:2]
        return first, second

    def _only(self, node: Node, name: str, *, optional: bool = False) -> Node | None:
        found = node.named(name)
        if len(found) > 1 or not (found or optional):
            message = f"“{node.name}” has {len(found) or 'no'} “{name}”"
            self._say(node, "H225", message, "It needs one")
        return found[0] if found else None

    def _id(self, node: Node) -> str:
        if "id" not in node.attributes:  # as in most elements
            return ""
        name = node.attributes["id"]
        if name in self._ids:
            message = f"the id “{name}” stands twice, first in line {self._reader.where(self._ids[name])[0]}"
            self._say(node, "H226", message, "Every id is used once")
        self._ids[name] = node
        return name

    def _asset(self, node: Node, name: str) -> str:
        if name not in self._assets:
            self._say(node, "H227", f"there is no picture “{name[:80]}”", "Name a picture of the content file")
        return name

    # ------------------------------------------------------------ inlines

    def _inlines(self, node: Node) -> tuple[Inline, ...]:
        content = node.content
        if len(content) == 1 and isinstance(text := content[0], str):  # as in most elements
            text = text.strip(" ")
            return (Text(text),) if text else ()
        inlines, spaced = self._collapsed(content, spaced=True)
        return _without_last_space(inlines) if spaced else tuple(inlines)

    def _collapsed(self, content: list[Node | str], *, spaced: bool) -> tuple[list[Inline], bool]:
        """Return inlines, and whether a space stands at their end; `spaced`: one stands before them."""
        made: list[Inline] = []
        for child in content:
            if isinstance(child, str):
                text = child[1:] if spaced and child[0] == " " else child
                if text:
                    made.append(Text(text))
                    spaced = text[-1] == " "
                continue
            below, spaced = self._collapsed(child.content, spaced=spaced)
            if below:
                made.append(self._inline(child, tuple(below)))
        return made, spaced

    def _inline(self, node: Node, inlines: tuple[Inline, ...]) -> Inline:
        match node.name:
            case "strong":
                return Strong(inlines)
            case "span":
                return Foreign(node.get("lang"), inlines)
            case _:
                href = node.attributes["href"]
                if href[0] == "#":
                    self._targets.append((href[1:], node))
                return Link(href, inlines, node.attributes["title"])

    # ------------------------------------------------------------ blocks

    def _blocks(self, node: Node) -> tuple[Block, ...]:
        blocks = self._BLOCKS
        return tuple([blocks[child.name](self, child) for child in node.elements])

    def _flow(self, node: Node) -> tuple[Block, ...]:
        if node.elements:
            return self._blocks(node)
        inlines = self._inlines(node)
        return (Paragraph(inlines, ""),) if inlines else ()

    def _paragraph(self, node: Node) -> Paragraph:
        return Paragraph(self._inlines(node), node.attributes.get("class", ""), self._id(node))

    def _section(self, node: Node) -> Section:
        name = self._id(node)
        return Section(self._blocks(node), name)

    def _list(self, node: Node) -> ListBlock:
        style = node.get("class", "bullet" if node.name == "ul" else "steps")
        return ListBlock(tuple([Item(self._flow(item)) for item in node.elements]), style)

    def _columns(self, node: Node) -> Columns:
        columns = node.elements
        widths = self._widths(node, "widths", len(columns))
        return Columns(tuple([self._blocks(column) for column in columns]), widths)

    def _fields(self, node: Node) -> Fields:
        return Fields(tuple([(field.get("label"), field.get("value")) for field in node.elements]))

    def _write_in(self, node: Node) -> WriteIn:
        return WriteIn(int(node.get("lines")))

    def _qr(self, node: Node) -> QrCode:
        return QrCode(node.get("href"), node.get("alt"))

    def _contents(self, node: Node) -> Contents:
        return Contents(tuple([self._entry(entry) for entry in node.elements]))

    def _callout(self, node: Node) -> Callout:
        style = node.get("class")
        for child in node.elements if style == "cover" else ():
            if child.name not in (*HEADINGS, "p"):
                message = f"“{child.name}” stands in the panel of a cover"
                self._say(child, "H225", message, "It holds headings and paragraphs alone: its ground is filled")
        return Callout(self._blocks(node), style)

    def _heading(self, node: Node) -> Heading:
        level = int(node.name[1])
        if level > self._level + 1:
            after = f"a heading of level {self._level}" if self._level else "the beginning"
            message = f"“{node.name}” follows {after}"
            self._say(node, "H228", message, f"Use “h{self._level + 1}”: a reader by ear takes a gap for lost text")
        if level == 1 and self._level:
            self._say(node, "H228", "there is a second “h1”", "The title alone is an “h1”")
        self._level = level
        attributes = node.attributes
        style, icon = attributes.get("class", ""), attributes.get("icon", "")
        return Heading(level, self._inlines(node), style, icon, self._id(node))

    def _pairs(self, node: Node) -> Pairs:
        parts = node.elements
        labels, bodies = parts[::2], parts[1::2]
        fits = all(part.name == "dt" for part in labels) and all(part.name == "dd" for part in bodies)
        if not fits or len(labels) != len(bodies):
            self._say(node, "H225", "a “dl” holds “dt” and “dd” out of turn", "Each “dt” is followed by one “dd”")
        pairs: list[Pair] = []
        for label, body in zip(labels, bodies, strict=False):
            note = self._only(label, "small", optional=True) if label.elements else None
            inlines = self._inlines(label)
            if not inlines:
                self._say(label, "H224", "the “dt” has a second line and no first", "Put words before “small”")
            name = self._id(label)
            note_inlines = self._inlines(note) if note else ()
            icon = label.attributes.get("icon", "")
            pairs.append(Pair(inlines, self._flow(body), icon, name, note_inlines))
        return Pairs(tuple(pairs), node.get("class"))

    def _entry(self, node: Node) -> Entry:
        note = self._only(node, "small", optional=True)
        inlines = self._inlines(node)
        if not inlines:
            self._say(node, "H224", "the “entry” has a second line and no first", "Put words before “small”")
        note_inlines = self._inlines(note) if note else ()
        return Entry(int(node.get("part")), inlines, node.get("number"), node.get("title"), note_inlines)

    def _table(self, node: Node) -> Table:
        head, body = self._only(node, "thead"), self._only(node, "tbody")
        head_rows = head.elements if head else []
        if len(head_rows) != 1:
            self._say(node, "H225", f"the head of a table has {len(head_rows)} rows", "It needs one")
        rows = [*head_rows[:1], *(body.elements if body else [])]
        count = len(rows[0].elements) if rows else 0
        for row in rows:
            if len(row.elements) != count:
                message = f"a row has {len(row.elements)} cells, and the head of the table has {count}"
                self._say(row, "H225", message, "All rows have the same number of cells")
        cells = [tuple([self._cell(cell) for cell in row.elements]) for row in rows]
        for cell in head_rows[0].elements if head_rows else []:
            if cell.get("scope") != "col":
                self._say(cell, "H225", "a cell of the table's head does not head a column", "Use th scope=“col”")
        return Table(self._widths(node, "columns", count), cells[0] if cells else (), tuple(cells[1:]))

    def _cell(self, node: Node) -> Cell:
        return Cell(self._flow(node), _SCOPES[node.attributes.get("scope", "")])

    def _widths(self, node: Node, attribute: str, count: int) -> tuple[float, ...]:
        widths = tuple(float(width) for width in node.get(attribute).split())
        if len(widths) != count or not all(widths):
            message = f"{attribute}=“{node.get(attribute)}” does not fit {count} columns"
            self._say(node, "H225", message, "Give one width above zero for each column")
        return widths

    def _picture(self, node: Node) -> Picture:
        image, caption = self._only(node, "img"), self._only(node, "figcaption", optional=True)
        source, alt = (self._asset(image, image.get("src")), image.get("alt")) if image else ("", "")
        return Picture(source, alt, self._inlines(caption) if caption else ())

    def _icon_array(self, node: Node) -> IconArray:
        n, of = int(node.get("n")), int(node.get("of"))
        to = int(node.get("to")) if node.get("to") else None
        if not 0 <= n <= of or of not in (100, 1000):
            self._say(node, "H225", f"{n} dots of {of} cannot be drawn", "“of” is 100 or 1000, and “n” at most that")
        elif to is not None and not n < to <= of:
            self._say(node, "H225", f"{n} to {to} dots of {of} cannot be drawn", "“to” is more than “n”, at most “of”")
        return IconArray(n, of, node.get("alt"), to, node.get("class"))

    _BLOCKS: ClassVar[Mapping[str, Callable[[_Maker, Node], Block]]] = {
        "p": _paragraph,
        "ul": _list,
        "ol": _list,
        "section": _section,
        "aside": _callout,
        "dl": _pairs,
        "table": _table,
        "columns": _columns,
        "fields": _fields,
        "write-in": _write_in,
        "figure": _picture,
        "icon-array": _icon_array,
        "qr": _qr,
        "contents": _contents,
        **dict.fromkeys(HEADINGS, _heading),
    }
    """What makes the node of each element that may stand where a block stands."""


def _without_last_space(inlines: list[Inline]) -> tuple[Inline, ...]:
    """Return inlines without the space at their end, however deep it stands."""
    if not inlines:
        return ()
    *rest, last = inlines
    kept: Inline | None = None
    match last:
        case Text():
            kept = Text(last.text[:-1]) if len(last.text) > 1 else None
        case Strong():
            below = _without_last_space(list(last.inlines))
            kept = Strong(below) if below else None
        case Foreign():
            below = _without_last_space(list(last.inlines))
            kept = Foreign(last.language, below) if below else None
        case Link():
            below = _without_last_space(list(last.inlines))
            kept = Link(last.href, below, last.description) if below else None
    return (*rest, kept) if kept is not None else tuple(rest)
