"""Where the command begins: before anything that takes time is imported."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import sys
from typing import NoReturn

from handouts import garbage

_codes: list[int] = []
"""The exit code, once the command has come to its end."""


def _leave() -> None:
    """End a process whose command has come to its end, as it is.

    Python would take apart all that the process holds, piece by piece, and look for garbage before that; the system
    frees it at once. It is a hundredth of a batch, and more of a command that prints a line.
    """
    if _codes:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError, AttributeError):  # a reader may have gone away
                stream.flush()
        os._exit(_codes[0])


def main() -> NoReturn:
    """Run the command of this process.

    Until everything is imported, Ctrl-C ends the process as the system does it: quietly, with nothing
    begun. Python would show a traceback of whatever import it came in.
    """
    garbage.postpone()
    # What is registered first comes last: by then all threads have ended, and whatever else is due at the end is done.
    atexit.register(_leave)
    usual = signal.getsignal(signal.SIGINT)
    # Where whoever started it has it ignored (nohup, a job in the background), it stays so.
    if usual is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Pydantic would read the entry points of every installed package, which takes as long as a handout or two.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from handouts.cli import app

    signal.signal(signal.SIGINT, usual)
    code = app.main()
    _codes.append(code)
    sys.exit(code)
