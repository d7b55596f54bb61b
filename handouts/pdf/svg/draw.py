"""Drawing an SVG file into a form: its elements in order, every one of them or none."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.pdf.svg.form import Box, Form
from handouts.pdf.svg.paints import Paint, Paints, reference
from handouts.pdf.svg.paths import (
    IDENTITY,
    LARGEST,
    Matrix,
    Segment,
    SvgError,
    ellipse,
    multiply,
    number,
    operators,
    parse_path,
    polyline,
    rectangle,
    solid,
    transformed,
)
from handouts.pdf.svg.styles import INITIAL, Rules, Style, computed, fraction, length, numbers, transform
from handouts.pdf.svg.tree import DEPTH, ELEMENTS, Node, read

if TYPE_CHECKING:
    from collections.abc import Iterator

POINTS_PER_PIXEL = 0.75
"""A CSS pixel is 1/96 inch."""
_SILENT = frozenset(("defs", "desc", "metadata", "style", "title"))
"""Elements that show nothing themselves."""
_REFERRED = frozenset(("clipPath", "filter", "linearGradient", "marker", "mask", "pattern", "radialGradient", "symbol"))
"""Elements that show only where another one refers to them; who refers to what is not drawn is refused there."""
_SHAPES = frozenset(("circle", "ellipse", "line", "path", "polygon", "polyline", "rect"))
_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_MOST_CHARACTERS = 1_000_000
"""Most characters of path data that are drawn, those repeated by ``use`` counted each time."""
_SMALLEST_LARGE_SIDE = 300.0
"""Coordinates are written for a drawing of at least this many points, since small ones may be set larger."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished drawing."""

    width: float
    """In points."""
    height: float
    form: Form


def draw(data: bytes) -> Drawing:
    """Return the drawing of an SVG file.

    Raises:
        SvgError: the file is broken, or has something that would not be drawn exactly.
    """
    root = read(data)
    width, height, box = _size(root)
    form = Form((0.0, 0.0, width, height))
    fit = _fit(box, (width, height), root.get("preserveAspectRatio"))
    ctm = multiply((1, 0, 0, -1, 0, height), fit)
    form.code += ["0 J 0 j [] 0 d", _cm(ctm)]  # the page may have left other ends, corners and dashes
    artist = _Artist(root, (box[2], box[3]), _SMALLEST_LARGE_SIDE / max(width, height))
    style = computed(root, dict(INITIAL), artist.rules)
    if style["display"] == "none" or style["clip-path"] != "none" or fraction(style["opacity"]) < 1:
        message = "the drawing as a whole is hidden, cut or transparent"
        raise SvgError(message)
    for child in root.children:
        artist.element(child, style, form, ctm, 0)
    return Drawing(width, height, form)


def _size(root: Node) -> tuple[float, float, Box]:
    """Return width and height in points, and the view box (SVG 1.1, 7.2 and 7.7)."""
    box = numbers(root.get("viewBox"))
    if len(box) != 4:
        box = [0.0, 0.0, length(root.get("width"), 0.0), length(root.get("height"), 0.0)]
    across, high = (
        box[2 + place] if not text or text.endswith("%") else length(text, 0.0, box[2 + place])
        for place, text in enumerate((root.get("width"), root.get("height")))
    )
    if not all(0 < side <= 1e6 for side in (across, high, box[2], box[3])):
        message = "the drawing has no size"
        raise SvgError(message)
    return across * POINTS_PER_PIXEL, high * POINTS_PER_PIXEL, (box[0], box[1], box[2], box[3])


def _fit(box: Box, size: tuple[float, float], how: str) -> Matrix:
    """Return the matrix that fits a view box into a size (SVG 1.1, 7.8)."""
    align, _, meet = (how or "xMidYMid").partition(" ")
    sx, sy = size[0] / box[2], size[1] / box[3]
    if align == "none":
        return (sx, 0, 0, sy, -box[0] * sx, -box[1] * sy)
    scale = max(sx, sy) if meet.strip() == "slice" else min(sx, sy)
    shares = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}
    try:
        across, down = shares[align[1:4]], shares[align[5:8]]
    except KeyError:
        message = f"“preserveAspectRatio: {how[:30]}” is not known"
        raise SvgError(message) from None
    x = (size[0] - box[2] * scale) * across - box[0] * scale
    y = (size[1] - box[3] * scale) * down - box[1] * scale
    return (scale, 0, 0, scale, x, y)


def _cm(matrix: Matrix) -> str:
    return f"{' '.join(number(value, 8) for value in matrix)} cm"


