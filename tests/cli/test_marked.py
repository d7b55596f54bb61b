"""Words marked in their sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.cli import console, marked
from handouts.findings import Excerpt, Finding, Place, Severity


def _plain(before, words, after):
    return marked.lines(Excerpt(before, words, after), console.visible)


def test_lines_when_words_stand_in_a_sentence_then_carets_stand_below_them():
    assert _plain("A ", "tiny", " balloon") == ["A tiny balloon", "  ^^^^"]


@pytest.mark.parametrize(
    ("before", "carets"),
    [("脑血管 ", "       ^^"), ("cafe\N{COMBINING ACUTE ACCENT} ", "     ^^"), ("a\x1bb ", "       ^^")],
)
def test_lines_when_characters_are_wide_or_have_no_width_then_carets_still_stand_below(before, carets):
    assert _plain(before, "XY", "")[1] == carets


def test_lines_when_the_words_are_long_then_each_line_has_its_carets():
    words = "word " * 40
    lines = _plain("Before ", words.strip(), " after")

    texts, carets = lines[::2], lines[1::2]
    assert "\n".join(texts).replace("\n", " ") == f"Before {words}after"
    assert max(map(len, texts)) <= marked.WIDTH_COLUMNS
    assert "".join(carets).count("^") == len(words.strip()) - (len(texts) - 1)


def test_lines_when_on_a_terminal_then_words_are_underlined_in_place():
    lines = marked.lines(Excerpt("A ", "tiny", " balloon"), console.visible, lambda words: f"<{words}>")

    assert lines == ["A <tiny> balloon"]


@given(st.tuples(st.text(), st.text(min_size=1), st.text()))
def test_lines_when_given_any_text_then_nothing_is_lost_but_spaces_at_line_ends(parts):
    lines = marked.lines(Excerpt(*parts), console.visible, lambda words: words)

    def bare(text):
        return text.replace(" ", "")

    assert bare("".join(lines)) == bare(console.visible("".join(parts).replace("\n", " ")))


def test_findings_when_they_have_words_then_console_shows_them_marked(capsys, monkeypatch):
    finding = Finding(
        "H320", "a hard word", Place("a.yaml", 1, 2), "Say tube", Severity.WARNING, Excerpt("A ", "catheter", " is")
    )
    console.findings([finding])
    assert capsys.readouterr().err == (
        "a.yaml:1:2: H320 warning: a hard word\n    A catheter is\n      ^^^^^^^^\n    Say tube\n"
    )
