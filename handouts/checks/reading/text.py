"""The text of a handout for its readers: each sentence of each passage, with its words counted once for all checks.

What counts as a careful human would count (Flesch 1979: "Test only the running text. Skip titles, headings, captions"):

- a paragraph counts sentence by sentence, and an item of a list as a sentence, with or without its full stop;
- titles, headings, names, table heads and captions are read by the other checks, and do not count;
- neither does the end of a sentence that the layout makes, such as "during the procedure" after a number;
- nor does what is no sentence: one or two words without a full stop, such as "Smoke" or "Infection";
- nor the description of a picture, which is not on the page, nor words in another language, marked as such.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from handouts.checks.reading.formulas import LONG, Counts
from handouts.checks.reading.sentences import has_words, parts, words
from handouts.checks.reading.syllables import syllables
from handouts.checks.registry import Hit
from handouts.checks.subject import Kind, excerpt
from handouts.content import prose
from handouts.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handouts.checks.subject import Passage, Subject
    from handouts.content.cross import Loc
    from handouts.findings import Place

_NONE = Counts()
BARE = 2
"""So many words without a full stop are a name, and no sentence."""

_OTHER = re.compile(r"\[([^\[\]]+)\]\{lang=[^{}]*\}")
_LABELS = frozenset(("over",))
_ENDS = (".", "!", "?", "…")
_ENDING = re.compile(r"[.!?…]")


class Sentence(Struct, eq=False, dict=True):
    """One sentence, list item or label."""

    passage: Passage
    start: int
    """Where it begins in the text of its passage."""
    text: str
    counts: Counts
    """Empty where it does not count."""

    @functools.cached_property
    def words(self) -> tuple[str, ...]:
        """Its words as they stand, without marks around them."""
        return tuple(words(_spoken(self.text)))

    @functools.cached_property
    def lower(self) -> tuple[str, ...]:
        """The words in lower-case letters, with straight apostrophes."""
        return tuple(" ".join(self.words).lower().replace("’", "'").split(" "))

    @property
    def counted(self) -> bool:
        """Whether the formulas count it."""
        return self.counts.sentences > 0

    @property
    def loc(self) -> Loc:
        """The way to its passage in the content file."""
        return self.passage.loc

    def hit(self, subject: Subject, span: tuple[int, int], message: str, hint: str, key: str = "") -> Hit:
        """Return what was found at some words of the sentence, with what stands around them."""
        start, end = span
        found = self.text[start:end]
        return Hit(message, self.place(subject, found), hint, excerpt(self.text, start, end), key or found.lower())

    def find(self, index: int, count: int = 1) -> tuple[int, int]:
        """Return where ``count`` of its words begin and end in its text, from the word at ``index`` on."""
        at, text = 0, _spoken(self.text)
        for word in self.words[:index]:
            at = text.index(word, at) + len(word)
        start = text.index(self.words[index], at)
        at = start
        for word in self.words[index : index + count]:
            at = text.index(word, at) + len(word)
        return start, at

    def place(self, subject: Subject, found: str = "") -> Place:
        """Return where some of its words stand in the content file, or where it begins itself."""
        return subject.place(self.passage, found or " ".join(self.text.split()[:3]))


class _Desk(Struct):
    """The handout that was read last: a dozen checks ask for the same one in turn."""

    subject: Subject | None = None
    sentences: tuple[Sentence, ...] = ()
    places: dict[str, list[int]] | None = None


_DESK = _Desk()


def read(subject: Subject) -> tuple[Sentence, ...]:
    """Return every sentence and label of a handout, in reading order."""
    if _DESK.subject is not subject:
        sentences = tuple(_read(subject))
        _DESK.subject, _DESK.sentences, _DESK.places = subject, sentences, None
        return sentences
    return _DESK.sentences


def where(subject: Subject) -> Mapping[str, list[int]]:
    """Return each word of a handout, as in `Sentence.lower`, with the sentences of `read` that hold it, by number."""
    sentences = read(subject)
    if _DESK.places is None:
        found: dict[str, list[int]] = defaultdict(list)
        for at, sentence in enumerate(sentences):
            for word in set(sentence.lower):
                found[word].append(at)
        _DESK.places = found
    return _DESK.places


def holding(subject: Subject, sought: Iterable[str]) -> list[Sentence]:
    """Return the sentences that hold one of some words, in reading order.

    A check that begins with these looks at a few sentences, for most of what it seeks stands in none.
    """
    sentences, known = read(subject), where(subject)
    return [sentences[at] for at in sorted({at for word in sought if word in known for at in known[word]})]


def totals(subject: Subject) -> Mapping[str, Counts]:
    """Return the counts of each section that has a sentence which counts, worked out once.

    They are those of `read`, without a look at any single word.
    """
    made: dict[str, Counts] | None = subject.memo.get("totals")
    if made is None:
        sizes: dict[str, list[int]] = defaultdict(list)
        for passage in subject.passages:
            if not _is_label(passage):
                sizes[passage.section] += _sentence_sizes(own_words(passage), passage.kind, subject.language)
        made = subject.memo["totals"] = {
            section: _counts(sum(found), len(found)) for section, found in sizes.items() if found
        }
    return made


@functools.lru_cache(maxsize=1024)
def _sentence_sizes(text: str, kind: Kind, language: str) -> tuple[int, ...]:
    """Return the size of each sentence of a passage that counts; many handouts have the same passages."""
    return tuple([size for _, part in _parts(text, kind, language) if (size := _size(part, language))])


def counted(text: str, language: str) -> Counts:
    """Return the counts of a plain text, every sentence of which counts."""
    total = Counts()
    for start, end in parts(text, language):
        total = total.plus(_count(text[start:end], language, 0))
    return total


def _read(subject: Subject) -> Iterator[Sentence]:
    for passage in subject.passages:
        label = _is_label(passage)
        kind = Kind.LABEL if passage.loc[-1] in _LABELS else passage.kind
        for start, part in _parts(own_words(passage), kind, subject.language):
            if has_words(part):
                yield Sentence(passage, start, part, _NONE if label else _count(part, subject.language))


def _is_label(passage: Passage) -> bool:
    """Tell whether no sentence of a passage counts."""
    return passage.kind is Kind.LABEL or passage.loc[-1] in _LABELS or passage.loc[0] == "pictures"


def _parts(text: str, kind: Kind, language: str) -> Iterable[tuple[int, str]]:
    """Return the sentences of a passage with where they begin; a label or a bare item is one."""
    if kind is Kind.LABEL or (kind is Kind.ITEM and not _ENDING.search(text)):
        return ((0, text),)
    return [(start, text[start:end]) for start, end in parts(text, language)]


def _spoken(text: str) -> str:
    """Return a text as it is read: what is shouted is no abbreviation."""
    return text.lower() if text.isupper() else text


@functools.cache
def _syllables(language: str) -> Kept[int]:
    return Kept(lambda word: syllables(word, language))


@functools.cache
def _sizes(language: str) -> Kept[int]:
    """Return a memory of the words, syllables and long words in what stands between two blanks: "home.", "24-hour".

    The three are one number, `_SIZE` bits for each, so that those of a sentence are added up at once.
    """
    known = _syllables(language)

    def size(part: str) -> int:
        word = part.rstrip(".,;:!?")
        if word.isalpha():
            number = known[word]
            return 1 + (number << _SIZE) + ((number >= LONG) << 2 * _SIZE)
        numbers = [known[each] for each in words(part)]
        return len(numbers) + (sum(numbers) << _SIZE) + (sum(number >= LONG for number in numbers) << 2 * _SIZE)

    return Kept(size)


_SIZE = 20
_LOWEST = (1 << _SIZE) - 1


def _size(text: str, language: str, bare: int = BARE) -> int:
    """Return the size of one sentence; 0 where it is a name of ``bare`` words or fewer, without a full stop."""
    # No word goes on over a blank, so those between blanks are all.
    size = sum(map(_sizes(language).__getitem__, _spoken(text).split()))
    return 0 if size & _LOWEST <= bare and not text.endswith(_ENDS) else size


def _counts(size: int, sentences: int) -> Counts:
    return Counts(sentences, size & _LOWEST, size >> _SIZE & _LOWEST, size >> 2 * _SIZE) if size else _NONE


def _count(text: str, language: str, bare: int = BARE) -> Counts:
    return _counts(_size(text, language, bare), 1)


def own_words(passage: Passage) -> str:
    """Return the text of a passage with blanks in the place of words that are marked as another language."""
    text = passage.text
    if "]{lang=" in passage.source:
        for match in _OTHER.finditer(passage.source):
            inner = prose.plain(match[1])
            text = text.replace(inner, " " * len(inner))
    return text
