"""A role below a worksheet, and how long it holds."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from handouts.errors import UsageError
from handouts.findings import Place, Severity
from handouts.review.signing import Standing, named, sign, standing, told
from tests.review import sheets

PLACE = Place("en.review.yaml")
WRITTEN = datetime.date(2026, 11, 20)


@pytest.fixture
def sheet(made):
    """Return the worksheet of the smallest handout."""
    return sheets.fresh(made())


def refused(sheet, by=sheets.BY, on=sheets.DAY, written=WRITTEN):
    with pytest.raises(UsageError) as caught:
        sign(sheet, by, on, written, PLACE)
    return list(caught.value.findings)


def test_sign_when_every_item_is_answered_then_names_role_and_day(sheet):
    signed = sign(sheets.answered(sheet), "  Health  educator,   RN ", sheets.DAY, WRITTEN, PLACE).signed

    assert signed is not None
    assert (signed.by, signed.on, len(signed.seal)) == ("Health educator, RN", sheets.DAY, 64)


def test_sign_when_items_are_open_then_names_each(sheet):
    (found,) = refused(sheet)

    assert found.code == "H347"
    assert found.message.startswith(f"{len(sheet.open)} items are open: PEMAT-P 1, 2, 3, 4, 5")
    assert "CDC Clear Communication Index 1, 2, 3" in found.message


@pytest.mark.parametrize("by", ["", "RN", "Dr. Ana Silva", "ana@clinic.example", "x" * 161, "RN\u202e nurse"])
def test_sign_when_the_role_is_none_then_is_refused(sheet, by):
    assert "H348" in {finding.code for finding in refused(sheets.answered(sheet), by)}


def test_sign_when_the_words_are_of_tomorrow_then_the_clock_is_doubted(sheet):
    (found,) = refused(sheets.answered(sheet), on=datetime.date(2026, 11, 19))

    assert (found.code, "2026-11-19" in found.message, "clock" in found.hint) == ("H348", True, True)


def test_sign_when_several_things_are_wrong_then_all_are_told(sheet):
    assert {finding.code for finding in refused(sheet, "x")} == {"H347", "H348"}


def test_standing_when_the_words_change_then_a_signature_is_stale(sheet):
    signed = sheets.signed(sheet)

    assert standing(None, sheets.CONTENT) is Standing.NONE
    assert standing(sheet, sheets.CONTENT) is Standing.UNSIGNED
    assert standing(signed, sheets.CONTENT) is Standing.SIGNED
    assert standing(signed, "b" * 64) is Standing.STALE


def test_told_when_a_signed_sheet_is_stale_then_warns_with_the_day_and_the_remedy(sheet):
    (found,) = told(sheets.signed(sheet), "b" * 64, "en.review.yaml", 15)

    assert (found.code, found.severity, found.place.line) == ("H345", Severity.WARNING, 15)
    assert "2026-11-21" in found.message
    assert "--renew" in found.hint


def test_told_when_answers_were_given_for_other_words_then_warns(sheet):
    (found,) = told(sheets.answered(sheet), "b" * 64, "en.review.yaml", 15)

    assert (found.code, found.severity) == ("H346", Severity.WARNING)


def test_told_when_nothing_has_changed_or_was_answered_then_says_nothing(sheet):
    signed = sheets.signed(sheet)

    assert [*told(signed, sheets.CONTENT, "x", 1), *told(sheet, "b" * 64, "x", 1), *told(None, "b" * 64, "x", 1)] == []


def test_named_when_items_are_of_one_instrument_then_it_is_named_once():
    assert named([("pemat-p", 1), ("pemat-p", 26)]) == "PEMAT-P 1, 26"


def test_sign_when_one_item_is_open_then_says_so_in_the_singular(sheet):
    done = sheets.answered(sheet)
    key = ("pemat-p", 2)
    one = replace(done, answers={**done.answers, key: sheet.answers[key]})

    assert refused(one)[0].message == "1 item is open: PEMAT-P 2"
