"""Reviewing: the worksheet of a handout, from its files to its files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handouts import document, layouts
from handouts.approval.standing import is_shipped
from handouts.approval.words import digest_of, words_of
from handouts.build.request import SUFFIX, WORKSHEETS
from handouts.build.selection import in_full
from handouts.build.shelf import Shelf
from handouts.build.stages import PLACEHOLDER
from handouts.errors import ContentError, HandoutsError, UsageError
from handouts.findings import Finding, Place, Severity
from handouts.review import judge, material, scores
from handouts.review.printed import printed
from handouts.review.reading import LIMIT_BYTES, worksheet_of
from handouts.review.signing import CANNOT_SIGN, STALE, TRAVELED, Standing, named, sign, standing, told
from handouts.review.worksheet import ENDING, Answer, Worksheet, anew, text
from handouts.save import name, save
from handouts.targets import TARGETS
from handouts.workspace import within
from handouts.yamlfile import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from handouts.build.request import Request
    from handouts.checks.subject import Subject
    from handouts.content.load import LoadedClinic, LoadedHandout
    from handouts.review import Judged, Scores
    from handouts.review.judging import Key
    from handouts.workspace import TopicFile, Workspace


@dataclass(frozen=True, slots=True)
class Review:
    """How a handout stands in the eyes of both instruments."""

    request: Request
    """In full: topic and language are written out."""
    title: str
    judged: Mapping[Key, Judged]
    """What the program says of each item today."""
    scores: Scores
    """Over what is decided; with a person's answers only while their signature holds."""
    standing: Standing
    sheet: Worksheet
    """As it would stand in the file today; the signed one, if it is signed."""
    path: Path
    """Where the worksheet stands, or would."""
    shown: str
    """The path as the user would type it."""
    findings: tuple[Finding, ...] = ()
    """Warnings."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a review is made of."""

    request: Request
    workspace: Workspace
    file: TopicFile
    loaded: LoadedHandout
    clinic: LoadedClinic
    path: Path
    content: str
    fresh: Worksheet
    old: Worksheet | None
    line: int
    """Where the digest stands in the file; 0 without one."""

    @property
    def shown(self) -> str:
        """Return the worksheet's path as the user would type it."""
        return self.workspace.shown(self.path)

    @property
    def is_shipped(self) -> bool:
        """Tell whether the content comes with the program, and nothing is kept beside it."""
        return is_shipped(self.file)

    def review(self) -> Review:
        """Return how the handout stands."""
        stands = standing(self.old, self.content)
        # What was signed is not filled in anew, whatever the program has learned since.
        sheet = self.old if self.old and self.old.signed else anew(self.fresh, self.old)
        judged = self.fresh.judged
        in_force = scores(sheet.judged, sheet.given) if stands is Standing.SIGNED else scores(judged)
        findings = (*told(self.old, self.content, self.shown, self.line),)
        title = self.loaded.handout.title
        return Review(self.request, title, judged, in_force, stands, sheet, self.path, self.shown, findings)


def review(request: Request, shelf: Shelf | None = None) -> Review:
    """Judge a handout and look at its worksheet; nothing is written.

    Args:
        request: topic, language, layout of the page, clinic and day.
        shelf: keeps what the requests of one run share; a new one unless given.

    Raises:
        HandoutsError: something is wrong with the handout or what it needs, or its worksheet is wrong (H340 to H344,
            H349).
    """
    return _desk(request, shelf or Shelf()).review()


def reviewed(requests: Iterable[Request], shelf: Shelf) -> Callable[[Subject], Scores | None]:
    """Return a function that scores one of these handouts, for lists of many.

    It returns `None` for a handout that was not asked for, or that cannot be judged: other commands tell why.
    """
    asked = {(each.topic, each.language): each for each in requests}

    def of(subject: Subject) -> Scores | None:
        request = asked.get((subject.name, subject.loaded.language))
        try:
            return review(request, shelf).scores if request else None
        except HandoutsError:
            return None

    return of


