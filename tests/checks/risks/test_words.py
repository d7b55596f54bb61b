from __future__ import annotations

import pytest

from tests.checks.fragments import hits, told


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Infection is rare.", "rare"),
        ("This rarely happens.", "rarely"),
        ("Bruising is very common.", "common"),
        ("The most common problem is bleeding.", "common"),
        ("It is uncommon to bleed.", "uncommon"),
        ("It seldom fails.", "seldom"),
        ("A stroke is unlikely.", "unlikely"),
        ("There is a small chance of a leak.", "small chance"),
        ("There is a very low risk of a clot.", "low risk"),
        ("The risk of a clot is small.", "risk of a clot is small"),
        ("It almost never hurts.", "almost never"),
        ("Bleeding occurs occasionally.", "occasionally"),
        ("There are sporadic leaks.", "sporadic"),
        ("Occasionally, we need to do the test again.", "Occasionally"),
        ("The tube can occasionally move.", "occasionally"),
        ("language: es\nsummary: Hay sangrado ocasional.", "ocasional"),
        ("Bleeding is rare. Infection happens to 1 of 100 people.", "rare"),
        ("Rare problems are bleeding and pus.", "Rare"),
        ("language: es\nsummary: La infección es rara.", "rara"),
        ("language: es\nsummary: El sangrado es poco frecuente.", "poco frecuente"),
        ("language: es\nsummary: Hay un pequeño riesgo de infección.", "pequeño riesgo"),
    ],
)
def test_word_for_how_often_when_no_number_stands_beside_it_then_it_is_found(sentence, words, tmp_path):
    assert told("H354", sentence, tmp_path) == [words]


@pytest.mark.parametrize(
    "sentence",
    [
        "The common bile duct carries bile.",
        "A stone in the common hepatic duct hurts.",
        "You may feel as if you had a common cold.",
        "Common medicines are aspirin and ibuprofen.",
        "A common cause is a stone.",
        "It treats a rare disease.",
        "Ask the National Organization for Rare Disorders.",
        "Do not eat medium rare steak.",
        "Drink water often.",
        "Get up occasionally and walk around.",
        "Occasionally check the bandage for blood.",
        "The nurse will check on you occasionally.",
        "An occasional glass of wine is fine. You may eat sweets occasionally.",
        "Your nurse may occasionally ask you to cough.",
        "language: es\nsummary: Cambie de posición ocasionalmente.",
        "language: es\nsummary: Una copa ocasional está bien.",
        "language: es\nsummary: Puede comer dulces ocasionalmente. La enfermera le revisa ocasionalmente.",
        "If you are at high risk, call us.",
        "Infection is rare: 1 of 100 people have it.",
        "Infection is rare. It happens to about 1 of 100 people.",
        "A rare reaction can happen. We do not know how often.",
        'questions: ["How common is this?"]',
        "risks: {items: [{name: A rare reaction, how_often: not known, what_we_do: We help.}]}",
        "language: es\nsummary: El conducto biliar común lleva bilis. Beba agua con frecuencia.",
        "language: es\nsummary: La infección es rara. Ocurre en 1 de cada 100 personas.",
    ],
)
def test_word_for_how_often_when_it_is_a_name_or_has_its_number_then_it_passes(sentence, tmp_path):
    assert told("H354", sentence, tmp_path) == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("It works in 95% of people.", "95%"),
        ("It works in 95 percent of people.", "95 percent"),
        ("The risk of a stroke is 0.5 %.", "0.5 %"),
        ("About 5 to 10% bleed.", "5 to 10%"),
        ("Success is 90 per cent.", "90 per cent"),
        ("Ninety percent of people go home the next day.", "Ninety percent"),
        ("About five to ten percent bleed.", "five to ten percent"),
        ("Half of all people have pain.", "Half of all people"),
        ("It fails in half the cases.", "half the cases"),
        ("About a third of our patients bleed.", "a third of our patients"),
        ("Two-thirds of older adults feel better.", "Two-thirds of older adults"),
        ("language: es\nsummary: Funciona en el 95 % de las personas.", "95 %"),
        ("language: es\nsummary: Noventa por ciento mejora.", "Noventa por ciento"),
        ("Two thirds of them bleed.", "Two thirds of them"),
        ("Half of those who had it felt tired.", "Half of those"),
        ("language: es\nsummary: Un cuarto de los pacientes sangra.", "Un cuarto de los pacientes"),
        ("language: es\nsummary: La mitad de las personas tiene dolor.", "La mitad de las personas"),
        ("language: es\nsummary: Un tercio de los pacientes sangra.", "Un tercio de los pacientes"),
    ],
)
def test_percentage_when_it_gives_no_number_of_people_then_it_is_found(sentence, words, tmp_path):
    assert told("H353", sentence, tmp_path) == [words]


