"""The five stages in a row: load, render, parse, write, save.

Each stage leaves one line in the log (logger ``handouts``, level DEBUG) that names the topic,
the language and the layout, and nothing about a person.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
import logging
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from handouts import document, layouts, yamlfile
from handouts.approval.printed import Printed, printed
from handouts.approval.standing import DRAFT, Standing, dates, in_force
from handouts.build.personal import discreetly
from handouts.build.request import Facts, Outcome, Request, file_name, parse_appointment
from handouts.build.selection import in_full
from handouts.build.shelf import Shelf
from handouts.build.sources import located
from handouts.content.cross import unfilled
from handouts.errors import ContentError, ExitCode, HandoutsError, MarkupError, PdfError
from handouts.findings import Finding, Severity, errors, in_order
from handouts.garbage import uncollected
from handouts.save import save
from handouts.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from handouts.content.load import LoadedClinic, LoadedHandout
    from handouts.document.nodes import Document
    from handouts.language import Language
    from handouts.layouts import Layout
    from handouts.model import Asset
    from handouts.theme import Theme
    from handouts.workspace import Workspace

PLACEHOLDER = "CHANGE ME"
"""Stands in a starter file wherever a sentence must be written."""
PLACEHOLDER_LEFT = "H192"

T = TypeVar("T")
_log = logging.getLogger("handouts")


class Loaded(Struct, frozen=True, dict=True):
    """What the first stage hands to the others."""

    today: datetime.date
    workspace: Workspace
    handout: LoadedHandout
    """With its review as it is in force; see `handouts.approval.standing`."""
    standing: Standing
    clinic: LoadedClinic
    language: Language
    layout: Layout
    page_size: str
    appointment: layouts.Appointment | None

    @functools.cached_property
    def printed(self) -> Printed:
        """What its pages are a print of."""
        return printed(self.handout, self.standing, self.clinic.clinic, self.layout.name, self.page_size, self.today)

    def located(self, error: PdfError) -> PdfError:
        """Return the writer's error with places in the files that the handout is made of."""
        path = self.workspace.find(f"layouts/languages/{self.language.code}.yaml")
        phrases = yamlfile.read(path, self.workspace.shown(path))
        return located(error, (self.handout.file, self.clinic.file, phrases))


class Prepared(Struct, frozen=True):
    """A handout after three stages, ready to be written alone or among others."""

    loaded: Loaded
    document: Document
    theme: Theme


