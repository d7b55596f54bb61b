from __future__ import annotations

import zoneinfo
from typing import TYPE_CHECKING

import pytest
from pydantic import TypeAdapter, ValidationError

from handouts.content.clinic import Phone

if TYPE_CHECKING:
    from tests.content.conftest import Desk


def test_load_clinic_when_all_is_right_then_values_and_logo_are_there(desk: Desk) -> None:
    loaded = desk.clinic()
    assert loaded.clinic.name == "Test Clinic"
    assert loaded.clinic.demo is True
    assert loaded.logo is not None
    assert loaded.logo.kind == "svg"
    assert loaded.file.shown == "content/clinic.yaml"


def test_phones_of_when_a_department_has_its_own_then_they_go_before_the_clinics(desk: Desk) -> None:
    clinic = desk.clinic().clinic
    assert clinic.phones_of("test-department").questions == "555-0142"
    assert clinic.phones_of("other").questions == "555-0100"
    assert clinic.department_name("test-department") == "Department of Tests"
    assert clinic.department_name("other") == "Test Department"


def test_load_clinic_when_the_emergency_wording_lacks_the_number_then_its_line_is_named(desk: Desk) -> None:
    desk.change_clinic("Call 911 right away", "Call 9110 right away")
    (finding,) = desk.clinic_refused()
    assert str(finding) == (
        "content/clinic.yaml:18:12: H129 emergency: the heading of the emergency box does not say the number 911"
    )
    assert finding.hint == "Write it like “Call 911 right away”"


@pytest.mark.parametrize(
    ("zone", "message", "hint"),
    [
        ("America/New_Yrok", "“America/New_Yrok” is not a time zone", "Did you mean “America/New_York”?"),
        ("../../etc/passwd", "“../../etc/passwd” is not a time zone", "Write an IANA name such as “America/New_York”"),
    ],
)
def test_load_clinic_when_the_time_zone_is_unknown_then_a_near_one_is_suggested(
    desk: Desk, zone: str, message: str, hint: str
) -> None:
    desk.change_clinic("America/New_York", zone)
    (finding,) = desk.clinic_refused()
    assert str(finding) == f"content/clinic.yaml:24:12: H130 time_zone: {message}"
    assert finding.hint.startswith(hint)


def test_load_clinic_when_the_time_zone_is_a_folder_of_zones_then_it_is_refused(desk: Desk) -> None:
    desk.change_clinic("America/New_York", "America")
    assert [each.code for each in desk.clinic_refused()] == ["H130"]


def test_load_clinic_when_the_machine_has_no_time_zones_then_that_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(name: str) -> object:
        raise zoneinfo.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(zoneinfo, "ZoneInfo", nothing)
    monkeypatch.setattr(zoneinfo, "available_timezones", set)
    (finding,) = desk.clinic_refused()
    assert finding.code == "H131"
    assert finding.message == ("time_zone: “America/New_York” cannot be looked up: this machine has no time zone data")
    assert finding.hint == "Install the Python package “tzdata”"


@pytest.mark.parametrize(
    ("color", "message"),
    [
        ("#FFEE00", "#FFEE00 on white has a contrast of 1.20:1; text needs 4.5:1 (WCAG 1.4.3)"),
        ("#767676", "#767676 on the tint of table heads has a contrast of 4.08:1; text needs 4.5:1 (WCAG 1.4.3)"),
        ("teal", "“teal” is not a color"),
        ("#12345", "“#12345” is not a color"),
    ],
)
def test_load_clinic_when_the_brand_color_is_hard_to_read_then_the_ratio_is_shown(
    desk: Desk, color: str, message: str
) -> None:
    desk.change_clinic("#0B5563", color)
    (finding,) = desk.clinic_refused()
    assert str(finding) == f"content/clinic.yaml:21:8: H128 brand: {message}"


def test_load_clinic_when_many_things_are_wrong_then_all_are_reported_at_once(desk: Desk) -> None:
    desk.change_clinic("page_size: letter", "page_size: A4")
    desk.change_clinic("  questions: 555-0100", "  questions: ask us")
    desk.change_clinic("demo: true", "demo: perhaps")
    desk.change_clinic("web: https:", "web: http:")
    assert [(each.place.line, each.code) for each in desk.clinic_refused()] == [
        (2, "H112"), (14, "H115"), (20, "H115"), (22, "H116"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "number", ["911", "112", "15", "555-0142", "(555) 010-0142", "+49 30 1234567", "555-0142 ext. 7", "1.800.555.0199"]
)
def test_phone_when_it_is_written_as_people_do_then_it_passes(number: str) -> None:
    assert TypeAdapter(Phone).validate_python(number) == number


@pytest.mark.parametrize(
    "number", ["", "1", "call us", "555-0142\n", "555\u20110142", "555-0142 <b>", "\u0665\u0665\u0665-0142"]
)
def test_phone_when_it_holds_anything_else_then_it_is_refused(number: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Phone).validate_python(number)
