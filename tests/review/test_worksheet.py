"""The worksheet as a file, and what of it outlives a change of the words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handouts.review.instruments import OPEN, PEMAT
from handouts.review.judging import decided
from handouts.review.reading import worksheet_of
from handouts.review.worksheet import anew, program_seal, signed_seal, text
from tests.review import sheets


@pytest.fixture
def sheet(made):
    """Return the worksheet of the smallest handout."""
    return sheets.fresh(made())


@pytest.mark.parametrize("make", [lambda each: each, sheets.answered, sheets.signed])
def test_text_when_read_back_then_is_the_same_worksheet(sheet, tmp_path, make):
    assert worksheet_of(sheets.file_of(make(sheet), tmp_path)) == make(sheet)


@pytest.mark.parametrize(
    "note", ['He said "no": # not a comment', "tab\there", "— “x” \\ \u2028 \x85 \U0001f600", " blanks "]
)
def test_text_when_a_note_has_signs_of_yaml_then_they_come_back(sheet, tmp_path, note):
    key = (PEMAT, 2)
    noted = replace(sheet, answers={**sheet.answers, key: replace(sheet.answers[key], note=note)})

    assert worksheet_of(sheets.file_of(noted, tmp_path)).answers[key].note == note


def test_text_when_written_twice_then_is_the_same(sheet):
    assert text(sheet) == text(sheet)
    assert text(sheet).count("  - item: ") == 44


def test_seals_when_a_person_answers_then_that_of_the_program_stays(sheet):
    done = sheets.answered(sheet)

    assert program_seal(done) == program_seal(sheet)
    signed = sheets.signed(sheet)
    assert signed.signed is not None
    assert signed_seal(signed) == signed.signed.seal


def test_seals_when_anything_else_changes_then_both_change(sheet):
    signed = sheets.signed(sheet)
    for other in (
        replace(signed, content="b" * 64),
        replace(signed, topic="ward/other"),
        replace(signed, version="9.9"),
    ):
        assert program_seal(other) != program_seal(signed)
        assert signed_seal(other) != signed_seal(signed)
    noted = {**signed.answers, (PEMAT, 1): replace(signed.answers[PEMAT, 1], note="new")}
    assert signed_seal(replace(signed, answers=noted)) != signed_seal(signed)


def test_open_and_given_when_a_person_answers_then_are_complements(sheet):
    done = sheets.answered(sheet)

    assert sheet.given == {}
    assert (PEMAT, 2) in sheet.open
    assert done.open == []
    assert set(done.given) == set(sheet.open)


def test_anew_when_the_words_are_the_same_then_answers_and_notes_stay(sheet):
    done = sheets.answered(sheet)

    assert anew(sheet, done) == done
    assert anew(sheet, None) == sheet


def test_anew_when_the_words_have_changed_then_items_are_open_and_say_what_was_answered(sheet):
    other = replace(sheet, content="b" * 64)
    found = anew(other, sheets.answered(sheet))

    assert found.open == sheet.open
    assert found.answers[PEMAT, 2].before == "agree"
    assert found.answers[PEMAT, 4].answer == sheet.answers[PEMAT, 4].answer
    # Once more, with the words changed again and nothing answered: what was said first is not forgotten.
    assert anew(replace(sheet, content="c" * 64), found).answers[PEMAT, 2].before == "agree"


def test_anew_when_the_program_now_decides_then_its_answer_stands_and_the_note_stays(sheet):
    done = sheets.answered(sheet)
    key = (PEMAT, 2)
    done = replace(done, answers={**done.answers, key: replace(done.answers[key], note="mine")})
    now = replace(
        sheet,
        answers={**sheet.answers, key: replace(sheet.answers[key], judged=decided("disagree"), answer="disagree")},
    )
    found = anew(now, done).answers[key]

    assert (found.answer, found.note) == ("disagree", "mine")


def test_anew_when_signed_then_the_new_one_has_no_signature(sheet):
    assert anew(replace(sheet, content="b" * 64), sheets.signed(sheet)).signed is None
    assert sheets.signed(sheet).answers[PEMAT, 2].answer != OPEN
