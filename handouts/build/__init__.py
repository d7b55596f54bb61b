"""Build: from a request to a saved handout, the only part that knows all five stages.

In come `Request`s, out come `Outcome`s: load, render, parse, write, save. `plan` makes requests
of a `Selection`; a `Shelf` keeps what several handouts of one run share.

The package is named as its main verb, so ``from handouts import build`` finds this module, and
this module can be called: ``handouts.build(request)`` is ``handouts.build.build(request)``.
"""

from __future__ import annotations

import sys
import types
from typing import TYPE_CHECKING

from handouts.lazy import attributes

if TYPE_CHECKING:
    from handouts.build.approving import Approved, Signature, approve
    from handouts.build.copies import COPIED_FROM, changed_originals
    from handouts.build.packet import PacketOutcome, build_packet
    from handouts.build.packet_request import PacketRequest
    from handouts.build.request import Facts, Outcome, Request, parse_appointment
    from handouts.build.selection import Plan, Selection, plan
    from handouts.build.shelf import Shelf
    from handouts.build.stages import PLACEHOLDER, build, build_all, check

__all__ = [
    "COPIED_FROM",
    "PLACEHOLDER",
    "Approved",
    "Facts",
    "Outcome",
    "PacketOutcome",
    "PacketRequest",
    "Plan",
    "Request",
    "Selection",
    "Shelf",
    "Signature",
    "approve",
    "build",
    "build_all",
    "build_packet",
    "changed_originals",
    "check",
    "parse_appointment",
    "plan",
]

_HOME = {
    "COPIED_FROM": "copies",
    "PLACEHOLDER": "stages",
    "Approved": "approving",
    "Facts": "request",
    "Outcome": "request",
    "PacketOutcome": "packet",
    "PacketRequest": "packet_request",
    "Plan": "selection",
    "Request": "request",
    "Selection": "selection",
    "Shelf": "shelf",
    "Signature": "approving",
    "approve": "approving",
    "build": "stages",
    "build_all": "stages",
    "build_packet": "packet",
    "changed_originals": "copies",
    "check": "stages",
    "parse_appointment": "request",
    "plan": "selection",
}


# Listing topics needs no layouts.
__getattr__ = attributes(__name__, _HOME)


def __dir__() -> list[str]:
    """Return the public names."""
    return __all__


class _Verb(types.ModuleType):
    """A module that does what it is named for when it is called."""

    def __call__(self, request: Request, shelf: Shelf | None = None) -> Outcome:
        """Build one handout; see `handouts.build.stages.build`."""
        outcome: Outcome = self.build(request, shelf)
        return outcome


# Importing a submodule binds it in its package, so `handouts.build` would be a function or a
# module by chance of what was imported before. This way it is both.
sys.modules[__name__].__class__ = _Verb
