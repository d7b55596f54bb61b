from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from tests.shipped import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX systems")

# Stands in for the module that takes long to import: it waits for the signal, as an import may when it comes.
_INTERRUPTED = """
import os, signal, sys, types

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "handouts.cli.app":
            os.kill(os.getpid(), signal.SIGINT)
        return None

sys.meta_path.insert(0, Finder())
sys.argv = ["handouts", "--version"]
from handouts.cli.start import main
main()
"""


def _run(code, before=None):
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=before)


def test_main_when_interrupted_while_it_is_imported_then_it_ends_without_a_traceback():
    ended = _run(_INTERRUPTED)

    assert ended.returncode == -signal.SIGINT
    assert (ended.stdout, ended.stderr) == ("", "")


def test_main_when_interrupts_are_ignored_then_they_stay_so():
    ended = _run(_INTERRUPTED, lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))

    assert ended.returncode == 0
    assert ended.stdout.startswith("handouts ")


def test_main_when_everything_is_imported_then_interrupts_raise_as_ever():
    code = (
        "import signal, handouts.cli.app as app\n"
        "app.main = lambda: print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)\n"
        "from handouts.cli.start import main\n"
        "main()\n"
    )

    assert _run(code).stdout == "True\n"
