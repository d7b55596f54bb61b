"""PEMAT-P, items 20 to 26."""

from __future__ import annotations

import pytest

from handouts.review.instruments import PEMAT
from tests.review.test_numbers import risks


@pytest.fixture
def item(judged):
    """Return a function that judges an item of PEMAT-P."""
    return lambda number, *words, **more: judged(PEMAT, number, *words, **more)


def test_action_when_judged_then_agrees_and_names_each_section_with_its_line(item):
    found = item(20, "do: [Drink water often]")

    assert found.answer == "agree"
    assert [each.partition(": ")[2] for each in found.evidence] == [
        "1 step before the procedure",
        "1 thing to do afterwards",
        "1 sign to call the clinic for",
        "1 sign to call the emergency number for",
    ]


def test_address_when_each_instruction_speaks_to_the_reader_then_agrees(item):
    assert item(21).answer == "agree"


def test_address_when_most_do_not_then_disagrees(item):
    words = "do: [The patient should rest., The patient must walk., Patients should drink.]"

    assert item(21, words).answer == "disagree"


def test_address_when_few_do_not_then_a_person_answers(item):
    words = "do: [The patient should rest., Walk., Drink., Sleep., Read., Talk., Sit., Eat slowly.]"

    assert item(21, words).state == "flagged"


def test_address_when_the_language_is_not_judged_then_a_person_answers(made):
    from handouts.review.actionable import addresses_the_user, explicit_steps  # noqa: PLC0415  two of many

    assert addresses_the_user(made(language="fr")).state == "flagged"
    assert len(explicit_steps(made(language="fr")).evidence) == 1


def test_steps_when_a_sentence_is_long_then_names_it(item):
    words = " ".join(["walk"] * 24)
    found = item(22, f"do: [You {words}.]")

    assert found.evidence[1] == "1 long sentence"
    assert "en.yaml:" in found.evidence[2]


def test_tool_when_steps_have_boxes_to_tick_then_agrees(item):
    found = item(23)

    assert (found.answer, found.evidence[0]) == ("agree", "1 box to tick beside the steps")


def test_calculations_when_there_are_none_then_is_not_applicable(item):
    assert item(24, "preparation: [{when: the day before, text: Rest.}]").answer == "n/a"
    assert item(24).state == "flagged"
    assert "2 denominators" in item(24, risks((1, 100), (1, 1000))).evidence[0]
    assert "“8 hours before”" in item(24).evidence[1]


def test_charts_when_there_are_none_then_is_not_applicable_else_a_person_answers(item):
    assert item(25, layout="large-print").answer == "n/a"
    assert item(25).state == item(26).state == "flagged"
