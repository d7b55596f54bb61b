from __future__ import annotations

import datetime

import pytest

from handouts import document
from handouts.approval.record import Record
from handouts.approval.standing import Standing
from handouts.document.nodes import inline_text
from handouts.layouts import LOGO, Appointment

LAYOUTS = ("standard", "large-print")
AT = datetime.datetime(2026, 12, 3, 8, 30)

# ---------------------------------------------------------------- appointment


@pytest.mark.parametrize("layout", LAYOUTS)
def test_appointment_when_given_then_each_time_has_its_date(studio, layout):
    told = studio.dump(layout=layout, appointment=Appointment(AT)).replace("~", " ")

    assert "pair: 1 week before | Thursday, November 26" in told
    assert "pair: The day before | Wednesday, December 2" in told
    assert "pair: The day of | Thursday, December 3\n" in told
    assert "pair: 8 hours before | Thursday, December 3, 12:30 AM" in told
    assert "pair: 90 minutes before | Thursday, December 3, 7:00 AM" in told
    assert "**Stop eating.** Do not eat any food after this time." in told


def test_appointment_when_given_then_the_box_is_filled_and_the_rest_is_blank(studio):
    told = studio.dump(appointment=Appointment(AT)).replace("\u00a0", " ")

    assert "Date: Thursday, December 3, 2026" in told
    assert "Start (time): 8:30 AM" in told
    assert "Arrive at (time): ____" in told, "nobody said when to be there"
    assert "Place: ____" in told
    assert "My ride home: ____" in told


def test_appointment_when_all_of_it_is_given_then_nothing_is_blank(studio):
    whole = Appointment(AT, datetime.time(7, 0), "East <2>", "Sam & Co")

    told = studio.dump(appointment=whole).replace("\u00a0", " ")

    assert "Arrive at (time): 7:00 AM" in told
    assert "Start (time): 8:30 AM" in told
    assert "Place: East <2>" in told
    assert "My ride home: Sam & Co" in told
    assert "____" not in told


def test_appointment_when_none_is_given_then_there_are_four_blanks(studio):
    told = studio.dump()

    assert told.count(": ____") == 4
    assert " | " not in told.split("pairs schedule")[1].split("section")[0]


def test_appointment_when_given_then_metadata_head_and_foot_say_nothing_of_it(studio):
    blank = studio.document()
    filled = studio.document(appointment=Appointment(AT, datetime.time(7, 0), "East wing", "Sam"))

    assert filled.blocks != blank.blocks
    assert (filled.title, filled.subject, filled.keywords, filled.created) == (
        blank.title,
        blank.subject,
        blank.keywords,
        blank.created,
    )
    assert (filled.head, filled.foot) == (blank.head, blank.foot)


def test_appointment_when_the_clocks_change_then_the_clinics_time_zone_counts(studio):
    night = Appointment(datetime.datetime(2026, 3, 8, 8, 30))

    there = studio.dump(appointment=night).replace("~", " ")
    nowhere = studio.dump(clinic=studio.clinic(("time_zone",)), appointment=night).replace("~", " ")

    assert "8 hours before | Saturday, March 7, 11:30 PM" in there
    assert "8 hours before | Sunday, March 8, 12:30 AM" in nowhere


# ---------------------------------------------------------------- notices and metadata


def _approved(studio, **changes):
    return studio.handout(review={**studio.topic.data["review"], "status": "approved", **changes})


@pytest.mark.parametrize("layout", LAYOUTS)
def test_draft_when_rendered_then_title_page_and_every_head_say_so(studio, layout):
    made = studio.document(clinic=studio.clinic(demo=False), layout=layout)

    assert made.title == "Draft: Opening a narrow tube"
    assert inline_text(made.head.notice) == "Draft: not for patients"
    assert "This is a draft." in document.dump(made)


def test_approved_when_rendered_then_nothing_says_draft(studio):
    made = studio.document(_approved(studio), studio.clinic(demo=False))

    assert made.title == "Opening a narrow tube"
    assert made.head.notice == ()
    assert "raft" not in document.dump(made)
    assert "callout notice" not in document.dump(made)


def test_demo_when_rendered_then_page_head_and_end_say_so(studio):
    made = studio.document(_approved(studio))

    assert inline_text(made.head.notice) == "Sample: not a real clinic"
    assert document.dump(made).count("**Test Clinic** is not a real clinic.") == 2


@pytest.mark.parametrize("layout", LAYOUTS)
def test_expired_when_allowed_then_title_page_and_every_head_say_so(studio, layout):
    made = studio.document(
        _approved(studio),
        studio.clinic(demo=False),
        layout=layout,
        today=datetime.date(2028, 11, 21),
        allow_expired=True,
    )

    assert made.title == "Past its review date: Opening a narrow tube"
    assert inline_text(made.head.notice) == "Past its review date: November 20, 2028"
    assert "due for a check on November 20, 2028" in document.dump(made)


