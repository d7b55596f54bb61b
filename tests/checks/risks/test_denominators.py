from __future__ import annotations

import pytest

from handouts.checks.risks.denominators import needed, rewritten
from handouts.content.facts import Frequency
from tests.checks.fragments import hits, told


def risks(*figures: str) -> str:
    items = ", ".join(f"{{name: A, how_often: {{{figure}, source: s}}, what_we_do: B}}" for figure in figures)
    return f"risks: {{items: [{items}]}}"


@pytest.mark.parametrize(
    ("fragment", "keys"),
    [
        (risks("n: 5, of: 100", "n: 3, of: 1000"), ["100"]),
        (risks("n: 5, of: 100", "n: 30, of: 1000"), ["1000"]),
        (risks("n: 5, of: 100", "n: 3, of: 10000"), ["100", "10000"]),
        (risks("n: 5, of: 100") + "\nsummary: It helps 30 of 1,000 people.", ["1000"]),
        (risks("n: 5, of: 100") + "\nsummary: It helps 3 of 40 people.", ["40"]),
        ("About 5 of 100 people bleed, and 3 of every 1,000 people have an infection.", ["1000"]),
        ("language: es\nsummary: Sangran 5 de cada 100 personas y 3 de cada 1.000 personas se infectan.", ["1000"]),
    ],
)
def test_figures_when_counted_among_different_numbers_of_people_then_those_to_change_are_found(
    fragment, keys, tmp_path
):
    assert told("H350", fragment, tmp_path) == keys


@pytest.mark.parametrize(
    "fragment",
    [
        risks("n: 5, of: 100", "n: 3, of: 100"),
        risks("n: 5, of: 1000", "n: 3, to: 4, of: 1000") + "\nsummary: It helps 700 in 1,000 people.",
        "About 17 to 30 of every 100 people, and fewer than 1 of every 100 people.",
        "Your pain is 7 out of 10.",
        "In 1 treatment, 3 tumors can be treated.",
        "In 1 test, 2 to 4 doctors look at the pictures.",
        "In 2 operations, 1 on each side, we place the tube.",
        "language: es\nsummary: En 1 tratamiento, 3 tumores se tratan.",
        "Come at 1:20, or at 13:40 with 5 of every 100 people.",
        "Your chance to eat is at 1:20 pm.",
        "There is a chance that we start at 1:20.",
        "There is a chance your surgery moves from 7:15 to 8:45.",
        "At 8:30 people check in. By 6:45 most patients are awake.",
        "From 6/12 patients park in lot B. Ask about your risk before 9/30.",
        "Do this 2/3 times a day. You need 2/3 more treatments. Most are 1/2 day procedures.",
        "Ask about the risk on page 3/4.",
        "language: es\nsummary: Hágalo 2/3 veces al día.",
        "If your risk score is 3/10, we talk about a pill.",
        "language: es\nsummary: A las 8:30 pacientes y familia van a la sala. Hay una posibilidad de venir el 3/10.",
        "Call us if your risk is high, or your blood pressure is over 140/90.",
        "Take 1/2 tablet on 1/20.",
        "You have 2 of 4 tablets left, see page 3 of 20.",
        "Take 1 in 8 hours.",
        "Come 2 to 3 days before.",
    ],
)
def test_figures_when_counted_alike_or_not_of_people_then_they_pass(fragment, tmp_path):
    assert [told(code, fragment, tmp_path) for code in ("H350", "H352", "H358")] == [[], [], []]


def test_figures_when_mixed_then_the_hint_gives_the_new_keys(tmp_path):
    (hit,) = hits("H350", risks("n: 5, to: 8, of: 100", "n: 3, of: 1000"), tmp_path)
    assert "“n: 50, to: 80, of: 1000”" in hit.hint

    (_, hit) = hits("H350", risks("n: 5, of: 100", "n: 3, of: 10000"), tmp_path)
    assert "“n: 0, to: 1, of: 1000”" in hit.hint


