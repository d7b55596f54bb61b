"""The subject of a check: one loaded handout as its patients read it, passage by passage."""

from __future__ import annotations

import enum
import functools
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct, field

from handouts.content import prose
from handouts.content.checking import CheckSettings
from handouts.content.cross import texts
from handouts.discreet import Discreet
from handouts.findings import Excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handouts.content.clinic import Clinic
    from handouts.content.cross import Loc
    from handouts.content.load import LoadedHandout
    from handouts.content.rules import LoadedPack
    from handouts.findings import Place


class Kind(enum.Enum):
    """What a passage is on the page; formulas count sentences, not labels."""

    PROSE = "prose"
    """One or more whole sentences."""
    ITEM = "item"
    """An item of a list: a sentence, with or without its full stop."""
    LABEL = "label"
    """A heading, a name, a term, a cell of a few words."""


_LABELS = frozenset(
    (
        *("title", "medical_name", "say_it", "other_names", "term", "choice", "when", "who", "action", "activity"),
        *("setting", "anesthesia", "care_team", "going_home", "back_to_normal", "name", "caption", "phone", "over"),
    )
)
_ITEMS = frozenset(
    (
        *("key_points", "reasons", "indications", "steps", "how_it_feels", "benefits", "limits", "straight_afterwards"),
        *("do", "do_not", "results", "follow_up", "when_to_call", "emergency_signs", "questions", "teach_back", "what"),
    )
)
_KINDS = dict.fromkeys(_ITEMS, Kind.ITEM) | dict.fromkeys(_LABELS, Kind.LABEL)
# Not words for the patient: keys, addresses, dates, how a name sounds, and the titles of other people's works.
_UNREAD = frozenset(("codes", "sources", "review", "say_it", "checks"))
_KEYS = frozenset(("file", "section", "source", "also", "how_often", "system", "code", "id", "url"))


class Passage(Struct, frozen=True):
    """One text of a handout: a paragraph, a list item or a label."""

    loc: Loc
    """The way to it in the content file."""
    kind: Kind
    source: str
    """As it stands in the model, with its markup."""
    text: str
    """As the patient reads it: without markup, with the clinic's values."""

    @property
    def section(self) -> str:
        """The field of the handout that it belongs to, such as ``preparation``."""
        return str(self.loc[0])


class Subject(Discreet, frozen=True, eq=False, dict=True):
    """One handout with all that a check may ask for; made once and shared by every check."""

    _unsaid: ClassVar[tuple[str, ...]] = ("settings", "memo")

    loaded: LoadedHandout
    clinic: Clinic
    values: Mapping[str, str]
    """The clinic's values by placeholder."""
    passages: tuple[Passage, ...]
    """In reading order."""
    settings: CheckSettings = field(default_factory=CheckSettings)
    """The targets of the workspace; its allow list and severities are seen to by `run`."""
    packs: tuple[LoadedPack, ...] = ()
    """The rule packs of the clinic."""
    memo: dict[str, Any] = field(default_factory=dict)
    """What one check works out and others need too, by a word for it."""

    @property
    def name(self) -> str:
        """``department/topic``."""
        return f"{self.loaded.department}/{self.loaded.topic}"

    @functools.cached_property
    def language(self) -> str:
        """The primary language subtag, such as ``en``."""
        return self.loaded.language.partition("-")[0]

    def place(self, passage: Passage, words: str = "") -> Place:
        """Return where some words of a passage stand in the content file, or where the passage begins."""
        return self.loaded.file.place_of(words, passage.loc) if words else self.loaded.file.place(passage.loc)


def subject(
    loaded: LoadedHandout,
    clinic: Clinic,
    settings: CheckSettings | None = None,
    packs: tuple[LoadedPack, ...] = (),
) -> Subject:
    """Return a handout as the patients of a clinic read it.

    Args:
        loaded: the handout.
        clinic: whose values stand in the place of placeholders.
        settings: the targets of the workspace; the defaults unless given.
        packs: the rule packs that the clinic names.
    """
    values = _values(loaded, clinic)
    return Subject(loaded, clinic, values, tuple(_passages(loaded, values)), settings or CheckSettings(), packs)


def excerpt(text: str, start: int, end: int, around: int = 60) -> Excerpt:
    """Return the words from ``start`` to ``end`` with up to ``around`` characters on each side, cut at spaces."""
    before, after = text[:start], text[end:]
    if len(before) > around:
        before = "…" + before[-around:].partition(" ")[2]
    if len(after) > around:
        after = after[:around].rpartition(" ")[0] + "…"
    return Excerpt(before, text[start:end], after)


def _passages(loaded: LoadedHandout, values: Mapping[str, str]) -> Iterator[Passage]:
    for loc, source in texts(loaded.handout):
        if loc[0] in _UNREAD:
            continue
        name = loc[-1]
        if not isinstance(name, str):
            name = next(part for part in reversed(loc) if isinstance(part, str))
        if name not in _KEYS:
            yield Passage(loc, _KINDS.get(name, Kind.PROSE), source, _read(source, values))


def _read(source: str, values: Mapping[str, str]) -> str:
    text = prose.plain(source)
    if "{{ " in text:
        for name, value in values.items():
            text = text.replace("{{ " + name + " }}", value)
    return text


def _values(loaded: LoadedHandout, clinic: Clinic) -> dict[str, str]:
    phones = clinic.phones_of(loaded.department)
    return {
        "clinic.name": clinic.name,
        "clinic.department": clinic.department_name(loaded.department) or "",
        "clinic.phone": phones.questions,
        "clinic.nights": phones.nights_and_weekends or "",
        "clinic.emergency": clinic.emergency.number,
        "clinic.address": clinic.address or "",
        "clinic.web": clinic.web or "",
    }
