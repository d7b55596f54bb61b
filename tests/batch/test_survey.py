"""Many handouts checked, and laid side by side."""

from __future__ import annotations

import datetime
import functools
import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from handouts.batch import pool, survey
from handouts.batch.run import Stop
from handouts.build import Outcome, Selection, Shelf, plan
from handouts.checks import registry, run, together
from handouts.errors import ExitCode
from handouts.findings import Severity
from tests.made_up_checks import TOGETHER, WARNED

TODAY = datetime.date(2026, 11, 21)
LEAFLET = Path(__file__).resolve().parent.parent / "checks" / "seeded" / "leaflet"
ALL_CHECKS = dict(registry.checks())
IN_PROCESSES = pytest.mark.skipif(not hasattr(os, "fork"), reason="what a test changes reaches a copied process alone")


def _planned(department, **more):
    shelf = Shelf()
    planned = plan(Selection(workspace=department.folder, **more), shelf)
    return [each for each in planned.requests if each.topic.startswith("ward/")], shelf


def _names(done):
    return sorted(sheet.topic for topic in done.department.topics for sheet in topic.sheets)


@pytest.fixture
def ward(department, monkeypatch):
    """Return a department where one handout holds a word that a check knows."""
    # Made-up checks reach a worker in a copy of this process alone, and other tests have left threads behind.
    monkeypatch.setattr(pool, "processes", functools.partial(pool.processes, method="fork"))
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
    assert sorted(seen, key=lambda outcome: outcome.request.topic) == done.outcomes
    assert done.department
    assert _names(done) == ["ward/apple", "ward/berry"]


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

    done = survey.check_words(requests, shelf, lambda _: None)

    assert _names(done) == ["ward/apple", "ward/cherry"]
    assert done.department
    assert not done.department.whole, "the shipped topics are missing"
    assert [each.code for each in done.department.examine().findings] == [TOGETHER]


@pytest.mark.parametrize("name", ["clinic", "checks"])
def test_department_when_clinic_or_settings_are_wrong_then_there_is_none(department, name):
    (department.folder / "content" / f"{name}.yaml").write_text("nmae: x\n")
    requests, shelf = _planned(department, today=TODAY, languages=("en",))

    assert survey.check_words(requests, shelf, lambda _: None).department is None
    assert survey.check_words([], shelf, lambda _: None) == survey.Survey([])


@pytest.fixture
def contradicting(tmp_path, monkeypatch):
    """Return a department in two languages whose handouts and translations do not agree, with allowances."""
    monkeypatch.setattr(registry, "_CHECKS", ALL_CHECKS)
    monkeypatch.setattr(pool, "processes", functools.partial(pool.processes, method="fork"))
    made = Contradicting(tmp_path / "clinic")
    for topic in ("apple", "berry", "cherry", "damson", "elder", "fig"):
        made.leaflet(topic)
    for language in ("en", "es"):
        made.seed("berry", language, "after: 2 days", "after: 5 days")
    made.seed("cherry", "es", "n: 2", "n: 3")
    made.seed("damson", "es", "10 libras (5 kg)", "20 libras (9 kg)")
    made.seed("damson", "es", "  - Mire el sitio 2 veces al día\n", "")
    made.seed("fig", "en", "1 hour.", "1 hour. A tube is taken out.")
    made.seed("elder", "en", "{{ clinic.phone }}", "us")
    allowed = "checks:\n  allow:\n    - {code: H372, words: driving, reason: The artery of the arm}\n"
    made.seed("berry", "en", "review:\n", allowed + "review:\n")
    made.seed("fig", "en", "review:\n", allowed + "review:\n")
    (made.folder / "content" / "checks.yaml").write_text(
        "allow:\n"
        "  - {code: H379, reason: Our line speaks both}\n"
        "  - {code: H322, words: prior to, reason: Nobody writes this}\n"
        "  - {code: H316, reason: We allow it}\n"
    )
    return made


def _digest(words):
    return hashlib.sha256(words.encode()).hexdigest()


