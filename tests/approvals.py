"""Approving handouts of the tests' own making."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from handouts.build import Approved, Request, Signature, approve

if TYPE_CHECKING:
    from pathlib import Path

TODAY = datetime.date(2026, 11, 21)
REVIEW_BY = datetime.date(2028, 11, 20)
ROLE = "Interventional radiologist, MD"


def approved(
    folder: Path,
    topic: str,
    *,
    language: str = "en",
    by: str = ROLE,
    on: datetime.date = TODAY,
    review_by: datetime.date = REVIEW_BY,
    second: bool = False,
) -> Approved:
    """Approve a topic of a workspace."""
    request = Request(topic, today=on, language=language, workspace=folder)
    return approve(request, Signature(by, review_by, second=second))
