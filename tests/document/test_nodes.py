"""The tree as values: compared by what they hold, never changed, and the same in another process."""

from __future__ import annotations

import multiprocessing

import pytest

from handouts.content import prose
from handouts.document.nodes import Heading, Paragraph, Section, Strong, Text, children, inline_text
from handouts.findings import Excerpt, Finding, Place, Severity

WORDS = (Text("Take "), Strong((Text("half"),)))


def test_nodes_when_of_two_kinds_with_the_same_values_then_they_are_not_the_same():
    values: list[object] = [Text("half"), prose.Words("half"), Section((), "half"), Paragraph((), "half")]

    assert [values.index(each) for each in values] == [0, 1, 2, 3]
    assert len({*values, Text("half")}) == 4


def test_node_when_written_to_then_it_says_no():
    with pytest.raises(AttributeError):
        Text("half").text = "double"  # type: ignore[misc]  # what must not work


def test_values_when_sent_to_another_process_then_they_are_equal_there():
    finding = Finding("H300", "One", Place("a.yaml", 3), "Two", Severity.WARNING, Excerpt("a", "b", "c"), "b")
    here, there = multiprocessing.Pipe()

    here.send((Heading(1, WORDS, "title", id="half"), finding))
    heading, same = there.recv()

    assert heading == Heading(1, WORDS, "title", id="half")
    assert {same, finding} == {finding}


def test_inline_text_when_marked_up_then_the_characters_are_whole():
    assert inline_text(WORDS) == "Take half"
    assert list(children(Section((Paragraph(WORDS, "body"),)))) == [Paragraph(WORDS, "body")]
