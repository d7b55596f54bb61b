"""The file of approvals: written, read, and every way to tamper with it."""

from __future__ import annotations

import datetime

import pytest

from handouts.approval.record import HEAD, added, read
from handouts.errors import ContentError

LATER = datetime.date(2026, 12, 1)


@pytest.fixture
def records(ward):
    """Return three records: a first and a second approval of the same words, and a later one of others."""
    changed = ward.handout(title="Opening a narrow tube again")
    return (
        ward.record(),
        ward.record(by="Pharmacist, PharmD", second=True),
        ward.record(changed, on=LATER, version="0.2"),
    )


@pytest.fixture
def text(records):
    made = ""
    for record in records:
        made = added(made, record, "en.approvals")
    return made


def _refused(text):
    with pytest.raises(ContentError) as caught:
        read(text, "en.approvals")
    (finding,) = caught.value.findings
    assert finding.code == "H381"
    assert finding.place.file == "en.approvals"
    assert finding.place.line >= 1
    assert finding.hint
    return finding


def test_records_when_written_then_the_same_are_read(records, text):
    assert read(text, "en.approvals") == records
    assert [record.line for record in read(text, "en.approvals")] == [
        number for number, line in enumerate(text.split("\n"), 1) if line.startswith("approval ")
    ]


def test_records_when_one_is_added_then_what_was_there_stays(records):
    first = added("", records[0], "x")
    second = added(first, records[1], "x")

    assert first.startswith(HEAD)
    assert second.startswith(first)
    assert "words: as in approval 1\n" in second[len(first) :]
    assert len(second[len(first) :].splitlines()) == 14


def test_file_when_empty_then_there_is_no_approval():
    assert read("", "x") == ()
    _refused("something else\n")
    _refused(HEAD)


def test_file_when_any_one_character_is_changed_then_it_is_found(text):
    begin = text.index("approval 1")
    places = range(begin, len(text) - 1, 7)

    assert len(places) > 400
    for at in places:
        other = "x" if text[at] != "x" else "y"
        _refused(text[:at] + other + text[at + 1 :])


def test_file_when_cut_short_anywhere_then_only_whole_records_are_left_or_it_is_found(records, text):
    ends = {text.index("\n", at) + 1 for at in range(len(text)) if text.startswith("seal: ", at)}
    whole = 0
    for at in range(text.index("approval 1"), len(text), 11):
        if text[:at].rstrip("\n") + "\n" in {text[:end] for end in ends} and text[:at].endswith("\n"):
            assert read(text[:at], "x") == records[: len(read(text[:at], "x"))]
            whole += 1
        else:
            assert _refused(text[:at]).message
    for end in ends:
        # Nothing in the file tells of records that are taken from its end; they approve less, never more.
        assert len(read(text[:end], "x")) == sorted(ends).index(end) + 1


def test_file_when_a_line_is_taken_out_doubled_or_moved_then_it_is_found(text):
    lines = text.split("\n")
    first = lines.index("approval 1")
    tried = 0
    for at in range(first, len(lines) - 1):
        if not lines[at]:
            continue
        tried += 1
        _refused("\n".join(lines[:at] + lines[at + 1 :]))
        _refused("\n".join([*lines[: at + 1], lines[at], *lines[at + 1 :]]))
        if lines[at + 1]:
            _refused("\n".join([*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]))
    assert tried > 100


def test_file_when_whole_records_change_places_or_one_is_gone_then_it_is_found(text):
    head, *blocks = text.split("\napproval ")
    blocks = ["\napproval " + block for block in blocks]
    one, two, three = blocks

    assert head + one + two + three == text
    for wrong in ([two, one, three], [one, three], [two, three], [one, two, two, three], [three], [one, two, one]):
        _refused(head + "".join(wrong))


def test_file_when_a_record_is_forged_with_the_old_seal_then_it_is_found(text):
    forged = text.replace("by: Interventional radiologist, MD", "by: Chief surgeon, MD", 1)

    assert _refused(forged).place.line == text.split("\n").index("approval 1") + 1


def test_file_when_words_of_an_approval_are_changed_then_it_is_found(text):
    assert "Opening" in text
    _refused(text.replace("  title: Opening", "  title: Closing", 1))


def test_file_when_days_run_backward_then_it_is_refused(ward):
    made = added(added("", ward.record(on=LATER), "x"), ward.record(second=True, by="Pharmacist"), "x")

    assert "older" in _refused(made).message


def test_added_when_the_file_is_damaged_then_nothing_is_added(ward, text):
    with pytest.raises(ContentError):
        added(text.replace("seal: ", "seal: 0", 1), ward.record(), "x")


def test_words_when_they_hold_other_line_ends_then_they_stay_one_line(ward):
    record = ward.record(words=("title: one\u2028two\x0bthree\x85four", "summary: five: six"))

    assert read(added("", record, "x"), "x") == (record,)
