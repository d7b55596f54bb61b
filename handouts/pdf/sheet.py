"""The sheet: pages painted one after the other, and the file that holds them.

A file is written small (object streams, ISO 32000-1 7.5.7; a tag tree is a third of it otherwise), archival (an
end-of-line before every ``endstream``, PDF/A-2 6.1.7.1) and repeatable: it knows no clock.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import operator
import struct
from collections.abc import Callable, Iterable, Sequence  # noqa: TC003  annotations stay readable at run time

from handouts.pdf.streams import deflated

_OBJECTS_PER_STREAM = 200
# The second line tells file-transfer programs that this is binary (PDF/A-2 6.1.2).
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


@functools.lru_cache(maxsize=256)
def _shape(entries: str, operators: str) -> bytes:
    """Return the stream of a shape that every handout has (dots, a clinic's QR code); deflated once a process."""
    return deflated(entries, operators.encode("ascii"))


class File:
    """The objects of a file, numbered from 1 in the order in which they are added."""

    def __init__(self, language: str) -> None:
        """Begin a file.

        Args:
            language: BCP 47 tag of its text.
        """
        self._bodies: list[str] = []
        self._streams: dict[int, bytes] = {}
        """The objects that are streams, a few of some hundred, by number; their bodies are empty."""
        self.catalog = {"Type": "/Catalog", "Lang": f"({language})"}
        """Entries of the document catalog (ISO 32000-1 7.7.2); `finish_pages` adds the pages."""
        self.information = "<<>>"
        """The document information dictionary."""

    @property
    def coming(self) -> int:
        """Return the number that the next object will have."""
        return len(self._bodies) + 1

    def add(self, body: str | bytes) -> int:
        """Add an object and return its number; a stream comes as bytes (see `stream`), anything else as text."""
        if isinstance(body, str):
            self._bodies.append(body)
            return len(self._bodies)
        self._bodies.append("")
        number = len(self._bodies)
        self._streams[number] = body
        return number

    def add_all(self, bodies: Iterable[str]) -> None:
        """Add objects that are no streams, numbered from `coming`."""
        self._bodies += bodies

    def reserve(self) -> int:
        """Return a number for an object that is known later; `put` must follow."""
        return self.add("")

    def put(self, number: int, body: str) -> None:
        """Add the object that a number was reserved for."""
        self._bodies[number - 1] = body

    def data(self) -> bytes:
        """Return the bytes of the file."""
        catalog = self.add(f"<<{''.join([f'/{key} {value}' for key, value in self.catalog.items()])}>>")
        information = self.add(self.information)
        coming = self.coming
        count = len(self._bodies) - len(self._streams)
        # Rows of the cross-reference stream (ISO 32000-1 table 18): object streams hold all but the other streams.
        holders = range(coming, coming + -(-count // _OBJECTS_PER_STREAM))
        places = itertools.product((2,), holders, range(_OBJECTS_PER_STREAM))
        rows = [(0, 0, 65535), *itertools.islice(places, count)]
        parts, at = [_HEADER], len(_HEADER)
        for number, stream in self._streams.items():
            rows.insert(number, (1, at, 0))
            parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, stream))
            at += len(parts[-1])
        numbers = [*range(1, coming)]
        texts = self._bodies.copy()
        for number in reversed(self._streams):
            del numbers[number - 1], texts[number - 1]
        for start in range(0, count, _OBJECTS_PER_STREAM):
            end = start + _OBJECTS_PER_STREAM
            rows.append((1, at, 0))
            parts.append(b"%d 0 obj\n%s\nendobj\n" % (coming, _packed(numbers[start:end], texts[start:end])))
            at += len(parts[-1])
            coming += 1
        rows.append((1, at, 0))
        body = b"".join(parts)
        # PDF/A-2 6.1.3 wants an /ID; made from the content, it is the same for the same handout.
        identity = hashlib.sha256(body).hexdigest()[:32].upper()
        head = f"/Type/XRef/Size {coming + 1}/W[1 4 2]/Root {catalog} 0 R/Info {information} 0 R"
        packed = struct.pack(f">{'BIH' * len(rows)}", *itertools.chain.from_iterable(rows))
        table = deflated(f"{head}/ID[<{identity}><{identity}>]", packed)
        return b"%s%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (body, coming, table, at)


def _packed(numbers: Sequence[int], bodies: Sequence[str]) -> bytes:
    """Return an object stream (ISO 32000-1 7.5.7)."""
    ends = itertools.accumulate(map(len, bodies), initial=0)
    places = map(operator.add, ends, itertools.count())  # a line-end after each
    index = ("%d %d " * len(bodies))[:-1] % (*itertools.chain.from_iterable(zip(numbers, places, strict=False)),)
    data = "\n".join([index, *bodies])
    return deflated(f"/Type/ObjStm/N {len(bodies)}/First {len(index) + 1}", data.encode("latin-1"))


class Sheet:
    """Where pages are painted: what is being painted, and the pages that are finished."""

    def __init__(self, width: float, height: float, language: str) -> None:
        """Begin a file of pages of one size.

        Args:
            width: of a page, in points.
            height: of a page, in points.
            language: BCP 47 tag of the text.
        """
        self.width, self.height = width, height
        self.file = File(language)
        self.code: list[str] = []
        """The operators of the page being painted."""
        self.pages: list[int] = []
        """Object numbers of the finished pages."""
        self._contents: list[int] = []
        self._annotated: dict[int, list[int]] = {}
        self._externals: dict[str, int] = {}

    def end_page(self) -> None:
        """Finish the page and begin the next one."""
        self._contents.append(self.file.add(deflated("", "\n".join(self.code).encode("latin-1"))))
        self.pages.append(self.file.reserve())
        self.code = []

    def annotate(self, page: int, number: int) -> None:
        """Hang an annotation onto a finished page (pages count from 0)."""
        self._annotated.setdefault(page, []).append(number)

    def repeat(self, page: int) -> None:
        """Add a page that shows the content of an earlier one (pages count from 0), which stands in the file once."""
        self._contents.append(self._contents[page])
        self.pages.append(self.file.reserve())

    def lead(self, count: int) -> None:
        """Put the last `count` pages before all others: what stands first may be known last."""
        at = len(self._contents) - count
        self._contents = self._contents[at:] + self._contents[:at]

    def shapes(self) -> str:
        """Return the entries of the external objects (forms and images) for a dictionary of resources."""
        return "".join([f"/{key} {number} 0 R" for key, number in self._externals.items()])

    def finish_pages(self, fonts: str | Sequence[str]) -> None:
        """Write the page objects and the page tree (ISO 32000-1 7.7.3).

        Args:
            fonts: the entries of the font resources, of all pages or of each; pages that have the same ones share one
                dictionary of resources.
        """
        file = self.file
        shapes = self.shapes()
        by_page = [fonts] * len(self._contents) if isinstance(fonts, str) else fonts
        shared = {each: file.add(f"<</Font<<{each}>>/XObject<<{shapes}>>>>") for each in dict.fromkeys(by_page)}
        size = f"/MediaBox[0 0 {self.width:g} {self.height:g}]"
        parent = file.reserve()
        for page, (number, contents, own) in enumerate(zip(self.pages, self._contents, by_page, strict=True)):
            links = " ".join([f"{number} 0 R" for number in self._annotated.get(page, ())])
            annotations = f"/Annots[{links}]" if links else ""
            file.put(
                number,
                f"<</Type/Page/Parent {parent} 0 R{size}/Resources {shared[own]} 0 R"
                # PDF/UA-1 7.18.3: the tab order is the structure's.
                f"/Contents {contents} 0 R/StructParents {page}/Tabs/S{annotations}>>",
            )
        self.put_page_tree(parent)

    def put_page_tree(self, number: int) -> None:
        """Write the page tree as the object of a reserved number."""
        kids = " ".join([f"{page} 0 R" for page in self.pages])
        self.file.put(number, f"<</Type/Pages/Count {len(self.pages)}/Kids[{kids}]>>")
        self.file.catalog["Pages"] = f"{number} 0 R"

    def form(self, name: str, box: tuple[float, float, float, float], operators: str, uses: str = "") -> str:
        """Return the resource name of something painted more than once, added to the file once (ISO 32000-1 8.10).

        Args:
            name: a name for these very operators.
            box: left, bottom, right and top of what it stays inside, in points.
            operators: what paints it, without marked content; it takes the colors in force where it is painted.
            uses: the resource name of another form that the operators paint.
        """

        def made() -> bytes:
            edges = " ".join(f"{edge:.2f}" for edge in box)
            inner = f"/XObject<<{uses} {self._externals[uses[1:]]} 0 R>>" if uses else ""
            return _shape(f"/Type/XObject/Subtype/Form/BBox[{edges}]/Resources<<{inner}>>", operators)

        return self.external(name, made)

    def external(self, name: str, made: Callable[[], bytes]) -> str:
        """Return the resource name of an external object (a form or image); `made` is called once for a file.

        `finish_pages` lists every one of them in the resources that all pages share.
        """
        key = f"FormXob.{name}"
        if key not in self._externals:
            self._externals[key] = self.file.add(made())
        return f"/{key}"

    def data(self) -> bytes:
        """Return the bytes of the finished file; the sheet is used up."""
        return self.file.data()
