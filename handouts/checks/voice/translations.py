"""A translation says what its original says: the same numbers and times, sections and items, values and marks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from msgspec import Struct

from handouts.checks.facts.grammar import grammar
from handouts.checks.facts.numbers import lengths, numerals, worded
from handouts.checks.registry import Hit, Rule, topic_check
from handouts.checks.voice.figures import Figure
from handouts.content import prose
from handouts.content.facts import Duration, Frequency, Offset
from handouts.findings import Severity
from handouts.model import Model
from handouts.yamlfile.wording import dotted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.checks.subject import Subject
    from handouts.content.cross import Loc

_OWN = frozenset(("say_it", "other_names", "codes", "sources", "review", "checks", "file", "source", "also"))
"""What a language has for itself."""
_FIXED = frozenset(("activity", "after", "how_often", "section"))
"""Keys whose words are facts, the same in every language."""
_SOURCES = "National Academies 2004, In the Nation's Compelling Interest; 45 CFR 92.201 on review of translations"

_TWO = "topic: a\n%s\n---\ntopic: a\nlanguage: es\n%s"

Texts: TypeAlias = tuple[str, str]


class _Value(NamedTuple):
    """What stands in the same place of original and translation."""

    loc: Loc
    one: object
    other: object


class _Difference(Struct, frozen=True):
    """Where original and translation are not built alike."""

    loc: Loc
    message: str


class _Compared(Struct, frozen=True):
    """An original and its translation, place by place."""

    original: Subject
    values: tuple[_Value, ...]
    differences: tuple[_Difference, ...]

    def texts(self) -> Iterator[tuple[Loc, str, str]]:
        """Yield the places in which both have text."""
        for loc, one, other in self.values:
            if isinstance(one, str) and isinstance(other, str):
                yield loc, one, other


class _Pair(Struct, frozen=True):
    """An original and its translation."""

    original: Subject
    translation: Subject

    def hit(self, loc: Loc, message: str, hint: str) -> Hit:
        """Return a hit in the translation that names the place in the original."""
        there = self.original.loaded.file.place(loc)
        key = dotted(loc)
        place = self.translation.loaded.file.place(loc)
        return Hit(f"{message} (see {there})", place, f"{hint}, or allow “{key}” with the reason", key=key)

    def compared(self) -> _Compared:
        """Return the two place by place, worked out once for all checks."""
        made: _Compared | None = self.translation.memo.get("translation")
        if made is None or made.original is not self.original:
            found = [*_alike(self.original.loaded.handout, self.translation.loaded.handout)]
            values = tuple(each for each in found if isinstance(each, _Value))
            differences = tuple(each for each in found if isinstance(each, _Difference))
            made = self.translation.memo["translation"] = _Compared(self.original, values, differences)
        return made


def _pairs(subjects: Sequence[Subject]) -> Iterator[_Pair]:
    """Yield the languages of a topic, each beside its original: in the clinic's language, else English."""
    languages = [subject.loaded.language for subject in subjects]
    wanted = next((each for each in (subjects[0].clinic.language, "en") if each in languages), languages[0])
    original = subjects[languages.index(wanted)]
    yield from (_Pair(original, subject) for subject in subjects if subject is not original)


def _alike(one: object, other: object, loc: Loc = ()) -> Iterator[_Value | _Difference]:
    """Yield every two values that stand in the same place, and where there is none beside the other."""
    if isinstance(one, Frequency) != isinstance(other, Frequency) and not (_empty(one) or _empty(other)):
        yield _Value(loc, one, other)
    elif isinstance(one, Model) and type(one) is type(other):
        for name, mine in one.__dict__.items():
            if name not in _OWN:
                yield from _alike(mine, getattr(other, name), (*loc, name))
    elif isinstance(one, tuple) and isinstance(other, tuple):
        if len(one) != len(other):
            yield _Difference(loc, f"there are {len(other)} of “{dotted(loc)}” here, {len(one)} in the original")
            return
        for index, (mine, theirs) in enumerate(zip(one, other, strict=True)):
            yield from _alike(mine, theirs, (*loc, index))
    elif _empty(one) != _empty(other):
        words = f"“{dotted(loc)}” is missing here" if _empty(other) else f"the original has no “{dotted(loc)}”"
        yield _Difference(loc, words)
    elif type(one) is not type(other) and not (_is_fact(one) and _is_fact(other)):
        yield _Difference(loc, f"“{dotted(loc)}” has another form here")
    elif not _empty(one):
        yield _Value(loc, one, other)


def _empty(value: object) -> bool:
    return value is None or value == ()


def _is_fact(value: object) -> bool:
    return isinstance(value, Duration | Offset | str)


@topic_check(
    Rule(
        code="H377",
        title="Number or time that differs between languages",
        severity=Severity.ERROR,
        why="A number changed in translation reaches those who cannot compare it with the original.",
        source=_SOURCES,
        instead="Write the numbers of the original.",
        good=_TWO % ("summary: Rest for 2 days.", "summary: Descanse 2 días."),
        bad=_TWO % ("summary: Rest for 2 days.", "summary: Descanse 2 horas."),
    )
)
def numbers(subjects: Sequence[Subject]) -> Iterator[Hit]:
    """Find numbers, lengths of time and typed facts that a translation has otherwise than its original."""
    for pair in _pairs(subjects):
        for loc, one, other in pair.compared().values:
            typed = not (isinstance(one, str) and isinstance(other, str)) or loc[-1] in _FIXED
            if typed and _measure(one) != _measure(other):
                message = f"“{_shown(other)}” here, “{_shown(one)}” in the original"
            elif not typed and one != other:
                message = _other_numbers((str(one), str(other)), pair)
            else:
                message = ""
            if message:
                yield pair.hit(loc, message, "Write the numbers of the original")


