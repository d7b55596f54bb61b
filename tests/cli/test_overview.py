"""``handouts report``."""

from __future__ import annotations

import pytest

from handouts.errors import ExitCode
from tests.made_up_checks import WARNED


@pytest.fixture
def wordy(handouts, made_up, add_topic):
    """Return a command in a workspace with one topic that has a warning."""
    add_topic("ward/stent", **{"A doctor opens": "A widget opens"})
    return handouts


def test_report_when_called_then_shows_each_handout_and_writes_nothing(wordy, mine):
    before = sorted(mine.rglob("*"))
    called = wordy("report", "--department", "ward")

    assert (called.code, called.err) == (0, "")
    head, line = called.out.splitlines()
    assert head.split() == ["TOPIC", "LANGUAGE", "READING", "FINDINGS", "STATUS", "NEXT", "REVIEW", "TITLE"]
    assert line.startswith("ward/stent  en ")
    assert "1 warning" in line
    assert sorted(mine.rglob("*")) == before


def test_report_when_a_page_is_asked_for_then_it_is_written_and_compared_with_the_last(wordy, mine, add_topic):
    called = wordy("report", "--department", "ward", "--html", "report.html")
    assert (called.code, called.out.splitlines()[-1]) == (0, "report.html")
    first = (mine / "report.html").read_bytes()
    assert first.startswith(b"<!DOCTYPE html>")
    assert wordy("report", "--department", "ward", "--html", "report.html").code == 0
    assert (mine / "report.html").read_bytes() == first

    add_topic("ward/stent")
    data = wordy("report", "--department", "ward", "--html", "report.html", "--json").json()
    assert [each["topic"] for each in data["changed"]] == ["ward/stent en"]
    assert "What changed since" in (mine / "report.html").read_text("utf-8")


def test_report_when_told_since_when_then_compares_with_that_page(wordy, mine, add_topic):
    wordy("report", "--department", "ward", "--html", "old.html")
    add_topic("ward/valve")

    data = wordy("report", "--department", "ward", "--since", "old.html", "--json").json()
    assert data["changed"] == [{"topic": "ward/valve en", "changes": ["new"]}]


def test_report_when_printed_as_json_then_has_a_row_for_each_handout(wordy):
    data = wordy("report", "--department", "ward", "--json").json()

    (row,) = data["topics"]
    assert (row["topic"], row["status"], row["measure"]) == ("ward/stent", "draft", "Flesch-Kincaid grade")
    assert row["reading"] < 6
    assert row["sections"]["summary"] < 8
    assert [each["code"] for each in row["findings"]] == [WARNED]
    assert (row["understandability"], row["too_hard"], data["exit_code"]) == (None, False, 0)


def test_report_when_a_file_is_no_report_then_it_is_not_overwritten(wordy, mine):
    (mine / "page.html").write_text("<p>mine</p>")

    called = wordy("report", "--html", "page.html")
    assert (called.code, called.codes()) == (ExitCode.USAGE, {"H307"})
    assert (mine / "page.html").read_text() == "<p>mine</p>"
    assert wordy("report", "--since", "page.html").codes() == {"H307"}
    assert wordy("report", "--since", "missing.html").codes() == {"H501"}


def test_report_when_the_last_one_is_damaged_then_warns_and_writes_it_anew(wordy, mine):
    wordy("report", "--department", "ward", "--html", "report.html")
    text = (mine / "report.html").read_text("utf-8")
    (mine / "report.html").write_text(text.replace('{"day"', '{"dya"'), "utf-8")

    called = wordy("report", "--department", "ward", "--html", "report.html")
    assert (called.code, called.codes()) == (0, {"H306"})
    assert (mine / "report.html").read_text("utf-8") == text


def test_report_when_a_handout_is_wrong_then_exit_code_is_2_and_the_page_is_written(wordy, mine, add_topic):
    add_topic("ward/valve", **{"title: Opening": "tilte: Opening"})

    called = wordy("report", "--department", "ward", "--html", "report.html")
    assert called.code == ExitCode.CONTENT
    assert "has errors" in called.out
    assert "not a known key" in (mine / "report.html").read_text("utf-8")
    assert wordy("report", "--quiet").out == ""


def test_report_when_the_folder_cannot_be_written_then_says_so(wordy, mine):
    (mine / "file").write_text("x")

    assert wordy("report", "--html", "file/report.html").code in (ExitCode.OUTPUT, ExitCode.CONTENT)
