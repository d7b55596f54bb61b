from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from handouts.content.facts import UNITS, Duration, Frequency, HowOften, Offset

DURATION: TypeAdapter[Duration] = TypeAdapter(Duration)
OFFSET: TypeAdapter[Offset] = TypeAdapter(Offset)
HOW_OFTEN: TypeAdapter[Any] = TypeAdapter(HowOften)


def errors(adapter: TypeAdapter[Any], value: object) -> list[Any]:
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python(value)
    return list(caught.value.errors())


@pytest.mark.parametrize(
    ("text", "duration", "words"),
    [
        ("30 minutes", Duration(30, 30, "minutes"), "30 minutes"),
        ("1 hour", Duration(1, 1, "hours"), "1 hour"),
        ("1 to 2 hours", Duration(1, 2, "hours"), "1 to 2 hours"),
        (" 1  to\u00a02 hours ", Duration(1, 2, "hours"), "1 to 2 hours"),
        ("0.5 to 1 hour", Duration(0.5, 1, "hours"), "0.5 to 1 hours"),
        ("4 weeks", Duration(4, 4, "weeks"), "4 weeks"),
    ],
)
def test_duration_when_words_are_right_then_numbers_come_out(text: str, duration: Duration, words: str) -> None:
    assert DURATION.validate_python(text) == duration
    assert str(duration) == words
    assert DURATION.dump_json(duration) == f'"{words}"'.encode()


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("3 dayz", "fact_form", "“3 dayz” is not a length of time"),
        ("about 3 days", "fact_form", "“about 3 days” is not a length of time"),
        ("1-2 hours", "fact_form", "“1-2 hours” is not a length of time"),
        ("\u0663 hours", "fact_form", "“\u0663 hours” is not a length of time"),
        ("99999 hours", "fact_form", "“99999 hours” is not a length of time"),
        ("-1 hours", "fact_form", "“-1 hours” is not a length of time"),
        ("2 to 1 hours", "fact_range", "“2 to 1 hours” runs backwards or is no time at all"),
        ("0 hours", "fact_range", "“0 hours” runs backwards or is no time at all"),
    ],
)
def test_duration_when_words_are_wrong_then_the_message_quotes_them(text: str, kind: str, message: str) -> None:
    (error,) = errors(DURATION, text)
    assert (error["type"], error["msg"]) == (kind, message)
    assert error["ctx"]["hint"]


@given(st.integers(0, 9999), st.integers(0, 9999), st.sampled_from(UNITS))
def test_duration_when_written_and_read_again_then_it_is_the_same(one: int, other: int, unit: str) -> None:
    duration = Duration(min(one, other), max(one, other) or 1, unit)
    assert DURATION.validate_python(str(duration)) == duration
    assert hash(Duration.read(str(duration))) == hash(duration)
    low, high = duration.hours()
    assert 0 <= low <= high


@given(st.integers(1, 9999), st.sampled_from(UNITS))
def test_offset_when_written_and_read_again_then_it_is_the_same(amount: int, unit: str) -> None:
    offset = Offset(amount, unit)
    assert OFFSET.validate_python(str(offset)) == offset
    assert offset.has_clock() == (unit in ("minutes", "hours"))


@given(st.text(max_size=20))
def test_offset_when_text_is_anything_then_it_is_read_or_refused_in_plain_words(text: str) -> None:
    try:
        offset = OFFSET.validate_python(text)
    except ValidationError as error:
        kinds = {each["type"] for each in error.errors()}
    else:
        kinds = {"fact_form"} if OFFSET.validate_python(str(offset)) == offset else {"another offset"}
    assert kinds <= {"fact_form", "fact_range"}


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("8 hours before", Offset(8, "hours")),
        ("1 week before", Offset(1, "weeks")),
        ("the day before", Offset(1, "days")),
        ("1 day before", Offset(1, "days")),
        ("the day of", Offset(0, "days")),
        ("as soon as you can", Offset(0, "soon")),
    ],
)
def test_offset_when_words_are_right_then_numbers_come_out(text: str, offset: Offset) -> None:
    assert OFFSET.validate_python(text) == offset
    assert OFFSET.validate_python(str(offset)) == offset


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("8 hours", "“8 hours” is not a time before the appointment"),
        ("8:00", "“8:00” is not a time before the appointment"),
        ("0 hours before", "“0 hours before” is no time at all"),
        ("1.5 hours before", "“1.5 hours before” is not a time before the appointment"),
    ],
)
def test_offset_when_words_are_wrong_then_the_message_quotes_them(text: str, message: str) -> None:
    (error,) = errors(OFFSET, text)
    assert error["msg"] == message


def test_offset_when_sorted_by_hours_then_the_first_thing_to_do_comes_first() -> None:
    words = [
        "90 minutes before",
        "the day of",
        "as soon as you can",
        "8 hours before",
        "the day before",
        "1 week before",
    ]
    offsets = sorted(map(Offset.read, words), key=Offset.hours, reverse=True)
    assert [str(each) for each in offsets] == [
        "as soon as you can", "1 week before", "the day before", "the day of", "8 hours before", "90 minutes before",
    ]  # fmt: skip


