"""``handouts diff``."""

from __future__ import annotations

from handouts.errors import ExitCode
from tests.approvals import approved


def _change(file, *changes):
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")


def test_diff_when_nothing_changed_then_says_so(handouts, mine, add_topic):
    file = add_topic("cardiology/valve")
    approved(mine, "cardiology/valve")
    _change(file, ("title: Opening", "# a comment\ntitle: Opening"))
    called = handouts("diff", "valve")

    assert (called.code, called.err) == (0, "")
    assert called.out.startswith("cardiology/valve (en) is as it was at its approval of 2026-11-21 by Interventional")


def test_diff_when_words_and_facts_changed_then_each_is_shown_with_its_place(handouts, mine, add_topic):
    file = add_topic("cardiology/valve")
    approved(mine, "cardiology/valve")
    _change(file, ("title: Opening", "title: Closing"), ("8 hours before", "6 hours before"), ('"0.1"', '"0.2"'))
    called = handouts("diff", "valve")

    assert called.code == 0
    lines = called.out.splitlines()
    assert "  - title: Opening a narrow tube" in lines
    assert "  + title: Closing a narrow tube" in lines
    assert "  - when: 8 hours before" in lines
    assert "  + when: 6 hours before" in lines
    assert "title  content/cardiology/valve/en.yaml:2:8" in lines
    assert lines[-1] == "3 changes"

    data = handouts("diff", "valve", "--json").json()
    assert data["changed"] is True
    assert data["approval"]["by"] == "Interventional radiologist, MD"
    assert data["changes"][0] == {
        "section": "title",
        "before": ["title: Opening a narrow tube"],
        "after": ["title: Closing a narrow tube"],
        "path": "title",
        "line": 2,
    }


def test_diff_when_a_section_is_gone_then_it_is_shown_without_a_place(handouts, mine, add_topic):
    file = add_topic("cardiology/valve")
    approved(mine, "cardiology/valve")
    _change(file, ("teach_back:\n", ""), ("  - When will you stop eating?\n", ""))
    called = handouts("diff", "valve")

    assert "teach back\n  - teach back: When will you stop eating?\n" in called.out
    assert handouts("diff", "valve", "--json").json()["changes"][0]["line"] is None


def test_diff_when_never_approved_then_exit_3(handouts, add_topic):
    add_topic("cardiology/valve")
    for topic in ("valve", "chronic-total-occlusion"):
        called = handouts("diff", topic)
        assert (called.code, called.codes(), called.out) == (ExitCode.USAGE, {"H388"}, "")


def test_diff_when_the_approvals_are_damaged_then_exit_2(handouts, mine, add_topic):
    add_topic("cardiology/valve")
    path = approved(mine, "cardiology/valve").path
    path.write_bytes(path.read_bytes()[:-20])
    called = handouts("diff", "valve")

    assert (called.code, called.codes()) == (ExitCode.CONTENT, {"H381"})
