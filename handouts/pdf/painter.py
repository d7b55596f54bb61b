"""The painter: text and shapes on pages, every operator inside a mark or an artifact.

`Painter` is the only writer of page content. A mark (``/P <</MCID 3>> BDC``) stays open while the
same element goes on, so a paragraph is one mark a page; whatever is painted for an artifact goes
between ``/Artifact BMC`` and ``EMC``. Text without an element outside an artifact is a bug and
raises. Coordinates are PDF's: points from the lower left corner.
"""

from __future__ import annotations

import functools
from contextlib import contextmanager
from typing import TYPE_CHECKING

from handouts.pdf.outline import Bookmark
from handouts.pdf.structure import Element, Tree, text_string

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from handouts.pdf.lines import Line, Run
    from handouts.pdf.sheet import Sheet
    from handouts.theme import Color, Icon, Theme

_ARTIFACT = Element("Artifact", None)
_NO_LOOK = ("", -1, 0.0)
"""Color, face and size at the beginning of a page, where none is set."""
# Control points of a quarter circle: 4/3·(√2 − 1).
_KAPPA = 0.5523


class LinkArea:
    """Where a link was painted."""

    __slots__ = ("box", "element", "href", "page")

    def __init__(self, page: int, box: tuple[float, float, float, float], href: str, element: Element) -> None:
        self.page, self.box, self.href, self.element = page, box, href, element


