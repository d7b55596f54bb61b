"""The worksheet of a handout, from its files to its files."""

from __future__ import annotations

import datetime
import re

import pytest

from handouts.build import Request, Shelf
from handouts.build.reviewing import keep, print_worksheet, review, reviewed, sign_off
from handouts.checks.subject import subject
from handouts.errors import ContentError, HandoutsError, UsageError
from handouts.review.signing import Standing
from tests import proofs, shipped

TODAY = datetime.date(2026, 11, 21)
BY = "Health educator, RN"


@pytest.fixture
def ask(folder):
    """Return a request for one of the topics of the workspace."""
    return Request("cardiology/stent", today=TODAY, workspace=folder, language="en")


@pytest.fixture
def sheet_file(folder):
    """Return where its worksheet stands."""
    return folder / "content" / "cardiology" / "stent" / "en.review.yaml"


@pytest.fixture
def content_file(folder):
    """Return where its words stand."""
    return folder / "content" / "cardiology" / "stent" / "en.yaml"


def answer_all(file):
    """Answer every open item of a worksheet with the good answer, as a person would."""
    pemat, line, index = file.read_text("utf-8").partition("\nclear-communication-index:")
    file.write_text(
        pemat.replace("answer: open", "answer: agree") + line + index.replace("answer: open", "answer: yes"), "utf-8"
    )


def codes(call):
    with pytest.raises(HandoutsError) as caught:
        call()
    return {finding.code for finding in caught.value.findings}


def test_review_when_asked_then_judges_and_writes_nothing(ask, sheet_file):
    found = review(ask)

    assert found.standing is Standing.NONE
    assert found.findings == ()
    assert found.scores.understandability.items == 17
    assert not sheet_file.exists()


def test_reviewed_when_handouts_are_asked_for_then_scores_those_that_can_be_judged(ask, sheet_file, folder):
    shelf = Shelf()
    space = shelf.workspace(folder)
    clinic = shelf.clinic(space, None).clinic
    stent, valve = (
        subject(shelf.handout(space, found), clinic)
        for found in (shelf.file(space, f"cardiology/{name}", "en") for name in ("stent", "valve"))
        if found
    )
    of = reviewed([ask], shelf)

    assert of(stent) == review(ask).scores
    assert of(valve) is None
    sheet_file.write_text("worksheet: cut", "utf-8")
    assert of(stent) is None


def test_keep_when_there_is_no_worksheet_then_writes_one_that_is_no_content(ask, sheet_file):
    found = keep(ask)

    assert (found.standing, found.path) == (Standing.UNSIGNED, sheet_file)
    space = Shelf().workspace(ask.workspace)
    assert space.strays() == ()
    assert [file.language for file in space.topics() if file.path.parent == sheet_file.parent] == ["en"]


def test_keep_when_called_again_then_leaves_every_byte_and_every_answer(ask, sheet_file):
    keep(ask)
    before = sheet_file.read_bytes()
    keep(ask)
    assert sheet_file.read_bytes() == before

    answer_all(sheet_file)
    answered = sheet_file.read_bytes()
    found = keep(ask)
    assert sheet_file.read_bytes() == answered
    assert found.sheet.open == []
    # Answered, but by whom? Until somebody signs, the score is that of the program.
    assert found.scores == review(ask).scores
    assert found.scores.understandability.open > 0


def test_keep_when_the_file_has_a_new_comment_then_the_lines_of_the_evidence_follow(ask, sheet_file, content_file):
    keep(ask)
    answer_all(sheet_file)
    first = re.search(r"en\.yaml:(\d+): the title", sheet_file.read_text("utf-8"))
    content_file.write_text("# A remark.\n" + content_file.read_text("utf-8"), "utf-8")
    found = keep(ask)
    second = re.search(r"en\.yaml:(\d+): the title", sheet_file.read_text("utf-8"))

    assert first
    assert second
    assert int(second[1]) == int(first[1]) + 1
    assert (found.findings, found.sheet.open) == ((), [])


