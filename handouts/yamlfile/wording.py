"""Validation errors in plain words: for each stable error type a code, a message and a hint."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from handouts.yamlfile.schema import arms, bare, choices, is_model

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic.fields import FieldInfo

    from handouts.yamlfile.schema import Trail

KEY_UNKNOWN = "H110"
KEY_MISSING = "H111"
WRONG_TYPE = "H112"
EMPTY = "H113"
WRONG_LENGTH = "H114"
WRONG_FORM = "H115"
WRONG_CHOICE = "H116"
OUT_OF_RANGE = "H117"
OTHER = "H119"

OWN = {
    "character_hidden": "H118",
    "character_lost": "H118",
    "placeholder_unknown": "H120",
    "placeholder_open": "H120",
    "link_address": "H121",
    "link_open": "H121",
    "bold_empty": "H122",
    "bold_open": "H122",
    "language_tag": "H123",
    "term_empty": "H124",
    "term_open": "H124",
    "fact_form": "H125",
    "number_form": "H125",
    "date_form": "H125",
    "fact_range": "H126",
    "review_order": "H127",
    "brand_color": "H128",
    "emergency_wording": "H129",
    "time_zone_unknown": "H130",
    "time_zone_data": "H131",
    "markup_here": "H132",
    "text_empty": EMPTY,
    "section_empty": EMPTY,
}
"""Codes of the error types that the content models raise themselves."""

_TYPES = {
    "string_type": "text",
    "tuple_type": "a list",
    "list_type": "a list",
    "set_type": "a list",
    "frozen_set_type": "a list",
    "dict_type": "keys and values",
    "mapping_type": "keys and values",
    "model_type": "keys and values",
    "model_attributes_type": "keys and values",
    "dataclass_type": "keys and values",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "date_type": "a date",
    "date_parsing": "a date",
    "date_from_datetime_parsing": "a date",
    "date_from_datetime_inexact": "a date",
}
_BOUNDS = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}
_LENGTHS = {
    "string_too_short": "min_length",
    "too_short": "min_length",
    "string_too_long": "max_length",
    "too_long": "max_length",
}


def shown(value: object, longest: int = 40) -> str:
    """Return a value between quote marks, short, and with characters that do not show spelled out."""
    text = visible(str(value))
    return f"“{text[:longest]}…”" if len(text) > longest else f"“{text}”"


def visible(text: str) -> str:
    """Return text with line ends as spaces and other characters that do not show as ``U+XXXX``."""
    text = " ".join(text.split(" ")).replace("\n", " ").replace("\u00a0", " ")
    return text if text.isprintable() else "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in text)


def near(word: str, words: Iterable[str]) -> str:
    """Return the word most like another one, or nothing if none is like it."""
    known = {each.casefold().replace("-", "_"): each for each in words}
    found = difflib.get_close_matches(word.casefold().replace("-", "_").replace(" ", "_"), known, n=1, cutoff=0.65)
    return known[found[0]] if found else ""


def listed(words: Iterable[str], last: str = "or") -> str:
    """Return words between quote marks, parted by commas and at last by ``last``."""
    quoted = [f"“{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def dotted(path: tuple[str | int, ...]) -> str:
    """Return a path as ``risks.items[2].how_often``; items count from 1, as people do."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return visible(text)