class Painter:
    """Paints one document, page after page."""

    def __init__(self, sheet: Sheet, tree: Tree, theme: Theme, page: int = 0) -> None:
        """Prepare for one document.

        Args:
            sheet: paints onto its pages.
            tree: the structure of the file.
            theme: looks.
            page: the page of the file that the document begins on, counted from 0.
        """
        self.sheet = sheet
        self.tree = tree
        self.theme = theme
        self.page = page
        self.links: list[LinkArea] = []
        self.faces: set[int] = set()
        """Indices of the faces that were used."""
        self.destinations: dict[str, tuple[int, float]] = {}
        """Where each id of the document stands: page and upper edge."""
        self.bookmarks: list[Bookmark] = []
        self.begins: Mapping[int, int] = {}
        """The page on which each handout of a packet begins; both count from 1."""
        self._out = sheet.code
        self._open: Element | None = None
        self._artifact_depth = 0
        self._repeated: dict[str, tuple[str, tuple[str, int, float]]] = {}
        self._color, self._face, self._size = _NO_LOOK
        self._fills = _Operators(theme.palette, "rg")
        self._strokes = _Operators(theme.palette, "RG")

    # -- marks

    def _mark(self, element: Element | None) -> None:
        """Let what follows belong to an element; not for what stands in an artifact or figure."""
        if element is None:
            message = "text outside every structure element and artifact"
            raise AssertionError(message)
        if element is not self._open:
            end = "" if self._open is None else "EMC\n"
            self._out.append(f"{end}/{element.role} <</MCID {self.tree.mark(self.page, element)}>> BDC")
            self._open = element

    def _close(self) -> None:
        if self._open is not None:
            self._out.append("EMC")
            self._open = None

    def _begin_artifact(self) -> None:
        if not self._artifact_depth and self._open is not _ARTIFACT:
            self._close()
            self._out.append("/Artifact BMC")
            self._open = _ARTIFACT

    @contextmanager
    def artifact(self, kind: str = "") -> Iterator[None]:
        """Paint what follows as an artifact; ``Pagination`` names running heads and feet (ISO 32000-1 14.8.2.2)."""
        if kind and not self._artifact_depth:
            self._close()
            self._out.append(f"/Artifact <</Type/{kind}>> BDC")
            self._open = Element("Artifact", None)
        else:
            self._begin_artifact()
        self._artifact_depth += 1
        try:
            yield
        finally:
            self._artifact_depth -= 1

    @contextmanager
    def unmarked(self) -> Iterator[None]:
        """Paint what follows without marks, links and bookmarks: for a file that has no structure."""
        self._artifact_depth += 1
        try:
            yield
        finally:
            self._artifact_depth -= 1

    @contextmanager
    def figure(self, element: Element, box: tuple[float, float, float, float] | None = None) -> Iterator[None]:
        """Paint what follows as one figure (or drawn label); ``box`` is left, bottom, right, top."""
        if not self._artifact_depth:
            self._mark(element)
            element.box = box
        self._artifact_depth += 1
        try:
            yield
        finally:
            self._artifact_depth -= 1

    def end_page(self) -> None:
        """Finish the page and start the next one."""
        self._close()
        self.sheet.end_page()
        self._out = self.sheet.code
        self.page += 1
        self._color, self._face, self._size = _NO_LOOK

    def repeatable(self, key: str, paint: Callable[[], None]) -> None:
        """Paint what is the same on every page, at the beginning of a page; painted once, then copied."""
        found = self._repeated.get(key)
        if found is None:
            start = len(self._out)
            paint()
            found = self._repeated[key] = ("\n".join(self._out[start:]), (self._color, self._face, self._size))
        else:
            self._out.append(found[0])
        self._color, self._face, self._size = found[1]

    def destination(self, key: str, top: float) -> None:
        """Let links to an id lead here; its first place counts."""
        if not self._artifact_depth:
            self.destinations.setdefault(key, (self.page, top))

    def bookmark(self, title: str, level: int, top: float) -> None:
        """Add a heading to the outline; `level` counts from 1."""
        if not self._artifact_depth:
            self.bookmarks.append(Bookmark(title, level, self.page, top))

    # -- text

    def line(self, line: Line, x: float, y: float) -> None:
        """Paint a line of text with its baseline at ``y``."""
        size, stretches = line.size, line.stretches
        if len(stretches) == 1:  # most lines
            at, face, codes, start, _, actual, raised = stretches[0]
            run = line.runs[at]
            if actual is None and raised is None and not run.href:
                element = run.element
                if (element is None or element is not self._open) and not self._artifact_depth:
                    self._mark(element)
                look = ""
                if run.color != self._color or face != self._face or size != self._size:
                    look = self._looked(run.color, face, size)
                shown = f"[({codes})]TJ ET" if ")" in codes else f"({codes})Tj ET"
                self._out.append(f"BT 1 0 0 1 {points(x + start)} {points(y)} Tm {look}{shown}")
                return
        self._stretches(line, x, y)

    def _stretches(self, line: Line, x: float, y: float) -> None:
        """Paint a line of several looks or elements, of a link, or with glyphs that ask for more."""
        runs, size = line.runs, line.size
        first: Run | None = None
        text = ""
        left = right = x
        for at, face, codes, start, width, actual, raised in line.stretches:
            run = runs[at]
            if first is None or run.element is not first.element:
                if first is not None:
                    self._end_text(text, first, (left, right), y, size)
                if not self._artifact_depth:
                    self._mark(run.element)
                first, left = run, x + start
                text = f"BT 1 0 0 1 {points(left)} {points(y)} Tm "
            if run.color != self._color or face != self._face or size != self._size:
                text += self._looked(run.color, face, size)
            if raised is None:
                shown = f"[({codes})]TJ " if ")" in codes else f"({codes})Tj "
            else:
                rises = [f"{rise * size / 1000:.2f} Ts [({glyphs})]TJ" for rise, glyphs in raised]
                shown = f"{' '.join(rises)} 0 Ts "
            if actual is not None and not self._artifact_depth:
                shown = f"/Span <</ActualText {text_string(actual)}>> BDC {shown}EMC "
            text += shown
            right = x + start + width
        if first is not None:
            self._end_text(text, first, (left, right), y, size)

    def _looked(self, color: str, face: int, size: float) -> str:
        """Return the operators that set color and font, where they are others than before."""
        text = ""
        if color != self._color:
            self._color = color
            text = f"{self._fills[color]} "
        if face != self._face or size != self._size:
            self._face, self._size = face, size
            text += f"/F{face} {size:g} Tf "
            self.faces.add(face)
        return text

    def _end_text(self, text: str, run: Run, edges: tuple[float, float], y: float, size: float) -> None:
        """Paint neighbouring words of one element; if they are a link, note where, and underline what leads out."""
        self._out.append(f"{text}ET")
        if not run.href or run.element is None or self._artifact_depth:
            return
        left, right = edges
        box = (left, y - 0.25 * size, right, y + 0.8 * size)
        self.links.append(LinkArea(self.page, box, run.href, _link_above(run.element)))
        if not run.href.startswith("#"):
            under = y - 0.14 * size
            rule = f"{size * 0.05:.2f} w {left:.2f} {under:.2f} m {right:.2f} {under:.2f} l S"
            self.shape(f"{self._strokes[run.color]} {rule}")

    # -- shapes: always inside an artifact or a figure

    def shape(self, operators: str) -> None:
        """Paint path operators; they must restore what they set."""
        self._begin_artifact()
        self._out.append(f"q {operators} Q")

    def fill(self, color: str) -> str:
        """Return the operator that sets the fill color."""
        return self._fills[color]

    def stroke(self, color: str) -> str:
        """Return the operator that sets the stroke color."""
        return self._strokes[color]

    def rule(self, x: float, y: float, width: float, color: str = "rule", weight: float = 0.75) -> None:
        """Paint a horizontal hairline."""
        across = points(y)
        self.shape(f"{self._strokes[color]} {weight:g} w {points(x)} {across} m {points(x + width)} {across} l S")

    def icon(self, icon: Icon, x: float, y: float, size: float, color: str) -> None:
        """Paint an icon with its lower left corner at x, y; decoration, hence an artifact."""
        scale = size / 24
        look = f"{self._strokes[color]} {icon.stroke:g} w 1 J 1 j" if icon.stroke else self._fills[color]
        paint = "S" if icon.stroke else "f"
        self.shape(f"{scale:.4f} 0 0 {scale:.4f} {x:.2f} {y:.2f} cm {look} {icon.path} {paint}")

    def operators(self, text: str) -> None:
        """Paint finished operators of a figure (a picture, a QR code, dots)."""
        if not self._artifact_depth:
            message = "operators outside every figure and artifact"
            raise AssertionError(message)
        self._out.append(text)


