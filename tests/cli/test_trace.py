"""``handouts trace``."""

from __future__ import annotations

import json
import shutil

import pytest

from handouts.errors import ExitCode
from tests.approvals import approved


@pytest.fixture
def page_id(handouts, mine, add_topic):
    """Return the ID of an approved handout that was built."""
    add_topic("cardiology/valve")
    approved(mine, "cardiology/valve")
    assert handouts("build", "valve").code == 0
    (entry,) = json.loads((mine / "output/manifest.json").read_text(encoding="utf-8"))["files"]
    return str(entry["page_id"])


def _phone(mine):
    clinic = mine / "content/clinic.yaml"
    clinic.write_text(clinic.read_text(encoding="utf-8").replace("555-0142", "555-7777"), encoding="utf-8")


def test_trace_when_current_then_says_what_it_is(handouts, page_id):
    called = handouts("trace", page_id)

    assert (called.code, called.err) == (0, "")
    lines = [" ".join(line.split()) for line in called.out.splitlines()]
    assert lines == [
        f"{page_id} Opening a narrow tube",
        "topic cardiology/valve",
        "version 0.1",
        "language en",
        "layout standard, letter",
        "clinic Riverside Medical Center",
        "approval by Interventional radiologist, MD, on 2026-11-21",
        "until 2028-11-20",
        "current yes",
    ]


def test_trace_when_typed_another_way_then_is_the_same(handouts, page_id):
    told = handouts("trace", page_id).out
    for form in (page_id.lower(), page_id.replace("-", ""), page_id.replace("-", " "), f" {page_id}. "):
        assert handouts("trace", form).out == told


def test_trace_when_the_words_changed_and_output_is_deleted_then_still_knows_it(handouts, mine, page_id):
    file = mine / "content/cardiology/valve/en.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("title: Opening", "title: Closing"), encoding="utf-8")
    shutil.rmtree(mine / "output")
    called = handouts("trace", page_id)

    assert "current   no; " in called.out
    assert "but       the words were changed since" in called.out
    data = handouts("trace", page_id, "--json").json()["pages"]
    assert [(row["current"], row["topic"], row["reasons"]) for row in data] == [
        (False, "cardiology/valve", ["the words were changed since"])
    ]
    assert data[0]["now"] != page_id


def test_trace_when_the_ledger_is_gone_then_what_would_be_built_now_is_found(handouts, mine, page_id):
    (mine / "printed.jsonl").unlink()

    assert "current   yes" in handouts("trace", page_id).out


def test_trace_when_mistyped_then_says_so_with_the_nearest(handouts, page_id):
    wrong = page_id[:-1] + ("2" if page_id[-1] != "2" else "3")
    called = handouts("trace", wrong)

    assert (called.code, called.codes(), called.out) == (ExitCode.USAGE, {"H388"}, "")
    assert f"Did you mean {page_id}" in called.err
    assert "a sign is wrong or missing" in called.err


@pytest.mark.parametrize("text", ["", "K7M", "hello", "222-222-222", "K7M-P4X-R9N-2"])
def test_trace_when_nothing_has_the_id_then_exit_3(handouts, page_id, text):
    called = handouts("trace", text)

    assert (called.code, called.codes(), called.out) == (ExitCode.USAGE, {"H388"}, "")


def test_trace_when_a_phone_number_changed_then_affected_lists_what_was_printed_with_it(handouts, mine, page_id):
    assert "still right" in handouts("trace", "--affected").out
    _phone(mine)
    called = handouts("trace", "--affected")

    assert called.code == 0
    assert "the phone number for questions was 555-0142, is 555-7777" in called.out
    assert f"  {page_id}  cardiology/valve  en  standard  letter  version 0.1" in called.out
    (row,) = handouts("trace", "--affected", "--json").json()["pages"]
    assert row["changed"] == {"questions": {"was": "555-0142", "is": "555-7777"}}


def test_trace_when_no_id_is_given_then_lists_everything_that_was_built(handouts, page_id):
    head, row = handouts("trace").out.splitlines()

    assert head.split() == ["ID", "TOPIC", "LANGUAGE", "LAYOUT", "PAPER", "VERSION", "STATUS", "CURRENT"]
    assert row.split() == [page_id, "cardiology/valve", "en", "standard", "letter", "0.1", "approved", "yes"]


def test_trace_when_nothing_was_built_then_says_so(handouts, mine):
    called = handouts("trace")

    assert (called.code, called.out) == (0, "")
    assert "nothing was built here yet" in called.err


def test_verify_when_a_phone_number_changed_then_names_file_numbers_and_id(handouts, mine, page_id):
    assert handouts("verify").code == 0
    _phone(mine)
    called = handouts("verify")

    assert (called.code, called.codes()) == (ExitCode.CONTENT, {"H387"})
    assert f"was 555-0142, is 555-7777); its pages have the ID {page_id}" in called.err
    # The words that were approved are the same, so the new files are approved too.
    assert handouts("build", "valve").code == 0
    assert handouts("verify").code == 0


def test_verify_when_only_the_address_changed_then_warns(handouts, mine, page_id):
    clinic = mine / "content/clinic.yaml"
    text = clinic.read_text(encoding="utf-8").replace("100 River Street", "101 River Street")
    clinic.write_text(text, encoding="utf-8")
    called = handouts("verify")

    assert (called.code, called.codes()) == (0, {"H387"})


def test_verify_when_the_clinic_cannot_be_read_then_says_so(handouts, mine, page_id):
    (mine / "content/clinic.yaml").write_text("nmae: x\n", encoding="utf-8")

    assert "H110" in handouts("verify").codes()
