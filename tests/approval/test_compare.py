"""What changed, sentence by sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.approval.compare import changes, split
from handouts.approval.words import words_of


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("“One.” Two.", ["“One.”", "Two."]),
        ("**One.** Two", ["**One.**", "Two"]),
        ("100.4 °F", ["100.4 °F"]),
        ("一。二。", ["一。", "二。"]),
        ("", []),
    ],
)
def test_split_when_a_text_has_sentences_then_each_is_one(text, sentences):
    assert split(text) == sentences


@given(st.text(alphabet="ab.!? ”)。", max_size=40))
def test_split_when_any_text_then_no_sign_is_lost(text):
    assert "".join(split(text)).replace(" ", "") == text.replace(" ", "")


def test_changes_when_nothing_changed_then_there_are_none(ward):
    lines = [str(line) for line in words_of(ward.handout())]

    assert changes(lines, lines) == []


def test_changes_when_one_sentence_of_a_paragraph_changed_then_that_one_alone_is_told():
    (change,) = changes(["summary: One. Two. Three."], ["summary: One. Zwei. Three."])

    assert (change.section, change.before, change.after, change.path) == ("summary", ("Two.",), ("Zwei.",), "summary")


def test_changes_when_an_item_is_put_in_before_others_then_these_are_not_told():
    before = ["do.1: Rest.", "do.2: Drink."]
    after = ["do.1: Sleep.", "do.2: Rest.", "do.3: Drink."]

    (change,) = changes(before, after)
    assert (change.before, change.after, change.path) == ((), ("do: Sleep.",), "do.1")


def test_changes_when_a_fact_changed_then_its_name_is_told():
    (change,) = changes(["preparation.1.when: 8 hours before"], ["preparation.1.when: 6 hours before"])

    assert (change.before, change.after) == (("when: 8 hours before",), ("when: 6 hours before",))


def test_changes_when_a_picture_changed_then_it_is_called_one():
    (change,) = changes(["pictures.1.sha256: aa"], ["pictures.1.sha256: bb"])

    assert change.after == ("picture file: bb",)


def test_changes_when_a_section_is_gone_then_it_is_told_where_it_stood():
    (change,) = changes(["title: A", "limits.1: It may fail."], ["title: A"])

    assert (change.section, change.before, change.after) == ("limits", ("limits: It may fail.",), ())


def test_changes_when_a_word_moves_to_another_kind_of_place_then_it_is_told():
    found = changes(["do.1: Drink."], ["do_not.1: Drink."])

    assert [(change.section, change.before, change.after) for change in found] == [
        ("do", ("do: Drink.",), ()),
        ("do_not", (), ("do not: Drink.",)),
    ]
