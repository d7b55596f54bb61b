"""Plain words: medical words that the handout does not explain, and words for which a shorter one would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.checks.reading.definitions import defines, explainable, glossary_terms, names, within
from handouts.checks.reading.terms import everyday, medical
from handouts.checks.reading.text import holding, where
from handouts.checks.registry import Rule, check
from handouts.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handouts.checks.reading.terms import Index, Term
    from handouts.checks.reading.text import Sentence
    from handouts.checks.registry import Hit
    from handouts.checks.subject import Subject

    Place = tuple[Sentence, int, int]


@check(
    Rule(
        code="H320",
        title="Medical word without its meaning",
        severity=Severity.SUGGESTION,
        why="Patients skip a word that they do not know, or take it for another.",
        source="AHRQ PEMAT-P items 3 and 4; CDC Plain Language Thesaurus for Health Communications",
        instead="Use the plain word, or say what the medical one means: in the sentence, or in the glossary.",
        good="A thin, soft tube (catheter) goes into the artery. The catheter stays in for 1 day.",
        bad="A catheter goes into the artery.",
        languages=("en",),
    )
)
def medical_words(subject: Subject) -> Iterator[Hit]:
    """Find medical words that neither the glossary nor a sentence explains; each once, with how often it stands."""
    found, defined = _found(subject, medical())
    known = glossary_terms(subject)
    for term, places in found.items():
        sentence, start, end = places[0]
        words = sentence.text[start:end]
        if term in defined or any(f" {form} " in f" {each} " for form in (term.words, words.lower()) for each in known):
            continue
        yield sentence.hit(
            subject,
            (start, end),
            f"“{words}” is a medical word that this handout does not explain{_times(places)}",
            f"Write “{term.plain}”, or explain it where it stands first: “{term.plain} ({words.lower()})”",
            term.words,
        )


@check(
    Rule(
        code="H322",
        title="Longer word than it need be",
        severity=Severity.SUGGESTION,
        why="Long words slow every reader down, and stop weak ones.",
        source="plainlanguage.gov, Use simple words and phrases; CDC Plain Language Thesaurus",
        instead="Use the shorter word.",
        good="Use the drops 2 times a day.",
        bad="Utilize the drops prior to bed.",
        languages=("en",),
    )
)
def long_words(subject: Subject) -> Iterator[Hit]:
    """Find everyday words with a shorter one that would do; each once, with how often it stands."""
    for term, places in _found(subject, everyday())[0].items():
        sentence, start, end = places[0]
        message = f"“{sentence.text[start:end]}” is longer than it need be{_times(places)}"
        hint = "Leave it out" if term.plain == "leave it out" else f"Write “{term.plain}”"
        yield sentence.hit(subject, (start, end), message, hint, term.words)


def medical_used(subject: Subject) -> int:
    """Return how many different medical words of the lists stand in a handout, explained or not."""
    return len(_found(subject, medical())[0])


def _found(subject: Subject, index: Index) -> tuple[dict[Term, list[Place]], set[Term]]:
    """Return each term with where it stands, and the terms that a sentence of the handout defines."""
    found: dict[Term, list[Place]] = {}
    defined: set[Term] = set()
    own_names = names(subject)
    for sentence in explainable(holding(subject, index.firsts.intersection(where(subject)))):
        for term, at, count in index.find(sentence):
            start, end = sentence.find(at, count)
            if any(within(name, sentence, start, end) for name in own_names):
                continue
            found.setdefault(term, []).append((sentence, start, end))
            if defines(sentence, start, end):
                defined.add(term)
    return found, defined


def _times(places: list[Place]) -> str:
    return f" ({len(places)} times)" if len(places) > 1 else ""
