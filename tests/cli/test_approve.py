"""``handouts approve``."""

from __future__ import annotations

import pytest

from handouts.errors import ExitCode

BY = ("--by", "Interventional radiologist, MD")
UNTIL = ("--review-by", "2028-11-20")


def test_approve_when_done_then_says_what_holds_until_when_and_where_it_stands(handouts, add_topic):
    add_topic("cardiology/valve")
    called = handouts("approve", "valve", *BY, *UNTIL)

    assert called.code == 0
    assert called.codes() == {"H382"}, "the clinic is still the invented one"
    first, second = called.out.splitlines()
    assert first == (
        "approved: cardiology/valve (en), version 0.1, by Interventional radiologist, MD; holds until 2028-11-20"
    )
    assert second == "content/cardiology/valve/en.approvals"
    assert "approved" in next(line for line in handouts("list").out.splitlines() if "cardiology/valve" in line)


def test_approve_when_a_program_asks_then_tells_the_same_as_data(handouts, add_topic):
    add_topic("cardiology/valve")
    data = handouts("approve", "valve", *BY, *UNTIL, "--json").json()

    assert data["exit_code"] == 0
    assert len(data["approval"].pop("content")) == 64
    assert data["approval"] == {
        "topic": "cardiology/valve",
        "language": "en",
        "version": "0.1",
        "status": "approved",
        "by": "Interventional radiologist, MD",
        "on": "2026-11-21",
        "second": False,
        "review_by": "2028-11-20",
        "clinic": "Riverside Medical Center",
        "file": "content/cardiology/valve/en.approvals",
    }


def test_approve_when_two_must_then_the_first_is_told_that_it_is_not_enough(handouts, mine, add_topic):
    add_topic("cardiology/valve")
    with (mine / "content/clinic.yaml").open("a", encoding="utf-8") as file:
        file.write("approval:\n  approvers: 2\n")

    first = handouts("approve", "valve", *BY, *UNTIL)
    assert first.out.startswith("recorded: ")
    assert "a draft until a second approver" in first.out
    second = handouts("approve", "valve", "--second", "--by", "Pharmacist, PharmD", "--review-by", "2027-11-20")
    assert "holds until 2027-11-20" in second.out


@pytest.mark.parametrize("day", ["2028", "20.11.2028", "2028-02-30", "tomorrow", "2028-11-2\u0966"])
def test_approve_when_the_day_is_none_then_exit_3(handouts, mine, add_topic, day):
    add_topic("cardiology/valve")
    called = handouts("approve", "valve", *BY, "--review-by", day)

    assert (called.code, called.codes(), called.out) == (ExitCode.USAGE, {"H385"}, "")
    assert not list(mine.rglob("*.approvals"))


def test_approve_when_who_or_until_when_is_missing_then_exit_3(handouts, add_topic):
    add_topic("cardiology/valve")
    assert handouts("approve", "valve", *UNTIL).code == ExitCode.USAGE
    assert handouts("approve", "valve", *BY).code == ExitCode.USAGE


def test_approve_when_help_is_asked_for_then_says_that_no_name_is_recorded(handouts):
    told = " ".join(handouts("approve", "--help").out.split())

    assert "Never a person's name" in told
    assert "Never write a person's name" in told


def test_copy_when_approvals_stand_beside_the_original_then_they_stay_there(handouts, mine, tmp_path, monkeypatch):
    import shutil  # noqa: PLC0415  only here

    from handouts import workspace  # noqa: PLC0415  the same

    shipped = tmp_path / "shipped"
    for name in ("content", "layouts"):
        shutil.copytree(workspace.builtin() / name, shipped / name)
    topic = "content/cardiology/chronic-total-occlusion"
    (shipped / topic / "en.approvals").write_text("approval 1\n", encoding="utf-8")
    for module in ("handouts.workspace", "handouts.cli.copy", "handouts.cli.own"):
        monkeypatch.setattr(f"{module}.builtin", lambda: shipped)

    assert handouts("copy", "chronic-total-occlusion").code == 0
    assert sorted(path.name for path in (mine / topic).iterdir()) == [".copied-from.json", "en.yaml"]
    assert "approvals" not in (mine / topic / ".copied-from.json").read_text(encoding="utf-8")
