"""Prove the structure of a finished PDF: what validators of PDF/UA do not see.

Validators pass a file whose marks have two owners, whose parent tree points at the wrong elements,
or whose text was turned into decoration. `read` walks the finished bytes with pikepdf and finds
those faults, and gives the tree with its text, so that others can compare it with the content.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests import tree_rules
from tests.marks import Font, PageMarks, read_page

if TYPE_CHECKING:
    from collections.abc import Iterator

Key = tuple[int, int]
"""Object and generation number."""

INLINE = frozenset({"Span", "Link", "Quote", "Reference", "Code", "Em", "Strong"})
"""Roles whose text goes on in the line; all others begin and end a block."""

_MAY_BE_EMPTY = frozenset({"TD", "TH"})
_MAY_OWN_ANNOTATIONS = frozenset({"Link", "Annot", "Form"})


@dataclass(slots=True)
class Element:
    """A structure element with its text and children, in reading order."""

    role: str
    key: Key
    kids: list[Element | str] = field(default_factory=list)
    alt: str = ""
    actual: str | None = None
    language: str = ""
    attributes: dict[str, object] = field(default_factory=dict)
    """Attributes of all owners by name (``Scope``, ``BBox``, ``ListNumbering`` …)."""
    annotations: int = 0

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def children(self) -> list[Element]:
        """Return the elements directly below."""
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def text(self) -> str:
        """Return what a screen reader says: replaced text, alternative text, or the text below; blocks on lines."""
        if self.actual is not None:
            return self.actual
        if self.alt:
            return self.alt
        out = ""
        for kid in self.kids:
            if isinstance(kid, str):
                out += kid
            elif kid.role in INLINE:
                out += kid.text()
            else:
                out = f"{out}\n{kid.text()}\n"
        return out

    def lines(self) -> list[str]:
        """Return the text of each block, white space collapsed, empty ones left out."""
        return [" ".join(line.split()) for line in self.text().split("\n") if line.strip()]

    def dump(self, depth: int = 0) -> str:
        """Return the tree as indented text, for a person who looks for a fault."""
        rows = ["  " * depth + self.role + (f" ({self.alt})" if self.alt else "")]
        rows += ["  " * (depth + 1) + repr(kid) if isinstance(kid, str) else kid.dump(depth + 1) for kid in self.kids]
        return "\n".join(rows)


@dataclass(slots=True)
class Structure:
    """A file's structure and every fault in it."""

    problems: list[str]
    root: Element
    pages: list[PageMarks]

    def lines(self) -> list[str]:
        """Return the text of each block in reading order."""
        return self.root.lines()


