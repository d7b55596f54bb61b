"""A passage in another language than its file says (H312)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.checks.reading.text import read, where
from handouts.checks.reading.vocabulary import bag
from handouts.checks.registry import Rule, check
from handouts.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handouts.checks.reading.text import Sentence
    from handouts.checks.registry import Hit
    from handouts.checks.subject import Subject

LEAST_WORDS = 8
"""Fewer words do not tell a language."""
_CHANCE = 2
"""So many different words of another language may stand in a passage by chance."""
SHARE = 0.2
"""So many of the words of a passage are among the commonest of its language; real text has a third or more."""

# The commonest words that no other language here shares.
_COMMON = {
    "en": bag(
        "the and not until but us he she of to you your is are was be with for if that this we they it its "
        "have has can will not do does from when what how which or by after before who them their our any "
        "more there"
    ),
    "es": bag(
        "el la los las de del que y en un una por con para su sus se al lo es son está están usted le les si como más "
        "o pero cuando antes después sin este esta no puede debe ser hay tiene muy"
    ),
}
_NAMES = {"en": "English", "es": "Spanish"}
# In languages near to Spanish its commonest words are common too.
_NEAR = {"es": bag("pt fr it ca gl ro ht oc ast"), "en": bag("sco")}
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"


@check(
    Rule(
        code="H312",
        title="Words in another language than the file",
        severity=Severity.WARNING,
        why="Who reads only one of the two languages loses that part; a screen reader speaks it with the wrong sounds.",
        source="WCAG 2.2, 3.1.2 Language of Parts; AHRQ PEMAT-P item 3",
        instead="Translate it, or mark words that are meant: [palabras]{lang=es}.",
        good="You may eat again when you feel well and are awake.",
        bad="Usted puede comer cuando se sienta bien y esté despierto en su cama.",
    )
)
def other_language(subject: Subject) -> Iterator[Hit]:
    """Find sections of which a passage, or the short passages together, are in another language."""
    words = where(subject)
    # Where few of its words stand in a whole handout, there are no more in a part of it.
    likely = [code for code in _others(subject.language) if len(_COMMON[code].intersection(words)) > _CHANCE]
    by_section: dict[str, list[Sentence]] = {}
    for sentence in read(subject):
        if sentence.counted or len(sentence.words) >= LEAST_WORDS:
            by_section.setdefault(sentence.passage.section, []).append(sentence)
    for section, sentences in by_section.items():
        found = _first(sentences, subject.language, likely)
        if found:
            sentence, language = found
            message = f"“{section}” has words that look {language}, and the file is for “{subject.loaded.language}”"
            hint = "Translate them, or mark what is meant: “[palabras]{lang=es}”"
            yield sentence.hit(subject, (0, len(sentence.text)), message, hint, section)


def _others(declared: str) -> list[str]:
    return [code for code in _COMMON if code != declared and declared not in _NEAR[code]]


def _first(sentences: list[Sentence], declared: str, likely: Sequence[str]) -> tuple[Sentence, str] | None:
    short: list[Sentence] = []
    for sentence in sentences:
        if len(sentence.words) < LEAST_WORDS:
            short.append(sentence)
            continue
        language = _language([sentence], declared, likely)
        if language:
            return sentence, language
    language = _language(short, declared, likely) if sum(len(s.words) for s in short) >= LEAST_WORDS else ""
    return (short[0], language) if language else None


def _language(sentences: Sequence[Sentence], declared: str, likely: Sequence[str]) -> str:
    """Return the name of the language that a text looks to be in, if it is another than declared; else nothing."""
    for code in likely:
        words = [word for sentence in sentences for word in sentence.lower]
        if len(_COMMON[code].intersection(words)) <= _CHANCE:
            continue
        hits = _hits(words, code)
        own = _hits(words, declared) if declared in _COMMON else 0
        if hits >= SHARE * len(words) and hits > 2 * own:
            return _NAMES[code]
    if declared in _COMMON and not all(sentence.text.isascii() for sentence in sentences):
        text = "".join([sentence.text for sentence in sentences])
        letters = len(_LETTER.findall(text))
        if letters and len(re.findall(_LATIN, text)) < letters / 2:
            return "like another script"
    return ""


def _hits(words: Sequence[str], language: str) -> int:
    common = _COMMON[language]
    return len([word for word in words if word in common])
