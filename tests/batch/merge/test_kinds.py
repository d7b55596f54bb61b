"""Which handout a row is for."""

from __future__ import annotations

import pytest

from handouts.batch.merge.kinds import Kinds
from handouts.batch.merge.rows import Kind
from handouts.build import Request, Shelf
from handouts.errors import HandoutsError, UsageError
from handouts.findings import Place
from tests.batch.merge.conftest import TODAY


def kinds(department, topic="", **more):
    return Kinds(
        Request(topic, today=TODAY, workspace=department.folder, **more), Shelf(), lambda name: Place(f"cell {name}", 3)
    )


def test_kind_when_the_row_says_all_then_that_holds(department):
    asked = kinds(department, "cherry", layout="standard", page_size="letter")
    texts = {"topic": "ward/apple", "layout": "large-print", "page_size": "a4", "language": "en"}
    assert asked.of(texts) == (Kind("ward/apple", "en", "large-print", "a4"), [])
    assert asked.of({}) == (Kind("ward/cherry", "en", "standard", "letter"), [])


@pytest.mark.parametrize(
    ("texts", "code", "column", "hint"),
    [
        ({"topic": "aple"}, "H531", "topic", "“apple”"),
        ({"layout": "large-prnt"}, "H534", "layout", "“large-print”"),
        ({"page_size": "A4"}, "H536", "page_size", "“a4”"),
        ({"language": "fr"}, "H540", "language", "en"),
    ],
)
def test_kind_when_a_cell_names_nothing_then_is_told_with_the_nearest(department, texts, code, column, hint):
    kind, (finding,) = kinds(department, "cherry").of(texts)
    assert kind is None
    assert (finding.code, finding.place) == (code, Place(f"cell {column}", 3))
    assert hint in finding.hint
    assert next(iter(texts.values())) not in finding.message


def test_kind_when_two_departments_have_the_topic_then_asks_which(department):
    department.add("other/apple")
    kind, (finding,) = kinds(department).of({"topic": "apple"})
    assert (kind, finding.code) == (None, "H532")
    assert "other/apple or ward/apple" in finding.hint


def test_kind_when_no_topic_is_said_then_is_told(department):
    kind, (finding,) = kinds(department).of({})
    assert (kind, finding.code, finding.message) == (None, "H531", "this row has no topic")


def test_options_when_wrong_then_all_are_told(department):
    with pytest.raises(UsageError) as caught:
        kinds(department, "aple", layout="x", page_size="a5", language="xx")
    assert [f.place.file for f in caught.value.findings] == ["--topic", "--layout", "--page-size", "--language"]


def test_clinic_when_it_cannot_be_read_then_that_is_told_and_not_a_language_of_rows(department):
    department.edit("content/clinic.yaml", "language: en", "langage: en")
    with pytest.raises(HandoutsError) as caught:
        kinds(department, "apple")
    assert {f.place.file.rpartition("/")[2] for f in caught.value.findings} == {"clinic.yaml"}
    assert kinds(department, "apple", language="en").of({})[0] == Kind("ward/apple", "en", "standard", None)
