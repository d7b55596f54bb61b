from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts import document
from handouts.content.facts import Frequency
from handouts.content.sections import Benefit
from handouts.document.nodes import IconArray, Paragraph, inline_text, walk
from handouts.language import load_language
from handouts.layouts.frequencies import runs, shown
from handouts.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = load_language(Workspace((ROOT,), ROOT / "output", ROOT), "en")


def frequency(**values: object) -> Frequency:
    return Frequency.model_validate({"source": "s", **values})


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (frequency(n=5, of=100), "About <strong>5 in 100</strong> people"),
        (frequency(n=1, to=3, of=1000), "Between <strong>1 and 3 in 1,000</strong> people"),
        (frequency(n=0, of=100), "Fewer than <strong>1 in 100</strong> people"),
        (frequency(n=0, to=1, of=100), "Up to <strong>1 in 100</strong> people"),
        (frequency(n=5, of=100, over="in <30> days"), "About <strong>5 in 100</strong> people in &lt;30&gt; days"),
        (frequency(n=5, of=100, over="1 year"), "About <strong>5 in 100</strong> people within 1 year"),
        (frequency(n=5, of=100, over="1 to 2 years"), "About <strong>5 in 100</strong> people within 1 to 2 years"),
        ("not known", "We do not know how often"),
    ],
)
def test_frequency_when_shown_then_the_sentence_is_markup(value, words):
    assert shown(value, ENGLISH).words == words


@pytest.mark.parametrize(
    ("value", "drawn"),
    [
        (frequency(n=5, of=100), True),
        (frequency(n=5, of=1000), True),
        (frequency(n=5, of=10000), False),
        (frequency(n=0, of=100), False),
        (frequency(n=0, to=2, of=100), True),
        ("not known", False),
    ],
)
def test_picture_when_a_frequency_cannot_be_shown_honestly_then_there_is_none(value, drawn):
    assert bool(shown(value, ENGLISH).alt) is drawn


def numbers(text: str) -> list[int]:
    return [int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*", text)]


@given(st.sampled_from((100, 1000)), st.data())
def test_frequency_when_shown_then_sentence_picture_and_alternative_text_have_the_same_numbers(of, data):
    n = data.draw(st.integers(0, of - 1))
    to = data.draw(st.none() | st.integers(n + 1, of))
    if n == 0 and to is None:
        n = 1
    made = shown(frequency(n=n, to=to, of=of), ENGLISH)
    low, high = n, n if to is None else to

    said = numbers(re.sub("<[^>]*>", "", made.words))
    dots = numbers(made.alt)
    assert said == ([low] if to is None else [low, high] if low else [high]) + [of]
    assert dots[0] == of
    assert (sum(dots[1:]), made.of) == (high, of)
    assert (made.n, made.to) == (n, to)
    assert dots[1:] == ([low] if to is None else [low, high - low] if low else [high])


@pytest.mark.parametrize("layout", ["standard", "large-print"])
def test_frequency_when_on_a_page_then_the_dots_painted_are_those_of_the_sentence_before_them(studio, layout):
    def counted(n, to=None):
        return {"n": n, "to": to, "of": 1000, "over": "30 days", "source": "s"}

    risks = [{"name": "A", "how_often": counted(*pair), "what_we_do": "X"} for pair in ((5,), (1, 3), (0, 2))]
    benefits = [{"what": "B", "how_often": counted(720), "compared": {"choice": "C", "how_often": counted(580, 590)}}]
    made = studio.document(studio.handout(risks={"items": risks}, benefits=benefits), layout=layout)
    blocks = list(walk(made.blocks))
    pairs = [(blocks[at - 1], block) for at, block in enumerate(blocks) if isinstance(block, IconArray)]

    assert [(block.n, block.to, block.style) for _, block in pairs] == [
        (720, None, "benefit"),
        (580, 590, "benefit"),
        (5, None, ""),
        (1, 3, ""),
        (0, 2, ""),
    ]
    for before, block in pairs:
        assert isinstance(before, Paragraph)
        *counts, of, days = numbers(inline_text(before.inlines))
        assert (of, days) == (block.of, 30)
        assert counts == [count for count in (block.n, block.to) if count]


def benefit(name: str, compared: bool = False) -> Benefit:
    other = {"choice": f"not {name}", "how_often": "not known"} if compared else None
    return Benefit.model_validate({"what": name, "how_often": "not known", "compared": other})


def test_benefits_when_sentences_and_figures_take_turns_then_their_order_stays():
    made = runs(["one", "two", benefit("a"), benefit("b", compared=True), "three"])

    assert [run.sentences for run in made] == [("one", "two"), (), ("three",)]
    assert [[cell.what for cell in row] for run in made for row in run.rows] == [["a", "b", "not b"]]


def test_benefits_when_a_comparison_does_not_fit_the_row_then_it_is_not_parted():
    made = runs([benefit("a"), benefit("b"), benefit("c", compared=True), benefit("d", compared=True)])

    assert [[cell.what for cell in row] for run in made for row in run.rows] == [
        ["a", "b"],
        ["c", "not c"],
        ["d", "not d"],
    ]


def test_benefits_when_they_have_figures_then_they_take_the_whole_width(studio):
    figure = {"what": "B", "how_often": {"n": 5, "of": 100, "source": "s"}}
    told = document.dump(studio.document(studio.handout(benefits=["A", figure])))
    plain = document.dump(studio.document(studio.handout(benefits=["A"])))

    assert "      section id=benefits" in plain
    assert "\n  section id=benefits" in told