@pytest.mark.parametrize("value", [3, None, ["8 hours before"], {"a": 1}])
@pytest.mark.parametrize("adapter", [DURATION, OFFSET], ids=["duration", "offset"])
def test_fact_when_it_is_no_text_then_its_type_is_wrong(adapter: TypeAdapter[Any], value: object) -> None:
    assert [each["type"] for each in errors(adapter, value)] == ["string_type"]


def test_fact_when_changed_after_reading_then_it_is_refused() -> None:
    duration = Duration.read("1 hour")
    with pytest.raises(AttributeError):
        duration.low = 5  # type: ignore[misc]  # it is frozen, and that is the point


def test_how_often_when_counts_are_text_then_they_are_numbers() -> None:
    value = {"n": "5", "to": "8", "of": "100", "over": " in 30\ndays", "source": "sir-2010"}
    assert HOW_OFTEN.validate_python(value) == Frequency(n=5, to=8, of=100, over="in 30 days", source="sir-2010")
    assert HOW_OFTEN.validate_python("not known") == "not known"


@pytest.mark.parametrize("n", ["05", "1_0", "5.0", "+5", "-1", "\u0665", " 5", "5 %", "1e2", ""])
def test_frequency_when_a_count_is_no_plain_number_then_it_is_refused(n: str) -> None:
    found = errors(TypeAdapter(Frequency), {"n": n, "of": "100", "source": "a"})
    assert [(each["loc"], each["type"]) for each in found] == [(("n",), "number_form")]


@pytest.mark.parametrize(
    ("counts", "message", "key"),
    [
        ({"n": "9", "to": "8", "of": "100"}, "“to” (8) must be larger than “n” (9)", "to"),
        ({"n": "8", "to": "8", "of": "100"}, "“to” (8) must be larger than “n” (8)", "to"),
        ({"n": "101", "of": "100"}, "101 of 100 people cannot be", "n"),
        ({"n": "9", "to": "101", "of": "100"}, "101 of 100 people cannot be", "to"),
    ],
)
def test_frequency_when_counts_do_not_fit_then_the_numbers_are_named(
    counts: dict[str, str], message: str, key: str
) -> None:
    (error,) = errors(TypeAdapter(Frequency), {**counts, "source": "a"})
    assert (error["type"], error["msg"], error["ctx"]["key"]) == ("fact_range", message, key)


def test_frequency_when_its_words_hide_a_character_then_it_is_refused() -> None:
    (error,) = errors(TypeAdapter(Frequency), {"n": "1", "of": "100", "over": "in 30\u202e days", "source": "a"})
    assert error["type"] == "character_hidden"


@given(st.integers(0, 100), st.integers(0, 200), st.sampled_from([100, 1000, 10000]))
def test_frequency_when_counts_pass_then_they_can_be_drawn(n: int, to: int, of: int) -> None:
    value = {"n": str(n), "to": str(to), "of": str(of), "source": "a"}
    try:
        frequency = Frequency.model_validate(value)
    except ValidationError:
        assert to <= n or to > of or to < 1
    else:
        assert frequency.to is not None
        assert frequency.n < frequency.to <= frequency.of


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("30 days", Duration(30, 30, "days")),
        (" 1  to\n2 years", Duration(1, 2, "years")),
        ("before going home", "before going home"),
        ("after 1 year", "after 1 year"),
    ],
)
def test_window_when_it_begins_with_a_number_then_it_is_a_length_of_time(text: str, over: object) -> None:
    made = Frequency.model_validate({"n": "1", "of": "100", "over": text, "source": "a"})
    assert made.over == over
    assert made.model_dump(mode="json")["over"] == str(over)


@pytest.mark.parametrize("text", ["1 yr", "30", "2 years later", "1-2 years", "12 of 10"])
def test_window_when_a_number_is_no_length_of_time_then_it_is_refused(text: str) -> None:
    (error,) = errors(TypeAdapter(Frequency), {"n": "1", "of": "100", "over": text, "source": "a"})
    assert (error["loc"], error["type"]) == (("over",), "fact_form")
    assert "“30 minutes”" in error["ctx"]["hint"]


def test_window_when_it_is_too_long_then_it_is_refused() -> None:
    (error,) = errors(TypeAdapter(Frequency), {"n": "1", "of": "100", "over": "a" * 81, "source": "a"})
    assert error["type"] in ("string_too_long", "too_long")


def test_frequency_when_counted_among_nobody_then_it_is_refused() -> None:
    (error,) = errors(TypeAdapter(Frequency), {"n": "0", "of": "0", "source": "a"})
    assert (error["loc"], error["type"]) == (("of",), "literal_error")
