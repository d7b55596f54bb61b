"""The sections of a handout, one class for each that is more than a list of sentences."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from handouts.content.facts import Count, Duration, HowOften, Offset
from handouts.content.prose import Line, Prose
from handouts.model import Model, Slug

Sentences = Annotated[tuple[Prose, ...], Field(min_length=1, max_length=400)]
"""One or more sentences or list items."""

CODE_SYSTEMS = Literal["CPT", "SNOMED CT", "ICD-10-PCS", "local"]


class Code(Model):
    """A code of the procedure: a key for looking it up, never its descriptor."""

    system: Annotated[CODE_SYSTEMS, Field(examples=["CPT"])]
    """The code system."""
    code: Annotated[str, Field(pattern=r"^[A-Za-z0-9.\-]{1,20}$", examples=["47542"])]
    """The code itself."""


class AtAGlance(Model):
    """The facts most patients ask for first."""

    duration: Annotated[Duration | None, Field(examples=["1 to 2 hours"])] = None
    """How long the procedure takes."""
    setting: Annotated[Prose | None, Field(examples=["Hospital imaging room"])] = None
    """Where it is done."""
    anesthesia: Annotated[Prose | None, Field(examples=["You will be sleepy and relaxed"])] = None
    """Whether the patient is asleep, sleepy or awake."""
    care_team: Annotated[Prose | None, Field(examples=["A doctor trained to use imaging"])] = None
    """Who does it."""
    going_home: Annotated[Prose | None, Field(examples=["After a few hours of rest"])] = None
    """When the patient goes home."""
    back_to_normal: Annotated[Prose | None, Field(examples=["Most people: a few days"])] = None
    """When usual life goes on."""

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if all(value is None for value in self.__dict__.values()):
            raise PydanticCustomError("section_empty", "this section is empty", {"hint": "Fill it, or take it out"})
        return self


class Purpose(Model):
    """Why the procedure is done."""

    text: Annotated[Sentences, Field(examples=[["When a bile duct is blocked, bile backs up into the liver."]])]
    """One paragraph each."""
    reasons: Annotated[Sentences | None, Field(examples=[["Yellow skin or eyes"]])] = None
    """A list that follows the text."""
    closing: Annotated[Prose | None, Field(examples=["Opening the duct lets bile drain."])] = None
    """A last paragraph after the list."""


class TellUs(Model):
    """Something the care team must know before the procedure."""

    what: Annotated[Prose, Field(examples=["You are, or could be, pregnant"])]
    """What the patient should tell."""
    why: Annotated[Prose | None, Field(examples=["X-rays can harm a baby before birth."])] = None
    """Why it matters."""


class Preparation(Model):
    """One thing to do before the procedure."""

    when: Annotated[Offset, Field(examples=["8 hours before"])]
    """When to do it, before the appointment."""
    action: Annotated[Line | None, Field(max_length=60, examples=["Stop eating"])] = None
    """The action in a few words, set bold before the text and beside the time."""
    text: Annotated[Prose, Field(examples=["Do not eat any food after this time."])]
    """What to do."""


class Group(Model):
    """Advice for people to whom something special applies."""

    who: Annotated[Line, Field(max_length=120, examples=["If you have diabetes"])]
    """Whom it is for."""
    advice: Annotated[Prose, Field(examples=["Ask us how to change your medicine while you fast."])]
    """What they should do."""


class WhatHappens(Model):
    """The procedure, step by step."""

    intro: Annotated[Prose | None, Field(examples=["The doctor watches live X-ray pictures."])] = None
    """A paragraph before the steps."""
    steps: Annotated[Sentences, Field(examples=[["A nurse puts a small tube in your arm."]])]
    """One action a step."""


class Compared(Model):
    """How often the same happens to people who made another choice."""

    choice: Annotated[Prose, Field(max_length=120, examples=["With medicine alone"])]
    """The other choice."""
    how_often: Annotated[HowOften, Field(examples=[{"n": 58, "of": 100, "source": "sir-2010"}])]
    """A frequency with its source, or "not known"."""


class Benefit(Model):
    """Something that it may do for the patient, with a figure; shown as a risk is."""

    what: Annotated[Prose, Field(examples=["No chest pain"])]
    """What is counted, in a few words."""
    how_often: Annotated[HowOften, Field(examples=[{"n": 72, "of": 100, "over": "after 1 year", "source": "sir-2010"}])]
    """A frequency with its source, or "not known"."""
    compared: Annotated[Compared | None, Field(examples=[{"choice": "With medicine alone"}])] = None
    """The same with another choice, where one source gives both."""


class Risk(Model):
    """One thing that could go wrong."""

    name: Annotated[Prose, Field(examples=["**Infection** in the bile or blood"])]
    """What could happen."""
    how_often: Annotated[HowOften, Field(examples=[{"n": 5, "of": 100, "source": "sir-2010"}, "not known"])]
    """A frequency with its source, or "not known"."""
    what_we_do: Annotated[Prose, Field(examples=["We give you an antibiotic before we start."])]
    """What the team does about it."""


class Risks(Model):
    """What could go wrong."""

    intro: Annotated[Prose | None, Field(examples=["Problems can happen. Ask what they mean for you."])] = None
    """A paragraph before the table."""
    items: Annotated[
        tuple[Risk, ...],
        Field(
            min_length=1,
            max_length=60,
            examples=[[{"name": "Bleeding", "how_often": "not known", "what_we_do": "We watch you for hours."}]],
        ),
    ]
    """The risks, the most important first."""
    closing: Annotated[Prose | None, Field(examples=["Your own risk may be higher or lower."])] = None
    """A paragraph after the table."""


class Alternative(Model):
    """Another choice."""

    choice: Annotated[Line, Field(max_length=120, examples=["Surgery"])]
    """Its name."""
    what: Annotated[Prose, Field(examples=["A surgeon makes a new path for bile."])]
    """What it is."""
    think_about: Annotated[Prose, Field(examples=["A bigger operation. It takes longer to heal."])]
    """What speaks for and against it."""


class Alternatives(Model):
    """Other choices; having no treatment is always one of them."""

    options: Annotated[
        tuple[Alternative, ...],
        Field(
            max_length=20,
            examples=[
                [{"choice": "Surgery", "what": "A bigger operation.", "think_about": "It takes longer to heal."}]
            ],
        ),
    ] = ()
    """The choices, if there are any."""
    no_treatment: Annotated[Prose, Field(examples=["Ask what may happen if you wait."])]
    """What may happen without treatment, or when waiting."""


class Stage(Model):
    """A part of the recovery."""

    when: Annotated[Line, Field(max_length=60, examples=["First 24 hours"])]
    """Which time it is about."""
    text: Annotated[Prose, Field(examples=["Rest. Have an adult with you."])]
    """What to expect and to do."""


class ReturnTo(Model):
    """When one activity is safe again."""

    activity: Annotated[
        Literal["driving", "desk work", "manual work", "lifting", "exercise", "showering", "bathing", "sex", "flying"],
        Field(examples=["driving"]),
    ]
    """The activity."""
    after: Annotated[Duration | Literal["straight away", "ask us"], Field(examples=["24 hours"])]
    """How long after the procedure, "straight away", or "ask us"."""
    note: Annotated[Prose | None, Field(examples=["Not while you take strong pain medicine."])] = None
    """A condition or limit."""


class Contact(Model):
    """Someone to call besides the clinic's own numbers."""

    who: Annotated[Line, Field(max_length=120, examples=["Poison help line"])]
    """A role or service, never a person."""
    phone: Annotated[Prose, Field(max_length=60, examples=["{{ clinic.phone }}"])]
    """The number, or a placeholder for it."""
    about: Annotated[Prose | None, Field(examples=["Any hour, any day."])] = None
    """When and what for."""


