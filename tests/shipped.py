"""Everything that ships, built once in a test run: each topic × layout × page size.

Files are written below one temporary folder by the same `build` that users call, and read back.
"""

from __future__ import annotations

import atexit
import datetime
import functools
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from handouts.build import Outcome, Request, Shelf
from handouts.build.stages import build
from handouts.theme import PAGE_SIZES
from handouts.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
TODAY = datetime.date(2026, 11, 21)
APPOINTMENT = "2026-12-03 08:30"


@dataclass(frozen=True, slots=True, order=True)
class Case:
    """One file to build."""

    topic: str
    """``department/topic``."""
    language: str
    layout: str
    page_size: str
    appointment: str | None = None

    def __str__(self) -> str:
        parts = [self.topic.partition("/")[2], self.language, self.layout, self.page_size]
        return " ".join([*parts, "appointment"] if self.appointment else parts)


@functools.cache
def shelf() -> Shelf:
    """Return what the builds of this run share."""
    return Shelf()


@functools.cache
def workspace() -> Workspace:
    """Return the workspace of the checkout."""
    return Workspace.open(ROOT, ROOT)


@functools.cache
def output() -> Path:
    """Return the folder of this run's files, gone at its end."""
    folder = Path(tempfile.mkdtemp(prefix="handouts-shipped-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@functools.cache
def cases() -> tuple[Case, ...]:
    """Return every topic × layout × page size without an appointment, then one layout and size with one."""
    layouts = shelf().layout_names(workspace())
    files = workspace().topics()
    plain = [
        Case(f"{file.department}/{file.topic}", file.language, layout, size)
        for file in files
        for layout in layouts
        for size in PAGE_SIZES
    ]
    filled = [
        Case(case.topic, case.language, case.layout, case.page_size, APPOINTMENT)
        for case in plain
        if case.page_size == "letter" and case.topic == plain[0].topic
    ]
    return (*plain, *filled)


@functools.cache
def outcome(case: Case) -> Outcome:
    """Build a case and return what came of it."""
    folder = output() / case.page_size / ("filled" if case.appointment else "blank")
    request = Request(
        case.topic,
        today=TODAY,
        language=case.language,
        layout=case.layout,
        page_size=case.page_size,
        appointment=case.appointment,
        workspace=ROOT,
        output=folder,
    )
    return build(request, shelf())


@functools.cache
def pdf(case: Case) -> bytes:
    """Return the bytes of a case's file."""
    made = outcome(case)
    if made.path is None:
        message = "\n".join(map(str, made.findings))
        raise AssertionError(message)
    return made.path.read_bytes()
