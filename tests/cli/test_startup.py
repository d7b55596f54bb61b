"""What is not imported: start-up time is spent on what a command needs, and on nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
NETWORK = {"ssl", "http.client", "urllib.request", "asyncio"}
READERS = {"pydantic", "yaml", "handouts.content.handout", "handouts.yamlfile"}
WRITERS = {
    "deflate",
    "jinja2",
    "reportlab",
    "uharfbuzz",
    "svglib",
    "PIL",
    "handouts.layouts",
    "handouts.pdf",
    "pypdfium2",
}
NEVER = {"rich", "pygments", "markdown_it", "reportlab.platypus", *NETWORK}

_PROBE = """
import json, sys
from handouts.cli import app
code = app.run(sys.argv[1:])
print("\\n" + json.dumps([int(code), sorted(sys.modules)]))
"""


def imported(*words: str, **environment: str) -> set[str]:
    """Return the modules that a command has imported at its end."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", _PROBE, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "HANDOUTS_TODAY": "2026-11-21", **environment},
    )
    code, modules = json.loads(done.stdout.splitlines()[-1])
    assert code == 0, done.stderr
    assert {"typer", "handouts.cli.app"} <= set(modules)
    return set(modules)


@pytest.mark.parametrize("words", [["--help"], ["--version"]])
def test_help_when_shown_then_reads_and_writes_nothing(words):
    assert imported(*words) & (READERS | WRITERS | NEVER | {"handouts.build", "handouts.workspace"}) == set()


def test_list_when_printed_then_needs_no_writer():
    modules = imported("list")
    assert modules >= READERS
    assert modules & (WRITERS | NEVER) == set()


def test_find_when_printed_then_needs_no_writer():
    assert imported("find", "artery") & (WRITERS | NEVER) == set()


def test_schema_when_printed_then_needs_no_writer():
    assert imported("schema") & (WRITERS | NEVER) == set()


def test_build_when_done_then_has_imported_no_other_command_nor_what_it_never_needs(tmp_path):
    modules = imported("build", "chronic-total-occlusion", "--output", str(tmp_path))
    assert {"handouts.pdf", "handouts.layouts", "reportlab"} <= modules
    others = {"handouts.cli.starter", "handouts.cli.preview", "handouts.cli.schemas", "handouts.content.rules"}
    never = {"rich", "pygments", "markdown_it", "pypdfium2", "svglib", "asyncio", "multiprocessing"}
    assert modules & (never | others) == set()


def test_build_when_nothing_changed_then_needs_no_writer(tmp_path):
    words = ["build", "--output", str(tmp_path)]
    assert "reportlab" in imported(*words)
    assert imported(*words) & (WRITERS | NEVER | {"handouts.content.handout", "watchfiles"}) == set()


def test_package_when_imported_then_imports_nothing_else():
    code = "import sys, handouts; print([name for name in sys.modules if name.startswith('handouts.')])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
