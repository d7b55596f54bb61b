"""From what a user asks for to requests: topics, departments, layouts and languages, or all of them."""

from __future__ import annotations

import contextlib
import difflib
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from msgspec.structs import replace

from handouts.build.request import DEFAULT_LAYOUT, Request, parse_appointment
from handouts.build.shelf import Shelf
from handouts.discreet import Discreet
from handouts.errors import HandoutsError, UsageError
from handouts.findings import Finding, Place, Severity, in_order
from handouts.theme import PAGE_SIZES

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterable

    from handouts.workspace import TopicFile

# The words are not repeated: in a list of personal copies, a name may stand in the wrong column.
_EVERY_TOPIC = "“handouts list” shows every topic, and “handouts find WORD” looks for words"
TOPIC_UNKNOWN = "H531"
TOPIC_AMBIGUOUS = "H532"
DEPARTMENT_UNKNOWN = "H533"
LAYOUT_UNKNOWN = "H534"
LANGUAGE_UNKNOWN = "H535"
PAGE_SIZE_UNKNOWN = "H536"
NOTHING_TO_BUILD = "H539"
LANGUAGE_MISSING = "H540"

_LANGUAGE_OPTION = Place("--language")

ALL = "all"
"""The word for every layout, or every language that a topic is written in."""


class _Topics(Discreet, frozen=True):
    topics: tuple[str, ...] = ()
    """``department/topic``, a bare topic, or a path to a topic's file or folder; none means every topic."""


class Selection(_Topics, frozen=True, kw_only=True):
    """Which handouts to build, and how; as the options of the command line."""

    _unsaid: ClassVar[tuple[str, ...]] = ("appointment",)

    today: datetime.date
    """The day of the build."""
    departments: tuple[str, ...] = ()
    """Only topics of these departments."""
    layouts: tuple[str, ...] = (DEFAULT_LAYOUT,)
    """Layouts, or `ALL`."""
    languages: tuple[str, ...] = ()
    """Languages, or `ALL`; none means the clinic's."""
    page_size: str | None = None
    """See `Request`, and so for all below."""
    appointment: str | None = None
    clinic: Path | None = None
    workspace: Path | None = None
    output: Path | None = None
    allow_expired: bool = False


class Plan(Struct, frozen=True):
    """Requests in the order in which they are built, each with its topic and language in full."""

    requests: tuple[Request, ...]
    """What to build."""
    findings: tuple[Finding, ...] = ()
    """Warnings, such as topics that a language lacks."""


def plan(selection: Selection, shelf: Shelf | None = None) -> Plan:
    """Turn a selection into requests.

    Raises:
        UsageError: a topic, department, layout, language, page size or appointment makes no sense;
            holds a finding for each (H531 to H540), with the nearest name that there is.
    """
    shelf = shelf or Shelf()
    workspace = shelf.workspace(selection.workspace)
    files = shelf.topics(workspace)
    problems: list[Finding] = []
    warnings: list[Finding] = []
    _check_settings(selection, problems, warnings)
    layouts = _layouts(shelf.layout_names(workspace), selection.layouts, problems)
    wrong = unknown_departments(files, selection.departments)
    problems += wrong
    departments = [] if wrong else list(selection.departments)
    chosen = _topics(files, selection.topics, departments, problems)
    wanted, asked, language = selection.languages, _LANGUAGE_OPTION, None
    if not wanted and any(not languages for languages in chosen.values()):
        # A clinic that cannot be read is told of by every build; its handouts are still looked through.
        language = shelf.clinic_language(workspace, selection.clinic)
        wanted = (language or ALL,)
    pairs = _languages(files, chosen, wanted, bool(selection.topics), problems, warnings)
    if language and (problems or warnings):
        # Only now: the models of a clinic take longer to load than a plan to make.
        with contextlib.suppress(HandoutsError):
            asked = shelf.clinic(workspace, selection.clinic).file.place(("language",))
    problems, warnings = _asked_at(asked, problems), _asked_at(asked, warnings)
    if not pairs and not problems:
        problems += [
            replace(warning, severity=Severity.ERROR) for warning in warnings if warning.code == LANGUAGE_MISSING
        ]
    if not pairs and not problems:
        where = f"the department {selection.departments[0]}" if len(selection.departments) == 1 else "this workspace"
        hint = "Begin one with: handouts new department/topic"
        problems.append(Finding(NOTHING_TO_BUILD, f"there is no handout in {where}", Place("TOPIC"), hint))
    if problems:
        raise UsageError(in_order(problems))
    return Plan(
        tuple(_request(selection, pair, layout) for pair in pairs for layout in layouts),
        tuple(in_order(warnings)),
    )


