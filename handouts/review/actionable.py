"""PEMAT-P, items 20 to 26: can people tell what to do?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.review import numbers
from handouts.review.instruments import NOT_APPLICABLE, PEMAT
from handouts.review.judging import counted, decided, flagged, rule
from handouts.review.understandable import AGREE, DISAGREE, MOST_WITHOUT, no_calculations, seen

if TYPE_CHECKING:
    from handouts.review.judging import Judged
    from handouts.review.material import Material

ACTIONS = ("preparation", "tell_us_if", "special_groups", "do", "do_not", "when_to_call", "emergency_signs")
"""The sections that say what to do."""


@rule(PEMAT, 20)
def an_action(material: Material) -> Judged:
    """Decided: no handout is without steps before the procedure and signs to call for."""
    return decided(AGREE, *actions(material))


@rule(PEMAT, 21)
def addresses_the_user(material: Material) -> Judged:
    """Decided by the share of instructions that speak to the reader."""
    if not material.looked("H327"):
        return flagged("instructions that do not speak to the reader are not looked for in this language")
    instructions = sum(passage.section in ACTIONS for passage in material.subject.passages)
    found = material.count("H327")
    told = [f"{found} of {instructions} instructions do not speak to the reader", *material.told("H327")]
    if not found:
        return decided(AGREE, *told)
    return decided(DISAGREE, *told) if found > MOST_WITHOUT * instructions else flagged(*told)


@rule(PEMAT, 22)
def explicit_steps(material: Material) -> Judged:
    """The steps, each with its time, and the long sentences among them; whether they can be managed, a person says."""
    steps = material.subject.loaded.handout.preparation
    told = [f"{material.at(('preparation',))}: {counted(len(steps), 'step')} before the procedure, each with its time"]
    if material.looked("H315"):
        told += [f"{counted(material.count('H315'), 'long sentence')}", *material.told("H315")]
    return flagged(*told)


@rule(PEMAT, 23)
def tangible_tool(material: Material) -> Judged:
    """Decided by the boxes to tick and the lines to write on."""
    page = material.page
    told = (
        f"{counted(page.ticks, 'box', 'boxes')} to tick beside the steps",
        f"{counted(page.write_ins, 'blank line')} for questions",
    )
    return decided(AGREE, *told) if page.ticks else flagged(*told)


@rule(PEMAT, 24)
def help_with_calculations(material: Material) -> Judged:
    """Not applicable where nothing is to be calculated."""
    if no_calculations(material).answer == AGREE:
        return decided(NOT_APPLICABLE, "there is nothing to calculate: see item 7")
    mixed = numbers.mixed(material)
    return flagged(mixed or numbers.same_denominator(material), *numbers.to_calculate(material))


@rule(PEMAT, 25)
def explains_charts(material: Material) -> Judged:
    """Not applicable without charts and tables; else a person reads what stands beside them."""
    page = material.page
    if not page.arrays and not page.tables and not page.pictures:
        return decided(NOT_APPLICABLE, "there is no chart, table or picture on the page")
    return flagged(
        f"{counted(len(page.tables), 'table')}; {seen(material)}; each chart of dots stands below its sentence in words"
    )


@rule(PEMAT, 26)
def aids_to_act(material: Material) -> Judged:
    """How many there are; whether more would help, a person says."""
    return flagged(seen(material), f"{counted(material.page.ticks, 'box', 'boxes')} to tick beside the steps")


def actions(material: Material) -> list[str]:
    """Return as evidence where the handout says what to do."""
    handout = material.subject.loaded.handout
    told = []
    for name, one, what in (
        ("preparation", "step", "before the procedure"),
        ("do", "thing", "to do afterwards"),
        ("do_not", "thing", "to leave alone"),
        ("when_to_call", "sign", "to call the clinic for"),
        ("emergency_signs", "sign", "to call the emergency number for"),
    ):
        found = getattr(handout, name)
        if found:
            told.append(f"{material.at((name,))}: {counted(len(found), one)} {what}")
    return told