def test_expired_when_not_allowed_then_it_is_refused(studio):
    (finding,) = studio.refused(lambda: studio.markup(_approved(studio), today=datetime.date(2028, 11, 21)))

    assert finding.code == "H215"
    assert finding.place.line == studio.topic.place(("review", "next_review")).line


def test_last_day_when_the_review_ends_then_the_handout_still_holds(studio):
    made = studio.document(_approved(studio), today=datetime.date(2028, 11, 20))

    assert made.title == "Opening a narrow tube"


def test_metadata_when_rendered_then_the_handout_can_be_found_by_its_names(studio):
    made = studio.document()

    assert (made.language, made.subject, made.author) == ("en", "balloon dilation", "Test Clinic")
    assert made.keywords == "balloon dilation, stretching, CPT 47542, our code T-001"
    assert made.created == "2026-11-20"


def test_codes_when_a_layout_leaves_them_out_then_they_are_nowhere(studio):
    assert "T-001" in studio.markup()
    assert "T-001" not in studio.markup(layout="large-print")


def test_foot_when_never_reviewed_then_it_says_so(studio):
    review = {
        key: value for key, value in studio.topic.data["review"].items() if key not in ("reviewed_on", "reviewers")
    }

    made = studio.document(studio.handout(review=review))

    assert "Not yet reviewed" in made.foot.left_below
    assert "Not yet checked by a doctor." in document.dump(made)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_page_id_when_given_then_it_stands_in_the_foot_and_once_in_the_text(studio, layout):
    made = studio.document(layout=layout, page_id="K7M-P4X-R9N")

    assert made.foot.right_below == "ID K7M-P4X-R9N"
    assert document.dump(made).count("**K7M-P4X-R9N**") == 1
    assert "K7M" not in studio.dump(layout=layout)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_approvals_when_there_are_some_then_each_role_and_day_is_told(studio, layout):
    def record(day, by):
        day = datetime.date(2026, 11, day)
        return Record(day, by, second=day != 21, review_by=day, topic="", language="", clinic="", version="", words=())

    given = Standing((record(21, "Radiologist, MD"), record(22, "Pharmacist, PharmD")))
    made = studio.document(_approved(studio, reviewers=[]), layout=layout, standing=given)
    told = document.dump(made).replace("~", " ")

    assert "Approved by: Radiologist, MD, on November 21, 2026. Approved by: Pharmacist, PharmD, on November" in told
    assert "Not yet checked" not in told
    if layout == "standard":
        assert made.foot.left_below.startswith("Approved November 2026")


def test_head_when_the_clinic_has_a_logo_and_departments_then_they_are_there(studio):
    head = studio.document().head

    assert head.logo == LOGO
    assert [inline_text(line) for line in head.left] == ["Test Clinic", "Department of Tests"]
    assert [inline_text(line) for line in head.right] == ["Patient information", "Questions? 555-0142"]


def test_head_when_the_clinic_has_neither_then_nothing_is_left_of_them(studio):
    head = studio.document(clinic=studio.clinic(("logo", "department", "departments"))).head

    assert head.logo == ""
    assert [inline_text(line) for line in head.left] == ["Test Clinic"]
    assert inline_text(head.right[1]) == "Questions? 555-0100"


def test_phones_when_a_department_has_its_own_then_those_are_given(studio):
    told = studio.dump()

    assert "Call us the same day: 555-0142" in told
    assert "Nights and weekends: **555-0199**" in told
    assert "555-0100" not in told


def test_placeholder_when_the_clinic_lacks_its_value_then_each_place_is_told(studio):
    clinic = studio.clinic(("departments",), phones={"questions": "555-0100"})
    loaded = studio.handout(summary="Call {{ clinic.nights }} at night.")

    (finding,) = studio.refused(lambda: studio.markup(loaded, clinic))

    assert finding.code == "H214"
    assert "clinic.nights" in finding.message


def test_appointment_when_half_of_it_is_known_then_the_other_half_is_a_line_to_write_on(studio):
    day = studio.dump(appointment=Appointment(day=AT.date(), clinician="Dr. <b> & Co")).replace("\u00a0", " ")
    assert "Date: Thursday, December 3, 2026" in day
    assert "Arrive at (time): ____" in day
    assert "Start (time)" not in day
    assert "You will see: Dr. <b> & Co" in day
    time = studio.dump(appointment=Appointment(start=datetime.time(10, 15), place="East")).replace("\u00a0", " ")
    assert "Date: ____" in time
    assert "Start (time): 10:15 AM" in time
    assert "You will see" not in time
    assert studio.dump(appointment=Appointment()) == studio.dump()
