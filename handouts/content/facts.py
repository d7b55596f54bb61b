"""Facts as typed data: durations, times before the appointment, how often something happens.

A fact is written in a few words of a fixed form ("1 to 2 hours", "8 hours before") and is held
as numbers, so that a schedule can be computed, a risk drawn and two handouts compared.
"""

import re
from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Literal, Self

from msgspec import Struct
from pydantic import BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError, core_schema

from handouts.content.prose import Line
from handouts.model import Model, Slug

UNITS = ("minutes", "hours", "days", "weeks", "months", "years")
_UNIT = r"(minute|hour|day|week|month|year)s?"
_NUMBER = r"([0-9]{1,4}(?:\.[0-9])?)"
_DURATION = re.compile(rf"{_NUMBER}(?: to {_NUMBER})? {_UNIT}")
_OFFSET = re.compile(rf"([0-9]{{1,4}}) {_UNIT} before")
_COUNT = re.compile(r"0|[1-9][0-9]{0,8}")
_HOURS = {"minutes": 1 / 60, "hours": 1.0, "days": 24.0, "weeks": 168.0, "months": 730.0, "years": 8766.0}


def _refused(kind: str, message: str, hint: str, key: str = "") -> PydanticCustomError:
    return PydanticCustomError(kind, message, {"hint": hint, "key": key})


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


class _FromWords:
    """Base of facts that stand as words in the file: validated from text, kept as numbers."""

    __slots__ = ()
    _pattern: ClassVar[str] = ""
    _help: ClassVar[str] = ""

    @classmethod
    def read(cls, text: str) -> Any:
        raise NotImplementedError

    @classmethod
    def _validate(cls, value: object) -> object:
        if isinstance(value, cls):
            return value
        if not isinstance(value, str):
            raise PydanticKnownError("string_type")
        return cls.read(" ".join(value.split()))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "pattern": cls._pattern}


class Duration(_FromWords, Struct, frozen=True):
    """A length of time or a range of it: "30 minutes", "1 to 2 hours", "4 weeks"."""

    _pattern: ClassVar[str] = rf"^{_DURATION.pattern}$"
    _help: ClassVar[str] = "“30 minutes” or “1 to 2 hours”"

    low: float
    high: float
    unit: str
    """One of `UNITS`."""

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the words; raises PydanticCustomError for another form or a range that runs backwards."""
        found = _DURATION.fullmatch(text)
        if not found:
            raise _refused("fact_form", f"“{text[:40]}” is not a length of time", f"Write it like {cls._help}")
        low = _number(found[1])
        high = _number(found[2]) if found[2] else low
        if high < low or high == 0:
            raise _refused(
                "fact_range", f"“{text}” runs backwards or is no time at all", "Write the smaller number first"
            )
        return cls(low, high, found[3] + "s")

    def hours(self) -> tuple[float, float]:
        """Return the range in hours (a month counts as 730 hours, a twelfth of a year)."""
        return self.low * _HOURS[self.unit], self.high * _HOURS[self.unit]

    def __str__(self) -> str:
        """Return the words as they would stand in a file."""
        numbers = f"{self.low}" if self.low == self.high else f"{self.low} to {self.high}"
        one = self.low == self.high == 1
        return f"{numbers} {self.unit[:-1] if one else self.unit}"


class Offset(_FromWords, Struct, frozen=True):
    """A time before the appointment: "8 hours before", "1 week before", "the day before", "the day of"."""

    _pattern: ClassVar[str] = rf"^({_OFFSET.pattern}|the day before|the day of|as soon as you can)$"
    _help: ClassVar[str] = "“8 hours before”, “1 week before”, “the day before”, “the day of” or “as soon as you can”"

    amount: int
    unit: str
    """One of `UNITS`, or ``soon``."""

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the words; raises PydanticCustomError for another form."""
        named = {"the day before": (1, "days"), "the day of": (0, "days"), "as soon as you can": (0, "soon")}
        if text in named:
            return cls(*named[text])
        found = _OFFSET.fullmatch(text)
        if not found:
            raise _refused(
                "fact_form", f"“{text[:40]}” is not a time before the appointment", f"Write it like {cls._help}"
            )
        if int(found[1]) == 0:
            raise _refused("fact_range", f"“{text}” is no time at all", "Write “the day of”")
        return cls(int(found[1]), found[2] + "s")

    def hours(self) -> float:
        """Return how many hours before the appointment, for sorting; "as soon as you can" comes first.

        "The day of" sorts after every whole day and before the hours of that day.
        """
        if self.unit == "soon":
            return float("inf")
        return 23.99 if (self.amount, self.unit) == (0, "days") else self.amount * _HOURS[self.unit]

    def has_clock(self) -> bool:
        """Tell whether a clock time follows from it (hours and minutes do, days and longer do not)."""
        return self.unit in ("hours", "minutes")

    def __str__(self) -> str:
        """Return the words as they would stand in a file."""
        named = {(1, "days"): "the day before", (0, "days"): "the day of", (0, "soon"): "as soon as you can"}
        one = self.unit[:-1] if self.amount == 1 else self.unit
        return named.get((self.amount, self.unit), f"{self.amount} {one} before")


