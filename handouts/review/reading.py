"""Reading a worksheet back: everything that is wrong with it, each with its line."""

from __future__ import annotations

import datetime
import difflib
import re
from typing import TYPE_CHECKING, Any

from handouts.errors import ContentError
from handouts.findings import Finding, in_order
from handouts.review.instruments import NOT_APPLICABLE, OPEN, instruments
from handouts.review.judging import Judged, State
from handouts.review.worksheet import FORM, Answer, Signature, Worksheet, program_seal, signed_seal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.review.instruments import Instrument, Item
    from handouts.review.judging import Key
    from handouts.yamlfile import YamlFile

NO_WORKSHEET = "H340"
ITEM_WRONG = "H341"
ANSWER_WRONG = "H342"
EDITED = "H343"
FORGED = "H344"

LIMIT_BYTES = 400_000
"""A sheet with long evidence and notes takes 30 kB."""

_HEAD = ("worksheet", "topic", "language", "version", "layout", "content", "seal")
_SIGNED = ("by", "on", "seal")
_ITEM = ("item", "asks", "state", "answer")
_OPTIONAL = ("before", "evidence", "note")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_BACK = "Bring the file back from version control, or delete it and begin anew with “handouts review”"
_ONLY = "Change nothing but “answer” of what is not decided, and “note”"
_WORDS = {"na": NOT_APPLICABLE, "n.a.": NOT_APPLICABLE, "not applicable": NOT_APPLICABLE, "true": "yes", "false": "no"}


def worksheet_of(file: YamlFile, now: Mapping[Key, Judged] | None = None, content: str = "") -> Worksheet:
    """Return the worksheet that stands in a file.

    Args:
        file: the file.
        now: what the program says today, so that the very items that were edited can be named.
        content: the digest of what the handout says today.

    Raises:
        ContentError: it is no worksheet (H340), an item is unknown, missing or there twice (H341), an answer is none
            (H342), what the program wrote was changed (H343), or a signed sheet was (H344). Holds every finding.
    """
    reader = _Reader(file)
    sheet = reader.sheet()
    if sheet is None:
        raise ContentError(in_order(reader.findings))
    if sheet.signed:
        if sheet.signed.seal != signed_seal(sheet) or reader.seal != program_seal(sheet):
            message = "this worksheet is not as it was signed, so the signature does not count"
            raise ContentError(Finding(FORGED, message, file.key_place(("signed",)), _BACK))
    elif reader.seal != program_seal(sheet):
        raise ContentError(_edited(sheet, file, (now or {}) if content == sheet.content else {}))
    return sheet


def _edited(sheet: Worksheet, file: YamlFile, now: Mapping[Key, Judged]) -> list[Finding]:
    found = []
    for key, each in sheet.answers.items():
        wanted = now.get(key, each.judged)
        place = file.place((key[0], _index(file, key)))
        if wanted.state != each.judged.state:
            message = f"item {key[1]} is “{wanted.state.value}”, and “{each.judged.state.value}” stands here"
            found.append(Finding(EDITED, message, place, _ONLY))
        elif wanted.answer != each.judged.answer:
            message = f"item {key[1]} is decided by the program as “{wanted.answer}”, and “{each.answer}” stands here"
            hint = f"Put “{wanted.answer}” back; what you think of it goes into “note”"
            found.append(Finding(EDITED, message, file.place((key[0], _index(file, key), "answer")), hint))
        elif wanted.evidence != each.judged.evidence:
            message = f"the evidence of item {key[1]} is not what the program wrote"
            found.append(Finding(EDITED, message, place, _ONLY))
    if not found:
        message = "what the program wrote into this worksheet was changed"
        found.append(Finding(EDITED, message, file.key_place(("seal",)), _BACK))
    return in_order(found)


def _index(file: YamlFile, key: Key) -> int:
    return next(at for at, item in enumerate(file.data[key[0]]) if item.get("item") == str(key[1]))


