"""Options of the whole test suite."""

from __future__ import annotations

import os
import tempfile

import pytest

from handouts.checks import registry
from handouts.checks.registry import Check
from tests import made_up_checks

# Compiled templates of a test never reach the user's own cache, nor come from it.
os.environ["XDG_CACHE_HOME"] = os.environ["LOCALAPPDATA"] = tempfile.mkdtemp(prefix="handouts-cache-")
# What a command says of the shipped handouts depends on the day, and a machine's clock may be wrong.
os.environ["HANDOUTS_TODAY"] = "2026-11-21"
# Whom a file lets in depends on what the user's shell takes away, which may be more than usual.
os.umask(0o022)


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
    # Their codes stay known: the shipped topics allow what some of them find.
    silent = {code: Check(check.rule) for code, check in registry.checks().items()}
    monkeypatch.setattr(registry, "_CHECKS", silent)


@pytest.fixture
def made_up(without_checks, monkeypatch):
    """Put checks of made-up words in the place of all others; see `tests.made_up_checks`."""
    monkeypatch.setattr(registry, "_CHECKS", made_up_checks.registered())
