"""Read the marked content of a finished PDF's pages (ISO 32000-1 14.6).

In comes a page as pikepdf sees it; out come the page's marks by number, with the text painted
inside each, and every fault on the way. Nothing here knows how the project writes a PDF.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PAINTING = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "INLINE IMAGE"})
SHOWING = frozenset({"Tj", "TJ", "'", '"'})

_BLOCK = re.compile(r"begin(bfchar|bfrange|codespacerange)(.*?)end\1", re.DOTALL)
_ROW = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>(?:\s*(?:<([0-9A-Fa-f]*)>|\[([^\]]*)\]))?")
_CHAR = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")


@dataclass(frozen=True, slots=True)
class Font:
    """How the bytes of a string become characters."""

    width: int
    """Bytes a code: 2 for a composite font with Identity-H, else 1."""
    characters: Mapping[int, str]
    """Characters by code, from ``/ToUnicode``."""

    def decode(self, data: bytes) -> Iterator[tuple[int, str | None]]:
        """Yield each code and its characters, `None` where the font does not say them."""
        for at in range(0, len(data), self.width):
            code = int.from_bytes(data[at : at + self.width], "big")
            yield code, self.characters.get(code)


@dataclass(slots=True)
class Mark:
    """One marked-content sequence that has a number."""

    role: str
    text: str = ""
    paints: bool = False
    """Whether anything is painted inside it at all."""


@dataclass(slots=True)
class PageMarks:
    """What stands on one page."""

    marks: dict[int, Mark] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    artifacts: list[str] = field(default_factory=list)
    """The text of each artifact, in the order of painting."""


@dataclass(slots=True)
class _Open:
    """A sequence that was begun and not yet ended."""

    tag: str
    mcid: int | None
    in_text: bool
    has_actual: bool


def characters(to_unicode: str) -> dict[int, str]:
    """Return the characters by code of a ToUnicode CMap (Adobe Technical Note 5014; bfchar and bfrange)."""
    found: dict[int, str] = {}
    for kind, body in _BLOCK.findall(to_unicode):
        if kind == "bfchar":
            for code, text in _CHAR.findall(body):
                found[int(code, 16)] = _utf16(text)
        elif kind == "bfrange":
            for first, last, start, each in _ROW.findall(body):
                codes = range(int(first, 16), int(last, 16) + 1)
                if each:
                    texts = [_utf16(t) for t in re.findall(r"<([0-9A-Fa-f]*)>", each)]
                else:
                    head, tail = _utf16(start)[:-1], ord(_utf16(start)[-1])
                    texts = [head + chr(tail + step) for step in range(len(codes))]
                found.update(zip(codes, texts, strict=True))
    return found


def _utf16(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be")


def _font(font: pikepdf.Object) -> Font:
    stream = font.get("/ToUnicode")
    known = characters(stream.read_bytes().decode("latin-1")) if stream is not None else {}
    return Font(2 if font.get("/Subtype") == Name.Type0 else 1, known)


class _Reader:
    """Walks the operators of one page."""

    def __init__(self, page: pikepdf.Page, fonts: dict[tuple[int, int], Font]) -> None:
        self.page = page
        self.found = PageMarks()
        self.fonts: dict[str, Font] = {}
        resources = page.obj.get("/Resources", Dictionary())
        for key, font in resources.get("/Font", Dictionary()).items():
            if font.objgen not in fonts or font.objgen == (0, 0):
                fonts[font.objgen] = _font(font)
            self.fonts[key] = fonts[font.objgen]
        self.properties = resources.get("/Properties", Dictionary())
        self.xobjects = resources.get("/XObject", Dictionary())
        self.stack: list[_Open] = []
        self.in_text = False
        self.font: Font | None = None

    def say(self, problem: str) -> None:
        self.found.problems.append(problem)

    def read(self) -> PageMarks:
        for instruction in pikepdf.parse_content_stream(self.page):
            operands, name = list(instruction.operands), str(instruction.operator)
            if name in ("BDC", "BMC"):
                self.begin(operands)
            elif name == "EMC":
                self.end()
            elif name in ("BT", "ET"):
                if self.in_text == (name == "BT"):
                    self.say(f"{name} out of turn")
                self.in_text = name == "BT"
            elif name == "Tf":
                self.font = self.fonts.get(str(operands[0]))
            elif name in SHOWING:
                self.show(operands[-1])
            elif name in PAINTING:
                self.paint(name, operands)
        if self.stack:
            self.say(f"{len(self.stack)} marked-content sequences are not closed")
        if self.in_text:
            self.say("a text object is not closed")
        return self.found

    def begin(self, operands: list[pikepdf.Object]) -> None:
        tag = str(operands[0])[1:]
        values = operands[1] if len(operands) > 1 else Dictionary()
        if isinstance(values, Name):
            values = self.properties.get(str(values), Dictionary())
        number, actual = values.get("/MCID"), values.get("/ActualText")
        mcid = None if number is None else int(number)
        if tag == "Artifact" and any(s.mcid is not None for s in self.stack):
            self.say("an artifact inside real content")
        if mcid is not None:
            if mcid in self.found.marks:
                self.say(f"mark {mcid} is used twice")
            if self.stack:
                self.say(f"mark {mcid} stands inside another sequence")
            self.found.marks[mcid] = Mark(tag)
        elif tag == "Artifact":
            self.found.artifacts.append("")
        elif not self.stack:
            self.say(f"/{tag} without a number stands outside every mark and artifact")
        if actual is not None:
            self.add(str(actual))
        self.stack.append(_Open(tag, mcid, self.in_text, actual is not None))

    def end(self) -> None:
        if not self.stack:
            self.say("EMC without a beginning")
        elif self.stack.pop().in_text != self.in_text:
            self.say("a marked-content sequence crosses BT or ET")

    def show(self, operand: object) -> None:
        strings = list(operand) if isinstance(operand, Array) else [operand]
        data = b"".join(bytes(s) for s in strings if isinstance(s, pikepdf.String))
        if not self.in_text:
            self.say("text is shown outside a text object")
        if self.font is None:
            self.say("text is shown without a font of the page's resources")
            return
        text = ""
        for code, known in self.font.decode(data):
            if code == 0 and self.font.width == 2:
                self.say("the .notdef glyph is shown")
            if known is None:
                self.say(f"the font does not say which character code {code} is")
            text += "\ufffd" if known is None else known
        if not self.stack:
            self.say(f"unmarked text “{text[:40]}”")
        if not any(s.has_actual for s in self.stack):
            self.add(text)
        self.touch()

    def add(self, text: str) -> None:
        """Give text to the mark or artifact it stands in."""
        owner = next((s.mcid for s in reversed(self.stack) if s.mcid is not None), None)
        if owner is not None:
            self.found.marks[owner].text += text
        elif any(s.tag == "Artifact" for s in self.stack):
            self.found.artifacts[-1] += text

    def touch(self) -> None:
        for sequence in self.stack:
            if sequence.mcid is not None:
                self.found.marks[sequence.mcid].paints = True

    def paint(self, name: str, operands: list[pikepdf.Object]) -> None:
        if not self.stack:
            self.say(f"unmarked painting ({name})")
        self.touch()
        if name != "Do":
            return
        form = self.xobjects.get(str(operands[0]))
        if form is None:
            self.say("Do names nothing in the page's resources")
        elif form.get("/Subtype") == Name.Form and _holds_words(form):
            # The tree can point into a form only by /Stm, which the writer never makes.
            self.say("a form holds text or marks, which the structure tree cannot reach")


def _holds_words(form: pikepdf.Object) -> bool:
    """Tell whether a form, or one that it paints, holds text or marks."""
    if {str(i.operator) for i in pikepdf.parse_content_stream(form)} & (SHOWING | {"BDC", "BMC"}):
        return True
    inner = form.get("/Resources", Dictionary()).get("/XObject", Dictionary())
    return any(_holds_words(one) for one in inner.values() if one.get("/Subtype") == Name.Form)


def read_page(page: pikepdf.Page, fonts: dict[tuple[int, int], Font]) -> PageMarks:
    """Return the marks of a page; `fonts` keeps decoded fonts from page to page of one file."""
    return _Reader(page, fonts).read()
