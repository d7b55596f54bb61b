"""The shipped topics as subjects of checks."""

from __future__ import annotations

import functools

from handouts.checks.registry import checks
from handouts.checks.subject import Subject, subject
from tests import shipped


@functools.cache
def subjects() -> tuple[Subject, ...]:
    """Return every shipped topic as the patients of the shipped clinic read it."""
    space, shelf = shipped.workspace(), shipped.shelf()
    clinic = shelf.clinic(space, None).clinic
    return tuple(subject(shelf.handout(space, file), clinic) for file in space.topics())


def found(code: str) -> list[str]:
    """Return what one check says of all of them, with its place."""
    check = checks()[code]
    if check.of_many:
        hits = list(check.of_many(subjects()))
    else:
        assert check.of_one
        hits = [hit for one in subjects() for hit in check.of_one(one)]
    return [f"{hit.place} {hit.message}" for hit in hits]