def as_yaml(value: object) -> str:
    """Return an example as it would stand in a file, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_yaml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    quote = not text or text[0] in "[]{}*&!%@`|>'\"#-?,:" or any(mark in text for mark in (", ", ": ", " #", "[", "]"))
    return f'"{text}"' if quote else text


def kind_of(value: object) -> str:
    """Return what a value of a file is, in plain words."""
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, list | tuple):
        return "a list"
    return f"text ({shown(value)})" if isinstance(value, str) else "empty"


def example(field: FieldInfo | None) -> str:
    """Return the first example of a field as it would stand in a file."""
    return as_yaml(field.examples[0]) if field and field.examples else ""


def purpose(field: FieldInfo | None) -> str:
    """Return what a field is for, as the tail of a sentence, without the reasons in brackets."""
    text = " ".join((field.description or "").split()).partition(" (")[0].rstrip(".") if field else ""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def advice(field: FieldInfo | None, key: str = "") -> str:
    """Return a hint that shows what belongs at a place; with ``key`` the key itself is to be added."""
    sample, text = example(field), purpose(field)
    tail = f" ({text})" if text else ""
    entries = field.examples[0] if field and field.examples else None
    if isinstance(entries, list) and entries:
        begin = f"Add “{key}:” and below it" if key else "Write below it"
        return f"{begin}, for example, “- {as_yaml(entries[0])}”{tail}"
    if key:
        return f"Add, for example, “{key}: {sample or '…'}”{tail}"
    if not sample:
        return f"This is for: {text}" if text else "Look at one of the handouts that come with the program"
    return f"Write, for example, “{sample}”{tail}"


def explain(error: Any, trail: Trail, source: str) -> tuple[str, str, str]:
    """Return code, message and hint for one error; ``source`` is the value as it stands in the file."""
    kind, value = error["type"], error["input"]
    name = dotted(trail.path) or "this file"
    if kind == "extra_forbidden":
        return _unknown_key(trail)
    if kind == "missing":
        key = str(trail.path[-1])
        return KEY_MISSING, f"“{key}” is missing{_inside(trail)}", advice(trail.field, key)
    if trail.of_key:
        message = f"the key {shown(trail.path[-1])} is not in the right form"
        return WRONG_FORM, message, "Use lower-case letters, digits and hyphens"
    if value is None:
        item = isinstance(trail.path[-1], int)
        return (
            EMPTY,
            f"{name} is empty",
            "Write it behind the “-”, or take the line out" if item else advice(trail.field),
        )
    if kind == "literal_error":
        return _wrong_choice(name, value, trail)
    if kind in _TYPES:
        return _wrong_type(name, kind, value, trail, source)
    return _wrong_value(name, error, trail)


def _wrong_value(name: str, error: Any, trail: Trail) -> tuple[str, str, str]:
    """Explain an error in a value whose type is right."""
    kind, value, context = error["type"], error["input"], error.get("ctx") or {}
    if kind in _LENGTHS:
        return _wrong_length(name, kind, value, context, trail)
    if kind in _BOUNDS:
        key, words = _BOUNDS[kind]
        return OUT_OF_RANGE, f"{name} is {shown(value)}; it must be {words} {context[key]:g}", advice(trail.field)
    if kind == "string_pattern_mismatch":
        return WRONG_FORM, f"{name} is {shown(value)}, which is not in the right form", advice(trail.field)
    if kind in OWN or "hint" in context or "code" in context:
        code = str(context.get("code") or OWN.get(kind, OTHER))
        return code, visible(f"{name}: {error['msg']}"), visible(str(context.get("hint") or advice(trail.field)))
    return OTHER, f"{name} is {shown(value)}, which cannot stand here", advice(trail.field)


def _inside(trail: Trail) -> str:
    return f" in {dotted(trail.path[:-1])}" if trail.path[:-1] else ""


def _unknown_key(trail: Trail) -> tuple[str, str, str]:
    key = str(trail.path[-1])
    known = list(trail.model.model_fields) if trail.model else []
    close = near(key, known)
    if close:
        hint = f"Did you mean “{close}”?"
    elif len(known) <= 12:
        hint = f"Keys that can stand here: {', '.join(known)}"
    else:
        hint = "Take it out; “handouts schema” lists the keys that can stand here"
    return KEY_UNKNOWN, f"{shown(key)} is not a known key{_inside(trail)}", hint


def _wrong_choice(name: str, value: object, trail: Trail) -> tuple[str, str, str]:
    words = choices(trail.annotation) or (choices(trail.field.annotation) if trail.field else [])
    if isinstance(value, list | dict):
        return WRONG_TYPE, f"{name} must be text, but it is {kind_of(value)}", f"Write {listed(words)}"
    close = near(str(value), words)
    hint = f"Did you mean “{close}”?" if close else f"Write {listed(words)}"
    message = f"{name} is {shown(value)}; it must be {listed(words)}" if close else f"{name} cannot be {shown(value)}"
    return WRONG_CHOICE, message, hint


def _wrong_type(name: str, kind: str, value: object, trail: Trail, source: str) -> tuple[str, str, str]:
    wanted = _TYPES[kind]
    if isinstance(value, list | dict) and source[:1] in ("[", "{"):
        return (
            WRONG_TYPE,
            f"{name} must be {wanted}, but YAML reads “{source[:1]}” as the beginning of {kind_of(value)}",
            f"Put quotes around the whole text that begins with “{source[:1]}”",
        )
    simple = isinstance(value, str) and wanted not in ("a list", "keys and values")
    message = f"{name} must be {wanted}, but it is {shown(value) if simple else kind_of(value)}"
    form = bare(trail.annotation)
    if wanted == "a list" and isinstance(value, str):
        return WRONG_TYPE, message, "Write each item on a line of its own that begins with “- ”"
    if wanted == "keys and values" and is_model(form):
        return WRONG_TYPE, message, f"Below it, indented, can stand: {', '.join(form.model_fields)}"
    if wanted == "text" and isinstance(value, list):
        return WRONG_TYPE, message, "Write one text here, without “- ” before it"
    if wanted == "text" and isinstance(value, dict):
        return WRONG_TYPE, message, "Put the whole text in quotes: a “:” and a space after a word make it a key"
    if wanted == "a date":
        return WRONG_TYPE, message, "Write year, month and day, such as 2026-11-20"
    return WRONG_TYPE, message, advice(trail.field)


def _wrong_length(name: str, kind: str, value: object, context: Any, trail: Trail) -> tuple[str, str, str]:
    bound = int(context[_LENGTHS[kind]])
    short = _LENGTHS[kind] == "min_length"
    if isinstance(value, str):
        # The length that counts is the one after spaces at the ends are gone.
        actual = int(context.get("actual_length") or len(value))
        unit = "character" if actual == 1 else "characters"
        if not actual:
            return EMPTY, f"{name} is empty", advice(trail.field)
        hint = advice(trail.field) if short else f"Make it shorter by {actual - bound}, or move words to another place"
    else:
        actual = len(value) if isinstance(value, list | tuple | dict) else int(context.get("actual_length") or 0)
        unit = "entry" if actual == 1 else "entries"
        if not actual and short:
            return EMPTY, f"{name} is empty", advice(trail.field)
        hint = advice(trail.field) if short else f"Take out {actual - bound}, or put some of them together"
    least = "at least" if short else "at most"
    return WRONG_LENGTH, f"{name} has {actual} {unit}; it must have {least} {bound}", hint


def several(name: str, value: object, annotation: Any, field: FieldInfo | None) -> tuple[str, str, str]:
    """Return code, message and hint for a value that has none of the forms it may have."""
    if value is None:
        return EMPTY, f"{name} is empty", advice(field)
    samples = [f"“{as_yaml(each)}”" for each in (field.examples or [] if field else [])]
    words = [f"“{word}”" for word in choices(annotation) if f"“{word}”" not in samples]
    forms = samples + words or [str(len(arms(annotation)))]
    message = f"{name} cannot be {shown(value) if isinstance(value, str) else kind_of(value)}"
    return (WRONG_CHOICE if isinstance(value, str) else WRONG_TYPE), message, f"Write {' or '.join(forms)}"
