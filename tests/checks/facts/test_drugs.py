from __future__ import annotations

from handouts.checks.facts import drugs


def test_drugs_when_listed_then_each_name_is_found_and_means_one_medicine():
    words = [word for names in drugs.DRUGS.values() for word in names if word.isalpha()]
    assert len(words) > 50
    assert len({word.casefold() for word in words}) == len(words)
    assert [word for word in words if not drugs.pattern().fullmatch(word)] == []
    assert drugs.usual_name("COUMADIN") == "warfarin"
