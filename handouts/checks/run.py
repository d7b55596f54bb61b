"""Run: put the checks to a handout, and make findings of what they found.

Each finding gets the code and severity of its rule, unless the workspace sets another severity, or the file or the
workspace allows it with a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from handouts.checks.allow import AllowList, key_of
from handouts.checks.registry import checks
from handouts.checks.settings import allow_list, severity
from handouts.content.load import LoadedSettings
from handouts.findings import Finding, Severity, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handouts.checks.registry import Check, Hit
    from handouts.checks.subject import Subject

AS_SHIPPED = LoadedSettings()
"""The settings of a workspace that sets nothing."""


class Pardon(Struct, frozen=True):
    """Something that was found and is allowed."""

    finding: Finding
    reason: str
    """Why it is meant, in the words of the file or the workspace."""


class Examined(Struct, frozen=True):
    """What the checks say."""

    findings: tuple[Finding, ...]
    """Sorted by place."""
    pardons: tuple[Pardon, ...] = ()
    """What an allow list covers."""
    used: frozenset[int] = frozenset()
    """The entries of the workspace's allow list that were of use here."""


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
    own = own_list(subject)
    desk = Desk(settings, {subject.loaded.file.shown: own})
    for check in known.values():
        if check.of_one and check.rule.judges(subject.language):
            level = severity(check.rule, settings)
            if level is not None and not (errors_only and level is not Severity.ERROR):
                desk.take(check, level, check.of_one(subject))
    desk.findings += own.mistakes(known)
    if not errors_only:
        desk.findings += own.unknown(known)
        desk.findings += own.useless([code for code, check in known.items() if check.of_one and desk.is_on(check)])
    return desk.done()


class Desk:
    """Turns what checks found into findings and pardons."""

    def __init__(self, settings: LoadedSettings, lists: Mapping[str, AllowList]) -> None:
        """Take the lists that count.

        Args:
            settings: what the workspace asks, with its own list.
            lists: those of the files, by the names that places have.
        """
        self._settings = settings
        self._lists = lists
        self.workspace = allow_list(settings)
        self.findings: list[Finding] = []
        self._pardons: list[Pardon] = []

    def is_on(self, check: Check) -> bool:
        """Tell whether the workspace has a check turned on."""
        return severity(check.rule, self._settings) is not None

    def take(self, check: Check, level: Severity, hits: Iterable[Hit]) -> None:
        """Take in what a check found."""
        code, guarded = check.rule.code, check.rule.guarded
        for hit in hits:
            finding = Finding(code, hit.message, hit.place, hit.hint, level, hit.excerpt, key_of(hit))
            own = self._lists.get(hit.place.file)
            reasons = [own.reason(code, hit, guarded=guarded)] if own else []
            reasons.append(self.workspace.reason(code, hit, guarded=guarded))
            reason = next(filter(None, reasons), "")
            if reason:
                self._pardons.append(Pardon(finding, reason))
            else:
                self.findings.append(finding)

    def done(self) -> Examined:
        """Return what came of it."""
        pardons = sorted(self._pardons, key=lambda pardon: (pardon.finding.place.line, pardon.finding.code))
        return Examined(tuple(in_order(self.findings)), tuple(pardons), frozenset(self.workspace.used))


def own_list(subject: Subject) -> AllowList:
    """Return what the file of a handout allows."""
    own, file = subject.loaded.handout.checks, subject.loaded.file
    entries = own.allow if own else ()
    return AllowList(entries, [file.place(("checks", "allow", index, "code")) for index in range(len(entries))])