class _Trail:
    """Collects the findings of one handout, and what was found out about its request."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.findings: list[Finding] = []
        self.exit_code = ExitCode.OK

    def collect(self, error: HandoutsError) -> None:
        """Take over the findings of an error."""
        self.findings += error.findings
        self.exit_code = self.exit_code or error.exit_code

    def attempt(self, step: Callable[[], T]) -> T | None:
        """Return what a step makes; its findings are kept, so that the next step can still tell of its own."""
        try:
            return step()
        except HandoutsError as error:
            self.collect(error)
            return None


def build(request: Request, shelf: Shelf | None = None) -> Outcome:
    """Build one handout and save it.

    What is wrong with content, layout or output is told by the outcome, not raised.

    Args:
        request: what to build.
        shelf: keeps what the requests of one run share; a new one unless given.
    """
    return _build(request, shelf or Shelf(), saving=True)


def build_all(
    requests: Iterable[Request],
    shelf: Shelf | None = None,
    *,
    saving: bool = True,
    each: Callable[[Outcome], None] | None = None,
    carrying: bool = False,
) -> list[Outcome]:
    """Build many handouts; one that fails, for whatever reason, never stops another.

    Args:
        requests: what to build.
        shelf: as for `build`.
        saving: `False` goes through every stage but the last.
        each: called with each outcome as soon as it is there.
        carrying: leave saving to whoever asked: each outcome carries its file as `Outcome.data`, and has no path.
    """
    kept, outcomes = shelf or Shelf(), []
    for outcome in _outcomes(requests, lambda request: _build(request, kept, saving=saving, carrying=carrying)):
        outcomes.append(outcome)
        if each:
            each(outcome)
    return outcomes


def check(request: Request, shelf: Shelf | None = None) -> list[Finding]:
    """Go through every stage but the last and return what was found; nothing is saved.

    Args:
        request: what to check.
        shelf: as for `build`.
    """
    return in_order(_build(request, shelf or Shelf(), saving=False).findings)


def prepare(request: Request, shelf: Shelf) -> tuple[Prepared | None, Outcome]:
    """Go through the first three stages; the outcome has the findings, and nothing is written.

    Args:
        request: what to prepare.
        shelf: as for `build`.
    """
    trail = _Trail(request)
    prepared = None
    try:
        loaded = _load(trail, shelf, errors_only=True)
        prepared = Prepared(loaded, *_document(loaded, trail))
    except HandoutsError as error:
        trail.collect(error)
    return prepared, Outcome(trail.request, findings=tuple(in_order(trail.findings)), exit_code=trail.exit_code)


def read_all(requests: Iterable[Request], shelf: Shelf) -> list[Outcome]:
    """Go through the first stage alone: files, models and what the checks say of the words; no page is set.

    Args:
        requests: what to read.
        shelf: as for `build`.
    """
    return list(_outcomes(requests, lambda request: _read(request, shelf)))


def _read(request: Request, shelf: Shelf) -> Outcome:
    trail = _Trail(request)
    try:
        _load(trail, shelf, errors_only=False)
        if errors(trail.findings):
            raise ContentError(())
    except HandoutsError as error:
        trail.collect(error)
    return Outcome(trail.request, findings=tuple(in_order(trail.findings)), exit_code=trail.exit_code)


def _outcomes(requests: Iterable[Request], step: Callable[[Request], Outcome]) -> Iterator[Outcome]:
    for request in requests:
        try:
            yield step(request)
        except Exception as fault:  # noqa: BLE001  a mistake of the program in one handout must not cost the others
            yield Outcome(request, fault=fault, exit_code=ExitCode.INTERNAL)


def _build(request: Request, shelf: Shelf, *, saving: bool, carrying: bool = False) -> Outcome:
    with uncollected():
        return _built(request, shelf, saving=saving, carrying=carrying)


def _built(request: Request, shelf: Shelf, *, saving: bool, carrying: bool) -> Outcome:
    trail = _Trail(request)
    try:
        loaded = _load(trail, shelf, errors_only=saving)
        with discreetly(request.personal):
            data, pages = _write(loaded, trail)
            if errors(trail.findings):
                # A check has told of errors in the words, and its reader wants to know of the pages too.
                raise ContentError(())
            data = _protected(data, request)
            path = facts = kept = None
            if saving:
                facts = _facts(loaded, trail.request, data)
            if facts and carrying:
                kept = data
            elif facts:
                _log.debug("save %s", _words(trail.request))
                output = request.output or loaded.workspace.output
                shown = functools.partial(loaded.workspace.shown, output / facts.file)
                path = save(data, output, facts.file, shown, private=request.personal is not None)
    except HandoutsError as error:
        trail.collect(error)
        return Outcome(trail.request, findings=tuple(in_order(trail.findings)), exit_code=trail.exit_code)
    found = tuple(in_order(trail.findings))
    return Outcome(trail.request, path, pages, len(data), found, facts=facts, data=kept)


def _protected(data: bytes, request: Request) -> bytes:
    password = request.personal.password if request.personal else ""
    return TARGETS["pdf"].protect(data, password) if password else data


def _words(request: Request) -> str:
    return f"{request.topic} {request.language} {request.layout}"


def _facts(loaded: Loaded, request: Request, data: bytes) -> Facts:
    review = loaded.handout.handout.review
    return Facts(
        file=file_name(request, loaded.clinic.clinic.page_size),
        department=loaded.handout.department,
        topic=loaded.handout.topic,
        language=loaded.handout.language,
        layout=request.layout,
        page_size=loaded.page_size,
        title=loaded.handout.handout.title,
        version=review.version,
        status=review.status,
        next_review=review.next_review.isoformat(),
        expired=review.expired(request.today),
        sha256=hashlib.sha256(data).hexdigest(),
        page_id=loaded.printed.id,
        content=loaded.printed.content,
        approvals=loaded.printed.approvals,
        clinic=loaded.printed.clinic,
    )


def _load(trail: _Trail, shelf: Shelf, *, errors_only: bool) -> Loaded:
    """Stage 1: files to models. Every file is read, so that the findings of all are told at once.

    With ``errors_only``, checks of the words look for errors alone, and an error of theirs ends the handout here.
    """
    request = trail.request
    workspace = shelf.workspace(request.workspace)
    request = trail.request = in_full(request, shelf)
    _log.debug("load %s", _words(request))
    file = shelf.file(workspace, request.topic, request.language or "")
    assert file is not None  # noqa: S101  a request in full names a file
    handout = trail.attempt(lambda: shelf.handout(workspace, file))
    clinic = trail.attempt(lambda: shelf.clinic(workspace, request.clinic))
    language = trail.attempt(lambda: shelf.language(workspace, file.language))
    layout = trail.attempt(lambda: shelf.layout(workspace, request.layout))
    settings = trail.attempt(lambda: shelf.settings(workspace))
    for folder in (f"content/{request.topic}", f"layouts/{request.layout}"):
        trail.findings += shelf.changed_originals(workspace, folder)
    appointment = trail.attempt(lambda: _appointment(trail))
    standing = DRAFT
    if handout and clinic:
        standing = shelf.standing(workspace, file, request.clinic, request.today)
        trail.findings += [*standing.findings, *dates(handout, request.today)]
        trail.findings += unfilled(handout, clinic.clinic)
    if handout:
        handout = in_force(handout, standing)
        trail.findings += _unwritten(handout)
    wrong = errors(trail.findings)
    if handout and clinic and settings:
        found = shelf.checked(workspace, file, request.clinic, errors_only=errors_only).findings
        trail.findings += found
        wrong += errors(found) if errors_only else ()
    if handout is None or clinic is None or language is None or layout is None or wrong:
        # What is wrong is in the trail already.
        raise ContentError(())
    page_size = request.page_size or clinic.clinic.page_size
    return Loaded(request.today, workspace, handout, standing, clinic, language, layout, page_size, appointment)


def _appointment(trail: _Trail) -> layouts.Appointment | None:
    personal = trail.request.personal
    if personal is not None:
        at = datetime.datetime.combine(personal.day, personal.start) if personal.day and personal.start else None
        return layouts.Appointment(
            at=at,
            arrive=personal.arrive,
            place=personal.place,
            clinician=personal.clinician,
            day=personal.day,
            start=personal.start,
        )
    if trail.request.appointment is None:
        return None
    at, warnings = parse_appointment(trail.request.appointment, trail.request.today)
    trail.findings += warnings
    return layouts.Appointment(at=at)


def _unwritten(loaded: LoadedHandout) -> list[Finding]:
    """Return a finding for each place where a starter file's placeholder still stands."""
    # A draft says on every page that it is one; an approved handout goes into patients' hands.
    severity = Severity.ERROR if loaded.handout.review.status == "approved" else Severity.WARNING
    hint = f"Write your own words in the place of “{PLACEHOLDER}” and what follows it"
    return [
        Finding(PLACEHOLDER_LEFT, "this is still the text of the starter file", place, hint, severity)
        for place in loaded.file.find(PLACEHOLDER)
    ]


