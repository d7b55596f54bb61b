"""The table of topics."""

from __future__ import annotations

import datetime

import pytest

from handouts.errors import ExitCode
from handouts.workspace import builtin
from tests.approvals import approved

SHIPPED = {
    "cardiology/chronic-total-occlusion",
    "interventional-radiology/biliary-balloon-dilation",
    "interventional-radiology/vascular-embolization",
    "neuro-interventional/temporary-balloon-occlusion",
}


def test_list_when_there_is_no_workspace_then_shows_what_ships(handouts):
    called = handouts("list")
    assert (called.code, called.err) == (0, "")
    head, *rows = called.out.splitlines()
    assert head.split() == ["TOPIC", "TITLE", "LANGUAGES", "STATUS", "NEXT", "REVIEW", "CODES"]
    assert {row.split()[0] for row in rows} >= SHIPPED
    row = next(row for row in rows if row.startswith("cardiology/chronic"))
    assert "draft" in row
    assert "CPT 92943" in row


def test_list_when_json_is_asked_for_then_every_language_has_its_entry(handouts, add_topic):
    add_topic("cardiology/valve")
    add_topic("cardiology/valve", "es", **{"title: Opening": "title: Abrir"})
    called = handouts("list", "--json", "--department", "cardiology")
    data = called.json()
    assert (data["exit_code"], data["findings"], called.err) == (0, [], "")
    rows = {(row["topic"], row["language"]): row for row in data["topics"]}
    assert set(rows) == {
        ("cardiology/chronic-total-occlusion", "en"),
        ("cardiology/valve", "en"),
        ("cardiology/valve", "es"),
    }
    assert rows["cardiology/valve", "es"]["title"] == "Abrir a narrow tube"
    assert rows["cardiology/valve", "es"]["codes"] == ["CPT 47542", "local T-001"]
    assert rows["cardiology/valve", "es"]["file"] == "content/cardiology/valve/es.yaml"


def test_list_when_languages_differ_then_one_row_shows_both(handouts, mine, add_topic):
    add_topic("cardiology/valve")
    add_topic("cardiology/valve", "es", **OLD)
    phrases = (builtin() / "layouts/languages/en.yaml").read_text(encoding="utf-8").replace("code: en", "code: es")
    (mine / "layouts/languages").mkdir()
    (mine / "layouts/languages/es.yaml").write_text(phrases, encoding="utf-8")
    year_ago, yesterday = datetime.date(2025, 11, 20), datetime.date(2026, 11, 20)
    approved(mine, "cardiology/valve", language="es", on=year_ago, review_by=yesterday)
    row = next(line for line in handouts("list").out.splitlines() if line.startswith("cardiology/valve"))
    assert "en* es" in row
    assert "approved, expired / draft" in row
    assert "2026-11-20" in row


OLD = {"written_on: 2026-11-20": "written_on: 2025-11-20", "reviewed_on: 2026-11-20": "reviewed_on: 2025-11-20"}


def test_list_when_an_approval_ends_soon_then_expiring_names_it_and_says_so_to_programs(handouts, mine, add_topic):
    for name in ("valve", "stent", "graft"):
        add_topic(f"cardiology/{name}", **OLD)
    approved(mine, "cardiology/valve", on=datetime.date(2025, 11, 20), review_by=datetime.date(2026, 11, 20))
    approved(mine, "cardiology/stent", review_by=datetime.date(2027, 2, 19))

    called = handouts("list", "--expiring", "90d")
    assert called.code == ExitCode.CONTENT
    head, *rows = called.out.splitlines()
    assert head.startswith("TOPIC")
    assert [row.split()[:3] for row in rows] == [
        ["cardiology/valve", "en", "2026-11-20"],
        ["cardiology/stent", "en", "2027-02-19"],
    ]
    assert "expired" in rows[0]
    assert "90 days left" in rows[1]
    assert [row["topic"] for row in handouts("list", "--expiring", "89d", "--json").json()["topics"]] == [
        "cardiology/valve"
    ]


