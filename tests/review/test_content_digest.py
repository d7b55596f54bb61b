"""The digest that a signature holds for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handouts.model import Asset
from handouts.review.content_digest import content_digest
from tests.checks import examples


@pytest.fixture
def digest(tmp_path):
    """Return a function that digests the smallest handout with a fragment laid over it."""

    def of(fragment="title: Opening a narrow tube", assets=None):
        loaded = examples.made(fragment, tmp_path)[0].loaded
        return content_digest(replace(loaded, assets=assets or {}))

    return of


@pytest.mark.parametrize(
    "fragment",
    [
        "title: Opening a narrow pipe",
        "preparation: [{when: 6 hours before, text: Stop eating.}]",
        "risks: {items: [{name: Bleeding, how_often: {n: 1, of: 100, source: s}, what_we_do: We watch.}]}",
        "recovery: [{when: First 24 hours, text: Rest at home.}, {when: Later, text: Walk.}]",
        "review: {version: '0.2'}",
    ],
)
def test_digest_when_a_word_or_a_fact_changes_then_is_another(digest, fragment):
    assert digest(fragment) != digest()


@pytest.mark.parametrize("fragment", ["review: {next_review: '2029-01-01'}", "checks: {allow: []}"])
def test_digest_when_only_the_review_or_the_checks_change_then_is_the_same(digest, fragment):
    assert digest(fragment) == digest()


def test_digest_when_a_picture_changes_then_is_another_and_its_name_does_not_count(digest):
    words = "pictures: [{{file: {}.png, alt: A narrow duct, section: purpose}}]"
    one = digest(words.format("duct"), {"duct.png": Asset("png", b"one")})

    assert digest(words.format("duct"), {"duct.png": Asset("png", b"two")}) != one
    assert digest(words.format("other"), {"other.png": Asset("png", b"one")}) == one


def test_digest_when_a_value_is_of_a_new_kind_then_fails_loudly(tmp_path):
    loaded = examples.made("title: Opening a narrow tube", tmp_path)[0].loaded
    odd = replace(loaded, handout=loaded.handout.model_copy(update={"title": 1.5}))

    with pytest.raises(TypeError, match="title holds a float, which no signature covers"):
        content_digest(odd)
