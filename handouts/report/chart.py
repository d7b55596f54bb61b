"""The chart of a handout: one bar for each section, with the target as a line, and the same in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.report.markup import Html, el, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.report.gather import Level

_WIDTH = 440
_ROW = 19
_LABEL = 136
_BARS = 216
_BAR = 11
_TOP = 22
_LEAST_GRADES = 10
_SCORES = 100


def chart(sections: Sequence[Level], name: str) -> Html:
    """Return the picture of how hard each section is.

    Args:
        sections: in reading order, all in one measure.
        name: begins the ids of its parts; no other chart of the page has it.
    """
    first = sections[0]
    most = max(_LEAST_GRADES, *(each.value for each in sections)) if first.is_grade else _SCORES
    height = _TOP + _ROW * len(sections) + 4

    def x(value: float) -> float:
        return round(_LABEL + max(0.0, min(value, most)) / most * _BARS, 1)

    rows = [_row(each, _TOP + _ROW * index, x(each.value)) for index, each in enumerate(sections)]
    target = x(first.target)
    said = f"target {first.target:g}"
    line = join(
        el("line", x1=target, x2=target, y1=_TOP - 4, y2=height - 2, class_="target"),
        el("text", said, x=target, y=_TOP - 9, class_="target-name", text_anchor="middle"),
    )
    return el(
        "svg",
        el("title", "Reading grade by section" if first.is_grade else "Reading ease by section", id=f"{name}-title"),
        el("desc", words(sections), id=f"{name}-words"),
        *rows,
        line,
        viewBox=f"0 0 {_WIDTH} {height}",
        class_="chart",
        role="img",
        aria_labelledby=f"{name}-title {name}-words",
    )


def words(sections: Sequence[Level]) -> str:
    """Return what the chart shows, as a sentence."""
    measure = "a grade" if sections[0].is_grade else "an INFLESZ score"
    told = "; ".join(f"{label(each.name)} {bare(each)}{_beside(each)}" for each in sections)
    return f"{told}. The target is {measure} of {sections[0].target:g}."


def label(name: str) -> str:
    """Return the name of a section as people say it."""
    return name.replace("_", " ").capitalize()


def bare(level: Level) -> str:
    """Return a value without its measure, where that is named once for all."""
    return str(level).removeprefix("INFLESZ ")


def _beside(level: Level) -> str:
    return " (harder than the target)" if level.above else ""


def _row(level: Level, top: float, end: float) -> Html:
    middle = top + _ROW / 2
    text = bare(level)
    if level.above:
        # In gray, and to those who do not see the color, the words say it.
        text += " too hard"
    return join(
        el("text", label(level.name), x=_LABEL - 8, y=middle + 4, class_="name", text_anchor="end"),
        el(
            "rect",
            x=_LABEL,
            y=middle - _BAR / 2,
            width=max(1.0, round(end - _LABEL, 1)),
            height=_BAR,
            rx=2.5,
            class_="bar above" if level.above else "bar",
        ),
        el("text", text, x=end + 6, y=middle + 4, class_="value above" if level.above else "value"),
    )
