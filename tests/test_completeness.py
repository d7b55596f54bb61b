"""The proof of completeness can fail: every way to lose, change or add words on a real page is found."""

from __future__ import annotations

import functools

import pytest

from tests import completeness, shipped, structure

LAYOUTS = ("standard", "large-print")
by_layout = pytest.mark.parametrize("layout", LAYOUTS)


@functools.cache
def _page(layout: str) -> tuple[str, completeness.Expected, list[tuple[int, int]]]:
    """Return the text of a real page, what must be in it, and where each piece stands."""
    case = next(c for c in shipped.cases() if c.layout == layout and c.page_size == "letter" and "biliary" in c.topic)
    text = completeness.page_text(structure.read(shipped.pdf(case)).lines())
    wanted = completeness.expected(case)
    steps = list(completeness.compare(text, wanted))
    places = [step for step in steps if isinstance(step, tuple)]
    assert len(places) == len(steps) == len(wanted.pieces) > 200
    return text, wanted, places


def _finds(text: str, wanted: completeness.Expected) -> bool:
    return any(isinstance(step, str) for step in completeness.compare(text, wanted))


@by_layout
def test_compare_when_any_one_piece_is_dropped_then_it_is_found(layout):
    text, wanted, places = _page(layout)

    missed = [
        piece
        for piece, (start, end) in zip(wanted.pieces, places, strict=True)
        if not _finds(text[:start] + text[end:], wanted)
    ]

    assert missed == []


@by_layout
def test_compare_when_any_one_number_is_changed_then_it_is_found(layout):
    text, wanted, places = _page(layout)
    digits = [at for start, end in places for at in range(start, end) if text[at].isdigit()]

    missed = []
    for at in digits:
        changed = text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]
        if not _finds(changed, wanted):
            missed.append(text[at - 20 : at + 20])

    assert len(digits) > 100
    assert missed == []


@by_layout
def test_compare_when_any_one_piece_is_doubled_then_it_is_found(layout):
    text, wanted, places = _page(layout)

    missed = [
        piece
        for piece, (start, end) in zip(wanted.pieces, places, strict=True)
        if not _finds(f"{text[:end]} {text[start:end]}{text[end:]}", wanted)
        and not completeness.says_nothing(piece.text, wanted)
    ]

    assert missed == []


@by_layout
def test_compare_when_a_line_changes_places_with_the_next_then_it_is_found(layout):
    text, wanted, _ = _page(layout)
    lines = text.split("\n")
    silent = [completeness.says_nothing(line, wanted) for line in lines]
    told = [n for n in range(len(lines) - 1) if not silent[n] and not silent[n + 1]]

    missed = []
    for n in told:
        swapped = [*lines[:n], lines[n + 1], lines[n], *lines[n + 2 :]]
        if lines[n] != lines[n + 1] and not _finds("\n".join(swapped), wanted):
            missed.append(lines[n])

    assert len(told) > 50
    assert missed == []


@by_layout
def test_compare_when_the_space_between_two_words_is_lost_then_it_is_found(layout):
    text, wanted, places = _page(layout)
    spaces = [text.index(" ", start, end) for start, end in places if " " in text[start:end]]

    missed = [text[at - 20 : at + 20] for at in spaces if not _finds(text[:at] + text[at + 1 :], wanted)]

    assert len(spaces) > 150
    assert missed == []


@pytest.mark.parametrize("extra", ["Take 2 pills.", "not", "9"])
def test_compare_when_words_are_added_anywhere_then_they_are_found(extra):
    text, wanted, places = _page("standard")

    missed = [end for _, end in places if not _finds(f"{text[:end]}\n{extra}\n{text[end:]}", wanted)]

    assert missed == []


def test_compare_when_the_page_is_empty_then_every_piece_is_missing():
    _, wanted, _ = _page("standard")

    assert len(list(completeness.compare("", wanted))) == len(wanted.pieces)


def test_expected_when_a_layout_leaves_fields_out_then_only_these_are_not_wanted():
    case = shipped.cases()[0]
    shelf, workspace = shipped.shelf(), shipped.workspace()
    file = shelf.file(workspace, case.topic, case.language)
    assert file is not None
    handout = shelf.handout(workspace, file)
    clinic, language = shelf.clinic(workspace, None).clinic, shelf.language(workspace, "en")

    def fields(left_out: tuple[str, ...]) -> set[str]:
        return {p.where for p in completeness.pieces(handout, clinic, language, left_out)}

    assert fields(()) - fields(("codes", "glossary")) == {"codes", "glossary"}


def test_expected_when_a_handout_is_read_then_every_filled_field_has_a_piece():
    case = next(c for c in shipped.cases() if c.layout == "standard")
    shelf, workspace = shipped.shelf(), shipped.workspace()
    file = shelf.file(workspace, case.topic, case.language)
    assert file is not None
    handout = shelf.handout(workspace, file).handout
    left_out = shelf.layout(workspace, case.layout).file.leave_out
    filled = {name for name in type(handout).model_fields if getattr(handout, name) not in (None, (), "")}

    told = {piece.where for piece in completeness.expected(case).pieces}

    assert len(filled) > 20
    assert filled - told - {"pictures"} == set(left_out)
