"""Lines: runs of styled text broken greedily into lines of a given width.

Break opportunities are spaces only, and not all of them: a number stays with its unit, a phone
number and a clock time stay whole. There is no hyphenation. A word that is wider than the line
(a web address, a slip of the keyboard) is cut at a sign, else between characters, and loses none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from handouts.pdf.plain import Pattern, Row, Stretch, broken
from handouts.pdf.words import FontBook, Piece, Word, clusters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.pdf.structure import Element

# Every branch begins with the space itself, so that the search leaps from space to space.
_GLUE = re.compile(
    r" (?:"
    # A number and the word after it: "8 hours", "100.4 °F", "100 people". No list of units: this
    # holds in every language.
    r"(?<=[0-9½¼¾⅓⅔⅛] )(?=[^\s0-9])"
    # A ratio or range: "5 in 100", "1 to 2", "5 von 100".
    r"|(?<=[0-9] [^\W\d_] )(?=[0-9])|(?<=[0-9] [^\W\d_]{2} )(?=[0-9])|(?<=[0-9] [^\W\d_]{3} )(?=[0-9])"
    # The groups of a phone number or of a long or mixed number: "(555) 010-0199", "+1 555 010 0199",
    # "10 000", "1 1/2".
    r"|(?<=[0-9)] )(?=[0-9])"
    # A sign and its number: "≥ 38", "2 × 500".
    r"|(?<=[≥≤<>±~+=×–−] )(?=[0-9])"
    r")"
)
_DIGIT = re.compile("[0-9½¼¾⅓⅔⅛]")
_CUT_AFTER = "/-._?&=,;:@+"


class Run(Struct, eq=False):
    """Text of one look and one structure element."""

    text: str
    weight: str
    color: str
    element: Element | None
    href: str = ""


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


_MOST_PATTERNS = 5_000
"""Some forty handouts without a paragraph in common, in 10 MB; phrases of a layout are soon there again."""


class Line(Struct, eq=False):
    """One line of text."""

    stretches: tuple[Stretch, ...]
    runs: list[Run]
    width: float
    size: float

    @property
    def parts(self) -> list[Part]:
        """Return the stretches with the looks of their runs."""
        return [
            Part(face, codes, run.color, run.element, run.href, x, width, actual, raised)
            for at, face, codes, x, width, actual, raised in self.stretches
            for run in (self.runs[at],)
        ]


def glue(text: str) -> str:
    """Return text with U+00A0 in place of each space at which a line must not break."""
    return _GLUE.sub("\u00a0", text) if _DIGIT.search(text) else text


_Token = tuple[tuple[tuple[int, Word, str], ...], float, int]
"""What stands between two break opportunities: words (run, shaped word and its text) of one or more runs, their width
in thousandths of an em, and the run that the space before them belongs to. A bare tuple: there is one for each word."""


class Breaker:
    """Breaks paragraphs with one font book; collects what the document uses and what is missing."""

    def __init__(self, book: FontBook) -> None:
        self.book = book
        self.missing: dict[str, str] = {}
        """Characters without a glyph, each with the text it was first seen in."""
        self.extra: dict[int, set[int]] = {}
        """Glyphs outside the faces' fixed repertoires."""
        self._remarkable = False
        """Whether the paragraph being broken has words that every document must note for itself."""
        self._weights: dict[str, tuple[Mapping[str, Word], Piece]] = {}

    def _word(self, text: str, weight: str) -> Word:
        word = self.book.word(text, weight)
        self._remarkable = self._remarkable or bool(word.missing or word.extra)
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

    def lines(self, runs: list[Run], size: float, width: float, *, goes_on: bool = False) -> list[Line]:
        """Break runs into lines no wider than `width` points; text without words gives no lines.

        Where more text of the same element follows (`goes_on`), the last line ends in a space too.
        """
        pattern = self.pattern(runs, size, width, goes_on=goes_on)
        return [Line(stretches, runs, line_width, size) for line_width, stretches in pattern]

    def pattern(self, runs: list[Run], size: float, width: float, *, goes_on: bool = False) -> Pattern:
        """Break runs as `lines` does and return what does not depend on their looks."""
        # Phrases of a layout, and whole handouts in personal copies, come again and again.
        key: tuple[object, ...]
        if len(runs) == 1:
            key = (runs[0].text, runs[0].weight, size, width, goes_on)
        else:
            key = (size, width, goes_on, *[(run.text, run.weight) for run in runs])
        patterns = self.book.patterns
        pattern = patterns.get(key)
        if pattern is None:
            self._remarkable = False
            pattern = self._pattern(runs, size, width, goes_on=goes_on)
            if not self._remarkable:
                if len(patterns) > _MOST_PATTERNS:
                    patterns.clear()
                patterns[key] = pattern
        return pattern

    def _pattern(self, runs: list[Run], size: float, width: float, *, goes_on: bool) -> Pattern:
        quick = None if goes_on else self._quick(runs, size, width)
        if quick is not None:
            return quick
        scale = size / 1000
        room = (width + 0.01) / scale
        lines: list[tuple[float, tuple[Stretch, ...]]] = []
        line: list[_Token] = []
        x = 0.0
        gaps = [self.book.space(run.weight)[1] for run in runs]
        for token in self._tokens(runs):
            _, token_width, lead = token
            if line:
                after = x + gaps[lead] + token_width
                if after <= room:
                    line.append(token)
                    x = after
                    continue
                lines.append(self._line(line, runs, size, lead))
                line = []
            rest = token
            if token_width > room:
                *parts, rest = self._cut(token, runs, width / scale)
                lines += [self._line([part], runs, size) for part in parts]
            line.append(rest)
            x = rest[1]
        if line:
            lines.append(self._line(line, runs, size, len(runs) - 1 if goes_on else None))
        return tuple(lines)

    def _quick(self, runs: list[Run], size: float, width: float) -> Pattern | None:
        """Break runs of plain words, as nearly all are; `None` where a word or a space asks for more."""
        whole = runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])
        if not whole or whole[0] == " " or whole[-1] == " " or "  " in whole:
            return None
        glued = glue(whole)
        scale = size / 1000
        room = (width + 0.01) / scale
        rows: list[Row] = []
        line: list[Stretch] = []  # if there is only one
        x = 0.0
        at = 0
        for index, run in enumerate(runs):
            text = run.text
            if glued is not whole:
                text = glued[at : at + len(text)]
                at += len(text)
            texts = text.split(" ")
            words, (face, blank, gap, _, _) = self._weight(run.weight)
            _, widths, _, _, codes = zip(*map(words.__getitem__, texts))  # noqa: B905  tuples of one length
            if "" in codes and codes.count("") > texts.count(""):
                return None
            rows.append((codes, widths, face, blank, gap))
            start = x
            x += sum(widths) + gap * (len(texts) - 1)
            if text:
                line.append((index, face, blank.join(codes), start * scale, (x - start) * scale, None, None))
        return ((x * scale, tuple(line)),) if x <= room else broken(rows, room, scale)

    def _tokens(self, runs: list[Run]) -> list[_Token]:
        glued = glue("".join(run.text for run in runs))
        tokens: list[_Token] = []
        words: list[tuple[int, Word, str]] = []
        at = lead = 0
        for index, run in enumerate(runs):
            known = self.book.words(run.weight)
            piece = glued[at : at + len(run.text)]
            at += len(run.text)
            parts = piece.split(" ")
            last = len(parts) - 1
            for number, part in enumerate(parts):
                if number:
                    if words:
                        tokens.append((tuple(words), sum([w.width for _, w, _ in words]), lead))
                        words = []
                    lead = index
                if part:
                    word = known[part]
                    if not word.plain:
                        word = self._word(part, run.weight)
                    if 0 < number < last:  # with spaces on both sides, as most are
                        tokens.append((((index, word, part),), word.width, lead))
                    else:
                        words.append((index, word, part))
        if words:
            tokens.append((tuple(words), sum([w.width for _, w, _ in words]), lead))
        return tokens

    def _cut(self, token: _Token, runs: list[Run], width: float) -> list[_Token]:
        """Cut a token that is wider than a line: after a space or sign where one is near, else anywhere.

        Widths here are thousandths of an em.
        """
        parts: list[_Token] = []
        words: list[tuple[int, Word, str]] = []
        used = 0.0
        found, _, lead = token
        for index, whole, text in found:
            if whole.width <= width - used:
                words.append((index, whole, text))
                used += whole.width
                continue
            weight = runs[index].weight
            rest = clusters(text)
            at = 0
            while at < len(rest):
                end = self._fit(rest, at, weight, width - used, alone=not words)
                if end > at:
                    head = "".join(rest[at:end])
                    words.append((index, self._word(head, weight), head))
                    used += words[-1][1].width
                    at = end
                if at < len(rest):
                    parts.append((tuple(words), used, lead))
                    words, used = [], 0.0
        if words:
            parts.append((tuple(words), used, lead))
        return parts

    def _fit(self, rest: list[str], start: int, weight: str, room: float, *, alone: bool) -> int:
        """Return the end of the clusters from `start` on that fit in `room`; at least one where `alone`."""
        total, end = 0.0, start
        while end < len(rest):
            total += self._word(rest[end], weight).width
            if total > room:
                break
            end += 1
        # Kerning between clusters may add to the sum of their widths.
        while end > start and self._word("".join(rest[start:end]), weight).width > room:
            end -= 1
        if end == start:
            return start + 1 if alone else start
        if end == len(rest):
            return end
        spaces = [at for at in range(start, end) if rest[at] == "\u00a0"]
        signs = [at for at in range(start, end) if rest[at][-1] in _CUT_AFTER]
        if spaces:
            return spaces[-1] + 1
        return signs[-1] + 1 if signs and signs[-1] + 1 - start > (end - start) // 2 else end

    def _line(
        self, tokens: list[_Token], runs: list[Run], size: float, soft: int | None = None
    ) -> tuple[float, tuple[Stretch, ...]]:
        """Join tokens into parts.

        `soft` is the run of the space at which the line was broken; that space is written, so that
        readers do not join the words (ISO 32000-1 14.8.2.5).
        """
        pieces: list[tuple[int, Piece]] = []
        for number, (words, _, lead) in enumerate(tokens):
            if number:
                pieces.append((lead, self._space(runs[lead].weight)))
            for index, word, _ in words:
                pieces += [(index, piece) for piece in word.pieces]
        trailing = 0.0
        if soft is not None:
            space = self._space(runs[soft].weight)
            pieces.append((soft, space))
            trailing = space.width
        return self._joined(pieces, size, trailing)

    @staticmethod
    def _joined(pieces: list[tuple[int, Piece]], size: float, trailing: float) -> tuple[float, tuple[Stretch, ...]]:
        """Return pieces as a line, neighbours of one run and face as one stretch."""
        scale = size / 1000
        stretches: list[Stretch] = []
        x = 0.0
        at = 0
        while at < len(pieces):
            index, (face, first, width, actual, raised) = pieces[at]
            codes, start = [first], x
            x += width
            at += 1
            while actual is None and raised is None and at < len(pieces):
                other, piece = pieces[at]
                if other != index or piece.face != face or piece.actual is not None or piece.raised is not None:
                    break
                codes.append(piece.codes)
                x += piece.width
                at += 1
            stretches.append((index, face, "".join(codes), start * scale, (x - start) * scale, actual, raised))
        return (x - trailing) * scale, tuple(stretches)

    def _weight(self, weight: str) -> tuple[Mapping[str, Word], Piece]:
        """Return the words of a weight and its space."""
        found = self._weights.get(weight)
        if found is None:
            code, width = self.book.space(weight)
            space = Piece(self.book.main(weight), code, width, None, None)
            found = self._weights[weight] = (self.book.words(weight), space)
        return found

    def _space(self, weight: str) -> Piece:
        return self._weight(weight)[1]
