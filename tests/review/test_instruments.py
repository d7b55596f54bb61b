"""Both instruments as they were published."""

from __future__ import annotations

import pytest

from handouts.review.instruments import INDEX, NOT_APPLICABLE, PEMAT, instrument, instruments


def test_pemat_when_read_then_has_the_24_items_of_the_printable_form_under_their_own_numbers():
    pemat = instrument(PEMAT)

    assert [item.number for item in pemat.items] == [*range(1, 13), *range(15, 27)]
    assert [(part.key, len(part.items)) for part in pemat.parts] == [("understandability", 17), ("actionability", 7)]
    assert [item.number for item in pemat.items if item.unless] == [6, 8, 9, 11, 16, 17, 18, 19, 24, 25]


def test_index_when_read_then_has_20_items_and_one_that_gives_its_point_for_no():
    index = instrument(INDEX)

    assert [item.number for item in index.items] == [*range(1, 21)]
    assert [item.number for item in index.items if item.reversed] == [17]
    # Part A applies to all materials, so nothing of it can be “not applicable”.
    assert not any(item.unless for item in index.items if item.number <= 12)


@pytest.mark.parametrize(("key", "good", "bad"), [(PEMAT, "agree", "disagree"), (INDEX, "yes", "no")])
def test_points_when_an_answer_is_given_then_the_good_one_gives_one(key, good, bad):
    first = instrument(key).items[0]

    assert instrument(key).answers(first) == (good, bad)
    assert (instrument(key).points(first, good), instrument(key).points(first, bad)) == (1, 0)


def test_points_when_the_item_is_reversed_then_no_gives_one():
    item = next(item for item in instrument(INDEX).items if item.number == 17)

    assert (instrument(INDEX).points(item, "no"), instrument(INDEX).points(item, "yes")) == (1, 0)
    assert instrument(INDEX).answers(item) == ("yes", "no", NOT_APPLICABLE)


def test_instruments_when_listed_then_each_names_its_publisher_and_no_text_stands_twice():
    texts = [item.asks for each in instruments() for item in each.items]

    assert ["AHRQ" in instruments()[0].source, "CDC" in instruments()[1].source] == [True, True]
    assert len(set(texts)) == len(texts) == 44
