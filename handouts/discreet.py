"""Structs that do not say everything of themselves: what is private, and what would fill a screen."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct


class Discreet(Struct, frozen=True):
    """A struct whose `repr`, which may come into a log or a message, leaves fields out."""

    _unsaid: ClassVar[tuple[str, ...]] = ()
    """The names of those fields."""

    def __repr__(self) -> str:
        """Return the class and the other fields."""
        said = [f"{name}={getattr(self, name)!r}" for name in self.__struct_fields__ if name not in self._unsaid]
        return f"{type(self).__name__}({', '.join(said)})"
