"""SVG pictures: shapes and nothing else, checked with an event parser before any renderer runs."""

from __future__ import annotations

import re
from typing import NoReturn
from xml.parsers import expat

from handouts.errors import ContentError
from handouts.findings import Finding, Place

BROKEN = "H152"
UNSAFE = "H154"
TEXT = "H155"
TOO_COMPLEX = "H156"

DEPTH = 40
"""Deepest nesting of elements; drawing programs stay below fifteen."""
ELEMENTS = 20_000
"""Most elements, those repeated by ``use`` counted each time."""

_SVG = "http://www.w3.org/2000/svg"
_TEXTS = frozenset(("text", "tspan", "textpath", "tref", "altglyph", "flowroot", "flowpara"))
_SCRIPTS = ("script", "foreignobject", "handler", "listener", "set", "a", "font", "font-face")
_MEDIA = ("image", "feimage", "iframe", "object", "embed", "audio", "video", "canvas")
_MOTION = ("animate", "animatecolor", "animatemotion", "animatetransform")
_ACTIVE = frozenset((*_SCRIPTS, *_MEDIA, *_MOTION))
_HINT_PLAIN = "Save it from your drawing program as “plain SVG”, with pictures and text turned into paths"
_HINT_TEXT = "In your drawing program, turn the text into paths (outlines), then save it again"
_ADDRESS = r"url\s*\(\s*(?!['\"]?\s*#)|@|\\|(?:image-set|src|image)\s*\(|[a-z][a-z+.\-]*://"
_LENGTH = r"\s*\+?([0-9]*\.?[0-9]+(?:e[-+]?[0-9]+)?)\s*(?:px|pt|pc|mm|cm|in|em|ex|q)?\s*"


def check_svg(data: bytes, shown: str) -> None:
    """Check that an SVG file is whole, holds only shapes and points nowhere outside itself.

    Raises:
        ContentError: H152 it is broken, H154 it holds something that is not a shape or points
            outside, H155 it holds text, H156 it is too complex.
    """
    _Reader(shown).read(data)


class _Reader:
    """Walks through the elements of one file and stops at the first that must not be there."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.open: list[tuple[str, str, int]] = []
        self.count = 0
        self.style: list[str] = []
        self.sizes: dict[str, int] = {}
        self.uses: list[str] = []
        self.holds_use: set[str] = set()

    def read(self, data: bytes) -> None:
        parser = self.parser
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            finding = Finding(
                BROKEN,
                "this SVG file is broken",
                Place(self.shown, error.lineno, error.offset + 1),
                "Save it again from your drawing program",
            )
            raise ContentError(finding) from None
        self._check_uses()

    def _refuse(self, code: str, message: str, hint: str = _HINT_PLAIN) -> NoReturn:
        place = Place(self.shown, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        raise ContentError(Finding(code, message, place, hint))

    def _doctype(self, *_: object) -> None:
        self._refuse(UNSAFE, "this SVG file declares a document type, through which it could read other files")

    def _instruction(self, target: str, _: str) -> None:
        self._refuse(UNSAFE, f"this SVG file holds an instruction (“{target[:40]}”), which is not a shape")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self.count += 1
        if self.count > ELEMENTS:
            self._refuse(TOO_COMPLEX, f"this SVG file has more than {ELEMENTS} elements", "Simplify the drawing")
        if len(self.open) >= DEPTH:
            self._refuse(TOO_COMPLEX, f"its groups are nested more than {DEPTH} deep", "Ungroup the drawing")
        if not self.open:
            self._check_root(space, local, attributes)
        if local.lower() in _TEXTS:
            self._refuse(TEXT, "this SVG file holds text, whose font may be missing", _HINT_TEXT)
        if local.lower() in _ACTIVE:
            self._refuse(UNSAFE, f"this SVG file holds <{local}>, which is not a shape")
        for key, value in attributes.items():
            self._check_attribute(local, key, value)
        identity = attributes.get("id", "")
        if local == "use":
            self.holds_use.update(each for _, each, _ in self.open if each)
        self.open.append((local, identity, self.count))
        if local == "style":
            self.style = []

    def _check_root(self, space: str, local: str, attributes: dict[str, str]) -> None:
        if (space, local) != (_SVG, "svg"):
            self._refuse(BROKEN, f"this file begins with <{local[:40]}>, not with <svg> of SVG", "Save it again as SVG")
        box = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
        sides = box[2:] if len(box) == 4 else [attributes.get("width", ""), attributes.get("height", "")]
        if not all((found := re.fullmatch(_LENGTH, side, re.IGNORECASE)) and float(found[1]) > 0 for side in sides):
            self._refuse(BROKEN, "this SVG file has no size", "Give it a “viewBox”, or a “width” and a “height”")

    def _check_attribute(self, element: str, key: str, value: str) -> None:
        space, _, local = key.rpartition(" ")
        if local == "href" or (local == "src" and not space):
            if not value.strip().startswith("#"):
                self._refuse(UNSAFE, f"this SVG file points outside itself (“{value.strip()[:60]}”)")
            if element == "use":
                self.uses.append(value.strip()[1:])
        elif local == "base" and space:
            self._refuse(UNSAFE, "this SVG file points outside itself (“xml:base”)")
        elif not space and local.lower().startswith("on"):
            self._refuse(UNSAFE, f"this SVG file holds a script (“{local[:40]}”)")
        elif not space and re.search(_ADDRESS, value, re.IGNORECASE):
            self._refuse(UNSAFE, f"this SVG file points outside itself (“{value.strip()[:60]}”)")

    def _characters(self, text: str) -> None:
        if self.open and self.open[-1][0] == "style":
            self.style.append(text)

    def _end(self, _: str) -> None:
        local, identity, before = self.open.pop()
        if identity:
            self.sizes[identity] = self.count - before + 1
        if local == "style" and re.search(_ADDRESS, "".join(self.style), re.IGNORECASE):
            self._refuse(UNSAFE, "a style of this SVG file points outside itself")

    def _check_uses(self) -> None:
        if any(name in self.holds_use for name in self.uses):
            self._refuse(TOO_COMPLEX, "one <use> of this SVG file repeats another", _HINT_PLAIN)
        if self.count + sum(self.sizes.get(name, 0) for name in self.uses) > ELEMENTS:
            self._refuse(TOO_COMPLEX, f"this SVG file draws more than {ELEMENTS} elements", "Simplify the drawing")
