from __future__ import annotations

import pytest

from tests.checks import shipped_subjects
from tests.checks.beside import side_by_side
from tests.checks.fragments import hits, subjects, told


def pair(one: str, other: str) -> str:
    return f"topic: one\n{one}\n---\ntopic: two\n{other}"


def spanish(one: str, other: str) -> str:
    return pair(f"language: es\n{one}", f"language: es\n{other}")


def prepared(text: str, when: str) -> str:
    return f"preparation: [{{when: {when}, text: {text}}}]"


def back(activity: str, after: str) -> str:
    return f"return_to: [{{activity: {activity}, after: {after}}}]"


@pytest.mark.parametrize(
    ("code", "fragments", "keys"),
    [
        (
            "H370",
            pair(prepared("Stop eating.", "8 hours before"), prepared("Stop eating.", "6 hours before")),
            ["eating"],
        ),
        (
            "H370",
            pair(prepared("Stop eating.", "8 hours before"), "summary: Do not eat for 6 hours before."),
            ["eating"],
        ),
        ("H370", pair("summary: Do not eat after midnight.", "summary: Do not eat for 6 hours before."), ["eating"]),
        (
            "H370",
            pair("summary: Do not eat or drink after midnight.", "summary: You may drink water up to 2 hours before."),
            ["drinking"],
        ),
        (
            "H370",
            spanish("summary: No coma durante 8 horas antes.", "summary: Deje de comer 6 horas antes."),
            ["eating"],
        ),
        ("H371", pair("summary: Stop warfarin 5 days before.", "summary: Keep taking Coumadin."), ["warfarin"]),
        ("H371", pair("summary: Stop aspirin 5 days before.", "summary: Stop aspirin 7 days before."), ["aspirin"]),
        ("H371", pair("summary: Take your metformin as usual.", "summary: Do not take metformin."), ["metformin"]),
        (
            "H371",
            pair("do_not: [Do not take Advil for 7 days]", "do_not: [Do not take ibuprofen for 2 days]"),
            ["ibuprofen, afterwards"],
        ),
        (
            "H371",
            pair(prepared("Stop Ozempic.", "1 week before"), prepared("Stop semaglutide.", "2 days before")),
            ["semaglutide"],
        ),
        (
            "H371",
            spanish("summary: Siga tomando aspirina.", "summary: Suspenda la aspirina 5 días antes."),
            ["aspirin"],
        ),
        ("H372", pair(back("driving", "24 hours"), back("driving", "2 weeks")), ["driving"]),
        ("H372", pair(back("desk work", "1 day"), back("desk work", "1 week")), ["desk work"]),
        ("H372", pair("summary: Do not lift for 2 days.", back("lifting", "1 week")), ["lifting"]),
        ("H372", pair("do_not: [Take a bath or swim for 5 days]", back("bathing", "2 days")), ["bathing"]),
        ("H372", pair("summary: Do not fly for 2 weeks.", "summary: You can fly after 2 days."), ["flying"]),
        ("H372", pair("do_not: [Lift more than 10 pounds]", "do_not: [Lift more than 20 pounds]"), ["lifting weight"]),
        ("H372", spanish("summary: No maneje por 24 horas.", "summary: No conduzca por 2 semanas."), ["driving"]),
        ("H373", pair("when_to_call: [Fever of 100.4 °F]", "when_to_call: [Fever of 101 °F]"), ["fever"]),
        ("H373", pair("when_to_call: [Fever of 38 °C]", "when_to_call: [Fever of 101.5 °F]"), ["fever"]),
        ("H373", pair("do: [Call us for a fever over 101 F.]", "when_to_call: [Fever of 100 F]"), ["fever"]),
        ("H373", pair("when_to_call: [Fever of 100.4 degrees F]", "when_to_call: [A temperature of 99 °F]"), ["fever"]),
        ("H373", spanish("when_to_call: [Fiebre de 38 °C]", "when_to_call: ['Fiebre de 38,5 °C']"), ["fever"]),
        (
            "H373",
            pair("emergency_signs: [Fever of 103 °F]", "emergency_signs: [Fever of 104 °F]"),
            ["fever, emergency"],
        ),
    ],
)
def test_handout_when_it_contradicts_another_then_the_fact_is_named(code, fragments, keys, tmp_path):
    assert told(code, fragments, tmp_path) == keys


@pytest.mark.parametrize(
    ("code", "fragments"),
    [
        ("H370", pair(prepared("Stop eating.", "8 hours before"), "summary: Do not eat for 8 hours before.")),
        ("H370", pair("summary: Do not eat for 6 to 8 hours before.", "summary: Do not eat for 8 hours before.")),
        ("H370", pair("summary: Do not eat for 8 hours before.", "summary: Eat a light meal up to 6 hours before.")),
        ("H370", pair("summary: Do not eat for 8 hours before.", "language: es\nsummary: No coma 6 horas antes.")),
        ("H371", pair("summary: Stop aspirin 5 days before.", "do: [Keep taking aspirin.]")),
        ("H371", pair("summary: Do not take metformin.", "summary: Stop metformin 2 days before.")),
        ("H371", pair("summary: Stop warfarin 5 days before.", "summary: Ask us when to stop warfarin.")),
        ("H372", pair(back("driving", "24 hours"), back("driving", "1 day"))),
        ("H372", pair(back("driving", "24 hours"), back("driving", "ask us"))),
        ("H372", pair(back("driving", "24 hours"), "department: heart\n" + back("driving", "2 weeks"))),
        ("H372", pair(back("driving", "24 hours"), "summary: Do not drive for 2 weeks if you had a stroke.")),
        ("H373", pair("when_to_call: [Fever of 100.4 °F (38 °C)]", "when_to_call: [A temperature above 38 °C]")),
        ("H373", pair("when_to_call: [Fever of 100.4 °F]", "emergency_signs: [Fever of 103 °F]")),
    ],
)
def test_handouts_when_their_answers_can_all_be_right_then_they_pass(code, fragments, tmp_path):
    assert told(code, fragments, tmp_path) == []


def test_handout_when_it_differs_from_most_then_it_alone_is_found_with_the_place_of_another(tmp_path):
    days = ("1 day", "2 weeks", "1 day", "24 hours")
    fragments = "\n---\n".join(f"topic: t{at}\n{back('driving', each)}" for at, each in enumerate(days))

    (hit,) = hits("H372", fragments, tmp_path)

    assert hit.place.file == "content/ward/t1/en.yaml"
    assert hit.message.startswith("driving: “2 weeks” here, “1 day” in 3 others, such as content/ward/t0/en.yaml:")


def test_difference_when_it_is_meant_and_allowed_in_its_file_then_it_passes_whichever_file_comes_first(tmp_path):
    allowed = "\nchecks: {allow: [{code: H372, words: Driving, reason: The chest is open here}]}"
    one, other = back("driving", "6 weeks") + allowed, back("driving", "1 day")
    for fragments in (pair(one, other), pair(other, one)):
        done = side_by_side(subjects(fragments, tmp_path), whole=True)
        assert [finding.code for finding in done.findings if finding.code in ("H372", "H301")] == []
        assert [pardon.reason for pardon in done.pardons] == ["The chest is open here"]


@pytest.mark.parametrize("code", ["H370", "H371", "H372", "H373"])
def test_shipped_topics_when_laid_side_by_side_then_they_agree(code):
    assert shipped_subjects.found(code) == []
