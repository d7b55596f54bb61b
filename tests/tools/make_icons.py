"""Make ``layouts/icons/icons.json`` from a folder of Lucide's SVG files.

    python -m tests.tools.make_icons FOLDER [NAME ...]

Icons are those that ``names.txt`` lists, those that the file holds already, and those named.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from xml.parsers import expat

from handouts.pdf.svg.paths import (
    Segment,
    SvgError,
    ellipse,
    operators,
    parse_path,
    polyline,
    rectangle,
    transformed,
)

ICONS = Path(__file__).parents[2] / "layouts" / "icons"
BOX = 24
_UPRIGHT = (1.0, 0.0, 0.0, -1.0, 0.0, float(BOX))
_LOOK = {"fill": "none", "stroke": "currentColor", "stroke-linecap": "round", "stroke-linejoin": "round"}
_GEOMETRY = frozenset(["d", "points", "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "x1", "y1", "x2", "y2"])


def icon(svg: str) -> dict[str, object]:
    """Return the path (y pointing up) and stroke width of an icon of 24 × 24 units.

    Raises:
        SvgError: the file holds anything but stroked shapes of one look.
    """
    segments: list[Segment] = []
    look: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "svg":
            look.update(attributes)
            return
        if tag not in _SHAPES or not set(attributes) <= _GEOMETRY:
            message = f"<{tag} {' '.join(attributes)}> is not a plain shape"
            raise SvgError(message)
        segments.extend(_shape(tag, attributes))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(svg, True)
    if look.get("viewBox") != f"0 0 {BOX} {BOX}" or any(look.get(key) != value for key, value in _LOOK.items()):
        message = "this is not an outlined icon of 24 by 24 units"
        raise SvgError(message)
    stroke = float(look["stroke-width"])
    return {
        "path": operators(transformed(segments, _UPRIGHT), 2),
        "stroke": int(stroke) if stroke.is_integer() else stroke,
    }


def _shape(tag: str, attributes: dict[str, str]) -> list[Segment]:
    if tag == "path":
        return parse_path(attributes["d"])
    if tag in ("polyline", "polygon"):
        points = [float(value) for value in attributes["points"].replace(",", " ").split()]
        return polyline(points, closed=tag == "polygon")
    value = {key: float(text) for key, text in attributes.items()}
    if tag == "rect":
        rx = value.get("rx", value.get("ry", 0))
        sides = value["width"], value["height"]
        return rectangle(value.get("x", 0), value.get("y", 0), *sides, rx, value.get("ry", rx))
    if tag == "line":
        return polyline([value.get(key, 0) for key in ("x1", "y1", "x2", "y2")], closed=False)
    radii = (value["r"], value["r"]) if tag == "circle" else (value["rx"], value["ry"])
    return ellipse(value.get("cx", 0), value.get("cy", 0), *radii)


_SHAPES = frozenset(["path", "rect", "circle", "ellipse", "line", "polyline", "polygon"])


def text(icons: dict[str, dict[str, object]]) -> str:
    """Return the file: one icon a line, by name."""
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(icons[name])}" for name in sorted(icons))
    return f"{{\n{lines}\n}}\n"


def main(folder: Path, names: list[str]) -> None:
    """Write the file."""
    target = ICONS / "icons.json"
    wanted = {*names, *(ICONS / "names.txt").read_text(encoding="utf-8").split()}
    if target.exists():
        wanted |= set(json.loads(target.read_text(encoding="utf-8")))
    icons = {name: icon((folder / f"{name}.svg").read_text(encoding="utf-8")) for name in wanted}
    target.write_text(text(icons), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