def keep(request: Request, shelf: Shelf | None = None, *, renew: bool = False) -> Review:
    """Write the worksheet of a handout, or fill the one that is there in anew; a signed one stays as it is.

    Args:
        request: as for `review`.
        shelf: as for `review`.
        renew: begin a new worksheet where a signed one is for words of earlier, which is kept under another name.

    Raises:
        HandoutsError: as `review`.
    """
    desk = _desk(request, shelf or Shelf())
    found = desk.review()
    if desk.is_shipped:
        message = "this handout ships with the program, so no worksheet is kept for it"
        hint = f"To keep one, bring it into your workspace: handouts copy {found.request.topic}"
        finding = Finding(CANNOT_SIGN, message, Place(desk.workspace.shown(desk.file.path)), hint, Severity.WARNING)
        return replace(found, findings=(*found.findings, finding))
    if desk.old and desk.old.signed:
        if not renew or found.standing is not Standing.STALE:
            return found
        _set_aside(desk, desk.old)
        sheet = anew(desk.fresh, desk.old)
        findings = tuple(each for each in found.findings if each.code != STALE)
        found = replace(found, sheet=sheet, standing=Standing.UNSIGNED, findings=findings)
    _write(found)
    return replace(found, standing=Standing.UNSIGNED)


def sign_off(request: Request, by: str, shelf: Shelf | None = None) -> Review:
    """Put a role below the worksheet of a handout.

    Args:
        request: as for `review`.
        by: role and credentials; never a person's name.
        shelf: as for `review`.

    Raises:
        HandoutsError: it is refused, and nothing was signed; holds every reason (H347, H348, and as `review`).
    """
    desk = _desk(request, shelf or Shelf())
    found = desk.review()
    place = Place(desk.shown)
    if desk.old is None or desk.is_shipped:
        message = "there is no worksheet to sign"
        hint = f"Write one with “handouts review {found.request.topic}”, answer its items, then sign"
        raise UsageError(Finding(CANNOT_SIGN, message, place, hint))
    if desk.old.signed:
        hint = "Begin a new one for the words of today: add “--renew”" if found.findings else "There is nothing to do"
        raise UsageError(Finding(CANNOT_SIGN, f"this worksheet is signed, by {desk.old.signed.by}", place, hint))
    left = desk.loaded.file.find(PLACEHOLDER)
    if left:
        hint = "Write the words first, then rate them"
        message = "words of the starter file cannot be rated"
        raise UsageError([Finding(CANNOT_SIGN, message, each, hint) for each in left])
    # Evidence may move with a comment in the file; what was decided may not without being seen.
    otherwise = [
        key for key, each in desk.old.answers.items() if each.judged.answer != found.sheet.answers[key].judged.answer
    ]
    if desk.old.content != desk.content or otherwise:
        _write(found)
        what = "the words have changed" if desk.old.content != desk.content else f"judged anew: {named(otherwise)}"
        message = f"this worksheet is not about the handout of today ({what}), and was filled in anew"
        raise UsageError(Finding(CANNOT_SIGN, message, place, "Read it again, answer what is open, then sign"))
    signed = sign(found.sheet, by, request.today, desk.loaded.handout.review.written_on, place)
    done = replace(found, sheet=signed, standing=Standing.SIGNED, scores=scores(signed.judged, signed.given))
    _write(done)
    return done


def print_worksheet(found: Review, shelf: Shelf, output: Path | None = None) -> Path:
    """Save a worksheet as a tagged PDF file below the output folder, and return its path.

    Args:
        found: what `review`, `keep` or `sign_off` returned.
        shelf: as for `review`.
        output: the output folder; `None` is the workspace's.

    Raises:
        HandoutsError: it cannot be set or saved.
    """
    request = found.request
    workspace = shelf.workspace(request.workspace)
    clinic = shelf.clinic(workspace, request.clinic).clinic
    language = shelf.language(workspace, "en")
    theme = shelf.layout(workspace, request.layout).theme(clinic, request.page_size or clinic.page_size, language)
    tree = printed(found.sheet, found.scores, found.standing, found.title, clinic.name, request.today)
    data, _ = TARGETS["pdf"].write(tree, theme)
    department, _, topic = request.topic.partition("/")
    relative = f"{WORKSHEETS}/{name(department, topic, (found.sheet.language,), SUFFIX)}"
    folder = output or workspace.output
    return save(data, folder, relative, workspace.shown(folder / relative))


