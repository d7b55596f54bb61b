"""Errors about a personal copy say nothing of the person."""

from __future__ import annotations

import pytest

from handouts.build.personal import FaultInCopy, Personal, discreetly, without_words
from handouts.errors import ContentError, HandoutsError, LayoutError, OutputError, UsageError
from handouts.findings import Finding, Place

ROW = Place("list.csv", 7)
PERSON = Personal("merge/list/a.w.t.pdf", ROW, place="East wing", clinician="Dr. Öz", password="secret words")


def told(error: HandoutsError) -> list[Finding]:
    with pytest.raises(HandoutsError) as caught, discreetly(PERSON):
        raise error
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    return list(caught.value.findings)


def test_personal_when_shown_then_tells_its_line_alone():
    assert repr(PERSON) == str(PERSON) == "Personal(list.csv:7)"


@pytest.mark.parametrize("code", ["H214", "H215", "H240"])
def test_error_when_it_is_about_the_content_then_stays(code):
    finding = Finding(code, "about the content", Place("en.yaml", 3))
    assert told(ContentError(finding)) == [finding]


@pytest.mark.parametrize(("kind", "code"), [(UsageError, "H241"), (OutputError, "H523")])
def test_error_when_its_words_are_safe_then_is_placed_at_the_row(kind, code):
    (finding,) = told(kind(Finding(code, "fixed words", Place("output/merge/list/MRN-1.x.pdf"))))
    assert (finding.message, finding.place) == ("fixed words", ROW)


@pytest.mark.parametrize("code", ["H211", "H221", "H301", "H402", "H999"])
def test_error_when_it_may_quote_a_value_then_only_its_code_and_place_stay(code):
    (finding,) = told(LayoutError(Finding(code, "“East wing” is no number", Place("page.xml.j2", 3), "East wing")))
    assert (finding.code, finding.place) == ("H592", ROW)
    assert f"{code} at page.xml.j2:3" in finding.message
    assert "East" not in f"{finding.message}{finding.hint}"


def test_error_when_the_disk_is_full_then_is_one_of_output():
    with pytest.raises(OutputError), discreetly(PERSON):
        raise OutputError(Finding("H523", "full", Place("x")))


def test_character_when_in_no_value_then_the_copy_is_named():
    error = ContentError(Finding("H401", "no font has “¤”, used in “East wing”", Place("handout")))
    error.characters = ("¤",)  # type: ignore[attr-defined]  # as the writer's error has them
    (finding,) = told(error)
    assert (finding.code, finding.place) == ("H401", ROW)
    assert "East" not in finding.message


def test_fault_when_its_message_quotes_a_value_then_only_the_way_it_took_is_told():
    with pytest.raises(FaultInCopy) as caught, discreetly(PERSON):
        raise KeyError(PERSON.place)
    assert caught.value.kind == "KeyError"
    assert "test_personal.py" in str(caught.value)
    assert "East wing" not in str(caught.value)
    with pytest.raises(ValueError, match="East"), discreetly(None):
        raise ValueError(PERSON.place)
    with pytest.raises(ContentError), without_words():
        raise ContentError(())
