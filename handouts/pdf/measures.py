"""Measures of blocks that are not type: indents, paddings, dots; points at 12 pt body.

They grow with the body size of the theme, so large print is laid out anew and not squeezed. A
layout may set each of them in ``metrics``.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  annotations stay readable at run time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handouts.theme import Theme

_AT_12_POINTS: Mapping[str, float] = {
    "icon": 16.5,
    "icon-indent": 23.5,
    "list-indent": 15.0,
    "list-gap": 3.5,
    "step-disc": 18.5,
    "step-indent": 26.0,
    "step-gap": 6.5,
    "check-box": 10.0,
    "check-indent": 19.5,
    "check-gap": 5.0,
    "schedule-label": 100.0,
    "schedule-dated": 124.0,
    "schedule-pad": 8.0,
    "table-pad": 8.0,
    "cell-pad": 7.0,
    "box-pad": 12.0,
    "box-pad-top": 10.0,
    "alarm-pad": 14.0,
    "alarm-pad-top": 11.0,
    "radius": 6.5,
    "box-gap": 11.0,
    "column-gap": 18.0,
    "rail-indent": 20.0,
    "rail-radius": 4.6,
    "rail-gap": 7.0,
    "dot-pitch": 7.2,
    "dot-pitch-thousand": 4.05,
    "qr": 62.0,
    "write-in": 25.0,
    "field": 26.0,
    "glance-icon": 16.0,
    "glance-indent": 37.0,
    "glance-pad": 8.5,
    "glance-bar": 26.0,
}


class Measures:
    """Lengths of blocks in points for one theme."""

    def __init__(self, theme: Theme) -> None:
        scale = theme.style("body").size / 12
        self._values = {key: value * scale for key, value in _AT_12_POINTS.items()} | dict(theme.metrics)

    def __getitem__(self, name: str) -> float:
        """Return a length; an unknown name is a bug and raises KeyError."""
        return self._values[name]
