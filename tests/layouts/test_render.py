from __future__ import annotations

import datetime
import itertools
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from handouts import document
from handouts.content.handout import Handout
from handouts.content.prose import Line, Prose
from handouts.document.nodes import Heading, IconArray, Pairs, Paragraph, Table, inline_text, walk
from handouts.layouts import LOGO, Appointment
from tests.layouts.conftest import Studio

LAYOUTS = ("standard", "large-print")
OPTIONAL = sorted(name for name, field in Handout.model_fields.items() if not field.is_required())
AT = datetime.datetime(2026, 12, 3, 8, 30)

# Where a field stands on the page, and words of the test topic that only it holds.
PLACES = {
    "say_it": ("say:", "buh-LOON"),
    "other_names": ("Other names:", "stretching"),
    "codes": ("Codes:", "T-001"),
    "at_a_glance": ("At a glance", "Hospital imaging room"),
    "indications": ("It can help with", "narrow after surgery"),
    "tell_us_if": ("Tell us ahead of time if", "could be, pregnant"),
    "special_groups": ("Does this apply to you?", "insulin"),
    "how_it_feels": ("What will I feel?", "feel pressure"),
    "benefits": ("Benefits", "drain again"),
    "limits": ("What it cannot do", "narrow again"),
    "alternatives": ("Other choices", "takes longer to heal"),
    "straight_afterwards": ("Right after, before you go home", "recovery room"),
    "do": ("Do\n", "Drink water often"),
    "do_not": ("Do not\n", "swim for 5 days"),
    "return_to": ("When you can do things again", "Take a shower"),
    "results": ("Your results", "results that day"),
    "follow_up": ("What comes next", "after 2 weeks"),
    "contacts": ("Others you can call", "Interpreter service"),
    "questions": ("Questions you may want to ask", "How many of these"),
    "teach_back": ("Tell us in your own words", "When will you stop eating?"),
    "glossary": ("Words to know", "A fluid that helps"),
    "pictures": ("picture duct.png", "The balloon widens"),
    "sources": ("Where the facts come from", "made up for tests"),
}


# ---------------------------------------------------------------- sections


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", OPTIONAL)
def test_section_when_its_field_is_empty_then_nothing_is_left_of_it(studio, name, layout):
    heading, words = PLACES[name]
    changes = {"summary": "No term."} if name == "glossary" else {}

    # A layout that leaves the field out shows nothing of it either way.
    if name not in studio.layout(layout).file.leave_out:
        whole = studio.dump(studio.handout(), layout=layout)
        assert heading in whole
        assert words in whole
    without = studio.dump(studio.handout((name,), **changes), layout=layout)
    assert heading not in without
    assert words not in without


def test_sections_when_listed_then_every_optional_field_is_tried():
    assert set(PLACES) == set(OPTIONAL)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_handout_when_it_has_only_what_it_must_then_it_is_whole(studio, layout):
    data = {name: studio.topic.data[name] for name, field in Handout.model_fields.items() if field.is_required()}
    data["summary"], data["risks"] = "Short.", {"items": data["risks"]["items"]}
    data["risks"]["items"] = [{**item, "how_often": "not known"} for item in data["risks"]["items"]]
    loaded = studio.handout(tuple(set(studio.topic.data) - set(data)), **data)

    told = studio.dump(loaded, studio.clinic(("web", "address", "logo", "department", "departments")), layout=layout)

    headings = re.findall(r"heading 2.*?: (.*)", told)
    assert headings == [
        "The most important points",
        "Your appointment",
        "Why you need it",
        "How to get ready",
        "What happens, step by step",
        "Risks",
        "Getting better at home",
        "Call us the same day: 555-0100",
        "Call 911 right away",
        "My questions for the care team",
        "About this sheet",
    ]
    assert "qr " not in told
    assert "None" not in told


@pytest.mark.parametrize("field", ["duration", "setting", "anesthesia", "care_team", "going_home", "back_to_normal"])
def test_glance_when_one_fact_is_given_then_the_others_leave_no_label(studio, field):
    facts = {field: studio.topic.data["at_a_glance"][field]}

    told = studio.dump(studio.handout(at_a_glance=facts))

    assert len(re.findall(r"    pair icon=", told)) == 1


def test_risks_when_there_are_no_benefits_then_nothing_stands_beside_them(studio):
    told = studio.dump(studio.handout(("benefits",)))

    assert "section id=risks" in told
    assert "columns 1 1\n" not in told


def test_recovery_when_there_is_nothing_to_do_then_the_stages_have_the_whole_width(studio):
    told = studio.dump(studio.handout(("do", "do_not")))

    assert "columns 1.1 1" not in told
    assert "pairs timeline" in told


@pytest.mark.parametrize(("name", "note"), [("return_to", "note"), ("contacts", "about")])
def test_table_when_no_row_has_a_note_then_the_column_is_left_out(studio, name, note):
    bare = [{key: value for key, value in item.items() if key != note} for item in studio.topic.data[name]]

    blocks = walk(studio.document(studio.handout(**{name: bare})).blocks)

    assert sum(isinstance(block, Table) and len(block.head) == 2 for block in blocks) == 1


def test_alternatives_when_there_is_only_no_treatment_then_there_is_no_table(studio):
    told = studio.dump(studio.handout(alternatives={"no_treatment": "Ask what may happen."}))

    assert "Other choices" in told
    assert "Ask what may happen." in told
    assert "table 1.4 2 2" not in told


