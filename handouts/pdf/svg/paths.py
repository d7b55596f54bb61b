"""Geometry of SVG: path data, basic shapes, matrices, and the PDF operators that draw them.

Section numbers are those of SVG 1.1 (Second Edition).
"""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Matrix = tuple[float, float, float, float, float, float]
"""The six numbers of ``cm``: x' = a·x + c·y + e, y' = b·x + d·y + f."""
Segment = tuple[str, tuple[float, ...]]
"""A PDF path operator (``m l c h``) and its numbers, absolute."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_TOKEN = re.compile(r"[\s,]*(?:([MmZzLlHhVvCcSsQqTtAa])|([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?))")
_FLAG = re.compile(r"[\s,]*([01])")
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
LARGEST = 1e7
"""Largest number of a drawing; the greatest real of ISO 32000-1 Annex C is far above it."""
_LEAST_RADIUS = 1e-9
"""Radii below are none, and so is a chord that is shorter by this than its ellipse."""


class SvgError(ValueError):
    """A picture that cannot be drawn as it is; the message is one sentence without a full stop."""


def bounded(value: float) -> float:
    """Return a number, which is finite and not too large to reckon with.

    Raises:
        SvgError: it is not.
    """
    if not abs(value) <= LARGEST:
        message = "a number of the drawing is too large"
        raise SvgError(message)
    return value


def multiply(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the matrix that applies `inner` first, then `outer`."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)


def number(value: float, digits: int) -> str:
    """Return a number as PDF writes it: no exponent, no trailing zeros.

    Raises:
        SvgError: it is not finite, or too large for a page.
    """
    text = f"{bounded(value):.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def operators(segments: Iterable[Segment], digits: int) -> str:
    """Return segments as PDF path operators."""
    return " ".join(" ".join((*(number(v, digits) for v in numbers), name)) for name, numbers in segments)


def transformed(segments: Iterable[Segment], matrix: Matrix) -> list[Segment]:
    """Return segments with every point moved by a matrix."""
    a, b, c, d, e, f = matrix
    return [
        (
            name,
            tuple(
                value
                for x, y in zip(numbers[::2], numbers[1::2], strict=True)
                for value in (a * x + c * y + e, b * x + d * y + f)
            ),
        )
        for name, numbers in segments
    ]


def parse_path(data: str) -> list[Segment]:
    """Return the segments of path data (8.3): lines and cubic curves, absolute.

    Raises:
        SvgError: the data break the grammar.
    """
    pen = _Pen()
    for command, numbers in _commands(data):
        pen.step(command, numbers)
    return pen.segments


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Yield each command with its numbers; a repeated ``M`` is an ``L`` (8.3.2)."""
    at, command, first = 0, "", True
    end = len(data.rstrip(" \t\r\n\f,"))
    while at < end:
        found = _TOKEN.match(data, at)
        if found is None:
            raise _bad_path(data, at)
        if found[1]:
            command, first, at = found[1], True, found.end()
        elif not command or command in "Zz":
            raise _bad_path(data, at)
        numbers: list[float] = []
        for place in range(_COUNTS[command.upper()]):
            pattern = _FLAG if command in "Aa" and place in (3, 4) else _TOKEN
            found = pattern.match(data, at)
            text = found[found.re.groups] if found else None
            if found is None or text is None:
                raise _bad_path(data, at)
            numbers.append(bounded(float(text)))
            at = found.end()
        yield command if first or command not in "Mm" else ("L" if command == "M" else "l"), numbers
        first = False


def _bad_path(data: str, at: int) -> SvgError:
    return SvgError(f"a path is broken near “{data[max(0, at - 12) : at + 12].strip()}”")


