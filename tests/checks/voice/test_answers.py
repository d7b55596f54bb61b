from __future__ import annotations

from handouts.checks.voice.answers import Answer, apart, in_order
from tests.checks.fragments import subjects

ALLOWED = "checks: {allow: [{code: H370, words: eating, reason: These patients are children}]}"


def answers(folder, *given):
    made = subjects("\n---\n".join(f"topic: t{at}\n{more}" for at, (_, more) in enumerate(given)), folder)
    return [Answer(one, value, value, ("summary",)) for one, (value, _) in zip(made, given, strict=True)]


def found(folder, *given, differ=None):
    odd = apart("H370", "eating", answers(folder, *given), differ)
    return [(each.answer.subject.name, each.usual.subject.name, each.count) for each in odd]


def test_apart_when_one_differs_from_most_then_it_alone_is_found(tmp_path):
    assert found(tmp_path, ("8", ""), ("4", ""), ("8", "")) == [("ward/t1", "ward/t0", 2)]


def test_apart_when_as_many_say_one_as_the_other_then_the_first_is_usual(tmp_path):
    assert found(tmp_path, ("8", ""), ("4", "")) == [("ward/t1", "ward/t0", 1)]


def test_apart_when_a_file_allows_its_answer_then_the_others_are_usual(tmp_path):
    # The one with the reason is still yielded: that it is allowed is for the allow list to say.
    assert found(tmp_path, ("4", ALLOWED), ("8", "")) == [("ward/t0", "ward/t1", 1)]
    assert found(tmp_path, ("4", ALLOWED), ("4", ALLOWED), ("8", "")) == [
        ("ward/t0", "ward/t2", 1),
        ("ward/t1", "ward/t2", 1),
    ]


def test_apart_when_two_answers_can_both_be_right_then_nothing_is_found(tmp_path):
    assert found(tmp_path, ("8", ""), ("4", ""), differ=lambda *_: False) == []
    assert found(tmp_path, ("8", ""), ("8", "")) == []
    assert found(tmp_path, ("8", "")) == []


def test_in_order_when_files_come_in_any_order_then_topics_are_sorted(tmp_path):
    made = subjects("topic: b\n---\ntopic: a\nlanguage: es\n---\ntopic: a", tmp_path)
    assert [(one.loaded.topic, one.language) for one in in_order(made)] == [("a", "en"), ("a", "es"), ("b", "en")]
