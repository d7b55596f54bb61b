from __future__ import annotations

import pytest

from handouts.report.chart import chart, label, words
from handouts.report.gather import Level
from tests.report.reading import Reader

GRADES = [Level("what_happens", 4.2, 8, above=False), Level("risks", 12.5, 8, above=True), Level("do", -0.8, 8, False)]
SCORES = [Level("summary", 70.0, 55, above=False, is_grade=False), Level("do", 40.0, 55, True, is_grade=False)]


@pytest.mark.parametrize("levels", [GRADES, SCORES])
def test_chart_when_drawn_then_it_says_in_words_what_it_shows(levels):
    reader = Reader(chart(levels, "c1"))
    (svg,) = reader.all("svg")
    ids = {attributes.get("id") for _, attributes in reader.elements}

    assert svg["role"] == "img"
    assert set(str(svg["aria-labelledby"]).split()) <= ids
    for level in levels:
        assert f"{label(level.name)} " in words(levels)
    assert words(levels) in reader.text
    assert words(levels).count("(harder than the target)") == 1


@pytest.mark.parametrize("levels", [GRADES, SCORES])
def test_chart_when_drawn_then_bars_are_as_long_as_their_values_and_stay_inside(levels):
    reader = Reader(chart(levels, "c1"))
    bars = reader.all("rect")
    width = float(str(reader.all("svg")[0]["viewbox"]).split()[2])

    assert len(bars) == len(levels)
    lengths = [float(str(bar["width"])) for bar in bars]
    assert [lengths[0] < lengths[1], levels[0].value < levels[1].value] in ([True, True], [False, False])
    assert min(lengths) >= 1
    assert max(float(str(bar["x"])) + length for bar, length in zip(bars, lengths, strict=True)) < width
    assert ["above" in str(bar["class"]) for bar in bars] == [level.above for level in levels]
    assert reader.text.count("too hard") == 1, "color alone says nothing"


def test_words_when_a_language_has_a_score_then_it_is_named_once():
    assert words(SCORES) == "Summary 70.0; Do 40.0 (harder than the target). The target is an INFLESZ score of 55."