def _counted(value: object) -> object:
    """Read digits as a number; "05", "1_000" and "5.0" are more likely a slip than a number."""
    if not isinstance(value, str):
        return value
    if not _COUNT.fullmatch(value):
        raise _refused("number_form", f"“{value[:40]}” is not a whole number", "Write digits alone, such as 5 or 100")
    return int(value)


Count = Annotated[int, BeforeValidator(_counted)]
"""A whole number, written in digits alone."""


class _InWords:
    """Makes a line of text a time window: what begins with a digit is a `Duration`, all else stays as it is.

    A number typed as a number can be worded in every language and compared between two files; "1 year"
    taken for words would end the sentence badly ("5 in 100 people 1 year").
    """

    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        line = handler.generate_schema(Annotated[Line, Field(max_length=80)])
        return core_schema.no_info_wrap_validator_function(
            _window, line, serialization=core_schema.to_string_ser_schema()
        )

    @staticmethod
    def __get_pydantic_json_schema__(schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return handler(schema)


def _window(value: object, line: Callable[[object], str]) -> Duration | str:
    if isinstance(value, Duration):
        return value
    text = line(value)
    return Duration.read(" ".join(text.split())) if text[:1].isdigit() else text


Window = Annotated[Duration | str, _InWords]
"""The time in which something was counted: a length of time, or words that end the sentence."""


class Frequency(Model):
    """How often something happens, as a natural frequency: n of N people (IPDAS 2013, presenting probabilities)."""

    n: Annotated[Count, Field(ge=0, examples=[5])]
    """How many people it happens to."""
    to: Annotated[Count | None, Field(ge=1, examples=[8])] = None
    """The upper end, where the source gives a range."""
    of: Annotated[Literal[100, 1000, 10000], BeforeValidator(_counted), Field(examples=[100])]
    """Out of how many people."""
    over: Annotated[Window | None, Field(examples=["30 days"])] = None
    """The time in which it was counted: a length of time ("30 days" is worded "within 30 days"), or words that end
    the sentence ("before going home")."""
    source: Annotated[Slug, Field(examples=["sir-2010"])]
    """The id of the source in this file that the numbers come from."""
    also: Annotated[Slug | None, Field(examples=["nice-2019"])] = None
    """A second source, where the two ends of a range come from two."""

    @model_validator(mode="after")
    def _counts_fit(self) -> Self:
        if self.to is not None and self.to <= self.n:
            raise _refused("fact_range", f"“to” ({self.to}) must be larger than “n” ({self.n})", "Swap the two", "to")
        if self.most > self.of:
            key = "n" if self.to is None else "to"
            raise _refused("fact_range", f"{self.most} of {self.of} people cannot be", "Check the numbers", key)
        return self

    @property
    def most(self) -> int:
        """How many people at most: the upper end of a range, or the number itself."""
        return self.n if self.to is None else self.to


HowOften = Frequency | Literal["not known"]
"""How often something happens: a frequency with its source, or the plain statement that nobody knows."""
