"""Abbreviations that the handout does not explain (H321)."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from handouts.checks.reading.definitions import defines, explainable, glossary_terms
from handouts.checks.reading.text import read
from handouts.checks.reading.vocabulary import bag, lines
from handouts.checks.registry import Rule, check
from handouts.findings import Severity
from handouts.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.checks.reading.text import Sentence
    from handouts.checks.registry import Hit
    from handouts.checks.subject import Subject

# Letters that readers know as they stand: places, times, units, and what is never written in full.
_KNOWN = bag(
    "US U.S USA UK U.K EU AM PM A.M P.M TV ID OK ATM PIN QR CD DVD ZIP RSVP DIY FAQ PDF GPS SUV CEO AIDS HIV "
    "COVID COVID-19 DNA SOS VIP MON TUE TUES WED THU THURS FRI SAT SUN JAN FEB MAR APR JUN JUL AUG SEP SEPT OCT "
    "NOV DEC EST EDT CST CDT MST MDT PST PDT NHS MG MCG ML DL KG CM MM LB LBS OZ FT IN HR HRS MIN IU KCAL KPA "
    "MMHG II III VI VII VIII IX XI XII"
)
# Words that are shouted, and no abbreviations: "do NOT eat".
_SHOUTED = bag(
    "A ALL ALSO ALWAYS AN AND ANY ARE AS ASK AT BAD BE BEFORE BUT BY CALL CAN DAY DO DOES DON'T DRINK DRIVE EACH "
    "EAT EVEN EVER FAST FOR FROM GO HAVE HELP HERE HOW I IF IMPORTANT IN IS IT KEEP LEFT LESS LIFT MAY MORE MUST "
    "NEVER NEW NO NOT NOTE NOW OF OFF ON ONCE ONE ONLY OR OUT OWN READ REST RIGHT RISK SAFE SEE SHOULD SIGN SIT "
    "STAY STOP TAKE TELL THE THEN THIS TO TOP TWO UNTIL UP USE VERY WAIT WARNING WE WHEN WHO WHY WILL WITH YES "
    "YOU YOUR"
)
_LETTERS = re.compile(r"(?:[A-Z]{2,6}|[A-Z]{1,5}\d|[A-Z][a-z]?[A-Z]{1,4})s?(?:-(?:\d+|[A-Z]{2,5}))?|[A-Z](?:\.[A-Z])+")


@functools.cache
def _meanings() -> dict[str, str]:
    return dict(line.split("\t") for line in lines("abbreviations.tsv"))


@functools.cache
def _small() -> frozenset[str]:
    """Return how the abbreviations that clinics also write small are written: ``prn``, ``b.i.d``, ``hx``."""
    wanted = bag("npo prn bid tid qid qhs hx rx tx b.i.d t.i.d q.d q.i.d p.o p.r.n")
    return frozenset(wanted & {name.lower() for name in _meanings()})


def _may_be(word: str) -> bool:
    """Tell whether a word may be an abbreviation."""
    plain = word in _KNOWN or word in _SHOUTED or not _LETTERS.fullmatch(word)
    return not plain or word.lower().replace("’", "'") in _small()


_MAYBE = Kept(_may_be)


@check(
    Rule(
        code="H321",
        title="Abbreviation that is not explained",
        severity=Severity.WARNING,
        why="Letters mean nothing to those who were never told, and another thing to others.",
        source="AHRQ PEMAT-P item 4; AMA, Health Literacy and Patient Safety (2007)",
        instead="Write it in full, or explain it where it stands first: “pictures made with magnets (MRI)”.",
        good="We make pictures with magnets (MRI). The MRI takes 30 minutes.",
        bad="The MRI takes 30 minutes. Stay NPO.",
        languages=("en",),
    )
)
def unexplained_letters(subject: Subject) -> Iterator[Hit]:
    """Find abbreviations that neither the glossary nor a sentence explains; each once."""
    known = _known_here(subject)
    first: dict[str, tuple[Sentence, int, int]] = {}
    defined: set[str] = set()
    for sentence in explainable(read(subject)):
        for index in [at for at, word in enumerate(sentence.words) if _MAYBE[word]]:
            name = _name(sentence, index)
            if name and name not in known:
                start, end = sentence.find(index)
                first.setdefault(name, (sentence, start, end))
                if defines(sentence, start, end):
                    defined.add(name)
    for name, (sentence, start, end) in first.items():
        if name not in defined:
            plain = _meanings().get(name) or _meanings().get(name.upper())
            hint = f"Write “{plain}”, or “{plain} ({name})”" if plain else "Write it in full, with the letters after it"
            message = f"“{name}” is not explained in this handout"
            yield sentence.hit(subject, (start, end), message, hint, name)


def _known_here(subject: Subject) -> frozenset[str]:
    """Return the letters that the glossary explains, or that the clinic has in its own names."""
    texts = (*subject.values.values(), *glossary_terms(subject))
    return frozenset(match.upper().removesuffix("S") for text in texts for match in re.findall(r"[\w.-]+", text))


def _name(sentence: Sentence, index: int) -> str:
    """Return the abbreviation at a word, without the "s" of its plural, or nothing."""
    word = sentence.words[index]
    if sentence.lower[index] in _small():
        return word
    around = sentence.words[max(index - 1, 0) : index + 2]
    if sum(len(each) > 1 and each.isalpha() and each.isupper() for each in around) > 2 or sentence.text.isupper():
        return ""
    name = word[:-1] if len(word) > 2 and word.endswith("s") else word
    return "" if name in _KNOWN or name in _SHOUTED else name