def _write(loaded: Loaded, trail: _Trail) -> tuple[bytes, int]:
    """Stages 2 to 4: models to markup to a document to bytes, and the number of their pages."""
    tree, theme = _document(loaded, trail)
    _log.debug("write %s", _words(trail.request))
    personal = trail.request.personal
    try:
        # A protected file may not claim to be PDF/A (PDF/A-2 6.1.3).
        return TARGETS["pdf"].write(tree, theme, archival=not (personal and personal.password))
    except PdfError as error:
        if personal is not None:
            raise  # `discreetly` tells of it, for the character may stand in no file
        raise loaded.located(error) from error


def _document(loaded: Loaded, trail: _Trail) -> tuple[Document, Theme]:
    """Stages 2 and 3: models to markup to a document, and the looks that it is to be written with."""
    request = trail.request
    options = layouts.RenderOptions(
        today=request.today,
        appointment=loaded.appointment,
        allow_expired=request.allow_expired,
        standing=loaded.standing,
        page_id=loaded.printed.id,
    )
    _log.debug("render %s", _words(request))
    markup = layouts.render(loaded.handout, loaded.clinic, loaded.language, loaded.layout, options)
    _log.debug("parse %s", _words(request))
    assets = loaded.handout.assets
    if loaded.clinic.logo is not None:
        assets = {**assets, layouts.LOGO: loaded.clinic.logo}
    try:
        tree = document.parse(markup, f"layouts/{request.layout}", assets)
    except MarkupError as error:
        raise _traced(error, loaded, options, assets) from None
    return tree, loaded.layout.theme(loaded.clinic.clinic, loaded.page_size, loaded.language)


def _traced(
    error: MarkupError, loaded: Loaded, options: layouts.RenderOptions, assets: Mapping[str, Asset]
) -> MarkupError:
    """Return the same error with places in the templates that made the markup, found by rendering once more."""
    options = replace(options, traced=True)
    markup = layouts.render(loaded.handout, loaded.clinic, loaded.language, loaded.layout, options)
    try:
        document.parse(markup, f"layouts/{loaded.layout.name}", assets, traced=True)
    except MarkupError as placed:
        # A template may use its own markup as a value, and then the marks change what is wrong.
        if [finding.code for finding in placed.findings] == [finding.code for finding in error.findings]:
            return placed
    return error
