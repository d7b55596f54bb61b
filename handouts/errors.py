"""Errors and exit codes.

::

    HandoutsError              carries findings; a user's mistake, never a bug
    ├── WorkspaceError         a folder or file cannot be found, read or trusted
    ├── ContentError           a content, clinic or language file is wrong
    ├── LayoutError            a layout.yaml or a template is wrong
    ├── MarkupError            a template made markup that is not in the vocabulary
    ├── PdfError               the writer cannot set the document
    ├── OutputError            a finished file cannot be written
    ├── ClusterError           handouts cannot be built where the user asked for it
    └── UsageError             the command was called with words that make no sense
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Self

from handouts.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterable


class ExitCode(enum.IntEnum):
    """What the command tells the shell; documented in the README."""

    OK = 0
    INTERNAL = 1
    CONTENT = 2
    USAGE = 3
    OUTPUT = 4
    INTERRUPTED = 130


class HandoutsError(Exception):
    """A user's mistake; holds every finding of the stage that raised it."""

    exit_code = ExitCode.CONTENT

    def __init__(self, findings: Iterable[Finding] | Finding) -> None:
        self.findings: tuple[Finding, ...] = (findings,) if isinstance(findings, Finding) else tuple(findings)
        super().__init__("\n".join(str(f) for f in self.findings))

    @classmethod
    def single(cls, code: str, message: str, file: str, hint: str = "", line: int = 0, column: int = 0) -> Self:
        """Return an error with one finding."""
        return cls(Finding(code, message, Place(file, line, column), hint))


class WorkspaceError(HandoutsError):
    """A folder or file cannot be found, read or trusted."""


class ContentError(HandoutsError):
    """A content, clinic or language file is wrong."""


class LayoutError(HandoutsError):
    """A ``layout.yaml`` or a template is wrong."""


class MarkupError(HandoutsError):
    """A template made markup that is not in the vocabulary."""


class PdfError(HandoutsError):
    """The writer cannot set the document."""


class OutputError(HandoutsError):
    """A finished file cannot be written."""

    exit_code = ExitCode.OUTPUT


class ClusterError(HandoutsError):
    """Handouts cannot be built where the user asked for it."""

    exit_code = ExitCode.OUTPUT


class UsageError(HandoutsError):
    """The command was called with words that make no sense."""

    exit_code = ExitCode.USAGE
