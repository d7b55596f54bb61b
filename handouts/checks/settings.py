"""The settings of a workspace, put to the checks: how bad each finding is, and what no workspace may change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.checks.allow import AllowList, unknown_check
from handouts.checks.registry import checks
from handouts.errors import ContentError
from handouts.findings import Finding, Place, Severity, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.checks.registry import Rule
    from handouts.content.load import LoadedSettings

SEVERITY_REFUSED = "H303"
TARGETS_CONTRADICT = "H305"
ALLOWED_ERROR = "H308"

OFF = "off"


def severity(rule: Rule, settings: LoadedSettings) -> Severity | None:
    """Return how bad a finding of a rule is in a workspace; `None` where it is turned off.

    A workspace can make any finding worse. It can turn warnings and suggestions down or off, and an error that is
    ``adjustable`` down to a warning; other errors stay errors.
    """
    wanted = settings.settings.severities.get(rule.code)
    if wanted is None or _is_refused(rule, wanted):
        return rule.severity
    return None if wanted == OFF else Severity(wanted)


def _is_refused(rule: Rule, wanted: str) -> bool:
    if rule.severity is not Severity.ERROR:
        return False
    return wanted != Severity.ERROR and not (rule.adjustable and wanted == Severity.WARNING)


def allow_list(settings: LoadedSettings) -> AllowList:
    """Return what a workspace allows in every file."""
    entries = settings.settings.allow
    places = [_place(settings, "allow", index, "code") for index in range(len(entries))]
    return AllowList(entries, places, of_workspace=True)


def verified(settings: LoadedSettings) -> LoadedSettings:
    """Return settings that ask for nothing that cannot be.

    Raises:
        ContentError: something is allowed twice (H302) or must not be allowed for all files (H304), a severity is
            turned down that must stay (H303), targets contradict each other (H305), or what the severities make an
            error is allowed in every file (H308).
    """
    found = [*_mistakes(settings)]
    if found:
        raise ContentError(in_order(found))
    return settings


def _mistakes(settings: LoadedSettings) -> Iterator[Finding]:
    known = checks()
    yield from allow_list(settings).mistakes(known)
    for code, wanted in settings.settings.severities.items():
        check = known.get(code)
        if check and _is_refused(check.rule, wanted):
            least = "turned down to a warning, but not further" if check.rule.adjustable else "turned down or off"
            message = f"{code} is an error that {'can be' if check.rule.adjustable else 'cannot be'} {least}"
            hint = (
                "Take the line out; what is meant is allowed in its content file, below “checks: allow:”, with a reason"
            )
            yield Finding(SEVERITY_REFUSED, message, _place(settings, "severities", code), hint)
    yield from _allowed_errors(settings)
    targets = settings.settings
    if targets.section_grade < targets.target_grade:
        message = (
            f"a section may have grade {targets.section_grade} at most, but a whole file grade {targets.target_grade}"
        )
        hint = "Make “section_grade” as high as “target_grade” or higher"
        key = "section_grade" if "section_grade" in targets.model_fields_set else "target_grade"
        yield Finding(TARGETS_CONTRADICT, message, _place(settings, key), hint)


def _allowed_errors(settings: LoadedSettings) -> Iterator[Finding]:
    """Yield an entry that allows every finding of a code, where the severities of the same file make it an error."""
    for index, entry in enumerate(settings.settings.allow):
        if entry.words is None and settings.settings.severities.get(entry.code) == Severity.ERROR.value:
            line = _place(settings, "severities", entry.code).line
            message = f"{entry.code} is allowed in every file, and made an error on line {line}"
            hint = "Take one of the two out, or add “words:” with what is meant"
            yield Finding(ALLOWED_ERROR, message, _place(settings, "allow", index, "code"), hint)


def doubts(settings: LoadedSettings) -> list[Finding]:
    """Return a warning for each code in the settings that is no check's (H300)."""
    known = checks()
    unknown = [code for code in settings.settings.severities if code not in known]
    found = [unknown_check(code, known, _place(settings, "severities", code)) for code in unknown]
    return in_order([*found, *allow_list(settings).unknown(known)])


def _place(settings: LoadedSettings, *loc: str | int) -> Place:
    assert settings.file is not None  # noqa: S101  without a file everything is as it ships
    return settings.file.place(loc)
