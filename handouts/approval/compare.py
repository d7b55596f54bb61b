"""What changed between two versions of a handout's words, sentence by sentence."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.approval.words import PICTURE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# After the mark that ends a sentence, and the quotes and brackets that close with it.
_WIDE = "\u3002\uff01\uff1f"
_SENTENCE_END = re.compile(rf"(?<=[.!?…\u061f\u0964{_WIDE}])[\"'”’»)*\]]*\s+|(?<=[{_WIDE}])")


@dataclass(frozen=True, slots=True)
class Change:
    """Sentences that were taken out, put in, or put in the place of others."""

    section: str
    """The part of the handout, such as ``preparation``."""
    before: tuple[str, ...]
    """Sentences that are gone."""
    after: tuple[str, ...]
    """Sentences that are new."""
    path: str
    """Where the new ones stand, as ``preparation.2.text``; where the old ones stood if there are none."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence; equal to another of the same words in the same kind of place, whatever its number."""

    kind: str
    text: str
    path: str

    def key(self) -> tuple[str, str]:
        return self.kind, self.text

    def __str__(self) -> str:
        return self.text if self.kind.rpartition(".")[2] in _TELLING else f"{_named(self.kind)}: {self.text}"


# Values that say by themselves what they are.
_TELLING = frozenset(("", "text", "summary", "key_points", "steps", "closing", "intro", "advice", "caption", "meaning"))


def changes(before: Sequence[str], after: Sequence[str]) -> list[Change]:
    """Return what changed between two lists of lines, in the order of the later one.

    Args:
        before: lines as `handouts.approval.words` makes them.
        after: the same of the other version.
    """
    old, new = list(_sentences(before)), list(_sentences(after))
    matcher = difflib.SequenceMatcher(None, [s.key() for s in old], [s.key() for s in new], autojunk=False)
    found: list[Change] = []
    for what, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if what != "equal":
            found += _by_section(old[old_from:old_to], new[new_from:new_to])
    return found


def _by_section(old: list[_Sentence], new: list[_Sentence]) -> Iterator[Change]:
    sections = dict.fromkeys(_section(sentence) for sentence in (*old, *new))
    for section in sections:
        gone = [sentence for sentence in old if _section(sentence) == section]
        come = [sentence for sentence in new if _section(sentence) == section]
        yield Change(section, tuple(map(str, gone)), tuple(map(str, come)), (come or gone)[0].path)


def _section(sentence: _Sentence) -> str:
    return sentence.kind.partition(".")[0]


def _sentences(lines: Sequence[str]) -> Iterator[_Sentence]:
    for line in lines:
        path, _, text = line.partition(": ")
        kind = ".".join(part for part in path.split(".") if not part.isdigit())
        for sentence in split(text):
            yield _Sentence(kind, sentence, path)


def split(text: str) -> list[str]:
    """Return the sentences of a text; a point in the middle of one ("e.g. ") may part it, and loses nothing."""
    parts: list[str] = []
    begin = 0
    for found in _SENTENCE_END.finditer(text):
        end = found.start() + len(found[0].rstrip())
        if end > begin:
            parts.append(text[begin:end])
        begin = found.end()
    return [part for part in (*parts, text[begin:]) if part]


def _named(kind: str) -> str:
    """Return the way to a value as words: ``preparation.when`` becomes “when”."""
    last = kind.rpartition(".")[2]
    return "picture file" if last == PICTURE else last.replace("_", " ")
