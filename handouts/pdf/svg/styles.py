"""Looks of SVG elements: the cascade of attributes and style rules, colors, lengths, transforms."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from handouts.pdf.svg.paths import IDENTITY, Matrix, SvgError, bounded, multiply

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handouts.pdf.svg.tree import Node

Style = dict[str, str]
Rgba = tuple[float, float, float, float]
"""Red, green, blue and opacity, 0 to 1."""

INITIAL: Mapping[str, str] = {
    "clip-rule": "nonzero",
    "color": "black",
    "fill": "black",
    "fill-opacity": "1",
    "fill-rule": "nonzero",
    "stroke": "none",
    "stroke-dasharray": "none",
    "stroke-dashoffset": "0",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "stroke-miterlimit": "4",
    "stroke-opacity": "1",
    "stroke-width": "1",
    "visibility": "visible",
}
"""Properties that an element takes over from the one around it (SVG 1.1, appendix N)."""
_OWN: Style = {
    "clip-path": "none",
    "display": "inline",
    "opacity": "1",
    "stop-color": "black",
    "stop-opacity": "1",
}
_UNDRAWN: Mapping[str, tuple[str, ...]] = {
    "color-interpolation": ("srgb", "auto"),
    "filter": ("none",),
    "marker": ("none",),
    "marker-end": ("none",),
    "marker-mid": ("none",),
    "marker-start": ("none",),
    "mask": ("none",),
    "mix-blend-mode": ("normal",),
    "paint-order": ("normal", "fill", "fill stroke", "fill stroke markers"),
    "transform-box": ("view-box",),
    "transform-origin": ("0", "0 0", "0px 0px"),
    "vector-effect": ("none",),
}
"""Properties that change the picture and are not drawn, with the values that change nothing."""
_GEOMETRY = frozenset(("cx", "cy", "d", "height", "r", "rx", "ry", "transform", "width", "x", "y"))
_MOST_RULES = 500
"""Most style rules; a drawing program writes one for each look that is used."""
_CONDITIONS = ("requiredExtensions", "requiredFeatures", "systemLanguage")

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SELECTOR = re.compile(r"(\*|[A-Za-z][\w-]*)?((?:[.#][\w-]+)*)")
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_LENGTH = re.compile(rf"({_NUMBER})(px|pt|pc|mm|cm|in|q|%)?", re.IGNORECASE)
_UNITS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96, "q": 24 / 25.4}
"""User units (CSS pixels) to a unit of length (CSS Values 3, 5.2)."""
_TRANSFORM = re.compile(r"[\s,]*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)")
_COLOR_FUNCTION = re.compile(r"rgba?\(([^()]*)\)")


class Rules:
    """The rules of all ``<style>`` elements; selectors are an element's name, classes and id, nothing more."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._rules: list[tuple[tuple[int, int, int], str, frozenset[str], Style]] = []
        for text in sheets:
            plain = _COMMENT.sub("", text)
            if "@" in plain or _RULE.sub("", plain).strip():
                message = "a style of the drawing is more than plain rules"
                raise SvgError(message)
            for selectors, body in _RULE.findall(plain):
                for selector in selectors.split(","):
                    self._add(selector.strip(), declarations(body))
        if len(self._rules) > _MOST_RULES:
            message = f"the drawing has more than {_MOST_RULES} style rules"
            raise SvgError(message)
        self._rules.sort(key=lambda rule: rule[0])  # stable: of equal rules the later one counts

    def _add(self, selector: str, body: Style) -> None:
        found = _SELECTOR.fullmatch(selector)
        if not selector or found is None:
            message = f"the style rule “{selector[:40]}” is not a plain name, class or id"
            raise SvgError(message)
        tag = (found[1] or "*").replace("*", "")
        marks = frozenset(re.findall(r"[.#][\w-]+", found[2]))
        ids = sum(mark.startswith("#") for mark in marks)
        self._rules.append(((ids, len(marks) - ids, bool(tag)), tag, marks, body))

    def __bool__(self) -> bool:
        return bool(self._rules)

    def of(self, node: Node) -> Style:
        """Return the declarations that hold for an element."""
        out: Style = {}
        own = {f".{name}" for name in node.get("class").split()} | {f"#{node.get('id')}"}
        for _, tag, marks, body in self._rules:
            if tag in ("", node.tag) and marks <= own:
                out |= body
        return out


def declarations(text: str) -> Style:
    """Return the declarations of a rule or of a ``style`` attribute.

    Raises:
        SvgError: one is marked as important, which would upset the order of rules.
    """
    out: Style = {}
    for part in _COMMENT.sub("", text).split(";"):
        name, colon, value = part.partition(":")
        if colon:
            if "!" in value:
                message = f"the style “{part.strip()[:40]}” is marked as important"
                raise SvgError(message)
            out[name.strip().lower()] = value.strip()
    return out