def test_sign_when_every_item_is_answered_then_counts_and_keeps_the_role(ask, sheet_file):
    keep(ask)
    answer_all(sheet_file)
    found = sign_off(ask, BY)

    assert found.standing is Standing.SIGNED
    assert [score.open for score in found.scores] == [0, 0, 0]
    assert BY in sheet_file.read_text("utf-8")
    assert review(ask).scores == found.scores
    assert keep(ask).scores == found.scores


def test_sign_when_a_comment_was_added_meanwhile_then_is_signed(ask, sheet_file, content_file):
    keep(ask)
    answer_all(sheet_file)
    content_file.write_text("# A remark.\n" + content_file.read_text("utf-8"), "utf-8")

    assert sign_off(ask, BY).standing is Standing.SIGNED


def test_sign_when_there_is_nothing_to_sign_then_is_refused(ask, sheet_file):
    assert codes(lambda: sign_off(ask, BY)) == {"H347"}
    keep(ask)
    before = sheet_file.read_bytes()
    assert codes(lambda: sign_off(ask, BY)) == {"H347"}
    assert codes(lambda: sign_off(ask, "Dr. Silva")) == {"H347", "H348"}
    assert sheet_file.read_bytes() == before


def test_sign_when_words_of_the_starter_file_are_left_then_is_refused_with_each_place(ask, sheet_file, content_file):
    content_file.write_text(content_file.read_text("utf-8").replace("title: Opening", "title: CHANGE ME"), "utf-8")
    keep(ask)
    answer_all(sheet_file)
    with pytest.raises(UsageError) as caught:
        sign_off(ask, BY)

    (found,) = caught.value.findings
    assert (found.code, found.place.file.endswith("en.yaml"), found.place.line > 0) == ("H347", True, True)


def test_sign_when_it_is_signed_already_then_is_refused(ask, sheet_file):
    keep(ask)
    answer_all(sheet_file)
    sign_off(ask, BY)

    assert codes(lambda: sign_off(ask, "Pharmacist, PharmD")) == {"H347"}


def test_sign_when_the_words_changed_after_the_answers_then_is_refused_and_items_are_open_again(
    ask, sheet_file, content_file
):
    keep(ask)
    answer_all(sheet_file)
    change(content_file)

    assert codes(lambda: sign_off(ask, BY)) == {"H347"}
    assert "before: agree" in sheet_file.read_text("utf-8")
    assert codes(lambda: sign_off(ask, BY)) == {"H347"}


def change(content_file):
    text = content_file.read_text("utf-8")
    assert "title: Opening" in text
    content_file.write_text(text.replace("title: Opening", "title: Widening"), "utf-8")


def test_signed_sheet_when_the_words_change_then_is_stale_and_stays(ask, sheet_file, content_file):
    keep(ask)
    answer_all(sheet_file)
    sign_off(ask, BY)
    signed = sheet_file.read_bytes()
    change(content_file)
    for found in (review(ask), keep(ask)):
        assert found.standing is Standing.STALE
        assert [(each.code, each.place.line > 0) for each in found.findings] == [("H345", True)]
        assert all(score.open and not score.signed for score in found.scores)
    assert sheet_file.read_bytes() == signed


def test_signed_sheet_when_the_words_change_back_then_holds_again(ask, sheet_file, content_file):
    keep(ask)
    answer_all(sheet_file)
    sign_off(ask, BY)
    text = content_file.read_text("utf-8")
    change(content_file)
    content_file.write_text(text, "utf-8")

    assert review(ask).standing is Standing.SIGNED


