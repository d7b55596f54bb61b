"""Approving: what is recorded, and everything that speaks against it."""

from __future__ import annotations

import datetime
import shutil

import pytest
from msgspec.structs import replace

from handouts.approval.record import read
from handouts.build import PLACEHOLDER, Request, Selection, Shelf, Signature, approve, build, check, plan
from handouts.build.approving import Approved
from handouts.errors import ExitCode, HandoutsError
from handouts.findings import Severity
from tests.approvals import REVIEW_BY, ROLE, TODAY, approved


@pytest.fixture
def refused(folder):
    """Return a function that tries to approve, sees that nothing was written, and returns the findings."""

    def tried(topic="cardiology/valve", **settings):
        before = {path: path.read_bytes() for path in folder.rglob("*.approvals")}
        with pytest.raises(HandoutsError) as caught:
            approved(folder, topic, **settings)
        assert {path: path.read_bytes() for path in folder.rglob("*.approvals")} == before
        for finding in caught.value.findings:
            assert finding.hint
            assert not finding.message.endswith(".")
        return [finding.code for finding in caught.value.findings], caught.value.findings

    return tried


def _status(folder, topic="cardiology/valve", **settings):
    outcome = build(Request(topic, today=TODAY, workspace=folder, language="en", **settings))
    assert outcome.facts, outcome.findings
    return outcome.facts.status, [finding.code for finding in outcome.findings]


def test_approve_when_nothing_speaks_against_it_then_the_record_says_who_when_what_and_until_when(folder):
    made = approved(folder, "valve")

    assert isinstance(made, Approved)
    assert made.path == folder / "content/cardiology/valve/en.approvals"
    (record,) = read(made.path.read_text("utf-8"), "x")
    assert (record.by, record.on, record.review_by) == (ROLE, TODAY, REVIEW_BY)
    assert (record.topic, record.language, record.clinic, record.version) == (
        "cardiology/valve",
        "en",
        "Test Clinic",
        "0.1",
    )
    assert any(line.startswith("title: Opening") for line in record.words)
    assert made.standing.status == "approved"
    assert _status(folder) == ("approved", [])


def test_approve_when_done_twice_then_the_first_record_stays_byte_for_byte(folder):
    first = approved(folder, "valve").path.read_bytes()
    second = approved(folder, "valve", review_by=datetime.date(2029, 1, 1)).path.read_bytes()

    assert second.startswith(first)
    assert len(read(second.decode(), "x")) == 2


def test_approved_when_a_word_changes_then_every_page_is_a_draft_and_undone_it_is_not(folder):
    approved(folder, "cardiology/valve")
    file = folder / "content/cardiology/valve/en.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("title: Opening", "title: Closing"), "utf-8")
    assert _status(folder) == ("draft", ["H386"])
    file.write_text("# Only a comment\n" + text, "utf-8")
    assert _status(folder) == ("approved", [])
    (file.parent / "duct.png").write_bytes((file.parent / "duct.png").read_bytes() + b"\0")
    assert _status(folder)[0] == "draft"


def test_approved_when_the_file_is_copied_then_it_approves_nothing_else(folder):
    source = approved(folder, "cardiology/valve").path
    for target in ("radiology/stent/en.approvals", "cardiology/valve/es.approvals"):
        shutil.copy(source, folder / "content" / target)
    assert _status(folder, "radiology/stent") == ("draft", ["H382"])
    clinic = folder / "content/clinic.yaml"
    clinic.write_text(clinic.read_text("utf-8").replace("name: Test Clinic", "name: Next Door"), "utf-8")
    assert _status(folder) == ("draft", ["H382"])


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        (lambda text: text.replace("by: Interventional", "by: Chief", 1), 4),
        (lambda text: text[: len(text) // 2], None),
        (lambda text: text.split("\napproval 2")[1], 2),
        (lambda text: text.replace("  title: Opening", "  title: Closing"), 4),
    ],
    ids=["forged", "truncated", "first taken out", "words changed"],
)
def test_approved_when_the_file_was_tampered_with_then_it_is_an_error_and_nothing_is_added(
    folder, refused, damage, line
):
    path = approved(folder, "cardiology/valve").path
    approved(folder, "cardiology/valve")
    path.write_text(damage(path.read_text("utf-8")), "utf-8")

    outcome = build(Request("cardiology/valve", today=TODAY, workspace=folder))
    assert (outcome.ok, outcome.exit_code) == (False, ExitCode.CONTENT)
    (finding,) = outcome.findings
    assert (finding.code, finding.severity) == ("H381", Severity.ERROR)
    assert line in (None, finding.place.line)
    assert refused()[0] == ["H381"]


