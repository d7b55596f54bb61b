from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from handouts.language import Language, load_language
from handouts.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
SPACE = "\u00a0"


@pytest.fixture(scope="module")
def english() -> Language:
    return load_language(Workspace((ROOT,), ROOT / "output", ROOT), "en")


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (1234567, "1,234,567"), (1.5, "1.5"), (1000.5, "1,000.5")],
)
def test_number_when_written_then_thousands_are_grouped(english, value, words):
    assert english.number(value) == words


def test_number_when_a_language_swaps_the_marks_then_they_are_swapped(english):
    swapped = english.model_copy(
        update={"numbers": english.numbers.model_copy(update={"thousands": ".", "decimal": ","})}
    )

    assert swapped.number(1234.5) == "1.234,5"


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (30, 30, "minutes", "30 minutes"),
        (1, 1, "hours", "1 hour"),
        (1, 2, "hours", "1 to 2 hours"),
        (0.5, 1, "hours", "0.5 to 1 hour"),
        (1.5, 1.5, "days", "1.5 days"),
        (1, 1, "months", "1 month"),
        (2, 3, "weeks", "2 to 3 weeks"),
        (1, 1, "years", "1 year"),
        (1000, 2000, "days", "1,000 to 2,000 days"),
    ],
)
def test_duration_when_worded_then_the_unit_agrees_with_its_number(english, low, high, unit, words):
    assert english.duration(low, high, unit) == words


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (8, "hours", "8 hours before"),
        (1, "hours", "1 hour before"),
        (1, "days", "The day before"),
        (0, "days", "The day of"),
        (2, "days", "2 days before"),
        (1, "weeks", "1 week before"),
        (90, "minutes", "90 minutes before"),
        (0, "soon", "As soon as you can"),
    ],
)
def test_offset_when_worded_then_named_days_have_their_names(english, amount, unit, words):
    assert english.offset(amount, unit) == words


@pytest.mark.parametrize(
    ("n", "to", "of", "words"),
    [
        (5, None, 100, "About **5 in 100** people"),
        (1, 3, 100, "Between **1 and 3 in 100** people"),
        (5, None, 1000, "About **5 in 1,000** people"),
        (12, None, 10000, "About **12 in 10,000** people"),
        (0, 2, 1000, "Up to **2 in 1,000** people"),
        (100, None, 100, "About **100 in 100** people"),
    ],
)
def test_frequency_when_worded_then_both_numbers_stand_there(english, n, to, of, words):
    assert english.frequency(n, to, of) == words


def test_frequency_when_nobody_was_counted_then_it_does_not_say_never(english):
    assert english.frequency(0, None, 100) == "Fewer than **1 in 100** people"


@pytest.mark.parametrize(
    ("n", "to", "words"),
    [
        (5, None, "with 5 filled in"),
        (1, 3, "with 1 filled in and 2 more half filled in"),
        (0, 2, "with 2 half filled in"),
    ],
)
def test_dots_when_worded_then_the_picture_is_told_in_numbers(english, n, to, words):
    assert english.dots(n, to, 1000) == f"A picture of 1,000 dots, one for each person, {words}"


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("full", "December 3, 2026"),
        ("month", "December 2026"),
        ("weekday", f"Thursday, December{SPACE}3"),
        ("weekday_full", f"Thursday, December{SPACE}3, 2026"),
    ],
)
def test_date_when_worded_then_each_form_has_its_pattern(english, form, words):
    assert english.date(datetime.date(2026, 12, 3), form) == words


def test_date_when_every_day_of_a_week_and_month_of_a_year_is_worded_then_none_repeats(english):
    days = [english.date(datetime.date(2026, 6, 1) + datetime.timedelta(n), "weekday") for n in range(7)]
    months = [english.date(datetime.date(2026, n, 1), "month") for n in range(1, 13)]

    assert [day.split(",")[0] for day in days][::6] == ["Monday", "Sunday"]
    assert len({day.split(",")[0] for day in days}) == 7
    assert len(set(months)) == 12
    assert (months[0], months[-1]) == ("January 2026", "December 2026")


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (0, 30, f"12:30{SPACE}AM"),
        (8, 5, f"8:05{SPACE}AM"),
        (11, 59, f"11:59{SPACE}AM"),
        (12, 0, f"12:00{SPACE}noon"),
        (12, 1, f"12:01{SPACE}PM"),
        (20, 30, f"8:30{SPACE}PM"),
        (0, 0, f"12:00{SPACE}midnight"),
        (0, 1, f"12:01{SPACE}AM"),
    ],
)
def test_clock_when_worded_then_noon_and_midnight_are_words(english, hour, minute, words):
    assert english.clock(datetime.time(hour, minute)) == words


def test_clock_when_a_language_counts_to_24_then_the_pattern_decides(english):
    german = english.model_copy(
        update={"dates": english.dates.model_copy(update={"clock": "{hour}:{minute} Uhr", "noon": "12:00 Uhr"})}
    )

    assert german.clock(datetime.time(20, 5)) == "20:05 Uhr"
    assert german.clock(datetime.time(12, 0)) == "12:00 Uhr"


def test_moment_when_worded_then_day_and_clock_stand_together(english):
    assert english.moment(datetime.datetime(2026, 12, 3, 0, 30)) == f"Thursday, December{SPACE}3, 12:30{SPACE}AM"


def test_moment_when_it_is_midnight_then_both_days_are_named(english):
    told = english.moment(datetime.datetime(2026, 12, 3, 0, 0))

    assert told == f"Midnight between Wednesday, December{SPACE}2 and Thursday, December{SPACE}3"


def test_moment_when_the_clock_shows_it_twice_then_it_says_which(english):
    first = english.moment(datetime.datetime(2026, 11, 1, 1, 30), repeated=True)
    second = english.moment(datetime.datetime(2026, 11, 1, 1, 30, fold=1), repeated=True)

    assert first.startswith(f"Sunday, November{SPACE}1, 1:30{SPACE}AM (the first time")
    assert second.startswith(f"Sunday, November{SPACE}1, 1:30{SPACE}AM (the second time")
