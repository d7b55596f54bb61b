"""The Handout: one topic in one language, as it stands in ``content/<department>/<topic>/<lang>.yaml``.

The order of the fields is the reading order of every layout.
"""

import datetime
import re
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from handouts.content.checking import FileChecks
from handouts.content.prose import Line, Prose
from handouts.content.sections import (
    Alternatives,
    AtAGlance,
    Benefit,
    Code,
    Contact,
    GlossaryEntry,
    Group,
    PictureFile,
    Preparation,
    Purpose,
    ReturnTo,
    Risks,
    Sentences,
    Source,
    Stage,
    TellUs,
    WhatHappens,
)
from handouts.model import Model


def _dated(value: object) -> object:
    """Refuse other ways to write a date: a bare number would be read as seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError(
            "date_form",
            f"“{value[:40]}” is not a date",
            {"hint": "Write year, month and day, such as 2026-11-20"},
        )
    return value


Date = Annotated[datetime.date, BeforeValidator(_dated)]
"""A day, written as year-month-day (ISO 8601)."""


class Review(Model):
    """Who wrote and checked the handout, and how long that holds."""

    status: Annotated[Literal["draft", "approved"], Field(examples=["draft"])] = "draft"
    """Not needed: a handout is a draft until “handouts approve” has recorded its approval; "approved" does nothing."""
    version: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+){1,2}$", examples=["1.0"])]
    """The version; goes up with every change of the words."""
    written_on: Annotated[Date, Field(examples=["2026-11-20"])]
    """When these words were last changed."""
    authors: Annotated[tuple[Line, ...], Field(min_length=1, max_length=10, examples=[["Patient education writer"]])]
    """Roles of those who wrote it, never names."""
    reviewers: Annotated[tuple[Line, ...], Field(max_length=10, examples=[["Interventional radiologist"]])] = ()
    """Roles of those who checked it while it was written; who approved it stands in the record of its approval."""
    reviewed_on: Annotated[Date | None, Field(examples=["2026-11-20"])] = None
    """When it was last checked."""
    next_review: Annotated[Date, Field(examples=["2028-11-20"])]
    """When it should be checked again; once it is approved, the day named with the approval counts in its place."""

    @model_validator(mode="after")
    def _days_fit(self) -> Self:
        if self.next_review <= (self.reviewed_on or self.written_on):
            raise PydanticCustomError(
                "review_order",
                "“next_review” must be later than the last review",
                {"hint": "Write the day on which the handout must be checked again", "key": "next_review"},
            )
        return self

    def expired(self, today: datetime.date) -> bool:
        """Tell whether an approved handout is past its review date; a draft never was in force."""
        return self.status == "approved" and today > self.next_review


class Handout(Model):
    """One content file."""

    title: Annotated[Line, Field(min_length=3, max_length=120, examples=["Opening a blocked bile duct"])]
    """What it is, in plain words."""
    medical_name: Annotated[Line, Field(max_length=160, examples=["biliary balloon dilation"])]
    """What the care team calls it."""
    say_it: Annotated[Line | None, Field(max_length=160, examples=["BIL-ee-air-ee"])] = None
    """How to say the medical name."""
    other_names: Annotated[tuple[Line, ...], Field(max_length=12, examples=[["biliary balloon plasty"]])] = ()
    """Other names that patients may hear."""
    codes: Annotated[tuple[Code, ...], Field(max_length=40, examples=[[{"system": "CPT", "code": "47542"}]])] = ()
    """Codes to look the handout up by."""
    summary: Annotated[Prose, Field(max_length=900, examples=["A doctor uses a tiny balloon to open the duct."])]
    """What it is and what it is for, in two or three sentences."""
    key_points: Annotated[tuple[Prose, ...], Field(min_length=3, max_length=5, examples=[["You will go home today."]])]
    """The three to five things to remember (PEMAT-P item 11, CDC Clear Communication Index item 1)."""
    at_a_glance: Annotated[AtAGlance | None, Field(examples=[{"duration": "1 to 2 hours"}])] = None
    """The facts most patients ask for first."""
    purpose: Annotated[Purpose, Field(examples=[{"text": ["It lets bile flow again."]}])]
    """Why it is done."""
    indications: Annotated[Sentences | None, Field(examples=[["A duct that is narrow after surgery"]])] = None
    """Which problems it is used for."""
    tell_us_if: Annotated[
        tuple[TellUs, ...] | None, Field(min_length=1, max_length=30, examples=[[{"what": "You could be pregnant"}]])
    ] = None
    """What the team must know beforehand."""
    preparation: Annotated[
        tuple[Preparation, ...],
        Field(min_length=1, max_length=100, examples=[[{"when": "8 hours before", "text": "Stop eating."}]]),
    ]
    """What to do before, each with its time."""
    special_groups: Annotated[
        tuple[Group, ...] | None,
        Field(min_length=1, max_length=20, examples=[[{"who": "If you have diabetes", "advice": "Ask us."}]]),
    ] = None
    """Advice for people to whom something special applies."""
    what_happens: Annotated[WhatHappens, Field(examples=[{"steps": ["A nurse puts a small tube in your arm."]}])]
    """The procedure, step by step."""
    how_it_feels: Annotated[Sentences | None, Field(examples=[["Most people feel pressure."]])] = None
    """What the patient will feel."""
    benefits: Annotated[
        tuple[Benefit | Prose, ...] | None, Field(min_length=1, max_length=400, examples=[["Bile can drain again"]])
    ] = None
    """What it may do for the patient: sentences, and what has a figure in the form of a risk."""
    risks: Annotated[Risks, Field(examples=[{"items": []}])]
    """What could go wrong."""
    limits: Annotated[Sentences | None, Field(examples=[["It may have to be done again."]])] = None
    """What the procedure cannot do or may not find."""
    alternatives: Annotated[Alternatives | None, Field(examples=[{"no_treatment": "You can also wait."}])] = None
    """Other choices."""
    straight_afterwards: Annotated[Sentences | None, Field(examples=[["You rest in a recovery room."]])] = None
    """What happens in the first hours, before going home."""
    recovery: Annotated[
        tuple[Stage, ...],
        Field(min_length=1, max_length=20, examples=[[{"when": "First 24 hours", "text": "Rest at home."}]]),
    ]
    """Getting better, stage by stage."""
    do: Annotated[Sentences | None, Field(examples=[["Drink water often"]])] = None
    """What helps."""
    do_not: Annotated[Sentences | None, Field(examples=[["Take a bath or swim for 5 days"]])] = None
    """What to leave alone."""
    return_to: Annotated[
        tuple[ReturnTo, ...] | None,
        Field(min_length=1, max_length=9, examples=[[{"activity": "driving", "after": "24 hours"}]]),
    ] = None
    """When each activity is safe again."""
    results: Annotated[Sentences | None, Field(examples=[["Your doctor tells you the results that day."]])] = None
    """How, when and from whom the patient hears the results."""
    follow_up: Annotated[Sentences | None, Field(examples=[["You have a visit after 2 weeks."]])] = None
    """What comes next."""
    when_to_call: Annotated[Sentences, Field(examples=[["Fever of 100.4 °F (38 °C) or higher"]])]
    """Signs to call the clinic for, the same day."""
    emergency_signs: Annotated[Sentences, Field(examples=[["Bleeding that does not stop"]])]
    """Signs to call the emergency number for, at once."""
    contacts: Annotated[
        tuple[Contact, ...] | None, Field(min_length=1, max_length=12, examples=[[{"who": "Us", "phone": "555-0142"}]])
    ] = None
    """Others to call besides the clinic's own numbers."""
    questions: Annotated[Sentences | None, Field(examples=[["How many of these have you done?"]])] = None
    """Questions the patient may want to ask."""
    teach_back: Annotated[Sentences | None, Field(examples=[["When will you stop eating?"]])] = None
    """Questions staff ask so that the patient explains it in their own words (AHRQ teach-back)."""
    glossary: Annotated[
        tuple[GlossaryEntry, ...] | None,
        Field(min_length=1, max_length=60, examples=[[{"term": "jaundice", "meaning": "Yellow skin."}]]),
    ] = None
    """Medical words and what they mean."""
    pictures: Annotated[
        tuple[PictureFile, ...],
        Field(max_length=20, examples=[[{"file": "duct.png", "alt": "A bile duct", "section": "what_happens"}]]),
    ] = ()
    """Pictures, each with words for those who cannot see it."""
    sources: Annotated[
        tuple[Source, ...],
        Field(max_length=60, examples=[[{"id": "sir", "title": "T", "publisher": "SIR", "year": 2010}]]),
    ] = ()
    """Where the facts come from."""
    review: Annotated[Review, Field(examples=[{"status": "draft", "version": "0.1"}])]
    """Who wrote and checked it, and how long that holds."""
    checks: Annotated[FileChecks | None, Field(examples=[{"allow": []}])] = None
    """What the checks would find in this file, and what is meant; nothing of it is printed."""
