"""Which items have a rule, and that each rule keeps to its instrument."""

from __future__ import annotations

import pytest

from handouts.review import judge
from handouts.review.instruments import INDEX, OPEN, PEMAT, instrument, instruments
from handouts.review.judging import LEFT_OPEN, State, counted, decided, flagged, rule, ruled
from tests.review.shipped_materials import materials


def test_rules_when_listed_then_only_one_item_is_left_to_a_person_without_any_evidence():
    every = {(each.key, item.number) for each in instruments() for item in each.items}

    assert every - ruled() == {(PEMAT, 2)}
    assert ruled() <= every


def test_rule_when_an_item_has_one_already_then_is_refused():
    assert (PEMAT, 1) in ruled()
    with pytest.raises(ValueError, match="two rules judge item 1 of pemat-p"):
        rule(PEMAT, 1)(lambda _: LEFT_OPEN)


def test_judge_when_the_shipped_topics_are_judged_then_each_answer_is_possible_and_has_evidence():
    seen = 0
    for material in materials():
        for (key, number), found in judge(material).items():
            item = next(item for item in instrument(key).items if item.number == number)
            if found.state is State.DECIDED:
                seen += 1
                assert found.answer in instrument(key).answers(item), (key, number)
                assert found.evidence, (key, number)
            else:
                assert found.answer == OPEN, (key, number)
            assert all(line.strip() == line and line for line in found.evidence)

    assert seen >= 4 * 15


def test_judge_when_the_shipped_topics_are_judged_then_only_long_lists_are_against_them():
    against = [
        (material.subject.loaded.topic, key, number, found.evidence[-1])
        for material in materials()
        for (key, number), found in judge(material).items()
        if found.answer in ("disagree", "no") and (key, number) != (INDEX, 17)
    ]

    long = "more than 7 items in one list: “What happens, step by step” (8)"
    assert against == [
        ("vascular-embolization", INDEX, 8, long),
        ("temporary-balloon-occlusion", INDEX, 8, long),
    ]


def test_helpers_when_called_then_say_who_answers():
    assert (decided("agree", "because").answer, decided("agree", "because").state) == ("agree", State.DECIDED)
    assert (flagged("look").answer, flagged("look").evidence) == (OPEN, ("look",))
    assert [counted(1, "box", "boxes"), counted(2, "box", "boxes"), counted(0, "step")] == [
        "1 box",
        "2 boxes",
        "0 steps",
    ]
