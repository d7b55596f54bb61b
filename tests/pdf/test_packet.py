from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pytest
from msgspec import structs

from handouts.document import nodes
from handouts.errors import PdfError
from handouts.pdf import Binding, PacketWords, Part, PartsFailed, packet, write, write_packet
from tests import proofs, structure
from tests.pdf.samples import document, every_block, heading, items, paragraph, text, theme
from tests.pdf.strategies import said

WORDS = PacketWords("Packet page {page}", "Left blank")
LONG = document(paragraph("word " * 1400), items("one", "two"))
SPANISH = document(paragraph("Hola", key="term"), language="es")


def part(made: nodes.Document, *, columns: bool = True, scale: float = 1.0) -> Part:
    return Part(made, theme(columns=columns, scale=scale), WORDS)


def entry(number: int, title: str = "") -> nodes.Entry:
    return nodes.Entry(number, text(title or f"Handout {number}"), "Page {page}", f"Go to {number}", text("A note"))


def front(count: int) -> list[Part]:
    """Return a cover and contents."""
    panel = nodes.Callout((heading("Our packet", 1), paragraph(f"{count} handouts")), "cover")
    cover = structs.replace(document(title="Our packet"), blocks=(panel,))
    contents = structs.replace(
        document(), blocks=(heading("Inside", 1), nodes.Contents(tuple(map(entry, range(1, count + 1)))))
    )
    return [Part(cover, theme(), PacketWords(blank="Left blank")), Part(contents, theme(), WORDS)]


HANDOUTS = [part(document(*every_block())), part(SPANISH), part(LONG, columns=False, scale=1.5)]


def parts_of(data: bytes) -> list[structure.Element]:
    """Return the parts of a packet, after proving its structure."""
    found = structure.read(data)
    assert found.problems == []
    return found.root.children()[0].children()