@pytest.mark.parametrize(
    "sentence",
    [
        "You breathe 40% oxygen.",
        "Your oxygen level is 90%.",
        "We clean the skin with 70% alcohol.",
        "You get 0.9% saline.",
        "Be 100 percent sure before you drive.",
        "The artery is 70% blocked.",
        "It works for 95 of 100 people (95%).",
        "Your heart pumps out 60 percent of its blood.",
        "It cuts the risk by 50%.",
        "Half of them, 50 of 100 people, have pain.",
        "The tumor got one third smaller.",
        "Take half of the tablet.",
        "Fill a third of the cup.",
        "Half as many people bleed.",
        "Cut the tablets and take half of them with breakfast.",
        "Eat half of those crackers, then wait 30 minutes.",
        "After half of your treatments, we check your blood.",
        "Half of these tests are done in the morning.",
        "We do half of the tests before the surgery.",
        "Keep the dose at half for those 3 days.",
        "language: es\nsummary: Haga la mitad de las pruebas hoy.",
        "language: es\nsummary: Le llevamos a un cuarto de procedimientos.",
        "language: es\nsummary: Tome la mitad de la tableta.",
    ],
)
def test_percentage_when_it_counts_no_people_or_has_its_number_then_it_passes(sentence, tmp_path):
    assert told("H353", sentence, tmp_path) == []


@pytest.mark.parametrize(
    ("sentence", "words", "number"),
    [
        ("It works for 95 percent.", "95 percent", "95"),
        ("It works for twenty-five percent.", "twenty-five percent", "25"),
        ("It works for twenty five percent.", "twenty five percent", "25"),
        ("About zero point five percent bleed.", "zero point five percent", "…"),
        ("Half a percent bleed.", "Half a percent", "…"),
        ("Between 100 and 5 percent bleed.", "5 percent", "5"),
        ("Of one and 20 percent we know.", "20 percent", "20"),
        ("About 5 to 10% bleed.", "5 to 10%", "… to …"),
        ("About five to twenty-five percent bleed.", "five to twenty-five percent", "… to …"),
        ("language: es\nsummary: Treinta y cinco por ciento mejora.", "Treinta y cinco por ciento", "35"),
        ("language: es\nsummary: Uno coma cinco por ciento mejora.", "Uno coma cinco por ciento", "…"),
        ("Only sixteen percent bleed.", "sixteen percent", "…"),
        ("language: es\nsummary: Un veinticinco por ciento mejora.", "Un veinticinco por ciento", "…"),
    ],
)
def test_percentage_when_in_several_words_then_no_wrong_number_is_offered(sentence, words, number, tmp_path):
    (hit,) = hits("H353", sentence, tmp_path)

    assert hit.excerpt is not None
    assert hit.excerpt.words == words
    assert hit.hint == f"Write “{number} of 100 people”"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("It doubles the risk of a stroke.", "doubles the risk"),
        ("Smokers are twice as likely to bleed.", "twice as likely"),
        ("The pills give 50% less risk.", "50% less"),
        ("It cuts your risk by half.", "risk by half"),
        ("A clot is 3 times more likely.", "3 times more likely"),
        ("There is a 2-fold rise.", "2-fold"),
        ("It lowers the chance of a clot by 30 percent.", "chance of a clot by 30 percent"),
        ("language: es\nsummary: Duplica el riesgo de sangrado.", "Duplica el riesgo"),
    ],
)
def test_comparison_when_it_gives_no_numbers_of_people_then_it_is_found(sentence, words, tmp_path):
    assert told("H355", sentence, tmp_path) == [words]


@pytest.mark.parametrize(
    "sentence",
    [
        "Take it 2 times a day.",
        "Your risk may be higher or lower.",
        "With it, 2 of 100 people bleed. Without it, it is 4 of 100, twice as many.",
        "The wrist has less risk than the groin.",
        "The tumor got one third smaller.",
        "Drink twice as much water.",
        "Cut the pill in half.",
    ],
)
def test_comparison_when_it_is_none_of_risks_or_has_its_numbers_then_it_passes(sentence, tmp_path):
    assert told("H355", sentence, tmp_path) == []
