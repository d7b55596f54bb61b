"""From the words of a user to requests."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from handouts.build import Request, Selection, Shelf, plan
from handouts.build.selection import find_topic, in_full
from handouts.errors import UsageError
from handouts.findings import Severity
from handouts.workspace import TopicFile

TODAY = datetime.date(2026, 11, 21)
FILES = [TopicFile(*names, "en", Path("x")) for names in (("heart", "stent"), ("heart", "valve"), ("lung", "stent"))]


@pytest.fixture
def select(folder, monkeypatch):
    """Return a function that plans a selection in the workspace, beside the shipped topics."""
    monkeypatch.setattr("handouts.build.shelf.Shelf.layout_names", lambda *_: ["large-print", "standard"])

    def planned(*topics, **options):
        return plan(Selection(topics, today=TODAY, workspace=folder, **options))

    return planned


def told(planned):
    return [(request.topic, request.language, request.layout) for request in planned.requests]


def problems(select, *topics, **options):
    with pytest.raises(UsageError) as raised:
        select(*topics, **options)
    return {finding.code: finding for finding in raised.value.findings}


def test_find_topic_when_named_in_full_or_alone_then_returns_both_names():
    assert find_topic(FILES, "heart/stent") == "heart/stent"
    assert find_topic(FILES, "valve") == "heart/valve"
    assert find_topic(FILES, "stent", ["lung"]) == "lung/stent"
    assert find_topic(FILES, "heart/stent/") == "heart/stent"


def test_find_topic_when_in_two_departments_then_asks_which():
    with pytest.raises(UsageError) as raised:
        find_topic(FILES, "stent")
    (finding,) = raised.value.findings
    assert finding.code == "H532"
    assert finding.hint == "Write heart/stent or lung/stent"


@pytest.mark.parametrize(
    ("name", "near"), [("stnet", "stent"), ("heart/valv", "heart/valve"), ("heart/vlave", "valve")]
)
def test_find_topic_when_misspelt_then_names_the_near_one(name, near):
    with pytest.raises(UsageError) as raised:
        find_topic(FILES, name)
    (finding,) = raised.value.findings
    assert finding.code == "H531"
    assert f"Did you mean “{near}”?" in finding.hint or f"{near}”?" in finding.hint


def test_find_topic_when_in_another_department_only_then_says_where_it_looked():
    with pytest.raises(UsageError) as raised:
        find_topic(FILES, "valve", ["lung"])
    assert "no topic “valve” in lung" in raised.value.findings[0].message


def test_plan_when_nothing_is_named_then_takes_every_topic_in_the_clinics_language(select):
    requests = told(select())
    assert ("cardiology/stent", "en", "standard") in requests
    assert ("radiology/stent", "en", "standard") in requests
    assert requests == sorted(requests)
    assert {language for _, language, _ in requests} == {"en"}


def test_plan_when_layouts_and_languages_are_all_then_takes_each_once(select):
    requests = told(select("cardiology/valve", layouts=("all", "standard"), languages=("all", "en")))
    assert requests == [
        ("cardiology/valve", language, layout) for language in ("en", "es") for layout in ("large-print", "standard")
    ]


def test_plan_when_departments_are_named_then_takes_only_theirs(select):
    requests = told(select(departments=("radiology",)))
    assert requests == [("radiology/stent", "en", "standard")]
    assert told(select("stent", departments=("radiology",))) == requests


def test_plan_when_a_topic_is_named_twice_then_builds_it_once(select):
    assert told(select("valve", "cardiology/valve")) == [("cardiology/valve", "en", "standard")]


def test_plan_when_a_file_is_named_then_takes_its_language(select, folder, monkeypatch):
    file = folder / "content" / "cardiology" / "valve" / "es.yaml"
    assert told(select(str(file))) == [("cardiology/valve", "es", "standard")]
    monkeypatch.chdir(folder / "content" / "cardiology")
    assert told(select("./valve/es.yaml")) == [("cardiology/valve", "es", "standard")]


def test_plan_when_the_folder_of_a_topic_is_named_then_takes_the_topic(select, folder, monkeypatch):
    monkeypatch.chdir(folder)
    for words in ("content/cardiology/valve", "./content/cardiology/valve/", str(folder / "content/cardiology/valve")):
        assert told(select(words)) == [("cardiology/valve", "en", "standard")]


def test_plan_when_a_department_is_named_as_a_topic_then_says_how_to_take_it(select, folder, monkeypatch):
    monkeypatch.chdir(folder)
    for words in ("cardiology", "content/cardiology", "content/cardiology/"):
        assert "“--department cardiology” stands for its topics" in problems(select, words)["H531"].hint
    assert "--department" not in problems(select, "content")["H531"].hint


def test_plan_when_there_are_settings_then_passes_each_on(select):
    settings = {"page_size": "a4", "appointment": "2026-12-03 08:30", "output": Path("out"), "allow_expired": True}
    (request,) = select("valve", **settings).requests
    assert {name: getattr(request, name) for name in settings} == settings
    assert request.today == TODAY


def test_plan_when_everything_is_wrong_then_tells_all_at_once(select):
    found = problems(
        select,
        "nope",
        "stent",
        departments=("cardiolgy",),
        layouts=("standrad",),
        languages=("xx",),
        page_size="a5",
        appointment="soon",
    )
    assert set(found) == {"H531", "H532", "H533", "H534", "H535", "H536", "H537"}
    assert "Did you mean “cardiology”?" in found["H533"].hint
    assert "Did you mean “standard”?" in found["H534"].hint
    assert "Did you mean “a4”?" in found["H536"].hint
    assert all(finding.hint for finding in found.values())


def test_plan_when_a_named_topic_lacks_the_language_then_refuses(select):
    found = problems(select, "cardiology/stent", languages=("es",))
    assert found["H540"].severity is Severity.ERROR
    assert found["H540"].hint == "It is written in: en"


@pytest.mark.parametrize(("language", "code"), [("fr", "H535"), ("es", "H540")])
def test_plan_when_the_clinic_asks_for_a_language_that_lacks_then_its_line_is_named(select, folder, language, code):
    clinic = folder / "content" / "clinic.yaml"
    text = clinic.read_text(encoding="utf-8")
    assert "\nlanguage: en\n" in text
    clinic.write_text(text.replace("\nlanguage: en\n", f"\nlanguage: {language}\n"), encoding="utf-8")

    place = problems(select, "cardiology/stent")[code].place

    assert Path(place.file).name == "clinic.yaml"
    assert clinic.read_text(encoding="utf-8").splitlines()[place.line - 1] == f"language: {language}"


def test_plan_when_some_of_all_topics_lack_the_language_then_warns(select):
    planned = select(languages=("es",))
    assert told(planned) == [("cardiology/valve", "es", "standard")]
    assert {warning.code for warning in planned.findings} == {"H540"}
    assert any(warning.message.startswith("cardiology/stent is not written") for warning in planned.findings)
    assert all(warning.severity is Severity.WARNING for warning in planned.findings)


def test_plan_when_a_department_has_nothing_in_the_language_then_refuses(select):
    found = problems(select, departments=("radiology",), languages=("es",))
    assert set(found) == {"H540"}


def test_plan_when_the_appointment_is_past_then_warns(select):
    assert [f.code for f in select("valve", appointment="2020-01-01 08:00").findings] == ["H538"]


def test_plan_when_the_clinic_is_broken_then_still_names_the_topics(select, folder):
    (folder / "content" / "clinic.yaml").write_text("nmae: x\n")
    assert ("cardiology/valve", "es", "standard") in told(select("valve"))


def test_plan_when_the_folder_is_no_workspace_then_refuses(tmp_path):
    (tmp_path / "empty").mkdir()
    for workspace in (tmp_path / "empty", tmp_path / "missing"):
        with pytest.raises(UsageError) as raised:
            plan(Selection(today=TODAY, workspace=workspace))
        assert [finding.code for finding in raised.value.findings] == ["H504"]


def test_plan_when_there_is_no_topic_at_all_then_says_how_to_begin(select, monkeypatch):
    monkeypatch.setattr("handouts.workspace.Workspace.topics", lambda _: ())
    found = problems(select)
    assert "handouts new" in found["H539"].hint


def test_in_full_when_a_topic_stands_alone_then_writes_out_department_and_language(select, folder):
    shelf = Shelf()
    request = in_full(Request("valve", today=TODAY, workspace=folder), shelf)
    assert (request.topic, request.language) == ("cardiology/valve", "en")
    assert in_full(request, shelf) == request
    request = in_full(Request("stent", today=TODAY, workspace=folder, department="radiology"), shelf)
    assert request.topic == "radiology/stent"


def test_in_full_when_a_request_makes_no_sense_then_refuses(select, folder):
    right = Request("cardiology/valve", today=TODAY, workspace=folder)
    assert in_full(right, Shelf()).language == "en"
    wrong = (
        replace(right, language="xx"),
        replace(right, layout="nope"),
        replace(right, page_size="a5"),
        replace(right, department="nope"),
    )
    for request in wrong:
        with pytest.raises(UsageError):
            in_full(request, Shelf())
