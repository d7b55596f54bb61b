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
        "app.main = lambda: print(signal.getsignal(signal.SIGINT) is signal.default_int_handler) or 0\n"
        "from handouts.cli.start import main\n"
        "main()\n"
    )

    assert _run(code).stdout == "True\n"


def test_main_when_it_ends_then_does_all_that_is_due_and_takes_nothing_apart():
    code = (
        "import atexit, sys, threading, time, handouts.cli.app as app\n"
        "class Held:\n"
        "    def __del__(self):\n"
        "        print('taken apart')\n"
        "held = Held()\n"
        "def run():\n"
        "    atexit.register(print, 'at exit')\n"
        "    threading.Thread(target=lambda: (time.sleep(0.3), print('thread'))).start()\n"
        "    sys.stderr.write('no line end')\n"
        "    return 3\n"
        "app.main = run\n"
        "from handouts.cli.start import main\n"
        "main()\n"
    )
    ended = _run(code)

    assert (ended.returncode, ended.stdout, ended.stderr) == (3, "thread\nat exit\n", "no line end")


def test_main_when_it_fails_then_ends_as_python_does():
    ended = _run(
        "import handouts.cli.app as app\napp.main = lambda: 1 / 0\nfrom handouts.cli.start import main\nmain()\n"
    )

    assert (ended.returncode, "ZeroDivisionError" in ended.stderr) == (1, True)
