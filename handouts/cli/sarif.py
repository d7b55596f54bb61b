"""Findings as SARIF 2.1.0, the form in which code hosts and editors take the results of checkers.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; clauses are named where a choice was made.
"""

from __future__ import annotations

import os
import urllib.parse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from handouts import __version__
from handouts.cli.explain import explain
from handouts.findings import Finding, Place, Severity, in_order

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
VERSION = "2.1.0"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "note"}


def log(found: Iterable[Finding], code: int, start: Path) -> dict[str, Any]:
    """Return a SARIF log of one run.

    Args:
        found: the findings.
        code: the exit code of the command.
        start: the folder the user is in; files are named as seen from there.
    """
    ordered = in_order(found)
    rules = sorted({finding.code for finding in ordered})
    return {
        "$schema": SCHEMA,
        "version": VERSION,
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "handouts",
                        "semanticVersion": __version__,
                        "rules": [_rule(code) for code in rules],
                    }
                },
                # 3.20.21: a check that finds errors has run as it should.
                "invocations": [{"executionSuccessful": code != 1, "exitCode": int(code)}],
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, rules.index(finding.code), start) for finding in ordered],
            }
        ],
    }


def _rule(code: str) -> dict[str, Any]:
    known = explain(code)
    if "means" in known:
        return {
            "id": code,
            "shortDescription": {"text": known["means"]},
            "help": {"text": known["do"]},
        }
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in _words(known["title"])),
        "shortDescription": {"text": f"{known['title']}."},
        "fullDescription": {"text": known["why"]},
        "help": {
            "text": f"{known['instead']}\n\nSource: {known['source']}\n\n"
            f"Caught:\n{known['bad'].strip()}\n\nPasses:\n{known['good'].strip()}"
        },
        "defaultConfiguration": {"level": _LEVELS[Severity(known["severity"])]},
        "properties": {"source": known["source"]},
    }


def _words(title: str) -> list[str]:
    return "".join(c if c.isascii() and c.isalnum() else " " for c in title).split()


def _result(finding: Finding, index: int, start: Path) -> dict[str, Any]:
    made: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        # 3.11.3: a message is a sentence with its full stop.
        "message": {"text": " ".join(_sentence(part) for part in (finding.message, finding.hint) if part)},
        "locations": [_location(finding, start)],
    }
    if finding.excerpt:
        made["properties"] = {"excerpt": str(finding.excerpt)}
    return made


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _location(finding: Finding, start: Path) -> dict[str, Any]:
    place = finding.place
    if not _is_file(place, start):
        # An option of the command, or a topic.
        return {"logicalLocations": [{"fullyQualifiedName": place.file}]}
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(place.file)}}
    if place.line:
        region: dict[str, Any] = {"startLine": place.line}
        if place.column:
            region["startColumn"] = place.column
        physical["region"] = region
    return {"physicalLocation": physical}


def _is_file(place: Place, start: Path) -> bool:
    return bool(place.line) or os.path.lexists(start / place.file)


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else urllib.parse.quote(path.as_posix())
