"""The CDC Clear Communication Index."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs

from handouts.review.clear import specific_directions
from handouts.review.instruments import INDEX
from tests.review.test_numbers import risks


@pytest.fixture
def item(judged):
    """Return a function that judges an item of the Index."""
    return lambda number, *words, **more: judged(INDEX, number, *words, **more)


@pytest.mark.parametrize("number", [1, 2, 3, 6, 9, 10, 11, 13, 15, 16, 18])
def test_items_of_judgment_when_judged_then_are_flagged_with_evidence(item, number):
    found = item(number)

    assert (found.state, bool(found.evidence)) == ("flagged", True)


@pytest.mark.parametrize("number", [5, 12])
def test_actions_when_judged_then_are_decided_by_what_every_handout_has(item, number):
    found = item(number)

    assert found.answer == "yes"
    assert all(each.startswith("en.yaml:") for each in found.evidence)


def test_directions_when_the_page_shows_the_number_to_call_then_is_yes_else_a_person_answers(made):
    material = made()
    bare = structs.replace(material.page.document, blocks=())

    assert specific_directions(material).answer == "yes"
    assert specific_directions(replace(material, page=replace(material.page, document=bare))).state == "flagged"


def test_visual_when_there_is_none_then_is_no_else_a_person_answers(item):
    assert item(4).answer == "no"
    assert item(4, risks((5, 100))).state == "flagged"


def test_words_when_one_is_not_explained_then_is_no(item):
    found = item(7, "A catheter goes into the artery.")

    assert found.answer == "no"
    assert "en.yaml:3: “catheter”" in found.evidence[1]
    assert item(7).state == "flagged"


def test_lists_when_one_has_more_than_seven_items_then_is_no_and_names_its_heading(item):
    found = item(8, "what_happens: {steps: [A, B, C, D, E, F, G, H]}".replace("A,", "We wash., We wait.,"))

    assert found.answer == "no"
    assert found.evidence[1] == "more than 7 items in one list: “What happens, step by step” (9)"
    assert item(8).answer == "yes"


def test_voice_when_a_key_point_is_passive_then_names_it(item):
    found = item(6, "key_points: [The tube is taken out., Rest., Call us if you feel ill.]")

    assert "“is taken” is passive" in found.evidence[1]


def test_numbers_when_there_are_none_then_part_c_is_not_applicable(item):
    bare = (
        "preparation: [{when: the day of, text: Rest.}]\nkey_points: [Do not eat., Bring an adult., Call us.]\n"
        "recovery: [{when: At first, text: Rest.}]"
    )

    assert [item(number, bare).answer for number in (15, 16, 17)] == ["n/a"] * 3


def test_calculations_when_denominators_differ_then_is_yes_which_gives_no_point(item):
    assert item(17, risks((5, 100), (5, 1000))).answer == "yes"


def test_calculations_when_there_is_nothing_to_calculate_then_is_no(item):
    assert item(17, "preparation: [{when: the day before, text: Rest.}]").answer == "no"
    assert item(17).state == "flagged"


def test_benefits_when_they_stand_beside_the_risks_then_is_yes(item):
    assert item(19, "benefits: [You can eat again]").answer == "yes"
    assert item(19).state == "flagged"


def test_probability_when_it_is_a_figure_then_is_yes(item):
    assert item(20, risks((5, 100))).answer == "yes"
    assert item(20).answer == "n/a"
    assert item(20, f"summary: It harms 1 in 20 people.\n{risks((5, 100))}").state == "flagged"
