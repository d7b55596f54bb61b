from __future__ import annotations

from handouts.checks.reading.vocabulary import bag, lines


def test_bag_when_words_stand_twice_then_each_is_there_once():
    assert bag("not never not") == {"not", "never"}


def test_lines_when_a_file_is_read_then_remarks_are_left_out():
    found = list(lines("participles-en.txt"))

    assert found
    assert [line for line in found if line.startswith("#") or not line] == []
