from __future__ import annotations

import datetime
import json

import pytest

from handouts.errors import UsageError, WorkspaceError
from handouts.findings import Severity
from handouts.report.history import MARK, Memory, changes, memory, remembered
from tests.report.conftest import TODAY

LATER = datetime.date(2026, 12, 1)


def _entry(**changed):
    return {
        "title": "T",
        "words": "a",
        "grade": "5.0",
        "status": "draft",
        "review": "2028-11-20",
        "findings": [],
    } | changed


def _told(old, new):
    return [(change.topic, change.texts) for change in changes(Memory("2026-12-01", new, Memory("2026-11-21", old)))]


def test_changes_when_there_is_no_last_report_then_there_are_none():
    assert changes(Memory("2026-11-21", {"a en": _entry()})) == ()


@pytest.mark.parametrize(
    ("changed", "texts"),
    [
        ({}, None),
        ({"words": "b"}, ("words changed",)),
        ({"grade": "6.1"}, ("reading grade 5.0 → 6.1",)),
        ({"grade": ""}, ("reading grade 5.0 → unknown",)),
        ({"status": "approved"}, ("status draft → approved",)),
        ({"review": "2029-01-01"}, ("next review 2028-11-20 → 2029-01-01",)),
        ({"findings": ["H320 x"]}, ("1 finding new (H320)",)),
        ({"findings": ["H320 x", "H320 x", "H110 y"]}, ("3 findings new (H110, H320)",)),
    ],
)
def test_changes_when_a_handout_changed_then_says_in_what(changed, texts):
    assert _told({"a en": _entry()}, {"a en": _entry(**changed)}) == ([("a en", texts)] if texts else [])


def test_changes_when_findings_handouts_go_and_come_then_says_so():
    assert _told({"a en": _entry(findings=["H320 x", "H320 x"])}, {"a en": _entry(findings=["H320 x"])}) == [
        ("a en", ("1 finding gone (H320)",))
    ]
    assert _told({"a en": _entry()}, {"b en": _entry()}) == [("a en", ("no longer there",)), ("b en", ("new",))]


def test_memory_when_written_and_read_then_is_the_same(ward):
    first = memory(ward.gathered().entries, TODAY, None)
    ward.add("ward/apple", **{"title: Opening": "title: Closing </script><b>"})
    second = memory(ward.gathered().entries, LATER, first)

    text = second.text()
    assert text.count("<") == 2, "no title can end the element"
    assert remembered(MARK + text, "r.html") == second
    assert second.before == first


def test_memory_when_nothing_changed_then_the_last_report_stands(ward):
    entries = ward.gathered().entries
    first = memory(entries, TODAY, None)

    assert memory(entries, LATER, first) is first
    anew = memory(entries, LATER, first, anew=True)
    assert (anew.day, anew.before, changes(anew)) == ("2026-12-01", first, ())


def test_remembered_when_the_file_is_no_report_then_it_is_refused():
    with pytest.raises(UsageError, match="H307"):
        remembered("<html></html>", "r.html")


def _with(**changed):
    data = {"form": 1, "day": "2026-11-21", "entries": {"a en": _entry()}} | changed
    return f'<script type="application/json" id="record">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    "record",
    [
        "",
        '<script type="application/json" id="record">{"form": 1</script>',
        '<script type="application/json" id="record">[]</script>',
        '<script type="application/json" id="record">' + "[" * 50_000 + "</script>",
        _with(form=2),
        _with(day="yesterday"),
        _with(entries=[]),
        _with(entries={"a en": {"title": "T"}}),
        _with(entries={"a en": _entry(findings=None)}),
        _with(before={"day": "2026-11-20"}),
        _with(before=[1]),
    ],
)
def test_remembered_when_the_record_is_damaged_then_warns(record):
    with pytest.raises(WorkspaceError) as caught:
        remembered(MARK + record, "r.html")

    (finding,) = caught.value.findings
    assert (finding.code, finding.severity, finding.place.file) == ("H306", Severity.WARNING, "r.html")
