"""The rows of a list, kept short: a request is made of one when its turn comes.

A hundred thousand documents would not fit into memory; a hundred thousand short texts do.
"""

from __future__ import annotations

import datetime
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from msgspec.structs import replace

from handouts.build.personal import Personal
from handouts.build.request import SUFFIX, Request
from handouts.findings import Place
from handouts.save import name

if TYPE_CHECKING:
    from collections.abc import Collection

    from handouts.batch.merge.cells import Values

FOLDER = "merge"
"""The folder of all personal copies below the output folder."""

_FIELDS = ("day", "start", "arrive", "place", "clinician", "password")


class Kind(NamedTuple):
    """What the copies of several rows share."""

    topic: str
    language: str
    layout: str
    page_size: str | None


class Told(NamedTuple):
    """What may be told of a row: never anything that it says of a person."""

    line: int
    id: str
    """Only a random one: an id that somebody gave may be the number of a person."""
    kind: Kind


class Rows(Sequence[Request]):
    """The requests of a list, those of one kind in a row, so that a process reads what they share once."""

    def __init__(self, template: Request, shown: str, list_name: str) -> None:
        """Begin without rows.

        Args:
            template: what all requests share.
            shown: the list, as findings name it.
            list_name: the folder of the copies.
        """
        self._template = template
        self._shown = shown
        self._name = list_name
        self._packed: list[str] = []
        self._lines = array("Q")
        self._kind_of = array("L")
        self._order = array("L")
        self._kinds: dict[Kind, int] = {}

    @property
    def kinds(self) -> list[Kind]:
        """Return the kinds of all rows."""
        return list(self._kinds)

    def add(self, line: int, identity: str, *, given: bool, kind: Kind, values: Values) -> None:
        """Take in a row that is right."""
        times = (each.isoformat() if each else "" for each in (values.day, values.start, values.arrive))
        texts = (values.texts.get("place", ""), values.texts.get("clinician", ""), values.password)
        # No cell has this character: it shows nothing.
        self._packed.append("\0".join((identity, "given" if given else "", *times, *texts)))
        self._lines.append(line)
        self._kind_of.append(self._kinds.setdefault(kind, len(self._kinds)))

    def sort(self, without: Collection[Kind] = ()) -> None:
        """Bring the rows into the order in which they are built, and leave those of some kinds out."""
        left = {self._kinds[kind] for kind in without}
        kept = (index for index in range(len(self._packed)) if self._kind_of[index] not in left)
        self._order = array("L", sorted(kept, key=lambda index: self._kind_of[index]))

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, index: int) -> Request: ...
    @overload
    def __getitem__(self, index: slice) -> list[Request]: ...
    def __getitem__(self, index: int | slice) -> Request | list[Request]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        at = self._order[index]
        identity, _, *rest = self._packed[at].split("\0")
        values: dict[str, Any] = dict(zip(_FIELDS, rest, strict=True))
        values["day"] = datetime.date.fromisoformat(values["day"]) if values["day"] else None
        for each in ("start", "arrive"):
            values[each] = datetime.time.fromisoformat(values[each]) if values[each] else None
        kind = self.kinds[self._kind_of[at]]
        row = Place(self._shown, self._lines[at])
        return self.request(kind, Personal(file=file_of(self._name, identity, kind.topic), row=row, **values))

    def request(self, kind: Kind, personal: Personal | None = None) -> Request:
        """Return the request of a kind, for one person or for nobody."""
        return replace(
            self._template,
            topic=kind.topic,
            language=kind.language,
            layout=kind.layout,
            page_size=kind.page_size,
            personal=personal,
        )

    def told(self, index: int) -> Told:
        """Return what may be told of the row of a request."""
        at = self._order[index]
        identity, given, _ = self._packed[at].split("\0", 2)
        return Told(self._lines[at], "" if given else identity, self.kinds[self._kind_of[at]])

    def ids(self) -> set[str]:
        """Return the ids of all requests."""
        return {self._packed[at].partition("\0")[0] for at in self._order}

    def lines(self, kind: Kind) -> list[int]:
        """Return the lines of the rows of a kind."""
        number = self._kinds[kind]
        return [line for line, each in zip(self._lines, self._kind_of, strict=True) if each == number]


def file_of(list_name: str, identity: str, topic: str) -> str:
    """Return where a copy stands below the output folder: ``merge/list/id.department.topic.pdf``."""
    department, _, bare = topic.partition("/")
    return f"{FOLDER}/{name(list_name, identity, (department, bare), SUFFIX)}"
