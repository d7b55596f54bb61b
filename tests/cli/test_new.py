"""A new topic."""

from __future__ import annotations

import pytest

from handouts.errors import ExitCode


def test_new_when_named_then_writes_a_starter_that_list_shows(handouts, mine):
    called = handouts("new", "cardiology/heart-stent")
    assert (called.code, called.err) == (0, "")
    assert called.out.splitlines()[0] == "content/cardiology/heart-stent/en.yaml"
    text = (mine / "content/cardiology/heart-stent/en.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../../schema/handout.json\n")
    assert "written_on: 2026-11-21" in text
    assert "cardiology/heart-stent " in handouts("list").out


def test_new_when_the_file_is_there_then_leaves_it(handouts, mine):
    handouts("new", "cardiology/stent")
    file = mine / "content/cardiology/stent/en.yaml"
    file.write_text("mine")
    called = handouts("new", "cardiology/stent")
    assert (called.code, called.codes()) == (ExitCode.USAGE, {"H545"})
    assert file.read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Heart Surgery/Bypass", "heart-surgery/bypass"),
        ("cardiology/Stént_2", "cardiology/stent-2"),
        ("stent", "cardiology/stent"),
        ("a/b/c", "cardiology/c"),
        ("../x", "cardiology/x"),
        ("/", "cardiology/heart-stent"),
        ("a//b", "a/b"),
        ("x/" + "y" * 61, "x/" + "y" * 60),
    ],
)
def test_new_when_the_name_is_not_allowed_then_offers_one(handouts, mine, name, near):
    called = handouts("new", name)
    assert (called.code, called.codes()) == (ExitCode.USAGE, {"H547"})
    assert called.err.rstrip().endswith(f"handouts new {near}")
    assert sorted(path.name for path in (mine / "content").iterdir()) == ["clinic.yaml"]


def test_new_when_the_language_is_not_set_up_then_names_those_that_are(handouts, mine):
    called = handouts("new", "cardiology/stent", "--language", "EN")
    assert (called.code, called.codes()) == (ExitCode.USAGE, {"H548"})
    assert "Did you mean “en”?" in called.err


def test_new_when_there_is_no_workspace_then_says_how_to_make_one(handouts, tmp_path):
    called = handouts("new", "cardiology/stent")
    assert (called.code, called.codes()) == (ExitCode.USAGE, {"H544"})
    assert "handouts init" in called.err
    assert list(tmp_path.iterdir()) == []
