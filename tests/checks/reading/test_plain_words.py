from __future__ import annotations

import pytest

from handouts.checks.reading.plain_words import long_words, medical_words
from handouts.checks.reading.terms import everyday, medical
from tests.checks.shipped_subjects import subjects

UNEXPLAINED = [
    ("A catheter goes into the artery.", "catheter"),
    ("You may have edema of the legs.", "edema"),
    ("Call us about dyspnea or syncope.", "dyspnea"),
    ("We use an anticoagulant such as warfarin.", "anticoagulant"),
    ("The stenoses are opened with a balloon.", "stenoses"),
    ("A pulmonary embolism can happen.", "pulmonary embolism"),
    ("It is done under conscious sedation.", "conscious sedation"),
    ("Hematomas can form.", "Hematomas"),
    ("Call us for chills, sweat, or tachycardia.", "tachycardia"),
    ("Tell us about edema, or heart, lung, or skin disease.", "edema"),
    ("The nurse ambulates you after 6 hours.", "ambulates"),
]
EXPLAINED = [
    "A thin tube (catheter) goes in. The catheter comes out after 1 day.",
    "A catheter (a thin, soft tube) goes in.",
    "A catheter, a thin tube, goes in.",
    "We use a thin tube called a catheter.",
    "A catheter is a thin tube.",
    "You take a blood thinner (warfarin) at home.",
    "Edema means swelling from fluid.",
    "A thin tube, or catheter, goes in.",
    "After 1 day, you rest. A thin tube, or catheter, goes in.",
    "A catheter, or thin tube, goes in.",
    "We put in a tiny tube (heart stent).",
    "You may feel sore. Drink water. Rest in bed.",
]
LONGER = [
    ("Utilize the drops prior to bed.", "Utilize"),
    ("Discontinuing it is safe.", "Discontinuing"),
    ("In order to heal, rest.", "In order to"),
    ("You are required to fast.", "required"),
    ("Immediately call us.", "Immediately"),
    ("The physicians notified you.", "physicians"),
    ("We obtain blood.", "obtain"),
]
SHORT = [
    "Use the drops before bed.",
    "Stop it 7 days before.",
    "Call us right away.",
    "You need a ride home.",
    "The doctor tells you the result.",
    "You may get a scar. It is small.",
]


@pytest.mark.parametrize(("text", "words"), UNEXPLAINED)
def test_medical_words_when_one_is_not_explained_then_it_is_marked(desk, text, words):
    assert desk.marked(medical_words, text)[0] == words


@pytest.mark.parametrize("text", EXPLAINED)
def test_medical_words_when_the_handout_explains_them_then_nothing_is_said(desk, text):
    assert desk.marked(medical_words, text) == []


@pytest.mark.parametrize(("text", "words"), LONGER)
def test_long_words_when_a_shorter_one_would_do_then_it_is_marked(desk, text, words):
    assert desk.marked(long_words, text)[0] == words


@pytest.mark.parametrize("text", SHORT)
def test_long_words_when_words_are_short_then_nothing_is_said(desk, text):
    assert desk.marked(long_words, text) == []


def test_medical_words_when_the_glossary_has_the_word_then_every_form_of_it_is_known(desk):
    glossary = [
        {"term": "stent", "meaning": "A tiny mesh tube."},
        {"term": "blood clot", "meaning": "A lump of blood."},
    ]

    assert desk.marked(medical_words, "The stents stay in.", glossary=glossary) == []
    assert desk.marked(medical_words, "The [[stent|endovascular]] way.", glossary=glossary) == []
    assert desk.marked(medical_words, "The catheter stays in.", glossary=glossary) == ["catheter"]


def test_medical_words_when_they_are_the_name_of_the_procedure_then_the_title_explains_them(desk):
    made = {"medical_name": "vascular embolization", "other_names": ["endovascular occlusion"]}

    assert desk.marked(medical_words, "You have a vascular embolization today.", **made) == []
    assert desk.marked(medical_words, "Vascular problems are treated.", **made) == ["Vascular"]


def test_medical_words_when_another_choice_is_named_then_the_words_beside_it_explain_it(desk):
    options = [{"choice": "Stent", "what": "A tube holds it open.", "think_about": "It may clog."}]

    assert desk.marked(medical_words, alternatives={"options": options, "no_treatment": "You can wait."}) == []


def test_medical_words_when_one_stands_three_times_then_it_is_told_once_with_how_often(desk):
    made = desk.subject("Edema can come. Edema can stay.", limits=["Edema can hurt."])
    hits = list(medical_words(made))

    assert [hit.message for hit in hits] == [
        "“Edema” is a medical word that this handout does not explain (3 times)",
    ]
    assert hits[0].key == "edema"
    assert "swelling from fluid" in hits[0].hint


@pytest.mark.parametrize("check", [medical_words, long_words])
def test_checks_when_put_to_the_shipped_topics_then_they_say_nothing(check):
    assert [str(hit) for made in subjects() for hit in check(made)] == []


def test_lists_when_read_then_there_are_enough_words_and_each_has_a_plain_one():
    own = [term for term in medical().terms.values() if term.plain]

    assert len(own) >= 150 + 150
    assert len(everyday().terms) >= 300
    assert [t.words for t in (*own, *everyday().terms.values()) if t.plain.lower() == t.words or not t.words] == []
    assert [t.words for t in (*own, *everyday().terms.values()) if t.words in t.plain.split(" (")[0].split()] == []
