from __future__ import annotations

import dataclasses
import datetime

import pytest

from handouts.report.details import anchor, card, review
from tests.report.conftest import TODAY
from tests.report.reading import Reader


@pytest.mark.parametrize(
    ("day", "status", "expired", "told"),
    [
        ("2028-11-20", "draft", False, "draft, next review November 20, 2028"),
        ("2026-12-01", "approved", False, "approved, next review December 1, 2026 (in 10 days)"),
        ("2026-11-20", "draft", False, "draft, next review November 20, 2026 (1 days ago)"),
        ("2026-11-20", "approved", True, "approved, but past its review date November 20, 2026"),
    ],
)
def test_review_when_told_then_says_how_long_it_holds(ward, day, status, expired, told):
    entry = dataclasses.replace(
        ward.gathered().entries[0], next_review=datetime.date.fromisoformat(day), status=status, expired=expired
    )

    assert review(entry, TODAY) == told.replace("1 days", "1 day")


def test_card_when_nothing_was_found_then_says_so_and_shows_the_chart(ward):
    found = ward.gathered()
    reader = Reader(card(found.entries[0], found, 1, TODAY))

    assert len(reader.all("svg")) == 1
    assert "Nothing." in reader.text
    assert reader.all("section")[0]["aria-labelledby"] == anchor(1)


def test_card_when_a_language_has_no_measure_then_there_is_no_chart(ward):
    found = ward.gathered()
    entry = dataclasses.replace(found.entries[1], sections=(), level=None)
    reader = Reader(card(entry, found, 2, TODAY))

    assert reader.all("svg") == []
    assert "widget" in reader.text
