from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest

from handouts.document import nodes
from handouts.pdf import write
from handouts.pdf.flow import Look
from handouts.pdf.paginate import paginate
from handouts.pdf.strips import Rail, Row, stack_height
from handouts.pdf.structure import Element
from tests import structure
from tests.pdf.samples import composer, document, items, pair, paragraph, theme, watched
from tests.pdf.strategies import said

if TYPE_CHECKING:
    from handouts.pdf.strips import Strip

STYLES = ("glance", "schedule", "timeline", "record", "glossary")
LIMIT = 300.0


def strips_of(block: nodes.Block, *, columns: bool = True) -> list[Strip]:
    return composer(limit=LIMIT, columns=columns).blocks((block,), Element("Document", None), 500, Look())


def read(*blocks: nodes.Block, columns: bool = True) -> structure.Structure:
    found = structure.read(write(document(*blocks), theme(columns=columns)))
    assert found.problems == []
    return found


# ---------------------------------------------------------------- pairs of every style


@pytest.mark.parametrize("columns", [True, False])
@pytest.mark.parametrize("style", STYLES)
def test_pairs_are_a_list_of_labels_and_bodies_in_order(style: str, columns: bool) -> None:
    entries = tuple(pair(f"Label {n}x", paragraph(f"body {n}")) for n in range(5))
    found = read(nodes.Pairs(entries, style), columns=columns)
    elements = list(found.root.walk())

    assert [e.text().strip() for e in elements if e.role == "Lbl"] == [f"Label {n}x" for n in range(5)]
    bodies = [e.text().strip().removeprefix(": ") for e in elements if e.role == "LBody"]
    assert bodies == [f"body {n}" for n in range(5)]


@pytest.mark.parametrize("columns", [True, False])
@pytest.mark.parametrize("style", STYLES)
def test_pairs_of_any_blocks_and_any_length_lose_nothing_and_fit(style: str, columns: bool) -> None:
    block = nodes.Pairs(
        (
            pair("Short", paragraph("one"), paragraph("two"), items("three")),
            pair("Long", *[paragraph(f"text {n}") for n in range(90)]),
            pair("Label " * 120, paragraph("x")),
            pair("Words", paragraph("word " * 1500)),
        ),
        style,
    )

    assert read(block, columns=columns).lines()[1:] == said((block,))
    assert all(strip.height <= LIMIT + 0.01 for strip in strips_of(block, columns=columns))


# ---------------------------------------------------------------- at a glance


def test_glance_is_two_columns_wide_with_rules_between_its_rows() -> None:
    entries = tuple(pair(f"Label {n}", paragraph("b")) for n in range(5))

    assert len(strips_of(nodes.Pairs(entries, "glance"))) == 3
    assert len(strips_of(nodes.Pairs(entries, "glance"), columns=False)) == 5


# ---------------------------------------------------------------- schedule


def test_schedule_time_and_its_note_are_two_words_to_a_reader() -> None:
    found = read(nodes.Pairs((pair("The day before", paragraph("x"), note="Wednesday"),), "schedule"))

    assert found.lines()[1] == "The day before Wednesday"


def test_schedule_with_little_to_do_is_one_row_for_each_time() -> None:
    entries = tuple(pair(f"{n} days before", items("a", "b", style="check")) for n in range(3))

    assert len(strips_of(nodes.Pairs(entries, "schedule"))) == 3


def test_schedule_time_is_repeated_as_an_artifact_beside_what_goes_on_over_a_page() -> None:
    entry = pair("1 week before", items(*[f"thing {n}" for n in range(70)], style="check"), note="Thursday")
    found = read(nodes.Pairs((entry,), "schedule"))

    assert len(found.pages) > 1
    assert found.root.text().count("1 week before") == 1
    for page in found.pages[1:]:
        assert any("1 week before Thursday" in re.sub(r"\s+", " ", artifact) for artifact in page.artifacts)


@pytest.mark.parametrize("lines", range(1, 12))
def test_schedule_repeated_time_never_stands_over_the_next_one(lines: int) -> None:
    long = pair("A time that takes a good many lines", *[paragraph(f"do {n}") for n in range(14 + lines)], note="Note")
    entries = (long, pair("The time after it", paragraph("x")), pair("And one more", paragraph("y")))
    for filler in range(12):
        blocks: list[nodes.Block] = [paragraph("filler") for _ in range(filler)]
        blocks.append(nodes.Pairs(entries, "schedule"))
        with watched() as spots:
            write(document(*blocks), theme())
        for one, other in itertools.combinations(spots, 2):
            assert not one.overlaps(other), (filler, one, other)


