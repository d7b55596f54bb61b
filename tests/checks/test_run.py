from __future__ import annotations

import pytest
from msgspec import structs

from handouts.batch import survey
from handouts.build import Selection, plan
from handouts.checks import registry
from handouts.checks.registry import checks
from handouts.checks.run import run
from handouts.findings import Severity
from tests import shipped
from tests.checks import examples
from tests.made_up_checks import ADJUSTABLE, GUARDED, SPANISH, SUGGESTED, WARNED

REASON = "The two are one and the same"


@pytest.mark.parametrize("code", sorted(checks()))
def test_rule_when_its_examples_are_checked_then_the_bad_one_is_caught_and_the_good_one_passes(code, tmp_path):
    check = checks()[code]
    language = check.rule.languages[0] if check.rule.languages else "en"

    def hits(example):
        subjects = examples.subjects(example, tmp_path, language)
        if check.of_many:
            return list(check.of_many(subjects))
        assert check.of_one
        return [hit for subject in subjects for hit in check.of_one(subject)]

    found = hits(check.rule.bad)
    assert found, f"{code} does not catch its own bad example"
    for hit in found:
        assert hit.message
        assert not hit.message.endswith(".")
        assert hit.hint
        assert hit.place.file
    assert hits(check.rule.good) == [], f"{code} has something to say about its own good example"


@pytest.mark.parametrize("code", sorted(checks()))
def test_rule_when_shown_then_has_a_title_a_reason_a_source_and_a_remedy(code):
    rule = checks()[code].rule

    assert rule.title[0].isupper()
    assert not rule.title.endswith(".")
    assert len(rule.title) <= 60
    assert min(map(len, (rule.why, rule.source, rule.instead))) > 5


def test_smallest_handout_when_checked_then_no_check_finds_anything(tmp_path):
    made, settings = examples.made("title: Opening a narrow tube", tmp_path)

    assert run(made, settings) == []


def test_shipped_topics_when_checked_then_nothing_is_found_but_suggestions():
    planned = plan(Selection(today=shipped.TODAY, languages=("all",), workspace=shipped.ROOT), shipped.shelf())
    done = survey.check_words(planned.requests, shipped.shelf(), lambda _: None)
    assert done.department
    assert done.department.whole
    assert len(done.department.topics) >= 4

    found = [finding for outcome in done.outcomes for finding in outcome.findings]
    found += done.department.examine().findings

    assert [str(finding) for finding in found if finding.severity is not Severity.SUGGESTION] == []


def test_run_when_words_are_found_then_each_finding_has_code_level_place_words_and_key(made_up, handout):
    made = handout("summary: Hold the gizmo, the gadget, the widget and the doodad.\npurpose: {text: [A Widget.]}")

    found = run(made)

    assert [(each.code, each.severity) for each in found] == [
        (GUARDED, Severity.ERROR),
        (ADJUSTABLE, Severity.ERROR),
        (WARNED, Severity.WARNING),
        (SUGGESTED, Severity.SUGGESTION),
        (WARNED, Severity.WARNING),
    ]
    lines = made.loaded.file.text.splitlines()
    for each in found:
        assert each.excerpt
        assert lines[each.place.line - 1][each.place.column - 1 :].startswith(each.excerpt.words)
        assert each.key == each.excerpt.words


def test_run_when_a_check_cannot_judge_the_language_then_it_is_left_out(made_up, handout):
    assert run(handout("Mire el cacharro.")) == []
    assert [each.code for each in run(handout("Mire el cacharro.", language="es"))] == [SPANISH]


def test_run_when_errors_alone_are_wanted_then_other_checks_do_not_run(made_up, handout, monkeypatch):
    def never(_):
        raise AssertionError

    monkeypatch.setitem(registry._CHECKS, WARNED, structs.replace(checks()[WARNED], of_one=never))
    made = handout("Hold the gizmo and the widget.")

    assert [each.code for each in run(made, errors_only=True)] == [GUARDED]
    with pytest.raises(AssertionError):
        run(made)
