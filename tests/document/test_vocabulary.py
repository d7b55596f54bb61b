from __future__ import annotations

from handouts.document import vocabulary
from handouts.document.vocabulary import ALLOWED, BLOCKS, ELEMENTS, INLINES
from handouts.layouts.layout import GROUNDS


def test_elements_when_listed_then_every_one_can_be_reached():
    reachable = {"handout"}
    while True:
        grown = reachable | {name for parent in reachable for name in ALLOWED[parent]}
        if grown == reachable:
            break
        reachable = grown

    assert len(ELEMENTS) > 40
    assert reachable == set(ELEMENTS)


def test_elements_when_named_as_blocks_or_inlines_then_they_exist_and_are_not_both():
    assert BLOCKS
    assert INLINES
    assert set(ELEMENTS) >= BLOCKS | INLINES
    assert not BLOCKS & INLINES


def test_styles_when_a_template_may_name_them_then_every_layout_must_have_them():
    named = {*vocabulary.PARAGRAPH_STYLES, *vocabulary.HEADING_STYLES}

    assert len(named) > 8
    assert named <= set(GROUNDS)


def test_attributes_when_required_then_they_are_not_optional_as_well():
    both = {name: set(one.required) & set(one.optional) for name, one in ELEMENTS.items()}

    assert any(one.required for one in ELEMENTS.values())
    assert {name for name, shared in both.items() if shared} == set()
