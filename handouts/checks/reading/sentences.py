"""Sentences and words of a passage, in English and Spanish.

A full stop ends a sentence only where one may begin after it: not in "2.5", "6 p.m. on Monday", "Dr. Lee",
"e.g. aspirin" or "1. Rest". A colon, a semicolon or a dash ends none (Flesch 1979). An item of a list is a sentence.
"""

from __future__ import annotations

import re

from handouts.checks.reading.vocabulary import bag

# A sentence may end here. It begins with one sign of a few, for which a text is searched quickest.
_MARK = re.compile(r"(?P<mark>[.!?…][.!?…]*)[\"”’'»)\]*]*\s+(?=[\"“‘'«(\[¿¡*]*(?P<next>[^\s\"“‘'«(\[¿¡*]\S*))")
# The same, or an empty line, or a line that begins with a bullet; a passage of a handout is one line.
_MARKS = _MARK.pattern + r"|\n\s*(?:\n\s*|(?=[-•–*‣☐]\s|\d{1,2}[.)]\s))"
_WORD = re.compile(r"[^\W_]+(?:(?:['’\-\u2011/&]|(?<=\d)[.,:–−](?=\d)|(?<=\b[^\W\d_])\.(?=[^\W\d_]\b))[^\W_]+)*")
_LETTER = re.compile(r"[^\W_]")

# Before these stops no sentence ends, whatever follows.
_TITLES = {
    "en": bag("dr mr mrs ms prof st jr sr vs e.g i.e cf approx fig dept inc tel ext"),
    "es": bag("dr dra sr sra srta d dña prof ee ud uds vd vds p.ej ej cf aprox núm tel pág depto fig"),
}
# After these a name may follow with its capital; a sentence ends only before a word that often begins one.
_COUNTRIES = frozenset(("u.s", "u.k"))
_BEGINNINGS = bag(
    "a an and ask at but call do for he if in it my no not on our please she that the then there they this to we when "
    "you your"
)
# Before these a sentence ends only if a new one plainly begins: with a capital, and not with a figure or a day.
_UNITS = {
    "en": bag("a.m p.m min mins hr hrs sec mg mcg ml kg g lb lbs oz in ft max tab tabs no etc"),
    "es": bag("a.m p.m a m p min seg h mg mcg ml kg g máx mín etc ee.uu uu comp"),
}
_NUMBER_SIGNS = frozenset(("no", "nos", "núm", "p", "pp", "pág", "fig", "tel", "ext"))
_DAYS = {
    "en": bag(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
        "september october november december mon tue tues wed thu thurs fri sat sun est edt cst pst"
    ),
    "es": frozenset(),
}


def split(text: str, language: str) -> list[tuple[int, int]]:
    """Return where each sentence of a text begins and ends.

    Args:
        text: one passage, or several with empty lines between them.
        language: a primary subtag; languages other than ``es`` are split by the English rules.
    """
    return [span for span in parts(text, language) if _LETTER.search(text, *span)]


def has_words(text: str) -> bool:
    """Tell whether a text has a word."""
    return _LETTER.search(text) is not None


def parts(text: str, language: str) -> list[tuple[int, int]]:
    """Return the same as `split`, and with it parts without a word, such as "…" alone."""
    rules = language if language in _TITLES else "en"
    found: list[tuple[int, int]] = []
    start = 0
    for match in re.finditer(_MARKS, text) if "\n" in text else _MARK.finditer(text):
        if match["mark"] and not _ends(text[start : match.start()], match["mark"], match["next"], rules):
            continue
        found.append((start, start + len(text[start : match.end()].rstrip())))
        start = match.end()
    found.append((start, len(text.rstrip())))
    return found


def _ends(head: str, mark: str, following: str, language: str) -> bool:
    """Tell whether a mark after ``head`` ends its sentence, given the word after it."""
    if following[0].islower():
        return False
    if mark != ".":
        return True
    head = head.strip()
    if len(head) <= 2 and head.isdecimal():
        return False  # "1. Rest"
    before = head.rsplit(None, 2)
    last = before[-1].lstrip("(\"'“‘[«*").lower() if before else ""
    return _stops(last, before[-2] if len(before) > 1 else "", following.strip(",.;:()"), language)


def _stops(last: str, before: str, following: str, language: str) -> bool:
    """Tell whether a full stop after the word ``last`` ends its sentence."""
    if last in _TITLES[language]:
        return False
    if last in _NUMBER_SIGNS and following[:1].isdigit():
        return False
    following = following.lower()
    if last in _COUNTRIES:
        return following in _BEGINNINGS
    if last in _UNITS[language]:
        return not following[:1].isdigit() and following not in _DAYS[language]
    if len(last) == 1 and last.isalpha():
        # "vitamin C. Take", but not the initials of a name, "J. Smith".
        return before[-1:].isalpha() and before.islower()
    return True


def words(text: str) -> list[str]:
    """Return the words of a text: hyphenated words, figures and ranges are one word each (Flesch 1979)."""
    return _WORD.findall(text)
