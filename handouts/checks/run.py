"""Run: put the checks to handouts, and make findings of what they found.

Each finding gets the code and severity of its rule, unless the workspace sets another severity, or the file or the
workspace allows it with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.checks.allow import AllowList, key_of
from handouts.checks.registry import checks
from handouts.checks.settings import allow_list, severity
from handouts.content.load import LoadedSettings
from handouts.findings import Finding, Severity, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from handouts.checks.registry import Check, Hit
    from handouts.checks.subject import Subject

AS_SHIPPED = LoadedSettings()
"""The settings of a workspace that sets nothing."""


@dataclass(frozen=True, slots=True)
class Pardon:
    """Something that was found and is allowed."""

    finding: Finding
    reason: str
    """Why it is meant, in the words of the file or the workspace."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What the checks say."""

    findings: tuple[Finding, ...]
    """Sorted by place."""
    pardons: tuple[Pardon, ...] = ()
    """What an allow list covers."""


def run(subject: Subject, settings: LoadedSettings = AS_SHIPPED, *, errors_only: bool = False) -> list[Finding]:
    """Return what the checks of one handout say of it; see `examine`."""
    return list(examine(subject, settings, errors_only=errors_only).findings)


def examine(subject: Subject, settings: LoadedSettings = AS_SHIPPED, *, errors_only: bool = False) -> Examined:
    """Put every check of one handout to it that can judge its language.

    Args:
        subject: the handout.
        settings: what the workspace asks, as `handouts.checks.settings.verified` returns it.
        errors_only: leave out the checks whose findings are no errors, as a build does; then entries of the allow list
            that are of no use are not told of either.
    """
    known = checks()
    desk = _Desk(settings, (subject,))
    for check in known.values():
        if check.of_one and check.rule.judges(subject.language):
            level = severity(check.rule, settings)
            if level is not None and not (errors_only and level is not Severity.ERROR):
                desk.take(check, level, check.of_one(subject))
    own = desk.lists[subject.loaded.file.shown]
    desk.findings += own.mistakes(known)
    if not errors_only:
        desk.findings += own.unknown(known)
        desk.findings += own.useless([code for code, check in known.items() if check.of_one and desk.is_on(check)])
    return desk.done()


def side_by_side(
    subjects: Sequence[Subject], settings: LoadedSettings = AS_SHIPPED, *, whole: bool = False
) -> Examined:
    """Lay handouts side by side and put every check of many handouts to them.

    Args:
        subjects: the handouts, in any order.
        settings: as for `examine`.
        whole: whether these are all handouts of the workspace, so that an allowance without use can be told of: in a
            file one for a check of many handouts, and in the settings any.
    """
    known = checks()
    desk = _Desk(settings, subjects)
    for check in known.values():
        if not check.of_many:
            continue
        level = severity(check.rule, settings)
        judged = [subject for subject in subjects if check.rule.judges(subject.language)]
        if level is not None and len(judged) > 1:
            desk.take(check, level, check.of_many(judged))
    if whole:
        of_many = [code for code, check in known.items() if check.of_many and desk.is_on(check)]
        for own in desk.lists.values():
            desk.findings += own.useless(of_many)
        desk.findings += _useless_in_workspace(subjects, settings, desk)
    return desk.done()


def _useless_in_workspace(subjects: Sequence[Subject], settings: LoadedSettings, desk: _Desk) -> list[Finding]:
    known = checks()
    # Which entries were of use to the checks of one handout is known in another process, if at all.
    for code in desk.workspace.codes() & known.keys():
        check, again = known[code], _Desk(settings, subjects, desk.workspace)
        level = severity(check.rule, settings)
        if check.of_one and level is not None:
            for subject in subjects:
                if check.rule.judges(subject.language):
                    again.take(check, level, check.of_one(subject))
    return list(desk.workspace.useless(known))


class _Desk:
    """Turns what checks found into findings and pardons."""

    def __init__(
        self, settings: LoadedSettings, subjects: Iterable[Subject], workspace: AllowList | None = None
    ) -> None:
        self._settings = settings
        self.workspace = workspace or allow_list(settings)
        self.lists = {subject.loaded.file.shown: _own_list(subject) for subject in subjects}
        self.findings: list[Finding] = []
        self._pardons: list[Pardon] = []

    def is_on(self, check: Check) -> bool:
        return severity(check.rule, self._settings) is not None

    def take(self, check: Check, level: Severity, hits: Iterable[Hit]) -> None:
        """Take in what a check found."""
        code, guarded = check.rule.code, check.rule.guarded
        for hit in hits:
            finding = Finding(code, hit.message, hit.place, hit.hint, level, hit.excerpt, key_of(hit))
            own = self.lists.get(hit.place.file)
            reasons = [own.reason(code, hit, guarded=guarded)] if own else []
            reasons.append(self.workspace.reason(code, hit, guarded=guarded))
            reason = next(filter(None, reasons), "")
            if reason:
                self._pardons.append(Pardon(finding, reason))
            else:
                self.findings.append(finding)

    def done(self) -> Examined:
        pardons = sorted(self._pardons, key=lambda pardon: (pardon.finding.place.line, pardon.finding.code))
        return Examined(tuple(in_order(self.findings)), tuple(pardons))


def _own_list(subject: Subject) -> AllowList:
    own = subject.loaded.handout.checks
    return AllowList(own.allow if own else (), subject.loaded.file, ("checks", "allow"))
