"""Many handouts checked, and laid side by side."""

from __future__ import annotations

import datetime

import pytest

from handouts.batch import pool, survey
from handouts.batch.run import Stop
from handouts.build import Outcome, Selection, Shelf, plan
from handouts.findings import Severity
from tests.made_up_checks import TOGETHER, WARNED

TODAY = datetime.date(2026, 11, 21)


def _planned(department, **more):
    shelf = Shelf()
    planned = plan(Selection(workspace=department.folder, **more), shelf)
    return [each for each in planned.requests if each.topic.startswith("ward/")], shelf


@pytest.fixture
def ward(department):
    """Return a department where one handout holds a word that a check knows."""
    department.edit("content/ward/berry/en.yaml", "A doctor opens", "A widget opens")
    return department


@pytest.mark.parametrize("small", [1, 100])
def test_check_all_when_done_in_one_process_or_in_several_then_finds_the_same_in_order(
    made_up,
    ward,
    monkeypatch,
    small,
):
    monkeypatch.setattr(pool, "SMALL", small)
    monkeypatch.setattr(pool, "cores", lambda: 2)
    requests, shelf = _planned(ward, today=TODAY)
    seen: list[Outcome] = []

    done = survey.check_all(requests, shelf, seen.append)

    outcomes = done.outcomes
    assert done.department
    assert [outcome.request.topic for outcome in outcomes] == ["ward/apple", "ward/berry", "ward/cherry"]
    assert [[(each.code, each.severity) for each in outcome.findings] for outcome in outcomes] == [
        [],
        [(WARNED, Severity.WARNING)],
        [],
    ]
    assert [outcome.fault for outcome in outcomes] == [None] * 3
    assert all(outcome.pages for outcome in outcomes)
    assert len(seen) == 3
    assert not ward.output.exists()


@pytest.mark.parametrize("small", [1, 100])
def test_check_words_when_done_in_one_process_or_in_several_then_sets_no_page(made_up, ward, monkeypatch, small):
    monkeypatch.setattr(pool, "SMALL", small)
    monkeypatch.setattr(pool, "cores", lambda: 2)
    ward.edit("content/ward/cherry/en.yaml", "title:", "tilte:")
    requests, shelf = _planned(ward, today=TODAY)
    seen: list[Outcome] = []

    done = survey.check_words(requests, shelf, seen.append)

    assert [outcome.request.topic for outcome in done.outcomes] == ["ward/apple", "ward/berry", "ward/cherry"]
    assert [{each.code for each in outcome.findings} for outcome in done.outcomes] == [
        set(),
        {WARNED},
        {"H110"},
    ]
    assert [(outcome.pages, int(outcome.exit_code)) for outcome in done.outcomes] == [(0, 0), (0, 0), (0, 2)]
    assert seen == done.outcomes
    assert done.department
    assert [subject.name for subject in done.department.subjects] == ["ward/apple", "ward/berry"]


@pytest.mark.parametrize("check", [survey.check_all, survey.check_words])
def test_check_all_when_asked_to_stop_then_nothing_is_laid_side_by_side(ward, monkeypatch, check):
    monkeypatch.setattr(pool, "SMALL", 1)
    monkeypatch.setattr(pool, "cores", lambda: 2)
    requests, shelf = _planned(ward, today=TODAY)
    stop = Stop()
    stop.ask()

    done = check(requests, shelf, lambda _: None, stop)

    assert (done.outcomes, done.department) == ([], None)


def test_department_when_laid_out_then_each_handout_is_there_once_and_what_is_broken_is_left_out(
    made_up,
    department,
):
    department.edit("content/ward/berry/en.yaml", "title:", "tilte:")
    requests, shelf = _planned(department, today=TODAY, layouts=("all",))
    assert len(requests) == 6

    laid_out = survey.department(requests, shelf)

    assert laid_out
    assert [subject.name for subject in laid_out.subjects] == ["ward/apple", "ward/cherry"]
    assert not laid_out.whole, "the shipped topics are missing"
    assert [each.code for each in laid_out.examine().findings] == [TOGETHER]


@pytest.mark.parametrize("name", ["clinic", "checks"])
def test_department_when_clinic_or_settings_are_wrong_then_there_is_none(department, name):
    (department.folder / "content" / f"{name}.yaml").write_text("nmae: x\n")
    requests, shelf = _planned(department, today=TODAY, languages=("en",))

    assert survey.department(requests, shelf) is None
    assert survey.department([], shelf) is None