def computed(node: Node, around: Style, rules: Rules) -> Style:
    """Return the properties of an element inside one with the properties `around`.

    Raises:
        SvgError: a property or condition changes the picture in a way that is not drawn.
    """
    css = rules.of(node) | declarations(node.get("style")) if rules or node.get("style") else {}
    given = node.attributes | css
    for name, value in given.items():
        if name in _CONDITIONS:
            message = f"<{node.tag}> is shown only under a condition ({name})"
            raise SvgError(message)
        if name in _GEOMETRY and name in css and node.tag != "svg":
            message = f"the style of <{node.tag}> sets “{name}”"
            raise SvgError(message)
        if name in _UNDRAWN and value.strip().lower() not in ("", *_UNDRAWN[name]):
            message = f"<{node.tag}> has “{name}: {value.strip()[:40]}”, which cannot be drawn"
            raise SvgError(message)
    out = {name: around[name] for name in INITIAL} | _OWN
    for name in given.keys() & out.keys():
        if (value := given[name].strip()) == "inherit":
            out[name] = around.get(name, out[name])
        elif value:
            out[name] = value
    return out


def length(text: str, whole: float, default: float = 0.0) -> float:
    """Return a length in user units; a percentage is of `whole`.

    Raises:
        SvgError: it is no number, too large, or its unit depends on a font.
    """
    if not text or text == "auto":
        return default
    found = _LENGTH.fullmatch(text.strip())
    if found is None:
        message = f"the length “{text[:20]}” cannot be measured"
        raise SvgError(message)
    unit = (found[2] or "").lower()
    return bounded(float(found[1])) * (whole / 100 if unit == "%" else _UNITS[unit])


def fraction(text: str) -> float:
    """Return an opacity or offset, cut to 0 … 1.

    Raises:
        SvgError: it is no number.
    """
    return min(1.0, max(0.0, length(text, 1.0)))


def transform(text: str) -> Matrix:
    """Return the matrix of a ``transform`` attribute (SVG 1.1, 7.6).

    Raises:
        SvgError: it breaks the grammar.
    """
    matrix, at = IDENTITY, 0
    text = text.strip(" \t\r\n,")
    while at < len(text):
        found = _TRANSFORM.match(text, at)
        if found is None:
            message = f"the transform “{text[:40]}” is broken"
            raise SvgError(message)
        matrix = multiply(matrix, _one_transform(found[1], found[2]))
        at = found.end()
    return matrix


_COUNTS = {"matrix": (6,), "translate": (1, 2), "scale": (1, 2), "rotate": (1, 3), "skewX": (1,), "skewY": (1,)}


def _one_transform(name: str, arguments: str) -> Matrix:
    v = numbers(arguments)
    if len(v) not in _COUNTS[name]:
        message = f"the transform “{name}({arguments[:30]})” is broken"
        raise SvgError(message)
    match name:
        case "matrix":
            return (v[0], v[1], v[2], v[3], v[4], v[5])
        case "translate":
            return (1, 0, 0, 1, v[0], v[1] if len(v) > 1 else 0)
        case "scale":
            return (v[0], 0, 0, v[-1], 0, 0)
        case "rotate":
            cos, sin = math.cos(math.radians(v[0])), math.sin(math.radians(v[0]))
            x, y = (v[1], v[2]) if len(v) == 3 else (0.0, 0.0)
            return (cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)
        case "skewX":
            return (1, 0, math.tan(math.radians(v[0])), 1, 0, 0)
        case _:
            return (1, math.tan(math.radians(v[0])), 0, 1, 0, 0)


def numbers(text: str) -> list[float]:
    """Return numbers that stand between blanks, commas or signs.

    Raises:
        SvgError: something else stands there.
    """
    if re.sub(_NUMBER, "", text).strip(" \t\r\n,"):
        message = f"“{text.strip()[:30]}” is not a list of numbers"
        raise SvgError(message)
    return [bounded(float(value)) for value in re.findall(_NUMBER, text)]


def color(text: str, current: str = "black") -> Rgba:
    """Return a color; `current` is what ``currentColor`` means.

    Raises:
        SvgError: it is not a name, ``#…`` or ``rgb(…)``.
    """
    from PIL.ImageColor import colormap  # noqa: PLC0415  most handouts have no picture

    word = text.strip().lower()
    if word == "currentcolor":
        return color(current) if current.lower() != "currentcolor" else (0, 0, 0, 1)
    if word == "transparent":
        return (0, 0, 0, 0)
    named = colormap.get(word, word)
    digits = (named if isinstance(named, str) else "").removeprefix("#")
    if digits != named and re.fullmatch(r"[0-9a-f]+", digits):
        if len(digits) in (3, 4):
            digits = "".join(digit * 2 for digit in digits)
        if len(digits) in (6, 8):
            parts = [int(digits[place : place + 2], 16) / 255 for place in range(0, len(digits), 2)]
            return (parts[0], parts[1], parts[2], parts[3] if len(parts) > 3 else 1.0)
    if found := _COLOR_FUNCTION.fullmatch(word):
        values = re.split(r"[\s,/]+", found[1].strip())
        if len(values) in (3, 4):
            rgb = [fraction(v) if v.endswith("%") else min(1.0, max(0.0, length(v, 1) / 255)) for v in values[:3]]
            return (rgb[0], rgb[1], rgb[2], fraction(values[3]) if len(values) > 3 else 1.0)
    message = f"the color “{text[:30]}” is not known"
    raise SvgError(message)
