"""One YAML file: its data, and where everything in it stands."""

from __future__ import annotations

import bisect
import os
import re
import stat
import unicodedata
from typing import TYPE_CHECKING, Any, TypeVar

from handouts.errors import ContentError, WorkspaceError
from handouts.findings import Finding, Place, in_order
from handouts.yamlfile.events import Composer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic import BaseModel

    from handouts.yamlfile.events import Marks

M = TypeVar("M", bound="BaseModel")

Loc = tuple[str | int, ...]
"""The way to a value: keys and, in lists, indexes from 0."""

TAB_INDENT = "H104"
HIDDEN_CHARACTER = "H118"
CANNOT_READ = "H501"
TOO_LARGE = "H502"
NOT_UTF8 = "H503"

_LINE_END = re.compile("\n")
_TAB = re.compile(r"^ *\t", re.MULTILINE)
# C0 without tab and line feed, DEL, C1 (with NEL), line and paragraph separators, which YAML 1.1
# takes for line ends, and non-characters. YAML forbids most of them (YAML 1.2.2, 5.1).
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


def read_bytes(path: Path, shown: str, limit_bytes: int) -> bytes:
    """Return the bytes of a regular file that is at most ``limit_bytes`` long.

    Raises:
        WorkspaceError: it is missing, cannot be read, is not a regular file, or is longer.
    """
    try:
        # Opening a pipe would wait for ever, and a device may never end.
        regular = stat.S_ISREG(path.stat().st_mode)
        data = _head(path, limit_bytes + 1) if regular else b""
    except FileNotFoundError:
        raise WorkspaceError.single(
            CANNOT_READ, "there is no such file", shown, "Check the name and the folder"
        ) from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "its name is not allowed"
        raise WorkspaceError.single(
            CANNOT_READ, f"the file cannot be read: {why.lower()}", shown, "Check the file and its permissions"
        ) from None
    if not regular:
        raise WorkspaceError.single(
            CANNOT_READ, "this is a folder or a device, not a file", shown, "Put a file in its place"
        )
    if len(data) > limit_bytes:
        raise WorkspaceError.single(
            TOO_LARGE,
            f"the file is larger than {_size(limit_bytes)}",
            shown,
            "Make it smaller; this limit guards against files put here by mistake",
        )
    return data


def _head(path: Path, count: int) -> bytes:
    with path.open("rb", buffering=0) as file:
        # As many bytes as are asked for are taken from the memory first, whatever the file has.
        size = os.fstat(file.fileno()).st_size or count
        left, parts = min(count, size + 1), list[bytes]()
        # One look more than there are bytes tells that there are no more.
        while left and (part := file.read(left)):
            parts.append(part)
            left -= len(part)
        return b"".join(parts)


def _size(count: int) -> str:
    return f"{count / 1_000_000:g} MB" if count >= 1_000_000 else f"{count / 1000:g} kB"


