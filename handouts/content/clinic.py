"""The clinic: who gives the handout, and whom the patient calls."""

import difflib
import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from handouts.content.facts import Count
from handouts.content.prose import Line, WebAddress
from handouts.model import LanguageCode, Model, Slug
from handouts.theme import MINIMUM_CONTRAST, Color, contrast


def _refused(kind: str, message: str, hint: str, key: str = "") -> PydanticCustomError:
    return PydanticCustomError(kind, message, {"hint": hint, "key": key})


def _readable_brand(text: str) -> str:
    try:
        color = Color.parse(text)
    except ValueError as error:
        raise _refused("brand_color", f"“{text[:40]}” is not a color", f"Note that {error}") from None
    # The brand color carries white text (caption bars, numbered discs) and stands as text on
    # white and on the tint; the tint is the darkest of its grounds.
    for ground, name in ((Color(1, 1, 1), "white"), (Color.parse("#EDF4F6"), "the tint of table heads")):
        ratio = contrast(color, ground)
        if ratio < MINIMUM_CONTRAST:
            raise _refused(
                "brand_color",
                f"{text} on {name} has a contrast of {ratio:.2f}:1; text needs {MINIMUM_CONTRAST}:1 (WCAG 1.4.3)",
                "Choose a darker color",
            )
    return text


def _known_time_zone(name: str) -> str:
    import zoneinfo  # noqa: PLC0415  few clinics need it, and none for "--help"

    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        known = zoneinfo.available_timezones()
        if not known:
            raise _refused(
                "time_zone_data",
                f"“{name[:60]}” cannot be looked up: this machine has no time zone data",
                "Install the Python package “tzdata”",
            ) from None
        close = difflib.get_close_matches(name, known, n=1)
        raise _refused(
            "time_zone_unknown",
            f"“{name[:60]}” is not a time zone",
            f"Did you mean “{close[0]}”?" if close else "Write an IANA name such as “America/New_York”",
        ) from None
    return name


BrandColor = Annotated[str, AfterValidator(_readable_brand)]
TimeZone = Annotated[str, AfterValidator(_known_time_zone)]
Phone = Annotated[str, Field(pattern=r"^\+?[0-9(][0-9() .\-]{1,24}[0-9]( (ext\.?|x) ?[0-9]{1,6})?$|^[0-9]{2,3}$")]


class Logo(Model):
    """The clinic's mark in the running head."""

    file: Annotated[str, Field(max_length=200, examples=["logo.svg"])]
    """A PNG or SVG file, beside clinic.yaml or below its folder."""
    alt: Annotated[Line, Field(max_length=120, examples=["Riverside Medical Center"])]
    """What the logo says or shows."""


class Phones(Model):
    """Phone numbers by purpose."""

    questions: Annotated[Phone, Field(examples=["555-0142"])]
    """For questions, in working hours."""
    nights_and_weekends: Annotated[Phone | None, Field(examples=["555-0199"])] = None
    """When the clinic is closed."""


class Emergency(Model):
    """What to do in an emergency, as the clinic words it."""

    number: Annotated[Phone, Field(examples=["911"])]
    """The emergency number of the country."""
    wording: Annotated[Line, Field(max_length=80, examples=["Call 911 right away"])]
    """The heading of the emergency box; must hold the number."""

    @model_validator(mode="after")
    def _wording_has_number(self) -> Self:
        if not re.search(rf"(?<![0-9]){re.escape(self.number)}(?![0-9])", self.wording):
            raise _refused(
                "emergency_wording",
                f"the heading of the emergency box does not say the number {self.number}",
                f"Write it like “Call {self.number} right away”",
                "wording",
            )
        return self


class ApprovalRules(Model):
    """How this clinic approves its handouts."""

    approvers: Annotated[Count, Field(ge=1, le=2, examples=[2])] = 1
    """How many must approve a handout, each in a role of their own: 1 or 2."""
    longest_years: Annotated[Count, Field(ge=1, le=5, examples=[3])] = 3
    """The most years until the next review; hospitals and societies review leaflets every three years (BAUS, NHS)."""


class Department(Model):
    """What differs in one department."""

    name: Annotated[Line, Field(max_length=80, examples=["Interventional Radiology"])]
    """Its name as patients know it."""
    phones: Annotated[Phones | None, Field(examples=[{"questions": "555-0142"}])] = None
    """Its own phone numbers, where it has any."""


