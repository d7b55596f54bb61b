from __future__ import annotations

import pytest

from tests.checks import shipped_subjects
from tests.checks.fragments import hits, told

BY_CODE = "codes: [{system: CPT, code: '47542'}]\n"
RENAMED = "medical_name: other\n"


def risk(figure: str, name: str = "Death") -> str:
    often = "not known" if figure == "not known" else f"{{{figure}, source: s}}"
    return f"risks: {{items: [{{name: {name}, how_often: {often}, what_we_do: A}}]}}"


def pair(one: str, other: str, procedure: str = "medical_name: stent") -> str:
    return f"topic: one\n{procedure}\n{one}\n---\ntopic: two\n{procedure}\n{other}"


@pytest.mark.parametrize(
    ("fragments", "key"),
    [
        (pair(risk("n: 1, of: 100"), risk("n: 2, of: 100")), "death"),
        (pair(risk("n: 1, of: 100"), risk("n: 1, of: 1000")), "death"),
        (pair(risk("n: 1, to: 3, of: 100"), risk("n: 1, to: 4, of: 100")), "death"),
        (pair(risk("n: 1, of: 100", "A stroke"), risk("n: 2, of: 100", "stroke")), "stroke"),
        (pair(risk("n: 1, of: 100, over: 30 days"), risk("n: 2, of: 100")), "death"),
        (pair(risk("n: 1, of: 100"), risk("not known")), "death"),
        (
            pair(BY_CODE + risk("n: 1, of: 100"), BY_CODE + RENAMED + risk("n: 3, of: 100"), "summary: A"),
            "death",
        ),
        (pair("language: es\n" + risk("n: 1, of: 100"), "language: es\n" + risk("n: 2, of: 100")), "death"),
    ],
)
def test_risk_when_another_handout_has_other_numbers_then_it_is_found_once(fragments, key, tmp_path):
    assert told("H375", fragments, tmp_path) == [key]


@pytest.mark.parametrize(
    "fragments",
    [
        pair(risk("n: 1, of: 100"), risk("n: 1, of: 100")),
        pair(risk("n: 1, of: 100"), risk("n: 10, of: 1000")),
        pair(risk("n: 1, of: 100"), risk("n: 2, of: 100", "Stroke")),
        pair(risk("n: 1, of: 100, over: 30 days"), risk("n: 2, of: 100, over: 1 year")),
        pair(risk("n: 1, of: 100"), RENAMED + risk("n: 2, of: 100"), "summary: A"),
        pair(risk("not known"), risk("not known")),
    ],
)
def test_risk_when_the_numbers_agree_or_are_of_something_else_then_it_passes(fragments, tmp_path):
    assert told("H375", fragments, tmp_path) == []


def test_risk_when_it_differs_then_both_figures_are_told(tmp_path):
    (hit,) = hits("H375", pair(risk("n: 1, to: 3, of: 100, over: 30 days"), risk("n: 5, of: 1000")), tmp_path)
    assert hit.message.startswith(
        "death: “5 of 1,000” here, “1 to 3 of 100, 30 days” for the same procedure in content/"
    )
    line = (tmp_path / hit.place.file).read_text("utf-8").splitlines()[hit.place.line - 1]
    assert "n: " in line


def test_shipped_topics_when_their_risks_are_compared_then_they_agree():
    assert shipped_subjects.found("H375") == []
