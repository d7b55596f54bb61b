from __future__ import annotations

import datetime
import zoneinfo

import pytest

from handouts.content.facts import Offset
from handouts.content.sections import Preparation
from handouts.errors import ContentError, UsageError
from handouts.layouts.schedule import Appointment, slots, time_zone

NEW_YORK = zoneinfo.ZoneInfo("America/New_York")


def _items(*offsets):
    return [Preparation.model_validate({"when": when, "text": f"Item {n}."}) for n, when in enumerate(offsets)]


def _told(made):
    return [str(slot.offset) for slot in made]


def _at(text):
    return Appointment(datetime.datetime.fromisoformat(text))


def _one(offset, at, zone=None):
    (slot,) = slots(_items(offset), _at(at), zone)
    return slot


def test_slots_when_there_is_no_appointment_then_the_earliest_time_comes_first():
    made = slots(
        _items(
            "90 minutes before", "the day of", "1 week before", "8 hours before", "the day before", "2 months before"
        ),
        None,
        None,
    )

    assert _told(made) == [
        "2 months before",
        "1 week before",
        "the day before",
        "the day of",
        "8 hours before",
        "90 minutes before",
    ]
    assert all(slot.day is None and slot.clock is None for slot in made)


def test_slots_when_times_repeat_then_their_items_are_together_in_their_order():
    made = slots(_items("1 week before", "the day of", "1 week before"), None, None)

    assert [[item.text for item in slot.items] for slot in made] == [["Item 0.", "Item 2."], ["Item 1."]]


def test_slots_when_an_appointment_is_given_then_no_item_is_lost_or_doubled():
    items = _items("1 week before", "8 hours before", "as soon as you can", "1 week before", "the day of")

    made = slots(items, _at("2026-12-03T08:30"), NEW_YORK)

    assert sorted(item.text for slot in made for item in slot.items) == sorted(item.text for item in items)


def test_slots_when_an_appointment_is_given_then_the_dates_run_on():
    made = slots(
        _items(
            "the day of", "12 hours before", "the day before", "8 hours before", "as soon as you can", "1 week before"
        ),
        _at("2026-12-03T08:30"),
        None,
    )

    # Twelve hours before 8:30 in the morning is the evening before.
    assert _told(made) == [
        "as soon as you can",
        "1 week before",
        "the day before",
        "12 hours before",
        "the day of",
        "8 hours before",
    ]


@pytest.mark.parametrize(
    ("offset", "at", "day"),
    [
        ("the day of", "2026-12-03T08:30", "2026-12-03"),
        ("the day before", "2026-12-03T08:30", "2026-12-02"),
        ("3 days before", "2026-03-02T08:30", "2026-02-27"),
        ("3 days before", "2028-03-02T08:30", "2028-02-28"),
        ("1 week before", "2026-12-03T08:30", "2026-11-26"),
        ("1 month before", "2026-03-31T08:30", "2026-02-28"),
        ("1 month before", "2028-03-31T08:30", "2028-02-29"),
        ("2 months before", "2026-01-15T08:30", "2025-11-15"),
        ("13 months before", "2026-01-31T08:30", "2024-12-31"),
        ("1 year before", "2028-02-29T08:30", "2027-02-28"),
    ],
)
def test_day_when_days_and_longer_are_counted_then_the_calendar_decides(offset, at, day):
    slot = _one(offset, at)

    assert slot.day == datetime.date.fromisoformat(day)
    assert slot.clock is None


@pytest.mark.parametrize(
    ("offset", "at", "clock"),
    [
        ("8 hours before", "2026-12-03T08:30", "2026-12-03T00:30"),
        ("8 hours before", "2026-12-03T08:00", "2026-12-03T00:00"),
        ("12 hours before", "2026-12-03T08:30", "2026-12-02T20:30"),
        ("90 minutes before", "2026-01-01T00:15", "2025-12-31T22:45"),
        ("48 hours before", "2026-12-03T08:30", "2026-12-01T08:30"),
    ],
)
@pytest.mark.parametrize("zone", [None, NEW_YORK])
def test_clock_when_hours_are_counted_on_a_usual_day_then_it_is_told(offset, at, clock, zone):
    slot = _one(offset, at, zone)

    assert slot.clock == datetime.datetime.fromisoformat(clock)
    assert slot.clock.tzinfo is None
    assert slot.day == slot.clock.date()
    assert not slot.repeated


@pytest.mark.parametrize(
    ("at", "elapsed", "wall"),
    [
        # The clocks go forward at 2:00 on March 8, 2026: the night has one hour less.
        ("2026-03-08T08:30", "2026-03-07T23:30", "2026-03-08T00:30"),
        # They go back at 2:00 on November 1, 2026: the night has one hour more.
        ("2026-11-01T08:30", "2026-11-01T01:30", "2026-11-01T00:30"),
    ],
)
def test_clock_when_the_clocks_change_in_that_night_then_eight_hours_pass(at, elapsed, wall):
    assert _one("8 hours before", at, NEW_YORK).clock == datetime.datetime.fromisoformat(elapsed)
    assert _one("8 hours before", at).clock == datetime.datetime.fromisoformat(wall)


