"""Every fixed phrase of a page, by section in reading order."""

from typing import Annotated

from pydantic import Field

from handouts.language.slots import OfAddress, OfCount, OfDate, OfPage, OfPhone, OfRoles, OfTitle, Phrase, Text, slots
from handouts.model import Model


class Head(Model):
    """The top of each page."""

    kind: Phrase
    questions: OfPhone


class Foot(Model):
    """The foot of each page."""

    version: Annotated[Text, slots("version")]
    reviewed: Annotated[Text, slots("date")]
    not_reviewed: Phrase
    approved: Annotated[Text, slots("date")]
    next_review: Annotated[Text, slots("date")]
    id: Annotated[Text, slots("id")]
    separator: Annotated[str, Field(min_length=1, max_length=5)]
    page: Annotated[Text, slots("page", "pages")]


class Notices(Model):
    """Warnings below the title, short on every page, and in the name of the file's window."""

    draft: Phrase
    draft_short: Phrase
    draft_title: OfTitle
    expired: OfDate
    expired_short: OfDate
    expired_title: OfTitle
    demo: Annotated[Text, slots("clinic", bold=True)]
    demo_short: Phrase


class Names(Model):
    """The lines below the title."""

    medical_name: Annotated[Text, slots("name", bold=True)]
    say_it: Annotated[Text, slots("say", bold=True)]
    other_names: Annotated[Text, slots("names", bold=True)]
    separator: Annotated[str, Field(min_length=1, max_length=5)]


class Titled(Model):
    """A section of which only the heading is fixed."""

    heading: Phrase


class AtAGlance(Titled):
    """The labels of the facts at a glance."""

    duration: Phrase
    setting: Phrase
    anesthesia: Phrase
    care_team: Phrase
    going_home: Phrase
    back_to_normal: Phrase


class Appointment(Titled):
    """The labels of the appointment."""

    date: Phrase
    time: Phrase
    arrive: Phrase
    place: Phrase
    clinician: Phrase
    ride: Phrase


class Risks(Titled):
    """The head of the table of risks."""

    name: Phrase
    how_often: Phrase
    what_we_do: Phrase


class Alternatives(Titled):
    """The head of the table of choices, and the heading of having none of them."""

    choice: Phrase
    what: Phrase
    think_about: Phrase
    no_treatment: Phrase


class Activities(Model):
    """The activities a patient goes back to."""

    driving: Phrase
    desk_work: Phrase
    manual_work: Phrase
    lifting: Phrase
    exercise: Phrase
    showering: Phrase
    bathing: Phrase
    sex: Phrase
    flying: Phrase


class ReturnTo(Titled):
    """When each activity is safe again."""

    activity: Phrase
    after: Phrase
    note: Phrase
    wait: Annotated[Text, slots("duration", bold=True)]
    straight_away: Phrase
    ask_us: Phrase
    activities: Activities


class WhenToCall(Model):
    """When to call the clinic."""

    heading: OfPhone
    nights: OfPhone


class Emergency(Model):
    """The end of the emergency box."""

    hospital: Annotated[Text, slots("name", "address", "phone", bold=True)]


class Contacts(Titled):
    """The head of the table of contacts."""

    who: Phrase
    phone: Phrase
    about: Phrase


class TeachBack(Titled):
    """What the patient explains in their own words."""

    intro: Phrase


class Colophon(Titled):
    """Where the handout comes from."""

    scan: OfAddress
    code_picture: OfAddress
    disclaimer: Phrase
    clinic: Annotated[Text, slots("clinic", "address", bold=True)]
    sources: Phrase
    source: Annotated[Text, slots("title", "publisher", "year", bold=True)]
    authors: OfRoles
    reviewers: OfRoles
    no_reviewers: Phrase
    separator: Annotated[str, Field(min_length=1, max_length=5)]
    version: Annotated[Text, slots("version", "date", bold=True)]
    reviewed: OfDate
    approved: Annotated[Text, slots("role", "date", bold=True)]
    next_review: OfDate
    id: Annotated[Text, slots("id", bold=True)]
    codes: Annotated[Text, slots("codes", bold=True)]
    code: Annotated[Text, slots("system", "code")]
    local_code: Annotated[Text, slots("code")]


class Links(Model):
    """What a link leads to, for a screen reader."""

    web: OfAddress
    mail: OfAddress
    phone: Annotated[Text, slots("phone")]
    term: Annotated[Text, slots("term")]


class Counted(Model):
    """Words with a number."""

    one: OfCount
    """With exactly 1."""
    other: OfCount
    """With any other number."""

    def of(self, count: int) -> str:
        """Return the words for a number."""
        return (self.one if count == 1 else self.other).format(count=count)


class Packet(Titled):
    """A packet: several handouts in one file for the printer."""

    title: Phrase
    """The title, unless the user gives one."""
    handouts: Counted
    page: OfPage
    """The page of the packet, in its contents and at the top of every page."""
    go_to: OfTitle
    """What a link of the contents leads to, for a screen reader."""
    blank: Phrase
    """On a page that is left blank so that the next handout begins on a right-hand page."""
    copy_mark: Annotated[Text, slots("number", "count")]
    """The bookmark of a further copy in the same file."""
    booklet_title: OfTitle
    layout: Annotated[Text, slots("layout")]
    """Where a handout stands in the packet in several layouts."""
    draft: Phrase
    """Where at least one handout is a draft."""
    draft_mark: Phrase
    expired: Phrase
    """Where at least one handout is past its review date."""
    expired_mark: Phrase
    facts: Phrase
    """The heading of the clinic's facts on the cover."""
    clinic: Phrase
    department: Phrase
    questions: Phrase
    nights: Phrase
    emergency: Phrase
    address: Phrase
    web: Phrase


class Phrases(Model):
    """Every fixed phrase, by section in reading order."""

    head: Head
    foot: Foot
    notices: Notices
    names: Names
    label: Annotated[Text, slots("label", bold=True)]
    """A label that runs into its text."""
    sentence: Annotated[Text, slots("words")]
    """Words made a sentence, where more follows them."""
    key_points: Titled
    at_a_glance: AtAGlance
    appointment: Appointment
    purpose: Titled
    indications: Titled
    tell_us_if: Titled
    preparation: Titled
    special_groups: Titled
    what_happens: Titled
    how_it_feels: Titled
    benefits: Titled
    risks: Risks
    limits: Titled
    alternatives: Alternatives
    straight_afterwards: Titled
    recovery: Titled
    do: Titled
    do_not: Titled
    return_to: ReturnTo
    results: Titled
    follow_up: Titled
    when_to_call: WhenToCall
    emergency: Emergency
    contacts: Contacts
    questions: Titled
    my_questions: Titled
    teach_back: TeachBack
    fill_in: Titled
    glossary: Titled
    clinic_notices: Titled
    colophon: Colophon
    links: Links
    packet: Packet
