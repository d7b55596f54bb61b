"""Handouts made of a few words, see `tests.checks.examples`."""

from __future__ import annotations

import pytest

from tests.checks import examples


@pytest.fixture
def handout(tmp_path):
    """Return a function that makes the smallest handout with a fragment laid over it."""
    return lambda fragment="", **more: examples.made(fragment or "title: Opening a narrow tube", tmp_path, **more)[0]


@pytest.fixture
def handouts(tmp_path):
    """Return a function that makes several handouts of fragments that a line ``---`` parts."""
    return lambda fragments, **more: examples.subjects(fragments, tmp_path, **more)


@pytest.fixture
def with_settings(tmp_path):
    """Return a function that makes a handout and the settings that its fragment brings along."""
    return lambda fragment, **more: examples.made(fragment, tmp_path, **more)
