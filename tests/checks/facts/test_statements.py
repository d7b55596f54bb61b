from __future__ import annotations

import pytest

from handouts.checks.facts.statements import statements
from tests.checks.fragments import stated, subjects


@pytest.mark.parametrize(
    ("fragment", "facts"),
    [
        ("when_to_call: [Fever of 100.4 °F (38 °C) or higher]", [("fever", 100.4)]),
        ("when_to_call: [A temperature over 38 °C]", [("fever", 100.4)]),
        ("when_to_call: [A temperature over 101 F]", [("fever", 101.0)]),
        ("emergency_signs: [Fever of 103 degrees F]", [("fever, emergency", 103.0)]),
        ("language: es\nsummary: Fiebre de 38,5 °C.", [("fever", 101.3)]),
        ("when_to_call: [You feel hot, and a fever above 100.4 degrees]", []),
        ("when_to_call: ['A fever of 100.4 °F in a baby, or 102 °F in a child']", []),
        ("when_to_call: ['A fever of 100.4 °F for more than 2 days']", []),
        ("A temperature below 100.4 °F is normal.", []),
        ("The room is 70 °F.", []),
        ("We keep the room at 68 °F; tell us about a fever.", []),
        ("risks: {items: [{name: Fever, how_often: not known, what_we_do: We act at a fever of 102 °F.}]}", []),
    ],
)
def test_fever_when_a_limit_is_given_then_it_is_known_in_one_unit(fragment, facts, tmp_path):
    assert stated(fragment, tmp_path, "fever") == facts


@pytest.mark.parametrize(
    ("fragment", "facts"),
    [
        ("do_not: [Lift more than 10 pounds for 1 week]", [("lifting weight", 10.0)]),
        ("Do not lift anything over 10 lbs.", [("lifting weight", 10.0)]),
        ("return_to: [{activity: lifting, after: 1 week, note: Nothing over ten pounds.}]", [("lifting weight", 10.0)]),
        ("language: es\nsummary: No levante más de 10 libras.", [("lifting weight", 10.0)]),
        ("Do not lift more than 20 pounds for another week.", []),
        ("After that, you can lift 20 pounds.", []),
        ("Do not lift more than 5 pounds if you had a stent.", []),
        ("recovery: [{when: Week 2, text: Do not lift more than 20 pounds.}]", []),
        ("Your baby weighs 8 pounds.", []),
    ],
)
def test_weight_when_a_limit_for_lifting_is_given_then_it_is_known(fragment, facts, tmp_path):
    assert stated(fragment, tmp_path, "weight") == facts


def test_statements_when_the_time_is_that_of_a_step_or_a_stage_then_its_words_are_shown(tmp_path):
    step = "preparation: [{when: 5 days before, text: Stop warfarin.}]"
    stage = "recovery: [{when: First 24 hours, text: Do not drive.}]"
    (made,) = subjects(f"{step}\n{stage}", tmp_path)
    assert [(said.key, said.words) for said in statements(made)] == [
        ("warfarin", "5 days before"),
        ("driving", "First 24 hours"),
    ]


def test_statements_when_a_language_has_no_grammar_then_only_typed_facts_are_known(tmp_path):
    fragment = "language: de\nsummary: No driving for 2 days.\nreturn_to: [{activity: driving, after: 1 day}]"
    assert stated(fragment, tmp_path, "activity") == [("driving", 24.0)]
