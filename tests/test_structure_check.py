"""The structure check finds each fault that is put into a sound file, and none in the sound file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pikepdf import Array, Dictionary, Name, String

from tests import marks, structure
from tests.sample_pdf import ALT, Sample

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("object_streams", [False, True])
def test_read_when_the_file_is_sound_then_there_is_no_problem_and_the_text_is_in_order(object_streams):
    found = structure.read(Sample().save(object_streams=object_streams))

    assert found.problems == []
    assert found.lines() == [
        "Opening",
        "Call us at once if you have a fever.",
        "☐",
        "Stop eating 8 hours before",
        "Risk",
        "How often",
        "Bleeding",
        ALT,
    ]
    assert [page.artifacts for page in found.pages] == [["Page 1", ""], []]


def test_dump_when_asked_then_shows_roles_and_text():
    dump = structure.read(Sample().save()).root.dump()

    assert "  Document" in dump
    assert "'Opening'" in dump
    assert f"Figure ({ALT})" in dump


def _delete(role: str, key: str, number: int = 0) -> Callable[[Sample], None]:
    def act(sample: Sample) -> None:
        del sample.find(role, number)[key]

    return act


def _set(role: str, key: str, value: object, number: int = 0) -> Callable[[Sample], None]:
    def act(sample: Sample) -> None:
        sample.find(role, number)[key] = value

    return act


def _rewrite(page: int, old: str, new: str) -> Callable[[Sample], None]:
    return lambda sample: sample.rewrite(page, old, new)


def _swap_parent_tree(sample: Sample) -> None:
    owners = sample.tree.ParentTree.Nums[1]
    owners[0], owners[1] = owners[1], owners[0]


def _two_owners(sample: Sample) -> None:
    sample.find("H1").K.append(Dictionary(Type=Name.MCR, Pg=sample.pdf.pages[0].obj, MCID=1))


def _twice_in_tree(sample: Sample) -> None:
    sample.find("Document").K.append(sample.find("H1"))


def _unowned(sample: Sample) -> None:
    del sample.find("H1").K[0]


def _no_object_reference(sample: Sample) -> None:
    link = sample.find("Link")
    link.K = Array([link.K[0]])


def _wrong_annotation_parent(sample: Sample) -> None:
    sample.pdf.pages[0].obj.Annots[0].StructParent = 0


def _no_description(sample: Sample) -> None:
    del sample.pdf.pages[0].obj.Annots[0].Contents


def _no_tabs(sample: Sample) -> None:
    del sample.pdf.pages[1].obj.Tabs


def _no_page_key(sample: Sample) -> None:
    del sample.pdf.pages[1].obj.StructParents


def _no_tree(sample: Sample) -> None:
    del sample.pdf.Root.StructTreeRoot


def _empty_tree(sample: Sample) -> None:
    sample.tree.K = Array()


def _catalog(key: str) -> Callable[[Sample], None]:
    def act(sample: Sample) -> None:
        del sample.pdf.Root[key]

    return act


def _no_title(sample: Sample) -> None:
    del sample.pdf.docinfo["/Title"]


def _part(sample: Sample) -> None:
    document, table = sample.find("Document"), sample.find("Table")
    part = sample.element("Part", document)
    part.K.append(table)
    table.P = part
    document.K = Array([kid for kid in document.K if kid.objgen != table.objgen])


def _contents(sample: Sample) -> None:
    for role, made in (("L", Name.TOC), ("LI", Name.TOCI)):
        sample.find(role).S = made


def _drop_cell(sample: Sample) -> None:
    table = sample.find("Table")
    sample.element("TD", sample.element("TR", table))


def _no_body(sample: Sample) -> None:
    item = sample.find("LI")
    item.K = Array([item.K[0]])


def _no_headers(sample: Sample) -> None:
    for _ in range(3):
        sample.find("TH").S = Name.TD


def _stray_key(sample: Sample) -> None:
    sample.tree.ParentTree.Nums.append(7)
    sample.tree.ParentTree.Nums.append(sample.find("P"))
    sample.tree.ParentTreeNextKey = 8


def _unsorted_keys(sample: Sample) -> None:
    numbers = list(sample.tree.ParentTree.Nums)
    sample.tree.ParentTree.Nums = Array([*numbers[2:4], *numbers[:2], *numbers[4:]])


def _low_next_key(sample: Sample) -> None:
    sample.tree.ParentTreeNextKey = 2


def _form_with_text(sample: Sample) -> None:
    form = sample.pdf.make_stream(b"BT /F1 12 Tf (words) Tj ET", Type=Name.XObject, Subtype=Name.Form)
    sample.pdf.pages[0].obj.Resources.XObject = Dictionary(X1=form)
    sample.rewrite(0, "72 680 m 200 680 l S", "/X1 Do")


def _form_in_a_form_with_text(sample: Sample) -> None:
    inner = sample.pdf.make_stream(b"BT /F1 12 Tf (words) Tj ET", Type=Name.XObject, Subtype=Name.Form)
    outer = sample.pdf.make_stream(b"/X2 Do", Type=Name.XObject, Subtype=Name.Form)
    outer.Resources = Dictionary(XObject=Dictionary(X2=inner))
    sample.pdf.pages[0].obj.Resources.XObject = Dictionary(X1=outer)
    sample.rewrite(0, "72 680 m 200 680 l S", "/X1 Do")


def _empty_element(sample: Sample) -> None:
    sample.element("P", sample.find("Document"))


def _orphan_paragraph(sample: Sample) -> None:
    sample.find("P", 1).P = sample.find("Document")


FAULTS: dict[str, tuple[Callable[[Sample], None], str]] = {
    "mark used twice": (_rewrite(0, "/P <</MCID 1>>", "/P <</MCID 0>>"), "page 1: mark 0 is used twice"),
    "mark owned twice": (_two_owners, "page 1 mark 1 has two owners"),
    "mark owned by nobody": (_unowned, "page 1 mark 0 (“Opening”) is not in the structure tree"),
    "mark not painted": (_rewrite(1, "/P <</MCID 2>>", "/P <</MCID 9>>"), "page 2 mark 2 of P is not in the page"),
    "mark of an empty sequence": (_rewrite(1, "72 700 4 4 re f", ""), "page 2 mark 1 of Lbl paints nothing"),
    "role differs": (_rewrite(0, "/H1 <<", "/H2 <<"), "page 1 mark 0 is H2 in the page and H1 in the tree"),
    "text turned into an artifact": (_rewrite(0, "/H1 <</MCID 0>>", "/Artifact <<>>"), "page 1 mark 0 of H1 is not"),
    "text outside every mark": (_rewrite(0, "/H1 <</MCID 0>> BDC", "/X BMC EMC"), "unmarked text “Opening”"),
    "mark without a number": (_rewrite(0, "/H1 <</MCID 0>> BDC", "/H1 BMC"), "/H1 without a number"),
    "line outside every artifact": (_rewrite(0, "/Artifact BMC q 72", "q 72"), "unmarked painting (S)"),
    "sequence not closed": (_rewrite(0, " Q EMC", " Q"), "1 marked-content sequences are not closed"),
    "sequence closed twice": (_rewrite(0, " Q EMC", " Q EMC EMC"), "EMC without a beginning"),
    "sequence crosses text": (
        _rewrite(0, "/H1 <</MCID 0>> BDC BT", "BT /H1 <</MCID 0>> BDC"),
        "a marked-content sequence crosses BT or ET",
    ),
    "mark inside a mark": (_rewrite(0, "ET EMC\n/P <</MCID 1>>", "ET\n/P <</MCID 1>>"), "mark 1 stands inside another"),
    "artifact inside a mark": (_rewrite(1, "<{x}> Tj EMC", "<{x}> Tj EMC /Artifact BMC EMC"), "an artifact inside"),
    "text object inside a text object": (_rewrite(0, "BT /F1 20", "BT BT /F1 20"), "BT out of turn"),
    "character unknown": (_rewrite(0, "<{Opening}>", "<{Öpening}>"), "the font does not say which character code 214"),
    "glyph missing": (_rewrite(0, "<{Opening}>", "<0000>"), "the .notdef glyph is shown"),
    "font missing": (_rewrite(0, "/F1 20 Tf", "/F9 20 Tf"), "text is shown without a font"),
    "text in a form": (_form_with_text, "a form holds text or marks"),
    "text in a form in a form": (_form_in_a_form_with_text, "a form holds text or marks"),
    "parent tree wrong": (_swap_parent_tree, "page 1 mark 0: the parent tree disagrees"),
    "parent tree without page": (_no_page_key, "page 2 has marks and no entry in the parent tree"),
    "parent tree with a stray entry": (_stray_key, "parent tree entry 7 belongs to no page"),
    "parent tree out of order": (_unsorted_keys, "keys of the parent tree are not in order"),
    "parent tree's next key too low": (_low_next_key, "ParentTreeNextKey is not above"),
    "parent wrong": (_orphan_paragraph, "/P: /P is not its parent"),
    "element twice": (_twice_in_tree, "(H1) stands twice in the tree"),
    "no structure tree": (_no_tree, "the file has no structure tree"),
    "empty structure tree": (_empty_tree, "does not hold exactly one Document"),
    "link without object reference": (_no_object_reference, "a Link annotation is not in the structure tree"),
    "link element without annotation": (_no_object_reference, "Link “at once” has no annotation"),
    "annotation's parent wrong": (_wrong_annotation_parent, "the parent tree disagrees about a Link annotation"),
    "annotation without description": (_no_description, "a Link annotation has no description"),
    "heading level skipped": (_set("P", "/S", Name.H3), "H3 follows H1"),
    "no first heading": (_set("H1", "/S", Name.H2), "the first heading is not H1"),
    "second title": (_set("P", "/S", Name.H1), "there is more than one H1"),
    "part beside other things": (_part, "beside its parts the Document holds something else"),
    "part without a title": (_part, "the first heading is not H1"),
    "part inside a part": (_set("Table", "/S", Name.Part), "TR stands below Part"),
    "contents that lead nowhere": (_contents, "8 hours before” leads nowhere"),
    "contents entry outside contents": (_set("LI", "/S", Name.TOCI), "TOCI stands below L"),
    "role unknown": (_set("P", "/S", Name.Paragraph), "Paragraph is not a standard structure type"),
    "header without scope": (_delete("TH", "/A"), "TH “Risk” has no scope"),
    "table without headers": (_no_headers, "Table has no header cells"),
    "row too short": (_drop_cell, "Table rows have 1 and 2 cells"),
    "row outside a table": (_set("Table", "/S", Name.Sect), "TR stands below Sect"),
    "figure without words": (_delete("Figure", "/Alt"), "Figure has no alternative text"),
    "figure with blank words": (_set("Figure", "/Alt", String(" ")), "Figure has no alternative text"),
    "figure without box": (_delete("Figure", "/A"), f"Figure “{ALT}” has no box"),
    "list item without body": (_no_body, "LI holds Lbl instead of a label and a body"),
    "list without numbering": (_delete("L", "/A"), "L has labels but does not say how it is numbered"),
    "numbered list without numbering": (
        _set("Lbl", "/ActualText", String("2.")),
        "L has numbers as labels but says that its numbering is Square",
    ),
    "list item outside a list": (_set("L", "/S", Name.Sect), "LI stands below Sect"),
    "block in a line of text": (_set("Link", "/S", Name.L), "L stands inside the text of P"),
    "element without content": (_empty_element, "P has no content"),
    "language wrong": (_set("P", "/Lang", String("english")), "P: “english” is not a language tag"),
    "no language": (_catalog("/Lang"), "the catalog names no language"),
    "not marked": (_catalog("/MarkInfo"), "the catalog does not say that the file is marked"),
    "title not shown": (_catalog("/ViewerPreferences"), "the window bar would show the file's name"),
    "no title": (_no_title, "the file has no title"),
    "tab order": (_no_tabs, "page 2: /Tabs is not /S"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_read_when_a_fault_is_put_in_then_it_is_named(fault):
    sample = Sample()
    breaks, expected = FAULTS[fault]
    breaks(sample)

    problems = structure.read(sample.save()).problems

    assert any(expected in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("cmap", "expected"),
    [
        ("1 beginbfchar <0003> <0066006600690020> endbfchar", {3: "ffi "}),
        ("1 beginbfchar <0003> <D83DDE00> endbfchar", {3: "😀"}),
        ("1 beginbfrange <0010> <0012> <0041> endbfrange", {16: "A", 17: "B", 18: "C"}),
        ("1 beginbfrange <0010> <0011> [<0058> <00590059>] endbfrange", {16: "X", 17: "YY"}),
        ("1 begincodespacerange <0000> <FFFF> endcodespacerange", {}),
    ],
)
def test_characters_when_a_cmap_is_read_then_each_code_has_its_text(cmap, expected):
    assert marks.characters(cmap) == expected
