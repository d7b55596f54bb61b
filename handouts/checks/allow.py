"""Allow lists: what would be found and is meant, each entry with its reason, and what is wrong with a list.

An entry names a check and the words of a finding, or the check alone. A list never hides what its reason does not
cover: an entry for a guarded rule (see `Rule.guarded`) counts only in the file it is about, and only for the words it
names, and one that nothing matches any more is told of.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from handouts.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from handouts.checks.registry import Check, Hit
    from handouts.content.checking import Allowed
    from handouts.findings import Place

CHECK_UNKNOWN = "H300"
ALLOWED_FOR_NOTHING = "H301"
ALLOWED_TWICE = "H302"
ALLOWANCE_REFUSED = "H304"


def folded(words: str) -> str:
    """Return words as they are compared: without regard to case and to the width of spaces."""
    return " ".join(words.split()).casefold()


def key_of(hit: Hit) -> str:
    """Return the words by which an allow list names what was found."""
    return hit.key or (hit.excerpt.words if hit.excerpt else "")


class AllowList:
    """The entries of one file, by what they allow; remembers which of them were of use.

    It holds nothing of the file but these, so it is small wherever it is sent.
    """

    def __init__(self, entries: Sequence[Allowed], places: Sequence[Place], *, of_workspace: bool = False) -> None:
        self._entries = entries
        self._places = places
        self._of_workspace = of_workspace
        self._by_words: dict[tuple[str, str], int] = {}
        self._by_code: dict[str, int] = {}
        self.used: set[int] = set()
        for index, entry in enumerate(entries):
            if entry.words is None:
                self._by_code.setdefault(entry.code, index)
            else:
                self._by_words.setdefault((entry.code, folded(entry.words)), index)

    def reason(self, code: str, hit: Hit, *, guarded: bool) -> str:
        """Return why something is allowed, or nothing if it is not.

        Args:
            code: the check.
            hit: what it found.
            guarded: whether no list of a workspace and no entry without words may allow it.
        """
        if not self._entries or (guarded and self._of_workspace):
            return ""
        indexes = [self._by_words.get((code, folded(words))) for words in (key_of(hit), _words(hit)) if words]
        if not guarded:
            indexes.append(self._by_code.get(code))
        found = [index for index in indexes if index is not None]
        self.used.update(found)
        return self._entries[found[0]].reason if found else ""

    def mistakes(self, known: Mapping[str, Check]) -> Iterator[Finding]:
        """Yield what is wrong with the list itself: entries that stand twice (H302) or are not allowed (H304)."""
        yield from self._twice()
        for index, entry in enumerate(self._entries):
            check = known.get(entry.code)
            if check is None or not check.rule.guarded:
                continue
            if self._of_workspace:
                message = f"{entry.code} guards the safety of patients and cannot be allowed for every file at once"
                hint = (
                    "Allow it in the content file that it is about, below “checks: allow:”, with the words and a reason"
                )
                yield Finding(ALLOWANCE_REFUSED, message, self._places[index], hint)
            elif entry.words is None:
                message = f"{entry.code} guards the safety of patients and cannot be allowed without naming the words"
                hint = "Add “words:” with the words that “handouts check” marks, one entry for each"
                yield Finding(ALLOWANCE_REFUSED, message, self._places[index], hint)

    def _first(self, index: int) -> int:
        """Return the entry that allows all that another one allows; mostly that is the entry itself."""
        entry = self._entries[index]
        by_words = None if entry.words is None else self._by_words[entry.code, folded(entry.words)]
        return self._by_code.get(entry.code, index if by_words is None else by_words)

    def _twice(self) -> Iterator[Finding]:
        for index, entry in enumerate(self._entries):
            first = self._first(index)
            if first == index:
                continue
            other = self._entries[first]
            what = f"“{entry.words}”" if entry.words is not None else "everything"
            tail = "" if folded(other.reason) == folded(entry.reason) else ", with another reason"
            line = self._places[first].line
            message = f"{what} is allowed for {entry.code} a second time{tail} (also on line {line})"
            yield Finding(ALLOWED_TWICE, message, self._places[index], "Keep the entry whose reason holds")

    def unknown(self, known: Collection[str]) -> Iterator[Finding]:
        """Yield a warning for each entry that names no check (H300)."""
        for index, entry in enumerate(self._entries):
            if entry.code not in known:
                yield unknown_check(entry.code, known, self._places[index])

    def useless(self, judged: Collection[str]) -> Iterator[Finding]:
        """Yield a warning for each entry that allowed nothing (H301).

        Args:
            judged: codes of the checks that had a look at all that the list is for.
        """
        for index, entry in enumerate(self._entries):
            if entry.code in judged and not {index, self._first(index)} & self.used:
                what = f"“{entry.words}”" if entry.words is not None else "anything here"
                message = f"{entry.code} no longer finds {what}, so this entry allows nothing"
                hint = "Delete the entry, or write the words as “handouts check” marks them"
                yield Finding(ALLOWED_FOR_NOTHING, message, self._places[index], hint, Severity.WARNING)


def unknown_check(code: str, known: Collection[str], place: Place) -> Finding:
    """Return the warning that there is no such check (H300)."""
    close = difflib.get_close_matches(code, known, n=1, cutoff=0.7)
    hint = f"Did you mean {close[0]}? " if close else ""
    hint += "The README lists every check"
    return Finding(CHECK_UNKNOWN, f"there is no check {code}", place, hint, Severity.WARNING)


def _words(hit: Hit) -> str:
    return hit.excerpt.words if hit.excerpt else ""
