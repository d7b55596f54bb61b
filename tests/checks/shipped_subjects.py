"""The shipped topics as subjects of checks."""

from __future__ import annotations

import functools

from handouts.checks.subject import Subject, subject
from tests import shipped


@functools.cache
def subjects() -> tuple[Subject, ...]:
    """Return every shipped topic as the patients of the shipped clinic read it."""
    space, shelf = shipped.workspace(), shipped.shelf()
    clinic = shelf.clinic(space, None).clinic
    return tuple(subject(shelf.handout(space, file), clinic) for file in space.topics())