def test_list_when_no_approval_ends_soon_then_expiring_says_so(handouts, mine, add_topic):
    add_topic("cardiology/valve")
    approved(mine, "cardiology/valve")
    called = handouts("list", "--expiring", "12w")
    assert (called.code, called.out) == (0, "no approval ends until 2027-02-13\n")


@pytest.mark.parametrize("text", ["soon", "90 days", "-1d", "9" * 9, "1.5y", ""])
def test_list_when_the_time_is_none_then_exit_3(handouts, text):
    called = handouts("list", f"--expiring={text}")
    assert (called.code, called.out) == (ExitCode.USAGE, "")
    assert "90d" in called.err


def test_list_when_a_handout_is_approved_then_says_by_whom_and_until_when(handouts, mine, add_topic):
    add_topic("cardiology/valve")
    approved(mine, "cardiology/valve", review_by=datetime.date(2027, 1, 2))
    row = next(row for row in handouts("list", "--json").json()["topics"] if row["topic"] == "cardiology/valve")
    assert (row["status"], row["next_review"]) == ("approved", "2027-01-02")
    assert row["approvals"] == [{"on": "2026-11-21", "by": "Interventional radiologist, MD"}]
    hit = handouts("find", "balloon", "dilation", "--json").json()["topics"]
    assert {each["topic"]: each["status"] for each in hit}["cardiology/valve"] == "approved"


def test_list_when_a_file_is_broken_then_shows_the_others_and_every_problem(handouts, add_topic):
    add_topic("cardiology/valve", **{"title: Opening": "tilte: Opening"})
    called = handouts("list")
    assert called.code == ExitCode.CONTENT
    assert called.codes() == {"H110"}
    assert "content/cardiology/valve/en.yaml:2:1: H110" in called.err
    row = next(line for line in called.out.splitlines() if line.startswith("cardiology/valve"))
    assert "has errors" in row
    assert all(topic in called.out for topic in SHIPPED)


def test_list_when_there_is_no_such_department_then_names_those_there_are(handouts):
    called = handouts("list", "--department", "cardiolgy")
    assert (called.code, called.codes(), called.out) == (ExitCode.USAGE, {"H533"}, "")
    assert "Did you mean “cardiology”?" in called.err


def test_list_when_a_file_is_in_the_wrong_place_then_warns(handouts, add_topic):
    file = add_topic("cardiology/valve")
    file.rename(file.with_name("english.yaml"))
    called = handouts("list")
    assert (called.code, called.codes()) == (0, {"H507"})


def test_find_when_words_fit_then_shows_the_topics(handouts):
    called = handouts("find", "heart", "art")
    assert (called.code, called.err) == (0, "")
    assert [line.split()[0] for line in called.out.splitlines()] == ["TOPIC", "cardiology/chronic-total-occlusion"]


def test_find_when_it_is_a_code_then_shows_the_topic(handouts):
    for words in (["47542"], ["CPT", "47542"], ["cpt 47542"]):
        called = handouts("find", *words, "--json")
        assert [row["topic"] for row in called.json()["topics"]] == [
            "interventional-radiology/biliary-balloon-dilation"
        ]


def test_find_when_nothing_fits_then_says_so(handouts):
    called = handouts("find", "xyzzy")
    assert (called.code, called.out) == (0, "")
    assert "“xyzzy”" in called.err
    assert handouts("find", "xyzzy", "--json").json()["topics"] == []


def test_find_when_json_is_asked_for_then_codes_are_told_as_in_list(handouts, add_topic):
    add_topic("cardiology/valve")
    found, listed = (handouts(*words, "--json").json()["topics"] for words in (("find", "valve"), ("list",)))
    (codes,) = (row["codes"] for row in found)
    assert codes == ["CPT 47542", "local T-001"]
    assert codes in [row["codes"] for row in listed]


def test_list_when_run_in_the_checkout_then_finds_the_same(handouts, monkeypatch):
    elsewhere = handouts("list").out
    monkeypatch.chdir(builtin())
    assert handouts("list").out == elsewhere
