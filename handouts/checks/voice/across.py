"""The handouts of a clinic say one thing: fasting, medicines, going back to usual life, fever."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from handouts.checks.facts.said import differs
from handouts.checks.facts.statements import statements
from handouts.checks.registry import Hit, Rule, department_check
from handouts.checks.voice.answers import Answer, Question, apart, by_question
from handouts.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from handouts.checks.facts.said import Said, Value
    from handouts.checks.subject import Subject

    Answers: TypeAlias = Sequence[Answer[Value]]

_LEAFLETS = "Leaflets of 93 hospitals on one operation: driving after 24 hours to 6 weeks (PubMed 23543333)"
_ONE = "topic: one\n{}\n---\ntopic: two\n{}"


def _said(code: str, *kinds: str, in_department: bool = False) -> Callable[[Subject], Answers]:
    """Return a function that gathers the first statement of a handout on each key.

    Args:
        code: the check that asks.
        kinds: kinds of statements.
        in_department: compare handouts of one department, not of the whole clinic.
    """

    def gather(subject: Subject) -> Answers:
        first: dict[str, Said] = {}
        for said in statements(subject):
            if said.kind in kinds:
                first.setdefault(said.key, said)
        asked = Question(code, subject)
        about = (subject.loaded.department,) if in_department else ()
        return [asked.answered(about, key, said.value, said.words, said.loc) for key, said in first.items()]

    return gather


def _compared(handouts: Sequence[Answers]) -> Iterator[Hit]:
    """Yield a hit for each handout whose statement on a key differs from that of most."""
    for answers in by_question(handouts):
        for odd in apart(answers, differs):
            key = odd.answer.key
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
    ),
    gather=_said("H370", "fasting"),
)
def fasting(handouts: Sequence[Answers]) -> Iterator[Hit]:
    """Find handouts with other times to stop eating or drinking than most."""
    yield from _compared(handouts)


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
    ),
    gather=_said("H371", "drug"),
)
def medicines(handouts: Sequence[Answers]) -> Iterator[Hit]:
    """Find handouts with other advice on a medicine than most."""
    yield from _compared(handouts)


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
    ),
    gather=_said("H372", "activity", "weight", in_department=True),
)
def going_back(handouts: Sequence[Answers]) -> Iterator[Hit]:
    """Find handouts with other times for driving, work, lifting, bathing, flying than most of their department."""
    yield from _compared(handouts)


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
    ),
    gather=_said("H373", "fever"),
)
def fevers(handouts: Sequence[Answers]) -> Iterator[Hit]:
    """Find handouts with another fever limit than most."""
    yield from _compared(handouts)