class _Artist:
    """Walks over the elements and writes operators."""

    def __init__(self, root: Node, view: tuple[float, float], enlarge: float) -> None:
        nodes = list(_all(root))
        self.rules = Rules(node.text for node in nodes if node.tag == "style")
        self._ids: dict[str, Node] = {}
        for node in nodes:
            self._ids.setdefault(node.get("id"), node)
        self._view = view
        self._paints = Paints(self._ids, self.rules, view)
        self._enlarge = max(1.0, enlarge)
        self._drawn = 0
        self._characters = 0

    def element(self, node: Node, around: Style, form: Form, ctm: Matrix, depth: int) -> None:
        """Draw an element and all in it."""
        self._drawn += 1
        if self._drawn > ELEMENTS or depth > DEPTH:
            message = f"the drawing shows more than {ELEMENTS} elements or nests them more than {DEPTH} deep"
            raise SvgError(message)
        if node.tag in _SILENT or node.tag in _REFERRED:
            return
        if node.tag not in _SHAPES and node.tag not in ("g", "use"):
            message = f"<{node.tag[:30]}> cannot be drawn"
            raise SvgError(message)
        style = computed(node, around, self.rules)
        if style["display"] == "none":
            return
        matrix = transform(node.get("transform"))
        ctm = multiply(ctm, matrix)
        if not all(abs(value) <= LARGEST for value in ctm):
            message = f"the transforms around <{node.tag}> make it too large"
            raise SvgError(message)
        code = ["q"] if matrix == IDENTITY else ["q", _cm(matrix)]
        form.code.extend(code)
        if style["clip-path"] != "none":
            form.code.append(self._clip(style["clip-path"], ctm))
        if node.tag in _SHAPES:
            self._shape(node, style, form, ctm)
        else:
            self._group(node, style, form, ctm, depth)
        form.code.append("Q")

    def _group(self, node: Node, style: Style, form: Form, ctm: Matrix, depth: int) -> None:
        alpha = fraction(style["opacity"])
        into, inner = form, ctm
        if alpha < 1:
            into, inner = Form(_seen_from(ctm, form.box), group=True), IDENTITY
        if node.tag == "use":
            self._use(node, style, into, inner, depth)
        else:
            for child in node.children:
                self.element(child, style, into, inner, depth + 1)
        if into is not form:
            form.code.append(f"{_opacity(form, alpha, alpha)} /{form.inner(into)} Do")

    def _use(self, node: Node, style: Style, form: Form, ctm: Matrix, depth: int) -> None:
        """Draw what a ``use`` refers to, at its place (SVG 1.1, 5.6)."""
        href = node.get("href")
        target = self._ids.get(href[1:]) if href.startswith("#") else None
        if target is None or target.tag in ("svg", *_REFERRED - {"symbol"}):
            message = f"<use> refers to “{href[:40]}”, which cannot be drawn"
            raise SvgError(message)
        at: Matrix = (1, 0, 0, 1, length(node.get("x"), self._view[0]), length(node.get("y"), self._view[1]))
        if at != IDENTITY:
            form.code.append(_cm(at))
            ctm = multiply(ctm, at)
        if target.tag != "symbol":
            self.element(target, style, form, ctm, depth + 1)
            return
        if target.get("viewBox"):
            message = "<use> refers to a <symbol> with a view box of its own"
            raise SvgError(message)
        inner = computed(target, style, self.rules)
        for child in target.children:
            self.element(child, inner, form, ctm, depth + 1)

    def _shape(self, node: Node, style: Style, form: Form, ctm: Matrix) -> None:
        segments = self._segments(node)
        if not segments or style["visibility"] != "visible":
            return
        opacity = fraction(style["opacity"])
        fill = self._paints.paint(style, "fill", segments, form, ctm)
        width = length(style["stroke-width"], self._diagonal())
        stroke = self._paints.paint(style, "stroke", segments, form, ctm) if width > 0 else None
        fill, stroke = (paint if paint and paint.alpha * opacity > 0 else None for paint in (fill, stroke))
        if fill and stroke and opacity < 1:
            # Seen as one: the fill does not shine through the stroke (SVG 1.1, 14.5).
            inner = Form(_seen_from(ctm, form.box), group=True)
            self._shape(node, {**style, "opacity": "1"}, inner, IDENTITY)
            form.code.append(f"{_opacity(form, opacity, opacity)} /{form.inner(inner)} Do")
            return
        digits = self._digits(ctm)
        star = "*" if style["fill-rule"] == "evenodd" else ""
        if fill and (inside := operators(solid(segments), digits)):
            form.code.append(f"{_opacity(form, fill.alpha * opacity, 1)} {fill.operators[False]} {inside} f{star}")
        if stroke:
            look = self._stroke(style, stroke, width, opacity, form)
            form.code.append(f"{look} {operators(segments, digits)} S")

    def _stroke(self, style: Style, stroke: Paint, width: float, opacity: float, form: Form) -> str:
        try:
            cap, join = _CAPS[style["stroke-linecap"]], _JOINS[style["stroke-linejoin"]]
        except KeyError as error:
            message = f"a line with the ends or corners {error} cannot be drawn"
            raise SvgError(message) from None
        parts = [_opacity(form, 1, stroke.alpha * opacity), stroke.operators[True], f"{number(width, 6)} w"]
        parts += [f"{cap} J" if cap else "", f"{join} j" if join else ""]
        if not join:
            parts.append(f"{number(max(1.0, length(style['stroke-miterlimit'], 1)), 4)} M")
        if style["stroke-dasharray"] != "none":
            dashes = [length(text, self._diagonal()) for text in style["stroke-dasharray"].replace(",", " ").split()]
            if any(dash < 0 for dash in dashes):
                message = "a line has dashes of negative length"
                raise SvgError(message)
            if sum(dashes) > 0:
                start = length(style["stroke-dashoffset"], self._diagonal()) % (2 * sum(dashes))
                parts.append(f"[{' '.join(number(dash, 6) for dash in dashes)}] {number(start, 6)} d")
        return " ".join(part for part in parts if part)

    def _segments(self, node: Node) -> list[Segment]:
        """Return a shape's path, empty where its size turns it off."""
        across, down = self._view
        self._characters += len(node.get("d")) + len(node.get("points"))
        if self._characters > _MOST_CHARACTERS:
            message = "the drawing has too many points"
            raise SvgError(message)

        def value(name: str, whole: float, default: float = 0.0) -> float:
            return length(node.get(name), whole, default)

        match node.tag:
            case "path":
                return parse_path(node.get("d")) if node.get("d") not in ("", "none") else []
            case "polygon" | "polyline":
                return polyline(numbers(node.get("points")), closed=node.tag == "polygon")
            case "line":
                ends = [value("x1", across), value("y1", down), value("x2", across), value("y2", down)]
                return polyline(ends, closed=False)
            case "rect":
                width, height = value("width", across), value("height", down)
                rx = value("rx", across, value("ry", down))
                ry = value("ry", down, rx)
                place = value("x", across), value("y", down)
                return rectangle(*place, width, height, max(rx, 0), max(ry, 0)) if width > 0 and height > 0 else []
            case "circle":
                rx = ry = value("r", self._diagonal())
            case _:
                rx = value("rx", across, value("ry", down))
                ry = value("ry", down, rx)
        return ellipse(value("cx", across), value("cy", down), rx, ry) if rx > 0 and ry > 0 else []

    def _clip(self, text: str, ctm: Matrix) -> str:
        """Return the operators that cut off what is outside a clip path (SVG 1.1, 14.3)."""
        found = reference(text)
        node = self._ids.get(found[0]) if found else None
        if node is None or node.tag != "clipPath" or node.get("clipPathUnits") == "objectBoundingBox":
            message = f"“clip-path: {text[:40]}” cannot be drawn"
            raise SvgError(message)
        around = computed(node, dict(INITIAL), self.rules)
        shapes = [child for child in node.children if child.tag not in _SILENT]
        if len(shapes) != 1 or around["clip-path"] != "none":
            message = "a clip path is made of more than one shape"
            raise SvgError(message)
        matrix, shape = transform(node.get("transform")), shapes[0]
        style = computed(shape, around, self.rules)
        matrix = multiply(matrix, transform(shape.get("transform")))
        if shape.tag == "use":
            at: Matrix = (1, 0, 0, 1, length(shape.get("x"), self._view[0]), length(shape.get("y"), self._view[1]))
            shape = self._ids.get(shape.get("href").removeprefix("#"), shape)
            style = computed(shape, style, self.rules)
            matrix = multiply(multiply(matrix, at), transform(shape.get("transform")))
        if shape.tag not in _SHAPES or style["clip-path"] != "none":
            message = f"a clip path made of <{shape.tag[:30]}> cannot be drawn"
            raise SvgError(message)
        segments = transformed(self._segments(shape), matrix)
        if not segments or "none" in style["display"] or style["visibility"] != "visible":
            return "0 0 0 0 re W n"  # nothing lies inside
        return f"{operators(segments, self._digits(ctm))} W{'*' if style['clip-rule'] == 'evenodd' else ''} n"

    def _digits(self, ctm: Matrix) -> int:
        """Return how many decimals keep a coordinate right to 1/500 point."""
        scale = max(math.hypot(ctm[0], ctm[1]), math.hypot(ctm[2], ctm[3]), 1e-9) * self._enlarge
        return min(8, max(0, math.ceil(math.log10(500 * scale))))

    def _diagonal(self) -> float:
        return math.hypot(*self._view) / math.sqrt(2)


def _all(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _all(child)


def _opacity(form: Form, fill: float, stroke: float) -> str:
    """Return the operator that sets opacities; none where all is opaque."""
    if fill >= 1 and stroke >= 1:
        return ""
    state = f"<</ca {number(fill, 4)}/CA {number(stroke, 4)}>>"
    return f"/{form.resource('ExtGState', 'G', state)} gs"


def _seen_from(ctm: Matrix, box: Box) -> Box:
    """Return the bounds of a form's box in user space, to hold all that can be seen."""
    a, b, c, d, e, f = ctm
    scale = a * d - b * c
    if not scale:
        return (0.0, 0.0, 0.0, 0.0)
    corners = [(x - e, y - f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs = [(d * x - c * y) / scale for x, y in corners]
    ys = [(a * y - b * x) / scale for x, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))
