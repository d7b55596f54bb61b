"""What a packet is to be: which handouts, in which order, under which name, and how it is bound."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from handouts.build.request import DEFAULT_LAYOUT, SUFFIX, Request
from handouts.build.selection import find_topic, plan
from handouts.errors import HandoutsError, UsageError
from handouts.findings import Finding, Place, Severity, in_order
from handouts.save import name

if TYPE_CHECKING:
    from handouts.build.selection import Selection
    from handouts.build.shelf import Shelf

NOTHING_NAMED = "H570"
COPIES_WRONG = "H571"
NAMED_TWICE = "H572"
APPOINTMENT_GIVEN = "H573"
TITLE_WRONG = "H574"
NAME_WRONG = "H579"

FOLDER = "packets"
"""The folder of packets below the output folder. Names of handouts have a language and a layout in them, names of
packets have neither, so that no department of this name can stand in their way."""
MOST_COPIES = 500
_LONGEST_NAME = 100
_LONGEST_TITLE = 120
_FORBIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class PacketRequest:
    """One packet to make."""

    selection: Selection
    """Its handouts, in the order of the topics; each topic in every layout and language that is asked for."""
    _: KW_ONLY
    name: str | None = None
    """The name of the file, without its end; `None` makes one of the topics."""
    title: str | None = None
    """The title on the cover and in the window bar; `None` takes the one of the language."""
    cover: bool = False
    """Whether a cover stands before the contents."""
    duplex: bool = False
    """Whether each handout begins on a right-hand page, for printing on both sides."""
    booklet: bool = False
    """Whether four pages go onto each sheet, to be folded; such a file is for printing only."""
    copies: int = 1
    """How many times the whole packet stands in the file."""


@dataclass(frozen=True, slots=True)
class PacketPlan:
    """The requests of a packet's handouts in order, and its file."""

    requests: tuple[Request, ...]
    file: str
    """The name below the output folder, with ``/``."""
    findings: tuple[Finding, ...] = ()
    """Warnings."""


@dataclass(frozen=True, slots=True)
class Held:
    """One handout of a finished packet; nothing of it is about a person."""

    topic: str
    """``department/topic``."""
    language: str
    layout: str
    title: str
    version: str
    status: str
    """``draft`` or ``approved``."""
    next_review: str
    """``YYYY-MM-DD``."""
    expired: bool
    """Whether its pages say that the review date is past."""
    page: int
    """The page of the packet on which it begins, counted from 1."""


def plan_packet(packet: PacketRequest, shelf: Shelf) -> PacketPlan:
    """Turn a packet into the requests of its handouts.

    Raises:
        UsageError: it names nothing (H570), a number of copies that cannot be (H571), an appointment (H573), or a
            title (H574) or name (H579) that cannot stand, or what `plan` refuses.
    """
    problems = [*_settings(packet)]
    selection = packet.selection
    requests: tuple[Request, ...] = ()
    warnings: tuple[Finding, ...] = ()
    if not selection.topics and not selection.departments:
        hint = "Name topics in the order in which they are to stand, or a department with --department"
        problems.append(Finding(NOTHING_NAMED, "a packet needs at least one topic", Place("TOPIC"), hint))
    else:
        try:
            made = plan(replace(selection, appointment=None), shelf)
            requests, warnings = made.requests, made.findings
        except UsageError as error:
            problems += error.findings
    if problems:
        raise UsageError(in_order(problems))
    file = name(FOLDER, packet.name or _name(packet, requests, shelf), ("booklet",) if packet.booklet else (), SUFFIX)
    return PacketPlan(requests, file, tuple(in_order([*warnings, *_twice(selection, shelf)])))


def _settings(packet: PacketRequest) -> list[Finding]:
    found: list[Finding] = []
    if not 1 <= packet.copies <= MOST_COPIES:
        message = f"{packet.copies} is not a number of copies"
        found.append(Finding(COPIES_WRONG, message, Place("--copies"), f"Give a number from 1 to {MOST_COPIES}"))
    if packet.selection.appointment is not None:
        message = "a packet is for everybody, so it has no appointment"
        hint = "Build the handouts of one person with: handouts build TOPIC --appointment"
        found.append(Finding(APPOINTMENT_GIVEN, message, Place("--appointment"), hint))
    if packet.name is not None:
        try:
            name(FOLDER, packet.name, (), SUFFIX)
        except HandoutsError:
            message = f"“{packet.name[:60]}” cannot be the name of a file"
            hint = "Use letters, digits and hyphens, and leave out the “.pdf”"
            found.append(Finding(NAME_WRONG, message, Place("--name"), hint))
    title = packet.title
    if title is not None and not (
        title.strip()
        and len(title) <= _LONGEST_TITLE
        and not any(unicodedata.category(character) in _FORBIDDEN for character in title)
    ):
        message = "the title is empty, too long, or holds a character that shows nothing"
        hint = f"Write one line of at most {_LONGEST_TITLE} characters"
        found.append(Finding(TITLE_WRONG, message, Place("--title"), hint))
    return found


def _twice(selection: Selection, shelf: Shelf) -> list[Finding]:
    """Return a warning for each topic that is named more than once: a patient needs it once."""
    files = shelf.topics(shelf.workspace(selection.workspace))
    seen: set[str] = set()
    found: list[Finding] = []
    for words in selection.topics:
        try:
            topic = find_topic(files, words, selection.departments)
        except HandoutsError:
            continue  # a path to a content file
        if topic in seen:
            hint = "It stands in the packet once, at its first place"
            found.append(
                Finding(NAMED_TWICE, f"the topic {topic} is named twice", Place("TOPIC"), hint, Severity.WARNING)
            )
        seen.add(topic)
    return found


def _name(packet: PacketRequest, requests: tuple[Request, ...], shelf: Shelf) -> str:
    """Return a name of what is in the packet: the same words, the same name."""
    selection = packet.selection
    topics = list(dict.fromkeys(request.topic for request in requests))
    departments: dict[str, set[str]] = {}
    for file in shelf.topics(shelf.workspace(selection.workspace)):
        departments.setdefault(file.topic, set()).add(file.department)
    folders = [topic.partition("/")[2] for topic in topics]
    shown = [
        folder if len(departments[folder]) == 1 else topic.replace("/", "-")
        for folder, topic in zip(folders, topics, strict=True)
    ]
    variant = [*selection.languages]
    variant += [layout for layout in selection.layouts if selection.layouts != (DEFAULT_LAYOUT,)]
    variant += [selection.page_size] if selection.page_size else []
    whole = "-".join((*selection.departments, *variant) if not selection.topics else ("-and-".join(shown), *variant))
    if len(whole) <= _LONGEST_NAME:
        return whole
    digest = hashlib.sha256("\0".join((*topics, *variant)).encode()).hexdigest()[:8]
    return f"{shown[0][:60]}-and-{len(topics) - 1}-more-{digest}"
