"""Memory: what is made in order to write a file is freed by counting references, without searching for garbage."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


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
