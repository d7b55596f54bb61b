"""Where the command begins: before anything that takes time is imported."""

from __future__ import annotations

import os
import signal
from typing import NoReturn

from handouts import garbage


def main() -> NoReturn:
    """Run the command of this process.

    Until everything is imported, Ctrl-C ends the process as the system does it: quietly, with nothing
    begun. Python would show a traceback of whatever import it came in.
    """
    garbage.postpone()
    usual = signal.getsignal(signal.SIGINT)
    # Where whoever started it has it ignored (nohup, a job in the background), it stays so.
    if usual is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Pydantic would read the entry points of every installed package, which takes as long as a handout or two.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from handouts.cli import app

    signal.signal(signal.SIGINT, usual)
    app.main()
