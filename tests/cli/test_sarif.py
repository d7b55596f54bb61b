"""SARIF 2.1.0; the clauses that a reader relies on are tested here one by one."""

from __future__ import annotations

import pytest

from handouts.cli import sarif
from handouts.errors import ExitCode
from handouts.findings import Excerpt, Finding, Place, Severity
from tests.made_up_checks import GUARDED, WARNED


@pytest.fixture
def log(made_up, tmp_path):
    """Return a function that makes a log of findings."""
    return lambda *found, code=0: sarif.log(found, code, tmp_path)


def test_log_when_nothing_is_found_then_is_whole_all_the_same(log):
    made = log()

    assert (made["version"], made["$schema"]) == ("2.1.0", sarif.SCHEMA)
    (run,) = made["runs"]
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])
    assert run["tool"]["driver"]["name"] == "handouts"


def test_log_when_something_is_found_then_each_result_points_at_its_rule_and_place(log):
    place = Place("content/ward/my topic/en.yaml", 3, 7)
    excerpt = Excerpt("Hold the ", "widget", " still")
    made = log(
        Finding(WARNED, "“widget” says nothing", place, "Name it", Severity.WARNING, excerpt),
        Finding("H110", "“x” is not known", Place("a.yaml", 2), "Did you mean “y”?"),
        Finding(GUARDED, "no", Place("b.yaml", 1, 1), severity=Severity.SUGGESTION),
    )

    (run,) = made["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["H110", WARNED, GUARDED]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    by_code = {result["ruleId"]: result for result in run["results"]}
    assert [by_code[code]["level"] for code in ("H110", WARNED, GUARDED)] == ["error", "warning", "note"]
    assert by_code[WARNED]["message"]["text"] == "“widget” says nothing. Name it."
    assert by_code["H110"]["message"]["text"] == "“x” is not known. Did you mean “y”?"
    (location,) = by_code[WARNED]["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "content/ward/my%20topic/en.yaml"},
        "region": {"startLine": 3, "startColumn": 7},
    }
    assert by_code["H110"]["locations"][0]["physicalLocation"]["region"] == {"startLine": 2}
    assert run["columnKind"] == "unicodeCodePoints"


def test_log_when_a_rule_is_a_checks_then_carries_help_source_and_level(log):
    made = log(Finding(WARNED, "no", Place("a.yaml", 1, 1), severity=Severity.WARNING))

    (rule,) = made["runs"][0]["tool"]["driver"]["rules"]
    assert (rule["name"], rule["defaultConfiguration"]) == ("TheWordWidget", {"level": "warning"})
    for words in ("Say what it does.", "A book, page 7", "A doctor uses a widget.", "A doctor uses a small balloon."):
        assert words in rule["help"]["text"]
    assert rule["fullDescription"]["text"] == "Nobody knows what a widget is."


def test_log_when_the_place_is_no_file_then_it_is_a_logical_one(log, tmp_path):
    (tmp_path / "there.yaml").write_text("x")
    absolute = str(tmp_path / "there.yaml")
    made = log(
        Finding("H530", "no", Place("HANDOUTS_TODAY")), Finding("H501", "no", Place("there.yaml")),
        Finding("H502", "no", Place(absolute)),
    )  # fmt: skip

    by_code = {each["ruleId"]: each["locations"][0] for each in made["runs"][0]["results"]}
    assert by_code["H530"] == {"logicalLocations": [{"fullyQualifiedName": "HANDOUTS_TODAY"}]}
    assert by_code["H501"] == {"physicalLocation": {"artifactLocation": {"uri": "there.yaml"}}}
    assert by_code["H502"]["physicalLocation"]["artifactLocation"]["uri"].startswith("file:///")


def test_check_when_sarif_is_asked_for_then_prints_it_alone(made_up, handouts, add_topic):
    add_topic("cardiology/stent", **{"A doctor opens": "The gizmo opens"})
    called = handouts("check", "stent", "--sarif")

    assert (called.code, called.err) == (ExitCode.CONTENT, "")
    (run,) = called.json()["runs"]
    assert [result["ruleId"] for result in run["results"]] == [GUARDED]
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 2}]


def test_check_when_the_command_makes_no_sense_then_sarif_says_so(handouts):
    called = handouts("check", "no-such-topic", "--sarif")

    assert called.code == ExitCode.USAGE
    assert [result["ruleId"] for result in called.json()["runs"][0]["results"]] == ["H531"]