def _shown(value: object) -> str:
    return Figure.of(value).words if isinstance(value, Frequency) else str(value)


def _measure(value: object) -> object:
    """Return what a typed fact is measured by: “1 day” is as long as “24 hours”."""
    return value.hours() if isinstance(value, Duration | Offset) else value


def _other_numbers(texts: Texts, pair: _Pair) -> str:
    """Return what numbers and lengths of time are only in one of two texts, in words; nothing where all are in both."""
    if not any(character.isdigit() for text in texts for character in text):
        return ""
    one, other = (prose.plain(text) for text in texts)
    first, second = pair.original.language, pair.translation.language
    lost: list[str] = []
    new: list[str] = []
    if grammar(first) is not None and grammar(second) is not None:
        mine, one = _times(one, first)
        theirs, other = _times(other, second)
        lost = [words for hours, words, digits in mine if digits and hours not in {each[0] for each in theirs}]
        new = [words for hours, words, digits in theirs if digits and hours not in {each[0] for each in mine}]
    here, there = Counter(numerals(one, first)), Counter(numerals(other, second))
    lost += [f"{number:,g}" for number in (here - there - Counter(worded(other, second))).elements()]
    new += [f"{number:,g}" for number in (there - here - Counter(worded(one, first))).elements()]
    told = [f"{', '.join(f'“{each}”' for each in lost)} of the original is not here"] if lost else []
    told += [f"{', '.join(f'“{each}”' for each in new)} is not in the original"] if new else []
    return "; ".join(told)


def _times(text: str, language: str) -> tuple[list[tuple[tuple[float, float], str, bool]], str]:
    """Return every length of time (hours, words, whether in digits), and the text without those in digits."""
    found, rest = [], text
    for each in reversed(lengths(text, language)):
        words = text[each.start : each.end]
        digits = any(character.isdigit() for character in words)
        found.append(((round(each.low, 3), round(each.high, 3)), words, digits))
        if digits:
            rest = rest[: each.start] + rest[each.end :]
    return found[::-1], rest


@topic_check(
    Rule(
        code="H378",
        title="Section or item missing in a translation",
        severity=Severity.ERROR,
        why="What was left out is missing for those readers alone, and nobody who reads the original sees it.",
        source=_SOURCES,
        instead="Translate every section and every item.",
        good=_TWO % ("do: [Walk., Rest.]", "do: [Camine., Descanse.]"),
        bad=_TWO % ("do: [Walk., Rest.]", "do: [Camine.]"),
    )
)
def sections(subjects: Sequence[Subject]) -> Iterator[Hit]:
    """Find sections and items that only one of two languages has."""
    for pair in _pairs(subjects):
        for each in pair.compared().differences:
            yield pair.hit(each.loc, each.message, "Translate every section and every item")


@topic_check(
    Rule(
        code="H379",
        title="Placeholder or glossary word lost in a translation",
        severity=Severity.WARNING,
        why="Without {{ clinic.phone }} a sentence does not say where to call; an unmarked word is not explained.",
        source="A rule of this program: a translation has the placeholders and marks of its original",
        instead="Put the placeholder or the [[word]] where the original has it.",
        good=_TWO % ("summary: Call {{ clinic.phone }}.", "summary: Llame al {{ clinic.phone }}."),
        bad=_TWO % ("summary: Call {{ clinic.phone }}.", "summary: Llámenos."),
    )
)
def marks(subjects: Sequence[Subject]) -> Iterator[Hit]:
    """Find placeholders and marked words that a translation has otherwise than its original."""
    for pair in _pairs(subjects):
        for loc, one, other in pair.compared().texts():
            if "{{" in one or "{{" in other:
                lost = Counter(prose.placeholders(one)) - Counter(prose.placeholders(other))
                new = Counter(prose.placeholders(other)) - Counter(prose.placeholders(one))
                for name in lost:
                    yield pair.hit(loc, f"“{{{{ {name} }}}}” of the original is not here", "Put it where it belongs")
                for name in new:
                    yield pair.hit(loc, f"“{{{{ {name} }}}}” is not in the original", "Take it out")
        yield from _marked(pair)


def _marked(pair: _Pair) -> Iterator[Hit]:
    """Yield sections with more or fewer words marked for the glossary; which sentence holds the word is free."""
    counts: dict[str, list[int]] = {}
    first: dict[str, Loc] = {}
    for loc, *texts in pair.compared().texts():
        marked = [len(prose.terms(text)) if "[[" in text else 0 for text in texts]
        if any(marked):
            section = str(loc[0])
            first.setdefault(section, loc)
            counts[section] = [a + b for a, b in zip(counts.get(section, (0, 0)), marked, strict=True)]
    for section, (there, here) in counts.items():
        if here != there:
            message = f"words marked for the glossary in “{section}”: {here} here, {there} in the original"
            yield pair.hit(first[section], message, "Mark the same words with “[[” and “]]”")
