"""``handouts review``."""

from __future__ import annotations

import pytest

from handouts.errors import ExitCode

BY = "Health educator, RN"


@pytest.fixture
def sheet(add_topic):
    """Return where the worksheet of a topic of the workspace will stand."""
    return add_topic("cardiology/stent").with_name("en.review.yaml")


def answer_all(file):
    pemat, line, index = file.read_text("utf-8").partition("\nclear-communication-index:")
    file.write_text(
        pemat.replace("answer: open", "answer: agree") + line + index.replace("answer: open", "answer: yes"), "utf-8"
    )


def test_review_when_run_then_writes_the_worksheet_and_says_over_what_it_scores(handouts, sheet):
    called = handouts("review", "stent")

    assert (called.code, called.err) == (ExitCode.OK, "")
    lines = called.out.splitlines()
    assert lines[0] == "PEMAT-P"
    assert lines[-1].startswith("content/cardiology/stent/en.review.yaml: ")
    assert lines[-1].endswith(" open, not signed")
    assert [line.partition(":")[0] for line in lines[-4:-1]] == [
        "Understandability",
        "Actionability",
        "Clear Communication Index",
    ]
    assert all(" open for a person" in line for line in lines[-4:-1])
    assert sheet.is_file()


def test_review_when_answered_and_signed_then_says_who_and_when(handouts, sheet):
    handouts("review", "stent")
    answer_all(sheet)
    assert handouts("review", "stent").out.splitlines()[-1].endswith(" answered, 0 open, not signed")
    called = handouts("review", "stent", "--sign", "--by", BY)

    assert called.code == ExitCode.OK
    lines = called.out.splitlines()
    assert lines[-1] == f"content/cardiology/stent/en.review.yaml: signed on 2026-11-21 by {BY}"
    assert all(line.endswith("items decided, signed") for line in lines[-4:-1])


def test_review_when_asked_for_json_then_has_scores_items_and_standing(handouts, sheet):
    data = handouts("review", "stent", "--json").json()

    assert (data["exit_code"], data["review"]["standing"], data["review"]["signed"]) == (0, "unsigned", None)
    assert data["review"]["file"] == "content/cardiology/stent/en.review.yaml"
    assert set(data["review"]["scores"]) == {"understandability", "actionability", "clear_communication"}
    assert len(data["review"]["items"]) == 44
    one = data["review"]["items"][0]
    assert (one["instrument"], one["item"], one["state"], one["answer"]) == ("pemat-p", 1, "flagged", "open")
    score = data["review"]["scores"]["actionability"]
    assert (score["items"], score["open"] + score["decided"], score["signed"]) == (7, 7, False)
    assert len(data["review"]["content"]) == 64
    answer_all(sheet)
    signed = handouts("review", "stent", "--json", "--sign", "--by", BY).json()["review"]
    assert signed["signed"] == {"by": BY, "on": "2026-11-21"}


def test_review_when_printed_then_names_the_file_and_verify_passes_it_over(handouts, mine, sheet):
    called = handouts("review", "stent", "--print")

    assert called.out.splitlines()[-1] == "output/worksheets/cardiology/stent.en.pdf"
    assert (mine / "output" / "worksheets" / "cardiology" / "stent.en.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert "H559" not in handouts("verify").err


def test_review_when_the_words_change_then_warns_and_renews(handouts, sheet):
    handouts("review", "stent")
    answer_all(sheet)
    handouts("review", "stent", "--sign", "--by", BY)
    file = sheet.with_name("en.yaml")
    file.write_text(file.read_text("utf-8").replace("title: Opening", "title: Widening"), "utf-8")
    called = handouts("review", "stent")
    assert (called.code, called.codes()) == (ExitCode.OK, {"H345"})
    assert called.out.splitlines()[-1].endswith(", for other words than those of today")
    again = handouts("review", "stent", "--renew")
    assert (again.code, again.err) == (ExitCode.OK, "")
    assert sheet.with_name("en.review-2026-11-21.yaml").is_file()


def test_list_and_build_when_there_is_a_worksheet_then_it_is_no_content(handouts, sheet):
    handouts("review", "stent")
    listed, built = handouts("list"), handouts("build", "stent")

    assert (listed.code, listed.err) == (0, "")
    assert "review" not in listed.out.replace("NEXT REVIEW", "").lower()
    assert (built.code, "H507" in built.err) == (0, False)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--sign",), "--sign and --by belong together"),
        (("--by", BY), "--sign and --by belong together"),
        (("--sign", "--by", BY, "--renew"), "--sign and --renew cannot be given together"),
    ],
)
def test_review_when_options_make_no_sense_then_exit_3(handouts, sheet, words, said):
    called = handouts("review", "stent", *words)

    assert called.code == ExitCode.USAGE
    assert said in called.err
    assert not sheet.exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("stent", "--sign", "--by", BY), "H347"),
        (("stnt",), "H531"),
        (("stent", "--language", "fr"), "H535"),
        (("stent", "--layout", "tiny"), "H534"),
    ],
)
def test_review_when_something_is_not_there_then_exit_3(handouts, sheet, words, code):
    called = handouts("review", *words)

    assert (called.code, called.codes()) == (ExitCode.USAGE, {code})
    assert not sheet.exists()


def test_review_when_the_worksheet_is_wrong_then_exit_2_with_its_lines(handouts, sheet):
    handouts("review", "stent")
    text = sheet.read_text("utf-8")
    sheet.write_text(text.replace("answer: open", "answer: maybe", 2), "utf-8")
    called = handouts("review", "stent")

    assert (called.code, called.codes(), called.out) == (ExitCode.CONTENT, {"H342"}, "")
    assert called.err.count("en.review.yaml:") == 2
    assert handouts("review", "stent", "--json").json()["findings"][0]["code"] == "H342"


def test_review_when_the_topic_ships_then_shows_it_and_keeps_nothing(handouts, tmp_path):
    called = handouts("review", "chronic-total-occlusion")

    assert (called.code, called.codes()) == (ExitCode.OK, {"H347"})
    assert called.out.splitlines()[-1] == "not kept"
    assert list(tmp_path.iterdir()) == []
