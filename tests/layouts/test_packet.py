from __future__ import annotations

import datetime

import pytest

from handouts import document
from handouts.document import nodes
from handouts.layouts import packet

TODAY = datetime.date(2026, 11, 21)


def facts(studio, *members, **asked):
    clinic, language = studio.clinic(), studio.language()
    return packet.packet_facts(members, clinic.clinic, language, packet.Asked(TODAY, **asked))


def member(studio, layout="standard", **changes):
    return packet.Member(studio.handout(**changes), studio.language(), layout)


def rendered(studio, page, made, **clinic):
    layout = studio.layout("standard")
    given = studio.clinic(**clinic)
    markup = packet.render_packet(page, made, given, studio.language(), layout)
    assets = {"clinic-logo": given.logo} if given.logo else {}
    return document.parse(markup, page, assets)


def test_facts_when_layouts_differ_then_each_entry_names_its_own(studio):
    same = facts(studio, member(studio), member(studio))
    other = facts(studio, member(studio), member(studio, "large-print"))

    assert not [note for entry in same.entries for note in entry.notes if "Layout" in note.words]
    assert ["Layout: large-print" in [note.words for note in entry.notes] for entry in other.entries] == [False, True]


def test_facts_when_counted_then_the_title_and_the_latest_date_are_there(studio):
    made = facts(studio, member(studio), title="Mine")

    assert (made.title, made.counted, made.department) == ("Mine", "1 handout", "test-department")
    assert made.written_on == studio.handout().handout.review.written_on
    assert facts(studio, member(studio)).title == "Your information packet"


@pytest.mark.parametrize("page", ["cover", "contents"])
def test_page_when_names_hold_markup_then_it_is_text(studio, page):
    made = facts(studio, member(studio, title="A <b> & {page}"), title="<h1> & “x”")
    tree = rendered(studio, page, made, name="Clinic <script>")

    assert tree.title.endswith("<h1> & “x”")
    assert tree.author == "Clinic <script>"
    words = "".join(nodes.inline_text(b.inlines) for b in nodes.walk(tree.blocks) if isinstance(b, nodes.Heading))
    assert ("<h1> & “x”" in words) is (page == "cover")


def test_contents_when_rendered_then_each_entry_leads_to_its_handout(studio):
    made = facts(studio, member(studio, title="One"), member(studio, title="Two"))
    (contents,) = [b for b in nodes.walk(rendered(studio, "contents", made).blocks) if isinstance(b, nodes.Contents)]

    assert [(e.part, nodes.inline_text(e.inlines), e.number, e.description) for e in contents.entries] == [
        (1, "One", "Packet page {page}", "Go to the handout “One”"),
        (2, "Two", "Packet page {page}", "Go to the handout “Two”"),
    ]


def test_notices_when_there_is_a_cover_then_they_stand_on_it_and_not_in_the_contents(studio):
    bare, covered = (facts(studio, member(studio), cover=cover) for cover in (False, True))

    def notices(page, made):
        tree = rendered(studio, page, made)
        return [b for b in tree.blocks if isinstance(b, nodes.Callout) and b.style == "notice"]

    assert bare.drafts
    assert [len(notices(*each)) for each in (("contents", bare), ("contents", covered), ("cover", covered))] == [
        1,
        0,
        1,
    ]
