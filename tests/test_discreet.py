from __future__ import annotations

from typing import ClassVar

from handouts.discreet import Discreet


class Patient(Discreet, frozen=True):
    room: int
    name: str = ""
    _unsaid: ClassVar[tuple[str, ...]] = ("name",)


def test_repr_when_a_field_is_unsaid_then_the_others_alone_are_said():
    patient = Patient(5, "Ada Byron")
    assert repr(patient) == f"{patient}" == "Patient(room=5)"


def test_equal_when_an_unsaid_field_differs_then_they_are_not():
    assert Patient(5, "Ada") == Patient(5, "Ada")
    assert Patient(5, "Ada") != Patient(5, "Eve")