class Hospital(Model):
    """The hospital that is nearest for those who need one at once."""

    name: Annotated[Line, Field(max_length=80, examples=["Springfield General Hospital"])]
    """Its name."""
    address: Annotated[Line, Field(max_length=200, examples=["200 River Street, Springfield"])]
    """Where it is."""
    phone: Annotated[Phone, Field(examples=["555-0190"])]
    """Its phone number."""


class Notice(Model):
    """A notice that the clinic prints at the end of every handout."""

    about: Annotated[Literal["language", "formats", "rights"], Field(examples=["language"])]
    """Help in other languages, other formats such as large print, or the patient's rights."""
    language: Annotated[LanguageCode, Field(examples=["en"])]
    """The language it is in."""
    text: Annotated[Line, Field(max_length=800, examples=["Free language help: 555-0170"])]
    """The notice, as the clinic words it."""


class FillIn(Model):
    """A line that staff fill in by hand before the patient goes home."""

    about: Annotated[
        Literal["medicines given", "check-up", "doctor", "back-up doctor", "other"], Field(examples=["check-up"])
    ]
    """What is written there."""
    label: Annotated[Line, Field(max_length=120, examples=["First check-up: date and place"])]
    """The words before the line."""


class Clinic(Model):
    """One ``clinic.yaml``."""

    name: Annotated[Line, Field(max_length=80, examples=["Riverside Medical Center"])]
    """The clinic's name."""
    demo: Annotated[bool, Field(examples=[False])] = False
    """True for an invented clinic; every page then says so."""
    department: Annotated[Line | None, Field(max_length=80, examples=["Interventional Radiology"])] = None
    """The department, where the clinic is one, or for handouts of a folder not named in `departments`."""
    departments: Annotated[dict[Slug, Department], Field(examples=[{"cardiology": {"name": "Heart Center"}}])] = {}
    """Departments by the folder of their handouts."""
    logo: Annotated[Logo | None, Field(examples=[{"file": "logo.svg", "alt": "Riverside"}])] = None
    """The clinic's mark."""
    phones: Annotated[Phones, Field(examples=[{"questions": "555-0142"}])]
    """Whom to call."""
    emergency: Annotated[Emergency, Field(examples=[{"number": "911", "wording": "Call 911 right away"}])]
    """What to do in an emergency."""
    address: Annotated[Line | None, Field(max_length=200, examples=["100 River Street, Springfield"])] = None
    """Where the clinic is."""
    web: Annotated[WebAddress | None, Field(max_length=200, examples=["https://example.org/h"])] = None
    """Web address for the QR code; no address, no code."""
    nearest_hospital: Annotated[
        Hospital | None, Field(examples=[{"name": "General", "address": "River Street", "phone": "555-0190"}])
    ] = None
    """The nearest hospital; stands in the emergency box."""
    fill_in: Annotated[
        tuple[FillIn, ...], Field(max_length=8, examples=[[{"about": "check-up", "label": "First check-up"}]])
    ] = ()
    """Lines that staff fill in by hand."""
    notices: Annotated[
        tuple[Notice, ...],
        Field(max_length=40, examples=[[{"about": "language", "language": "en", "text": "Free help: 555-0170"}]]),
    ] = ()
    """Notices at the end of every handout."""
    languages_of_patients: Annotated[tuple[LanguageCode, ...], Field(max_length=40, examples=[["es"]])] = ()
    """Languages, besides the clinic's own, that many of its patients read; every topic is due in each."""
    rules: Annotated[tuple[Slug, ...], Field(max_length=8, examples=[["us-general"]])] = ()
    """Rule packs that apply to the clinic: what the law of its place asks of a handout."""
    brand: Annotated[BrandColor | None, Field(examples=["#0B5563"])] = None
    """Brand color of titles and bars; refused where text in it would be hard to read."""
    page_size: Annotated[Literal["letter", "a4"], Field(examples=["letter"])] = "letter"
    """Paper in the clinic's printers."""
    approval: Annotated[ApprovalRules, Field(examples=[{"approvers": 2}])] = ApprovalRules()
    """How handouts are approved."""
    language: Annotated[LanguageCode, Field(examples=["en"])] = "en"
    """The language of handouts unless another is asked for."""
    time_zone: Annotated[TimeZone | None, Field(max_length=60, examples=["America/New_York"])] = None
    """IANA time zone; makes "8 hours before" right in the night the clocks change."""

    def phones_of(self, department: str) -> Phones:
        """Return the phone numbers of a department's folder."""
        own = self.departments.get(department)
        return own.phones if own and own.phones else self.phones

    def department_name(self, department: str) -> str | None:
        """Return the name of a department's folder, or the clinic's own department."""
        own = self.departments.get(department)
        return own.name if own else self.department
