"""Whether a handout is approved: every reason that it is not."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from handouts.approval.record import added
from handouts.approval.standing import DRAFT, dates, in_force, is_shipped, standing
from handouts.findings import Severity
from handouts.workspace import TopicFile, builtin

if TYPE_CHECKING:
    from pathlib import Path

TWO = {"approvers": "2"}


def _text(*records):
    made = ""
    for record in records:
        made = added(made, record, "en.approvals")
    return made


def _stands(ward, text, loaded=None, today=None, **clinic):
    return standing(text, "en.approvals", loaded or ward.handout(), ward.clinic(**clinic), today or ward.today)


def _told(found):
    return [(finding.code, finding.severity) for finding in found.findings]


def test_standing_when_nobody_approved_then_it_is_a_draft_and_nothing_is_told(ward):
    assert _stands(ward, "") == DRAFT
    assert DRAFT.status == "draft"


def test_standing_when_approved_then_it_holds_until_the_day_that_was_named(ward):
    record = ward.record()
    found = _stands(ward, _text(record))

    assert (found.status, found.approvals, found.findings) == ("approved", (record,), ())
    review = in_force(ward.handout(), found).handout.review
    assert (review.status, review.next_review) == ("approved", datetime.date(2028, 11, 20))
    assert not review.expired(datetime.date(2028, 11, 20))
    assert review.expired(datetime.date(2028, 11, 21))


def test_standing_when_any_word_changed_then_it_is_a_draft_again_and_undone_it_is_approved(ward):
    text = _text(ward.record())
    found = _stands(ward, text, ward.handout(title="Another title"))

    assert (found.status, _told(found)) == ("draft", [("H386", Severity.WARNING)])
    assert "2026-11-21" in found.findings[0].message
    assert "handouts diff test-department/tiny-topic" in found.findings[0].hint
    assert _stands(ward, text).status == "approved"


def test_standing_when_words_go_back_to_an_approval_before_the_last_then_it_is_a_draft(ward):
    newer = ward.handout(title="Another title", review=ward.review(version="0.2"))
    text = _text(ward.record(), ward.record(newer))

    assert _stands(ward, text, newer).status == "approved"
    assert _stands(ward, text).status == "draft"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"topic": "test-department/other"}, "topic “test-department/other”"),
        ({"topic": "other/tiny-topic"}, "topic “other/tiny-topic”"),
        ({"language": "es"}, "language “es”"),
        ({"clinic": "Next Door Clinic"}, "clinic “Next Door Clinic”"),
    ],
)
def test_standing_when_the_file_was_copied_then_it_approves_nothing(ward, change, words):
    found = _stands(ward, _text(ward.record(**change)))

    assert (found.status, _told(found)) == ("draft", [("H382", Severity.WARNING)])
    assert words in found.findings[0].message


def test_standing_when_another_clinic_approved_too_then_each_has_its_own(ward):
    text = _text(ward.record(), ward.record(clinic="Next Door Clinic", by="Surgeon, MD"))

    assert [r.by for r in _stands(ward, text).approvals] == ["Interventional radiologist, MD"]
    assert [r.by for r in _stands(ward, text, name="Next Door Clinic").approvals] == ["Surgeon, MD"]


def test_standing_when_written_by_hand_then_it_is_a_draft_and_says_how_to_approve(ward):
    found = _stands(ward, "", ward.handout(review=ward.review(status="approved")))

    assert (found.status, _told(found)) == ("draft", [("H380", Severity.WARNING)])
    (finding,) = found.findings
    assert finding.place == ward.file.place(("review", "status"))
    assert "handouts approve test-department/tiny-topic" in finding.hint
    assert in_force(ward.handout(review=ward.review(status="approved")), found).handout.review.status == "draft"


def test_standing_when_the_file_is_damaged_then_it_is_a_draft_and_an_error(ward):
    found = _stands(ward, _text(ward.record()).replace("2028", "2029"))

    assert (found.status, _told(found)) == ("draft", [("H381", Severity.ERROR)])


def test_standing_when_two_must_approve_then_one_is_not_enough(ward):
    first = ward.record()
    second = ward.record(by="Pharmacist, PharmD", second=True, review_by=datetime.date(2027, 11, 20))

    one = _stands(ward, _text(first), approval=TWO)
    assert (one.status, _told(one)) == ("draft", [("H386", Severity.WARNING)])
    both = _stands(ward, _text(first, second), approval=TWO)
    assert both.approvals == (first, second)
    assert both.review(ward.handout().handout.review).next_review == datetime.date(2027, 11, 20)
    assert both.place is not None
    assert both.place.line > 10
    assert _stands(ward, _text(first), approval={"approvers": "1"}).status == "approved"


def test_standing_when_both_approvals_are_of_one_role_then_they_count_once(ward):
    twice = _text(ward.record(), ward.record(by="interventional RADIOLOGIST, MD", second=True))

    assert _stands(ward, twice, approval=TWO).status == "draft"


def test_standing_when_a_new_round_begins_then_the_second_of_the_round_before_does_not_count(ward):
    text = _text(ward.record(), ward.record(by="Pharmacist, PharmD", second=True), ward.record())

    assert _stands(ward, text, approval=TWO).status == "draft"
    assert len(_stands(ward, text).approvals) == 1


def test_standing_when_the_clock_is_before_the_approval_then_it_is_an_error(ward):
    text = _text(ward.record())

    wrong = _stands(ward, text, today=datetime.date(2026, 11, 19))
    assert (wrong.status, _told(wrong)) == ("draft", [("H384", Severity.ERROR)])
    assert _stands(ward, text, today=datetime.date(2026, 11, 20)).status == "approved", "it is a day earlier elsewhere"


@pytest.mark.parametrize("key", ["written_on", "reviewed_on"])
def test_dates_when_one_is_still_to_come_then_it_is_an_error_at_its_place(ward, key):
    loaded = ward.handout(review=ward.review(**{key: "2026-11-23"}))

    (finding,) = dates(loaded, ward.today)
    assert (finding.code, finding.severity) == ("H384", Severity.ERROR)
    assert finding.place == ward.file.place(("review", key))
    assert dates(loaded, datetime.date(2026, 11, 22)) == []
    assert dates(ward.handout(), ward.today) == []


def test_shipped_when_a_file_comes_with_the_program_then_it_is_told_apart_from_a_clinics_own(tmp_path):
    def file(path: Path) -> TopicFile:
        return TopicFile("cardiology", "stent", "en", path)

    assert is_shipped(file(builtin() / "content/cardiology/stent/en.yaml"))
    assert not is_shipped(file(builtin() / "my-clinic/content/cardiology/stent/en.yaml"))
    assert not is_shipped(file(tmp_path / "content/cardiology/stent/en.yaml"))
