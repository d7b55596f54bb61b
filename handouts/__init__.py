"""Plain-language handouts about medical procedures: structured content in, one accessible PDF out.

The Python door does what the command line does::

    import datetime

    from handouts import Request, build, check

    request = Request("cardiology/chronic-total-occlusion", today=datetime.date(2026, 11, 21))
    problems = check(request)  # nothing is written
    outcome = build(request)  # output/cardiology/chronic-total-occlusion.en.standard.pdf
    if not outcome.ok:
        for finding in outcome.findings:
            print(finding, finding.hint)

`plan` turns a `Selection` (several topics, departments, layouts, languages, or all of them) into
requests, and `build_all` builds them, so that one bad handout never stops another.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handouts.build import Outcome, Plan, Request, Selection, Shelf, build, build_all, check, plan
    from handouts.errors import HandoutsError
    from handouts.findings import Finding, Severity

__version__ = "0.1.0"

__all__ = [
    "Finding",
    "HandoutsError",
    "Outcome",
    "Plan",
    "Request",
    "Selection",
    "Severity",
    "Shelf",
    "__version__",
    "build",
    "build_all",
    "check",
    "plan",
]

_ELSEWHERE = {"Finding": "handouts.findings", "HandoutsError": "handouts.errors", "Severity": "handouts.findings"}


def __getattr__(name: str) -> Any:
    """Import a name of the door when it is first asked for, so that importing the package costs nothing."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    module = importlib.import_module(_ELSEWHERE.get(name, "handouts.build"))
    # `handouts.build` is the module and can be called; see there.
    return module if name == "build" else getattr(module, name)


def __dir__() -> list[str]:
    """Return the names of the door."""
    return __all__