def _desk(request: Request, shelf: Shelf) -> _Desk:
    workspace = shelf.workspace(request.workspace)
    request = in_full(request, shelf)
    file = shelf.file(workspace, request.topic, request.language or "")
    assert file is not None  # noqa: S101  a request in full names a file
    loaded, clinic = shelf.handout(workspace, file), shelf.clinic(workspace, request.clinic)
    made = _subject(loaded, clinic, workspace, shelf)
    judged = judge(material(made, _page(loaded, clinic, request, shelf), request.layout, shelf.settings(workspace)))
    content = digest_of(words_of(loaded))
    answers = {key: Answer(each, each.answer) for key, each in judged.items()}
    version = loaded.handout.review.version
    fresh = Worksheet(request.topic, file.language, version, request.layout, content, answers)
    path = _path(workspace, file)
    old, line = _old(path, workspace.shown(path), fresh)
    return _Desk(request, workspace, file, loaded, clinic, path, content, fresh, old, line)


def _subject(loaded: LoadedHandout, clinic: LoadedClinic, workspace: Workspace, shelf: Shelf) -> Subject:
    from handouts.checks.subject import subject  # noqa: PLC0415  brings every check along

    return subject(loaded, clinic.clinic, shelf.settings(workspace).settings, clinic.packs)


def _page(loaded: LoadedHandout, clinic: LoadedClinic, request: Request, shelf: Shelf) -> document.Document:
    workspace = shelf.workspace(request.workspace)
    layout, language = shelf.layout(workspace, request.layout), shelf.language(workspace, loaded.language)
    options = layouts.RenderOptions(today=request.today, allow_expired=True)
    assets = loaded.assets if clinic.logo is None else {**loaded.assets, layouts.LOGO: clinic.logo}
    markup = layouts.render(loaded, clinic, language, layout, options)
    return document.parse(markup, f"layouts/{request.layout}", assets)


def _path(workspace: Workspace, file: TopicFile) -> Path:
    root = next(root for root in workspace.roots if file.path.is_relative_to(root))
    path = file.path.with_name(file.language + ENDING)
    return within(root, path.relative_to(root).as_posix(), workspace.shown(path))


def _old(path: Path, shown: str, fresh: Worksheet) -> tuple[Worksheet | None, int]:
    if not path.exists() and not path.is_symlink():
        return None, 0
    file = read(path, shown, LIMIT_BYTES)
    sheet = worksheet_of(file, fresh.judged, fresh.content)
    if (sheet.topic, sheet.language) != (fresh.topic, fresh.language):
        message = f"this is the worksheet of {sheet.topic} ({sheet.language}), and it counts for nothing else"
        hint = f"Delete it here, then begin one: handouts review {fresh.topic}"
        raise ContentError(Finding(TRAVELED, message, file.place(("topic",)), hint))
    return sheet, file.place(("content",)).line


def _set_aside(desk: _Desk, old: Worksheet) -> None:
    """Keep a signed worksheet under the day of its signature."""
    assert old.signed is not None  # noqa: S101  asked for a signed one alone
    stem = f"{old.language}.review-{old.signed.on.isoformat()}"
    names = [f"{stem}.yaml", *(f"{stem}-{number}.yaml" for number in range(2, 100))]
    free = next(each for each in names if not desk.path.with_name(each).exists())
    save(desk.path.read_bytes(), desk.path.parent, free, desk.workspace.shown(desk.path.with_name(free)))


def _write(found: Review) -> None:
    data = text(found.sheet).encode()
    if not (found.path.is_file() and found.path.read_bytes() == data):
        save(data, found.path.parent, found.path.name, found.shown)
