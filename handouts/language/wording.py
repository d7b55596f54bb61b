"""How one language words numbers, dates, lengths of time and frequencies."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from handouts.language.phrases import Phrases
from handouts.language.slots import DatePattern, Phrase, Text, slots
from handouts.model import LanguageCode, Model


class Unit(Model):
    """The word for a unit of time."""

    one: Phrase
    """With exactly 1."""
    other: Phrase
    """With any other number."""


class Units(Model):
    """The units of durations and of times before the appointment."""

    minutes: Unit
    hours: Unit
    days: Unit
    weeks: Unit
    months: Unit
    years: Unit


class Numbers(Model):
    """How numbers are written."""

    thousands: Annotated[str, Field(max_length=1)]
    """Stands between groups of three digits."""
    decimal: Annotated[str, Field(min_length=1, max_length=1)]
    """Stands before the fraction."""


class Dates(Model):
    """How dates and clock times are written."""

    full: DatePattern
    """A date on its own."""
    month: DatePattern
    """A month of a year."""
    weekday: DatePattern
    """A day near the appointment."""
    weekday_full: DatePattern
    """The day of the appointment."""
    moment: Annotated[Text, slots("date", "clock")]
    """A day and a clock time."""
    clock: Annotated[Text, slots("minute", optional=("hour", "hour12", "half"))]
    """A clock time; ``{hour}`` counts to 23, ``{hour12}`` to 12."""
    noon: Phrase
    """12:00 in the middle of the day, which "12:00 PM" says badly."""
    midnight: Annotated[Text, slots("before", "after")]
    """00:00, told by the days on both its sides: "12:00 AM" of a date is taken for the end of that day."""
    midnight_clock: Phrase
    """00:00 where no date stands beside it."""
    clocks_first: Annotated[Text, slots("moment")]
    """The first of two equal clock times in the night the clocks go back."""
    clocks_second: Annotated[Text, slots("moment")]
    """The second of them."""
    halves: tuple[Phrase, Phrase]
    """Before and after noon."""
    months: Annotated[tuple[Phrase, ...], Field(min_length=12, max_length=12)]
    """January first."""
    weekdays: Annotated[tuple[Phrase, ...], Field(min_length=7, max_length=7)]
    """Monday first (ISO 8601)."""


class Times(Model):
    """How lengths of time and times before the appointment are written."""

    duration: Annotated[Text, slots("amount", "unit")]
    range: Annotated[Text, slots("low", "high", "unit")]
    before: Annotated[Text, slots("amount", "unit")]
    day_before: Phrase
    day_of: Phrase
    soon: Phrase


class Frequencies(Model):
    """How often something happens, always with the number of people it is counted among."""

    about: Annotated[Text, slots("n", "of", bold=True)]
    between: Annotated[Text, slots("n", "to", "of", bold=True)]
    up_to: Annotated[Text, slots("to", "of", bold=True)]
    """A range from zero."""
    fewer: Annotated[Text, slots("of", bold=True)]
    """Zero: a count of none never proves that it cannot happen."""
    over: Annotated[Text, slots("frequency", "over", bold=True)]
    """With the time it was counted in, as the content file words it."""
    within: Annotated[Text, slots("frequency", "duration", bold=True)]
    """With the length of time it was counted in."""
    not_known: Phrase
    dots: Annotated[Text, slots("n", "of")]
    """What a picture of dots shows."""
    dots_between: Annotated[Text, slots("n", "more", "of")]
    """What it shows of a range: as many as it is at least, and how many more it may be."""
    dots_up_to: Annotated[Text, slots("to", "of")]
    """What it shows of a range from zero."""


class Language(Model):
    """One language file."""

    code: LanguageCode
    name: Phrase
    """What its speakers call it."""
    direction: Literal["ltr", "rtl"]
    numbers: Numbers
    units: Units
    times: Times
    dates: Dates
    frequencies: Frequencies
    phrases: Phrases

    def number(self, value: float) -> str:
        """Return a number with its thousands grouped ("1,000", "1.5")."""
        grouped = f"{value:,}"
        return grouped.replace(",", "\0").replace(".", self.numbers.decimal).replace("\0", self.numbers.thousands)

    def _unit(self, amount: float, unit: str) -> str:
        words: Unit = getattr(self.units, unit)
        return words.one if amount == 1 else words.other

    def duration(self, low: float, high: float, unit: str) -> str:
        """Return a length of time ("30 minutes", "1 to 2 hours")."""
        if low == high:
            return self.times.duration.format(amount=self.number(low), unit=self._unit(low, unit))
        return self.times.range.format(low=self.number(low), high=self.number(high), unit=self._unit(high, unit))

    def offset(self, amount: int, unit: str) -> str:
        """Return a time before the appointment; the unit "soon" is "as soon as you can"."""
        if unit == "soon":
            return self.times.soon
        if unit == "days" and amount in (0, 1):
            return self.times.day_before if amount else self.times.day_of
        return self.times.before.format(amount=self.number(amount), unit=self._unit(amount, unit))

    def frequency(self, n: int, to: int | None, of: int) -> str:
        """Return how many people out of how many, bold words between ``**``."""
        slots = {"n": self.number(n), "to": self.number(to or 0), "of": self.number(of)}
        forms = self.frequencies
        if n == 0:
            return (forms.up_to if to else forms.fewer).format(**slots)
        return (forms.between if to else forms.about).format(**slots)

    def dots(self, n: int, to: int | None, of: int) -> str:
        """Return what a picture of `of` dots shows: `n` filled, and from there to `to` half filled."""
        slots = {"n": self.number(n), "to": self.number(to or n), "more": self.number((to or n) - n)}
        forms = self.frequencies
        form = forms.dots if to is None else forms.dots_between if n else forms.dots_up_to
        return form.format(of=self.number(of), **slots)

    def date(self, day: datetime.date, form: Literal["full", "month", "weekday", "weekday_full"] = "full") -> str:
        """Return a date ("December 3, 2026", "December 2026", "Thursday, December 3")."""
        pattern: str = getattr(self.dates, form)
        return pattern.format(
            weekday=self.dates.weekdays[day.weekday()],
            day=day.day,
            month=self.dates.months[day.month - 1],
            month_number=day.month,
            year=day.year,
        )

    def clock(self, time: datetime.time) -> str:
        """Return a clock time ("8:30 AM"); noon and midnight are words."""
        if time.minute == 0 and time.hour in (0, 12):
            return self.dates.noon if time.hour else self.dates.midnight_clock
        return self.dates.clock.format(
            hour=time.hour,
            hour12=(time.hour + 11) % 12 + 1,
            minute=f"{time.minute:02}",
            half=self.dates.halves[time.hour // 12],
        )

    def moment(self, at: datetime.datetime, repeated: bool = False) -> str:
        """Return a day and a clock time ("Thursday, December 3, 12:30 AM").

        Args:
            at: the wall clock; ``fold`` counts where `repeated` is true.
            repeated: whether the clock shows this time twice in that night.
        """
        if (at.hour, at.minute) == (0, 0):
            before = at.date() - datetime.timedelta(days=1)
            words = self.dates.midnight.format(
                before=self.date(before, "weekday"), after=self.date(at.date(), "weekday")
            )
        else:
            words = self.dates.moment.format(date=self.date(at.date(), "weekday"), clock=self.clock(at.time()))
        if repeated:
            return (self.dates.clocks_second if at.fold else self.dates.clocks_first).format(moment=words)
        return words
