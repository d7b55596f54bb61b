"""A small tagged PDF made by hand, object by object, so that the structure check is not tried on its own writer.

Two pages: a heading, a paragraph that goes on over the page, a link, a list, a table, a figure and
a page number that is an artifact. Every element can be found by its role to break something in it.
"""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

PAGE_1 = """/H1 <</MCID 0>> BDC BT /F1 20 Tf 72 720 Td <{Opening}> Tj ET EMC
/P <</MCID 1>> BDC BT /F1 12 Tf 72 690 Td <{Call us }> Tj ET EMC
/Link <</MCID 2>> BDC BT 120 690 Td [<{at }> -20 <{once}>] TJ ET EMC
/P <</MCID 3>> BDC BT 150 690 Td <{ if you have a }> Tj ET EMC
/Artifact <</Type/Pagination>> BDC BT 72 30 Td <{Page 1}> Tj ET EMC
/Artifact BMC q 72 680 m 200 680 l S Q EMC"""

PAGE_2 = """/P <</MCID 0>> BDC BT /F1 12 Tf 72 720 Td <{fever.}> Tj ET EMC
/Lbl <</MCID 1>> BDC q 72 700 4 4 re f Q EMC
/P <</MCID 2>> BDC BT 90 700 Td <{Stop eating }> Tj
/Span <</ActualText <FEFF0038>>> BDC <{x}> Tj EMC <{ hours before}> Tj ET EMC
/P <</MCID 3>> BDC BT 72 600 Td <{Risk}> Tj ET EMC
/P <</MCID 4>> BDC BT 172 600 Td <{How often}> Tj ET EMC
/P <</MCID 5>> BDC BT 72 580 Td <{Bleeding}> Tj ET EMC
/Figure <</MCID 6>> BDC q 172 580 50 50 re f Q EMC"""

ALT = "5 of 100 people"


def _encode(content: str) -> bytes:
    """Replace ``{words}`` by two-byte codes, which are the characters' own numbers."""
    out = content
    while "{" in out:
        before, rest = out.split("{", 1)
        words, after = rest.split("}", 1)
        out = before + words.encode("utf-16-be").hex() + after
    return out.encode("ascii")


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    to_unicode = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"1 beginbfchar <0021> <0021> endbfchar\n"
        b"2 beginbfrange <0020> <0020> [<0020>] <0022> <007E> <0022> endbfrange endcmap end"
    )
    descendant = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Sample)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name.Sample,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([descendant]),
            ToUnicode=pdf.make_stream(to_unicode),
        )
    )


class Sample:
    """The file, open, with its pages and structure elements at hand."""

    def __init__(self) -> None:
        self.pdf = pikepdf.new()
        font = _font(self.pdf)
        for content in (PAGE_1, PAGE_2):
            page = self.pdf.add_blank_page(page_size=(612, 792))
            page.obj.Contents = self.pdf.make_stream(_encode(content))
            page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
            page.obj.Tabs = Name.S
        self.tree = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.owners: list[list[pikepdf.Object]] = [[], []]
        root = self.pdf.Root
        root.StructTreeRoot = self.tree
        root.Lang = String("en")
        root.MarkInfo = Dictionary(Marked=True)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        self.pdf.docinfo["/Title"] = String("Opening")
        self._fill()

    def element(self, role: str, parent: pikepdf.Object, **entries: object) -> pikepdf.Object:
        """Add an element as the last child of another."""
        made = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=parent, K=Array()))
        for key, value in entries.items():
            made[f"/{key}"] = value
        parent.K.append(made)
        return made

    def mark(self, element: pikepdf.Object, page: int) -> None:
        """Give an element the next mark of a page."""
        number = len(self.owners[page])
        self.owners[page].append(element)
        element.K.append(Dictionary(Type=Name.MCR, Pg=self.pdf.pages[page].obj, MCID=number))

    def _fill(self) -> None:
        self.tree.K = Array()
        document = self.element("Document", self.tree)
        self.mark(self.element("H1", document), 0)
        paragraph = self.element("P", document)
        self.mark(paragraph, 0)
        link = self.element("Link", paragraph)
        self.mark(link, 0)
        self._annotate(link)
        self.mark(paragraph, 0)
        self.mark(paragraph, 1)
        items = self.element("L", document, A=Dictionary(O=Name.List, ListNumbering=Name.Square))
        item = self.element("LI", items)
        self.mark(self.element("Lbl", item, ActualText=String("☐")), 1)
        self.mark(self.element("P", self.element("LBody", item)), 1)
        self._table(document)
        entries = [0, Array(self.owners[0]), 1, Array(self.owners[1]), 2, link]
        self.tree.ParentTree = Dictionary(Nums=Array(entries))
        self.tree.ParentTreeNextKey = 3
        for number, page in enumerate(self.pdf.pages):
            page.obj.StructParents = number

    def _annotate(self, link: pikepdf.Object) -> None:
        annotation = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([120, 688, 150, 702]),
                Contents=String("Call 555-0142"),
                A=Dictionary(S=Name.URI, URI=String("tel:555-0142")),
                StructParent=2,
            )
        )
        self.pdf.pages[0].obj.Annots = Array([annotation])
        link.K.append(Dictionary(Type=Name.OBJR, Pg=self.pdf.pages[0].obj, Obj=annotation))

    def _table(self, document: pikepdf.Object) -> None:
        table = self.element("Table", document)
        column = Dictionary(O=Name.Table, Scope=Name.Column)
        head = self.element("TR", table)
        for _ in range(2):
            self.mark(self.element("P", self.element("TH", head, A=column)), 1)
        row = self.element("TR", table)
        self.mark(self.element("P", self.element("TH", row, A=Dictionary(O=Name.Table, Scope=Name.Row))), 1)
        box = Dictionary(O=Name.Layout, BBox=Array([172, 580, 222, 630]))
        self.mark(self.element("Figure", self.element("TD", row), Alt=String(ALT), A=box), 1)

    def find(self, role: str, number: int = 0) -> pikepdf.Object:
        """Return the element of a role, counted in reading order."""
        found: list[pikepdf.Object] = []

        def walk(element: pikepdf.Object) -> None:
            if element.get("/S") == Name(f"/{role}"):
                found.append(element)
            for kid in element.get("/K", Array()):
                if isinstance(kid, Dictionary) and "/S" in kid:
                    walk(kid)

        walk(self.tree)
        return found[number]

    def rewrite(self, page: int, old: str, new: str) -> None:
        """Replace a part of a page's content, which must be there."""
        content = self.pdf.pages[page].obj.Contents
        before = content.read_bytes()
        after = before.replace(_encode(old), _encode(new), 1)
        if after == before:
            message = f"“{old}” is not in page {page + 1}"
            raise ValueError(message)
        content.write(after)

    def save(self, *, object_streams: bool = False) -> bytes:
        """Return the file's bytes."""
        out = io.BytesIO()
        mode = pikepdf.ObjectStreamMode.generate if object_streams else pikepdf.ObjectStreamMode.disable
        self.pdf.save(out, object_stream_mode=mode, deterministic_id=True)
        return out.getvalue()
