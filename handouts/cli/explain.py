"""What a code means and what to do: from the registry of checks, or from the table beside this module."""

from __future__ import annotations

import difflib
import functools
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, RootModel

from handouts.checks.registry import checks
from handouts.cli import console
from handouts.errors import UsageError
from handouts.findings import Finding, Place, in_order
from handouts.model import Model
from handouts.yamlfile import read, validate

if TYPE_CHECKING:
    from handouts.checks.registry import Rule

CODE_UNKNOWN = "H309"
TABLE = "codes.yaml"
"""The table of every code that is no check's."""

_WIDTH_COLUMNS = 96


class Meaning(Model):
    """What a code stands for that is no check's."""

    means: Annotated[str, Field(min_length=10)]
    """What is wrong, in one sentence with its full stop."""
    do: Annotated[str, Field(min_length=10)]
    """What to do about it, in one or two sentences."""


class _Table(RootModel[dict[str, Meaning]]):
    """The whole table, by code."""


@functools.cache
def meanings() -> Mapping[str, Meaning]:
    """Return what each code means that is no check's."""
    path = Path(__file__).with_name(TABLE)
    return validate(_Table, read(path, TABLE)).root


def codes() -> list[str]:
    """Return every code of the program, sorted."""
    return sorted({*checks(), *meanings()})


def explain(code: str) -> dict[str, Any]:
    """Return what is known of a code as JSON data; the keys are those of `Rule`, or ``means`` and ``do``.

    Raises:
        UsageError: there is no such code (H309).
    """
    wanted = code.strip().upper()
    check = checks().get(wanted)
    if check:
        return _rule_data(check.rule)
    if wanted in meanings():
        meaning = meanings()[wanted]
        return {"code": wanted, "means": meaning.means, "do": meaning.do}
    close = [each for each in codes() if wanted and each.startswith(wanted)]
    close = close[:1] or difflib.get_close_matches(wanted, codes(), n=1, cutoff=0.6)
    hint = (
        f"Did you mean {close[0]}? " if close else ""
    ) + "A code is an H and three digits, as it stands before a message"
    raise UsageError(Finding(CODE_UNKNOWN, f"there is no code “{code[:40]}”", Place("--explain"), hint))


def _rule_data(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "title": rule.title,
        "severity": rule.severity.value,
        "guarded": rule.guarded,
        "languages": list(rule.languages),
        "why": rule.why,
        "source": rule.source,
        "instead": rule.instead,
        "bad": rule.bad,
        "good": rule.good,
    }


def show(code: str) -> None:
    """Print what is known of a code, for people.

    Raises:
        UsageError: as `explain`.
    """
    known = explain(code)
    if "means" in known:
        console.result(known["code"])
        _paragraph(known["means"])
        _paragraph(known["do"])
        return
    console.result(f"{known['code']}  {known['title']}  ({known['severity']})")
    _paragraph(known["why"])
    _part("Source", known["source"])
    _part("Instead", known["instead"])
    _example("Caught", known["bad"])
    _example("Passes", known["good"])
    if known["languages"]:
        _part("Looks at", f"handouts in {', '.join(known['languages'])}")
    _part("To allow it", _allowing(known))


def _allowing(known: dict[str, Any]) -> str:
    where = "below “checks: allow:” in the content file, with “code”, “words” and “reason”"
    if known["guarded"]:
        return f"{where}; it guards the safety of patients and cannot be turned down for a whole workspace"
    return f"{where}, or for every file in content/checks.yaml"


def _paragraph(text: str) -> None:
    console.result("")
    for line in textwrap.wrap(text, _WIDTH_COLUMNS - 4):
        console.result(f"    {line}")


def _part(name: str, text: str) -> None:
    console.result("")
    lines = textwrap.wrap(text, _WIDTH_COLUMNS - 18)
    console.result(f"    {name + ':':14}{lines[0] if lines else ''}")
    for line in lines[1:]:
        console.result(" " * 18 + line)


def _example(name: str, text: str) -> None:
    # An example is YAML where it has lines, and lines of YAML must not be broken.
    lines = text.strip().splitlines()
    if len(lines) == 1:
        _part(name, lines[0])
        return
    console.result("")
    console.result(f"    {name}:")
    for line in lines:
        console.result(f"      {line}")


def reasons(found: Iterable[Finding]) -> None:
    """Print why findings of checks matter, once for each code."""
    known = checks()
    rules = {finding.code: known[finding.code].rule for finding in in_order(found) if finding.code in known}
    if not rules:
        return
    console.note("")
    console.heading("Why it matters")
    for code, rule in sorted(rules.items()):
        lines = textwrap.wrap(f"{rule.why} ({rule.source})", _WIDTH_COLUMNS - 8)
        console.note("\n".join([f"  {code}  {lines[0]}", *(f"        {line}" for line in lines[1:])]))
    console.note(f"“handouts check --explain {min(rules)}” shows an example of it")
    console.note("")
