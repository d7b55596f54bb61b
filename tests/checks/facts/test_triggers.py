from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from handouts.checks.facts import drugs
from handouts.checks.facts.grammar import grammar, pattern
from handouts.checks.facts.triggers import DIGIT, Trigger, marks


def test_trigger_when_a_word_stands_within_another_then_the_text_holds_it():
    trigger = Trigger(("graft", "stent"))
    for text in ("Restented.", "a “STENT”", "grafts, two of them", "no-break\u00a0stent"):
        assert trigger.holds(text, marks(text)), text
    for text in ("", "a gra ft", "sten\u00a0t"):
        assert not trigger.holds(text, marks(text)), text


def test_trigger_when_its_word_has_a_blank_then_the_whole_word_counts():
    trigger = Trigger(("go on", " risk"))
    for text, holds in (("You go on.", True), ("Gone on", False), ("Risks", False), ("The risk", True)):
        assert trigger.holds(text, marks(text)) is holds, text


def test_trigger_when_made_later_then_what_was_looked_through_before_is_looked_through_again():
    before = marks("polyp")
    trigger = Trigger(("polyp",))
    assert not before & trigger.mark
    assert trigger.holds("polyp", marks("polyp"))


def test_marks_when_texts_differ_then_each_has_its_own():
    trigger, other = Trigger(("kidney",)), Trigger(("liver",))
    wanted = {"kidney 5": (True, False, True), "kidney": (True, False, False), "liver": (False, True, False)}
    for text, (kidney, liver, digit) in [*wanted.items(), *reversed(wanted.items())]:
        found = marks(text)
        assert (trigger.holds(text, found), other.holds(text, found), bool(found & DIGIT)) == (kidney, liver, digit)
    assert marks("٣ ways") & DIGIT


def test_marks_when_a_pattern_takes_a_letter_for_another_then_the_word_is_there():
    trigger = Trigger(("fistula",))
    for text in ("FISTULA", "f\u0130stula", "f\u0131stula", "fi\u017ftula"):
        assert re.search("fistula", text, re.IGNORECASE)
        assert trigger.holds(text, marks(text)), text


def _trigger(language: str, name: str) -> Trigger:
    known = grammar(language)
    assert known is not None
    made: Trigger = getattr(known, f"{name}_trigger")
    return made


@pytest.mark.parametrize(
    ("sought", "trigger"),
    [
        (drugs.pattern(), drugs.TRIGGER),
        *[
            (pattern(language, name), _trigger(language, name))
            for language in ("en", "es")
            for name in ("activities", "length", "none_of", "share")
        ],
    ],
)
def test_trigger_when_its_pattern_matches_then_the_text_holds_it(sought, trigger):
    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    @given(strategies.from_regex(sought))
    def check(text: str) -> None:
        for found in sought.finditer(text):
            assert trigger.holds(found[0], marks(found[0]))

    check()


@pytest.mark.parametrize("language", ["en", "es"])
def test_trigger_when_a_unit_or_a_medicine_is_named_then_the_text_holds_it(language):
    known = grammar(language)
    assert known is not None
    assert [unit for unit in known.units if not known.length_trigger.holds(unit, marks(unit))] == []
    plain = [word for names in drugs.DRUGS.values() for word in names if not re.search(r"\W", word)]
    assert len(plain) > 50
    assert [word for word in plain if not drugs.TRIGGER.holds(word, marks(word))] == []


def test_marks_when_a_sign_or_a_letter_is_sought_then_it_is_found_at_either_end():
    trigger = Trigger(("%", "\u00b0", "hr"))
    for text in ("5%", "%", "38°F", "°", "hr", "4hrs", "a whr"):
        assert trigger.holds(text, marks(text)), text
    assert not trigger.holds("h r", marks("h r"))


def test_marks_when_a_trigger_is_made_after_a_text_was_asked_for_then_the_text_is_looked_at_anew():
    text = "a zyxwvut here"
    assert marks(text) == marks(text) == 0

    trigger = Trigger(("zyxwvut",))

    assert marks(text) == trigger.mark
    assert marks("a zyxwvu here") == 0
