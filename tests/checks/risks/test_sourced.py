from __future__ import annotations

import pytest

from tests.checks.fragments import hits, told

SOURCE = "\nsources: [{id: s, title: T, publisher: P, year: 2020, numbers: [%s]}]"


@pytest.mark.parametrize(
    ("fragment", "words"),
    [
        ("About 5 of 100 people bleed.", ["5 of 100"]),
        ("About 17 to 30 of every 100 people bleed.", ["17 to 30 of every 100"]),
        ("In 500 older tests, no one died.", ["In 500 older tests, no one"]),
        ("No one of 150 patients had a stroke.", ["No one of 150 patients"]),
        ("Of 100 people, 3 bleed.", ["Of 100 people, 3"]),
        ("summary: It is 5 of 100 people or 6 of 100 people." + SOURCE % "5 of 100 people", ["6 of 100"]),
        ("language: es\nsummary: Sangran 5 de cada 100 personas.", ["5 de cada 100"]),
        ("summary: It is 5 of 100 people." + SOURCE % "5 of 100 people", []),
        ("summary: In 500 tests, no one died." + SOURCE % "no one died", ["In 500 tests, no one"]),
        ("summary: In 500 tests, no one died." + SOURCE % '"In 500 tests, no one"', []),
        ('questions: ["Is it 5 of 100 people?"]', []),
        ("Bring 2 of 4 boxes, 1 adult and your list of 10 medicines.", []),
        ("Two nurses help you. It takes 1 to 2 hours.", []),
    ],
)
def test_number_of_people_when_no_source_gives_it_then_it_is_found(fragment, words, tmp_path):
    found = hits("H356", fragment, tmp_path)
    assert [hit.excerpt.words for hit in found if hit.excerpt] == words
    assert len(found) == len(words)


def risks(*times: str) -> str:
    items = [
        f"{{name: A, how_often: {{n: 1, of: 100, source: s{f', over: {t}' if t else ''}}}, what_we_do: B}}"
        for t in times
    ]
    return f"risks: {{items: [{', '.join(items)}]}}"


@pytest.mark.parametrize(
    ("fragment", "keys"),
    [
        (risks(""), ["no time"]),
        (risks("30 days", ""), ["no time"]),
        (risks("30 days", "1 year"), ["windows"]),
        (risks("in the hospital", "in the hospital", "during the test"), ["windows"]),
        (risks("year one"), ["year one"]),
        (risks("if you smoke"), ["if you smoke"]),
        ("language: es\n" + risks("primer año"), ["primer año"]),
        (risks("30 days", "30 days"), []),
        (risks("in the hospital", "in the hospital"), []),
        (risks("after 1 year"), []),
        ("language: es\n" + risks("durante la prueba"), []),
        ("language: de\n" + risks("im ersten Jahr"), []),
        ("risks: {items: [{name: A, how_often: not known, what_we_do: B}]}", []),
    ],
)
def test_time_when_a_risk_has_none_or_another_than_the_others_then_it_is_found(fragment, keys, tmp_path):
    assert told("H357", fragment, tmp_path) == keys


def test_time_when_it_differs_then_the_odd_one_is_pointed_at_and_the_usual_one_advised(tmp_path):
    (hit,) = hits("H357", risks("30 days", "1 year", "30 days"), tmp_path)
    text = (tmp_path / "content" / "ward" / "topic-1" / "en.yaml").read_text("utf-8").splitlines()
    assert "1 year" in text[hit.place.line - 1]
    assert "“30 days”" in hit.hint
