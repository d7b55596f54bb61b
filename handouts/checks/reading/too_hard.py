"""Too hard to read: the file or a section is above its target (H310, H311)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.checks.reading.levels import LANGUAGES, Scores, SectionLevel, grades, least_inflesz, total
from handouts.checks.reading.text import totals
from handouts.checks.registry import Rule, check
from handouts.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.checks.reading.levels import FileGrades
    from handouts.checks.registry import Hit
    from handouts.checks.subject import Subject

LEAST_WORDS = 15
"""A shorter section is judged sentence by sentence only: one long name would decide over its grade."""

_SHOWN = 70
_HARD = (
    "Following percutaneous intervention, individuals experiencing persistent abdominal discomfort, inflammation or "
    "temperature elevation should immediately communicate with their interventional radiology department. "
    "Anticoagulant medications are ordinarily discontinued preoperatively and subsequently reinstituted "
    "postoperatively, in accordance with individualized recommendations from the multidisciplinary cardiovascular "
    "anesthesiology consultation. Complications necessitating hospitalization occasionally materialize."
)


@check(
    Rule(
        code="H310",
        title="Handout too hard to read",
        severity=Severity.ERROR,
        why=(
            "More than a third of US adults have basic health literacy or less (NAAL 2003). "
            "What they cannot read they cannot do."
        ),
        source=(
            "AMA, Health Literacy and Patient Safety (2007): sixth grade; Flesch-Kincaid (1975). In Spanish INFLESZ "
            "65 for grade 6 (Barrio-Cantalejo 2008)"
        ),
        instead="Shorten the sentences that cost most, and put common words in the place of long ones.",
        good="The doctor puts a thin tube in your arm. It brings you medicine.",
        bad=_HARD,
        languages=LANGUAGES,
        adjustable=True,
    )
)
def file_too_hard(subject: Subject) -> Iterator[Hit]:
    """Find a file that is above ``target_grade``."""
    target = subject.settings.target_grade
    scores = Scores(total(totals(subject).values()), subject.language)
    if scores.counts.words >= LEAST_WORDS and scores.above(target):
        yield _hit(subject, grades(subject), f"the handout reads at {_compared(scores, target)}", "file")


@check(
    Rule(
        code="H311",
        title="Section too hard to read",
        severity=Severity.ERROR,
        why="People read the section they need, and stop at the one that they cannot read.",
        source="CDC, Simply Put (2009), and NIH: eighth grade at most. In Spanish INFLESZ 55 (Barrio-Cantalejo 2008)",
        instead="Shorten the sentences that cost most, and put common words in the place of long ones.",
        good="The doctor puts a thin tube in your arm. It brings you medicine. You may feel warm for a minute or two.",
        bad=_HARD,
        languages=LANGUAGES,
        adjustable=True,
    )
)
def section_too_hard(subject: Subject) -> Iterator[Hit]:
    """Find each section that is above ``section_grade``."""
    target = subject.settings.section_grade
    for name, counts in totals(subject).items():
        scores = Scores(counts, subject.language)
        if counts.words >= LEAST_WORDS and scores.above(target):
            section = next(each for each in grades(subject).sections if each.name == name)
            yield _hit(subject, section, f"“{name}” reads at {_compared(scores, target)}", name)


def _compared(scores: Scores, target: int) -> str:
    if scores.inflesz is not None:
        return f"{scores}, and its target is {least_inflesz(target)} or more"
    return f"{scores}, and its target is grade {target} or below"


def _hit(subject: Subject, measured: FileGrades | SectionLevel, message: str, key: str) -> Hit:
    longest = subject.settings.longest_sentence
    costliest = measured.costliest()
    places = [level.sentence.place(subject) for level in costliest]
    told = [
        f"line {place.line} “{_shown(level.text)}” ({level.reasons(longest)})"
        for place, level in zip(places, costliest, strict=True)
    ]
    first = costliest[0].sentence
    return first.hit(subject, (0, len(first.text)), message, "Shorten first what costs most: " + "; ".join(told), key)


def _shown(text: str) -> str:
    if len(text) <= _SHOWN:
        return text
    return text[:_SHOWN].rpartition(" ")[0] + "…"
