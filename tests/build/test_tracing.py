"""Tracing paper: every reason that a sheet is not current."""

from __future__ import annotations

import datetime

import pytest

from handouts.build import Request, Shelf, build
from handouts.build.tracing import NAMES, Tracer
from tests.approvals import TODAY, approved


@pytest.fixture
def page(folder):
    """Return a function that builds a topic and returns what its pages are a print of."""

    def made(topic="cardiology/valve", **settings):
        outcome = build(Request(topic, today=TODAY, language="en", workspace=folder, **settings))
        assert outcome.facts, outcome.findings
        printed = outcome.facts.printed()
        assert printed.id == outcome.facts.page_id
        return printed

    return made


def _traced(folder, made, today=TODAY, clinic=None):
    shelf = Shelf()
    return Tracer(shelf.workspace(folder), shelf, clinic, today).trace(made)


def _edit(folder, relative, old, new):
    path = folder / relative
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_trace_when_approved_and_nothing_changed_then_it_is_current(folder, page):
    approved(folder, "cardiology/valve")
    traced = _traced(folder, page())

    assert (traced.current, traced.reasons, traced.affected) == (True, (), False)
    assert traced.title == "Opening a narrow tube"


def test_page_when_personal_then_has_the_id_of_a_blank_one_and_each_variant_has_its_own(page):
    ids = {
        page(layout=layout, page_size=size).id for layout in ("standard", "large-print") for size in ("letter", "a4")
    }

    assert len(ids) == 4
    assert page(appointment="2026-12-03 08:30").id == page().id == page(page_size="letter").id
    assert page("cardiology/stent").id not in ids


def test_trace_when_a_draft_then_it_is_current_but_nobody_approved_it(folder, page):
    traced = _traced(folder, page())

    assert traced.current
    assert traced.reasons == ("it is a draft that nobody had approved",)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("content/cardiology/valve/en.yaml", "title: Opening", "title: Closing"), "the words were changed since"),
        (
            ("content/cardiology/valve/en.yaml", 'version: "0.1"', 'version: "0.2"'),
            "the words were changed since: it is version 0.2 now",
        ),
        (
            ("content/clinic.yaml", "555-0100", "555-7777"),
            "the phone number for questions was 555-0100, and is 555-7777",
        ),
        (
            ("content/clinic.yaml", "  nights_and_weekends: 555-0101\n", ""),
            "the phone number for nights and weekends was 555-0101, and is no longer there",
        ),
        (
            ("content/clinic.yaml", "name: Test Clinic", "name: New Name"),
            "the clinic's name was Test Clinic, and is New",
        ),
        (("content/cardiology/valve/en.yaml", "title: Opening", "tilte: Opening"), "its content has errors now"),
    ],
)
def test_trace_when_something_changed_then_it_is_not_current_and_says_why(folder, page, change, reason):
    approved(folder, "cardiology/valve")
    made = page()
    _edit(folder, *change)
    traced = _traced(folder, made)

    assert not traced.current
    assert any(each.startswith(reason) for each in traced.reasons), traced.reasons
    assert traced.affected is ("phone" in reason)


def test_trace_when_the_emergency_wording_changed_then_it_is_affected(folder, page):
    made = page()
    _edit(folder, "content/clinic.yaml", "wording: Call 911 right away", "wording: Ring 911 at once")

    assert _traced(folder, made).affected


def test_trace_when_the_review_date_passes_then_says_so(folder, page):
    approved(folder, "cardiology/valve")
    traced = _traced(folder, page(), today=datetime.date(2028, 11, 21))

    assert not traced.current
    assert traced.reasons == ("it was due for review on 2028-11-20",)


def test_trace_when_approved_anew_then_the_old_sheet_says_so(folder, page):
    approved(folder, "cardiology/valve")
    made = page()
    approved(folder, "cardiology/valve", by="Pharmacist, PharmD")

    assert _traced(folder, made).reasons == ("it was approved anew since",)


def test_trace_when_the_approval_is_gone_then_the_old_sheet_says_so(folder, page):
    path = approved(folder, "cardiology/valve").path
    made = page()
    path.unlink()

    assert _traced(folder, made).reasons == ("its approval does not hold any more",)


def test_trace_when_topic_or_layout_are_gone_then_says_so(folder, page):
    made = page()
    (folder / "content/cardiology/valve/en.yaml").unlink()

    assert "cardiology/valve in en is no longer" in _traced(folder, made).reasons[0]
    from msgspec import structs  # noqa: PLC0415  only here

    other = structs.replace(page("cardiology/stent"), layout="gone")
    assert "the layout gone is no longer" in _traced(folder, other).reasons[0]


def test_trace_when_a_workspace_serves_several_clinics_then_each_sheet_is_held_against_its_own(folder, page):
    text = (folder / "content/clinic.yaml").read_text("utf-8")
    east = folder / "content/clinic-east.yaml"
    east.write_text(text.replace("name: Test Clinic", "name: East").replace("555-0100", "555-0200"), "utf-8")
    made = page(clinic=east)
    assert _traced(folder, made).current
    _edit(folder, "content/clinic-east.yaml", "555-0200", "555-0300")
    assert list(_traced(folder, made).changed) == ["questions"]
    (folder / "content/clinic-broken.yaml").write_text("nmae: x\n", "utf-8")
    assert list(_traced(folder, made).changed) == ["questions"]


def test_all_now_when_listed_then_every_page_that_can_be_built_is_among_it(folder, page):
    shelf = Shelf()
    now = {each.id for each in Tracer(shelf.workspace(folder), shelf, None, TODAY).all_now()}

    for topic in ("cardiology/valve", "radiology/stent"):
        for layout in ("standard", "large-print"):
            assert page(topic, layout=layout, page_size="a4").id in now


def test_names_when_looked_up_then_everything_that_is_printed_of_a_clinic_has_one(folder, page):
    with (folder / "content/clinic.yaml").open("a", encoding="utf-8") as out:
        out.write("""
nearest_hospital: {name: General, address: 200 River Street, phone: 555-0190}
notices: [{about: language, language: en, text: "Free help: 555-0170"}]
fill_in: [{about: check-up, label: First check-up}]
""")
    assert set(page().clinic) == {*NAMES}