class _Reader:
    """Goes through the data of a file and collects what is wrong."""

    def __init__(self, file: YamlFile) -> None:
        self._file = file
        self._data = file.data
        self.findings: list[Finding] = []
        self.seal = ""

    def sheet(self) -> Worksheet | None:
        """Return the sheet, or `None` where something is wrong with it."""
        known = (*_HEAD, "signed", *(each.key for each in instruments()))
        self._keys(self._data, (*_HEAD, *(each.key for each in instruments())), known, ())
        head = [self._text((key,)) for key in _HEAD]
        if not self.findings and head[0] != FORM:
            message = f"this is a worksheet of form “{head[0][:20]}”, and this program reads form {FORM}"
            self._say(NO_WORKSHEET, message, ("worksheet",), "Use the version of handouts that wrote it")
        answers: dict[Key, Answer] = {}
        for each in instruments():
            answers |= self._items(each)
        signed = self._signature() if "signed" in self._data else None
        if self.findings:
            return None
        _, topic, language, version, layout, content, self.seal = head
        return Worksheet(topic, language, version, layout, content, answers, signed)

    def _items(self, each: Instrument) -> dict[Key, Answer]:
        listed = self._data.get(each.key)
        if not isinstance(listed, list):
            if each.key in self._data:
                self._say(NO_WORKSHEET, f"“{each.key}” must be a list of items", (each.key,), _BACK)
            return {}
        known = {str(item.number): item for item in each.items}
        found: dict[Key, Answer] = {}
        for index, data in enumerate(listed):
            loc = (each.key, index)
            if not isinstance(data, dict):
                self._say(NO_WORKSHEET, "an item must be keys and values", loc, _BACK)
                continue
            if not self._keys(data, _ITEM, (*_ITEM, *_OPTIONAL), loc):
                continue
            number = self._text((*loc, "item"))
            item = known.get(number)
            if item is None:
                message = f"{each.name} has no item “{number[:20]}”"
                self._say(ITEM_WRONG, message, (*loc, "item"), "Take it out, or put its number right")
            elif (each.key, item.number) in found:
                message = f"item {number} of {each.name} stands here a second time"
                self._say(ITEM_WRONG, message, (*loc, "item"), "Keep one of the two")
            else:
                found[each.key, item.number] = self._answer(each, item, loc)
        missing = [str(item.number) for item in each.items if (each.key, item.number) not in found]
        if missing and not self.findings:
            message = f"{each.name} lacks item {', '.join(missing)}: the file was cut short, or items were taken out"
            self._say(ITEM_WRONG, message, (each.key,), _BACK)
        # In the order of the instrument, whatever that of the file.
        return {(each.key, item.number): found[each.key, item.number] for item in each.items if not missing}

    def _answer(self, each: Instrument, item: Item, loc: tuple[str | int, ...]) -> Answer:
        if self._text((*loc, "asks")) != item.asks:
            message = f"these are not the words of item {item.number} of {each.name}"
            self._say(EDITED, message, (*loc, "asks"), f"They are “{item.asks}”")
        state = self._text((*loc, "state"))
        if state not in set(State):
            message = f"“{state[:20]}” is no state; it is one of {', '.join(State)}"
            self._say(EDITED, message, (*loc, "state"), _ONLY)
            state = State.OPEN
        possible = (*each.answers(item), OPEN)
        answer = self._one_of(possible, each, item, (*loc, "answer"))
        before = self._one_of(("", *possible), each, item, (*loc, "before"))
        evidence = self._get((*loc, "evidence"), [])
        if not isinstance(evidence, list) or not all(isinstance(line, str) for line in evidence):
            self._say(NO_WORKSHEET, "evidence must be a list of sentences", (*loc, "evidence"), _ONLY)
            evidence = []
        decided = State(state) is State.DECIDED
        if decided and answer == OPEN:
            message = f"item {item.number} is said to be decided, and no answer stands here"
            self._say(EDITED, message, (*loc, "answer"), f"Put back what the program wrote. {_ONLY}")
        note = self._text((*loc, "note"))
        return Answer(Judged(State(state), answer if decided else OPEN, tuple(evidence)), answer, before, note)

    def _one_of(self, possible: tuple[str, ...], each: Instrument, item: Item, loc: tuple[str | int, ...]) -> str:
        told = len(self.findings)
        written = self._text(loc)
        # What was left empty is as open as it was.
        if len(self.findings) > told or (not written.strip() and loc[-1] == "answer"):
            return OPEN
        word = " ".join(written.lower().split())
        word = _WORDS.get(word, word)
        if word in possible:
            return word
        named = ", ".join(f"“{answer}”" for answer in possible if answer)
        near = difflib.get_close_matches(word, possible, 1)
        if word == NOT_APPLICABLE:
            message = f"item {item.number} of {each.name} cannot be answered with “{NOT_APPLICABLE}”"
        else:
            message = f"“{written[:30]}” is no answer to item {item.number} of {each.name}"
        hint = f"Did you mean “{near[0]}”? Possible are {named}" if near and near[0] else f"Possible are {named}"
        self._say(ANSWER_WRONG, message, loc, hint)
        return OPEN

    def _signature(self) -> Signature | None:
        data = self._data["signed"]
        if not isinstance(data, dict) or not self._keys(data, _SIGNED, _SIGNED, ("signed",)):
            if not isinstance(data, dict):
                self._say(FORGED, "a signature has “by”, “on” and “seal”", ("signed",), _BACK)
            return None
        day = self._text(("signed", "on"))
        try:
            on = datetime.date.fromisoformat(day if _DATE.fullmatch(day) else "")
        except ValueError:
            self._say(FORGED, f"“{day[:20]}” is not the day of a signature", ("signed", "on"), _BACK)
            return None
        return Signature(self._text(("signed", "by")), on, self._text(("signed", "seal")))

    def _keys(
        self, data: dict[str, Any], needed: tuple[str, ...], known: tuple[str, ...], loc: tuple[str | int, ...]
    ) -> bool:
        strange = [key for key in data if key not in known]
        missing = [key for key in needed if key not in data]
        for key in strange:
            self._say(NO_WORKSHEET, f"“{key[:40]}” is not a key of a worksheet", (*loc, key), _ONLY, key=True)
        if missing:
            named = ", ".join(f"“{key}”" for key in missing)
            message = f"this lacks {named}: the file is no worksheet, or was cut short"
            self._say(NO_WORKSHEET, message, loc, _BACK)
        return not strange and not missing

    def _get(self, loc: tuple[str | int, ...], default: Any) -> Any:
        value: Any = self._data
        for part in loc:
            value = value.get(part) if isinstance(value, dict) else value[int(part)]
            if value is None:
                return default
        return value

    def _text(self, loc: tuple[str | int, ...]) -> str:
        value = self._get(loc, "")
        if isinstance(value, str):
            return value
        self._say(NO_WORKSHEET, f"“{loc[-1]}” must be text", loc, _ONLY)
        return ""

    def _say(self, code: str, message: str, loc: tuple[str | int, ...], hint: str, *, key: bool = False) -> None:
        place = self._file.key_place(loc) if key else self._file.place(loc)
        self.findings.append(Finding(code, message, place, hint))
