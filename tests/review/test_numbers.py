"""What a reader would have to calculate, and figures that are hard to read."""

from __future__ import annotations

import pytest

from handouts.review import numbers

SOURCES = "sources: [{id: sir, title: Guidelines, publisher: SIR, year: 2010}]\n"
RISK = "{{name: {name}, how_often: {{n: {n}, of: {of}, source: sir}}, what_we_do: We watch you.}}"


def risks(*figures):
    items = ", ".join(RISK.format(name=f"Problem {at}", n=n, of=of) for at, (n, of) in enumerate(figures))
    return f"{SOURCES}risks: {{items: [{items}]}}"


@pytest.mark.parametrize(
    "words",
    ["It helps 5% of people.", "It helps 5 percent.", "It helps 1 in 20 people.", "Take ½ a pill.", "Drink 1.5 cups."],
)
def test_hard_when_a_number_is_hard_to_read_then_names_it_with_its_line(made, words):
    (found,) = numbers.hard(made(words))

    assert found.startswith("en.yaml:3: “")


@pytest.mark.parametrize("words", ["Call us if you have 100.4 °F or more.", "Wait 8 hours.", "Come on 3 days in May."])
def test_hard_when_numbers_are_whole_or_a_temperature_then_says_nothing(made, words):
    assert numbers.hard(made(words)) == []


def test_mixed_when_figures_have_two_denominators_then_names_a_place_of_each(made):
    found = numbers.mixed(made(risks((5, 100), (2, 1000))))

    assert found.startswith("figures have 2 denominators: 100 at en.yaml:")
    assert ", 1000 at en.yaml:" in found


def test_mixed_when_there_is_one_denominator_or_no_figure_then_says_nothing(made):
    assert numbers.mixed(made(risks((5, 100), (2, 100)))) == numbers.mixed(made()) == ""
    assert numbers.same_denominator(made(risks((5, 100)))) == "1 figure, each of 100 people"
    assert numbers.same_denominator(made()) == "no risk or benefit has a figure"


@pytest.mark.parametrize(
    ("when", "count"),
    [
        ("8 hours before", 1),
        ("1 hour before", 1),
        ("1 week before", 1),
        ("3 days before", 1),
        ("the day before", 0),
        ("the day of", 0),
        ("as soon as you can", 0),
    ],
)
def test_counted_back_when_a_step_has_its_time_then_tells_those_that_must_be_worked_out(made, when, count):
    found = numbers.counted_back(made(f"preparation: [{{when: {when}, text: Stop eating.}}]"))

    assert len(found) == count
    assert all(f"“{when}”" in each for each in found)


@pytest.mark.parametrize("words", ["Take 500 mg of it.", "Take half the pill.", "Take 2 tablets."])
def test_to_calculate_when_a_dose_is_named_then_tells_of_it(made, words):
    found = numbers.to_calculate(made(f"summary: {words}\npreparation: [{{when: the day of, text: Rest.}}]"))

    assert len(found) == 1
    assert found[0].startswith("1 amount of medicine or words of arithmetic: en.yaml:")


def test_there_are_any_when_neither_words_nor_facts_have_a_number_then_is_false(made):
    bare = (
        "preparation: [{when: the day of, text: Rest.}]\nkey_points: [Do not eat., Bring an adult., Call us.]\n"
        "recovery: [{when: At first, text: Rest.}]"
    )

    assert not numbers.there_are_any(made(bare))
    assert numbers.there_are_any(made(f"{bare}\nsummary: Wait 2 hours."))
    assert numbers.there_are_any(made())


def test_shortened_when_there_are_more_places_than_can_be_named_then_counts_the_rest():
    assert numbers.shortened(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"
    assert numbers.shortened(["a"]) == "a"
