"""Lists of the tests' own making, over the department of the batch tests."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from handouts.batch.merge.making import MergeWay, check_kinds, make_copies
from handouts.batch.merge.planning import Asked, plan_merge
from handouts.build import Request, Shelf

if TYPE_CHECKING:
    from pathlib import Path

TODAY = datetime.date(2026, 11, 21)
HEAD = "id,topic,date,time,arrive,place,clinician,language,layout,page_size"


def text_of(data: bytes, password: str | None = None) -> str:
    """Return the words of a page, in one line."""
    pdf = pypdfium2.PdfDocument(data, password=password)
    # A text page is closed with its page, and a page with its document.
    words = " ".join(" ".join(sheet.get_textpage().get_text_bounded().split()) for sheet in pdf)
    return words.replace("\u00a0", " ")


class Lists:
    """A department and lists for it."""

    def __init__(self, department) -> None:
        self.department = department
        self.output = department.output
        self.told: list[Any] = []

    def write(self, *rows: str, head: str = HEAD, name: str = "list.csv") -> Path:
        """Write a list; return its file."""
        path: Path = self.department.folder / name
        path.write_text("\n".join([head, *rows, ""]), encoding="utf-8", newline="")
        return path

    def plan(self, path, *, today=TODAY, allow_expired=False, **more):
        """Return the plan of a list."""
        request = {key: more.pop(key) for key in ("language", "layout", "page_size") if key in more}
        rest = Request(
            more.pop("topic", ""),
            today=today,
            workspace=self.department.folder,
            output=self.output,
            allow_expired=allow_expired,
            **request,
        )
        return plan_merge(Asked(path, rest, **more), Shelf())

    def make(self, path, *, way=None, **more):
        """Make the copies of a list; return what came of it."""
        plan = self.plan(path, **more)
        checked = check_kinds(plan)
        workspace = Shelf().workspace(self.department.folder)
        way = way or {}
        self.told = []
        tally = make_copies(plan, workspace, self.output, MergeWay(each=self.told.append, **way))
        return plan, checked, tally

    def files(self, name: str = "list") -> list[str]:
        """Return the copies of a list."""
        return sorted(path.name for path in (self.output / "merge" / name).iterdir())


@pytest.fixture
def lists(department):
    """Return lists for a department with three topics."""
    return Lists(department)
