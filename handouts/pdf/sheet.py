"""The sheet: ReportLab's canvas and document, made compact, archival and repeatable.

ReportLab keeps pages, outline, images, forms and the object table. What it lacks is put here:
no base-14 font in any page, object streams (ISO 32000-1 7.5.7; a tag tree is a third of a file
otherwise), an end-of-line before ``endstream`` (PDF/A-2 6.1.7.1), and no clock.
"""

from __future__ import annotations

import functools
import hashlib
import io
import struct
import zlib
from collections.abc import Callable, Sequence  # noqa: TC003  annotations stay readable at run time
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

_OBJECTS_PER_STREAM = 200
_ENTRY = struct.Struct(">BIH")
# A third of the time of zlib's usual 6 for a twentieth more bytes; deflating is a tenth of writing a handout.
_LEVEL = 1
# The second line tells file-transfer programs that this is binary (PDF/A-2 6.1.2).
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class Raw(pdfdoc.PDFObject):
    """An object whose bytes are known."""

    __RefOnly__ = 1

    def __init__(self, body: str | bytes) -> None:
        self.body = body.encode("latin-1") if isinstance(body, str) else body

    def format(self, _document: Any) -> bytes:
        """Return the bytes; ReportLab's hook."""
        return self.body


def stream(entries: str, data: bytes) -> bytes:
    """Return a stream object of deflated (or, for XMP, plain) data.

    The end-of-line before ``endstream`` is CR LF: after data that end in CR, a lone LF would make
    a CR LF of them, and readers that count backwards would find the data a byte short.
    """
    return b"<<%s/Length %d>>\nstream\n%s\r\nendstream" % (entries.encode("latin-1"), len(data), data)


def deflated(entries: str, data: bytes) -> bytes:
    """Return a stream object, deflating its data."""
    return stream(f"{entries}/Filter/FlateDecode", zlib.compress(data, _LEVEL))


@functools.lru_cache(maxsize=256)
def _shape(entries: str, operators: str) -> bytes:
    """Return the stream of a shape that every handout has (dots, a clinic's QR code); deflated once a process."""
    return deflated(entries, operators.encode("ascii"))


class File(pdfdoc.PDFDocument):
    """ReportLab's document, written with object streams and a cross-reference stream."""

    def __init__(self, language: str) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=(1, 7), lang=language)
        self._bodies: dict[int, str | bytes] = {}

    def add(self, body: str | bytes) -> int:
        """Add an object and return its number; ReportLab only sees the number go by.

        A stream comes as bytes (see `stream`), anything else as text.
        """
        self.objectcounter += 1
        self._bodies[self.objectcounter] = body
        return int(self.objectcounter)

    def named(self, item: Any, key: str | None = None) -> str:
        """Register an object with ReportLab and return its internal name."""
        return str(self.Reference(item, key).name)  # type: ignore[no-untyped-call]  # ReportLab has no types here

    def number(self, key: str) -> int:
        """Return the object number of ReportLab's internal name."""
        return int(self.idToObjectNumberAndVersion[key][0])

    @property
    def catalog(self) -> Any:
        """ReportLab's catalog, whose attributes are its entries."""
        return vars(self)["Catalog"]

    @property
    def page_tree(self) -> Any:
        """ReportLab's root of the page tree."""
        return vars(self)["Pages"]

    information = ""
    """The document information dictionary, in place of ReportLab's (which knows a clock)."""

    def replace(self, key: str, body: str) -> None:
        """Put an object of known bytes in the place of one that ReportLab made."""
        raw = Raw(body)
        vars(raw)["__InternalName__"] = key
        self.idToObject[key] = raw

    def format(self) -> bytes:
        """Return the bytes of the file; ReportLab's hook."""
        catalog, info = self.named(self.catalog), self.named(self.info)
        self.replace(info, self.information)
        out = io.BytesIO()
        out.write(_HEADER)
        entries: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        packed: list[tuple[int, str]] = []
        counter = 0
        while (counter := counter + 1) <= self.objectcounter:  # formatting may add objects
            body = self._bodies.get(counter)
            if body is None:
                body = self._body(self.idToObject[self.numberToId[counter]])
            if isinstance(body, str):
                packed.append((counter, body))
            else:
                entries[counter] = (1, out.tell(), 0)
                out.write(b"%d 0 obj\n%s\nendobj\n" % (counter, body))
        for start in range(0, len(packed), _OBJECTS_PER_STREAM):
            counter = self._pack(out, counter, packed[start : start + _OBJECTS_PER_STREAM], entries)
        place = out.tell()
        entries[counter] = (1, place, 0)
        rows = b"".join([_ENTRY.pack(*entries[number]) for number in range(counter + 1)])
        # PDF/A-2 6.1.3 wants an /ID; made from the content, it is the same for the same handout.
        identity = hashlib.sha256(out.getbuffer()).hexdigest()[:32].upper()
        out.write(b"%d 0 obj\n" % counter)
        head = f"/Type/XRef/Size {counter + 1}/W[1 4 2]/Root {self.number(catalog)} 0 R/Info {self.number(info)} 0 R"
        out.write(deflated(f"{head}/ID[<{identity}><{identity}>]", rows))
        out.write(b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % place)
        return out.getvalue()

    def _body(self, item: Any) -> str | bytes:
        """Return an object of ReportLab's: a stream as bytes, anything else as text."""
        body = item.body if isinstance(item, Raw) else pdfdoc.format(item, self, toplevel=1)
        body = body.encode("latin-1") if isinstance(body, str) else bytes(body)
        if not body.rstrip().endswith(b"endstream"):
            return body.decode("latin-1")
        return body if isinstance(item, Raw) else _with_line_end(body)

    @staticmethod
    def _pack(
        out: io.BytesIO, number: int, objects: list[tuple[int, str]], entries: dict[int, tuple[int, int, int]]
    ) -> int:
        """Write an object stream as object `number`; return the next free number."""
        index: list[str] = []
        at = 0
        for place, (inner, body) in enumerate(objects):
            index.append(f"{inner} {at}")
            at += len(body) + 1
            entries[inner] = (2, number, place)
        head = " ".join(index) + "\n"
        data = head + "\n".join([body for _, body in objects])
        entries[number] = (1, out.tell(), 0)
        out.write(b"%d 0 obj\n" % number)
        out.write(deflated(f"/Type/ObjStm/N {len(objects)}/First {len(head)}", data.encode("latin-1")))
        out.write(b"\nendobj\n")
        return number + 1


