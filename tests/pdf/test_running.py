from __future__ import annotations

import pytest
from msgspec.structs import replace

from handouts.document import nodes
from handouts.pdf import Binding, PacketWords, Part, write, write_packet
from handouts.pdf.running import Running
from tests import proofs, structure
from tests.pdf.samples import HEAD, Spot, composer, document, paragraph, text, theme, watched


def running(head: nodes.RunningHead = HEAD, foot: nodes.RunningFoot | None = None) -> Running:
    changes = {"head": head} | ({"foot": foot} if foot else {})
    return Running(composer(), document(**changes))


def artifacts_of(made: nodes.Document) -> list[Spot]:
    with watched() as spots:
        write(made, theme())
    return [spot for spot in spots if spot.artifact]


def test_running_body_stands_between_head_and_foot() -> None:
    body = running()
    spots = artifacts_of(document(paragraph("x")))
    upper = [spot for spot in spots if spot.baseline > 400]
    lower = [spot for spot in spots if spot.baseline < 400]

    assert len(upper) == 5
    assert len(lower) == 2
    assert min(spot.bottom for spot in upper) > body.top
    assert max(spot.top for spot in lower) < body.bottom
    assert max(spot.top for spot in upper) <= 792 - 40
    assert min(spot.bottom for spot in lower) >= 36 - 1


def test_running_right_sides_end_at_the_margin() -> None:
    spots = artifacts_of(document(paragraph("x")))
    ends = sorted(round(spot.right, 1) for spot in spots)

    assert ends[-3:] == [558.0, 558.0, 558.0]  # two lines of the head and the page number


def test_running_in_a_packet_leaves_the_body_as_high_and_numbers_pages_above_the_head() -> None:
    words = PacketWords("Packet page {page}", "Left blank")
    alone, bound = running(), Running(composer(), document(), words)
    with watched() as spots:
        write_packet([], [Part(document(paragraph("x")), theme(), words)], Binding(duplex=True, copies=2, copy=""))
    highest = max(spots, key=lambda spot: spot.top)
    others = [spot.top for spot in spots if spot.page == 0 and spot is not highest]

    assert (bound.top, bound.bottom) == (alone.top, alone.bottom)
    assert highest.right == pytest.approx(558)
    assert highest.top < 792 - 12
    assert highest.bottom > max(others) - 1
    assert [spot.page for spot in spots if 390 < spot.baseline < 400] == [1]


def test_running_in_a_packet_where_the_margin_has_no_room_has_no_number() -> None:
    looks = replace(theme(), margin_top=20)
    with watched() as spots:
        write_packet([], [Part(document(paragraph("x")), looks, PacketWords("Packet page {page}"))])

    assert max(spot.top for spot in spots) < 792 - 19


def test_running_notice_and_longer_lines_take_room_from_the_body() -> None:
    bare = nodes.RunningHead((text("Clinic"),), (text("Right"),))
    noticed = nodes.RunningHead(bare.left, bare.right, text("DRAFT"))
    many = nodes.RunningHead(tuple(text(f"Line {n}") for n in range(6)), bare.right)

    assert running(noticed).top < running(bare).top
    assert running(many).top < running(bare).top
    foot = nodes.RunningFoot("words " * 60, "Page {page}")
    assert running(bare, foot).bottom > running(bare).bottom


def test_running_long_lines_are_broken_and_do_not_run_into_each_other() -> None:
    head = nodes.RunningHead(
        (text("The Very Long Name of a Medical Center in a Town With a Long Name"), text("Department " * 8)),
        (text("Patient information about " * 3), text("Questions? 555-0142")),
        text("DRAFT – not approved for patients, do not hand out, " * 4),
    )
    foot = nodes.RunningFoot("A long title of a handout about a procedure " * 3, "Page {page} of {pages} of this")
    spots = artifacts_of(document(paragraph("x"), head=head, foot=foot))

    assert len(spots) > 12
    for at, spot in enumerate(spots):
        assert spot.left >= 54 - 0.1
        assert spot.right <= 558.1
        assert not any(spot.overlaps(other) for other in spots[:at])


def test_running_second_line_of_the_foot_stands_below_the_number_on_every_page() -> None:
    foot = nodes.RunningFoot("A title " * 9, "Page {page} of {pages}", "Approved", "ID K7M-P4X-R9N")
    made = document(*[paragraph("filler")] * 60, foot=foot)
    spots = [spot for spot in artifacts_of(made) if spot.baseline < 400]
    pages = structure.read(write(made, theme())).pages

    assert len(pages) > 1
    assert all("ID K7M-P4X-R9N" in "".join(page.artifacts) for page in pages)
    assert sum(round(spot.right, 1) == 558.0 for spot in spots) >= 2
    assert len({round(spot.baseline, 1) for spot in spots}) == 2
    assert max(spot.top for spot in spots) < running(foot=foot).bottom


def test_running_foot_of_few_words_still_has_room_for_a_second_line_at_the_right() -> None:
    foot = nodes.RunningFoot("", "", "", "ID K7M-P4X-R9N")
    made = document(paragraph("x"), foot=foot)
    (spot,) = [spot for spot in artifacts_of(made) if spot.baseline < 400]

    assert spot.bottom >= 36 - 1
    assert spot.top < running(foot=foot).bottom


def test_running_page_numbers_count_from_one_to_the_last() -> None:
    pages = structure.read(write(document(*[paragraph("filler")] * 100), theme())).pages

    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        assert any(f"Page {number} of {len(pages)}" in artifact for artifact in page.artifacts)


@pytest.mark.parametrize(
    "inlines",
    [
        (nodes.Link("tel:+15550142", text("555-0142"), "Call"),),
        (nodes.Strong((nodes.Link("https://example.org", text("555-0142"), "Call"),)),),
        (nodes.Foreign("es", text("555-0142")),),
    ],
)
def test_running_links_and_foreign_words_in_the_head_are_words_alone(inlines: tuple[nodes.Inline, ...]) -> None:
    data = write(document(paragraph("x"), head=nodes.RunningHead((), (inlines,))), theme())
    found = structure.read(data)

    assert proofs.faults(data) == []
    assert [e.role for e in found.root.walk() if e.role in ("Link", "Span")] == []
    assert "555-0142" in "".join(found.pages[0].artifacts)


def test_running_empty_head_and_foot_leave_a_sound_file() -> None:
    made = document(paragraph("x"), head=nodes.RunningHead((), ()), foot=nodes.RunningFoot("", ""))

    assert proofs.faults(write(made, theme())) == []
