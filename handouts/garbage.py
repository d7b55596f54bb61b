"""Memory: what is made in order to write a file is freed by counting references, without searching for garbage."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


_NEW_OBJECTS = 50_000
"""After so many more objects the search begins, where Python's usual 700 would be a handful of sentences."""
_postponed = False


def postpone() -> None:
    """Look for no garbage until `resume`.

    What a process makes until then are modules and what they hold: a hundred thousand objects that all stay. Looking
    through them again and again is a twentieth of a cold start.
    """
    global _postponed  # noqa: PLW0603  of the process, as the search itself is
    _postponed = True
    gc.disable()
    gc.set_threshold(_NEW_OBJECTS)


def resume() -> None:
    """Look for garbage from now on, but not among what is there already; without `postpone` before, do nothing."""
    global _postponed  # noqa: PLW0603  as above
    if _postponed:
        _postponed = False
        gc.freeze()
        gc.enable()


@contextmanager
def uncollected() -> Iterator[None]:
    """Make a file without looking for garbage.

    What is made lives until the file is there: looking through it meanwhile finds none, and takes a tenth of the
    time. Whoever works inside this leaves no objects that hold each other.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
