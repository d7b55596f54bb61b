"""The schedule: what to do before the appointment, by time, with dates where the appointment is known.

Hours and minutes are elapsed time: 8 hours before 8:30 is 8 hours of fasting, also in the night the
clocks change, as far as the clinic's time zone is known. Days, weeks, months and years are counted on
the calendar; a month that has no such day ends on its last (one month before March 31 is February 28).
"""

from __future__ import annotations

import calendar
import datetime
import math
import zoneinfo
from typing import TYPE_CHECKING

from msgspec import Struct

from handouts.errors import ContentError, UsageError
from handouts.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handouts.content.facts import Offset
    from handouts.content.sections import Preparation


class Appointment(Struct, frozen=True):
    """When and where the patient comes; filled into the page and into nothing else.

    What is not known stays a line to write on.
    """

    at: datetime.datetime | None = None
    """When the procedure begins, by the clock on the clinic's wall (without a time zone)."""
    arrive: datetime.time | None = None
    """When to be there; never the same as `at` unless somebody says so."""
    place: str = ""
    ride: str = ""
    """Who takes the patient home."""
    clinician: str = ""
    """Whom the patient will see."""
    day: datetime.date | None = None
    """The date, where no time of day is known."""
    start: datetime.time | None = None
    """The time of day, where no date is known."""

    @property
    def date(self) -> datetime.date | None:
        """Return the date, if it is known."""
        return self.at.date() if self.at else self.day

    @property
    def time(self) -> datetime.time | None:
        """Return when the procedure begins on that day, if it is known."""
        return self.at.time() if self.at else self.start


class Slot(Struct, frozen=True):
    """One time before the appointment and all there is to do then."""

    offset: Offset
    items: tuple[Preparation, ...]
    day: datetime.date | None = None
    """The date, where an appointment is given and the time has one."""
    clock: datetime.datetime | None = None
    """The date and clock time, where hours or minutes are counted."""
    repeated: bool = False
    """Whether the clock shows `clock` twice in that night; ``clock.fold`` says which is meant."""


def time_zone(name: str | None, shown: str) -> zoneinfo.ZoneInfo | None:
    """Return the time zone of a clinic.

    Args:
        name: an IANA name, or `None` where the clinic gives none.
        shown: the clinic's file, for the finding.

    Raises:
        ContentError: H240 there is no such time zone.
    """
    if name is None:
        return None
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        message = f"“{name}” is not a time zone"
        raise ContentError(Finding("H240", message, Place(shown), "Write an IANA name: “America/New_York”")) from None


def slots(
    items: Iterable[Preparation], appointment: Appointment | None, zone: zoneinfo.ZoneInfo | None
) -> tuple[Slot, ...]:
    """Group items by their time, the earliest first; items of one time keep their order.

    Without an appointment "the day of" stands before the hours; with one, the dates decide. Where its time of
    day is not known, days have their dates and hours have none.

    Raises:
        UsageError: H241 the appointment is at a time that the clock skips, H242 it, or a time before
            it, lies outside the calendar.
    """
    groups: dict[Offset, list[Preparation]] = {}
    for item in items:
        groups.setdefault(item.when, []).append(item)
    if appointment is None or appointment.at is None:
        ordered = sorted(groups, key=lambda offset: -offset.hours())
        day = appointment.date if appointment else None
        return tuple(_of_day(offset, tuple(groups[offset]), day) for offset in ordered)
    at = appointment.at
    _check(at, zone)
    made = [_dated(offset, tuple(group), at, zone) for offset, group in groups.items()]
    return tuple(sorted(made, key=_order))


def _check(at: datetime.datetime, zone: zoneinfo.ZoneInfo | None) -> None:
    if zone is not None:
        try:
            there = at.replace(tzinfo=zone).astimezone(datetime.UTC).astimezone(zone)
        except OverflowError:
            message = "the appointment lies outside the calendar"
            raise UsageError(Finding("H242", message, Place("--appointment"), "Check the appointment's year")) from None
        if there.replace(tzinfo=None) != at:
            message = f"the clocks in {zone.key} skip the time of the appointment on that day"
            raise UsageError(Finding("H241", message, Place("--appointment"), "Give a time that the clock shows"))


def _of_day(offset: Offset, items: tuple[Preparation, ...], day: datetime.date | None) -> Slot:
    """Return a time before a day that has no time of day yet."""
    if day is None or offset.unit == "soon" or offset.has_clock():
        return Slot(offset, items)
    try:
        return Slot(offset, items, day=_days_before(day, offset))
    except (OverflowError, ValueError):
        raise _before_calendar(offset) from None


def _before_calendar(offset: Offset) -> UsageError:
    message = f"“{offset}” lies before the calendar begins"
    return UsageError(Finding("H242", message, Place("--appointment"), "Check the appointment's year"))


def _dated(
    offset: Offset, items: tuple[Preparation, ...], at: datetime.datetime, zone: zoneinfo.ZoneInfo | None
) -> Slot:
    if offset.unit == "soon":
        return Slot(offset, items)
    try:
        if not offset.has_clock():
            return Slot(offset, items, day=_days_before(at.date(), offset))
        clock, repeated = _before(at, datetime.timedelta(**{offset.unit: offset.amount}), zone)
    except (OverflowError, ValueError):
        raise _before_calendar(offset) from None
    return Slot(offset, items, clock.date(), clock, repeated)


def _before(
    at: datetime.datetime, length: datetime.timedelta, zone: zoneinfo.ZoneInfo | None
) -> tuple[datetime.datetime, bool]:
    """Return the wall clock some elapsed time before, and whether the clock shows that time twice."""
    if zone is None:
        return at - length, False
    there = (at.replace(tzinfo=zone).astimezone(datetime.UTC) - length).astimezone(zone)
    repeated = there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset()
    return there.replace(tzinfo=None), repeated


def _days_before(day: datetime.date, offset: Offset) -> datetime.date:
    match offset.unit:
        case "days":
            return day - datetime.timedelta(days=offset.amount)
        case "weeks":
            return day - datetime.timedelta(weeks=offset.amount)
        case unit:
            months = offset.amount * (12 if unit == "years" else 1)
            year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
            return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _order(slot: Slot) -> tuple[datetime.date, float]:
    """Return what sorts slots: the date, then the hours that are left; a whole day before the hours of that day."""
    return slot.day or datetime.date.min, -slot.offset.hours() if slot.clock else -math.inf
