"""Levels: how hard a handout is to read, by sentence, section and file, for the checks and for the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct

from handouts.checks.reading import formulas
from handouts.checks.reading.formulas import LONG, Counts
from handouts.checks.reading.passives import passive
from handouts.checks.reading.syllables import syllables
from handouts.checks.reading.text import read
from handouts.discreet import Discreet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.checks.reading.text import Sentence
    from handouts.checks.subject import Subject

LANGUAGES = ("en", "es")
"""Languages with a formula that is made for them."""


class Scores(Struct, frozen=True):
    """The scores of a text; `None` are those that another language has, and every score of an empty text."""

    counts: Counts
    language: str
    """A primary subtag."""

    @property
    def grade(self) -> float | None:
        """The Flesch-Kincaid grade, in English."""
        return formulas.flesch_kincaid(self.counts) if self.language == "en" else None

    @property
    def reading_ease(self) -> float | None:
        """The Flesch reading ease, in English."""
        return formulas.reading_ease(self.counts) if self.language == "en" else None

    @property
    def smog(self) -> float | None:
        """The SMOG grade, in English and for 30 sentences or more."""
        return formulas.smog(self.counts) if self.language == "en" else None

    @property
    def inflesz(self) -> float | None:
        """The INFLESZ score, in Spanish; higher is easier."""
        return formulas.inflesz(self.counts) if self.language == "es" else None

    @property
    def crawford(self) -> float | None:
        """Crawford's years of schooling, in Spanish."""
        return formulas.crawford(self.counts) if self.language == "es" else None

    def above(self, target: int) -> bool:
        """Tell whether the text is harder than a target, which is a school grade; see `least_inflesz` for Spanish."""
        if self.inflesz is not None:
            return self.inflesz < least_inflesz(target)
        return self.grade is not None and self.grade > target

    def __str__(self) -> str:
        """Return the score by which its language is judged, in words."""
        if self.inflesz is not None:
            return f"INFLESZ {self.inflesz:.1f}"
        return f"grade {self.grade:.1f}" if self.grade is not None else "no score"


def least_inflesz(grade: int) -> int:
    """Return the lowest INFLESZ score that a reader of a school grade manages.

    Barrio-Cantalejo et al. (An Sist Sanit Navar 2008; 31(2): 135-152): 65 to 80 "fairly easy" is read in primary
    school (to grade 6), 55 to 65 "normal" in compulsory secondary school (to grade 10), 40 to 55 "somewhat hard" at
    the end of secondary school (to grade 12).
    """
    for highest, least in ((6, 65), (10, 55), (12, 40)):
        if grade <= highest:
            return least
    return 0


class SentenceLevel(Struct, frozen=True):
    """A sentence that counts."""

    sentence: Sentence
    language: str
    """A primary subtag."""

    @property
    def scores(self) -> Scores:
        """Its own scores."""
        return Scores(self.sentence.counts, self.language)

    @property
    def text(self) -> str:
        """Its words."""
        return self.sentence.text

    @property
    def section(self) -> str:
        """The field of the handout that it belongs to."""
        return self.sentence.passage.section

    @property
    def long_words(self) -> tuple[str, ...]:
        """Its words of three syllables or more, each once."""
        words = self.sentence.words
        return tuple(dict.fromkeys(word for word in words if syllables(word, self.language) >= LONG))

    @property
    def passive(self) -> str:
        """The words that make it passive, in English; else empty."""
        return passive(self.sentence) if self.language == "en" else ""

    def reasons(self, longest: int) -> str:
        """Return why it is hard, in words: ``24 words; long words: infection, surgery; passive``."""
        told = [f"{self.scores.counts.words} words"] if self.scores.counts.words > longest // 2 else []
        if self.long_words:
            told.append("long words: " + ", ".join(self.long_words[:5]))
        if self.passive:
            told.append("passive")
        return "; ".join(told) or f"{self.scores.counts.words} words"


class SectionLevel(Discreet, frozen=True):
    """A section of a handout; its sentences may be none."""

    _unsaid: ClassVar[tuple[str, ...]] = ("sentences",)

    name: str
    """The field of the handout, such as ``preparation``."""
    scores: Scores
    sentences: tuple[SentenceLevel, ...]

    def costliest(self, most: int = 3) -> list[SentenceLevel]:
        """Return the sentences without which the section would be easiest, the costliest first."""
        return _costliest(self.sentences, self.scores, most)


class FileGrades(Discreet, frozen=True):
    """How hard a handout is to read."""

    _unsaid: ClassVar[tuple[str, ...]] = ("sentences",)

    scores: Scores
    sections: tuple[SectionLevel, ...]
    """In reading order; those of labels alone are left out."""
    sentences: tuple[SentenceLevel, ...]
    """Those that count, in reading order."""

    def costliest(self, most: int = 3) -> list[SentenceLevel]:
        """Return the sentences without which the file would be easiest, the costliest first."""
        return _costliest(self.sentences, self.scores, most)


class _Desk(Struct):
    """The handout that was measured last: two checks ask for the same one in turn."""

    subject: Subject | None = None
    found: FileGrades | None = None


_DESK = _Desk()


def grades(subject: Subject) -> FileGrades:
    """Return how hard a handout is to read, by sentence, section and file.

    Scores are those of its language (`LANGUAGES`); for any other all scores are `None`, and the counts stand.
    """
    if _DESK.subject is subject and _DESK.found:
        return _DESK.found
    found = _grades(subject)
    _DESK.subject, _DESK.found = subject, found
    return found


def _grades(subject: Subject) -> FileGrades:
    language = subject.language
    levels = tuple([SentenceLevel(s, language) for s in read(subject) if s.counts.sentences])
    by_section: dict[str, list[SentenceLevel]] = {}
    for level in levels:
        by_section.setdefault(level.sentence.passage.section, []).append(level)
    sections = tuple(
        [SectionLevel(name, Scores(_total(found), language), tuple(found)) for name, found in by_section.items()]
    )
    return FileGrades(Scores(total(s.scores.counts for s in sections), language), sections, levels)


def _total(levels: Iterable[SentenceLevel]) -> Counts:
    return total(level.sentence.counts for level in levels)


def total(counts: Iterable[Counts]) -> Counts:
    """Return the counts of several texts together."""
    sentences = words = spoken = long = 0
    for each in counts:
        sentences += each.sentences
        words += each.words
        spoken += each.syllables
        long += each.long_words
    return Counts(sentences, words, spoken, long)


def _costliest(levels: tuple[SentenceLevel, ...], whole: Scores, most: int) -> list[SentenceLevel]:
    def without(level: SentenceLevel) -> float:
        rest = Scores(whole.counts.minus(level.sentence.counts), whole.language)
        if rest.inflesz is not None:
            return -rest.inflesz
        return rest.grade if rest.grade is not None else 0.0

    return sorted(levels, key=without)[:most]
