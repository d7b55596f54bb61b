"""Strips: what a page is stacked from, top to bottom.

A strip is a horizontal band that is never divided: a line of text, a table row, a framed box.
Composing turns the Document into one list of strips; paginating only chooses between which of
them a page ends. Whatever could be higher than a page is cut into several strips when composed.
All lengths are points; ``top`` is the y of a strip's upper edge.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence  # noqa: TC003  annotations stay readable at run time
from typing import TYPE_CHECKING

from handouts.pdf.painter import circle, rounded

if TYPE_CHECKING:
    from collections.abc import Callable

    from handouts.pdf.lines import Line
    from handouts.pdf.painter import Painter


class Strip:
    """A band of a page."""

    __slots__ = ("after", "before", "height", "keep", "repeat", "repeat_overlays")

    def __init__(self, height: float = 0.0, before: float = 0.0, after: float = 0.0, *, keep: bool = False) -> None:
        self.height = height
        self.before = before
        """Least space above; of two neighbours' claims the larger one counts."""
        self.after = after
        """Least space below."""
        self.keep = keep
        """Whether the next strip must stand on the same page."""
        self.repeat: Strip | None = None
        """What is painted again, as an artifact, where a page begins with this strip (a table head)."""
        self.repeat_overlays = False
        """Whether the repetition stands beside this strip (a row's label) and takes no height."""

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Paint the strip with its upper left corner at x, top."""


class TextStrip(Strip):
    """One line of text."""

    __slots__ = ("baseline", "indent", "line")

    def __init__(self, line: Line, leading: float, baseline: float, indent: float = 0.0) -> None:
        # What the base class does: half of all strips are lines, and a call for each counts.
        self.height = leading
        self.before = self.after = 0.0
        self.keep = self.repeat_overlays = False
        self.repeat = None
        self.line = line
        self.baseline = baseline
        """From the upper edge down to the baseline."""
        self.indent = indent

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Paint the line."""
        painter.line(self.line, x + self.indent, top - self.baseline)


class Drawing(Strip):
    """A strip that a function paints (rules, pictures, write-in lines)."""

    __slots__ = ("draw",)

    def __init__(self, height: float, draw: Callable[[Painter, float, float], None]) -> None:
        super().__init__(height)
        self.draw = draw

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Call the function with the upper left corner."""
        self.draw(painter, x, top)


class Column:
    """Strips of one column of a row, at a distance from its left edge."""

    __slots__ = ("strips", "x")

    def __init__(self, x: float, strips: Sequence[Strip]) -> None:
        self.x = x
        self.strips = strips


class Row(Strip):
    """Columns side by side, kept together."""

    __slots__ = ("columns", "ground", "pad_bottom", "pad_top", "rule_color", "rule_weight", "width")

    def __init__(  # noqa: PLR0913  the looks of a row
        self,
        columns: Sequence[Column],
        *,
        width: float = 0.0,
        pad_top: float = 0.0,
        pad_bottom: float = 0.0,
        ground: str = "",
        rule_color: str = "",
        rule_weight: float = 0.75,
    ) -> None:
        highest = 0.0
        for column in columns:
            highest = max(highest, stack_height(column.strips))
        super().__init__(pad_top + pad_bottom + highest)
        self.columns = columns
        self.width = width
        self.pad_top, self.pad_bottom = pad_top, pad_bottom
        self.ground = ground
        """Palette name of the filled ground; empty for none."""
        self.rule_color, self.rule_weight = rule_color, rule_weight
        """The rule at the lower edge; an empty color for none."""

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Paint ground and rule, then one column after the other."""
        if self.ground:
            painter.shape(
                f"{painter.fill(self.ground)} {x:.2f} {top - self.height:.2f} {self.width:.2f} {self.height:.2f} re f"
            )
        if self.rule_color:
            painter.rule(x, top - self.height, self.width, self.rule_color, self.rule_weight)
        for column in self.columns:
            paint_stack(painter, column.strips, x + column.x, top - self.pad_top)


