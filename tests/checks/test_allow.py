from __future__ import annotations

import pytest

from handouts.checks.run import examine, run
from handouts.findings import Severity
from tests.made_up_checks import ADJUSTABLE, GUARDED, SPANISH, WARNED

pytestmark = pytest.mark.usefixtures("made_up")

REASON = "Our nurses show it to every patient"


def _allow(*entries: str, words: str) -> str:
    lines = "".join(f"    - {{{entry}}}\n" for entry in entries)
    return f"summary: {words}\nchecks:\n  allow:\n{lines}"


def _codes(findings):
    return [finding.code for finding in findings]


def test_allow_when_it_names_the_words_then_they_pass_with_the_reason(handout):
    made = handout(_allow(f"code: {WARNED}, words: ' WIDGET', reason: {REASON}", words="Hold the widget."))

    done = examine(made)

    assert done.findings == ()
    assert [(pardon.finding.code, pardon.finding.key, pardon.reason) for pardon in done.pardons] == [
        (WARNED, "widget", REASON)
    ]


def test_allow_when_it_names_no_words_then_all_of_the_code_passes_and_no_other(handout):
    made = handout(_allow(f"code: {WARNED}, reason: {REASON}", words="Hold the widget and the gadget."))

    assert _codes(run(made)) == [ADJUSTABLE]


def test_allow_when_it_names_other_words_then_hides_nothing_and_is_told_of(handout):
    made = handout(_allow(f"code: {WARNED}, words: gizmos, reason: {REASON}", words="Hold the widget."))

    found = run(made)

    assert sorted(_codes(found)) == ["H301", WARNED]
    (stale,) = [finding for finding in found if finding.code == "H301"]
    assert stale.severity is Severity.WARNING
    line = made.loaded.file.text.splitlines()[stale.place.line - 1]
    assert line.strip() == f"- code: {WARNED}"


@pytest.mark.parametrize("code", [WARNED, SPANISH])
def test_allow_when_nothing_matches_any_more_then_the_entry_is_told_of(handout, code):
    assert _codes(run(handout(_allow(f"code: {code}, reason: {REASON}", words="Hold it.")))) == ["H301"]


def test_allow_when_a_build_asks_for_errors_alone_then_useless_entries_are_no_matter(handout):
    made = handout(_allow(f"code: {WARNED}, reason: {REASON}", f"code: H399, reason: {REASON}", words="Hold it."))

    assert run(made, errors_only=True) == []


def test_allow_when_there_is_no_such_check_then_says_which_is_near(handout):
    (found,) = run(handout(_allow(f"code: H399, reason: {REASON}", words="Hold it.")))

    assert (found.code, found.severity) == ("H300", Severity.WARNING)
    assert found.hint.startswith("Did you mean H39")


@pytest.mark.parametrize(
    ("first", "second", "tail"),
    [
        ("words: widget, reason: For one reason", "words: Widget, reason: For another reason", ", with another reason"),
        ("words: widget, reason: For one reason", "words: widget, reason: For one reason", ""),
        ("reason: For one reason", "words: widget, reason: For another reason", ", with another reason"),
        ("words: widget, reason: For another reason", "reason: For one reason", ", with another reason"),
        ("reason: For one reason", "reason: For one  REASON", ""),
    ],
)
def test_allow_when_the_same_thing_is_allowed_twice_then_it_is_an_error(handout, first, second, tail):
    made = handout(_allow(f"code: {WARNED}, {first}", f"code: {WARNED}, {second}", words="Hold the widget."))

    (found,) = run(made, errors_only=True)

    assert (found.code, found.severity) == ("H302", Severity.ERROR)
    assert f"a second time{tail} (also on line" in found.message
    assert _codes(run(made)) == ["H302"]


def test_allow_when_the_rule_is_guarded_then_words_must_be_named(handout):
    made = handout(_allow(f"code: {GUARDED}, reason: {REASON}", words="Hold the gizmo."))

    assert _codes(run(made, errors_only=True)) == [GUARDED, "H304"]
    named = handout(_allow(f"code: {GUARDED}, words: gizmo, reason: {REASON}", words="Hold the gizmo."))
    assert run(named) == []


def test_allow_when_it_is_empty_then_nothing_passes(handout):
    made = handout("summary: Hold the widget.\nchecks: {allow: []}")

    assert _codes(run(made)) == [WARNED]
