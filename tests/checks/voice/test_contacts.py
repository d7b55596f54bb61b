from __future__ import annotations

import pytest

from tests.checks import shipped_subjects
from tests.checks.fragments import hits, told


def contact(phone: str, who: str = "Poison help line") -> str:
    return f"contacts: [{{who: {who}, phone: '{phone}'}}]"


@pytest.mark.parametrize(
    ("one", "other", "key"),
    [
        (contact("555-0100"), contact("555-0101"), "poison help line"),
        (contact("555-0100"), contact("(808) 555-0100"), "poison help line"),
        (contact("555-0100"), contact("555-0101", "Poison  help LINE"), "poison help line"),
        (contact("555-0111"), contact("{{ clinic.phone }}"), "poison help line"),
        (contact("+44 20 7946 0018"), contact("+44 20 7946 0019"), "poison help line"),
        ("language: es\n" + contact("555-0100"), "language: es\n" + contact("555-0101"), "poison help line"),
    ],
)
def test_contact_when_another_handout_has_another_number_then_it_is_found(one, other, key, tmp_path):
    (hit,) = hits("H376", f"{one}\n---\n{other}", tmp_path)
    assert hit.key == key
    assert "topic-2" in hit.place.file


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (contact("555-0100"), contact("555.0100")),
        (contact("1-808-555-0100"), contact("(808) 555-0100")),
        (contact("{{ clinic.phone }}"), contact("{{ clinic.phone }}")),
        (contact("{{ clinic.phone }}"), contact("555-0100")),
        (contact("555-0100"), contact("555-0101", "Nurse")),
        (
            "contacts: [{who: Nurse, phone: 555-0100}, {who: Nurse, phone: 555-0199, about: At night}]",
            contact("555-0100", "Nurse"),
        ),
    ],
)
def test_contact_when_the_number_is_the_same_or_of_another_service_then_it_passes(one, other, tmp_path):
    assert told("H376", f"{one}\n---\n{other}", tmp_path) == []


def test_shipped_topics_when_their_contacts_are_compared_then_they_agree():
    assert shipped_subjects.found("H376") == []
