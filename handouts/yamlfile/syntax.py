"""Syntax errors of YAML in words that say what to do about them.

PyYAML's own words ("found character that cannot start any token") help nobody who writes
handouts, so the line itself is looked at: nearly every error is one of a few slips.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import yaml

_SPECIAL = re.compile(r"""[ ]*(?:-[ ]+)*(?:[\w.\-]+:[ ]+)?(?P<mark>[\[{*&!%@`|>])""")
_TEXT_AFTER_QUOTE = re.compile(r"""[ ]*(?:-[ ]+)*(?:[\w.\-]+:[ ]+)?(["']).*?\1[ ]*$""")
_KEY = re.compile(r"[^#]*:(?:[ ]|$)|[ ]*-(?:[ ]|$)")
_NEVER_CLOSED = "the quote mark that opens here is not closed where the text ends"
_HINT_CLOSE = "Put the same quote mark at the end of the text"


def diagnose(error: yaml.MarkedYAMLError, lines: list[str], quoted: Any = None) -> tuple[tuple[int, int], str, str]:
    """Return place (counted from 0), message and hint for a syntax error.

    Args:
        error: what the parser says.
        lines: the lines of the file.
        quoted: the event of the last text in quotes over several lines, which may be a text whose
            closing mark is missing and that ran on to the next mark.
    """
    mark = error.problem_mark or error.context_mark
    assert mark is not None  # noqa: S101  PyYAML marks every error of its scanner and parser
    line, column = mark.line, mark.column
    text = lines[line] if line < len(lines) else ""
    opened = error.context_mark
    if opened is not None:
        opening = lines[opened.line][opened.column : opened.column + 1] if opened.line < len(lines) else ""
        at_end = line >= len(lines) - 1 and not text[column:].strip()
        # The two parsers stand before and behind the backslash.
        escape = text.rfind("\\", 0, column + 1) if "\\" in text[max(column - 1, 0) : column + 1] else -1
        if opening in ("'", '"') and (at_end or escape < 0):
            return (opened.line, opened.column), _NEVER_CLOSED, _HINT_CLOSE
        if opening in ("'", '"'):
            return (
                (line, escape),
                f"“{text[escape : escape + 2]}” has no meaning in double quotes",
                "Write “\\\\” for a backslash, or use single quotes",
            )
        if opened.line < line and opening not in ("[", "{") and not _KEY.match(lines[opened.line]):
            return (
                (opened.line, opened.column),
                "this line has no “:” after its key",
                "Write “key: value”, or move the line in if it belongs to the text above",
            )
    if quoted is not None and quoted.end_mark.line == line:
        return (quoted.start_mark.line, quoted.start_mark.column), _NEVER_CLOSED, _HINT_CLOSE
    special = _SPECIAL.match(text)
    if special and special.end() <= column + 1:
        return (
            (line, special.start("mark")),
            f"text must not begin with “{special['mark']}” unless it stands in quotes",
            f"Put quotes around the whole text that begins with “{special['mark']}”",
        )
    if _TEXT_AFTER_QUOTE.match(text[:column]):
        return (
            (line, column),
            "the text goes on after its closing quote mark",
            "Use double quotes around text that holds an apostrophe, or move the closing mark to the end",
        )
    if text.startswith(":", column):
        return (
            (line, column),
            "this “:” is not expected here",
            "Put the text in quotes if it belongs to it; else the line above lacks its “:”, or this line is moved in",
        )
    return (
        (min(line, len(lines) - 1), column if line < len(lines) else 0),
        "this line does not fit what stands above it",
        "Look at this line and the one above: the spaces before them, the “:” after a key, brackets and quote marks",
    )
