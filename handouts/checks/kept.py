"""What was worked out of a word before, for each word of each handout is looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

V = TypeVar("V")

MOST = 15_000
"""Words kept; beyond that the memory begins anew."""


class Kept(dict[str, V]):
    """A memory of what a function says of words; a dictionary, because that is the quickest to look into."""

    def __init__(self, make: Callable[[str], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> V:
        if len(self) > MOST:
            self.clear()
        value = self[word] = self._make(word)
        return value