def in_full(request: Request, shelf: Shelf) -> Request:
    """Return a request with its topic as ``department/topic`` and its language written out.

    Raises:
        HandoutsError: as `plan`.
    """
    workspace = shelf.workspace(request.workspace)
    language = request.language or shelf.clinic_language(workspace, request.clinic)
    if (
        language
        and not request.department
        and shelf.file(workspace, request.topic, language)
        and request.layout in shelf.layout_names(workspace)
        and request.page_size in (None, *PAGE_SIZES)
    ):
        return replace(request, language=language)
    chosen = plan(
        Selection(
            (request.topic,),
            today=request.today,
            departments=(request.department,) if request.department else (),
            layouts=(request.layout,),
            languages=(request.language,) if request.language else (),
            page_size=request.page_size,
            clinic=request.clinic,
            workspace=request.workspace,
        ),
        shelf,
    ).requests[0]
    return replace(request, topic=chosen.topic, department=None, language=chosen.language)


def _asked_at(place: Place, found: list[Finding]) -> list[Finding]:
    """Return findings about the option ``--language`` with the place where the language was asked for."""
    return [replace(finding, place=place) if finding.place == _LANGUAGE_OPTION else finding for finding in found]


def _request(selection: Selection, pair: tuple[str, str], layout: str) -> Request:
    return Request(
        pair[0],
        today=selection.today,
        language=pair[1],
        layout=layout,
        page_size=selection.page_size,
        appointment=selection.appointment,
        clinic=selection.clinic,
        workspace=selection.workspace,
        output=selection.output,
        allow_expired=selection.allow_expired,
    )


def find_topic(files: Iterable[TopicFile], name: str, departments: Collection[str] = ()) -> str:
    """Return ``department/topic`` of a topic named in full or alone.

    Args:
        files: the topic files of the workspace.
        name: ``department/topic`` or a topic.
        departments: look only in these; none means in all.

    Raises:
        UsageError: no department has it (H531), or several have (H532).
    """
    known = {f"{file.department}/{file.topic}" for file in files if not departments or file.department in departments}
    sought = name.strip("/")
    found = sorted(topic for topic in known if sought in (topic, topic.partition("/")[2]))
    if len(found) == 1:
        return found[0]
    if found:
        hint = f"Write {' or '.join(found)}"
        message = f"the topic “{name}” is in {len(found)} departments"
        raise UsageError(Finding(TOPIC_AMBIGUOUS, message, Place("TOPIC"), hint))
    bare = {topic.partition("/")[2] for topic in known}
    close = difflib.get_close_matches(sought, sorted(known | bare), n=1, cutoff=0.5)
    where = f" in {' or '.join(sorted(departments))}" if departments else ""
    department = sought.rpartition("/")[2]
    if department in {topic.partition("/")[0] for topic in known}:
        hint = f"“{department}” is a department: “--department {department}” stands for its topics. {_EVERY_TOPIC}"
    else:
        hint = _meant(close[0] if close else "") + _EVERY_TOPIC
    raise UsageError(Finding(TOPIC_UNKNOWN, f"there is no topic “{name}”{where}", Place("TOPIC"), hint))


def unknown_departments(files: Iterable[TopicFile], wanted: Iterable[str]) -> list[Finding]:
    """Return a finding for each department that has no topic (H533)."""
    known = {file.department for file in files}
    return [
        _unknown(DEPARTMENT_UNKNOWN, "department", name, known, Place("--department"))
        for name in wanted
        if name not in known
    ]


def _meant(word: str) -> str:
    return f"Did you mean “{word}”? " if word else ""


