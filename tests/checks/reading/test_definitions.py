from __future__ import annotations

import pytest

from handouts.checks.reading.definitions import defines
from handouts.checks.reading.text import read


@pytest.mark.parametrize(
    ("text", "defined"),
    [
        ("A thin tube (catheter) goes in.", True),
        ("A thin tube (also: catheter) goes in.", True),
        ("The catheter (a thin tube) goes in.", True),
        ("The catheter, which is a thin tube, goes in.", True),
        ("It is called a catheter.", True),
        ("A tube, or catheter, goes in.", True),
        ("catheter: a thin tube", True),
        ("The catheter goes in.", False),
        ("The catheter (5 F) goes in.", False),
        ("The catheter is in your arm.", False),
        ("The catheter such as a Foley goes in.", False),
        ("You may feel the catheter, pain or cold.", False),
    ],
)
def test_defines_when_a_sentence_says_what_a_word_means_then_it_is_seen(desk, text, defined):
    sentence = next(s for s in read(desk.subject(text)) if "catheter" in s.text)
    start = sentence.text.index("catheter")

    assert defines(sentence, start, start + len("catheter")) is defined
