from __future__ import annotations

import pytest

from tests.checks.fragments import stated

DAY = 24.0


@pytest.mark.parametrize(
    ("fragment", "facts"),
    [
        ("Do not drive for 2 days.", [("driving", 2 * DAY)]),
        ("No driving for 24 hours.", [("driving", DAY)]),
        ("You can drive after 24 hours.", [("driving", DAY)]),
        ("Wait 2 days before you drive.", [("driving", 2 * DAY)]),
        ("For 2 days, do not drive or lift.", [("driving", 2 * DAY), ("lifting", 2 * DAY)]),
        ("Do not drive for 2 days or lift for one week.", [("driving", 2 * DAY), ("lifting", 7 * DAY)]),
        ("Do not lift more than 10 pounds for 7 days.", [("lifting", 7 * DAY)]),
        ("Do not take a bath or swim for 5 days.", [("bathing", 5 * DAY)]),
        ("Do not fly for 2 weeks.", [("flying", 14 * DAY)]),
        ("Stay off work for 3 days.", [("work", 3 * DAY)]),
        ("No work for 3 days.", [("work", 3 * DAY)]),
        ("You can go back to an office job after 2 days.", [("desk work", 2 * DAY)]),
        ("You may shower 24 hours after the test.", [("showering", DAY)]),
        ("Avoid hard exercise for one week.", [("exercise", 7 * DAY)]),
        ("You should not drive or fly for 1 to 2 days.", [("driving", DAY), ("flying", DAY)]),
        ("Never swim for 10 days.", [("bathing", 10 * DAY)]),
        ("do_not: [Drink alcohol for 24 hours]", [("alcohol", DAY)]),
        ("return_to: [{activity: sex, after: 1 week}]", [("sex", 7 * DAY)]),
        ("return_to: [{activity: flying, after: straight away}]", [("flying", 0.0)]),
        ("recovery: [{when: First 24 hours, text: Do not drive.}]", [("driving", DAY)]),
        ("language: es\nsummary: No maneje por 2 días.", [("driving", 2 * DAY)]),
        ("language: es\nsummary: No conduzca durante 24 horas.", [("driving", DAY)]),
        ("language: es\nsummary: Puede manejar después de 2 días.", [("driving", 2 * DAY)]),
        ("language: es\nsummary: No vuele por 2 semanas.", [("flying", 14 * DAY)]),
        ("language: es\nsummary: No trabaje por 3 días.", [("work", 3 * DAY)]),
        ("language: es\nsummary: Espere 2 días antes de manejar.", [("driving", 2 * DAY)]),
        ("language: es\nsummary: No viaje en avión por dos semanas.", [("flying", 14 * DAY)]),
        ("language: es\nsummary: No levante objetos de más de 10 libras por 1 semana.", [("lifting", 7 * DAY)]),
        ("language: es\nrecovery: [{when: Las primeras 24 horas, text: No maneje.}]", [("driving", DAY)]),
        ("language: es\nsummary: No se bañe en tina durante 5 días.", [("bathing", 5 * DAY)]),
    ],
)
def test_activity_when_a_sentence_is_plain_about_it_then_its_time_is_known(fragment, facts, tmp_path):
    assert stated(fragment, tmp_path, "activity") == facts


@pytest.mark.parametrize(
    "fragment",
    [
        "Ask an adult to drive you home and stay for 24 hours.",
        "Do not drive if you took strong pain medicine in the last 24 hours.",
        "You may have pain when you drive for 1 hour.",
        "You can exercise for 20 minutes a day.",
        "Do not shower for longer than 10 minutes.",
        "The drive takes 2 hours.",
        "Do not drive. Rest for 24 hours.",
        "The medicine stops working after 4 hours.",
        "return_to: [{activity: driving, after: ask us}]",
        "You cannot drive home, so someone must stay for 24 hours.",
        "Do not drive for 2 weeks if you had a stroke.",
        "Do not drive for 8 hours after taking strong pain pills.",
        "People who had a stent must not fly for 2 weeks.",
        "Do not lift your head for 2 hours.",
        "straight_afterwards: [Do not lift anything for 2 hours.]",
        "recovery: [{when: After 2 weeks, text: Do not lift for 4 more weeks.}]",
        "recovery: [{when: First 24 hours, text: Do not drive if you feel weak.}]",
        "alternatives: {options: [{choice: A, what: Do not drive for 6 weeks., think_about: B}], no_treatment: C}",
        'teach_back: ["Why should you not drive for 2 weeks?"]',
        "language: es\nsummary: No maneje por 2 semanas si tuvo un derrame.",
        "language: es\nsummary: Pida a un adulto que maneje y se quede 24 horas.",
        "language: de\nsummary: Fahren Sie 2 Tage nicht Auto.",
    ],
)
def test_activity_when_a_time_is_about_something_else_then_nothing_is_stated(fragment, tmp_path):
    assert stated(fragment, tmp_path, "activity") == []


@pytest.mark.parametrize(
    ("fragment", "facts"),
    [
        ("Do not eat for 8 hours before.", [("eating", 8.0)]),
        (
            "Do not eat for 8 hours before. You may drink water until 2 hours before.",
            [("eating", 8.0), ("drinking", 2.0)],
        ),
        ("Do not eat or drink for 6 hours before the test.", [("eating", 6.0), ("drinking", 6.0)]),
        ("Do not eat after midnight.", [("eating", "midnight")]),
        ("preparation: [{when: 8 hours before, text: Stop eating.}]", [("eating", 8.0)]),
        ("preparation: [{when: 2 hours before, action: Stop drinking, text: No more.}]", [("drinking", 2.0)]),
        ("language: es\nsummary: No coma durante 8 horas antes.", [("eating", 8.0)]),
        ("Stop drinking 2 hours before.", [("drinking", 2.0)]),
        ("Nothing to eat or drink after midnight.", [("eating", "midnight"), ("drinking", "midnight")]),
        ("You may drink clear liquids up to 2 hours before.", [("drinking", 2.0)]),
        ("No food for 6 to 8 hours before the test.", [("eating", 6.0)]),
        ("language: es\nsummary: No coma nada después de la medianoche.", [("eating", "midnight")]),
        ("language: es\nsummary: Puede beber agua hasta 2 horas antes.", [("drinking", 2.0)]),
        ("language: es\nsummary: Deje de comer 8 horas antes.", [("eating", 8.0)]),
        ("Do not eat for 24 hours before if you take Ozempic.", []),
        ("We had to stop because he ate 3 hours before.", []),
        (
            "special_groups: [{who: You have a slow stomach, advice: Do not eat for 12 hours before.}]",
            [("eating (You have a slow stomach)", 12.0)],
        ),
        ("Do not eat for 2 hours after the test.", []),
        ("You should not eat for 2 hours before bed.", []),
        ("Do not drink anything except water for 6 hours before the test.", []),
        ("You may not feel like eating for 2 days after the test.", []),
        ("language: es\nsummary: No coma por 2 horas antes de acostarse.", []),
        ("You may eat a light meal until 6 hours before.", []),
        ("Do not drink alcohol for 24 hours before.", []),
        ("preparation: [{when: 8 hours before, text: Eat a good meal.}]", []),
        ("preparation: [{when: the day of, text: Stop eating.}]", []),
    ],
)
def test_fasting_when_a_time_to_stop_is_given_then_it_is_known(fragment, facts, tmp_path):
    assert stated(fragment, tmp_path, "fasting") == facts
