"""PEMAT-P, items 1 to 19."""

from __future__ import annotations

import pytest
from msgspec import structs

from handouts.model import Asset
from handouts.review.instruments import PEMAT
from handouts.review.understandable import LONGEST_CHUNK_WORDS
from tests.review.test_numbers import risks

PIXEL = {"duct.png": Asset("png", b"")}
PICTURE = "pictures: [{file: duct.png, alt: A narrow duct, section: purpose%s}]"


@pytest.fixture
def item(judged):
    """Return a function that judges an item of PEMAT-P."""
    return lambda number, *words, **more: judged(PEMAT, number, *words, **more)


@pytest.mark.parametrize("number", [1, 3, 5, 9, 15])
def test_items_of_taste_when_judged_then_are_flagged_with_evidence(item, number):
    found = item(number)

    assert (found.state, bool(found.evidence)) == ("flagged", True)


def test_everyday_language_when_a_hard_word_stands_there_then_names_it_with_its_line(item):
    evidence = "\n".join(item(3, "A catheter goes into the artery.").evidence)

    assert "en.yaml:3: “catheter” is a medical word" in evidence
    assert "the whole handout reads at grade" in evidence


def test_medical_terms_when_the_list_finds_none_unexplained_then_agrees(item):
    found = item(4, "A thin tube (catheter) goes into the artery. The catheter stays in.")

    assert found.answer == "agree"
    assert found.evidence[0].endswith("medical words of the lists are explained")


def test_medical_terms_when_most_are_not_explained_then_disagrees(item):
    assert item(4, "The catheter causes jaundice.").answer == "disagree"


def test_medical_terms_when_there_are_none_then_a_person_answers(item):
    assert item(4).state == "flagged"


def test_medical_terms_when_no_list_is_in_the_language_then_a_person_answers(made):
    from handouts.review.understandable import active_voice, medical_terms_defined  # noqa: PLC0415  two of many

    material = made(language="es")

    assert medical_terms_defined(material).state == active_voice(material).state == "flagged"
    assert "this language" in medical_terms_defined(material).evidence[0]


def test_active_voice_when_sentences_are_passive_then_the_share_is_told(item):
    found = item(5, "The tube is taken out after 1 hour.")

    assert "sentences are active; the guide asks for 80%" in found.evidence[0]
    assert "en.yaml:3" in found.evidence[1]


def test_numbers_when_nothing_hard_is_found_then_agrees(item):
    assert item(6, risks((5, 100), (7, 100))).answer == "agree"


def test_numbers_when_denominators_differ_then_disagrees(item):
    assert item(6, risks((5, 100), (7, 1000))).answer == "disagree"
    assert item(7, risks((5, 100), (7, 1000))).answer == "disagree"


@pytest.mark.parametrize("words", ["It helps 5% of people.", "Wait two hours."])
def test_numbers_when_some_may_be_hard_then_a_person_answers(item, words):
    assert item(6, words).state == "flagged"


def test_numbers_when_there_are_none_then_are_not_applicable(item):
    bare = (
        "preparation: [{when: the day of, text: Rest.}]\nkey_points: [Do not eat., Bring an adult., Call us.]\n"
        "recovery: [{when: At first, text: Rest.}]"
    )

    assert item(6, bare).answer == "n/a"


def test_calculations_when_times_are_counted_back_then_a_person_answers(item):
    found = item(7)

    assert found.state == "flagged"
    assert "en.yaml:" in found.evidence[1]
    assert "“8 hours before”" in found.evidence[1]


def test_calculations_when_there_is_nothing_to_calculate_then_agrees(item):
    assert item(7, "preparation: [{when: the day before, text: Rest.}]").answer == "agree"


def test_sections_when_one_is_long_then_a_person_answers(item):
    long = " ".join(["word"] * (LONGEST_CHUNK_WORDS + 1))

    assert item(8).answer == "agree"
    assert item(8, f"purpose: {{text: [{long}.]}}").state == "flagged"


def test_sequence_when_a_layout_keeps_the_order_then_agrees(item):
    assert item(10).answer == "agree"
    assert item(10, layout="large-print").answer == "agree"


def test_sequence_when_sections_stand_in_another_order_then_a_person_answers(made):
    from dataclasses import replace  # noqa: PLC0415  here alone

    from handouts.review.understandable import logical_sequence  # noqa: PLC0415  the rule itself

    material = made()
    upside_down = structs.replace(material.page.document, blocks=material.page.document.blocks[::-1])
    found = logical_sequence(replace(material, page=replace(material.page, document=upside_down)))

    assert found.state == "flagged"


def test_summary_when_the_page_has_key_points_then_agrees_and_names_their_line(item):
    found = item(11)

    assert found.answer == "agree"
    assert found.evidence[0] == "en.yaml:5: 3 key points"


def test_key_points_when_a_layout_lacks_them_then_a_person_answers(made):
    from dataclasses import replace  # noqa: PLC0415  here alone

    from handouts.review.understandable import summary, visual_cues  # noqa: PLC0415  the rules themselves

    material = made()
    bare = structs.replace(material.page.document, blocks=())
    without = replace(material, page=replace(material.page, document=bare))

    assert summary(without).state == visual_cues(without).state == "flagged"
    assert visual_cues(material).answer == "agree"


def test_visual_aids_when_there_are_none_then_three_items_are_not_applicable(item):
    assert [item(number).answer for number in (16, 17, 18)] == ["n/a"] * 3


def test_visual_aids_when_there_are_dots_then_captions_are_their_sentences(item):
    assert item(17, risks((5, 100))).answer == "agree"
    assert item(16, risks((5, 100))).state == item(18, risks((5, 100))).state == "flagged"
    assert item(15, risks((5, 100))).evidence == ("0 pictures and 1 chart of dots on the page",)


def test_pictures_when_they_have_captions_then_agrees_else_disagrees(item):
    assert item(17, PICTURE % ", caption: A narrow duct.", assets=PIXEL).answer == "agree"
    found = item(17, PICTURE % "", assets=PIXEL)

    assert (found.answer, found.evidence) == ("disagree", ("0 of 1 pictures have a caption", "without one: duct.png"))


def test_tables_when_their_headings_are_short_then_agrees(item):
    assert item(19).answer == "agree"


def test_tables_when_a_heading_of_a_row_is_long_then_a_person_answers(item):
    name = "Something that is very long and goes on for more than ten words"
    found = item(19, f"risks: {{items: [{{name: {name}, how_often: not known, what_we_do: We watch.}}]}}")

    assert found.state == "flagged"
    assert name in found.evidence[2]


def test_tables_when_the_layout_sets_none_then_is_not_applicable(item):
    assert item(19, layout="large-print").answer == "n/a"
