"""Everything that can be wrong with a worksheet, each with its line and what to do."""

from __future__ import annotations

import re

import pytest

from handouts.errors import ContentError
from handouts.review import judge
from handouts.review.reading import worksheet_of
from handouts.review.worksheet import program_seal, text
from tests.review import sheets

ITEM_1 = '  - item: 1\n    asks: "The material makes its purpose'
FOURTH = (
    '  - item: 10\n    asks: "The material presents information in a logical sequence."\n'
    "    state: decided\n    answer: agree"
)


@pytest.fixture
def wrong(made, tmp_path):
    """Return a function that changes the file of a worksheet and returns what is found in it."""
    material = made()
    sheet = sheets.fresh(material)

    def find(*changes, sheet=sheet, known=True):
        file = sheets.changed(text(sheet), tmp_path, list(changes))
        with pytest.raises(ContentError) as caught:
            worksheet_of(file, judge(material) if known else None, sheets.CONTENT)
        for finding in caught.value.findings:
            assert finding.hint
            assert finding.place.file == "en.review.yaml"
            assert finding.place.line > 0
            assert not finding.message.endswith(".")
        return list(caught.value.findings)

    return find


def test_item_when_unknown_then_is_told_at_its_line(wrong):
    (found,) = wrong((ITEM_1, ITEM_1.replace("item: 1", "item: 13")))

    assert (found.code, found.message) == ("H341", "PEMAT-P has no item “13”")
    assert found.place.line > 20


def test_item_when_it_stands_twice_then_is_told(wrong):
    found = wrong((ITEM_1, ITEM_1.replace("item: 1", "item: 2")))

    assert [f.message for f in found if f.code == "H341"] == ["item 2 of PEMAT-P stands here a second time"]
    # The words that stand below the number are those of item 1.
    assert [f.message for f in found if f.code == "H343"] == ["these are not the words of item 2 of PEMAT-P"]


def test_items_when_some_are_missing_then_are_named(made, wrong, tmp_path):
    words = text(sheets.fresh(made()))
    cut = words[words.index("  - item: 26") : words.index("# CDC Clear Communication Index, full")]

    (found,) = wrong((cut, ""))
    assert found.code == "H341"
    assert found.message.startswith("PEMAT-P lacks item 26")


def test_file_when_cut_short_then_is_told(made, tmp_path):
    words = text(sheets.fresh(made()))
    for end in range(600, len(words) - 12, 397):
        try:
            file = sheets.changed(words[:end], tmp_path, [])
        except ContentError:
            continue  # no YAML any more, which the reader of every file tells
        with pytest.raises(ContentError) as caught:
            worksheet_of(file)
        assert {finding.code for finding in caught.value.findings} <= {"H340", "H341", "H342", "H343"}


@pytest.mark.parametrize(
    ("answer", "message", "hint"),
    [
        ("perhaps", "“perhaps” is no answer to item 1 of PEMAT-P", "“agree”, “disagree”, “open”"),
        ("agre", "“agre” is no answer to item 1 of PEMAT-P", "Did you mean “agree”?"),
        ("n/a", "item 1 of PEMAT-P cannot be answered with “n/a”", "“agree”, “disagree”, “open”"),
        ("yes", "“yes” is no answer to item 1 of PEMAT-P", "“agree”"),
    ],
)
def test_answer_when_it_is_none_then_is_told_with_what_is_possible(wrong, answer, message, hint):
    (found,) = wrong(("    answer: open", f"    answer: {answer}"))

    assert (found.code, found.message) == ("H342", message)
    assert hint in found.hint


@pytest.mark.parametrize(("written", "meant"), [("Agree", "agree"), (" DISAGREE", "disagree")])
def test_answer_when_written_another_way_then_is_understood(made, tmp_path, written, meant):
    sheet = sheets.fresh(made())
    file = sheets.changed(text(sheet), tmp_path, [("    answer: open", f"    answer: {written}")])

    assert worksheet_of(file).answers["pemat-p", 1].answer == meant


@pytest.mark.parametrize("written", ["N/A", "na", "Not applicable"])
def test_answer_when_not_applicable_is_written_another_way_then_is_understood(made, tmp_path, written):
    sheet = sheets.fresh(made())
    words = re.sub(r"(- item: 9\n.*\n.*\n.*\n    answer: )open", rf"\g<1>{written}", text(sheet), count=1)

    assert worksheet_of(sheets.changed(words, tmp_path, [])).answers["pemat-p", 9].answer == "n/a"


@pytest.mark.parametrize("written", ["", '""', " open"])
def test_answer_when_left_empty_then_the_item_is_open(made, tmp_path, written):
    sheet = sheets.fresh(made())
    file = sheets.changed(text(sheet), tmp_path, [("    answer: open", f"    answer:{' ' * bool(written)}{written}")])

    assert worksheet_of(file) == sheet


def test_answer_when_it_is_a_list_then_is_told_once(wrong):
    (found,) = wrong(("    answer: open", "    answer: [agree]"))

    assert (found.code, found.message) == ("H340", "“answer” must be text")


