"""Options of the whole test suite."""

from __future__ import annotations

import os
import tempfile

import pytest

from handouts.checks import registry
from tests import made_up_checks

# Compiled templates of a test never reach the user's own cache, nor come from it.
os.environ["XDG_CACHE_HOME"] = os.environ["LOCALAPPDATA"] = tempfile.mkdtemp(prefix="handouts-cache-")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run write the golden files anew, to be read as a change before they are kept."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the expected files of tests/golden, and the README's table of checks, anew",
    )


@pytest.fixture
def without_checks(monkeypatch):
    """Take every check away, for tests that are not about the words of their handouts."""
    registry.checks()
    monkeypatch.setattr(registry, "_CHECKS", {})


@pytest.fixture
def made_up(without_checks, monkeypatch):
    """Put checks of made-up words in the place of all others; see `tests.made_up_checks`."""
    monkeypatch.setattr(registry, "_CHECKS", made_up_checks.registered())
