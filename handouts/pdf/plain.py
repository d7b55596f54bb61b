"""Plain words broken into lines: nearly all paragraphs, and the quickest way there.

A word is plain where its codes say all (`handouts.pdf.words.Word.plain`). What asks for more, such as a word wider than
a line or with a character of another face, is broken by `handouts.pdf.lines` word for word; both give the same lines.
"""

from __future__ import annotations

import bisect
import itertools

Stretch = tuple[int, int, str, float, float, str | None, tuple[tuple[float, str], ...] | None]
"""What a part is before it has a look: where glyphs of one run and face stand in a line. The index of the run, then
face, codes, x, width, actual and raised as in `Part`. A bare tuple: there is one for each line and look."""

Pattern = tuple[tuple[float, tuple[Stretch, ...]], ...]
"""A broken paragraph without its looks: for each line its width in points and its stretches."""

Row = tuple[tuple[str, ...], tuple[float, ...], int, str, float]
"""A run of plain words: their codes and widths, the face, and code and width of the space between them."""


def broken(rows: list[Row], room: float, scale: float) -> Pattern | None:
    """Break runs of plain words into lines; `None` where one is wider than a line.

    Args:
        rows: the words of each run.
        room: width of a line in thousandths of an em.
        scale: points for a thousandth of an em.
    """
    # Where each word ends if all stand on one line; the first of a run goes on without a space before it.
    ends: list[list[float]] = []
    stops: list[float] = []
    gaps: list[float] = []
    x = 0.0
    for _, widths, _, _, gap in rows:
        _, *own = itertools.accumulate([gap + width for width in widths], initial=x - gap)
        ends.append(own)
        stops += own[:-1]
        gaps += [gap] * (len(own) - 1)
        x = own[-1]
    cuts: list[int] = []  # the spaces that become ends of lines, counted over all runs
    start = 0.0
    while x - start > room:
        cut = bisect.bisect_right(stops, start + room) - 1
        if cut < 0 or (cuts and cut == cuts[-1]):
            return None
        cuts.append(cut)
        start = stops[cut] + gaps[cut]
    return _cut_up(rows, ends, cuts, scale)


def _cut_up(rows: list[Row], ends: list[list[float]], cuts: list[int], scale: float) -> Pattern:
    """Return runs of plain words as lines; a space that ends one is written but not counted in its width."""
    lines: list[tuple[float, tuple[Stretch, ...]]] = []
    stretches: list[Stretch] = []
    begin = x = 0.0  # of the line, and of the stretch
    passed = 0  # spaces in the runs before
    left = iter(cuts)
    cut = next(left, -1)
    for index, (codes, _, face, blank, gap) in enumerate(rows):
        own = ends[index]
        first = 0
        while passed <= cut < passed + len(codes) - 1:
            last = cut - passed
            shown = blank.join((*codes[first : last + 1], ""))
            after = own[last] + gap
            stretches.append((index, face, shown, (x - begin) * scale, (after - x) * scale, None, None))
            lines.append(((own[last] - begin) * scale, tuple(stretches)))
            stretches = []
            begin = x = after
            first = last + 1
            cut = next(left, -1)
        shown = blank.join(codes[first:])
        if shown:
            stretches.append((index, face, shown, (x - begin) * scale, (own[-1] - x) * scale, None, None))
        x = own[-1]
        passed += len(codes) - 1
    lines.append(((x - begin) * scale, tuple(stretches)))
    return tuple(lines)
