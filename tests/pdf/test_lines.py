from __future__ import annotations

import itertools
from unittest import mock

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handouts.pdf.lines import Breaker, Line, Run, glue
from handouts.pdf.structure import Element
from handouts.pdf.words import clusters
from handouts.theme import WEIGHTS
from tests.pdf.reading import characters_of, line_text
from tests.pdf.samples import book

SETTINGS = settings(max_examples=150, deadline=None, derandomize=True)

REPERTOIRE = sorted(
    character
    for character in (chr(point) for point in set().union(*(face.characters for face in book().faces)))
    if not character.isspace()
)
PIECES = st.one_of(
    st.text(st.sampled_from("abcdefgqjVATo.,:;/-()"), min_size=1, max_size=10),
    st.text(st.sampled_from("0123456789.,%°"), min_size=1, max_size=6),
    st.text(st.sampled_from(REPERTOIRE), min_size=1, max_size=4),
    st.text(st.sampled_from("qj_/ab"), min_size=80, max_size=300),
    st.sampled_from(["≥", "°F", "hours", "(555)", "010-0199", "in", "\u00a0", "e\u0301"]),
)
TEXT = st.lists(PIECES, max_size=12).flatmap(
    lambda words: st.sampled_from(["", " "]).map(lambda edge: edge + " ".join(words) + edge)
)
RUNS = st.lists(st.tuples(TEXT, st.sampled_from(WEIGHTS)), max_size=5)
WIDTHS = st.one_of(st.floats(1, 40), st.floats(40, 500))


def runs_of(parts: list[tuple[str, str]]) -> list[Run]:
    return [Run(text, weight, "ink", Element("Span", None)) for text, weight in parts]


def broken(text: str, width: float, *, size: float = 12) -> list[str]:
    """Return text as broken lines, without the spaces they were broken at."""
    lines = Breaker(book()).lines([Run(text, "regular", "ink", None)], size, width)
    return [line_text(book(), line).rstrip(" ") for line in lines]


def joined(lines: list[Line]) -> str:
    return "".join(line_text(book(), line) for line in lines)


def collapsed(text: str) -> str:
    return " ".join(part for part in text.split(" ") if part)


# ---------------------------------------------------------------- nothing is lost


@SETTINGS
@given(RUNS, WIDTHS)
def test_lines_lose_double_and_reorder_no_character(parts: list[tuple[str, str]], width: float) -> None:
    runs = runs_of(parts)
    lines = Breaker(book()).lines(runs, 12, width)
    whole = "".join(text for text, _ in parts)

    assert joined(lines).replace("\u00a0", " ") == collapsed(whole).replace("\u00a0", " ")
    for run in runs:
        own = [part for line in lines for part in line.parts if part.element is run.element]
        text = "".join(characters_of(book(), part) for part in own)
        assert text.replace(" ", "").replace("\u00a0", "") == run.text.replace(" ", "").replace("\u00a0", "")


@SETTINGS
@given(RUNS, WIDTHS)
def test_lines_are_no_wider_than_asked_but_for_a_single_cluster(parts: list[tuple[str, str]], width: float) -> None:
    for line in Breaker(book()).lines(runs_of(parts), 12, width):
        single = len(clusters(line_text(book(), line).rstrip(" ") or " ")) == 1
        assert line.width <= width + 0.02 or single


@SETTINGS
@given(RUNS, WIDTHS)
def test_lines_parts_stand_side_by_side_without_gap_or_overlap(parts: list[tuple[str, str]], width: float) -> None:
    for line in Breaker(book()).lines(runs_of(parts), 12, width):
        x = 0.0
        for part in line.parts:
            assert part.x == pytest.approx(x, abs=0.001)
            x = part.x + part.width
        assert line.width <= x + 0.001
        assert x - line.width <= 12 * 0.35  # the space at which it was broken


@SETTINGS
@given(TEXT, WIDTHS)
def test_lines_one_run_and_the_same_text_in_two_runs_break_alike(text: str, width: float) -> None:
    assume(glue(text) == text)  # a glued space is kerned with its neighbours, but not over the border of two runs
    breaker = Breaker(book())
    one = breaker.lines([Run(text, "regular", "ink", None)], 12, width)
    middle = text.find(" ") + 1
    two = breaker.lines(
        [Run(text[:middle], "regular", "ink", None), Run(text[middle:], "regular", "ink", None)], 12, width
    )

    assert [line_text(book(), line) for line in one] == [line_text(book(), line) for line in two]
    assert [line.width for line in one] == pytest.approx([line.width for line in two])


