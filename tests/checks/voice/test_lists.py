from __future__ import annotations

import pytest

from tests.checks import shipped_subjects
from tests.checks.fragments import hits, told


def pair(one: str, other: str) -> str:
    return f"topic: one\n{one}\n---\ntopic: two\n{other}"


@pytest.mark.parametrize(
    ("fragments", "sign", "file"),
    [
        (pair("emergency_signs: [Chest pain]", "when_to_call: [Chest pain]"), "chest pain", "two"),
        (pair("when_to_call: [Chest pain]", "emergency_signs: [Chest pain.]"), "chest pain", "one"),
        (pair("emergency_signs: [Fainting or a stiff neck]", "when_to_call: [A stiff neck]"), "a stiff neck", "two"),
        (
            pair("when_to_call: [Fever of 103 °F]", "emergency_signs: [Fever of 103 °F]"),
            "fever of 103 °f",
            "one",
        ),
        (
            pair("emergency_signs: [Bleeding that does not stop]", "when_to_call: [Bleeding that does not stop]"),
            "bleeding that does not stop",
            "two",
        ),
        (
            pair("language: es\nemergency_signs: [Dolor de pecho]", "language: es\nwhen_to_call: [Dolor de pecho]"),
            "dolor de pecho",
            "two",
        ),
    ],
)
def test_sign_when_it_stands_in_another_list_than_elsewhere_then_the_slower_one_is_found(
    fragments, sign, file, tmp_path
):
    (hit,) = hits("H374", fragments, tmp_path)
    assert hit.key == sign
    assert f"/{file}/" in hit.place.file


def test_sign_when_most_handouts_have_it_for_the_clinic_then_the_other_one_is_found(tmp_path):
    called, urgent = "when_to_call: [A rash]", "emergency_signs: [A rash]"
    fragments = "\n---\n".join(f"topic: t{at}\n{each}" for at, each in enumerate((urgent, called, called)))

    (hit,) = hits("H374", fragments, tmp_path)

    assert hit.place.file == "content/ward/t0/en.yaml"
    assert "“emergency_signs” here, in “when_to_call” in 2 others" in hit.message


@pytest.mark.parametrize(
    "fragments",
    [
        pair("emergency_signs: [Chest pain]", "emergency_signs: [Chest pain]"),
        pair("emergency_signs: [Strong chest pain]", "when_to_call: [Mild chest pain]"),
        pair("emergency_signs: [Chest pain]", "language: es\nwhen_to_call: [Chest pain]"),
        pair("emergency_signs: [Chest pain]", "when_to_call: ['Chest pain, if it goes away']"),
    ],
)
def test_sign_when_it_is_the_same_everywhere_or_another_then_it_passes(fragments, tmp_path):
    assert told("H374", fragments, tmp_path) == []


def test_shipped_topics_when_their_signs_are_compared_then_they_agree():
    assert shipped_subjects.found("H374") == []