@pytest.mark.parametrize("layout", LAYOUTS)
def test_headings_when_the_handout_is_full_then_no_level_is_skipped(studio, layout):
    levels = [block.level for block in walk(studio.document(layout=layout).blocks) if isinstance(block, Heading)]

    assert len(levels) > 25
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_large_print_when_the_handout_is_full_then_nothing_stands_in_a_table(studio):
    blocks = list(walk(studio.document(layout="large-print").blocks))

    assert len(blocks) > 100
    assert not any(isinstance(block, Table) for block in blocks)


def test_layouts_when_both_set_the_same_handout_then_both_say_the_same(studio):
    def words(layout):
        made = studio.document(studio.handout(("codes",)), layout=layout)
        blocks = list(walk(made.blocks))
        texts = [inline_text(block.inlines) for block in blocks if isinstance(block, Heading | Paragraph)]
        return texts + [inline_text(pair.label) for block in blocks if isinstance(block, Pairs) for pair in block.pairs]

    heads = {"How often", "What could happen", "Choice", "What it is", "Who", "Phone", "What", "When"}
    heads |= {"Keep in mind", "What for"}
    standard, large = set(words("standard")) - heads, words("large-print")

    assert len(standard) > 80
    # A label may run into its text: “What we do about it: We give you …”.
    assert {text for text in standard if not any(text in other for other in large)} == set()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_pictures_when_each_section_has_one_then_each_stands_in_its_section(studio, layout):
    sections = ["purpose", "preparation", "what_happens", "straight_afterwards", "recovery"]
    pictures = [{"file": f"{name}.png", "alt": f"Picture of {name}", "section": name} for name in sections]

    told = studio.dump(studio.handout(pictures=pictures), layout=layout)

    places = [told.index(f"picture {name}.png") for name in sections]
    starts = [told.index(f"section id={name.replace('_', '-')}\n") for name in sections]
    assert places == sorted(places)
    assert all(start < place for start, place in zip(starts, places, strict=True))
    assert all(place < after for place, after in zip(places, starts[1:], strict=False))


# ---------------------------------------------------------------- facts


@pytest.mark.parametrize("layout", LAYOUTS)
def test_frequency_when_it_has_a_picture_then_words_and_dots_agree(studio, layout):
    risks = {
        "items": [
            {"name": "A", "how_often": {"n": 5, "of": 100, "source": "s"}, "what_we_do": "X"},
            {"name": "B", "how_often": {"n": 1, "to": 3, "of": 1000, "source": "s"}, "what_we_do": "X"},
            {"name": "C", "how_often": {"n": 0, "of": 100, "source": "s"}, "what_we_do": "X"},
            {"name": "D", "how_often": {"n": 7, "of": 10000, "source": "s"}, "what_we_do": "X"},
            {"name": "E", "how_often": "not known", "what_we_do": "X"},
        ]
    }
    made = studio.document(studio.handout(risks=risks), layout=layout)

    dots = [(block.n, block.of) for block in walk(made.blocks) if isinstance(block, IconArray)]
    told = document.dump(made)
    assert dots == [(5, 100), (3, 1000)]
    for words in (
        "About **5 in 100** people",
        "Between **1 and 3 in 1,000** people",
        "Fewer than **1 in 100** people",
        "About **7 in 10,000** people",
        "We do not know how often",
    ):
        assert told.count(words) == 1


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
    assert "Arrive at (time): 8:30 AM" in told
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

    assert "Not yet reviewed" in made.foot.left
    assert "Not yet checked by a doctor." in document.dump(made)


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


# ---------------------------------------------------------------- any content

_LINE, _PROSE = TypeAdapter(Line), TypeAdapter(Prose)
_CHARACTERS = st.text(
    st.one_of(st.sampled_from(list("<>&\"'{}()%#*= \u00a0")), st.characters(min_codepoint=0x21, max_codepoint=0x2FFF)),
    min_size=3,
    max_size=30,
)


def _valid(adapter):
    def keep(text):
        try:
            return adapter.validate_python(text)
        except ValidationError:
            return None

    # Escapes and placeholders stand otherwise on the page than in the file; other tests are about them.
    return _CHARACTERS.map(keep).filter(
        lambda text: bool(text) and len(text) >= 3 and "{{" not in text and "\\" not in text
    )


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(line=_valid(_LINE), prose=_valid(_PROSE).filter(lambda text: "*" not in text and "[" not in text))
def test_text_when_it_is_anything_content_allows_then_it_stands_in_every_kind_of_place(studio, layout, line, prose):
    items = [{"name": prose, "how_often": "not known", "what_we_do": prose}]
    loaded = studio.handout(
        title=line,
        medical_name=line,
        summary=prose,
        key_points=[prose] * 3,
        at_a_glance={"setting": prose},
        preparation=[{"when": "8 hours before", "action": line, "text": prose}],
        risks={"items": items},
        recovery=[{"when": line, "text": prose}],
        contacts=[{"who": line, "phone": prose}],
        glossary=[{"term": line, "meaning": prose}],
        pictures=[{"file": "duct.png", "alt": line + " alt", "section": "recovery"}],
    )
    made = studio.document(loaded, layout=layout)

    told = document.dump(made)
    # The dump writes “~” for U+00A0.
    assert made.title == f"Draft: {line}"
    assert told.count(prose.replace("\u00a0", "~")) >= 11
    assert told.count(line.replace("\u00a0", "~")) >= 5


def test_studio_when_used_by_a_property_then_it_changes_nothing_of_the_shipped_files(tmp_path):
    assert Studio(tmp_path).markup() == Studio(tmp_path).markup()