class Box(Strip):
    """Strips in a frame."""

    __slots__ = ("border", "caption", "dashed", "ground", "pad", "radius", "strips", "weight", "width")

    def __init__(  # noqa: PLR0913  the looks of a frame
        self,
        strips: Sequence[Strip],
        width: float,
        *,
        pad: tuple[float, float],
        radius: float,
        border: str = "",
        weight: float = 0.75,
        ground: str = "",
        dashed: bool = False,
        caption: Strip | None = None,
    ) -> None:
        """Frame strips; `pad` is the space beside and above/below them, `caption` a filled bar at the top."""
        super().__init__(stack_height(strips) + 2 * pad[1] + (caption.height if caption else 0.0))
        self.strips, self.width, self.pad, self.radius = strips, width, pad, radius
        self.border, self.weight, self.ground, self.dashed, self.caption = border, weight, ground, dashed, caption

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Paint the frame, then what it holds."""
        bottom = top - self.height
        path = rounded(x, bottom, self.width, self.height, self.radius)
        if self.ground:
            painter.shape(f"{painter.fill(self.ground)} {path} f")
        below = top
        if self.caption:
            # The bar is the frame's own shape, clipped to the caption's height.
            bar = f"{x:.2f} {top - self.caption.height:.2f} {self.width:.2f} {self.caption.height:.2f} re W n"
            painter.shape(f"{bar} {painter.fill(self.border)} {path} f")
            below -= self.caption.height
        if self.border:
            dash = "[2.5 2] 0 d " if self.dashed else ""
            painter.shape(f"{painter.stroke(self.border)} {self.weight:g} w {dash}{path} S")
        if self.caption:
            self.caption.paint(painter, x, top)
        paint_stack(painter, self.strips, x + self.pad[0], below - self.pad[1])


class Again(Strip):
    """Strips that are painted a second time, as an artifact: a reader hears them once."""

    __slots__ = ("strips",)

    def __init__(self, strips: Sequence[Strip]) -> None:
        super().__init__(stack_height(strips), after=strips[-1].after, keep=True)
        self.strips = strips

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Paint them without marks."""
        with painter.artifact("Pagination"):
            paint_stack(painter, self.strips, x, top)


class Rail(Strip):
    """A stage of a time line: a ring, the rail that leads on from it, and the text beside it."""

    __slots__ = ("color", "indent", "last", "line_middle", "radius", "ring", "strips", "tail")

    def __init__(
        self, strips: Sequence[Strip], *, indent: float, radius: float, line_middle: float, color: str, last: bool
    ) -> None:
        super().__init__(stack_height(strips))
        self.strips = strips
        self.indent, self.radius, self.line_middle, self.color, self.last = indent, radius, line_middle, color, last
        self.ring = True
        """Whether a stage begins here; what goes on after a cut has the rail alone."""
        self.tail = 0.0
        """How far the rail goes on below the strip, to the next ring."""

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Paint rail and ring, then the text."""
        centre = top - self.line_middle
        middle = x + self.radius + 1
        end = top - self.height - (0.0 if self.last else self.tail)
        begin = centre - self.radius if self.ring else centre + self.radius
        ring = f" 1.75 w {circle(middle, centre, self.radius)} S" if self.ring else ""
        painter.shape(
            f"{painter.stroke(self.color)} 1.25 w {middle:.2f} {begin:.2f} m {middle:.2f} {end:.2f} l S{ring}"
        )
        paint_stack(painter, self.strips, x + self.indent, top)


def gap(upper: Strip, lower: Strip) -> float:
    """Return the space between two neighbours: the larger of their claims."""
    return max(upper.after, lower.before)


def stack_height(strips: Sequence[Strip]) -> float:
    """Return the height of strips stacked, without the space above the first and below the last."""
    total = strips[0].height if strips else 0.0
    for upper, lower in itertools.pairwise(strips):
        total += lower.height + max(upper.after, lower.before)
    return total


def paint_stack(painter: Painter, strips: Sequence[Strip], x: float, top: float) -> None:
    """Paint strips one below the other."""
    after: float | None = None
    for strip in strips:
        if after is not None:
            top -= max(after, strip.before)
        strip.paint(painter, x, top)
        top -= strip.height
        after = strip.after


def portions(strips: Sequence[Strip], limit: float) -> list[list[Strip]]:
    """Cut a stack into portions no higher than `limit`, at places where a page may end if there are any."""
    if strips and stack_height(strips) <= limit:  # nearly always
        return [list(strips)]
    out: list[list[Strip]] = []
    start = 0
    while start < len(strips):
        end, used = start, 0.0
        while end < len(strips):
            step = strips[end].height + (gap(strips[end - 1], strips[end]) if end > start else 0.0)
            if end > start and used + step > limit:
                break
            used += step
            end += 1
        if end < len(strips):
            allowed = next((at for at in range(end, start, -1) if not strips[at - 1].keep), end)
            end = allowed
        out.append(list(strips[start:end]))
        start = end
    return out


def side_by_side(stacks: Sequence[tuple[float, list[list[Strip]]]]) -> list[list[Column]]:
    """Return the columns of each row where stacks, cut into portions, stand beside each other.

    Args:
        stacks: for each stack its distance from the left edge and its portions.
    """
    rows = max((len(parts) for _, parts in stacks), default=0)
    return [[Column(x, parts[at]) for x, parts in stacks if at < len(parts)] for at in range(rows)]


def keep_together(strips: Sequence[Strip]) -> None:
    """Let no page end inside these strips."""
    for strip in strips[:-1]:
        strip.keep = True


def keep_ends(entries: Sequence[Sequence[Strip]], low: float) -> None:
    """Let no page end with the first of some entries alone, and none begin with the last, if these are low.

    Args:
        entries: the strips of each row of a table, or of each item.
        low: the height in points of one that cannot stand alone; a row with a picture is higher and may.
    """
    there = [entry for entry in entries if entry]
    if len(there) < 2:
        return
    for alone, above in ((there[0], there[0]), (there[-1], there[-2])):
        if stack_height(alone) <= low:
            above[-1].keep = True
