"""Prove that a finished PDF says what the content file says: all of it, once, in order, and nothing else.

`expected` lists every sentence, item and number of a handout as plain text, in reading order, from
the models alone: it knows no template. `faults` walks the text of the structure tree and lays the
two side by side. Between two pieces of content only fixed phrases of the language, values of the
clinic and list marks may stand, so a sentence that is missing, doubled, changed or out of place is found.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handouts.approval.printed import printed
from handouts.approval.standing import DRAFT
from handouts.build.request import parse_appointment
from handouts.content import prose
from handouts.content.facts import Duration, Frequency
from handouts.content.handout import Handout
from handouts.layouts.schedule import Appointment, slots, time_zone
from tests import shipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from handouts.content.clinic import Clinic
    from handouts.content.load import LoadedHandout
    from handouts.language import Language

MARKS = ("☐", "•")
"""Labels of list items that say nothing by themselves."""

LAST = ("sources", "review", "codes")
"""Fields that stand at the end, in this order; all others keep the order of the model."""

UNPRINTED = ("checks",)
"""Fields that are about the file, not for the patient."""

BESIDE = ("title", "medical_name", "say_it", "other_names")
"""Fields that stand below the title, without a heading of their own."""

_SLOT = re.compile(r"\{[a-z_0-9]+\}")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that must stand whole in one block of the page."""

    where: str
    """The field it comes from."""
    text: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What a page must hold."""

    pieces: tuple[Piece, ...]
    fillers: frozenset[str]
    """What may stand between two pieces."""


def normal(text: str) -> str:
    """Return text with every kind of white space as single spaces."""
    return " ".join(text.split())


# ---------------------------------------------------------------- what must be there


class _Reader:
    """Reads one handout as one clinic gives it."""

    def __init__(
        self, handout: Handout, clinic: Clinic, department: str, language: Language, at: str | None, page_id: str = ""
    ) -> None:
        self.handout = handout
        self.clinic = clinic
        self.language = language
        self.say = language.phrases
        self.page_id = page_id
        self.at = parse_appointment(at, shipped.TODAY)[0] if at else None
        self.appointment = Appointment(self.at) if at else None
        phones = clinic.phones_of(department)
        self.phones = phones
        self.values = {
            "clinic.name": clinic.name,
            "clinic.department": clinic.department_name(department),
            "clinic.phone": phones.questions,
            "clinic.nights": phones.nights_and_weekends,
            "clinic.emergency": clinic.emergency.number,
            "clinic.address": clinic.address,
            "clinic.web": _bare(clinic.web),
        }

    def words(self, text: str) -> str:
        """Return a sentence as it must stand on the page."""
        return re.sub(r"\{\{ (clinic\.[a-z]+) \}\}", lambda found: str(self.values[found[1]]), prose.plain(text))

    def pieces(self, left_out: Iterable[str]) -> Iterator[Piece]:
        names = [name for name in Handout.model_fields if name not in (*LAST, *UNPRINTED, "pictures")]
        for name in (*names, *LAST):
            value = getattr(self.handout, name)
            if name in left_out or value in (None, (), ""):
                continue
            for text in self.section(name, value):
                yield Piece(name, normal(text))
            yield from self.between(name)
        if self.page_id:
            yield Piece("page id", self.page_id)

    def between(self, name: str) -> Iterator[Piece]:
        """Yield what stands after a field though it is not of the content file."""
        if name == "title" and self.handout.review.status == "draft":
            yield Piece("draft notice", normal(self.say.notices.draft))
        before_appointment = "at_a_glance" if self.handout.at_a_glance else "key_points"
        if name == before_appointment and self.at is not None:
            yield Piece("appointment", normal(self.language.date(self.at.date(), "weekday_full")))
            yield Piece("appointment", normal(self.language.clock(self.at.time())))
        if name == "when_to_call" and self.phones.nights_and_weekends:
            yield Piece("nights", _unmarked(self.say.when_to_call.nights, phone=self.phones.nights_and_weekends))

    def section(self, name: str, value: Any) -> Iterator[str]:
        """Yield the heading of a section, then its own text."""
        if name not in (*BESIDE, *LAST, "summary"):
            yield self.heading(name)
        special: dict[str, Callable[[Any], Iterator[str]]] = {
            "at_a_glance": self.at_a_glance,
            "preparation": self.preparation,
            "what_happens": self.what_happens,
            "benefits": self.benefits,
            "risks": self.risks,
            "return_to": self.return_to,
            "review": self.review,
            "sources": self.sources,
            "codes": self.codes,
        }
        yield from special.get(name, self.plainly)(value)
        for picture in self.handout.pictures:
            if picture.section == name:
                yield picture.alt
                yield from [self.words(picture.caption)] if picture.caption else []

    def heading(self, name: str) -> str:
        if name == "emergency_signs":
            return self.clinic.emergency.wording
        return _unmarked(getattr(self.say, name).heading, phone=self.phones.questions)

    def plainly(self, value: Any) -> Iterator[str]:
        """Yield every text below a value, in the order of its fields."""
        match value:
            case str():
                yield self.words(value)
            case tuple():
                for one in value:
                    yield from self.plainly(one)
            case None:
                return
            case _:
                for field in type(value).model_fields:
                    yield from self.plainly(getattr(value, field))

    # -- typed facts

    def duration(self, value: Duration) -> str:
        return self.language.duration(value.low, value.high, value.unit)

    def at_a_glance(self, facts: Any) -> Iterator[str]:
        for field in type(facts).model_fields:
            value = getattr(facts, field)
            if value is not None:
                yield getattr(self.say.at_a_glance, field)
                yield self.duration(value) if isinstance(value, Duration) else self.words(value)

    def preparation(self, items: Any) -> Iterator[str]:
        schedule = slots(items, self.appointment, time_zone(self.clinic.time_zone, "clinic.yaml"))
        if sorted(map(id, items)) != sorted(id(item) for slot in schedule for item in slot.items):
            message = "the schedule does not hold every item of the content file once"
            raise AssertionError(message)
        for slot in schedule:
            yield self.language.offset(slot.offset.amount, slot.offset.unit)
            if slot.clock is not None:
                yield self.language.moment(slot.clock, slot.repeated)
            elif slot.day is not None:
                yield self.language.date(slot.day, "weekday")
            for item in slot.items:
                yield from [item.action] if item.action else []
                yield self.words(item.text)

    def what_happens(self, value: Any) -> Iterator[str]:
        yield from self.plainly(value.intro)
        for number, step in enumerate(value.steps, start=1):
            yield str(number)
            yield self.words(step)

    def benefits(self, items: Any) -> Iterator[str]:
        for item in items:
            if isinstance(item, str):
                yield self.words(item)
                continue
            yield self.words(item.what)
            yield from self.frequency(item.how_often)
            if item.compared is not None:
                yield self.words(item.compared.choice)
                yield from self.frequency(item.compared.how_often)

    def risks(self, value: Any) -> Iterator[str]:
        yield from self.plainly(value.intro)
        for risk in value.items:
            yield self.words(risk.name)
            yield from self.frequency(risk.how_often)
            yield self.words(risk.what_we_do)
        yield from self.plainly(value.closing)

    def frequency(self, value: Frequency | str) -> Iterator[str]:
        if not isinstance(value, Frequency):
            yield self.language.frequencies.not_known
            return
        words, forms = self.language.frequency(value.n, value.to, value.of), self.language.frequencies
        if isinstance(value.over, Duration):
            yield _unmarked(forms.within, frequency=words, duration=self.duration(value.over))
        else:
            yield _unmarked(forms.over, frequency=words, over=value.over) if value.over else _bold(words)
        if value.most > 0 and value.of in (100, 1000):
            yield self.language.dots(value.n, value.to, value.of)

    def return_to(self, items: Any) -> Iterator[str]:
        forms = self.say.return_to
        for item in items:
            yield getattr(forms.activities, item.activity.replace(" ", "_"))
            if isinstance(item.after, Duration):
                yield _unmarked(forms.wait, duration=self.duration(item.after))
            else:
                yield {"straight away": forms.straight_away, "ask us": forms.ask_us}[item.after]
            yield from self.plainly(item.note)

    def sources(self, items: Any) -> Iterator[str]:
        for source in items:
            yield from (source.title, source.publisher, str(source.year))
            yield from [_bare(source.url)] if source.url else []

    def review(self, review: Any) -> Iterator[str]:
        yield review.version
        yield self.language.date(review.written_on)
        yield from review.authors
        yield from review.reviewers
        if review.reviewed_on:
            yield self.language.date(review.reviewed_on)
        yield self.language.date(review.next_review)

    def codes(self, codes: Any) -> Iterator[str]:
        for code in codes:
            yield from [code.system] if code.system != "local" else []
            yield code.code

    # -- what may stand between

    def fillers(self) -> frozenset[str]:
        found = {*MARKS, *(str(value) for value in self.values.values() if value), self.clinic.emergency.wording}
        if self.clinic.web:
            found.add(_unmarked(self.say.colophon.code_picture, address=self.clinic.web))
        for phrase in _texts(self.say.model_dump()):
            found.update(normal(_bold(part)) for part in _SLOT.split(phrase))
        return frozenset(found - {""})


def _bare(address: str | None) -> str:
    return (address or "").removeprefix("https://").removesuffix("/")


def _bold(text: str) -> str:
    return text.replace("**", "")


def _unmarked(phrase: str, **values: str) -> str:
    return normal(_bold(phrase.format(**values)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)


def pieces(
    loaded: LoadedHandout,
    clinic: Clinic,
    language: Language,
    left_out: Iterable[str] = (),
    at: str | None = None,
    page_id: str = "",
) -> list[Piece]:
    """Return every piece of text that must stand on the page, in order.

    Args:
        loaded: the handout.
        clinic: who gives it.
        language: words of typed facts.
        left_out: fields that the layout does not print.
        at: the appointment, as on the command line.
        page_id: the id of the page.
    """
    return list(_Reader(loaded.handout, clinic, loaded.department, language, at, page_id).pieces(tuple(left_out)))


@functools.cache
def expected(case: shipped.Case) -> Expected:
    """Return what the page of a shipped case must hold."""
    shelf, workspace = shipped.shelf(), shipped.workspace()
    file = shelf.file(workspace, case.topic, case.language)
    if file is None:
        message = f"there is no {case.topic}"
        raise AssertionError(message)
    loaded, clinic = shelf.handout(workspace, file), shelf.clinic(workspace, None).clinic
    language, layout = shelf.language(workspace, case.language), shelf.layout(workspace, case.layout)
    page_id = printed(loaded, DRAFT, clinic, case.layout, case.page_size, shipped.TODAY).id
    made = pieces(loaded, clinic, language, layout.file.leave_out, case.appointment, page_id)
    return Expected(tuple(made), _Reader(loaded.handout, clinic, loaded.department, language, None).fillers())


# ---------------------------------------------------------------- is it there?


def page_text(lines: Iterable[str]) -> str:
    """Return the text of blocks as `compare` wants it: one block a line, white space as single spaces."""
    return "\n".join(normal(line) for line in lines)


def faults(lines: Iterable[str], wanted: Expected) -> list[str]:
    """Return what is missing, doubled, changed or out of place.

    Args:
        lines: the text of each block in reading order.
        wanted: what must be there.
    """
    return [step for step in compare(page_text(lines), wanted) if isinstance(step, str)]


def compare(text: str, wanted: Expected) -> Iterator[tuple[int, int] | str]:
    """Yield, piece by piece, where it stands in the text and what is wrong before it or with it."""
    filler = _filler(wanted.fillers)
    at = 0
    for piece in wanted.pieces:
        # Everything before the piece must be filler; so a later place of the same words cannot stand in for it.
        first = good = None
        for match in _whole(piece.text).finditer(text, at):
            first = first or match.span()
            if filler.fullmatch(text, at, match.start()):
                good = match.span()
                break
        if first is None:
            yield f"{piece.where}: “{piece.text[:80]}” is missing"
            continue
        if good is None:
            yield f"{piece.where}: before “{piece.text[:50]}” stands “{normal(text[at : first[0]])[:80]}”"
        yield good or first
        at = (good or first)[1]
    if not filler.fullmatch(text, at):
        yield f"at the end stands “{normal(text[at:])[:80]}”"


def says_nothing(text: str, wanted: Expected) -> bool:
    """Tell whether text holds no content, only what may stand between two pieces."""
    return bool(_filler(wanted.fillers).fullmatch(text))


@functools.lru_cache(maxsize=4096)
def _whole(text: str) -> re.Pattern[str]:
    """Return a pattern that finds text where no letter or digit goes on before or after it."""
    return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")


@functools.lru_cache(maxsize=16)
def _filler(fillers: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(fillers, key=lambda text: (-len(text), text))
    return re.compile(rf"(?:\s|{'|'.join(map(re.escape, longest_first))})*")
