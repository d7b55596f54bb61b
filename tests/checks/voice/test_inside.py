from __future__ import annotations

import pytest

from tests.checks import shipped_subjects
from tests.checks.fragments import hits, told

WORK = "\nreturn_to: [{activity: desk work, after: 2 days}, {activity: manual work, after: 2 weeks}]"
BACK = "\nreturn_to: [{activity: %s, after: %s}]"


@pytest.mark.parametrize(
    ("fragment", "keys"),
    [
        ("summary: Do not drive for 2 days." + BACK % ("driving", "24 hours"), ["driving"]),
        ("summary: You can shower after 2 days." + BACK % ("showering", "24 hours"), ["showering"]),
        ("summary: Stay off work for 2 weeks." + BACK % ("desk work", "2 days"), ["work"]),
        ("summary: Do not fly for 1 week.\ndo_not: [Fly for 2 weeks]", ["flying"]),
        (
            "preparation: [{when: 8 hours before, text: Stop eating.}]\nsummary: Do not eat for 6 hours before.",
            ["eating"],
        ),
        ("preparation: [{when: 8 hours before, text: Stop eating.}]\nsummary: Do not eat after midnight.", ["eating"]),
        ("when_to_call: [Fever of 100.4 °F]\ndo: [Tell us about a fever of 101 °F.]", ["fever"]),
        ("summary: Keep taking aspirin.\nkey_points: [Stop aspirin 5 days before., B., C.]", ["aspirin"]),
        ("summary: Do not lift more than 10 pounds.\ndo_not: [Lift more than 20 pounds]", ["lifting weight"]),
        ("recovery: [{when: First 48 hours, text: Do not drive.}]" + BACK % ("driving", "1 day"), ["driving"]),
        ("language: es\nsummary: No maneje por 2 días." + BACK % ("driving", "24 hours"), ["driving"]),
        ("language: es\nsummary: Siga tomando aspirina.\nkey_points: [No tome aspirina., B., C.]", ["aspirin"]),
    ],
)
def test_handout_when_it_gives_two_answers_then_the_fact_is_named(fragment, keys, tmp_path):
    assert told("H360", fragment, tmp_path) == keys


@pytest.mark.parametrize(
    "fragment",
    [
        "summary: Do not drive for 24 hours." + BACK % ("driving", "1 day"),
        "summary: Do not drive for 1 to 3 days." + BACK % ("driving", "2 days"),
        "summary: Stay off work for 2 days." + WORK,
        "summary: Stay off work for 2 weeks." + WORK,
        "summary: Do not drive for 2 days if you took a sleeping pill." + BACK % ("driving", "24 hours"),
        "recovery: [{when: First 24 hours, text: Do not drive.}]" + BACK % ("driving", "2 days"),
        "when_to_call: [Fever of 100.4 °F]\nemergency_signs: [Fever of 103 °F]",
        "summary: Stop aspirin 5 days before.\ndo: [Keep taking aspirin.]",
        "summary: Do not lift more than 10 pounds for 1 week.\ndo: [Lift no more than 20 pounds for the next week.]",
        "special_groups: [{who: You have a stent, advice: Keep taking aspirin.}]\nsummary: Stop aspirin 5 days before.",
    ],
)
def test_handout_when_its_answers_can_all_be_right_then_it_passes(fragment, tmp_path):
    assert told("H360", fragment, tmp_path) == []


def test_handout_when_it_gives_two_answers_then_both_places_are_named(tmp_path):
    (hit,) = hits("H360", "summary: Do not drive for 2 days." + BACK % ("driving", "24 hours"), tmp_path)

    lines = (tmp_path / "content" / "ward" / "topic-1" / "en.yaml").read_text("utf-8").splitlines()
    other = next(number for number, line in enumerate(lines, 1) if "24 hours" in line)
    assert hit.message == f"driving: “2 days” here, and “24 hours” on line {other}"
    assert hit.excerpt
    assert hit.excerpt.words == "2 days"
    assert "Do not drive" in lines[hit.place.line - 1]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("A fever of 101 °F (38 °C).", "101 °F (38 °C)"),
        ("A fever of 38 °C (101 °F).", "38 °C (101 °F)"),
        ("A fever of 100.4 °F, or 39 °C.", "100.4 °F, or 39 °C"),
        ("A fever of 100 degrees F (38 degrees C).", "100 degrees F (38 degrees C)"),
        ("Above 104°F (41°C) call.", "104°F (41°C)"),
        ("Call for a fever of 101F (38C).", "101F (38C)"),
        ("language: es\nsummary: 'Fiebre de 38,5 °C (100.4 °F).'", "38,5 °C (100.4 °F)"),
    ],
)
def test_temperature_when_converted_wrong_then_it_is_found(sentence, words, tmp_path):
    assert told("H361", sentence, tmp_path) == [words]


@pytest.mark.parametrize(
    "sentence",
    [
        "A fever of 100.4 °F (38 °C).",
        "A fever of 101 °F (38.3 °C).",
        "A fever of 101F (38.3C).",
        "Wait in room 10C or 20F.",
        "A fever of 102 °F (38.9 °C) or 104 °F (40 °C).",
        "A fever of 38.5 °C (101.3 °F).",
        "Keep it from 68 °F to 77 °F.",
        "It is 100.4 °F in the mouth. In the room it is 20 °C.",
        "language: es\nsummary: Fiebre de 38 °C (100.4 °F).",
    ],
)
def test_temperature_when_converted_right_then_it_passes(sentence, tmp_path):
    assert told("H361", sentence, tmp_path) == []


BOTH = "when_to_call: ['%s']\nemergency_signs: ['%s']"


@pytest.mark.parametrize(
    ("called", "urgent", "sign"),
    [
        ("Chest pain", "Chest pain", "chest pain"),
        ("Chest pain.", "Fainting or chest pain", "chest pain"),
        ("Fever, trouble breathing, or a rash", "Trouble breathing", "trouble breathing"),
        ("You throw up blood", "You faint, or you throw up blood", "you throw up blood"),
        ("Weak legs or loss of feeling", "Loss of feeling, weak legs", "loss of feeling"),
        # "For" and "if" stand within these words, and say nothing of how bad it is.
        ("Stiff forearm, chest pain", "Chest pain", "chest pain"),
    ],
)
def test_sign_when_in_both_lists_then_it_is_found(called, urgent, sign, tmp_path):
    assert sign in told("H364", BOTH % (called, urgent), tmp_path)


@pytest.mark.parametrize(
    ("called", "urgent"),
    [
        ("Mild chest pain", "Strong chest pain"),
        ("Chest pain, if it is mild", "Chest pain"),
        ("Trouble breathing (when you climb stairs)", "Trouble breathing"),
        ("Belly pain or back pain that comes and goes", "Belly pain"),
        ("Bleeding, more than 3 drops", "Bleeding"),
        ("Pain or numb fingers", "Face, arm or leg numb"),
        ("Bleeding that stops when you press", "Bleeding that does not stop"),
        ("Fever of 100.4 °F", "Fever of 103 °F"),
        ("No urine for 8 hours", "No breath"),
        ("Chest pain, IF you rest", "Chest pain"),
        ("Dolor de pecho, PEQUEÑO y no MÁS", "Dolor de pecho"),
    ],
)
def test_sign_when_it_says_how_bad_then_it_may_be_in_both(called, urgent, tmp_path):
    assert told("H364", BOTH % (called, urgent), tmp_path) == []


@pytest.mark.parametrize("code", ["H360", "H361", "H364"])
def test_shipped_topics_when_read_for_two_answers_then_there_are_none(code):
    assert shipped_subjects.found(code) == []