class _Pen:
    """Follows path data and keeps the current point, the start of the subpath and the last control point."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.x = self.y = 0.0
        self.start = (0.0, 0.0)
        self.control: tuple[str, float, float] = ("", 0.0, 0.0)
        self.closed = False

    def step(self, command: str, numbers: list[float]) -> None:
        upper = command.upper()
        if not self.segments and upper != "M":
            message = "a path does not begin with a point to move to"
            raise SvgError(message)
        if command.islower() and upper not in "HVZA":
            numbers = [value + (self.y if place % 2 else self.x) for place, value in enumerate(numbers)]
        elif command == "h":
            numbers = [numbers[0] + self.x]
        elif command == "v":
            numbers = [numbers[0] + self.y]
        elif command == "a":
            numbers = [*numbers[:5], numbers[5] + self.x, numbers[6] + self.y]
        if self.closed and upper not in "MZ":
            self._add("m", *self.start)  # 8.3.3: what follows a closed subpath begins where that one began
        self.closed = False
        _STEPS[upper](self, numbers)
        if upper not in "CSQT":
            self.control = ("", self.x, self.y)

    def _add(self, name: str, *numbers: float) -> None:
        for value in numbers:
            bounded(value)
        self.segments.append((name, numbers))
        if numbers:
            self.x, self.y = numbers[-2:]

    def move(self, numbers: Sequence[float]) -> None:
        self._add("m", *numbers)
        self.start = (self.x, self.y)

    def close(self, _numbers: Sequence[float]) -> None:
        self._add("h")
        self.x, self.y = self.start
        self.closed = True

    def line(self, numbers: Sequence[float]) -> None:
        self._add("l", *numbers)

    def across(self, numbers: Sequence[float]) -> None:
        self._add("l", numbers[0], self.y)

    def down(self, numbers: Sequence[float]) -> None:
        self._add("l", self.x, numbers[0])

    def curve(self, numbers: Sequence[float]) -> None:
        self._add("c", *numbers)
        self.control = ("C", numbers[2], numbers[3])

    def smooth(self, numbers: Sequence[float]) -> None:
        self.curve((*self._reflected("C"), *numbers))

    def quadratic(self, numbers: Sequence[float]) -> None:
        qx, qy, x, y = numbers
        thirds = ((self.x + 2 * qx) / 3, (self.y + 2 * qy) / 3, (x + 2 * qx) / 3, (y + 2 * qy) / 3)
        self._add("c", *thirds, x, y)
        self.control = ("Q", qx, qy)

    def smooth_quadratic(self, numbers: Sequence[float]) -> None:
        self.quadratic((*self._reflected("Q"), *numbers))

    def arc(self, numbers: Sequence[float]) -> None:
        rx, ry, turn, large, sweep, x, y = numbers
        if (x, y) == (self.x, self.y):
            return
        if min(abs(rx), abs(ry)) < _LEAST_RADIUS:
            self._add("l", x, y)
            return
        for curve in _arc((self.x, self.y), (abs(rx), abs(ry), turn), (bool(large), bool(sweep)), (x, y)):
            self._add("c", *curve)

    def _reflected(self, kind: str) -> tuple[float, float]:
        """Return the last control point mirrored at the current point (8.3.6)."""
        last, cx, cy = self.control
        return (2 * self.x - cx, 2 * self.y - cy) if last == kind else (self.x, self.y)


_STEPS: dict[str, Callable[[_Pen, Sequence[float]], None]] = {
    "M": _Pen.move,
    "Z": _Pen.close,
    "L": _Pen.line,
    "H": _Pen.across,
    "V": _Pen.down,
    "C": _Pen.curve,
    "S": _Pen.smooth,
    "Q": _Pen.quadratic,
    "T": _Pen.smooth_quadratic,
    "A": _Pen.arc,
}


def _arc(
    start: tuple[float, float], ellipse: tuple[float, float, float], flags: tuple[bool, bool], end: tuple[float, float]
) -> list[tuple[float, ...]]:
    """Return an elliptical arc as curves of at most a quarter turn (F.6.5 and F.6.6)."""
    rx, ry, turn = ellipse
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    half_x, half_y = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = (cos * half_x + sin * half_y) / rx, (cos * half_y - sin * half_x) / ry
    short = math.hypot(x, y)
    if short < _LEAST_RADIUS:
        return [(*start, *end, *end)]
    if short > 1:
        rx, ry, x, y, short = rx * short, ry * short, x / short, y / short, 1.0
    # On the unit circle: the chord's ends are (x, y) and (-x, -y) around the middle of the chord.
    away = math.sqrt(max(0.0, 1 / short**2 - 1)) * (-1 if flags[0] == flags[1] else 1)
    cx, cy = away * y, -away * x
    first = math.atan2(y - cy, x - cx)
    swept = math.atan2(-y - cy, -x - cx) - first
    if flags[1] and swept < 0:
        swept += 2 * math.pi
    elif not flags[1] and swept > 0:
        swept -= 2 * math.pi
    count = max(1, math.ceil(abs(swept) / (math.pi / 2) - 1e-9))
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    place: Matrix = (cos * rx, sin * rx, -sin * ry, cos * ry, *middle)
    angles = [first + swept * step / count for step in range(count + 1)]
    curves = transformed((("c", _quarter(a, b, cx, cy)) for a, b in pairwise(angles)), place)
    out = [numbers for _, numbers in curves]
    out[-1] = (*out[-1][:4], *end)  # exactly, so that what follows joins
    return out


def _quarter(start: float, end: float, cx: float, cy: float) -> tuple[float, ...]:
    """Return the control points of an arc of the unit circle, from one angle to another."""
    k = 4 / 3 * math.tan((end - start) / 4)
    c1, s1, c2, s2 = math.cos(start), math.sin(start), math.cos(end), math.sin(end)
    return (cx + c1 - k * s1, cy + s1 + k * c1, cx + c2 + k * s2, cy + s2 - k * c2, cx + c2, cy + s2)


def ellipse(cx: float, cy: float, rx: float, ry: float) -> list[Segment]:
    """Return an ellipse, or a circle (9.3 and 9.4)."""
    turns = [math.pi / 2 * step for step in range(5)]
    curves: list[Segment] = [("c", _quarter(a, b, 0, 0)) for a, b in pairwise(turns)]
    return [("m", (cx + rx, cy)), *transformed(curves, (rx, 0, 0, ry, cx, cy)), ("h", ())]


def rectangle(x: float, y: float, width: float, height: float, rx: float = 0, ry: float = 0) -> list[Segment]:
    """Return a rectangle; corners are rounded by `rx` and `ry`, cut to half its sides (9.2)."""
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    right, bottom = x + width, y + height
    if not rx or not ry:
        corners = ((right, y), (right, bottom), (x, bottom))
        return [("m", (x, y)), *(("l", corner) for corner in corners), ("h", ())]
    turns = [math.pi / 2 * step for step in range(-1, 4)]
    centres = ((right - rx, y + ry), (right - rx, bottom - ry), (x + rx, bottom - ry), (x + rx, y + ry))
    out: list[Segment] = [("m", (x + rx, y))]
    for (a, b), (cx, cy) in zip(pairwise(turns), centres, strict=True):
        line = (cx + rx * math.cos(a), cy + ry * math.sin(a))
        if math.dist(line, out[-1][1][-2:]) > 1e-9:  # a pill has no straight side
            out.append(("l", line))
        out += transformed([("c", _quarter(a, b, 0, 0))], (rx, 0, 0, ry, cx, cy))
    return [*out, ("h", ())]


def polyline(points: Sequence[float], *, closed: bool) -> list[Segment]:
    """Return a polyline or polygon (9.6 and 9.7).

    Raises:
        SvgError: a point has no y.
    """
    if len(points) % 2:
        message = "a list of points ends within a point"
        raise SvgError(message)
    pairs = list(zip(points[::2], points[1::2], strict=True))
    out: list[Segment] = [("l" if place else "m", pair) for place, pair in enumerate(pairs)]
    return [*out, ("h", ())] if closed and out else out


def solid(segments: Iterable[Segment]) -> list[Segment]:
    """Return the subpaths that enclose something: PDF fills even a line with a hair, SVG does not."""
    subpaths: list[list[Segment]] = []
    for segment in segments:
        if segment[0] == "m":
            subpaths.append([])
        subpaths[-1].append(segment)
    return [segment for subpath in subpaths if not _is_flat(subpath) for segment in subpath]


def _is_flat(subpath: list[Segment]) -> bool:
    numbers = [value for _, values in subpath for value in values]
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    x, y = points[0]
    far_x, far_y = max(points, key=lambda point: math.dist(point, (x, y)))
    across, down = far_x - x, far_y - y
    return all(abs(across * (b - y) - down * (a - x)) <= 1e-9 * (across**2 + down**2) for a, b in points)


def bounds(segments: Iterable[Segment]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of what segments enclose, exact for curves."""
    xs: list[float] = []
    ys: list[float] = []
    for name, numbers in segments:
        if name == "c":
            xs += _extremes(xs[-1], *numbers[::2])
            ys += _extremes(ys[-1], *numbers[1::2])
        elif numbers:
            xs.append(numbers[0])
            ys.append(numbers[1])
    return (min(xs), min(ys), max(xs), max(ys)) if xs else (0.0, 0.0, 0.0, 0.0)


def _extremes(p0: float, p1: float, p2: float, p3: float) -> list[float]:
    """Return the turning points of one coordinate of a cubic curve; its end stands last."""
    a, b, c = 3 * (p3 - 3 * p2 + 3 * p1 - p0), 6 * (p2 - 2 * p1 + p0), 3 * (p1 - p0)
    roots: list[float] = []
    if abs(a) > 1e-12 * max(1.0, abs(b), abs(c)):
        if (under := b * b - 4 * a * c) >= 0:
            roots = [(-b + math.sqrt(under)) / (2 * a), (-b - math.sqrt(under)) / (2 * a)]
    elif b:
        roots = [-c / b]
    inside = [t for t in roots if 0 < t < 1]
    return [*((1 - t) ** 3 * p0 + 3 * (1 - t) ** 2 * t * p1 + 3 * (1 - t) * t * t * p2 + t**3 * p3 for t in inside), p3]