def _with_line_end(body: bytes) -> bytes:
    """Return a ReportLab stream with an end-of-line before ``endstream`` that its /Length does not count."""
    return body.rstrip()[: -len(b"endstream")] + b"\r\nendstream"


class Sheet(Canvas):
    """ReportLab's canvas without its preamble: nothing names a base-14 font (PDF/UA-1 7.21.4.1)."""

    def __init__(self, width: float, height: float, language: str) -> None:
        super().__init__(
            io.BytesIO(),
            pagesize=(width, height),
            pdfVersion=(1, 7),
            invariant=1,
            pageCompression=1,
        )
        self._doc = File(language)
        self._contents: list[int] = []
        self._repeated = 0
        """The content that the next page shows; 0 for its own."""
        self._annotated: dict[int, list[int]] = {}

    def _make_preamble(self) -> None:
        self._preamble = ""

    @property
    def file(self) -> File:
        """The document below the canvas."""
        return self._doc

    @property
    def code(self) -> list[str]:
        """The operators of the page being drawn."""
        code: list[str] = vars(self)["_code"]
        return code

    def _setAnnotations(self, page: Any) -> None:  # noqa: N802  ReportLab's hook
        if not isinstance(page, pdfdoc.PDFPage):
            super()._setAnnotations(page)  # type: ignore[misc]  # not in the stubs
            return
        if self._repeated:
            self._contents.append(self._repeated)
            return
        data = page.stream.encode("latin-1") if isinstance(page.stream, str) else b"\n".join(page.stream)
        self._contents.append(self.file.add(deflated("", data)))

    def annotate(self, page: int, number: int) -> None:
        """Hang an annotation onto a finished page (pages count from 0)."""
        self._annotated.setdefault(page, []).append(number)

    def repeat(self, page: int) -> None:
        """Add a page that shows the content of an earlier one (pages count from 0), which stands in the file once."""
        self._repeated = self._contents[page]
        self.showPage()
        self._repeated = 0

    def lead(self, count: int) -> None:
        """Put the last `count` pages before all others: what stands first may be known last."""
        at = len(self._contents) - count
        self._contents = self._contents[at:] + self._contents[:at]

    def shapes(self) -> str:
        """Return the entries of the external objects (forms and images) for a dictionary of resources."""
        file = self.file
        return "".join(
            f"/{key} {file.number(key)} 0 R" for key in file.idToObject if key.startswith(pdfdoc.xObjectName(""))
        )

    def finish_pages(self, fonts: str | Sequence[str]) -> None:
        """Write the page objects, which ReportLab would make one entry at a time.

        Args:
            fonts: the entries of the font resources, of all pages or of each; pages that have the same ones share one
                dictionary of resources.
        """
        file = self.file
        shapes = self.shapes()
        by_page = [fonts] * len(self._contents) if isinstance(fonts, str) else fonts
        shared = {each: file.add(f"<</Font<<{each}>>/XObject<<{shapes}>>>>") for each in dict.fromkeys(by_page)}
        parent = file.number(file.named(file.page_tree))
        width, height = vars(self)["_pagesize"]
        for page, (contents, own) in enumerate(zip(self._contents, by_page, strict=True)):
            links = " ".join(f"{number} 0 R" for number in self._annotated.get(page, ()))
            annotations = f"/Annots[{links}]" if links else ""
            file.replace(
                f"Page{page + 1}",
                f"<</Type/Page/Parent {parent} 0 R/MediaBox[0 0 {width:g} {height:g}]/Resources {shared[own]} 0 R"
                # PDF/UA-1 7.18.3: the tab order is the structure's.
                f"/Contents {contents} 0 R/StructParents {page}/Tabs/S{annotations}>>",
            )

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
            inner = f"/XObject<<{uses} {self.file.number(uses[1:])} 0 R>>" if uses else ""
            return _shape(f"/Type/XObject/Subtype/Form/BBox[{edges}]/Resources<<{inner}>>", operators)

        return self.external(name, made)

    def external(self, name: str, made: Callable[[], bytes]) -> str:
        """Return the resource name of an external object (a form or image); `made` is called once for a file.

        `finish_pages` lists every one of them in the resources that all pages share.
        """
        key = str(pdfdoc.xObjectName(name))
        if key not in self.file.idToObject:
            self.file.named(Raw(made()), key)
        return f"/{key}"

    def data(self) -> bytes:
        """Return the bytes of the finished file; the sheet is used up."""
        return self.file.format()
