"""A drawing as SVG, for the engines that read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.benchmarks import simple


def svg(drawing: simple.Drawing) -> str:
    """Return a drawing as SVG, one path for each color."""
    paths = "".join(
        f'<path fill="{color}" d="{"".join(f"M{x:g} {y:g}h{w:g}v{h:g}h-{w:g}z" for x, y, w, h in rectangles)}"/>'
        for color, rectangles in drawing.fills
    )
    w, h = f"{drawing.width:g}", f"{drawing.height:g}"
    size = f'width="{w}pt" height="{h}pt" viewBox="0 0 {w} {h}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{paths}</svg>'