def open_packet(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


# ---------------------------------------------------------------- whole


@pytest.mark.parametrize("copies", [1, 3])
@pytest.mark.parametrize("duplex", [False, True])
def test_packet_when_written_then_it_is_without_faults_and_says_every_document_once_a_copy(duplex, copies):
    binding = Binding(duplex=duplex, copies=copies, copy="Copy {number}")
    made = write_packet(front(3), HANDOUTS, binding)

    assert proofs.faults(made.data) == []
    parts = parts_of(made.data)
    assert [one.role for one in parts] == ["Part"] * 5 * copies
    for at, one in enumerate(parts):
        if at % 5 > 1:
            assert one.lines() == said(HANDOUTS[at % 5 - 2].document.blocks)


def test_packet_when_written_again_then_the_bytes_are_the_same():
    one, other = (write_packet(front(3), HANDOUTS, Binding(copies=2, copy="{number}")) for _ in range(2))
    assert one.data == other.data


def test_packet_when_it_holds_a_document_then_its_pages_are_painted_as_in_a_file_of_its_own():
    alone = [write(one.document, one.theme) for one in HANDOUTS]
    made = write_packet(front(3), [replace(one, words=PacketWords()) for one in HANDOUTS])
    with open_packet(made.data) as whole:
        for data, begin in zip(alone, made.begins, strict=True):
            with open_packet(data) as single:
                for number, page in enumerate(single.pages):
                    assert page.Contents.read_bytes() == whole.pages[begin - 1 + number].Contents.read_bytes()


def test_packet_when_languages_differ_then_each_part_names_its_own():
    parts = parts_of(write_packet(front(3), HANDOUTS).data)
    assert [one.language for one in parts] == ["", "", "", "es", ""]
    with open_packet(write_packet(front(3), HANDOUTS).data) as pdf:
        assert str(pdf.Root.Lang) == "en"
        listed = re.search(rb"<dc:language>(.*)</dc:language>", pdf.Root.Metadata.read_bytes())
        assert listed
        assert re.findall(rb"<rdf:li>(\w+)", listed[1]) == [b"en", b"es"]


def test_packet_when_two_documents_use_one_id_then_each_link_stays_in_its_own():
    link = nodes.Link("#term", text("word"), "The word")
    one = document(nodes.Paragraph((link,), ""), paragraph("meaning", key="term"))
    made = write_packet(front(2), [part(one), part(one)])
    with open_packet(made.data) as pdf:
        pages = [page.obj.objgen for page in pdf.pages]
        inner = [(at, pages.index(a.Dest[0].objgen)) for at, page in enumerate(pdf.pages)
                 for a in page.obj.get("/Annots", []) if str(a.Contents) == "The word"]  # fmt: skip
    assert inner == [(begin - 1, begin - 1) for begin in made.begins]


def test_packet_when_font_books_differ_then_each_page_has_its_own_fonts():
    looks = theme()
    other = structs.replace(looks, families=looks.families[::-1])
    made = write_packet(front(2), [part(LONG), Part(LONG, other, WORDS)])

    assert proofs.faults(made.data) == []
    assert [one.lines() for one in parts_of(made.data)[2:]] == [said(LONG.blocks)] * 2


# ---------------------------------------------------------------- contents, blank pages, numbers


def test_contents_when_written_then_they_lead_to_the_page_where_each_handout_begins():
    made = write_packet(front(3), HANDOUTS, Binding(duplex=True))
    contents = parts_of(made.data)[1]
    entries = [e for e in contents.walk() if e.role == "TOCI"]

    assert [e.lines() for e in entries] == [
        [f"Handout {n} Page {page}", "A note"] for n, page in enumerate(made.begins, start=1)
    ]
    assert [[below.role for below in e.walk()] for e in entries] == [["TOCI", "Reference", "Link", "P"]] * 3
    with open_packet(made.data) as pdf:
        pages = [page.obj.objgen for page in pdf.pages]
        found = [pages.index(a.Dest[0].objgen) + 1 for a in pdf.pages[2].obj.Annots]
    assert found == [page for page in made.begins for _ in range(2)]


@pytest.mark.parametrize("duplex", [False, True])
def test_packet_when_duplex_then_each_part_begins_on_a_right_hand_page_after_a_page_that_says_why(duplex):
    made = write_packet(front(3), HANDOUTS, Binding(duplex=duplex))
    found = structure.read(made.data)
    blank = [at for at, page in enumerate(found.pages, start=1) if not page.marks]

    assert all(page % 2 for page in made.begins) is duplex
    said_there = ["".join(found.pages[at - 1].artifacts) for at in blank]
    assert said_there == (["Left blank", *(f"Packet page {at}Left blank" for at in blank[1:])] if duplex else [])
    assert made.pages == len(found.pages)
    with open_packet(made.data) as pdf:
        assert pdf.Root.ViewerPreferences.get("/Duplex") == (pikepdf.Name.DuplexFlipLongEdge if duplex else None)


def test_packet_when_single_pages_are_bound_duplex_then_each_has_a_blank_back_but_the_last():
    one = part(document(paragraph("x")))
    made = write_packet(front(3)[1:], [one, one, one], Binding(duplex=True))

    assert made.begins == (3, 5, 7)
    assert made.pages == 7


def test_pages_when_numbered_then_each_has_its_own_number_and_the_packet_s():
    made = write_packet(front(3), HANDOUTS)
    found = structure.read(made.data)
    ends = [*made.begins[1:], made.pages + 1]
    for begin, end in zip(made.begins, ends, strict=True):
        for page in range(begin, end):
            running = " ".join(found.pages[page - 1].artifacts)
            assert f"Page {page - begin + 1} of {end - begin}" in running
            assert f"Packet page {page}" in running
    assert "Packet page" not in " ".join(found.pages[0].artifacts)


def test_contents_when_there_is_no_such_handout_then_it_is_told():
    with pytest.raises(PdfError) as caught:
        write_packet(front(4), HANDOUTS)
    assert [f.code for f in caught.value.findings] == ["H410"]
    with pytest.raises(PdfError) as caught:
        write(front(1)[1].document, theme())
    assert [f.code for f in caught.value.findings] == ["H410"]


def test_contents_when_they_are_longer_than_a_page_then_they_go_on_over_the_next():
    handouts = [part(document(paragraph(str(n)))) for n in range(60)]
    made = write_packet(front(60), handouts)

    assert proofs.conformance(made.data) == []
    contents = parts_of(made.data)[1]
    numbers = [line for e in contents.walk() if e.role == "Link" for line in e.lines()]
    assert numbers == [f"Handout {n} Page {page}" for n, page in enumerate(made.begins, start=1)]
    assert made.begins[0] > 4


# ---------------------------------------------------------------- bookmarks, copies


def outline(data: bytes) -> list[tuple[str, int, int]]:
    """Return title, page and count of each outermost bookmark."""
    with open_packet(data) as pdf:
        pages = [page.obj.objgen for page in pdf.pages]
        found = []
        at: pikepdf.Object | None = pdf.Root.Outlines.First
        while at is not None:
            found.append((str(at.Title), pages.index(at.Dest[0].objgen) + 1, int(at.get("/Count", 0))))
            at = at.get("/Next")
        assert int(pdf.Root.Outlines.Count) == len(found)
        return found


def test_bookmarks_when_written_then_there_is_one_for_each_part_and_its_own_lie_folded_below():
    made = write_packet(front(3), HANDOUTS)
    found = outline(made.data)

    assert [title for title, _, _ in found] == ["Our packet", "Inside", "Title", "Title", "Title"]
    assert [page for _, page, _ in found] == [1, 2, *made.begins]
    assert found[2][2] < -5
    assert found[3][2] == 0


def test_copies_when_asked_for_then_their_pages_show_the_same_contents_and_lead_to_their_own_handouts():
    once, made = (write_packet(front(3), HANDOUTS, Binding(copies=n, copy="Copy {number}")) for n in (1, 3))

    assert (made.pages, made.begins) == (once.pages, once.begins)
    assert len(made.data) < 1.5 * len(once.data)
    assert outline(made.data)[-2:] == [("Copy 2", made.pages + 1, 0), ("Copy 3", 2 * made.pages + 1, 0)]
    with open_packet(made.data) as pdf:
        pages = [page.obj.objgen for page in pdf.pages]
        assert len(pages) == len(set(pages)) == 3 * made.pages
        for at, page in enumerate(pdf.pages):
            assert page.obj.Contents.objgen == pdf.pages[at % made.pages].obj.Contents.objgen
            for annotation in page.obj.get("/Annots", []):
                if "/Dest" in annotation:
                    target = pages.index(annotation.Dest[0].objgen)
                    assert target // made.pages == at // made.pages
        counted = pdf.Root.PageLabels.Nums
        assert [int(key) for key in list(counted)[::2]] == [0, made.pages, 2 * made.pages]


def test_copies_when_duplex_then_each_begins_on_a_right_hand_page():
    made = write_packet(front(1)[1:], [part(document(paragraph("x")))], Binding(copies=2, copy="", duplex=True))
    assert made.pages == 4


def test_packet_when_it_has_too_many_pages_then_it_is_refused(monkeypatch):
    monkeypatch.setattr(packet, "MOST_PAGES", 9)
    with pytest.raises(PdfError) as caught:
        write_packet(front(3), HANDOUTS, Binding(copies=2, copy=""))
    assert [f.code for f in caught.value.findings] == ["H411"]


def test_packet_when_parts_cannot_be_set_then_every_one_of_them_is_told():
    wrong = part(document(paragraph("名")))
    words = Part(LONG, theme(), PacketWords("字 {page}", "漢"))
    with pytest.raises(PartsFailed) as caught:
        write_packet(front(3), [wrong, part(LONG), words])

    assert sorted(caught.value.errors) == [2, 4]
    assert [f.message[-40:] for f in caught.value.errors[4].findings] != []
    assert sorted(getattr(caught.value.errors[4], "characters", ())) == ["字", "漢"]