class Contradicting:
    """A workspace of leaflets in English and Spanish."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def leaflet(self, topic):
        """Add a leaflet."""
        (self.folder / "content" / "ward" / topic).mkdir(parents=True)
        for file in LEAFLET.glob("*.yaml"):
            self.path(topic, file.stem).write_text(file.read_text("utf-8"), "utf-8")

    def path(self, topic, language):
        """Return a file."""
        return self.folder / "content" / "ward" / topic / f"{language}.yaml"

    def seed(self, topic, language, was, now):
        """Change words of a leaflet."""
        path = self.path(topic, language)
        text = path.read_text("utf-8")
        assert was in text
        path.write_text(text.replace(was, now, 1), "utf-8")

    def surveyed(self, monkeypatch, workers=1, order=0, **more):
        """Return what was found of each handout, and between them."""
        monkeypatch.setattr(pool, "SMALL", 1)
        monkeypatch.setattr(pool, "cores", lambda: workers)
        shelf = Shelf()
        requests = list(plan(Selection(today=TODAY, workspace=self.folder, languages=("all",), **more), shelf).requests)
        requests.sort(key=lambda request: _digest(f"{request.topic} {request.language} {request.layout} {order}"))
        done = survey.check_words(requests, shelf, lambda _: None)
        assert [outcome.request for outcome in done.outcomes] == requests
        assert done.department
        told = {(each.request.topic, each.request.language, each.request.layout): each for each in done.outcomes}
        return dict(sorted(told.items())), done.department.examine(), done.department.whole


@IN_PROCESSES
@pytest.mark.parametrize("broken", [False, True])
def test_check_words_when_handouts_and_translations_differ_then_any_way_to_check_them_finds_the_same(
    contradicting, monkeypatch, broken
):
    if broken:
        contradicting.seed("cherry", "en", "title:", "tilte:")
    expected = contradicting.surveyed(monkeypatch)
    found = {(each.code, each.place.file.split("ward/")[-1]) for each in expected[1].findings}
    pardons = {(each.finding.code, each.finding.place.file.split("ward/")[-1]) for each in expected[1].pardons}

    assert found >= {("H372", "berry/es.yaml"), ("H377", "damson/es.yaml"), ("H378", "damson/es.yaml")}
    assert (("H377", "cherry/es.yaml") in found) == (not broken)
    assert pardons == {("H372", "berry/en.yaml"), ("H379", "elder/es.yaml")}
    # Whether an allowance is of use can be told only where everything was read.
    assert (("H301", "fig/en.yaml") in found) == (not broken) == expected[2]
    useless = [each.message[:4] for each in expected[1].findings if each.place.file.endswith("checks.yaml")]
    assert useless == ([] if broken else ["H322"])
    for workers, order in ((2, 0), (1, 1), (2, 2), (2, 3)):
        assert contradicting.surveyed(monkeypatch, workers, order) == expected
    if not broken:
        monkeypatch.setattr(pool, "processes", functools.partial(pool.processes, method="spawn"))
        assert contradicting.surveyed(monkeypatch, 2) == expected


@IN_PROCESSES
@pytest.mark.parametrize("workers", [1, 2])
def test_check_words_when_a_handout_has_several_layouts_then_it_is_read_and_checked_once(
    contradicting, monkeypatch, tmp_path, workers
):
    real, log = run.examine, tmp_path / "examined"

    def examine(subject, *more, **named):
        with log.open("a") as file:
            file.write(f"{subject.name} {subject.loaded.language}\n")
        return real(subject, *more, **named)

    monkeypatch.setattr(run, "examine", examine)
    one = contradicting.surveyed(monkeypatch, workers, 5)
    log.unlink()

    all_layouts = contradicting.surveyed(monkeypatch, workers, 5, layouts=("all",))

    assert all_layouts[1:] == one[1:]
    assert len(all_layouts[0]) > len(one[0])
    lines = log.read_text().splitlines()
    assert len(lines) == len(set(lines)) == len(one[0])


@IN_PROCESSES
def test_check_words_when_a_worker_dies_then_its_handout_is_named_and_the_rest_is_compared(contradicting, monkeypatch):
    whole = contradicting.surveyed(monkeypatch, 2)
    here, real = os.getpid(), run.examine

    def examine(subject, *more, **named):
        if os.getpid() != here and (subject.loaded.topic, subject.language) == ("damson", "es"):
            os._exit(3)
        return real(subject, *more, **named)

    monkeypatch.setattr(run, "examine", examine)
    outcomes, between, is_whole = contradicting.surveyed(monkeypatch, 2)

    died = outcomes.pop(("ward/damson", "es", "standard"))
    assert [each.code for each in died.findings] == ["H554"]
    assert "es ended all of a sudden, so it is not held against the other handouts" in died.findings[0].message
    assert died.exit_code == ExitCode.INTERNAL
    del whole[0]["ward/damson", "es", "standard"]
    assert outcomes == whole[0]
    assert not is_whole
    assert {(each.code, each.place) for each in between.findings} == {
        (each.code, each.place)
        for each in whole[1].findings
        if "damson/es" not in each.place.file and each.code != "H301"
    }


@IN_PROCESSES
def test_check_words_when_a_worker_dies_of_one_language_then_the_others_are_held_against_each_other(
    contradicting, monkeypatch
):
    contradicting.path("damson", "fr").write_text(contradicting.path("damson", "es").read_text("utf-8"), "utf-8")
    whole = contradicting.surveyed(monkeypatch, 2)[1].findings
    here, real = os.getpid(), run.examine

    def examine(subject, *more, **named):
        if os.getpid() != here and (subject.loaded.topic, subject.loaded.language) == ("damson", "fr"):
            os._exit(3)
        return real(subject, *more, **named)

    monkeypatch.setattr(run, "examine", examine)
    outcomes, between, _ = contradicting.surveyed(monkeypatch, 2)

    died = [key for key, each in outcomes.items() if each.exit_code == ExitCode.INTERNAL]
    assert died == [("ward/damson", "fr", "standard")]
    expected = {each for each in whole if each.place.file.endswith("damson/es.yaml") and each.code in ("H377", "H378")}
    assert {each.code for each in expected} == {"H377", "H378"}
    assert expected <= set(between.findings)


@IN_PROCESSES
def test_check_words_when_a_worker_dies_comparing_languages_then_it_is_told(contradicting, monkeypatch):
    here, real = os.getpid(), together.between

    def between(languages, *more):
        if os.getpid() != here and len(languages) > 1 and languages[0].loaded.topic == "damson":
            os._exit(3)
        return real(languages, *more)

    monkeypatch.setattr(together, "between", between)
    outcomes, _, is_whole = contradicting.surveyed(monkeypatch, 2)

    died = [key for key, each in outcomes.items() if [found.code for found in each.findings] == ["H554"]]
    assert died == [("ward/damson", language, "standard") for language in ("en", "es")]
    assert {outcomes[key].exit_code for key in died} == {ExitCode.INTERNAL}
    assert not is_whole


@IN_PROCESSES
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("part", ["of_one", "gather", "of_topic"])
def test_check_words_when_a_check_has_a_mistake_then_it_costs_one_topic_and_says_so(
    contradicting, monkeypatch, workers, part
):
    code = {"of_one": "H360", "gather": "H372", "of_topic": "H377"}[part]
    real = getattr(ALL_CHECKS[code], part)

    def wrong(given):
        if (given[0] if part == "of_topic" else given).loaded.topic == "cherry":
            raise ZeroDivisionError
        return real(given)

    changed: dict[str, Any] = {part: wrong}
    mistaken = structs.replace(ALL_CHECKS[code], **changed)
    monkeypatch.setattr(registry, "_CHECKS", ALL_CHECKS | {code: mistaken})

    outcomes, between, is_whole = contradicting.surveyed(monkeypatch, workers)

    faulty = {key for key, outcome in outcomes.items() if outcome.fault}
    assert faulty == {("ward/cherry", language, "standard") for language in ("en", "es")}
    assert {int(outcomes[key].exit_code) for key in faulty} == {ExitCode.INTERNAL}
    assert not is_whole
    assert ("H378", "damson") in {(each.code, each.place.file.split("/")[-2]) for each in between.findings}


@IN_PROCESSES
@pytest.mark.parametrize("workers", [1, 2])
def test_check_words_when_asked_to_stop_in_the_middle_then_nothing_new_is_begun(contradicting, monkeypatch, workers):
    for number in range(20):
        contradicting.leaflet(f"more-{number}")
    monkeypatch.setattr(pool, "SMALL", 1)
    monkeypatch.setattr(pool, "cores", lambda: workers)
    shelf, stop = Shelf(), Stop()
    requests = plan(Selection(today=TODAY, workspace=contradicting.folder, languages=("all",)), shelf).requests

    done = survey.check_words(requests, shelf, lambda _: stop.ask(), stop)

    assert 0 < len(done.outcomes) < len(requests)
    assert done.department is None
