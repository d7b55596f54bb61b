from __future__ import annotations

import pytest

from handouts.checks.facts.said import differs


@pytest.mark.parametrize(
    ("one", "other", "wrong"),
    [
        ((24.0, 24.0), (48.0, 48.0), True),
        ((24.0, 72.0), (48.0, 48.0), False),
        ((24.0, 24.0), (24.0, 24.0), False),
        ((48.0, float("inf")), (24.0, 24.0), True),
        ("keep", "stop", True),
        ("keep", (120.0, 120.0), True),
        ("stop", (120.0, 120.0), False),
        ("midnight", (8.0, 8.0), True),
        ("keep", "keep", False),
    ],
)
def test_values_when_they_cannot_both_be_right_then_they_differ(one, other, wrong):
    assert differs(one, other) is wrong
    assert differs(other, one) is wrong
