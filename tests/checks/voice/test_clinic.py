from __future__ import annotations

import pytest

from tests.checks import shipped_subjects
from tests.checks.fragments import hits, told

AMERICAN = (
    "\nclinic: {phones: {questions: 555-0142, nights_and_weekends: 555-0199},"
    " emergency: {number: '911', wording: Call 911}}"
)
BRITISH = "\nclinic: {emergency: {number: '999', wording: Call 999 right away}}"


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Call 555-0142.", "555-0142"),
        ("Call us at 555.0142 at any hour.", "555.0142"),
        ("At night, call 555-0199.", "555-0199"),
        ("Call the pharmacy at (808) 555-0111.", "(808) 555-0111"),
        ("Call +1 808 555 0111.", "+1 808 555 0111"),
        ("Call +44 20 7946 0018.", "+44 20 7946 0018"),
        ("Call 5550142.", "5550142"),
        ("Call 8085550111 at night.", "8085550111"),
        ("Call 1-800-FLOWERS.", "1-800-FLOWERS"),
        ("Call 800-555-HELP now.", "800-555-HELP"),
        ("Call 1-800-QUIT-NOW.", "1-800-QUIT-NOW"),
        ("Your code is 5550142.", "5550142"),
        ("The pharmacy has 8085550111.", "8085550111"),
        ("Call 911.", "911"),
        ("Text 911.", "911"),
        ("[Call](tel:+18085550111) us.", "+18085550111"),
        ("language: es\nsummary: Llame al 555-0142.", "555-0142"),
        ("language: es\nsummary: Llame al 911.", "911"),
        ("contacts: [{who: Nurse, phone: 555-0142}]", "555-0142"),
    ],
)
def test_phone_number_when_written_out_then_it_is_found(sentence, number, tmp_path):
    keyed = sentence if ": " in sentence.split(" ")[0] + " " else f"summary: '{sentence}'"
    assert told("H362", keyed + AMERICAN, tmp_path) == [number]


@pytest.mark.parametrize(
    "sentence",
    [
        "Call {{ clinic.phone }}.",
        "Call {{ clinic.emergency }}.",
        "Your pulse is above 112.",
        "The study had 911 people.",
        "Open from 8:00-16:30, in 2020-2024.",
        "Call the poison help line at 1-800-222-1222.",
        "Use 100-200 mg, at most 1,000 mg.",
        "Bring card 12345678 and form 123456.",
        "Call 1-800-222-1222, the poison help line, within 1,234,567 minutes.",
        "Room 800-A is on floor 8.",
        "Bring form 12-3456.",
        "Your case number is 1234567. The medical record number is 7654321.",
        "Use the code 5551234, or form 1045678.",
        "We used this in 2500000 people. It costs $1234567. It has 1234567 units.",
        "METFORMIN 850 TABLETS are in room 812 RADIOLOGY. Take 800 IBUPROFEN.",
        "Su número de caso es 1234567.",
    ],
)
def test_number_when_it_is_not_the_clinics_phone_then_it_passes(sentence, tmp_path):
    assert told("H362", f"summary: '{sentence}'" + AMERICAN, tmp_path) == []
    assert told("H362", "contacts: [{who: Pharmacy, phone: 808-555-0111}]" + AMERICAN, tmp_path) == []


def test_phone_number_when_it_is_the_clinics_then_the_placeholder_is_named(tmp_path):
    (hit,) = hits("H362", "summary: Call 555-0199." + AMERICAN, tmp_path)
    assert "“{{ clinic.nights }}”" in hit.hint
    (hit,) = hits("H362", "summary: Call 555-0100." + AMERICAN, tmp_path)
    assert "“contacts”" in hit.hint


@pytest.mark.parametrize(
    ("fragment", "number"),
    [
        ("summary: Call 999 if you faint." + AMERICAN, "999"),
        ("summary: Call 911 if you faint." + BRITISH, "911"),
        ("emergency_signs: [Chest pain. Dial 112.]" + AMERICAN, "112"),
        ("summary: Call an ambulance on 000." + AMERICAN, "000"),
        ("summary: Text 999 if you cannot speak." + AMERICAN, "999"),
        ("summary: Call the emergency number 112 now." + AMERICAN, "112"),
        ("language: es\nsummary: Llame al 112." + AMERICAN, "112"),
        ("language: es\nsummary: Marque el número 999." + AMERICAN, "999"),
    ],
)
def test_emergency_number_when_of_another_country_then_it_is_found(fragment, number, tmp_path):
    assert told("H363", fragment, tmp_path) == [number]


@pytest.mark.parametrize(
    "sentence",
    [
        "Call 911 if you faint.",
        "Call us if your pulse is above 112.",
        "Call if your blood sugar is 112 or more.",
        "It cost 999 dollars.",
        "Call 999-0142.",
        "Take 112 mg.",
    ],
)
def test_emergency_number_when_it_is_the_clinics_or_none_then_it_passes(sentence, tmp_path):
    assert told("H363", f"summary: {sentence}" + AMERICAN, tmp_path) == []


@pytest.mark.parametrize("code", ["H362", "H363"])
def test_shipped_topics_when_read_for_numbers_then_there_are_none(code):
    assert shipped_subjects.found(code) == []
