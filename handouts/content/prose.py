r"""Prose: the sentences of a content file and the little markup they may hold.

========================  =====================================================
``**words**``             important words, set bold
``[words](https://…)``    a link (``https:``, ``mailto:`` or ``tel:``)
``[[term]]``              a word of the glossary; ``[[term|shown words]]``
``[palabras]{lang=es}``   words in another language
``{{ clinic.phone }}``    a value of the clinic, one of `PLACEHOLDERS`
``\*  \[  \{  \\``         the character itself
========================  =====================================================

Anything else is text, and stands on the page as it stands in the file: ``<b>`` is three
characters, ``&amp;`` is five. A slip in the markup (``**`` without a partner, ``[[`` without
``]]``, ``}}`` without ``{{``) is an error: printed as it stands it would read as noise.
Parsed spans become XML in `handouts.layouts` alone.
"""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Annotated

from msgspec import Struct
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from handouts.model import Steps

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACEHOLDERS = (
    "clinic.name",
    "clinic.department",
    "clinic.phone",
    "clinic.nights",
    "clinic.emergency",
    "clinic.address",
    "clinic.web",
)
"""Names that may stand between ``{{`` and ``}}``."""


class Words(Struct, frozen=True):
    """Plain characters."""

    text: str


class Bold(Struct, frozen=True):
    """Important words."""

    spans: tuple[Span, ...]


class Address(Struct, frozen=True):
    """A link."""

    href: str
    spans: tuple[Span, ...]


class Term(Struct, frozen=True):
    """A word of the glossary and the words shown for it."""

    term: str
    text: str


class Other(Struct, frozen=True):
    """Words in another language."""

    language: str
    spans: tuple[Span, ...]


class Placeholder(Struct, frozen=True):
    """A value of the clinic."""

    name: str


Span = Words | Bold | Address | Term | Other | Placeholder

