"""What the shell completes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def completed(words: str, folder: Path = ROOT) -> tuple[list[str], str]:
    """Return what a shell gets for the last word, and what is said on standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "handouts"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "_HANDOUTS_COMPLETE": "complete_bash",
            "COMP_WORDS": f"handouts {words}",
            "COMP_CWORD": str(len(words.split(" "))),
        },
    )
    return done.stdout.splitlines(), done.stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("b", {"build"}),
        ("build cardiology/chronic", {"cardiology/chronic-total-occlusion"}),
        ("build --layout ", {"all", "large-print", "standard"}),
        ("build --department card", {"cardiology"}),
        ("build --page-size a", {"a4"}),
        ("build --lay", {"--layout"}),
        ("copy stand", {"standard"}),
        ("preview cardiology/chronic", {"cardiology/chronic-total-occlusion"}),
    ],
)
def test_words_when_the_shell_asks_then_it_gets_what_fits(words, expected):
    offered, said = completed(words)
    assert set(offered) == expected
    assert said == ""


def test_words_when_the_workspace_is_wrong_then_nothing_is_offered_and_nothing_said():
    assert completed("build --workspace nowhere card") == ([""], "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_when_installed_then_the_shell_gets_a_script(shell):
    done = subprocess.run(
        [sys.executable, "-m", "handouts"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "_HANDOUTS_COMPLETE": f"source_{shell}"},
    )
    assert f"complete_{shell}" in done.stdout
    assert done.stderr == ""