class GlossaryEntry(Model):
    """A medical word and what it means."""

    term: Annotated[Line, Field(max_length=60, examples=["jaundice"])]
    """The word."""
    meaning: Annotated[Prose, Field(examples=["Yellow skin or eyes."])]
    """What it means, in plain words."""


PICTURE_SECTIONS = Literal["purpose", "preparation", "what_happens", "straight_afterwards", "recovery"]


class PictureFile(Model):
    """A picture beside the content file."""

    file: Annotated[
        str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/\-]{0,150}\.(png|jpg|jpeg|svg)$", examples=["duct.png"])
    ]
    """PNG, JPEG or SVG file, beside the content file or below its folder."""
    alt: Annotated[Line, Field(min_length=5, max_length=600, examples=["A bile duct, narrow in the middle"])]
    """What the picture shows, for those who cannot see it."""
    caption: Annotated[Prose | None, Field(examples=["The balloon widens the duct."])] = None
    """Words below the picture."""
    section: Annotated[PICTURE_SECTIONS, Field(examples=["what_happens"])]
    """The section it belongs to."""


class Source(Model):
    """Where facts come from."""

    id: Annotated[Slug, Field(examples=["sir-2010"])]
    """A short name, used by numbers in this file."""
    title: Annotated[Line, Field(max_length=300, examples=["Quality improvement guidelines for biliary drainage"])]
    """The title of the work."""
    publisher: Annotated[Line, Field(max_length=200, examples=["Society of Interventional Radiology"])]
    """Journal, society or agency."""
    year: Annotated[Count, Field(ge=1950, le=2100, examples=[2010])]
    """The year of publication."""
    url: Annotated[
        str | None,
        # To count to 300 within the pattern makes it 40 times as long to compile.
        Field(pattern=r"^https://[^\s\"<>]{4,}$", max_length=308, examples=["https://doi.org/10.1000/1"]),
    ] = None
    """Where it can be read."""
    numbers: Annotated[tuple[Line, ...], Field(max_length=40, examples=[["7 of 100 people"]])] = ()
    """Numbers of people in sentences that come from it, in the words that stand there."""
