"""Stage 2 of 5, render: a handout, its clinic, a language and a layout in, markup out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from handouts.approval.standing import DRAFT, Standing
from handouts.content.handout import Handout
from handouts.errors import ContentError
from handouts.findings import Finding
from handouts.layouts.environment import expand
from handouts.layouts.schedule import Appointment, slots, time_zone
from handouts.layouts.wording import MissingValueError, Wording, bare

if TYPE_CHECKING:
    import datetime

    from handouts.content.clinic import Clinic
    from handouts.content.load import LoadedClinic, LoadedHandout
    from handouts.language import Language
    from handouts.layouts.layout import Layout

LOGO = "clinic-logo"
"""The name under which `parse` must find the clinic's logo; no picture of a handout can have it."""


class RenderOptions(Struct, frozen=True):
    """What is asked for, beside the files."""

    today: datetime.date
    """The date on which a review counts as past."""
    appointment: Appointment | None = None
    """Filled into the page; `None` leaves blanks to write in."""
    allow_expired: bool = False
    """Whether a handout past its review date is rendered, with a notice that says so."""
    standing: Standing = DRAFT
    """Who approved the handout; its review says whether and until when."""
    page_id: str = ""
    """The id of this version, on every page; see `handouts.approval.printed`."""
    traced: bool = False
    """Whether the markup tells which line of which template each element comes from."""


def render(
    loaded: LoadedHandout, clinic: LoadedClinic, language: Language, layout: Layout, options: RenderOptions
) -> str:
    """Return the markup of one handout.

    With ``options.traced``, each element has a processing instruction before it that names the file and
    line of the template it comes from; `handouts.document.parse` reads them.

    Raises:
        ContentError: H214 a placeholder names what the clinic does not give, H215 the handout is past
            its review date and that is not allowed, H240 the clinic's time zone is none.
        LayoutError: a template is wrong (see `handouts.layouts.environment.expand`).
        UsageError: H241, H242 the appointment is at no time that the calendar has.
    """
    review = loaded.handout.review
    expired = review.expired(options.today)
    if expired and not options.allow_expired:
        place = options.standing.place or loaded.file.place(("review", "next_review"))
        message = f"the review date {review.next_review.isoformat()} is past"
        hint = "Review the handout and approve it again, or build it with --allow-expired"
        raise ContentError(Finding("H215", message, place, hint))
    handout = _printed(loaded.handout, layout)
    zone = time_zone(clinic.clinic.time_zone, clinic.file.shown)
    values = _values(clinic.clinic, loaded.department)
    context: dict[str, Any] = {
        "handout": handout,
        "clinic": clinic.clinic,
        "phones": clinic.clinic.phones_of(loaded.department),
        "department": values["clinic.department"],
        "logo": LOGO if clinic.logo is not None else "",
        "language": language,
        "say": language.phrases,
        "wording": Wording(language, values, handout.glossary or ()),
        "slots": slots(handout.preparation, options.appointment, zone),
        "appointment": options.appointment,
        "expired": expired,
        "approvals": options.standing.approvals,
        "page_id": options.page_id,
    }
    try:
        return expand(layout, context, traced=options.traced)
    except MissingValueError as error:
        raise ContentError(_missing(error.name, loaded)) from None


def _printed(handout: Handout, layout: Layout) -> Handout:
    """Return the handout without what the layout leaves out."""
    left_out = {name: Handout.model_fields[name].get_default() for name in layout.file.leave_out}
    return handout.model_copy(update=left_out) if left_out else handout


def _values(clinic: Clinic, department: str) -> dict[str, str | None]:
    """Return what each placeholder stands for."""
    phones = clinic.phones_of(department)
    return {
        "clinic.name": clinic.name,
        "clinic.department": clinic.department_name(department),
        "clinic.phone": phones.questions,
        "clinic.nights": phones.nights_and_weekends,
        "clinic.emergency": clinic.emergency.number,
        "clinic.address": clinic.address,
        "clinic.web": bare(clinic.web) if clinic.web else None,
    }


def _missing(name: str, loaded: LoadedHandout) -> list[Finding]:
    """Return a finding for each place in the content file where a placeholder has no value."""
    message = f"“{{{{ {name} }}}}” stands for something that the clinic's file does not give"
    hint = "Add it to clinic.yaml, or say it without the placeholder"
    places = loaded.file.find(name) or [loaded.file.place(())]
    return [Finding("H214", message, place, hint) for place in places]