def test_approved_when_line_ends_are_those_of_windows_then_it_still_holds(folder):
    path = approved(folder, "cardiology/valve").path
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert _status(folder) == ("approved", [])


def test_approve_when_the_content_has_errors_then_all_are_told_and_it_is_refused(folder, refused, add_topic):
    add_topic("cardiology/valve", **{"Belly pain": "Belly ☃ pain", "You may feel": "You 漢 may feel"})

    codes, findings = refused()
    assert codes == ["H401", "H401", "H383"]
    assert "2 errors" in findings[-1].message


def test_approve_when_the_file_cannot_be_loaded_then_it_is_refused(folder, refused, add_topic):
    add_topic("cardiology/valve", **{"title: Opening": "tilte: Opening"})

    assert "H110" in refused()[0]


def test_approve_when_the_starter_text_is_still_there_then_it_is_refused(folder, refused, add_topic):
    add_topic("cardiology/valve", **{"Belly pain": f"{PLACEHOLDER} Belly pain"})

    codes, findings = refused()
    assert codes == ["H192", "H383"]
    assert findings[0].severity is Severity.ERROR


def test_approve_when_no_font_has_a_character_of_the_role_then_it_is_refused(folder, refused):
    codes, findings = refused(by="漢 Radiologist")

    assert codes == ["H401", "H383"]
    assert "漢" in findings[0].message


@pytest.mark.parametrize(
    "by", ["", "MD", "x" * 161, "Dr. Jane Smith", "Dr Smith", "jane@example.org", "Nurse **bold**", "Nurse\u202e"]
)
def test_approve_when_the_role_is_none_then_it_is_refused(refused, by):
    assert set(refused(by=by)[0]) == {"H385"}


@pytest.mark.parametrize(
    ("review_by", "words"),
    [
        (datetime.date(2026, 11, 21), "not later than today"),
        (datetime.date(2020, 1, 1), "not later than today"),
        (datetime.date(2029, 11, 22), "more than 3 years"),
    ],
)
def test_approve_when_the_review_date_is_past_or_far_then_it_is_refused(refused, review_by, words):
    codes, findings = refused(review_by=review_by)

    assert codes == ["H385"]
    assert words in findings[0].message


def test_approve_when_the_clinic_sets_another_limit_then_that_counts(folder, refused):
    with (folder / "content/clinic.yaml").open("a", encoding="utf-8") as file:
        file.write("approval:\n  longest_years: 1\n")

    assert refused(review_by=datetime.date(2027, 11, 22))[0] == ["H385"]
    assert approved(folder, "cardiology/valve", review_by=datetime.date(2027, 11, 21)).standing.approvals


def test_approve_when_today_is_a_leap_day_then_the_limit_is_the_day_before_march(refused):
    leap = datetime.date(2028, 2, 29)

    assert "2031-02-28" in refused(on=leap, review_by=datetime.date(2031, 3, 1))[1][0].hint


def test_approve_when_the_clock_is_wrong_then_it_is_refused(folder, refused):
    assert refused(on=datetime.date(2026, 11, 19), review_by=datetime.date(2027, 1, 1))[0] == ["H384", "H384"]
    approved(folder, "cardiology/valve", on=datetime.date(2026, 12, 1))
    codes, findings = refused()
    assert codes == ["H384"]
    assert findings[0].place.file.endswith("en.approvals")


def test_approve_when_it_ships_with_the_program_then_it_is_refused(refused):
    codes, findings = refused("chronic-total-occlusion")

    assert codes == ["H383"]
    assert "handouts copy cardiology/chronic-total-occlusion" in findings[0].hint


def test_approve_when_the_words_changed_and_the_version_did_not_then_it_is_refused(folder, refused):
    approved(folder, "cardiology/valve")
    file = folder / "content/cardiology/valve/en.yaml"
    text = file.read_text("utf-8").replace("title: Opening", "title: Closing")
    file.write_text(text, "utf-8")

    codes, findings = refused()
    assert codes == ["H383"]
    assert findings[0].place.line == text[: text.index("version:")].count("\n") + 1
    file.write_text(text.replace('version: "0.1"', 'version: "0.2"'), "utf-8")
    assert approved(folder, "cardiology/valve").standing.status == "approved"


