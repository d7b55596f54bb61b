"""Lines: runs of styled text broken greedily into lines of a given width.

Break opportunities are spaces only, and not all of them: a number stays with its unit, a phone
number and a clock time stay whole. There is no hyphenation. A word that is wider than the line
(a web address, a slip of the keyboard) is cut at a sign, else between characters, and loses none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from handouts.pdf.words import FontBook, Piece, Word, clusters

if TYPE_CHECKING:
    from handouts.pdf.structure import Element

_GLUE = re.compile(
    # A number and the word after it: "8 hours", "100.4 °F", "100 people". No list of units: this
    # holds in every language.
    r"(?<=[0-9]) (?=[^\s0-9])"
    # A ratio or range: "5 in 100", "1 to 2", "5 von 100".
    r"|(?<=[0-9] [^\W\d_]) (?=[0-9])|(?<=[0-9] [^\W\d_]{2}) (?=[0-9])|(?<=[0-9] [^\W\d_]{3}) (?=[0-9])"
    # The groups of a phone number: "(555) 010-0199", "+1 555 010 0199".
    r"|(?<=[0-9)]) (?=[0-9]{2,4}(?![0-9]))"
    # A sign and its number: "≥ 38".
    r"|(?<=[≥≤<>±~+=]) (?=[0-9])"
)
_CUT_AFTER = "/-._?&=,;:@+"


class Run:
    """Text of one look and one structure element."""

    __slots__ = ("color", "element", "href", "text", "weight")

    def __init__(self, text: str, weight: str, color: str, element: Element | None, href: str = "") -> None:
        self.text, self.weight, self.color, self.element, self.href = text, weight, color, element, href


class Part(NamedTuple):
    """A stretch of a line that is painted in one go."""

    face: int
    codes: str
    color: str
    element: Element | None
    href: str
    x: float
    """Distance from the start of the line in points."""
    width: float
    """Width in points."""
    actual: str | None
    raised: tuple[tuple[float, str], ...] | None


class Line:
    """One line of text."""

    __slots__ = ("parts", "size", "width")

    def __init__(self, parts: list[Part], width: float, size: float) -> None:
        self.parts, self.width, self.size = parts, width, size


def glue(text: str) -> str:
    """Return text with U+00A0 in place of each space at which a line must not break."""
    return _GLUE.sub("\u00a0", text)


class _Token(NamedTuple):
    """What stands between two break opportunities: words of one or more runs."""

    words: tuple[tuple[int, Word, str], ...]
    """Run, shaped word and its text."""
    width: float
    """Points."""
    lead: int = 0
    """The run that the space before it belongs to."""


class Breaker:
    """Breaks paragraphs with one font book; collects what the document uses and what is missing."""

    def __init__(self, book: FontBook) -> None:
        self.book = book
        self.missing: dict[str, str] = {}
        """Characters without a glyph, each with the text it was first seen in."""
        self.extra: dict[int, set[int]] = {}
        """Glyphs outside the faces' fixed repertoires."""

    def _word(self, text: str, weight: str) -> Word:
        word = self.book.word(text, weight)
        if word.missing:
            for character in word.missing:
                self.missing.setdefault(character, text)
        for face, glyphs in word.extra:
            self.extra.setdefault(face, set()).update(glyphs)
        return word

    def measure(self, text: str, weight: str, size: float) -> float:
        """Return the width of text on one line in points."""
        return (
            sum(self._word(w, weight).width if w else 0.0 for w in text.split(" ")) * size / 1000
            + text.count(" ") * self.book.space(weight)[1] * size / 1000
        )

    def lines(self, runs: list[Run], size: float, width: float) -> list[Line]:
        """Break runs into lines no wider than `width` points; text without words gives no lines."""
        scale = size / 1000
        lines: list[Line] = []
        line: list[_Token] = []
        x = 0.0
        gaps = {weight: self.book.space(weight)[1] * scale for weight in {run.weight for run in runs}}
        for token in self._tokens(runs, scale):
            gap = gaps[runs[token.lead].weight] if line else 0.0
            if line and x + gap + token.width > width + 0.01:
                lines.append(self._line(line, runs, size, token.lead))
                line, x, gap = [], 0.0, 0.0
            if token.width > width and not line:
                parts = self._cut(token, runs, scale, width)
                lines += [self._line([part], runs, size) for part in parts[:-1]]
                token = parts[-1]  # noqa: PLW2901  the rest of a cut word goes on as the word
            line.append(token)
            x += gap + token.width
        if line:
            lines.append(self._line(line, runs, size))
        return lines

    def _tokens(self, runs: list[Run], scale: float) -> list[_Token]:
        text = "".join(run.text for run in runs)
        glued = glue(text)
        tokens: list[_Token] = []
        words: list[tuple[int, Word, str]] = []
        at = lead = 0
        for index, run in enumerate(runs):
            piece = glued[at : at + len(run.text)]
            at += len(run.text)
            for number, part in enumerate(piece.split(" ")):
                if number:
                    if words:
                        tokens.append(_Token(tuple(words), sum(w.width for _, w, _ in words) * scale, lead))
                        words = []
                    lead = index
                if part:
                    words.append((index, self._word(part, run.weight), part))
        if words:
            tokens.append(_Token(tuple(words), sum(w.width for _, w, _ in words) * scale, lead))
        return tokens

    def _cut(self, token: _Token, runs: list[Run], scale: float, width: float) -> list[_Token]:
        """Cut a token that is wider than a line: after a space or sign where one is near, else anywhere."""
        parts: list[_Token] = []
        words: list[tuple[int, Word, str]] = []
        used = 0.0
        for index, whole, text in token.words:
            word, rest = whole, text
            while rest:
                if word.width * scale <= width - used:
                    words.append((index, word, rest))
                    used += word.width * scale
                    break
                head = self._fit(rest, runs[index].weight, scale, width - used, alone=not words)
                if head:
                    shaped = self._word(head, runs[index].weight)
                    words.append((index, shaped, head))
                    used += shaped.width * scale
                    rest = rest[len(head) :]
                    word = self._word(rest, runs[index].weight) if rest else word
                parts.append(_Token(tuple(words), used))
                words, used = [], 0.0
        if words:
            parts.append(_Token(tuple(words), used))
        return parts

    def _fit(self, text: str, weight: str, scale: float, room: float, *, alone: bool) -> str:
        """Return the longest start of `text` that fits in `room` points; at least one cluster where `alone`."""
        total, end, sign, space = 0.0, 0, 0, 0
        for cluster in clusters(text):
            total += self._word(cluster, weight).width * scale
            # Kerning between clusters may add a little; a twentieth of an em is kept in hand.
            if total > room - 50 * scale:
                break
            end += len(cluster)
            if cluster[-1] in _CUT_AFTER or cluster == "\u00a0":
                sign = end
        if end == len(text):
            return text
        if end == 0:
            return clusters(text)[0] if alone else ""
        return text[: space or (sign if sign > end // 2 else end)]

    def _line(self, tokens: list[_Token], runs: list[Run], size: float, soft: int | None = None) -> Line:
        """Join tokens into parts.

        `soft` is the run of the space at which the line was broken; that space is written, so that
        readers do not join the words (ISO 32000-1 14.8.2.5).
        """
        scale = size / 1000
        pieces: list[tuple[int, Piece]] = []
        for number, token in enumerate(tokens):
            if number:
                pieces.append(self._space(runs, token.lead))
            for index, word, _ in token.words:
                pieces += [(index, piece) for piece in word.pieces]
        if soft is not None:
            pieces.append(self._space(runs, soft))
        parts: list[Part] = []
        x = 0.0
        at = 0
        while at < len(pieces):
            index, first = pieces[at]
            codes, width, end = [first.codes], first.width, at + 1
            plain = first.actual is None and first.raised is None
            while plain and end < len(pieces):
                other, piece = pieces[end]
                if other != index or piece.face != first.face or piece.actual is not None or piece.raised is not None:
                    break
                codes.append(piece.codes)
                width += piece.width
                end += 1
            run = runs[index]
            points = width * scale
            parts.append(
                Part(
                    first.face, "".join(codes), run.color, run.element, run.href, x, points, first.actual, first.raised
                )
            )
            x += points
            at = end
        ink = x - (self.book.space(runs[soft].weight)[1] * scale if soft is not None else 0.0)
        return Line(parts, ink, size)

    def _space(self, runs: list[Run], index: int) -> tuple[int, Piece]:
        code, width = self.book.space(runs[index].weight)
        return index, Piece(self.book.main(runs[index].weight), code, width, None, None)
