from __future__ import annotations

from handouts.checks.registry import checks
from handouts.checks.voice.answers import Question, apart, by_question
from tests.checks.fragments import subjects

ALLOWED = "checks: {allow: [{code: H370, words: Eating, reason: These patients are children}]}"


def answers(folder, *given):
    made = subjects("\n---\n".join(f"topic: t{at}\n{more}" for at, (_, more) in enumerate(given)), folder)
    asked = [Question("H370", one) for one in made]
    return [
        each.answered((), "eating", value, value, ("summary",)) for each, (value, _) in zip(asked, given, strict=True)
    ]


def topic(answer):
    return answer.place.file.split("/")[2]


def found(folder, *given, differ=None):
    return [(topic(each.answer), topic(each.usual), each.count) for each in apart(answers(folder, *given), differ)]


def test_apart_when_one_differs_from_most_then_it_alone_is_found(tmp_path):
    assert found(tmp_path, ("8", ""), ("4", ""), ("8", "")) == [("t1", "t0", 2)]


def test_apart_when_as_many_say_one_as_the_other_then_the_first_is_usual(tmp_path):
    assert found(tmp_path, ("8", ""), ("4", "")) == [("t1", "t0", 1)]


def test_apart_when_a_file_allows_its_answer_then_the_others_are_usual(tmp_path):
    # The one with the reason is still yielded: that it is allowed is for the allow list to say.
    assert found(tmp_path, ("4", ALLOWED), ("8", "")) == [("t0", "t1", 1)]
    assert found(tmp_path, ("4", ALLOWED), ("4", ALLOWED), ("8", "")) == [("t0", "t2", 1), ("t1", "t2", 1)]
    other = ALLOWED.replace("H370", "H371")
    assert found(tmp_path, ("4", other), ("8", "")) == [("t1", "t0", 1)]


def test_apart_when_two_answers_can_both_be_right_then_nothing_is_found(tmp_path):
    assert found(tmp_path, ("8", ""), ("4", ""), differ=lambda *_: False) == []
    assert found(tmp_path, ("8", ""), ("8", "")) == []
    assert found(tmp_path, ("8", "")) == []


def test_by_question_when_key_language_or_more_differ_then_the_answers_are_not_compared(tmp_path):
    one, other = (Question("H370", each) for each in subjects("topic: a\n---\ntopic: a\nlanguage: es", tmp_path))
    here = one.answered((), "eating", "8", "8", ("summary",))
    rest = [
        one.answered((), "drinking", "8", "8", ("summary",)),
        one.answered(("ward",), "eating", "8", "8", ("summary",)),
        other.answered((), "eating", "8", "8", ("summary",)),
    ]

    assert by_question([[here, *rest], [here]]) == [[here, here], *([each] for each in rest)]


def test_of_many_when_files_come_in_any_order_then_what_is_found_is_the_same(tmp_path):
    made = subjects(
        "topic: b\nreturn_to: [{activity: driving, after: 1 day}]\n---\n"
        "topic: a\nreturn_to: [{activity: driving, after: 2 days}]",
        tmp_path,
    )
    compare = checks()["H372"].of_many
    assert compare

    (hit,) = compare(made)
    assert hit.place.file.split("/")[2] == "b"
    assert list(compare(made[::-1])) == [hit]