class _Tree:
    """Reads the structure tree of one open file."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.problems: list[str] = []
        fonts: dict[tuple[int, int], Font] = {}
        self.pages = [read_page(page, fonts) for page in pdf.pages]
        self.numbers: dict[Key, int] = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
        self.owners: dict[tuple[int, int], Key] = {}
        """Element by page and mark."""
        self.annotation_owners: dict[Key, Key] = {}
        self.seen: set[Key] = set()

    def say(self, problem: str) -> None:
        self.problems.append(problem)

    def read(self) -> Structure:
        for at, page in enumerate(self.pages):
            self.problems += [f"page {at + 1}: {problem}" for problem in page.problems]
        tree = self.pdf.Root.get("/StructTreeRoot")
        root = Element("StructTreeRoot", (0, 0))
        if tree is None:
            self.say("the file has no structure tree")
            return Structure(self.problems, root, self.pages)
        for kid in _list(tree.get("/K")):
            self.parent_is(kid, tree)
            root.kids.append(self.element(kid, None))
        self.problems += tree_rules.check_catalog(self.pdf)
        self.problems += tree_rules.check_tree(root)
        self.marks_have_owners()
        self.parent_tree_agrees(tree)
        return Structure(self.problems, root, self.pages)

    def parent_is(self, kid: pikepdf.Object, parent: pikepdf.Object) -> None:
        if "/P" not in kid or kid.P.objgen != parent.objgen:
            self.say(f"{kid.get('/S')}: /P is not its parent")

    def element(self, node: pikepdf.Object, page: pikepdf.Object | None) -> Element:
        element = Element(str(node.get("/S", "/"))[1:], node.objgen)
        if node.objgen in self.seen:
            self.say(f"element {node.objgen} ({element.role}) stands twice in the tree")
            return element
        if node.objgen == (0, 0):
            self.say(f"{element.role} is not an object of its own, so the parent tree cannot point at it")
        self.seen.add(node.objgen)
        page = node.get("/Pg", page)
        element.alt = str(node.get("/Alt", ""))
        element.language = str(node.get("/Lang", ""))
        element.actual = str(node["/ActualText"]) if "/ActualText" in node else None
        for attributes in _list(node.get("/A")):
            if isinstance(attributes, Dictionary):
                element.attributes.update({str(k)[1:]: _plain(v) for k, v in attributes.items() if k != "/O"})
        kids = _list(node.get("/K"))
        for kid in kids:
            self.kid(element, node, kid, page)
        if not kids and element.role not in _MAY_BE_EMPTY:
            self.say(f"{element.role} has no content")
        return element

    def kid(self, element: Element, node: pikepdf.Object, kid: object, page: pikepdf.Object | None) -> None:
        if isinstance(kid, int):
            self.own(element, int(kid), page)
            return
        if not isinstance(kid, Dictionary):
            self.say(f"{element.role} has a child that is neither a mark nor an element")
            return
        match kid.get("/Type"):
            case Name.MCR:
                self.own(element, int(kid.MCID), kid.get("/Pg", page))
            case Name.OBJR:
                if kid.Obj.objgen in self.annotation_owners:
                    self.say(f"an annotation has two owners, one of them {element.role}")
                self.annotation_owners[kid.Obj.objgen] = element.key
                element.annotations += 1
                if element.role not in _MAY_OWN_ANNOTATIONS:
                    self.say(f"{element.role} owns an annotation")
            case _:
                self.parent_is(kid, node)
                element.kids.append(self.element(kid, page))

    def own(self, element: Element, mcid: int, page: pikepdf.Object | None) -> None:
        at = None if page is None else self.numbers.get(page.objgen)
        if at is None:
            self.say(f"{element.role} has mark {mcid} on no page")
            return
        where = f"page {at + 1} mark {mcid}"
        if (at, mcid) in self.owners:
            self.say(f"{where} has two owners")
        self.owners[at, mcid] = element.key
        mark = self.pages[at].marks.get(mcid)
        if mark is None:
            self.say(f"{where} of {element.role} is not in the page")
            return
        if mark.role != element.role:
            self.say(f"{where} is {mark.role} in the page and {element.role} in the tree")
        if not mark.paints:
            self.say(f"{where} of {element.role} paints nothing")
        element.kids.append(mark.text)

    def marks_have_owners(self) -> None:
        for at, page in enumerate(self.pages):
            for mcid, mark in page.marks.items():
                if (at, mcid) not in self.owners:
                    self.say(f"page {at + 1} mark {mcid} (“{mark.text[:30]}”) is not in the structure tree")

    def parent_tree_agrees(self, tree: pikepdf.Object) -> None:
        entries = self.parent_entries(tree.get("/ParentTree"))
        if entries and int(tree.get("/ParentTreeNextKey", 0)) <= max(entries):
            self.say("ParentTreeNextKey is not above every key of the parent tree")
        used: set[int] = set()
        for at, page in enumerate(self.pdf.pages):
            key = int(page.obj.get("/StructParents", -1))
            if self.pages[at].marks:
                self.page_agrees(at, entries.get(key))
                used.add(key)
            for annotation in page.obj.get("/Annots", Array()):
                used.add(self.annotation_agrees(at, annotation, entries))
        for key in sorted(entries.keys() - used):
            self.say(f"parent tree entry {key} belongs to no page and no annotation")

    def parent_entries(self, node: pikepdf.Object | None) -> dict[int, pikepdf.Object]:
        """Return the entries of a number tree (ISO 32000-1 7.9.7)."""
        if node is None:
            self.say("the file has no parent tree")
            return {}
        found: dict[int, pikepdf.Object] = {}
        numbers = list(node.get("/Nums", Array()))
        keys = [int(key) for key in numbers[::2]]
        found.update(zip(keys, numbers[1::2], strict=True))
        for kid in node.get("/Kids", Array()):
            below = self.parent_entries(kid)
            keys += list(below)
            found.update(below)
        if keys != sorted(set(keys)):
            self.say("keys of the parent tree are not in order, each once")
        return found

    def page_agrees(self, at: int, entry: pikepdf.Object | None) -> None:
        if entry is None:
            self.say(f"page {at + 1} has marks and no entry in the parent tree")
            return
        for mcid in self.pages[at].marks:
            owner = entry[mcid].objgen if mcid < len(entry) else None
            if owner != self.owners.get((at, mcid)):
                self.say(f"page {at + 1} mark {mcid}: the parent tree disagrees with the structure tree")

    def annotation_agrees(self, at: int, annotation: pikepdf.Object, entries: dict[int, pikepdf.Object]) -> int:
        kind = str(annotation.get("/Subtype"))[1:]
        key = int(annotation.get("/StructParent", -1))
        owner = self.annotation_owners.get(annotation.objgen)
        if owner is None:
            self.say(f"page {at + 1}: a {kind} annotation is not in the structure tree")
        elif key not in entries or entries[key].objgen != owner:
            self.say(f"page {at + 1}: the parent tree disagrees about a {kind} annotation")
        if not str(annotation.get("/Contents", "")).strip():
            self.say(f"page {at + 1}: a {kind} annotation has no description")
        return key


def _list(value: object) -> list[pikepdf.Object]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]  # type: ignore[list-item]  # a mark number is an int


def _plain(value: object) -> object:
    """Return names as text and arrays of numbers as tuples of floats."""
    if isinstance(value, Name):
        return str(value)[1:]
    if isinstance(value, Array):
        return tuple(float(v) for v in value)
    return value


def read(data: bytes) -> Structure:
    """Return the structure of a PDF and every fault found in it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return _Tree(pdf).read()
