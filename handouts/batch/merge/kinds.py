"""Which handout a row is for: topic, language, layout and page size."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from msgspec.structs import replace

from handouts.batch.merge.rows import Kind
from handouts.build.selection import (
    LANGUAGE_MISSING,
    LANGUAGE_UNKNOWN,
    LAYOUT_UNKNOWN,
    PAGE_SIZE_UNKNOWN,
    TOPIC_UNKNOWN,
    find_topic,
)
from handouts.errors import UsageError
from handouts.findings import Finding, Place
from handouts.theme import PAGE_SIZES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from handouts.build import Shelf
    from handouts.build.request import Request


class Kinds:
    """Finds out which handout a row is for."""

    def __init__(self, asked: Request, shelf: Shelf, place: Callable[[str], Place]) -> None:
        """Prepare for a list.

        Args:
            asked: what holds for rows that do not say; empty where nothing does.
            shelf: lists topics and layouts.
            place: where a column of the row stands that was read last.

        Raises:
            HandoutsError: what is asked for is not there (H531 to H536), or the clinic's file is wrong.
        """
        self._asked = asked
        workspace = shelf.workspace(asked.workspace)
        self._files = shelf.topics(workspace)
        self._layouts = shelf.layout_names(workspace)
        # A clinic that cannot be read is told of itself, not by every row.
        self._language = asked.language or shelf.clinic(workspace, asked.clinic).clinic.language
        self._place = place
        self._topics: dict[str, str | UsageError] = {}
        self._written: dict[str, set[str]] = {}
        for file in self._files:
            self._written.setdefault(f"{file.department}/{file.topic}", set()).add(file.language)
        self._check_options()

    def _check_options(self) -> None:
        """Refuse an option that no row could use."""
        wrong = []
        if self._asked.topic:
            try:
                find_topic(self._files, self._asked.topic)
            except UsageError as error:
                wrong += [replace(finding, place=Place("--topic")) for finding in error.findings]
        known = {"layout": self._layouts, "page_size": list(PAGE_SIZES), "language": sorted(self._all_languages())}
        for option, code in (
            ("layout", LAYOUT_UNKNOWN),
            ("page_size", PAGE_SIZE_UNKNOWN),
            ("language", LANGUAGE_UNKNOWN),
        ):
            value = getattr(self._asked, option)
            if value and value not in known[option]:
                place = Place(f"--{option.replace('_', '-')}")
                wrong.append(
                    Finding(code, f"there is no {_said(option)} “{value}”", place, _near(value, known[option]))
                )
        if wrong:
            raise UsageError(wrong)

    def _all_languages(self) -> set[str]:
        return {language for languages in self._written.values() for language in languages}

    def of(self, texts: dict[str, str]) -> tuple[Kind | None, list[Finding]]:
        """Return which handout a row is for, or what is wrong with what it says of that."""
        topic, wrong = self._topic(texts.get("topic") or self._asked.topic)
        layout = texts.get("layout") or self._asked.layout
        if layout not in self._layouts:
            wrong.append(self._unknown(LAYOUT_UNKNOWN, "layout", layout, self._layouts))
        page_size = texts.get("page_size") or self._asked.page_size
        if page_size and page_size not in PAGE_SIZES:
            wrong.append(self._unknown(PAGE_SIZE_UNKNOWN, "page_size", page_size, PAGE_SIZES))
        language = texts.get("language") or self._language
        written = self._written.get(topic, set())
        if topic and language not in written:
            hint = f"It is written in: {', '.join(sorted(written))}"
            place = self._place("language")
            wrong.append(Finding(LANGUAGE_MISSING, f"{topic} is not written in the language of this row", place, hint))
        return (None, wrong) if wrong else (Kind(topic, language, layout, page_size), [])

    def _topic(self, text: str) -> tuple[str, list[Finding]]:
        if text not in self._topics:
            try:
                self._topics[text] = find_topic(self._files, text)
            except UsageError as error:
                self._topics[text] = error
        found = self._topics[text]
        if isinstance(found, str):
            return found, []
        code = found.findings[0].code if text else TOPIC_UNKNOWN
        what = "is not a topic of this workspace" if code == TOPIC_UNKNOWN else "is in several departments"
        message = f"the “topic” of this row {what}" if text else "this row has no topic"
        return "", [Finding(code, message, self._place("topic"), found.findings[0].hint)]

    def _unknown(self, code: str, column: str, value: str, known: Collection[str]) -> Finding:
        return Finding(code, f"there is no {_said(column)} of that name", self._place(column), _near(value, known))


def _said(column: str) -> str:
    return {"page_size": "page size", "language": "handout in the language"}.get(column, column)


def _near(value: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(value.lower(), sorted(known), n=1, cutoff=0.5)
    meant = f"Did you mean “{close[0]}”? " if close else ""
    return f"{meant}There {'are' if len(known) > 1 else 'is'}: {', '.join(sorted(known))}"
