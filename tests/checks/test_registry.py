from __future__ import annotations

import pytest

from handouts.checks import registry
from handouts.checks.registry import Rule, check, checks
from handouts.findings import Severity


def test_check_when_its_code_is_taken_then_the_program_does_not_start(monkeypatch):
    monkeypatch.setattr(registry, "_CHECKS", {})
    rule = Rule("H399", "Example", Severity.WARNING, "why", "source", "instead", "good", "bad")
    check(rule)(lambda _: ())

    with pytest.raises(ValueError, match="H399"):
        check(rule)(lambda _: ())
    assert list(registry._CHECKS) == ["H399"]


def test_checks_when_asked_for_then_they_come_sorted_by_code():
    codes = list(checks())

    assert codes == sorted(codes)
    assert len(codes) == len(set(codes))
