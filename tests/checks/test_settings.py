from __future__ import annotations

import pytest

from handouts.checks.run import run
from handouts.checks.settings import doubts, verified
from handouts.errors import ContentError
from handouts.findings import Severity
from tests.checks.beside import side_by_side
from tests.made_up_checks import ADJUSTABLE, GUARDED, SUGGESTED, TOGETHER, WARNED

pytestmark = pytest.mark.usefixtures("made_up")

REASON = "Our nurses show it to every patient"


def _levels(findings):
    return [(finding.code, finding.severity) for finding in findings]


@pytest.mark.parametrize(
    ("code", "wanted", "word", "level"),
    [
        (WARNED, "off", "widget", None),
        (WARNED, "error", "widget", Severity.ERROR),
        (WARNED, "suggestion", "widget", Severity.SUGGESTION),
        (SUGGESTED, "warning", "doodad", Severity.WARNING),
        (ADJUSTABLE, "warning", "gadget", Severity.WARNING),
        (GUARDED, "error", "gizmo", Severity.ERROR),
    ],
)
def test_severity_when_a_workspace_sets_it_then_findings_have_it(with_settings, code, wanted, word, level):
    made, settings = with_settings(f"summary: Hold the {word}.\nsettings: {{severities: {{{code}: {wanted}}}}}")

    assert _levels(run(made, verified(settings))) == ([(code, level)] if level else [])
    errors = run(made, settings, errors_only=True)
    assert _levels(errors) == ([(code, level)] if level is Severity.ERROR else [])


@pytest.mark.parametrize(
    ("code", "wanted", "word"),
    [(GUARDED, "warning", "gizmo"), (GUARDED, "off", "gizmo"), (ADJUSTABLE, "off", "gadget")],
)
def test_severity_when_an_error_must_stay_one_then_the_settings_are_refused(with_settings, code, wanted, word):
    made, settings = with_settings(f"summary: Hold the {word}.\nsettings: {{severities: {{{code}: {wanted}}}}}")

    with pytest.raises(ContentError) as caught:
        verified(settings)
    (found,) = caught.value.findings
    assert (found.code, found.place.file, found.place.line) == ("H303", "content/checks.yaml", 2)
    assert _levels(run(made, settings)) == [(code, Severity.ERROR)]


def test_allow_when_a_workspace_allows_a_word_then_every_file_may_have_it(with_settings):
    fragment = "summary: Hold the {}.\nsettings: {{allow: [{{code: {}, words: {}, reason: {}}}]}}"
    made, settings = with_settings(fragment.format("gadget", ADJUSTABLE, "gadget", REASON))

    assert run(made, verified(settings)) == []


def test_allow_when_a_workspace_allows_what_is_guarded_then_is_refused_and_hides_nothing(with_settings):
    entry = f"{{code: {GUARDED}, words: gizmo, reason: {REASON}}}"
    made, settings = with_settings(f"summary: Hold the gizmo.\nsettings: {{allow: [{entry}]}}")

    with pytest.raises(ContentError, match="H304"):
        verified(settings)
    assert _levels(run(made, settings)) == [(GUARDED, Severity.ERROR)]


def test_allow_when_a_workspace_allows_a_thing_twice_then_is_refused(with_settings):
    entries = f"{{code: {WARNED}, reason: {REASON}}}, {{code: {WARNED}, words: widget, reason: Another reason}}"
    _, settings = with_settings(f"settings: {{allow: [{entries}]}}")

    with pytest.raises(ContentError, match="H302"):
        verified(settings)


def test_allow_when_a_workspace_makes_the_same_an_error_then_is_refused_unless_words_are_named(with_settings):
    settings_of = "settings: {{severities: {{{0}: error}}, allow: [{{code: {0}, {1}reason: {2}}}]}}"
    _, settings = with_settings(settings_of.format(WARNED, "", REASON))

    with pytest.raises(ContentError) as caught:
        verified(settings)
    (found,) = caught.value.findings
    assert (found.code, found.place.line) == ("H308", 4)
    assert "made an error on line 2" in found.message
    made, settings = with_settings(
        "summary: Hold the widget.\n" + settings_of.format(WARNED, "words: widget, ", REASON)
    )
    assert run(made, verified(settings)) == []


@pytest.mark.parametrize("targets", ["target_grade: 9", "section_grade: 5", "{target_grade: 7, section_grade: 6}"])
def test_targets_when_they_contradict_each_other_then_are_refused(with_settings, targets):
    _, settings = with_settings(f"settings: {targets if targets[0] == '{' else '{' + targets + '}'}")

    with pytest.raises(ContentError, match="H305"):
        verified(settings)


def test_targets_when_set_then_checks_see_them(with_settings):
    made, settings = with_settings("settings: {target_grade: 5, longest_sentence: 15}")

    assert verified(settings) is settings
    assert (made.settings.target_grade, made.settings.longest_sentence) == (5, 15)


def test_doubts_when_a_code_is_no_checks_then_tells_each(with_settings):
    _, settings = with_settings(f"settings: {{severities: {{H388: off}}, allow: [{{code: H389, reason: {REASON}}}]}}")

    found = doubts(verified(settings))

    assert [(each.code, each.severity) for each in found] == [("H300", Severity.WARNING)] * 2
    assert len({each.place for each in found}) == 2


def test_allow_when_the_whole_workspace_has_no_use_for_it_then_is_told_of(handouts, with_settings):
    entries = f"{{code: {WARNED}, words: widget, reason: {REASON}}}, {{code: {TOGETHER}, reason: {REASON}}}"
    _, settings = with_settings(f"settings: {{allow: [{entries}]}}")
    plain = handouts("title: One\n---\ntitle: Two")
    used = handouts("title: One\nsummary: Hold the widget.\n---\ntitle: One")

    assert [each.code for each in side_by_side(plain, settings, whole=True).findings] == ["H301", "H301"]
    assert side_by_side(plain, settings).findings == ()
    assert side_by_side(used, settings, whole=True).findings == ()
