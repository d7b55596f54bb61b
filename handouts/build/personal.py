"""Personal copies: what stands in one of them alone, and the care that it gets onto the page and into nothing else.

What goes wrong after the personal values have come in is told without a word of them: messages of templates, of the
parser and of the writer may quote what they stumbled over.
"""

from __future__ import annotations

import contextlib
import traceback
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from handouts.errors import ContentError, HandoutsError, OutputError
from handouts.findings import Finding, Place

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator

NOT_SET = "H592"
NO_GLYPH = "H401"

# These speak of the content, of the clinic's file or of the system alone.
_SAFE = frozenset(("H214", "H215", "H240"))
# These speak of the appointment in words that hold nothing of it, and of the place of a file whose name may.
_SAFE_AT_ROW = frozenset(("H241", "H242", "H521", "H522", "H523", "H524", "H525"))


class Personal(Struct, frozen=True):
    """What one personal copy has beyond the handout; whatever is not known stays a line to write on."""

    file: str
    """Where the copy stands below the output folder, with ``/``; nothing in it may tell of the person."""
    row: Place
    """Where a list has the person; all that a message may say."""
    day: datetime.date | None = None
    start: datetime.time | None = None
    """When the procedure begins."""
    arrive: datetime.time | None = None
    place: str = ""
    clinician: str = ""
    password: str = ""
    """Opens the file; empty leaves it open to all."""

    def __repr__(self) -> str:
        """Return the line of the list and nothing else."""
        return f"Personal({self.row})"


class FaultInCopy(Exception):  # noqa: N818  it stands for a fault of any name
    """A mistake of the program in a personal copy: where it happened, without the message."""

    def __init__(self, kind: str, trace: str) -> None:
        super().__init__(kind)
        self.kind = kind
        """The name of the exception's class."""
        self.trace = trace
        """The lines of the program that it came through."""

    def __str__(self) -> str:
        return f"{self.kind}\n{self.trace}"


@contextlib.contextmanager
def discreetly(personal: Personal | None) -> Iterator[None]:
    """Let no error out that quotes a personal value; nothing changes where there is none.

    Raises:
        HandoutsError: what the inner block raised, told without values.
        FaultInCopy: the inner block raised something else.
    """
    if personal is None:
        yield
        return
    try:
        with without_words():
            yield
    except HandoutsError as error:
        kind = OutputError if isinstance(error, OutputError) else ContentError
        raise kind(_discreet(error, personal)) from None


@contextlib.contextmanager
def without_words() -> Iterator[None]:
    """Let no mistake of the program out with its message, which may quote a personal value.

    Raises:
        FaultInCopy: the inner block raised something else than a `HandoutsError`.
    """
    try:
        yield
    except HandoutsError:
        raise
    except Exception as fault:  # noqa: BLE001  whatever it says may quote the page
        raise FaultInCopy(type(fault).__name__, "".join(traceback.format_tb(fault.__traceback__))) from None


def _discreet(error: HandoutsError, personal: Personal) -> Iterable[Finding]:
    characters: tuple[str, ...] = getattr(error, "characters", ())
    if characters:
        yield from _without_glyph(characters, personal)
        return
    for finding in error.findings:
        if finding.code in _SAFE:
            yield finding
        elif finding.code in _SAFE_AT_ROW:
            yield replace(finding, place=personal.row)
        else:
            message = f"the page cannot be made with what this row says ({finding.code} at {finding.place})"
            hint = "The handout without it is right, so look at the row first, then at the layout"
            yield Finding(NOT_SET, message, personal.row, hint)


def _without_glyph(characters: Iterable[str], personal: Personal) -> Iterator[Finding]:
    """Tell where the characters stand, by number: a name may be two of them long."""
    lost = {each for cluster in characters for each in cluster}
    hint = "Write it in other characters, or add a font that has them to the layout"
    values = {"place": personal.place, "clinician": personal.clinician}
    told = False
    for column, value in values.items():
        at = [str(number) for number, character in enumerate(value, start=1) if character in lost]
        if at:
            what = "character" if len(at) == 1 else "characters"
            message = f"no font of the layout has {what} {', '.join(at)} of “{column}”"
            yield Finding(NO_GLYPH, message, personal.row, hint)
            told = True
    if not told:
        yield Finding(NO_GLYPH, "no font of the layout has a character of this copy", personal.row, hint)
