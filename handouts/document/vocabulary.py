"""The vocabulary of markup: one table of elements, what each may hold and which attributes it takes.

Names are HTML's where HTML has one. An element's content is one of

==========  =========================================================================
``none``    nothing
``text``    characters only
``inlines`` characters with ``strong a span``
``blocks``  blocks only; characters here are an error, since they would be set nowhere
``flow``    either inlines, which become one paragraph, or blocks
``parts``   only the elements named in `Element.parts`
==========  =========================================================================
"""

from __future__ import annotations

import re
from collections.abc import Mapping  # noqa: TC003  dataclass annotations stay readable at run time
from typing import Literal

from msgspec import Struct, field

Content = Literal["none", "text", "inlines", "blocks", "flow", "parts"]


class Form(Struct, frozen=True):
    """What an attribute's value must look like."""

    pattern: re.Pattern[str]
    words: str
    """Completes "must be …"."""


class Element(Struct, frozen=True):
    """What one element may hold; `filled` elements must not be empty."""

    content: Content
    parts: frozenset[str] = frozenset()
    required: Mapping[str, Form] = field(default_factory=dict)
    optional: Mapping[str, Form] = field(default_factory=dict)
    filled: bool = True


def _form(pattern: str, words: str) -> Form:
    return Form(re.compile(pattern, re.DOTALL), words)


def _one_of(*names: str) -> Form:
    return _form("|".join(map(re.escape, names)), f"one of {', '.join(names)}")


TEXT = _form(r".*\S.*", "text")
ANY = _form(r".*", "text")
ID = _form(r"[A-Za-z][A-Za-z0-9_.-]*", "a letter, then letters, digits, “-”, “_” and “.”")
ICON = _form(r"[a-z0-9]+(-[a-z0-9]+)*", "the name of an icon")
WIDTHS = _form(r"\d+(\.\d+)?( \d+(\.\d+)?)*", "widths such as “2 2 1.5”")
COUNT = _form(r"[0-9]{1,5}", "a whole number")
LANGUAGE = _form(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", "a language tag such as “es”")
DATE = _form(r"\d{4}-\d{2}-\d{2}", "a date such as 2026-12-03")
HREF = _form(r"https://\S+|mailto:\S+|tel:\S+|#\S+", "an address that starts with https:, mailto:, tel: or #")

HEADING_STYLES = ("title", "h2", "h3")
PARAGRAPH_STYLES = ("lead", "medical-name", "body", "small", "label", "value", "caption", "colophon")
LIST_STYLES = ("bullet", "steps", "check", "plain")
PAIRS_STYLES = ("glance", "schedule", "timeline", "record", "glossary")
CALLOUT_STYLES = ("info", "caution", "emergency", "do", "dont", "appointment", "glance", "notice", "cover")

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
INLINES = frozenset({"strong", "a", "span"})
BLOCKS = frozenset(
    {*HEADINGS, "p", "ul", "ol", "dl", "table", "columns", "aside", "section", "fields", "write-in"}
    | {"figure", "icon-array", "qr", "contents"}
)

_LINE = Element("inlines")
_STYLED = {"class": _one_of(*PARAGRAPH_STYLES), "id": ID}

ELEMENTS: Mapping[str, Element] = {
    "handout": Element(
        "parts", frozenset({"metadata", "running-head", "running-foot", "body"}), required={"lang": LANGUAGE}
    ),
    "metadata": Element(
        "none", required={"title": TEXT, "author": TEXT, "created": DATE}, optional={"subject": ANY, "keywords": ANY}
    ),
    "running-head": Element("parts", frozenset({"left", "right", "notice"}), optional={"logo": ANY}),
    "running-foot": Element("parts", frozenset({"left", "right"})),
    "left": _LINE,
    "right": _LINE,
    "notice": _LINE,
    "body": Element("blocks"),
    # blocks
    **{
        name: Element("inlines", optional={"class": _one_of(*HEADING_STYLES), "icon": ICON, "id": ID})
        for name in HEADINGS
    },
    "p": Element("inlines", optional=_STYLED),
    "ul": Element("parts", frozenset({"li"}), optional={"class": _one_of("bullet", "check", "plain")}),
    "ol": Element("parts", frozenset({"li"}), optional={"class": _one_of("steps")}),
    "li": Element("flow"),
    "dl": Element("parts", frozenset({"dt", "dd"}), required={"class": _one_of(*PAIRS_STYLES)}),
    "dt": Element("inlines", frozenset({"small"}), optional={"icon": ICON, "id": ID}),
    "small": _LINE,
    "dd": Element("flow"),
    "table": Element("parts", frozenset({"thead", "tbody"}), required={"columns": WIDTHS}),
    "thead": Element("parts", frozenset({"tr"})),
    "tbody": Element("parts", frozenset({"tr"})),
    "tr": Element("parts", frozenset({"th", "td"})),
    "th": Element("flow", required={"scope": _one_of("col", "row")}),
    "td": Element("flow", filled=False),
    "columns": Element("parts", frozenset({"column"}), required={"widths": WIDTHS}),
    "column": Element("blocks"),
    "aside": Element("blocks", required={"class": _one_of(*CALLOUT_STYLES)}),
    "section": Element("blocks", optional={"id": ID}),
    "fields": Element("parts", frozenset({"field"})),
    "field": Element("none", required={"label": TEXT}, optional={"value": ANY}),
    "write-in": Element("none", required={"lines": COUNT}),
    "figure": Element("parts", frozenset({"img", "figcaption"})),
    "img": Element("none", required={"src": TEXT, "alt": TEXT}),
    "figcaption": _LINE,
    "icon-array": Element(
        "none",
        required={"n": COUNT, "of": COUNT, "alt": TEXT},
        optional={"to": COUNT, "class": _one_of("benefit")},
    ),
    "qr": Element("none", required={"href": HREF, "alt": TEXT}),
    # of a packet
    "contents": Element("parts", frozenset({"entry"})),
    "entry": Element("inlines", frozenset({"small"}), required={"part": COUNT, "number": TEXT, "title": TEXT}),
    # inlines
    "strong": Element("inlines", filled=False),
    "a": Element("inlines", required={"href": HREF, "title": TEXT}),
    "span": Element("inlines", required={"lang": LANGUAGE}, filled=False),
}
"""Every element by name."""


def allowed(parent: Element) -> frozenset[str]:
    """Return the names of the elements that may stand directly inside one."""
    match parent.content:
        case "none" | "text":
            return frozenset()
        case "parts":
            return parent.parts
        case "inlines":
            return INLINES | parent.parts
        case "blocks":
            return BLOCKS
        case "flow":
            return BLOCKS | INLINES


ALLOWED: Mapping[str, frozenset[str]] = {name: allowed(element) for name, element in ELEMENTS.items()}
"""The elements that may stand directly inside each element."""
