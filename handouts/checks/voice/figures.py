"""The same risk of the same procedure has the same numbers in all handouts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from handouts.checks.registry import Hit, Rule, department_check
from handouts.checks.voice.answers import Answer, Question, apart, by_question
from handouts.content import prose
from handouts.content.facts import Frequency
from handouts.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.checks.subject import Subject
    from handouts.content.facts import HowOften
    from handouts.findings import Place

_ARTICLE = re.compile(r"^(?:an?|the|un|una|el|la|los|las)\s+")
_RISK = "medical_name: x\nrisks: {{items: [{{name: Death, how_often: {{{}, source: s}}, what_we_do: A}}]}}"


class Figure(Struct, frozen=True):
    """How often something happens, as far as two handouts must agree on it."""

    low: float
    """Of one person."""
    high: float
    over: str
    """The time in which it was counted, in its own words; empty where there is none."""
    words: str
    """In a message."""

    @classmethod
    def of(cls, how_often: HowOften) -> Figure:
        """Return a figure; one that nobody knows contradicts every number."""
        if not isinstance(how_often, Frequency):
            return cls(-1, -1, "", how_often)
        n, to, of, over = how_often.n, how_often.to, how_often.of, how_often.over
        count = f"{n}" if to is None else f"{n} to {to}"
        time = "" if over is None else str(over)
        return cls(n / of, how_often.most / of, time, f"{count} of {of:,}{time and f', {time}'}")


def contradict(one: Figure, other: Figure) -> bool:
    """Tell whether two figures cannot both be right; those counted over different times can."""
    one_time = not one.over or not other.over or one.over == other.over
    return one_time and (one.low, one.high) != (other.low, other.high)


def _figures(subject: Subject) -> list[Answer[Figure]]:
    """Return the figure of each risk, once for each code and name of the procedure."""
    handout, asked = subject.loaded.handout, Question("H375", subject)
    procedures = [("name", handout.medical_name.casefold()), *((code.system, code.code) for code in handout.codes)]
    made = []
    for index, risk in enumerate(handout.risks.items):
        figure = Figure.of(risk.how_often)
        name = _ARTICLE.sub("", " ".join(prose.plain(risk.name).casefold().split()))
        answer = asked.answered((), name, figure, figure.words, ("risks", "items", index, "how_often"))
        made += [answer._replace(question=(answer.question, each)) for each in dict.fromkeys(procedures)]
    return made


@department_check(
    Rule(
        code="H375",
        title="Same risk of the same procedure with different numbers",
        severity=Severity.WARNING,
        why="Two numbers for one risk cannot both be on the consent form.",
        source="IPDAS 2013, chapter C",
        instead="Take both from the same source, or write in the file for which patients this number is.",
        good=f"{_RISK}\n---\n{_RISK}".format("n: 1, of: 100", "n: 1, of: 100"),
        bad=f"{_RISK}\n---\n{_RISK}".format("n: 1, of: 100", "n: 2, of: 100"),
    ),
    gather=_figures,
)
def risks(handouts: Sequence[Sequence[Answer[Figure]]]) -> Iterator[Hit]:
    """Find risks with other numbers than in most handouts on a procedure of the same code or name."""
    told: set[Place] = set()
    for answers in by_question(handouts):
        for odd in apart(answers, contradict):
            if odd.answer.place not in told:
                told.add(odd.answer.place)
                name, here, there = odd.answer.key, odd.answer.words, odd.usual.words
                message = f"{name}: “{here}” here, “{there}” for the same procedure in {odd.where}"
                hint = f"Take both from the same source, or allow “{name}” in this file with the reason"
                yield Hit(message, odd.answer.place, hint, key=name)
