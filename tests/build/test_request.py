"""Requests, outcomes and appointments."""

from __future__ import annotations

import datetime

import pytest

from handouts.build.request import Outcome, Request, parse_appointment
from handouts.errors import ExitCode, UsageError
from handouts.findings import Finding, Place, Severity

TODAY = datetime.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-12-03 08:30", (2026, 12, 3, 8, 30)),
        ("2026-12-03T08:30", (2026, 12, 3, 8, 30)),
        (" 2026-12-03 00:00 ", (2026, 12, 3, 0, 0)),
        ("2028-02-29 23:59", (2028, 2, 29, 23, 59)),
        ("2026-11-21 07:00", (2026, 11, 21, 7, 0)),
    ],
)
def test_parse_appointment_when_right_then_returns_the_wall_clock(text, at):
    parsed, warnings = parse_appointment(text, TODAY)
    assert parsed == datetime.datetime(*at)
    assert parsed.tzinfo is None
    assert warnings == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not a day and a time"),
        ("tomorrow", "not a day and a time"),
        ("2026-12-03", "not a day and a time"),
        ("08:30", "not a day and a time"),
        ("2026-12-3 8:30", "not a day and a time"),
        ("12/03/2026 08:30", "not a day and a time"),
        ("2026-12-03 8:30 AM", "not a day and a time"),
        ("2026-12-03 08:30:00", "not a day and a time"),
        ("2026-12-03 08:30Z", "not a day and a time"),
        ("\uff12\uff10\uff12\uff16-12-03 08:30", "not a day and a time"),
        ("2026-13-03 08:30", "month"),
        ("2026-00-03 08:30", "month"),
        ("2026-02-29 08:30", "does not have the day"),
        ("2026-04-31 08:30", "does not have the day"),
        ("2026-04-00 08:30", "does not have the day"),
        ("0000-04-01 08:30", "does not have the day"),
        ("2026-12-03 24:00", "time of the appointment"),
        ("2026-12-03 08:60", "time of the appointment"),
    ],
)
def test_parse_appointment_when_wrong_then_tells_what_and_never_repeats_it(text, words):
    with pytest.raises(UsageError) as raised:
        parse_appointment(text, TODAY)
    (finding,) = raised.value.findings
    assert finding.code == "H537"
    assert words in finding.message
    assert finding.hint
    assert not text.strip() or text not in finding.message
    assert raised.value.exit_code == ExitCode.USAGE


def test_parse_appointment_when_past_then_warns():
    _, (warning,) = parse_appointment("2026-11-20 08:30", TODAY)
    assert (warning.code, warning.severity) == ("H538", Severity.WARNING)
    assert "2026" not in warning.message + warning.hint


def test_request_when_shown_then_hides_the_appointment():
    request = Request("a/b", today=TODAY, appointment="2026-12-03 08:30")
    assert "12-03" not in repr(request)
    assert "12-03" not in repr(Outcome(request))


def test_request_when_made_by_position_then_takes_only_the_topic():
    with pytest.raises(TypeError):
        Request("a/b", TODAY)  # type: ignore[call-arg]  # the mistake under test


def test_outcome_when_there_are_only_warnings_then_is_ok():
    request = Request("a/b", today=TODAY)
    warning = Finding("H999", "w", Place("f"), severity=Severity.WARNING)
    error = Finding("H999", "e", Place("f"))
    assert Outcome(request, findings=(warning,)).ok
    assert not Outcome(request, findings=(warning, error)).ok
    assert not Outcome(request, fault=RuntimeError()).ok