PLAIN_RUNS = st.lists(
    st.tuples(
        st.lists(st.text("abcAVTo.,:é", min_size=1, max_size=9), max_size=14).flatmap(
            lambda words: st.sampled_from(["{}", "{} ", " {}", " {} "]).map(lambda edge: edge.format(" ".join(words)))
        ),
        st.sampled_from(WEIGHTS),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(PLAIN_RUNS, st.one_of(st.floats(1, 60), st.floats(60, 500)))
def test_lines_of_plain_words_are_the_same_word_for_word(parts: list[tuple[str, str]], width: float) -> None:
    runs = runs_of(parts)
    breaker = Breaker(book())
    quick = breaker._pattern(runs, 12, width, goes_on=False)
    with mock.patch.object(Breaker, "_quick", return_value=None):
        assert quick == breaker._pattern(runs, 12, width, goes_on=False)


def test_lines_of_plain_words_go_the_quick_way() -> None:
    breaker = Breaker(book())
    for parts, width in (
        ([("one two three", "regular")], 500.0),
        ([("one two three", "regular")], 30.0),
        ([("one ", "regular"), ("two", "bold"), (", then", "regular"), (" ", "bold"), ("three", "regular")], 40.0),
    ):
        assert breaker._quick(runs_of(parts), 12, width) == breaker._pattern(runs_of(parts), 12, width, goes_on=False)
    for text, width in (
        ("one two", 10.0),
        ("one  two", 500.0),
        (" one", 500.0),
        ("one ", 500.0),
        ("a ☐", 500.0),
        ("", 9),
    ):
        assert breaker._quick(runs_of([(text, "regular")]), 12, width) is None


def test_lines_fill_each_line_as_far_as_it_goes() -> None:
    breaker = Breaker(book())
    text = "one two three four five six seven eight nine ten eleven twelve"
    lines = broken(text, 120)

    assert len(lines) == 3
    for line, following in itertools.pairwise(lines):
        assert breaker.measure(line, "regular", 12) <= 120
        assert breaker.measure(f"{line} {following.split(' ')[0]}", "regular", 12) > 120


@pytest.mark.parametrize("runs", [[], [("", "bold")], [("  ", "regular"), (" ", "bold")]])
def test_lines_without_words_are_none(runs: list[tuple[str, str]]) -> None:
    assert Breaker(book()).lines(runs_of(runs), 12, 100) == []


def test_lines_that_go_on_end_with_a_space() -> None:
    run = Run("one two", "regular", "ink", None)

    assert joined(Breaker(book()).lines([run], 12, 500, goes_on=True)) == "one two "
    assert joined(Breaker(book()).lines([run], 12, 500)) == "one two"


def test_line_broken_between_two_runs_gives_the_space_to_the_run_it_stands_in() -> None:
    runs = runs_of([("first ", "regular"), ("second", "bold")])
    lines = Breaker(book()).lines(runs, 12, 40)

    assert len(lines) == 2
    assert [part.element for part in lines[0].parts] == [runs[0].element]
    assert line_text(book(), lines[0]) == "first "


# ---------------------------------------------------------------- what stays together


@pytest.mark.parametrize(
    "whole",
    [
        "8 hours",
        "100.4 °F",
        "38.5 °C",
        "≥ 38",
        "< 5",
        "~ 3",
        "5 in 100",
        "1 to 2 hours",
        "5 of 100 people",
        "5 von 100",
        "1 in 1,000 people",
        "12:30 AM",
        "6 p.m.",
        "50 %",
        "(555) 010-0199",
        "+1 555 010 0199",
        "555 0142",
        "01632 960123",
        "1 800 555 0199",
        "06 12 34 56 78",
        "10 000 people",
        "2 × 500 mg",
        "1 1/2 tablets",
        "1 ½ tablets",
        "½ tablet",
        "5 – 10 mg",
        "2 weeks",
    ],
)
def test_lines_number_and_what_belongs_to_it_stay_together_at_every_width(whole: str) -> None:
    need = Breaker(book()).measure(f"{whole},", "regular", 12)
    seen = set()
    for width in range(int(need) + 1, 260, 3):
        lines = broken(f"aa bb cc dd {whole}, ee ff gg hh", width)
        assert [line for line in lines if whole in line], lines
        seen.add(len(lines))
    assert len(seen) > 1
    assert " " not in glue(whole)


@pytest.mark.parametrize("text", ["one two", "call us", "Room A", "people 5", "the day before"])
def test_glue_leaves_words_alone(text: str) -> None:
    assert glue(text) == text


@SETTINGS
@given(st.text(st.sampled_from("0123456789 ab≥(),.%"), max_size=60))
def test_glue_changes_spaces_only(text: str) -> None:
    assert glue(text).replace("\u00a0", " ") == text


def test_lines_number_and_unit_in_two_runs_stay_together() -> None:
    runs = runs_of([("stop eating ", "regular"), ("8", "bold"), (" hours before", "regular")])
    for width in range(60, 200, 5):
        lines = [line_text(book(), line) for line in Breaker(book()).lines(runs, 12, width)]
        assert any("8 hours" in line for line in lines)


# ---------------------------------------------------------------- words that are too wide


def test_lines_too_wide_address_is_cut_after_a_sign() -> None:
    lines = broken("https://example.org/first-part/second-part/third-part", 150)

    assert len(lines) > 1
    assert all(line[-1] in "/-." for line in lines[:-1])


def test_lines_too_wide_group_of_a_number_is_cut_at_its_space() -> None:
    assert broken("8 hospitalisations", 60)[0] == "8"
    assert broken("(555) 010-0199", 60) == ["(555)", "010-0199"]


def test_lines_word_of_three_thousand_characters_is_whole_at_tiny_widths() -> None:
    word = "".join(f"{n}/x" for n in range(1000))[:3000]
    for width in (1, 7, 30, 400):
        lines = Breaker(book()).lines([Run(word, "bold", "ink", None)], 12, width)
        assert joined(lines) == word
        assert all(line.width <= width + 0.02 or len(line_text(book(), line)) == 1 for line in lines)


def test_lines_kerning_that_widens_a_cut_word_is_counted() -> None:
    # In these fonts the pair "qj" is wider than its letters.
    breaker = Breaker(book())
    assert breaker.measure("qj", "bold", 12) > breaker.measure("q", "bold", 12) + breaker.measure("j", "bold", 12) + 1
    for line in breaker.lines([Run("qj" * 200, "bold", "ink", None)], 12, 200):
        assert line.width <= 200.02


def test_lines_word_of_two_weights_is_cut_across_its_runs() -> None:
    runs = runs_of([("a" * 30, "regular"), ("b" * 30, "bold"), (".", "regular")])
    lines = Breaker(book()).lines(runs, 12, 90)

    assert joined(lines) == "a" * 30 + "b" * 30 + "."
    assert all(line.width <= 90.02 for line in lines)


# ---------------------------------------------------------------- what is collected


def test_breaker_collects_missing_characters_with_their_words() -> None:
    breaker = Breaker(book())
    breaker.lines([Run("take ☃now", "regular", "ink", None), Run("名", "bold", "ink", None)], 12, 100)

    assert breaker.missing == {"☃": "☃now", "名": "名"}


def test_breaker_collects_glyphs_outside_the_fixed_repertoire_and_no_others() -> None:
    breaker = Breaker(book())
    breaker.lines([Run("plain words", "regular", "ink", None)], 12, 100)
    assert breaker.extra == {}

    breaker.lines([Run("☐ → ữ", "regular", "ink", None)], 12, 100)
    assert sum(map(len, breaker.extra.values())) == 3


def test_measure_is_the_width_of_the_line() -> None:
    breaker = Breaker(book())
    text = "To be sure: 100.4 °F"
    (line,) = breaker.lines([Run(text, "semibold", "ink", None)], 11, 500)

    assert breaker.measure(text, "semibold", 11) == pytest.approx(line.width, abs=0.6)


def test_breaker_of_a_second_document_collects_the_same_and_has_its_own_elements() -> None:
    texts = ["plain words again", "☐ → ữ", "take ☃ now"]
    found = []
    for _ in range(2):
        breaker = Breaker(book())
        runs = [[Run(text, "regular", "ink", Element("P", None))] for text in texts]
        lines = [breaker.lines(one, 12, 100) for one in runs]
        for (run,), broken_lines in zip(runs, lines, strict=True):
            assert {id(part.element) for line in broken_lines for part in line.parts} == {id(run.element)}
        found.append((breaker.missing, breaker.extra, [joined(one) for one in lines]))

    assert found[0] == found[1]
    assert found[0][0] == {"☃": "☃"}
    assert sum(map(len, found[0][1].values())) == 3


def test_breaker_same_text_at_another_weight_size_or_width_is_broken_anew() -> None:
    text = "To be on the safe side, ask us before you go"
    looks = [("regular", 12, 100), ("bold", 12, 100), ("regular", 14, 100), ("regular", 12, 120)]
    shown = []
    for weight, size, width in looks * 2:
        lines = Breaker(book()).lines([Run(text, weight, "ink", None)], size, width)
        assert all(line.width <= width + 0.02 for line in lines)
        shown.append([(round(line.width, 3), line.size) for line in lines])

    assert shown[:4] == shown[4:]
    assert len({tuple(one) for one in shown}) == 4