@pytest.mark.parametrize(
    ("figures", "of", "first"),
    [
        ([(5, None, 1000), (10, 30, 1000)], 1000, "n: 0, to: 1, of: 100"),
        ([(50, None, 1000), (10, 30, 1000)], 100, "n: 5, of: 100"),
        ([(3, None, 10000)], 1000, "n: 0, to: 1, of: 100"),
        ([(300, 400, 10000)], 100, "n: 3, to: 4, of: 100"),
        ([], 100, ""),
    ],
)
def test_denominator_when_the_smallest_figure_needs_it_then_it_is_a_thousand(figures, of, first):
    made = [Frequency.model_validate({"n": n, "to": to, "of": o, "source": "s"}) for n, to, o in figures]
    assert needed(made) == of
    assert not made or rewritten(made[0], 100) == first


@pytest.mark.parametrize(
    ("fragment", "keys"),
    [
        (risks("n: 30, of: 1000"), ["1000"]),
        (risks("n: 10, to: 20, of: 1000", "n: 0, of: 1000"), ["1000"]),
        (risks("n: 3, of: 10000"), ["10000"]),
        (risks("n: 300, of: 10000"), ["10000"]),
        (risks("n: 990, of: 1000"), ["1000"]),
        (risks("n: 3, of: 1000"), []),
        (risks("n: 3, of: 100"), []),
        (risks("n: 0, to: 1, of: 1000"), []),
        (risks("n: 10, to: 15, of: 1000"), []),
        ("summary: Nothing is counted here.", []),
    ],
)
def test_number_of_people_when_no_figure_needs_it_or_nobody_can_count_it_then_it_is_found(fragment, keys, tmp_path):
    assert told("H351", fragment, tmp_path) == keys


@pytest.mark.parametrize(
    ("sentence", "keys"),
    [
        ("About 1 in 20 people bleed.", ["1 in 20"]),
        ("About one in five people bleed.", ["1 in 5"]),
        ("About 1 in 200 bleed, and 1 in 8 have pain.", ["1 in 200", "1 in 8"]),
        ("There is a 1-in-50 chance.", ["1 in 50"]),
        ("It is 1 of every 30 people.", ["1 in 30"]),
        ("About 1 per 50 people bleed.", ["1 in 50"]),
        ("The chance of a leak is 1:20.", ["1 in 20"]),
        ("About 1/250 people bleed.", ["1 in 250"]),
        ("language: es\nsummary: El riesgo de una fuga es de 1:30.", ["1 in 30"]),
        ("Use 1 per 50 mL, 1 per day and 1 per 20 hours.", []),
        ("It happens to 1 out of 2,500 people.", ["1 in 2500"]),
        ("language: es\nsummary: Sangra 1 de cada 20 personas.", ["1 in 20"]),
        ("About 1 in 100 people bleed.", []),
        ("Fewer than 1 of every 1,000 people bleed.", []),
        ("If 1 of 4 main arteries is closed, the others may do.", []),
        ("Take 1 in 12 hours.", []),
        ("You must be in 1 of 2 rooms.", []),
    ],
)
def test_one_in_a_number_when_it_changes_then_it_is_found(sentence, keys, tmp_path):
    assert told("H352", sentence, tmp_path) == keys


def test_one_in_a_number_when_found_then_the_hint_counts_it_anew(tmp_path):
    (hit,) = hits("H352", "About 1 in 20 people bleed.", tmp_path)
    assert hit.hint == "Write it as 5 of 100 people"
    (hit,) = hits("H352", "About 1 in 400 people bleed.", tmp_path)
    assert hit.hint == "Write it as a number of 1,000 people"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("About 120 of 100 people bleed.", ["120 of 100"]),
        ("About 5 of every 0 people bleed.", ["5 of every 0"]),
        ("Between 8 and 5 of 100 people bleed.", ["8 and 5 of 100"]),
        ("Some 90 to 101 in 100 people do well.", ["90 to 101 in 100"]),
        ("About 1,200 of 1,000 people bleed.", ["1,200 of 1,000"]),
        ("Of 100 people, 130 need more.", ["Of 100 people, 130"]),
        ("language: es\nsummary: Sangran 120 de cada 100 personas.", ["120 de cada 100"]),
        ("Between 5 and 8 of 100 people bleed.", []),
        ("All 100 of 100 people do well.", []),
        ("You have 2 in a row.", []),
        ("About 1,000 of 10,000 people bleed.", []),
        ("Wait 30 in 20 minutes.", []),
    ],
)
def test_number_of_people_when_it_cannot_be_then_it_is_found(sentence, words, tmp_path):
    assert told("H358", sentence, tmp_path) == words