def test_approve_when_two_must_then_the_second_in_another_role_makes_it_approved(folder, refused):
    with (folder / "content/clinic.yaml").open("a", encoding="utf-8") as file:
        file.write("approval:\n  approvers: 2\n")

    assert refused(second=True)[0] == ["H383"]
    first = approved(folder, "cardiology/valve")
    assert (first.standing.status, _status(folder)) == ("draft", ("draft", ["H386"]))
    assert refused(second=True, by=ROLE.upper())[0] == ["H383"]
    second = approved(folder, "cardiology/valve", second=True, by="Pharmacist, PharmD")
    assert second.standing.status == "approved"
    assert _status(folder) == ("approved", [])


def test_approve_when_the_first_has_expired_then_a_second_cannot_be_added(folder, refused):
    approved(folder, "cardiology/valve", review_by=datetime.date(2026, 12, 1))

    late = {"on": datetime.date(2026, 12, 2), "second": True, "by": "Pharmacist, PharmD"}
    assert refused(**late)[0] == ["H383"]
    assert approved(folder, "cardiology/valve", on=datetime.date(2026, 12, 2)).standing.status == "approved"


def test_approve_when_the_clinic_is_invented_then_it_warns(folder):
    made = approved(folder, "cardiology/valve")
    assert [(finding.code, finding.severity) for finding in made.findings] == [("H382", Severity.WARNING)]

    clinic = folder / "content/clinic.yaml"
    clinic.write_text(clinic.read_text("utf-8").replace("demo: true", "demo: false"), "utf-8")
    assert approved(folder, "cardiology/valve").findings == ()


def test_approve_when_somebody_else_does_at_the_same_moment_then_neither_is_lost(folder, refused, monkeypatch):
    from handouts.build import approving  # noqa: PLC0415  only here

    def meanwhile(request, shelf):
        found = check(request, shelf)
        monkeypatch.undo()
        approved(folder, "cardiology/valve", by="Pharmacist, PharmD")
        return found

    monkeypatch.setattr(approving, "check", meanwhile)
    with pytest.raises(HandoutsError) as caught:
        approved(folder, "cardiology/valve")
    assert [finding.code for finding in caught.value.findings] == ["H383"]
    text = (folder / "content/cardiology/valve/en.approvals").read_text("utf-8")
    assert [record.by for record in read(text, "x")] == ["Pharmacist, PharmD"]


def test_approvals_when_a_link_leads_out_of_the_workspace_then_they_are_not_read(folder, refused, tmp_path_factory):
    path = approved(folder, "cardiology/valve").path
    outside = tmp_path_factory.mktemp("elsewhere") / "en.approvals"
    shutil.move(path, outside)
    path.symlink_to(outside)

    outcome = build(Request("cardiology/valve", today=TODAY, workspace=folder, language="en"))
    assert [finding.code for finding in outcome.findings] == ["H506"]
    assert refused()[0] == ["H506"]


def test_approved_when_built_by_many_workers_then_every_layout_says_so(folder):
    approved(folder, "cardiology/valve")
    chosen = Selection(("cardiology/valve",), today=TODAY, layouts=("all",), languages=("en",), workspace=folder)
    shelf = Shelf()
    outcomes = [build(request, shelf) for request in plan(chosen, shelf).requests]

    assert len(outcomes) >= 2
    assert {outcome.facts.status for outcome in outcomes if outcome.facts} == {"approved"}


def test_approve_when_a_second_clinic_uses_the_workspace_then_each_approves_for_itself(folder):
    approved(folder, "cardiology/valve")
    other = folder / "content" / "clinic-east.yaml"
    text = (folder / "content/clinic.yaml").read_text("utf-8").replace("name: Test Clinic", "name: East Clinic")
    other.write_text(text, "utf-8")

    assert _status(folder, clinic=other) == ("draft", ["H382"])
    request = Request("cardiology/valve", today=TODAY, workspace=folder, clinic=other)
    approve(request, Signature("Surgeon, MD", REVIEW_BY))
    assert _status(folder, clinic=other)[0] == "approved"
    assert _status(folder) == ("approved", [])
    assert replace(request, clinic=None).clinic is None