# Each way begins with its sign, so that a text is searched for signs and not for ways; empty groups name the ways.
_TOKEN = re.compile(
    r"\\(?P<escaped>[\\*\[\]{}|])"
    r"|\{\{(?P<placeholder>[^{}]*)\}\}"
    r"|\{(?:\{|\s*clinic\.\w*\s*\})(?P<stray_brace>)"
    r"|\}\}(?P<stray_braces>)"
    r"|\[\[(?P<term>[^\[\]|]*)(?:\|(?P<shown>[^\[\]|]*))?\]\]"
    r"|\[(?P<words>[^\[\]]+)\](?:\((?P<href>[^()]*)\)|\{lang=(?P<lang>[^{}]*)\})"
    r"|\[\[(?P<stray_term>)"
    r"|\]\](?P<stray_end>)"
    r"|\][({](?P<stray_link>)"
    r"|\*\*(?P<bold>)"
)
_HREF = re.compile(r"https://[^\s\"<>\[\]{}|\\^`]{3,300}|mailto:[^\s@\"<>]+@[^\s@\"<>]+|tel:\+?[0-9][0-9.\-]{1,24}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_HINT_BOLD = "Write “**” before and after the bold words, or “\\*\\*” for the stars themselves"
_MARK = re.compile(r"[\\*\[\]{}]")

_STRAY = {
    "stray_braces": (
        "placeholder_open",
        "a placeholder must stand between “{{” and “}}”",
        "Write it like “{{ clinic.phone }}”, or “\\{” for the brace itself",
    ),
    "stray_term": (
        "term_open",
        "“[[” and “]]” must stand around one word of the glossary",
        "Write it like “[[term]]” or “[[term|shown words]]”, or “\\[” for the bracket itself",
    ),
    "stray_link": (
        "link_open",
        "this looks like a link, but it is not whole",
        "Write it like “[words](https://example.org)”, or “\\]” for the bracket itself",
    ),
}
_STRAY |= {"stray_brace": _STRAY["stray_braces"], "stray_end": _STRAY["stray_term"]}


def _fail(code: str, message: str, hint: str) -> PydanticCustomError:
    return PydanticCustomError(code, message, {"hint": hint})


def _checked(found: re.Match[str]) -> Span:
    """Make the span of a token that is not bold."""
    stray = _STRAY.get(found.lastgroup or "")
    if stray:
        raise _fail(*stray)
    if found["placeholder"] is not None:
        return _placeholder(found["placeholder"].strip())
    if found["term"] is not None:
        term = found["term"].strip()
        text = term if found["shown"] is None else found["shown"].strip()
        if not (term and text):
            raise _fail(
                "term_empty", f"“{found[0]}” shows no words", "Write it like “[[term]]” or “[[term|shown words]]”"
            )
        return Term(term, text)
    if found["href"] is not None:
        if not _HREF.fullmatch(found["href"]):
            raise _fail(
                "link_address",
                f"“{found['href'][:80]}” is not an address that a handout may link to",
                "Begin it with “https://”, “mailto:” or “tel:”, and leave out spaces, brackets and braces",
            )
        return Address(found["href"], parse(found["words"]))
    if found["lang"] is not None:
        if not _LANGUAGE.fullmatch(found["lang"]):
            raise _fail(
                "language_tag",
                f"“{found['lang'][:20]}” is not a language tag",
                "Write a tag such as “es”, “zh-Hans” or “pt-BR”",
            )
        return Other(found["lang"], parse(found["words"]))
    return Words(found["escaped"])


def _placeholder(name: str) -> Placeholder:
    if name not in PLACEHOLDERS:
        close = difflib.get_close_matches(name, PLACEHOLDERS, n=1)
        raise _fail(
            "placeholder_unknown",
            f"“{name[:60]}” is not a placeholder",
            f"Did you mean “{{{{ {close[0]} }}}}”?" if close else f"Placeholders are: {', '.join(PLACEHOLDERS)}",
        )
    return Placeholder(name)


@functools.lru_cache(maxsize=2048)
def parse(source: str) -> tuple[Span, ...]:
    """Return the spans of a sentence.

    Raises:
        PydanticCustomError: a placeholder, link, language tag or bold mark is wrong.
    """
    if not _MARK.search(source):
        return (Words(source),)
    outer: list[Span] = []
    inner: list[Span] | None = None
    at = 0
    for found in _TOKEN.finditer(source):
        spans = outer if inner is None else inner
        if found.start() > at:
            spans.append(Words(source[at : found.start()]))
        at = found.end()
        if found["bold"] is not None:
            if inner is None:
                inner = []
            elif not inner:
                raise _fail("bold_empty", "“****” marks no words as bold", _HINT_BOLD)
            else:
                outer.append(Bold(tuple(inner)))
                inner = None
        else:
            spans.append(_checked(found))
    if inner is not None:
        raise _fail("bold_open", "a “**” has no partner", _HINT_BOLD)
    if at < len(source):
        outer.append(Words(source[at:]))
    return tuple(outer)


@functools.lru_cache(maxsize=2048)
def plain(source: str) -> str:
    """Return the words of a sentence without its markup; a placeholder stays as ``{{ name }}``."""
    if not _MARK.search(source):
        return source

    def words(span: Span) -> str:
        match span:
            case Words() | Term():
                return span.text
            case Placeholder():
                return "{{ " + span.name + " }}"
            case _:
                return "".join(map(words, span.spans))

    return "".join(map(words, parse(source)))


def _below(spans: tuple[Span, ...]) -> Iterator[Span]:
    for span in spans:
        yield span
        if isinstance(span, Bold | Address | Other):
            yield from _below(span.spans)


def terms(source: str) -> list[str]:
    """Return the glossary terms that a sentence names, in order."""
    return [span.term for span in _below(parse(source)) if isinstance(span, Term)]


def placeholders(source: str) -> list[str]:
    """Return the names of the placeholders in a sentence, in order."""
    return [span.name for span in _below(parse(source)) if isinstance(span, Placeholder)]


# Categories of characters that show nothing or are not characters, and may turn the order of what
# is shown (U+202E makes "555-0100" read "0010-555"): controls, formats (every bidi control and
# U+FEFF), surrogates, private use, unassigned, line and paragraph separators.
_FORBIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
# Default_Ignorable_Code_Point (Unicode 15, DerivedCoreProperties) beyond those categories: fillers,
# joiners and variation selectors that count as letters or marks; and the blank Braille pattern.
_IGNORABLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"
# What is left where a character was lost before: an instruction may have lost its "≥" or "½".
_LOST = "\ufffc\ufffd"
_UNSEEN = re.compile(f"[{_IGNORABLE}{_LOST}]")
_JOINERS = "\u200c\u200d"
_SPACES = re.compile(r"[ \t\r\n]+")


def _clean(text: str) -> str:
    """Make white space single spaces and refuse characters that show nothing or change what is shown.

    A no-break space stays. Joiners stay between letters of scripts that join (from U+0590 on).
    """
    if text.isascii() and text.isprintable() and "  " not in text and text.strip(" "):
        return text.strip(" ")
    text = unicodedata.normalize("NFC", _SPACES.sub(" ", text).strip(" "))
    at = unprintable(text)
    if at is not None and text[at] in _LOST:
        raise _fail(
            "character_lost",
            f"a character was lost and U+{ord(text[at]):04X} stands in its place",
            f"Type the right character again{_near(text, at)}",
        )
    if at is not None:
        raise _fail(
            "character_hidden",
            f"U+{ord(text[at]):04X} ({_name(text[at])}) shows nothing or changes what is shown",
            f"Delete it{_near(text, at)}; it often comes along when text is copied from another program",
        )
    if not text.strip():
        raise _fail("text_empty", "this is empty", "Write the text, or take the key out where it is optional")
    return text


def unprintable(text: str) -> int | None:
    """Return where the first character stands that shows nothing, changes what is shown, or stands for a lost one."""
    # What is printable has none of those categories. A no-break space has none either, and is not printable.
    if text.replace("\u00a0", "").isprintable() and (text.isascii() or not _UNSEEN.search(text)):
        return None
    for at, character in enumerate(text):
        hidden = unicodedata.category(character) in _FORBIDDEN or _UNSEEN.match(character)
        if hidden and not (character in _JOINERS and _joins(text, at)):
            return at
    return None


def _joins(text: str, at: int) -> bool:
    around = text[max(at - 1, 0) : at + 2 : 2]
    return len(around) == 2 and all(ord(c) >= 0x0590 and unicodedata.category(c)[0] in "LM" for c in around)


def _name(character: str) -> str:
    return unicodedata.name(character, "a control character").lower()


def _near(text: str, at: int) -> str:
    before = "".join(c for c in text[:at] if c.isprintable())[-20:].strip()
    return f" after “{before}”" if before else " at the beginning"


def _line(text: str) -> str:
    """Return a clean text; refuse markup, for it is set as it stands."""
    text = _clean(text)
    if not _MARK.search(text):
        return text
    for mark in ("{{", "}}", "**", "[[", "]("):
        if mark in text:
            raise _fail(
                "markup_here",
                f"this text is printed as it stands, with its “{mark}”",
                "Write it without bold marks, links and placeholders",
            )
    return text


@functools.lru_cache(maxsize=2048)
def _prose(text: str) -> str:
    """Return a clean text with markup that is right; most sentences of a department come again."""
    text = _clean(text)
    parse(text)
    return text


Line = Annotated[str, Steps(2000, _line)]
"""One line of plain text without markup."""

# To count to 300 within the pattern makes it 40 times as long to compile.
WebAddress = Annotated[
    str, Field(pattern=r"^https://[^\s\"<>\[\]{}|\\^`]{4,}$", max_length=308), AfterValidator(_clean)
]
"""An ``https:`` address; characters that RFC 3986 does not allow in one must be percent-encoded."""

Prose = Annotated[str, Steps(20000, _prose)]
"""A sentence or paragraph that may hold the markup above."""
