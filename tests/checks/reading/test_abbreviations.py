from __future__ import annotations

import pytest

from handouts.checks.reading.abbreviations import unexplained_letters
from tests.checks.shipped_subjects import subjects

BAD = [
    ("The MRI takes 30 minutes.", ["MRI"]),
    ("Stay NPO after midnight.", ["NPO"]),
    ("Take it PRN, b.i.d. or t.i.d. as told.", ["PRN", "b.i.d", "t.i.d"]),
    ("You have CT scans and MRIs.", ["CT", "MRIs"]),
    ("If you take NSAIDs, tell us.", ["NSAIDs"]),
    ("A PICC line and a GLP-1 are fine.", ["PICC", "GLP-1"]),
    ("Ask your PCP, or the E.N.T. doctor.", ["PCP", "E.N.T"]),
    ("Do NOT eat before your ERCP.", ["ERCP"]),
]
GOOD = [
    "We make pictures with magnets (MRI). The MRI takes 30 minutes.",
    "An IV (a small tube) goes in your arm.",
    "You get a small tube (IV) in your arm.",
    "Do NOT eat. Call 911 at 8 AM. Take 5 mL or 2 mg.",
    "In the US, weigh in kg or LB. It is OK to watch TV.",
    "STOP ALL OF YOUR PILLS TODAY.",
    "Scans (CT or MRI) show your arteries.",
    "Take vitamin C. Type II is fine. Have an X-ray.",
    "A fever of 100.4 °F (38 °C) is high.",
]


@pytest.mark.parametrize(("text", "words"), BAD)
def test_unexplained_letters_when_nobody_says_what_they_mean_then_they_are_marked(desk, text, words):
    assert desk.marked(unexplained_letters, text) == words


@pytest.mark.parametrize("text", GOOD)
def test_unexplained_letters_when_they_are_known_or_explained_then_nothing_is_said(desk, text):
    assert desk.marked(unexplained_letters, text) == []


def test_unexplained_letters_when_the_glossary_or_the_clinic_has_them_then_they_are_known(desk):
    glossary = [{"term": "MRI", "meaning": "Pictures made with magnets."}]

    assert desk.marked(unexplained_letters, "You have an MRI. You have MRIs.", glossary=glossary) == []
    assert desk.marked(unexplained_letters, other_names=["CTO PCI"]) == []


def test_unexplained_letters_when_the_meaning_is_known_then_the_hint_gives_it(desk):
    hits = list(unexplained_letters(desk.subject("You have an MRI. Later, an XQZ and an MRI.")))

    assert [hit.key for hit in hits] == ["MRI", "XQZ"]
    assert hits[0].hint == "Write “pictures made with magnets”, or “pictures made with magnets (MRI)”"
    assert hits[1].hint == "Write it in full, with the letters after it"


def test_unexplained_letters_when_put_to_the_shipped_topics_then_nothing_is_said():
    assert [str(hit) for made in subjects() for hit in unexplained_letters(made)] == []
