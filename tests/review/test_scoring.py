"""Scores, as published, and never over more than is decided."""

from __future__ import annotations

import pytest

from handouts.review import Score, scores
from handouts.review.instruments import INDEX, NOT_APPLICABLE, PEMAT, instrument, instruments
from handouts.review.judging import LEFT_OPEN, decided


def judged(**given):
    """Return every item as open, but for those of PEMAT-P (``p1``) and the Index (``i1``) that are given."""
    found = {(each.key, item.number): LEFT_OPEN for each in instruments() for item in each.items}
    for name, answer in given.items():
        found[{"p": PEMAT, "i": INDEX}[name[0]], int(name[1:])] = decided(answer, "because")
    return found


def all_good(key):
    return {
        (key, item.number): instrument(key).bad if item.reversed else instrument(key).good
        for item in instrument(key).items
    }


def test_scores_when_nothing_is_decided_then_there_is_none():
    found = scores(judged())

    assert [score.percent for score in found] == [None, None, None]
    assert str(found.understandability) == "Understandability: no score; 0 of 17 items decided, 17 open for a person"


def test_scores_when_items_are_decided_then_not_applicable_is_left_out():
    # 2 of 3 that apply: 66.67 %, by hand.
    found = scores(judged(p4="agree", p6="disagree", p8="agree", p16="n/a")).understandability

    assert (found.points, found.applicable, found.decided, found.percent) == (2, 3, 4, 67)
    assert str(found) == "Understandability: 2 of 3 points (67%); 4 of 17 items decided, 13 open for a person"
    assert found.short == "2 of 3 decided, 13 of 17 open"


def test_scores_when_of_two_domains_then_are_apart():
    found = scores(judged(p20="agree", p1="disagree"))

    assert (found.actionability.percent, found.understandability.percent) == (100, 0)


@pytest.mark.parametrize(
    ("points", "applicable", "percent"), [(1, 8, 13), (1, 3, 33), (7, 8, 88), (0, 5, 0), (5, 5, 100)]
)
def test_percent_when_it_is_not_whole_then_half_goes_up(points, applicable, percent):
    assert Score("k", "Name", points, applicable, applicable, 17).percent == percent


def test_scores_when_a_person_has_not_signed_then_their_answers_do_not_count():
    assert scores(judged(p4="agree")).understandability.decided == 1
    assert scores(judged(p4="agree"), {(PEMAT, 1): "agree"}).understandability.decided == 2


def test_scores_when_a_person_answers_what_is_decided_then_the_program_keeps_its_answer():
    assert scores(judged(p4="disagree"), {(PEMAT, 4): "agree"}).understandability.points == 0


def test_scores_when_all_is_good_and_signed_then_are_100_and_say_so():
    found = scores(judged(), {**all_good(PEMAT), **all_good(INDEX)})

    assert [score.percent for score in found] == [100, 100, 100]
    assert [score.applicable for score in found] == [17, 7, 20]
    assert str(found.clear_communication) == (
        "Clear Communication Index: 20 of 20 points (100%); 20 of 20 items decided, signed"
    )
    assert found.clear_communication.short == "20 of 20 (100%), signed"


def test_index_when_there_is_no_main_message_then_items_two_to_four_score_nothing():
    given = {**all_good(INDEX), (INDEX, 1): "no"}

    assert scores(judged(), given).clear_communication.points == 16


def test_index_when_item_one_is_open_then_items_two_to_four_wait_unless_they_are_lost():
    found = scores(judged(i2="yes", i3="yes", i4="no")).clear_communication

    assert (found.points, found.applicable, found.decided) == (0, 1, 1)


def test_index_when_the_audience_need_not_calculate_then_no_gives_the_point():
    assert scores(judged(i17="no")).clear_communication.points == 1
    assert scores(judged(i17="yes")).clear_communication.points == 0
    assert scores(judged(i17=NOT_APPLICABLE)).clear_communication.applicable == 0
