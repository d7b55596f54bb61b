"""The pages that lead to the handouts of a packet: cover and contents, rendered as handouts are."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Literal

from handouts.layouts.environment import expand
from handouts.layouts.render import LOGO
from handouts.layouts.wording import Wording

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from handouts.content.clinic import Clinic
    from handouts.content.load import LoadedClinic, LoadedHandout
    from handouts.language import Language
    from handouts.layouts.layout import Layout


@dataclass(frozen=True, slots=True)
class Note:
    """Words below the title of an entry."""

    words: str
    language: str
    """The language of the words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A handout of the packet, as its contents show it."""

    title: str
    language: str
    """The language of the title."""
    notes: tuple[Note, ...] = ()
    """What tells it apart: department, layout, language, that it is a draft."""


@dataclass(frozen=True, slots=True)
class PacketFacts:
    """What cover and contents say of a packet."""

    title: str
    entries: tuple[Entry, ...]
    written_on: datetime.date
    """When the last of its handouts was written; the only date in the file."""
    _: KW_ONLY
    counted: str
    """How many handouts it has, in words."""
    drafts: bool = False
    """Whether at least one handout is a draft."""
    expired: bool = False
    """Whether at least one handout is past its review date."""
    cover: bool = False
    """Whether it has a cover."""
    booklet: bool = False
    """Whether it is for printing only."""
    department: str | None = None
    """The folder of the department, where all handouts are of one."""


@dataclass(frozen=True, slots=True)
class Member:
    """A handout of a packet."""

    loaded: LoadedHandout
    language: Language
    layout: str
    """The folder of its layout."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, beside the handouts."""

    today: datetime.date
    """The date on which a review counts as past."""
    title: str | None = None
    """`None` takes the title of the language."""
    cover: bool = False
    booklet: bool = False


def packet_facts(members: Sequence[Member], clinic: Clinic, language: Language, asked: Asked) -> PacketFacts:
    """Return what cover and contents say, in a language, of a packet with at least one handout."""
    reviews = [member.loaded.handout.review for member in members]
    departments = {member.loaded.department for member in members}
    phrases = language.phrases.packet
    return PacketFacts(
        asked.title or phrases.title,
        tuple(_entry(member, members, clinic, language, asked.today) for member in members),
        max(review.written_on for review in reviews),
        counted=phrases.handouts.of(len(members)),
        drafts=any(review.status == "draft" for review in reviews),
        expired=any(review.expired(asked.today) for review in reviews),
        cover=asked.cover,
        booklet=asked.booklet,
        department=departments.pop() if len(departments) == 1 else None,
    )


def _entry(
    member: Member, members: Sequence[Member], clinic: Clinic, language: Language, today: datetime.date
) -> Entry:
    """Return a handout with what tells it apart: layout and language only where they differ in the packet."""
    phrases, handout = language.phrases.packet, member.loaded.handout
    words = [clinic.department_name(member.loaded.department)]
    if len({one.layout for one in members}) > 1:
        words.append(phrases.layout.format(layout=member.layout))
    words += [phrases.draft_mark] if handout.review.status == "draft" else []
    words += [phrases.expired_mark] if handout.review.expired(today) else []
    notes = [Note(each, language.code) for each in words if each]
    if len({one.language.code for one in members}) > 1:
        notes.append(Note(member.language.name, member.language.code))
    return Entry(handout.title, member.language.code, tuple(notes))


def numbering_words(language: Language) -> str:
    """Return the words for the page of a packet; ``{page}`` stands for its number."""
    return language.phrases.packet.page


def blank_words(language: Language) -> str:
    """Return the words on a page that is left blank."""
    return language.phrases.packet.blank


def copy_words(language: Language, count: int) -> str:
    """Return the words for a further copy in the file; ``{number}`` stands for its number."""
    return language.phrases.packet.copy_mark.format(number="{number}", count=count)


def render_packet(
    page: Literal["cover", "contents"], facts: PacketFacts, clinic: LoadedClinic, language: Language, layout: Layout
) -> str:
    """Return the markup of the cover or the contents.

    Raises:
        LayoutError: a template is wrong (see `handouts.layouts.environment.expand`).
    """
    own, department = clinic.clinic, facts.department
    context = {
        "packet": facts,
        "clinic": own,
        "phones": own.phones_of(department) if department else own.phones,
        "department": own.department_name(department) if department else None,
        "logo": LOGO if clinic.logo is not None else "",
        "language": language,
        "say": language.phrases,
        "wording": Wording(language, {}, ()),
    }
    return expand(layout, context, f"packet/{page}.xml.j2")
