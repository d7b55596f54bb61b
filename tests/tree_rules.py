"""The rules of a structure tree: which element may stand where and what it must carry.

Each rule takes the tree read by `tests.structure` and returns its faults as sentences.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    import pikepdf

    from tests.structure import Element

STANDARD = frozenset(
    [
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "Index",
        "NonStruct",
        "Private",
        "P",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Span",
        "Quote",
        "Note",
        "Reference",
        "BibEntry",
        "Code",
        "Link",
        "Annot",
        "Figure",
        "Formula",
        "Form",
    ]
)
"""Standard structure types (ISO 32000-1 14.8.4) that PDF/UA-1 files of this project may use."""

TEXT_ONLY = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6", "Span", "Link", "Lbl", "Quote"})
"""Roles below which no block may stand."""

INSIDE_TEXT = frozenset({"Span", "Link", "Quote", "Figure", "Code", "Reference"})

PARENTS = {
    "LI": {"L"},
    "Lbl": {"LI"},
    "LBody": {"LI"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "TOCI": {"TOC"},
    "Part": {"Document"},
}
"""Roles that make sense only below certain others (ISO 32000-1 14.8.4.3)."""

CHILDREN = {
    "L": {"LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "TOC": {"TOCI", "TOC", "Caption"},
    "TOCI": {"Reference", "P", "TOC"},
}
"""Roles that take only certain children, and no text of their own."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


def check_catalog(pdf: pikepdf.Pdf) -> list[str]:
    """Check what the catalog and the pages say about structure (PDF/UA-1 7.1, 7.2, 7.18.3)."""
    faults = []
    root = pdf.Root
    if not _LANGUAGE.fullmatch(str(root.get("/Lang", ""))):
        faults.append("the catalog names no language")
    if not bool(root.get("/MarkInfo", Dictionary()).get("/Marked", False)):
        faults.append("the catalog does not say that the file is marked")
    if not bool(root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False)):
        faults.append("the window bar would show the file's name instead of its title")
    if not str(pdf.docinfo.get("/Title", "")).strip():
        faults.append("the file has no title")
    for at, page in enumerate(pdf.pages):
        if page.obj.get("/Tabs") != Name.S:
            faults.append(f"page {at + 1}: /Tabs is not /S")
        if "/Annots" in page.obj and not isinstance(page.obj.Annots, Array):
            faults.append(f"page {at + 1}: /Annots is no array")
    return faults


def check_tree(root: Element) -> list[str]:
    """Check every element below the structure tree root."""
    if [kid.role for kid in root.children()] != ["Document"]:
        return ["the structure tree does not hold exactly one Document"]
    elements = [e for e in root.walk() if e is not root]
    faults = [fault for e in elements for fault in (*_nesting(e), *_own(e))]
    faults += [f"TOCI “{e.text().strip()[:30]}” leads nowhere" for e in elements if _leads_nowhere(e)]
    (document,) = root.children()
    parts = [kid for kid in document.children() if kid.role == "Part"]
    if not parts:
        return faults + _headings(elements)
    if len(parts) < len(document.kids):
        faults.append("beside its parts the Document holds something else")
    # A packet: every part is a document with a title of its own.
    return faults + [fault for part in parts for fault in _headings(list(part.walk()))]


def _nesting(element: Element) -> list[str]:
    faults = []
    role = element.role
    if role not in STANDARD:
        faults.append(f"{role} is not a standard structure type")
    allowed = CHILDREN.get(role)
    if allowed is not None and any(isinstance(kid, str) for kid in element.kids):
        faults.append(f"{role} holds text of its own")
    for kid in element.children():
        if kid.role not in (allowed or {kid.role}) or role not in PARENTS.get(kid.role, {role}):
            faults.append(f"{kid.role} stands below {role}")
        elif role in TEXT_ONLY and kid.role not in INSIDE_TEXT:
            faults.append(f"{kid.role} stands inside the text of {role}")
    return faults


def _own(element: Element) -> list[str]:
    """Check what the role of an element asks of the element itself."""
    if element.language and not _LANGUAGE.fullmatch(element.language):
        return [f"{element.role}: “{element.language}” is not a language tag"]
    match element.role:
        case "Figure":
            return _figure(element)
        case "L":
            return _list(element)
        case "Table":
            return _table(element)
        case "TH" if element.attributes.get("Scope") not in ("Row", "Column", "Both"):
            return [f"TH “{element.text().strip()[:30]}” has no scope"]
        case "Link" if not element.annotations:
            return [f"Link “{element.text().strip()[:30]}” has no annotation"]
        case "H1" | "H2" | "H3" | "H4" | "H5" | "H6" if not element.text().strip():
            return [f"{element.role} is empty"]
    return []


def _leads_nowhere(element: Element) -> bool:
    return element.role == "TOCI" and not any(below.role == "Link" for below in element.walk())


def _figure(element: Element) -> list[str]:
    faults = []
    if not element.alt.strip():
        faults.append("Figure has no alternative text")
    box = element.attributes.get("BBox")
    if not (isinstance(box, tuple) and len(box) == 4 and box[0] < box[2] and box[1] < box[3]):
        faults.append(f"Figure “{element.alt[:30]}” has no box")
    return faults


def _list(element: Element) -> list[str]:
    faults = []
    items = [kid for kid in element.children() if kid.role == "LI"]
    if not items:
        faults.append("L has no items")
    for item in items:
        roles = [kid.role for kid in item.children()]
        if roles not in (["Lbl", "LBody"], ["LBody"]):
            faults.append(f"LI holds {' '.join(roles) or 'nothing'} instead of a label and a body")
    numbering = element.attributes.get("ListNumbering")
    labels = [kid.text().strip() for item in items for kid in item.children() if kid.role == "Lbl"]
    if labels and numbering is None:
        faults.append("L has labels but does not say how it is numbered")
    elif any(label.rstrip(".").isdigit() for label in labels) and numbering != "Decimal":
        faults.append(f"L has numbers as labels but says that its numbering is {numbering}")
    return faults


def _table(element: Element) -> list[str]:
    faults = []
    rows = [e for e in element.walk() if e.role == "TR"]
    widths = {sum(int(str(cell.attributes.get("ColSpan", 1))) for cell in row.children()) for row in rows}
    if len(widths) != 1:
        faults.append(f"Table rows have {' and '.join(map(str, sorted(widths))) or 'no'} cells")
    if any("RowSpan" in e.attributes for e in element.walk()):
        faults.append("Table has cells over several rows, which this check cannot count")
    if not any(cell.role == "TH" for row in rows for cell in row.children()):
        faults.append("Table has no header cells")
    return faults


def _headings(elements: list[Element]) -> list[str]:
    """Check that headings begin with level 1 and skip none on the way down (PDF/UA-1 7.4.2)."""
    faults = []
    levels = [int(e.role[1]) for e in elements if re.fullmatch(r"H[1-6]", e.role)]
    if levels[:1] != [1]:
        faults.append("the first heading is not H1")
    if levels.count(1) > 1:
        faults.append("there is more than one H1")
    for before, after in itertools.pairwise(levels):
        if after > before + 1:
            faults.append(f"H{after} follows H{before}")
    return faults