def read_text(path: Path, shown: str, limit_bytes: int = 1_000_000) -> str:
    """Return the text of a UTF-8 file with line feeds for line ends and without a byte order mark.

    Raises:
        WorkspaceError: it cannot be read, is too large, or is not UTF-8.
    """
    data = read_bytes(path, shown, limit_bytes)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        line = data.count(b"\n", 0, at) + 1
        utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        raise WorkspaceError.single(
            NOT_UTF8,
            "the file is UTF-16, not UTF-8" if utf16 else f"byte {at + 1} (hexadecimal {data[at]:02X}) is not UTF-8",
            shown,
            "Save the file again with the encoding UTF-8",
            line,
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


class YamlFile:
    """Data of a YAML file with the place of every key and value."""

    __slots__ = ("_marks", "_starts", "data", "shown", "text")

    def __init__(self, data: dict[str, Any], shown: str, text: str, marks: Marks) -> None:
        self.data = data
        self.shown = shown
        self.text = text
        self._marks = marks
        # Where lines begin; found out when it is first asked for, and then asked for again and again.
        self._starts: list[int] = []

    def _events(self, loc: Loc) -> tuple[Any, Any]:
        """Return the events of the key and the value at ``loc``, or of what is nearest above it."""
        key, value, inside = self._marks[0]
        for part in loc:
            if not inside or part not in inside:
                break
            key, value, inside = inside[part]
        return key, value

    def place(self, loc: Loc) -> Place:
        """Return where the value at ``loc`` begins, or what is nearest above it."""
        return self._place(self._events(loc)[1])

    def key_place(self, loc: Loc) -> Place:
        """Return where the key at ``loc`` stands; a list item has none, and its value stands in."""
        key, value = self._events(loc)
        return self._place(value if key is None else key)

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.shown, mark.line + 1, mark.column + 1)

    def place_of(self, words: str, loc: Loc) -> Place:
        """Return where some words stand in the value at ``loc``, or where that value begins."""
        value = self._events(loc)[1]
        index = self.text.find(words, value.start_mark.index, value.end_mark.index)
        return self._place(value) if index < 0 else self._at(index)

    def source(self, loc: Loc) -> str:
        """Return the characters of the value at ``loc`` as they stand in the file, quotes and all."""
        value = self._events(loc)[1]
        return self.text[value.start_mark.index : value.end_mark.index]

    def find(self, words: str) -> list[Place]:
        """Return where a character or some words stand in the values of this file.

        Comments and keys are passed over. Words that a line end parts are found. A character that
        is written as an escape, or composed of two, has the place of its value.
        """
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())) or re.escape(words))
        sought = unicodedata.normalize("NFC", " ".join(words.split()) or words)
        places: list[Place] = []
        if self._plainly_lacks(words, pattern):
            return places
        for event in _scalars(self._marks):
            text = unicodedata.normalize("NFC", event.value)
            if sought not in text and sought not in " ".join(text.split()):
                continue
            start, end = event.start_mark.index, event.end_mark.index
            found = [match.start() for match in pattern.finditer(self.text, start, end)]
            places += [self._at(index) for index in found] or [self._place(event)]
        return places

    def _plainly_lacks(self, words: str, pattern: re.Pattern[str]) -> bool:
        """Tell whether no value can hold some words: most files do not, and a look at the whole text says so.

        An escape, a doubled quote or a composed character may stand for something that is not in the text.
        """
        if "\\" in self.text or "'" in words or not words.strip() or not (words.isascii() or self.text.isascii()):
            return False
        return not pattern.search(unicodedata.normalize("NFC", self.text))

    def _at(self, index: int) -> Place:
        if not self._starts:
            self._starts = [0, *(found.end() for found in _LINE_END.finditer(self.text))]
        line = bisect.bisect_right(self._starts, index)
        return Place(self.shown, line, index - self._starts[line - 1] + 1)


def _scalars(marks: Marks) -> Iterator[Any]:
    for _, value, inside in marks.values():
        if inside is None:
            yield value
        else:
            yield from _scalars(inside)


def read(path: Path, shown: str, limit_bytes: int = 1_000_000) -> YamlFile:
    """Read a YAML file whose top level is a mapping.

    Every plain value stays the text that stands in the file (``6:00``, ``no``, ``0555``, ``null``);
    an empty value is `None`.

    Raises:
        WorkspaceError: it cannot be read, is too large, or is not UTF-8.
        ContentError: it is not the YAML that is read here; holds every finding up to the first
            place after which nothing can be trusted.
    """
    text = read_text(path, shown, limit_bytes)
    # What is printable but for its line ends, as most files are, holds neither.
    plain = text.replace("\n", "").isprintable()
    findings = [] if plain else [*_control_characters(text, shown), *_tabs(text, shown)]
    if findings:
        raise ContentError(in_order(findings))
    composer = Composer(text, shown)
    composer.compose()
    data = composer.finish()
    if composer.findings:
        raise ContentError(in_order(composer.findings))
    return YamlFile(data, shown, text, composer.marks)


def _control_characters(text: str, shown: str) -> Iterator[Finding]:
    for count, found in enumerate(_CONTROL.finditer(text)):
        if count == 20:
            return
        yield Finding(
            HIDDEN_CHARACTER,
            f"the file holds U+{ord(found[0]):04X}, a control character that shows nothing",
            _where(text, found.start(), shown),
            "Delete it; it often comes along when text is copied from another program",
        )


def _tabs(text: str, shown: str) -> Iterator[Finding]:
    for count, found in enumerate(_TAB.finditer(text)):
        if count == 20:
            return
        yield Finding(
            TAB_INDENT,
            "this line is indented with a tab",
            _where(text, found.end() - 1, shown),
            "Use spaces: YAML counts them, and a tab has no width",
        )


def _where(text: str, index: int, shown: str) -> Place:
    return Place(shown, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def validate(model_class: type[M], file: YamlFile) -> M:
    """Make a model from the data of a file.

    A model may raise its own `PydanticCustomError`: its message is shown as it is, and of its
    context ``hint`` becomes the hint, ``code`` the code, and ``key`` the key below the model that
    the finding points at.

    Raises:
        ContentError: the data does not fit the model; holds every finding.
    """
    try:
        return model_class.model_validate(file.data)
    except ValueError as error:  # pydantic's ValidationError is one
        from handouts.yamlfile import explain  # noqa: PLC0415  needed when something is wrong, and only then

        raise ContentError(in_order(explain.findings(model_class, file, error))) from None