def test_clock_when_it_shows_a_time_twice_then_the_slot_says_which():
    second = _one("7 hours before", "2026-11-01T08:30", NEW_YORK)
    first = _one("8 hours before", "2026-11-01T08:30", NEW_YORK)

    assert first.clock == second.clock.replace(fold=0)
    assert (first.repeated, first.clock.fold) == (True, 0)
    assert (second.repeated, second.clock.fold) == (True, 1)


def test_slots_when_a_clock_time_comes_twice_then_the_first_stands_first():
    made = slots(
        _items("7 hours before", "420 minutes before", "8 hours before", "6 hours before"),
        _at("2026-11-01T08:30"),
        NEW_YORK,
    )

    assert _told(made) == ["8 hours before", "7 hours before", "420 minutes before", "6 hours before"]


def test_slot_when_it_is_as_soon_as_you_can_then_it_has_no_date():
    slot = _one("as soon as you can", "2026-12-03T08:30")

    assert (slot.day, slot.clock) == (None, None)


def test_appointment_when_the_clock_skips_its_time_then_it_is_refused():
    with pytest.raises(UsageError) as caught:
        slots(_items("1 hour before"), _at("2026-03-08T02:30"), NEW_YORK)

    (finding,) = caught.value.findings
    assert finding.code == "H241"
    assert "America/New_York" in finding.message
    # A message may be logged, and the appointment is nobody else's business.
    assert "02:30" not in finding.message


def test_appointment_when_it_is_at_a_repeated_time_then_it_is_taken():
    assert _one("1 hour before", "2026-11-01T01:30", NEW_YORK).clock == datetime.datetime(2026, 11, 1, 0, 30)


@pytest.mark.parametrize(
    "offset", ["9999 years before", "9999 weeks before", "9999 hours before", "9999 months before"]
)
def test_appointment_when_a_time_lies_before_the_calendar_then_it_is_refused(offset):
    with pytest.raises(UsageError) as caught:
        slots(_items(offset), _at("0001-06-01T08:30"), None)

    assert [finding.code for finding in caught.value.findings] == ["H242"]


@pytest.mark.parametrize(("at", "zone"), [("9999-12-31T23:59", "America/New_York"), ("0001-01-01T00:30", "Asia/Tokyo")])
def test_appointment_when_it_lies_outside_the_calendar_then_it_is_refused(at, zone):
    with pytest.raises(UsageError) as caught:
        slots(_items("the day of"), _at(at), zoneinfo.ZoneInfo(zone))

    assert [finding.code for finding in caught.value.findings] == ["H242"]


def test_time_zone_when_named_then_it_is_found():
    assert time_zone("America/New_York", "clinic.yaml") == NEW_YORK
    assert time_zone(None, "clinic.yaml") is None


@pytest.mark.parametrize("name", ["Mars/Olympus", "../../etc/passwd", "", "America"])
def test_time_zone_when_there_is_none_then_it_is_refused(name):
    with pytest.raises(ContentError) as caught:
        time_zone(name, "clinic.yaml")

    (finding,) = caught.value.findings
    assert (finding.code, finding.place.file) == ("H240", "clinic.yaml")


def test_offset_when_it_is_the_key_of_a_group_then_two_spellings_are_one():
    made = slots(_items("the day before", "1 day before"), None, None)

    assert [slot.offset for slot in made] == [Offset(1, "days")]


def test_slots_when_only_the_day_is_known_then_days_have_dates_and_hours_have_none():
    items = _items("2 hours before", "1 week before", "as soon as you can", "the day before", "the day of")
    made = slots(items, Appointment(day=datetime.date(2026, 12, 3)), NEW_YORK)
    assert _told(made) == ["as soon as you can", "1 week before", "the day before", "the day of", "2 hours before"]
    days = [None, datetime.date(2026, 11, 26), datetime.date(2026, 12, 2), datetime.date(2026, 12, 3), None]
    assert [slot.day for slot in made] == days
    assert not any(slot.clock for slot in made)
    with pytest.raises(UsageError) as caught:
        slots(_items("2000 years before"), Appointment(day=datetime.date(1900, 1, 1)), None)
    assert caught.value.findings[0].code == "H242"


def test_slots_when_only_the_time_of_day_is_known_then_nothing_is_dated():
    known = Appointment(start=datetime.time(8, 30))
    items = _items("2 hours before", "1 week before")
    assert slots(items, known, NEW_YORK) == slots(items, None, NEW_YORK)
    assert (known.date, known.time) == (None, datetime.time(8, 30))
    assert (_at("2026-12-03 08:30").date, _at("2026-12-03 08:30").time) == (
        datetime.date(2026, 12, 3),
        datetime.time(8, 30),
    )