def _link_above(element: Element) -> Element:
    """Return the link that words of it belong to; foreign words inside a link have an element of their own."""
    while element.role != "Link" and element.parent is not None:
        element = element.parent
    return element


@functools.lru_cache(maxsize=4096)
def points(value: float) -> str:
    """Return a length or place as operators have it; nine of ten are those of the page or handout before."""
    return f"{value + 0.0:.2f}"  # 0 and -0 are one key, and must be one answer


class _Operators(dict[str, str]):
    """What sets a color, by its name in the palette; a page uses a few of many."""

    def __init__(self, palette: Mapping[str, Color], operator: str) -> None:
        super().__init__()
        self._palette, self._operator = palette, operator

    def __missing__(self, name: str) -> str:
        color = self._palette[name]
        made = self[name] = f"{color.red:.4g} {color.green:.4g} {color.blue:.4g} {self._operator}"
        return made


@functools.lru_cache(maxsize=1024)
def rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """Return the path of a rectangle with round corners; x, y is its lower left corner."""
    r = min(radius, width / 2, height / 2)
    k = r * (1 - _KAPPA)
    right, top = x + width, y + height
    return (
        f"{x + r:.2f} {y:.2f} m {right - r:.2f} {y:.2f} l "
        f"{right - k:.2f} {y:.2f} {right:.2f} {y + k:.2f} {right:.2f} {y + r:.2f} c {right:.2f} {top - r:.2f} l "
        f"{right:.2f} {top - k:.2f} {right - k:.2f} {top:.2f} {right - r:.2f} {top:.2f} c {x + r:.2f} {top:.2f} l "
        f"{x + k:.2f} {top:.2f} {x:.2f} {top - k:.2f} {x:.2f} {top - r:.2f} c {x:.2f} {y + r:.2f} l "
        f"{x:.2f} {y + k:.2f} {x + k:.2f} {y:.2f} {x + r:.2f} {y:.2f} c h"
    )


def circle(x: float, y: float, radius: float) -> str:
    """Return the path of a circle around x, y."""
    return rounded(x - radius, y - radius, 2 * radius, 2 * radius, radius)


def half_circle(x: float, y: float, radius: float) -> str:
    """Return the path of the left half of a circle around x, y."""
    handle = 0.5523 * radius  # of the Bézier curve that is nearest to a quarter of a circle
    left, top, bottom = x - radius, y + radius, y - radius
    return (
        f"{x:.3f} {top:.3f} m {x - handle:.3f} {top:.3f} {left:.3f} {y + handle:.3f} {left:.3f} {y:.3f} c "
        f"{left:.3f} {y - handle:.3f} {x - handle:.3f} {bottom:.3f} {x:.3f} {bottom:.3f} c h"
    )