def test_decided_answer_when_edited_then_is_told_with_what_it_was(wrong):
    (found,) = wrong((FOURTH, FOURTH.replace("answer: agree", "answer: disagree")))

    assert found.code == "H343"
    assert found.message == "item 10 is decided by the program as “agree”, and “disagree” stands here"
    assert found.hint.startswith("Put “agree” back")


def test_decided_answer_when_opened_then_is_told(wrong):
    found = wrong((FOURTH, FOURTH.replace("answer: agree", "answer: open")))

    assert [each.code for each in found] == ["H343"]


def test_state_when_edited_then_is_told(wrong):
    (found,) = wrong((FOURTH, FOURTH.replace("decided", "open")))

    assert (found.code, found.message) == ("H343", "item 10 is “decided”, and “open” stands here")
    assert wrong((FOURTH, FOURTH.replace("decided", "done")))[0].message.startswith("“done” is no state")


def test_evidence_when_edited_then_is_told(wrong):
    (found,) = wrong(("the title is", "the headline is"))

    assert (found.code, found.message) == ("H343", "the evidence of item 1 is not what the program wrote")


def test_question_when_edited_then_is_told_with_its_words(wrong):
    (found,) = wrong(("makes its purpose completely evident", "has a purpose"))

    assert found.code == "H343"
    assert "completely evident" in found.hint


@pytest.mark.parametrize(
    "change", [('version: "0.1"', 'version: "0.2"'), ("a" * 64, "b" * 64), ("ward/topic-1", "ward/x")]
)
def test_head_when_edited_then_is_told(made, wrong, change):
    # The head line of the commentary names the topic, too.
    old, new = change
    prefix = next(line for line in text(sheets.fresh(made())).splitlines() if old in line and not line.startswith("#"))
    (found,) = wrong((prefix, prefix.replace(old, new)))

    assert found.code == "H343"


def test_decided_answer_when_the_words_are_others_today_then_is_still_told(wrong):
    (found,) = wrong((FOURTH, FOURTH.replace("answer: agree", "answer: disagree")), known=False)

    assert (found.code, found.message) == ("H343", "what the program wrote into this worksheet was changed")


@pytest.mark.parametrize(
    "change",
    [
        ("    answer: agree", "    answer: disagree"),
        (f'by: "{sheets.BY}"', 'by: "Chief of everything, MD"'),
        ("on: 2026-11-21", "on: 2026-11-22"),
        ("on: 2026-11-21", "on: 2026-13-45"),
        ("on: 2026-11-21", "on: yesterday"),
        (f'content: "{sheets.CONTENT}"', f'content: "{"b" * 64}"'),
        ('    note: ""', '    note: "new"'),
        ('  seal: "', '  seal: "0'),
    ],
)
def test_signed_sheet_when_anything_is_edited_then_the_signature_does_not_count(made, wrong, change):
    (found,) = wrong(change, sheet=sheets.signed(sheets.fresh(made())))

    assert found.code == "H344"


def test_content_when_forged_with_a_new_seal_of_the_program_then_the_signature_does_not_count(made, wrong):
    signed = sheets.signed(sheets.fresh(made()))
    other = sheets.signed(sheets.fresh(made(), "b" * 64))
    changes = (sheets.CONTENT, "b" * 64), (program_seal(signed), program_seal(other))

    (found,) = wrong(*changes, sheet=signed)
    assert found.code == "H344"


def test_signature_when_it_is_pasted_from_another_sheet_then_does_not_count(made, wrong):
    signed = sheets.signed(sheets.fresh(made(), "b" * 64))
    block = "signed:\n" + text(signed).partition("signed:\n")[2].partition("\n\n")[0] + "\n"
    found = wrong(
        ("\n# Patient Education", f"{block}\n# Patient Education"), sheet=sheets.answered(sheets.fresh(made()))
    )

    assert [each.code for each in found] == ["H344"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('worksheet: "1"', 'worksheet: "2"'), "this is a worksheet of form “2”, and this program reads form 1"),
        (("language: ", "lingo: "), "“lingo” is not a key of a worksheet"),
        (("    state: flagged", "    status: flagged"), "“status” is not a key of a worksheet"),
        (("pemat-p:", "pemat-p: none\nother:"), "“other” is not a key of a worksheet"),
        (('    note: ""', "    note: [a, b]"), "“note” must be text"),
        (("    evidence:\n", "    evidence: none\n    note_of: \n"), "“note_of” is not a key of a worksheet"),
    ],
)
def test_form_when_it_is_not_that_of_a_worksheet_then_is_told(made, tmp_path, change, message):
    file = sheets.changed(text(sheets.fresh(made())), tmp_path, [change])

    with pytest.raises(ContentError) as caught:
        worksheet_of(file)
    assert message in [finding.message for finding in caught.value.findings]
    assert "H340" in {finding.code for finding in caught.value.findings}


def test_form_when_the_file_is_another_then_every_missing_key_is_named(tmp_path):
    with pytest.raises(ContentError) as caught:
        worksheet_of(sheets.changed("title: Something else\n", tmp_path, []))

    assert {finding.code for finding in caught.value.findings} == {"H340"}
    assert any("“worksheet”, “topic”" in finding.message for finding in caught.value.findings)
