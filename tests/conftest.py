"""Options of the whole test suite."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

# Compiled templates of a test never reach the user's own cache, nor come from it.
os.environ["XDG_CACHE_HOME"] = os.environ["LOCALAPPDATA"] = tempfile.mkdtemp(prefix="handouts-cache-")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run write the golden files anew, to be read as a change before they are kept."""
    parser.addoption("--update-golden", action="store_true", help="write the expected files of tests/golden anew")
