"""Paints of SVG: plain colors and gradients (SVG 1.1, 11.2 and 13.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from handouts.pdf.svg.paths import Matrix, Segment, SvgError, bounds, multiply, number
from handouts.pdf.svg.styles import INITIAL, Rgba, Style, color, computed, fraction, length, transform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.pdf.svg.form import Form
    from handouts.pdf.svg.styles import Rules
    from handouts.pdf.svg.tree import Node

_REFERENCE = re.compile(r"url\(\s*(['\"]?)#([^'\")]+)\1\s*\)\s*(.*)", re.DOTALL)
_GRADIENTS = ("linearGradient", "radialGradient")
_STEP = 1e-6
"""Least distance of two stops: PDF wants them apart (ISO 32000-1 7.10.4)."""


def reference(text: str) -> tuple[str, str] | None:
    """Return the id that a ``url(#…)`` names and what stands in for it, or None if it is something else."""
    found = _REFERENCE.fullmatch(text.strip())
    return (found[2], found[3].strip()) if found else None


@dataclass(frozen=True, slots=True)
class Paint:
    """What a path is filled or stroked with."""

    operators: Mapping[bool, str]
    """Setting the paint: for stroking (True) and for filling."""
    alpha: float


class Paints:
    """Makes paints; knows the gradients of a drawing."""

    def __init__(self, ids: Mapping[str, Node], rules: Rules, view: tuple[float, float]) -> None:
        self._ids = ids
        self._rules = rules
        self._view = view

    def paint(self, style: Style, kind: str, segments: list[Segment], form: Form, ctm: Matrix) -> Paint | None:
        """Return the paint of a shape, or None if it has none.

        Args:
            style: the shape's properties.
            kind: ``fill`` or ``stroke``.
            segments: the shape.
            form: where gradients are put among the resources.
            ctm: from user space to the form's space.

        Raises:
            SvgError: the paint cannot be drawn exactly.
        """
        value = style[kind]
        alpha = fraction(style[f"{kind}-opacity"])
        if found := reference(value):
            node = self._ids.get(found[0])
            if node is not None and node.tag in _GRADIENTS:
                return self._gradient(node, alpha, segments, form, ctm)
            if node is not None or not found[1]:
                message = f"a {kind} refers to “{found[0][:40]}”, which is no gradient"
                raise SvgError(message)
            value = found[1]
        if value.lower() == "none":
            return None
        return _plain(color(value, style["color"]), alpha)

    def _gradient(self, node: Node, alpha: float, segments: list[Segment], form: Form, ctm: Matrix) -> Paint | None:
        attributes, stops_of = self._inherited(node)
        stops = self._stops(stops_of)
        if len(stops) < 2:
            return _plain(stops[0][1], alpha) if stops else None
        if any(rgba[3] < 1 for _, rgba in stops):
            message = "a gradient fades into transparency"
            raise SvgError(message)
        if attributes.get("spreadMethod", "pad") != "pad":
            message = "a gradient repeats"
            raise SvgError(message)
        matrix = transform(attributes.get("gradientTransform", ""))
        whole = self._view
        if attributes.get("gradientUnits", "objectBoundingBox") == "objectBoundingBox":
            left, top, right, bottom = bounds(segments)
            if right <= left or bottom <= top:
                return None  # 7.11: without width or height there is nothing to fit a gradient to
            matrix = multiply((right - left, 0, 0, bottom - top, left, top), matrix)
            whole = (1.0, 1.0)
        space = multiply(ctm, matrix)
        kind, place = _axis(node.tag, attributes, whole)
        name = form.resource(
            "Pattern",
            "P",
            f"<</PatternType 2/Matrix[{_row(space)}]/Shading<</ShadingType {kind}/ColorSpace/DeviceRGB"
            f"/Coords[{_row(place)}]/Function{_function(stops)}/Extend[true true]>>>>",
        )
        return Paint({True: f"/Pattern CS /{name} SCN", False: f"/Pattern cs /{name} scn"}, alpha)

    def _inherited(self, node: Node) -> tuple[dict[str, str], Node]:
        """Return the attributes of a gradient and the element with its stops, both also from those it refers to."""
        chain = [node]
        while (target := self._ids.get(chain[-1].get("href").removeprefix("#"))) is not None:
            if target in chain or target.tag not in _GRADIENTS:
                break
            chain.append(target)
        attributes: dict[str, str] = {}
        for one in reversed(chain):  # 13.2.2: what an element sets counts before what it refers to
            attributes |= {key: value.strip() for key, value in one.attributes.items() if value.strip()}
        return attributes, next((one for one in chain if any(c.tag == "stop" for c in one.children)), node)

    def _stops(self, node: Node) -> list[tuple[float, Rgba]]:
        around = computed(node, dict(INITIAL), self._rules)
        out: list[tuple[float, Rgba]] = []
        for child in node.children:
            if child.tag != "stop":
                continue
            style = computed(child, around, self._rules)
            offset = max(fraction(child.get("offset") or "0"), out[-1][0] if out else 0.0)
            red, green, blue, alpha = color(style["stop-color"], style["color"])
            out.append((offset, (red, green, blue, alpha * fraction(style["stop-opacity"]))))
        return out


def _plain(rgba: Rgba, alpha: float) -> Paint:
    values = " ".join(number(value, 4) for value in rgba[:3])
    return Paint({True: f"{values} RG", False: f"{values} rg"}, alpha * rgba[3])


def _row(values: tuple[float, ...]) -> str:
    return " ".join(number(value, 8) for value in values)


def _axis(tag: str, attributes: Mapping[str, str], whole: tuple[float, float]) -> tuple[int, tuple[float, ...]]:
    """Return the kind of shading and its coordinates (ISO 32000-1 8.7.4.5.3 and 8.7.4.5.4)."""
    width, height = whole

    def value(name: str, of: float, default: float) -> float:
        return length(attributes.get(name, ""), of, default)

    if tag == "linearGradient":
        start = (value("x1", width, 0.0), value("y1", height, 0.0))
        return 2, (*start, value("x2", width, width), value("y2", height, 0.0))
    # 7.10: a percentage that is neither across nor down is of the diagonal, divided by the root of two.
    diagonal = ((width**2 + height**2) / 2) ** 0.5
    cx, cy, r = value("cx", width, width / 2), value("cy", height, height / 2), value("r", diagonal, diagonal / 2)
    fx, fy = value("fx", width, cx), value("fy", height, cy)
    if (fx - cx) ** 2 + (fy - cy) ** 2 >= r**2 or length(attributes.get("fr", ""), diagonal):
        message = "the focus of a round gradient lies outside its circle"
        raise SvgError(message)
    return 3, (fx, fy, 0.0, cx, cy, r)


def _function(stops: list[tuple[float, Rgba]]) -> str:
    """Return the function from 0 … 1 to colors (ISO 32000-1 7.10.3 and 7.10.4)."""
    places = [(0.0, stops[0][1]), *stops, (1.0, stops[-1][1])]
    if stops[0][0] == 0:
        places = places[1:]
    if stops[-1][0] == 1:
        places = places[:-1]
    edges = [place for place, _ in places]
    for at in range(1, len(edges) - 1):
        edges[at] = max(edges[at], edges[at - 1] + _STEP)
    for at in range(len(edges) - 2, 0, -1):
        edges[at] = min(edges[at], edges[at + 1] - _STEP)
    parts = [
        f"<</FunctionType 2/Domain[0 1]/N 1/C0[{_row(one[:3])}]/C1[{_row(two[:3])}]>>"
        for (_, one), (_, two) in pairwise(places)
    ]
    if len(parts) == 1:
        return parts[0]
    return (
        f"<</FunctionType 3/Domain[0 1]/Functions[{''.join(parts)}]/Bounds[{_row(tuple(edges[1:-1]))}]"
        f"/Encode[{' '.join(['0 1'] * len(parts))}]>>"
    )