def _unknown(code: str, what: str, name: str, known: Collection[str], asked: Place) -> Finding:
    close = difflib.get_close_matches(name.lower(), sorted(known), n=1, cutoff=0.5)
    hint = f"{_meant(close[0] if close else '')}There {'are' if len(known) > 1 else 'is'}: {', '.join(sorted(known))}"
    return Finding(code, f"there is no {what} “{name}”", asked, hint if known else "")


def _check_settings(selection: Selection, problems: list[Finding], warnings: list[Finding]) -> None:
    if selection.page_size is not None and selection.page_size not in PAGE_SIZES:
        problems.append(_unknown(PAGE_SIZE_UNKNOWN, "page size", selection.page_size, PAGE_SIZES, Place("--page-size")))
    if selection.appointment is not None:
        try:
            warnings += parse_appointment(selection.appointment, selection.today)[1]
        except UsageError as error:
            problems += error.findings


def _layouts(known: list[str], wanted: Iterable[str], problems: list[Finding]) -> list[str]:
    chosen = [name for each in wanted for name in (known if each == ALL else [each])]
    problems += [
        _unknown(LAYOUT_UNKNOWN, "layout", name, known, Place("--layout")) for name in chosen if name not in known
    ]
    return list(dict.fromkeys(chosen))


def _topics(
    files: tuple[TopicFile, ...],
    wanted: tuple[str, ...],
    departments: list[str],
    problems: list[Finding],
) -> dict[str, set[str]]:
    """Return the topics, each with the languages that a path named, or none where the name did not say."""
    if not wanted:
        every = {
            f"{f.department}/{f.topic}": set[str]() for f in files if not departments or f.department in departments
        }
        return dict(sorted(every.items()))
    chosen: dict[str, set[str]] = {}
    for name in wanted:
        inside = _at_path(files, name)
        for file in inside:
            chosen.setdefault(f"{file.department}/{file.topic}", set()).add(file.language)
        if not inside:
            try:
                chosen.setdefault(find_topic(files, name, departments), set())
            except HandoutsError as error:
                if folder := _of_folder(files, name):
                    chosen.setdefault(folder, set())
                else:
                    problems += error.findings
    return chosen


def _at_path(files: Iterable[TopicFile], words: str) -> list[TopicFile]:
    """Return the file that a path names, as a shell would complete it."""
    if not words.endswith(".yaml"):
        return []
    path = Path(words).resolve()
    return [file for file in files if file.path.resolve() == path]


def _of_folder(files: Iterable[TopicFile], words: str) -> str:
    """Return the topic whose folder a path names, or nothing."""
    path = Path(words).resolve()
    return next((f"{file.department}/{file.topic}" for file in files if file.path.parent.resolve() == path), "")


def _languages(
    files: Iterable[TopicFile],
    chosen: dict[str, set[str]],
    wanted: tuple[str, ...],
    named: bool,
    problems: list[Finding],
    warnings: list[Finding],
) -> list[tuple[str, str]]:
    """Return topic and language of each handout; a topic that was named must have the language."""
    written: dict[str, list[str]] = {}
    for file in files:
        written.setdefault(f"{file.department}/{file.topic}", []).append(file.language)
    every = {language for languages in written.values() for language in languages}
    unknown = [language for language in wanted if language != ALL and language not in every]
    problems += [
        _unknown(LANGUAGE_UNKNOWN, "handout in the language", each, every, _LANGUAGE_OPTION) for each in unknown
    ]
    pairs: dict[tuple[str, str], None] = {}
    for topic, languages in chosen.items():
        for language in sorted(languages) or wanted:
            if language == ALL:
                pairs.update(dict.fromkeys((topic, each) for each in sorted(written[topic])))
            elif language in written[topic]:
                pairs[topic, language] = None
            elif language not in unknown:
                finding = Finding(
                    LANGUAGE_MISSING,
                    f"{topic} is not written in the language “{language}”",
                    _LANGUAGE_OPTION,
                    f"It is written in: {', '.join(sorted(written[topic]))}",
                    Severity.ERROR if named else Severity.WARNING,
                )
                (problems if named else warnings).append(finding)
    return list(pairs)
