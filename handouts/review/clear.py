"""The CDC Clear Communication Index, items 1 to 20.

Its user guide gives a point only where all instances of an item meet the criteria, so one instance that fails decides
an item, and no machine decides one that holds where it cannot see every instance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.document.nodes import ListBlock
from handouts.review import numbers
from handouts.review.actionable import actions
from handouts.review.instruments import INDEX, NOT_APPLICABLE
from handouts.review.judging import counted, decided, flagged, rule
from handouts.review.understandable import has_visuals, key_points_section, seen

if TYPE_CHECKING:
    from handouts.review.judging import Judged
    from handouts.review.material import Material

YES, NO = "yes", "no"
LONGEST_LIST = 7
"""The most items of a list that is not broken up (CDC Clear Communication Index User Guide, item 8)."""


@rule(INDEX, 1)
def one_main_message(material: Material) -> Judged:
    """The places where it would stand; whether it is one, a person says."""
    points = len(material.subject.loaded.handout.key_points)
    return flagged(f"{material.at(('summary',))}: the summary", f"{material.at(('key_points',))}: {points} key points")


@rule(INDEX, 2)
def message_at_the_top(material: Material) -> Judged:
    """The summary and the key points stand first; whether the main message is among them, a person says."""
    if key_points_section(material) is None:
        return flagged("the summary stands first on the page, right below the title")
    return flagged("the summary and the key points stand first on the page, right below the title")


@rule(INDEX, 3)
def message_emphasized(material: Material) -> Judged:
    """The frames of the page; whether the main message is in one, a person says."""
    return flagged(f"{counted(len(material.page.boxes), 'framed box', 'framed boxes')} on the page")


@rule(INDEX, 4)
def message_has_a_visual(material: Material) -> Judged:
    """Decided where there is no visual at all."""
    return flagged(seen(material)) if has_visuals(material) else decided(NO, seen(material))


@rule(INDEX, 5)
def call_to_action(material: Material) -> Judged:
    """Decided: no handout is without steps before the procedure and signs to call for."""
    return decided(YES, *actions(material))


@rule(INDEX, 6)
def active_message(material: Material) -> Judged:
    """Passive sentences where the main message and the calls to action would stand."""
    if not material.looked("H316"):
        return flagged("passive sentences are not looked for in this language")
    sections = ("summary", "key_points", "preparation", "do", "do_not")
    levels = [level for level in material.grades.sentences if level.section in sections]
    passive = [level for level in levels if level.passive]
    told = [f"{material.place(level.sentence.passage)}: “{level.passive}” is passive" for level in passive]
    return flagged(
        f"{len(levels) - len(passive)} of {len(levels)} sentences of summary, key points, steps and advice are active",
        *([numbers.shortened(told)] if told else []),
    )


@rule(INDEX, 7)
def familiar_words(material: Material) -> Judged:
    """Decided where a medical word or an abbreviation is not explained: “always” admits no exception."""
    codes = ("H320", "H321")
    if not material.looked(*codes):
        return flagged("there is no list of medical words in this language")
    told = [f"medical words or abbreviations that are not explained: {material.count(*codes)}", *material.told(*codes)]
    return decided(NO, *told) if material.count(*codes) else flagged(*told)


@rule(INDEX, 8)
def lists(material: Material) -> Judged:
    """Decided by the lists on the page and the items of the longest."""
    found = [block for block in material.page.blocks if isinstance(block, ListBlock)]
    if not found:
        return decided(NO, "there is no list on the page")
    long = [block for block in found if len(block.items) > LONGEST_LIST]
    told = f"{counted(len(material.page.lists), 'list')} with bullets, numbers or boxes to tick"
    if long:
        named = [f"“{material.page.heading_before(block)}” ({len(block.items)})" for block in long]
        return decided(NO, told, f"more than {LONGEST_LIST} items in one list: {numbers.shortened(named)}")
    return decided(YES, told, f"the longest has {max(len(block.items) for block in found)} items")


@rule(INDEX, 9)
def chunks(material: Material) -> Judged:
    """The headings; whether each chunk holds one idea, a person says."""
    return flagged(f"{counted(len(material.page.headings), 'heading')}, one above each section")


@rule(INDEX, 10)
def summarized_first(material: Material) -> Judged:
    """The key points are the first section; whether they hold the most important, a person says."""
    points = len(material.subject.loaded.handout.key_points)
    return flagged(f"{material.at(('key_points',))}: {points} key points, in the first section of the page")


@rule(INDEX, 11)
def known_and_unknown(material: Material) -> Judged:
    """Sources, limits and what is not known; whether that is enough, a person says."""
    handout = material.subject.loaded.handout
    unknown = sum(risk.how_often == "not known" for risk in handout.risks.items)
    told = [
        f"sources that are named: {len(handout.sources)}",
        f"risks of which it says that nobody knows how often: {unknown}",
    ]
    if handout.limits:
        told.append(f"{material.at(('limits',))}: what it cannot do")
    return flagged(*told)


@rule(INDEX, 12)
def recommendation(material: Material) -> Judged:
    """Decided: no handout is without steps before the procedure."""
    return decided(YES, *actions(material))


@rule(INDEX, 13)
def why_it_matters(material: Material) -> Judged:
    """Reasons that stand beside instructions."""
    told = material.subject.loaded.handout.tell_us_if or ()
    reasons = sum(each.why is not None for each in told)
    return flagged(f"{reasons} of {len(told)} things to tell the team have their reason; read the steps for theirs")


@rule(INDEX, 14)
def specific_directions(material: Material) -> Judged:
    """Decided where the page says how to call, beside the time of each step and the signs to call for."""
    handout = material.subject.loaded.handout
    phone = material.subject.values["clinic.phone"]
    told = (
        f"{material.at(('preparation',))}: {counted(len(handout.preparation), 'step')}, each with its time",
        f"{material.at(('when_to_call',))}: when to call",
    )
    if phone not in material.page.text:
        return flagged(*told, f"the layout “{material.page.layout}” does not show the number {phone}")
    return decided(YES, *told, f"the page shows the number {phone}")


@rule(INDEX, 15)
def familiar_numbers(material: Material) -> Judged:
    """Numbers that are hard to read; whether the others are needed, a person says."""
    if not numbers.there_are_any(material):
        return decided(NOT_APPLICABLE, "there is no number in the words or facts")
    hard = numbers.hard(material)
    return flagged(f"percent, fractions or decimals: {numbers.shortened(hard) if hard else 'none found'}")


@rule(INDEX, 16)
def numbers_explained(material: Material) -> Judged:
    """Figures have a sentence and dots; whether all numbers are explained, a person says."""
    if not numbers.there_are_any(material):
        return decided(NOT_APPLICABLE, "there is no number in the words or facts")
    return flagged(f"{counted(len(material.frequencies), 'figure')}, each as a sentence and as dots")


@rule(INDEX, 17)
def calculations(material: Material) -> Judged:
    """Decided where denominators must be compared, and where nothing is found to calculate; “no” gives the point."""
    if not numbers.there_are_any(material):
        return decided(NOT_APPLICABLE, "there is no number in the words or facts")
    return numbers.calculating(material, needed=YES, spared=NO)


@rule(INDEX, 18)
def nature_of_risk(material: Material) -> Judged:
    """Each risk has what the team does about it; whether its nature is explained, a person says."""
    count = len(material.subject.loaded.handout.risks.items)
    return flagged(
        f"{material.at(('risks',))}: {counted(count, 'risk')}, each with how often and what the team does about it"
    )


@rule(INDEX, 19)
def risks_and_benefits(material: Material) -> Judged:
    """Decided where there is a section of benefits beside the risks, which no handout is without."""
    handout = material.subject.loaded.handout
    risks = f"{material.at(('risks',))}: {counted(len(handout.risks.items), 'risk')}"
    if handout.benefits:
        return decided(YES, risks, f"{material.at(('benefits',))}: {counted(len(handout.benefits), 'benefit')}")
    return flagged(risks, "there is no section of benefits; the purpose may name some")


@rule(INDEX, 20)
def probability_in_words(material: Material) -> Judged:
    """Decided by the figures, each of which the page gives in a sentence and in dots."""
    hard = numbers.hard(material)
    if hard:
        return flagged(f"numbers in sentences, which may stand alone: {numbers.shortened(hard)}")
    if not material.frequencies:
        return decided(NOT_APPLICABLE, "no risk or benefit has a figure")
    shown = len(material.page.arrays)
    figures = counted(len(material.frequencies), "figure")
    return decided(YES, f"{figures}, each a sentence; {counted(shown, 'chart')} of dots on the page")
