from __future__ import annotations

import pytest

from handouts.checks.place import missing, wrong
from handouts.checks.registry import checks

NOTICE = "{about: language, language: en, text: Free help in your language}"
HAWAII = """\
clinic:
  rules: [hawaii-asc]
  nearest_hospital: {name: General, address: 1 Road, phone: 555-0190}
  fill_in:
    - {about: medicines given, label: Medicines}
    - {about: doctor, label: Doctor}
    - {about: back-up doctor, label: Back-up doctor}
    - {about: check-up, label: First check-up}
do_not: [Drive]
"""
US = f"clinic: {{rules: [us-general], notices: [{NOTICE}]}}\nfollow_up: [You see us after 7 days.]\n"
UK = """\
clinic:
  rules: [uk]
  page_size: a4
  emergency: {number: "999", wording: Call 999}
  notices: [{about: formats, language: en, text: "Ask us for large print. For urgent help, call 111."}]
"""


def _names(hits):
    return sorted(hit.key for hit in hits)


@pytest.mark.parametrize("whole", [HAWAII, US, UK], ids=["hawaii", "us", "uk"])
def test_missing_when_all_is_there_then_nothing_is_said(handout, whole):
    subject = handout(whole)

    assert len(subject.packs) == 1
    assert _names(missing(subject)) == []
    assert _names(wrong(subject)) == []


@pytest.mark.parametrize(
    ("whole", "old", "new", "rule"),
    [
        (
            HAWAII,
            "nearest_hospital: {name: General, address: 1 Road, phone: 555-0190}",
            "address: 1 Road",
            "nearest-hospital",
        ),
        (HAWAII, "    - {about: medicines given, label: Medicines}\n", "", "medicines-given"),
        (HAWAII, "    - {about: doctor, label: Doctor}\n", "", "doctor"),
        (HAWAII, "    - {about: back-up doctor, label: Back-up doctor}\n", "", "back-up-doctor"),
        (HAWAII, "    - {about: check-up, label: First check-up}\n", "", "first-check-up"),
        (HAWAII, "do_not: [Drive]\n", "", "activities"),
        (US, "about: language", "about: formats", "language-help"),
        (US, "follow_up: [You see us after 7 days.]", "title: Opening a tube", "follow-up"),
        (US, "follow_up:", "key_points: [One., Two., Three.]\nfollow_up:", "way-home"),
        (UK, "about: formats", "about: rights", "other-formats"),
        (UK, "call 111.", "call 1110.", "nhs-111"),
    ],
)
def test_missing_when_one_thing_is_left_out_then_its_rule_is_named_with_its_law(handout, whole, old, new, rule):
    assert old in whole
    (hit,) = missing(handout(whole.replace(old, new)))

    assert hit.key.partition("/")[2] == rule
    assert hit.message.startswith(f"{hit.key}: ")
    assert hit.message.endswith(")")
    assert hit.hint


@pytest.mark.parametrize(
    ("whole", "old", "new", "rule"),
    [
        (UK, 'number: "999", wording: Call 999', 'number: "911", wording: Call 911', "uk/emergency-number"),
        (UK, "page_size: a4", "page_size: letter", "uk/paper"),
        (
            US,
            "rules: [us-general]",
            'emergency: {number: "999", wording: Call 999}, rules: [us-general]',
            "us-general/emergency-number",
        ),
        (
            US,
            "rules: [us-general]",
            'emergency: {number: "112", wording: Call 112}, rules: [us-general]',
            "us-general/emergency-number",
        ),
        (
            US,
            "rules: [us-general]",
            'emergency: {number: "555-0100", wording: Call 555-0100}, rules: [us-general]',
            "us-general/emergency-number",
        ),
    ],
)
def test_wrong_when_a_number_or_paper_is_of_another_place_then_it_is_told(handout, whole, old, new, rule):
    assert old in whole

    assert _names(wrong(handout(whole.replace(old, new)))) == [rule]


def test_missing_when_the_clinic_names_no_pack_then_nothing_is_asked(handout):
    assert _names(missing(handout(""))) == []


@pytest.mark.parametrize(
    ("languages", "there", "lacking"),
    [
        ("[es]", ["en"], ["es"]),
        ("[es, pt]", ["en"], ["es", "pt"]),
        ("[es, pt]", ["en", "pt"], ["es"]),
        ("[es]", ["en", "es"], []),
        ("[]", ["en"], []),
    ],
)
def test_untranslated_when_a_language_lacks_then_the_topic_is_told_once(handouts, languages, there, lacking):
    clinic = f"clinic: {{languages_of_patients: {languages}}}\ntopic: stent\n"
    subjects = handouts("\n---\n".join(f"{clinic}language: {language}" for language in there))

    compare = checks()["H392"].of_many
    assert compare
    assert _names(compare(subjects)) == lacking
