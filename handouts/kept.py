"""Answers kept: what was worked out before, for what is looked up by the thousand."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

V = TypeVar("V")

MOST = 15_000
"""More than the different words of a department of five hundred topics."""


class Kept(dict[str, V]):
    """A memory of what a function says of texts; a dictionary, because that is the quickest to look into."""

    def __init__(self, make: Callable[[str], V], most: int = MOST) -> None:
        """Begin empty.

        Args:
            make: works an answer out.
            most: answers kept; beyond that the memory begins anew.
        """
        super().__init__()
        self._make = make
        self.most = most

    def __missing__(self, text: str) -> V:
        # Worked out first, for that may itself ask for other texts.
        value = self._make(text)
        if len(self) >= self.most:
            self.clear()
        self[text] = value
        return value