def test_renew_when_a_signed_sheet_is_stale_then_begins_anew_and_keeps_the_signed_one(ask, sheet_file, content_file):
    keep(ask)
    answer_all(sheet_file)
    sign_off(ask, BY)
    signed = sheet_file.read_bytes()
    change(content_file)
    found = keep(ask, renew=True)

    kept = sheet_file.with_name("en.review-2026-11-21.yaml")
    assert (found.standing, found.findings) == (Standing.UNSIGNED, ())
    assert kept.read_bytes() == signed
    assert "signed:" not in sheet_file.read_text("utf-8").replace("signed: it", "")
    assert Shelf().workspace(ask.workspace).strays() == ()
    # A second one of the same day does not overwrite the first.
    answer_all(sheet_file)
    sign_off(ask, BY)
    text = content_file.read_text("utf-8")
    content_file.write_text(text.replace("title: Widening", "title: Stretching"), "utf-8")
    keep(ask, renew=True)
    assert kept.read_bytes() == signed
    assert sheet_file.with_name("en.review-2026-11-21-2.yaml").exists()
    assert Shelf().workspace(ask.workspace).strays() == ()


def test_renew_when_the_signature_holds_then_changes_nothing(ask, sheet_file):
    keep(ask)
    answer_all(sheet_file)
    sign_off(ask, BY)
    signed = sheet_file.read_bytes()

    assert keep(ask, renew=True).standing is Standing.SIGNED
    assert sheet_file.read_bytes() == signed


def test_answers_when_the_words_change_then_are_asked_again(ask, sheet_file, content_file):
    keep(ask)
    answer_all(sheet_file)
    change(content_file)
    found = keep(ask)

    assert [each.code for each in found.findings] == ["H346"]
    assert found.sheet.open != []


def test_worksheet_when_it_is_copied_to_another_topic_then_counts_for_nothing(ask, sheet_file, folder):
    keep(ask)
    answer_all(sheet_file)
    sign_off(ask, BY)
    (folder / "content" / "cardiology" / "valve" / "en.review.yaml").write_bytes(sheet_file.read_bytes())
    with pytest.raises(ContentError) as caught:
        review(Request("cardiology/valve", today=TODAY, workspace=folder, language="en"))

    (found,) = caught.value.findings
    assert (found.code, found.place.line > 0) == ("H349", True)


def test_worksheet_when_a_decided_answer_is_edited_then_nothing_is_written(ask, sheet_file):
    keep(ask)
    text = sheet_file.read_text("utf-8")
    sheet_file.write_text(text.replace("answer: agree", "answer: disagree", 1), "utf-8")
    edited = sheet_file.read_bytes()

    assert codes(lambda: keep(ask)) == codes(lambda: sign_off(ask, BY)) == {"H343"}
    assert sheet_file.read_bytes() == edited


def test_worksheet_when_a_link_leads_out_of_the_workspace_then_is_refused(ask, sheet_file, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "sheet.yaml"
    outside.write_text("mine", "utf-8")
    sheet_file.symlink_to(outside)

    assert codes(lambda: keep(ask)) == {"H506"}
    assert outside.read_text("utf-8") == "mine"


def test_shipped_topic_when_reviewed_then_is_judged_and_nothing_is_kept():
    request = Request("cardiology/chronic-total-occlusion", today=TODAY, workspace=shipped.ROOT, language="en")
    found = keep(request, shipped.shelf())

    assert [each.code for each in found.findings] == ["H347"]
    assert "handouts copy cardiology/chronic-total-occlusion" in found.findings[0].hint
    assert not found.path.exists()
    with pytest.raises(UsageError):
        sign_off(request, BY, shipped.shelf())


def test_print_when_asked_then_saves_a_file_that_passes_every_proof(ask, folder):
    shelf = Shelf()
    path = print_worksheet(keep(ask, shelf), shelf)

    assert path == folder / "output" / "worksheets" / "cardiology" / "stent.en.pdf"
    assert proofs.faults(path.read_bytes()) == []


def test_handout_when_it_has_errors_then_they_are_told_and_nothing_is_written(ask, sheet_file, content_file):
    content_file.write_text(content_file.read_text("utf-8").replace("title:", "tilte:"), "utf-8")

    assert "H110" in codes(lambda: keep(ask))
    assert not sheet_file.exists()
