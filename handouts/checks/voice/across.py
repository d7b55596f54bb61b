"""The handouts of a clinic say one thing: fasting, medicines, going back to usual life, fever."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from handouts.checks.facts.said import differs
from handouts.checks.facts.statements import statements
from handouts.checks.registry import Hit, Rule, department_check
from handouts.checks.voice.answers import Answer, apart, in_order
from handouts.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from handouts.checks.facts.said import Said, Value
    from handouts.checks.subject import Subject

_LEAFLETS = "Leaflets of 93 hospitals on one operation: driving after 24 hours to 6 weeks (PubMed 23543333)"
_ONE = "topic: one\n{}\n---\ntopic: two\n{}"


def _language(subject: Subject) -> Hashable:
    return subject.loaded.language


def _department(subject: Subject) -> Hashable:
    return subject.loaded.language, subject.loaded.department


def _compared(
    code: str, subjects: Sequence[Subject], kinds: tuple[str, ...], within: Callable[[Subject], Hashable] = _language
) -> Iterator[Hit]:
    """Yield a hit for each handout whose first statement on a key differs from that of most."""
    found: dict[tuple[Hashable, str], list[Answer[Value]]] = defaultdict(list)
    for subject in in_order(subjects):
        first: dict[str, Said] = {}
        for said in statements(subject):
            if said.kind in kinds:
                first.setdefault(said.key, said)
        for key, said in first.items():
            found[(within(subject), key)].append(Answer(subject, said.value, said.words, said.loc))
    for (_, key), facts in found.items():
        for odd in apart(code, key, facts, differs):
            message = f"{key}: “{odd.answer.words}” here, “{odd.usual.words}” in {odd.where}"
            hint = f"Make them the same, or allow “{key}” in this file with the reason why it differs"
            yield Hit(message, odd.answer.place, hint, key=key)


@department_check(
    Rule(
        code="H370",
        title="Fasting times that differ between handouts",
        severity=Severity.WARNING,
        why="Somebody with two procedures keeps two sheets. Food too late cancels the day; food in the lungs can kill.",
        source="ASA practice guidelines for preoperative fasting 2017",
        instead="Give the same times, or write in the file why this procedure has others.",
        good=_ONE.format(
            "preparation: [{when: 8 hours before, text: Stop eating.}]",
            "preparation: [{when: 8 hours before, text: Stop eating.}]",
        ),
        bad=_ONE.format(
            "preparation: [{when: 8 hours before, text: Stop eating.}]",
            "preparation: [{when: 4 hours before, text: Stop eating.}]\nkey_points: [A, B, C]",
        ),
    )
)
def fasting(subjects: Sequence[Subject]) -> Iterator[Hit]:
    """Find handouts with other times to stop eating or drinking than most."""
    yield from _compared("H370", subjects, ("fasting",))


@department_check(
    Rule(
        code="H371",
        title="Medicines stopped at different times",
        severity=Severity.WARNING,
        why="One sheet says to stop a medicine, another to keep it: a clot or a bleed decides which was right.",
        source="AHRQ, medication reconciliation; " + _LEAFLETS,
        instead="Give the same advice, or write in the file why this procedure has another one.",
        good=_ONE.format(
            "special_groups: [{who: A, advice: Stop warfarin 5 days before.}]",
            "special_groups: [{who: A, advice: Stop warfarin 5 days before.}]",
        ),
        bad=_ONE.format(
            "special_groups: [{who: A, advice: Stop warfarin 5 days before.}]",
            "special_groups: [{who: A, advice: Keep taking warfarin.}]",
        ),
    )
)
def medicines(subjects: Sequence[Subject]) -> Iterator[Hit]:
    """Find handouts with other advice on a medicine than most."""
    yield from _compared("H371", subjects, ("drug",))


@department_check(
    Rule(
        code="H372",
        title="Going back to usual life at different times",
        severity=Severity.WARNING,
        why="Patients of one department compare their sheets. Two answers without a reason look like a mistake.",
        source=_LEAFLETS,
        instead="Give the same times within a department, or write in the file why this procedure has others.",
        good=_ONE.format(
            "return_to: [{activity: driving, after: 1 day}]", "return_to: [{activity: driving, after: 24 hours}]"
        ),
        bad=_ONE.format(
            "return_to: [{activity: driving, after: 24 hours}]", "return_to: [{activity: driving, after: 2 weeks}]"
        ),
    )
)
def going_back(subjects: Sequence[Subject]) -> Iterator[Hit]:
    """Find handouts with other times for driving, work, lifting, bathing, flying than most of their department."""
    yield from _compared("H372", subjects, ("activity", "weight"), _department)


@department_check(
    Rule(
        code="H373",
        title="Fever limits that differ between handouts",
        severity=Severity.WARNING,
        why="The nurse on the phone has one limit; a sheet with another one keeps patients from calling in time.",
        source="A rule of this program: one clinic, one limit",
        instead="Give one limit, or write in the file why these patients have another one.",
        good=_ONE.format(
            "when_to_call: [Fever of 100.4 °F (38 °C)]", "when_to_call: [A temperature of 38 °C or higher]"
        ),
        bad=_ONE.format("when_to_call: [Fever of 100.4 °F (38 °C)]", "when_to_call: [Fever of 101 °F]"),
    )
)
def fevers(subjects: Sequence[Subject]) -> Iterator[Hit]:
    """Find handouts with another fever limit than most."""
    yield from _compared("H373", subjects, ("fever",))