def test_schedule_that_goes_on_keeps_announcements_with_what_they_announce() -> None:
    entry = pair("Before", *[paragraph(f"Take {n}:") if n % 2 else paragraph(f"dose {n}") for n in range(1, 60)])
    rows = [row for row in strips_of(nodes.Pairs((entry,), "schedule")) if isinstance(row, Row)]
    assert len(rows) > 50

    announcing = [row.columns[-1].strips[-1].keep for row in rows]
    assert announcing[:4] == [True, False, True, False]
    for page in paginate(rows, LIMIT, 0)[:-1]:
        assert not announcing[rows.index(page[-1].strip)]  # type: ignore[arg-type]  # one of them


# ---------------------------------------------------------------- time line, records, glossary


@pytest.mark.parametrize("style", ["schedule", "record"])
def test_long_text_beside_a_label_of_several_lines_has_no_hole(style: str) -> None:
    entry = pair(
        "a label that needs more than one line of its narrow column " * 2, paragraph("words of the text " * 60)
    )
    rows = [row for row in strips_of(nodes.Pairs((entry,), style)) if isinstance(row, Row)]
    assert len(rows) > 1
    label, text = rows[0].columns
    assert len(label.strips) > 1
    assert stack_height(text.strips) >= stack_height(label.strips)
    assert len(text.strips) < len(label.strips) + 2


def test_timeline_stages_are_connected_by_rails_but_for_the_last() -> None:
    entries = tuple(pair(f"Day {n}", paragraph("rest")) for n in range(3))
    rails = strips_of(nodes.Pairs(entries, "timeline"))

    assert [rail.last for rail in rails] == [False, False, True]  # type: ignore[attr-defined]  # Rail


def test_timeline_stage_that_goes_on_after_a_cut_has_no_ring_of_its_own() -> None:
    entries = (pair("First", paragraph("words of the text " * 200)), pair("Second", paragraph("x")))
    rails = [strip for strip in strips_of(nodes.Pairs(entries, "timeline")) if isinstance(strip, Rail)]
    assert len(rails) > len(entries)
    assert [rail.ring for rail in rails] == [True, *[False] * (len(rails) - 2), True]
    assert [rail.after for rail in rails[:-2]] == [0.0] * (len(rails) - 2)


def test_glossary_sets_each_meaning_behind_its_word() -> None:
    entries = (pair("duct", paragraph("a tube"), paragraph("in the liver")), pair("bile", paragraph("a fluid")))

    assert read(nodes.Pairs(entries, "glossary")).lines()[1:] == [
        "duct",
        ": a tube in the liver",
        "bile",
        ": a fluid",
    ]


def test_glossary_keeps_what_is_no_paragraph() -> None:
    entry = pair("duct", paragraph("a tube:"), items("thin", "long"), paragraph("in the liver"))

    assert read(nodes.Pairs((entry,), "glossary")).lines()[1:] == [
        "duct",
        ": a tube:",
        "•",
        "thin",
        "•",
        "long",
        "in the liver",
    ]


# ---------------------------------------------------------------- things to write in

LONG = "The name and the phone number of the person who will drive you home and stay with you"


@pytest.mark.parametrize("columns", [True, False])
@pytest.mark.parametrize("label", ["Date", LONG, f"{LONG} {LONG}", "A label that nearly fills its column"])
def test_field_shows_its_whole_label_and_leaves_room_to_write(label: str, columns: bool) -> None:
    block = nodes.Fields(((label, ""), ("Place", "")))
    assert read(block, columns=columns).lines()[1:] == [label, "Place"]

    looks = theme(columns=columns)
    width = looks.width - looks.margin_left - looks.margin_right
    cell = (width - 18) / 2 if columns else width
    rules = _rules(block, columns=columns)
    assert len(rules) == 2
    assert all(right - left >= cell / 3 - 0.1 for left, right in rules)


def _rules(block: nodes.Fields, *, columns: bool) -> list[tuple[float, float]]:
    """Return left and right of the lines to write on."""
    from unittest import mock  # noqa: PLC0415  beside its one use

    from handouts.pdf.painter import Painter  # noqa: PLC0415  this test alone needs it

    with mock.patch.object(Painter, "rule") as rule:
        write(document(block), theme(columns=columns))
    found = [call.args for call in rule.call_args_list if call.args[3:] == ("grey",)]
    return [(x, x + width) for x, _, width, _ in found]


def test_field_filled_in_shows_label_and_value() -> None:
    assert read(nodes.Fields((("Date", "December 3"), ("Place", "")))).lines()[1:] == ["Date: December 3", "Place"]


def test_fields_stay_on_one_page() -> None:
    strips = strips_of(nodes.Fields(tuple((f"Field {n}", "") for n in range(6))))

    assert [strip.keep for strip in strips] == [True, True, False]
    assert strips_of(nodes.Fields(())) == []


def test_write_in_lines_are_artifacts_and_stay_together() -> None:
    strips = strips_of(nodes.WriteIn(4))
    found = read(nodes.WriteIn(4), paragraph("end"))

    assert [strip.keep for strip in strips] == [True, True, True, False]
    assert found.lines()[1:] == ["end"]
