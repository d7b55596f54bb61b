from __future__ import annotations

import pytest

from tests.checks.fragments import stated

DAY = 24.0
THREE = ("aspirin", "ibuprofen", "naproxen")


def advice(text):
    return f'special_groups: [{{who: If you take medicine, advice: "{text}"}}]'


@pytest.mark.parametrize(
    ("fragment", "facts"),
    [
        (advice("Stop warfarin 5 days before."), [("warfarin", 5 * DAY)]),
        (advice("Stop taking Coumadin 5 days before."), [("warfarin", 5 * DAY)]),
        (advice("Keep taking your aspirin."), [("aspirin", "keep")]),
        (advice("Do not stop aspirin."), [("aspirin", "keep")]),
        (advice("Take your metformin as usual."), [("metformin", "keep")]),
        (advice("Do not take metformin."), [("metformin", "stop")]),
        ("preparation: [{when: 1 week before, text: Stop Ozempic.}]", [("semaglutide", 7 * DAY)]),
        ("do_not: [Do not take ibuprofen for 7 days]", [("ibuprofen, afterwards", 7 * DAY)]),
        ("do_not: [Take ibuprofen for 7 days]", [("ibuprofen, afterwards", 7 * DAY)]),
        ("do_not: [Take Advil or Aleve]", [("ibuprofen, afterwards", "stop"), ("naproxen, afterwards", "stop")]),
        ("language: es\ndo_not: [Tomar ibuprofeno por 7 días]", [("ibuprofen, afterwards", 7 * DAY)]),
        ("do_not: [Take Tylenol with alcohol]", []),
        ("do_not: ['Take more than 3,000 mg of Tylenol']", []),
        ("do_not: [Take aspirin unless we told you to]", []),
        ("do: [Take ibuprofen for 7 days]", []),
        ("language: es\nsummary: Deje de tomar aspirina 7 días antes.", [("aspirin", 7 * DAY)]),
        (advice("Stop aspirin, ibuprofen and naproxen 5 days before."), [(key, 5 * DAY) for key in THREE]),
        (
            advice("Stop warfarin 5 days before, and aspirin 7 days before."),
            [("warfarin", 5 * DAY), ("aspirin", 7 * DAY)],
        ),
        (advice("Keep taking aspirin, but stop warfarin 5 days before."), [("aspirin", "keep"), ("warfarin", 5 * DAY)]),
        (advice("Stop metformin 2 days before and take other pills as usual."), [("metformin", 2 * DAY)]),
        (advice("If you take warfarin, stop it 5 days before."), [("warfarin", 5 * DAY)]),
        (advice("If you take aspirin, keep taking it."), [("aspirin", "keep")]),
        (advice("You do not need to stop. No need to skip Lipitor or aspirin."), []),
        (advice("There is no need to stop aspirin."), [("aspirin", "keep")]),
        (advice("Hold your Eliquis for 2 days before."), [("apixaban", 2 * DAY)]),
        (advice("Continue metoprolol."), [("metoprolol", "keep")]),
        (advice("Do not take pills such as Advil or Aleve."), [("ibuprofen", "stop"), ("naproxen", "stop")]),
        (
            "special_groups: [{who: You have weak kidneys, advice: Stop metformin 2 days before.}]",
            [("metformin (You have weak kidneys)", 2 * DAY)],
        ),
        ("language: es\nsummary: No debe dejar de tomar la aspirina.", [("aspirin", "keep")]),
        ("language: es\nsummary: Debe suspender la warfarina 5 días antes.", [("warfarin", 5 * DAY)]),
        (
            "language: es\nsummary: No tome ibuprofeno ni naproxeno por 7 días antes.",
            [("ibuprofen", 7 * DAY), ("naproxen", 7 * DAY)],
        ),
        ("language: es\nsummary: Siga tomando aspirina.", [("aspirin", "keep")]),
        ("language: es\nsummary: No suspenda la aspirina.", [("aspirin", "keep")]),
        ("language: es\nsummary: Suspenda la warfarina 5 días antes.", [("warfarin", 5 * DAY)]),
        ("language: es\nsummary: Tome su metformina como siempre.", [("metformin", "keep")]),
        ("language: es\nsummary: 'Si toma Coumadin, deje de tomarlo 5 días antes.'", [("warfarin", 5 * DAY)]),
        ("language: es\nsummary: Pregunte cuándo suspender la aspirina.", []),
        (advice("You must not stop taking Plavix."), [("clopidogrel", "keep")]),
        (advice("You do not ever have to stop aspirin."), []),
        (advice("You can't stop Eliquis."), []),
        (advice("A nurse will stop the heparin before you leave."), []),
        (advice("Your doctor may stop aspirin after 1 year."), []),
        (advice("It works for 5 days after you stop warfarin."), []),
        ("language: es\nsummary: Nunca suspenda la aspirina.", [("aspirin", "keep")]),
        ("language: es\nsummary: Venga sin que nadie suspenda la aspirina.", []),
        (advice("Skip breakfast and take your insulin."), []),
        (advice("Do not take more than 3,000 mg of acetaminophen."), []),
        (advice("Do not take ibuprofen with aspirin."), [("ibuprofen", "stop")]),
        (advice("Hold firm on the spot; aspirin slows clotting."), []),
        (advice("Stop aspirin 7 days before if you have thin blood."), []),
        (advice("Do not eat, but take half of your insulin."), []),
        (advice("Take Tylenol for pain."), []),
        (advice("Ask us when to stop warfarin."), []),
        (advice("Do not stop a blood thinner on your own."), []),
        (advice("Never stop aspirin without asking us."), []),
        (advice("Bring your insulin."), []),
        ("glossary: [{term: blood thinner, meaning: Medicine such as warfarin.}]", []),
    ],
)
def test_medicine_when_a_sentence_says_to_stop_or_keep_it_then_it_is_known(fragment, facts, tmp_path):
    assert stated(fragment, tmp_path, "drug") == facts
