"""Rule packs: what the law of a place asks of a handout, as data in ``layouts/rules/<name>.yaml``.

A clinic names the packs that apply to it in ``clinic.yaml``. A pack asks only for what a program can
see: a section, a value of the clinic, a number, a paper size, words. Whether a text says enough is for people.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Annotated, Literal, Self

from msgspec import Struct
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from handouts.content.handout import Date, Handout
from handouts.content.prose import Line, WebAddress
from handouts.errors import ContentError
from handouts.findings import Finding
from handouts.model import Model, Slug
from handouts.yamlfile import read, validate

if TYPE_CHECKING:
    from handouts.content.clinic import Clinic
    from handouts.workspace import Workspace
    from handouts.yamlfile import YamlFile

PACK_UNKNOWN = "H147"
CLINIC_VALUES = ("address", "fill_in", "languages_of_patients", "nearest_hospital", "nights_and_weekends", "notices")


class Law(Model):
    """Where a rule comes from."""

    title: Annotated[Line, Field(max_length=200, examples=["45 CFR 92.11(c)(5)"])]
    """The law, regulation or standard, as it is cited."""
    url: Annotated[WebAddress | None, Field(examples=["https://www.ecfr.gov/current/title-45"])] = None
    """Where it can be read."""
    read_on: Annotated[Date, Field(examples=["2026-11-21"])]
    """The day it was read; laws change."""
    read: Annotated[Literal["text", "summary"], Field(examples=["text"])]
    """Whether the text itself was read, or what somebody else says of it."""


class Rule(Model):
    """One thing that a place asks for."""

    id: Annotated[Slug, Field(examples=["language-help"])]
    """Its name within the pack."""
    title: Annotated[Line, Field(max_length=120, examples=["A notice of free language help"])]
    """What is asked for, in a few words."""
    law: Annotated[Slug, Field(examples=["45-cfr-92-11"])]
    """Where it comes from: a key of the pack's “laws”."""
    remedy: Annotated[Line, Field(max_length=300, examples=["Add the notice to “notices” in clinic.yaml"])]
    """What to do when it is missing."""
    section: Annotated[Line | None, Field(examples=["follow_up"])] = None
    """A section that the handout must have."""
    clinic: Annotated[Line | None, Field(examples=["nearest_hospital"])] = None
    """A value that the clinic must give, one of `CLINIC_VALUES`."""
    about: Annotated[Line | None, Field(examples=["language"])] = None
    """Which of the clinic's notices or fill-in lines it must be."""
    emergency_number: Annotated[tuple[Line, ...] | None, Field(min_length=1, examples=[["911"]])] = None
    """Numbers of which the clinic's emergency number must be one."""
    page_size: Annotated[Literal["letter", "a4"] | None, Field(examples=["a4"])] = None
    """The paper of the place."""
    says: Annotated[tuple[Line, ...] | None, Field(min_length=1, examples=[["take you home"]])] = None
    """Words of which the handout must say one somewhere."""

    @model_validator(mode="after")
    def _asks_for_one_thing(self) -> Self:
        asked = (self.section, self.clinic, self.emergency_number, self.page_size, self.says)
        if sum(each is not None for each in asked) != 1:
            message = "a rule asks for exactly one thing"
            hint = "Write one of “section”, “clinic”, “emergency_number”, “page_size” and “says”"
            raise PydanticCustomError("rule_asks", message, {"hint": hint})
        if self.section is not None and self.section not in Handout.model_fields:
            raise _unknown(self.section, tuple(Handout.model_fields), "section")
        if self.clinic is not None and self.clinic not in CLINIC_VALUES:
            raise _unknown(self.clinic, CLINIC_VALUES, "clinic")
        return self


class RulePack(Model):
    """One ``layouts/rules/<name>.yaml``."""

    title: Annotated[Line, Field(max_length=120, examples=["United States"])]
    """The place, and whom the pack is for."""
    applies_to: Annotated[Line, Field(max_length=400, examples=["Hospitals that take federal money"])]
    """Who should choose it."""
    laws: Annotated[
        dict[Slug, Law],
        Field(examples=[{"45-cfr-92-11": {"title": "45 CFR 92.11", "read_on": "2026-11-21", "read": "text"}}]),
    ]
    """The laws and standards that its rules come from."""
    rules: Annotated[tuple[Rule, ...], Field(min_length=1, max_length=60, examples=[[]])]
    """What it asks for."""

    @model_validator(mode="after")
    def _laws_are_there(self) -> Self:
        for rule in self.rules:
            if rule.law not in self.laws:
                raise _unknown(rule.law, tuple(self.laws), "laws")
        return self


class LoadedPack(Struct, frozen=True):
    """A rule pack and its name."""

    name: str
    pack: RulePack


def _unknown(word: str, known: tuple[str, ...], key: str) -> PydanticCustomError:
    close = difflib.get_close_matches(word, known, 1)
    hint = f"Did you mean “{close[0]}”?" if close else f"There is {', '.join(known)}"
    return PydanticCustomError("rule_word", f"there is no “{word}”", {"hint": hint, "key": key})


def packs_of(clinic: Clinic, file: YamlFile, workspace: Workspace) -> tuple[LoadedPack, ...]:
    """Return the rule packs that a clinic names.

    Raises:
        ContentError: H147 there is no such pack, or something in its file is wrong.
    """
    known = sorted({name.removesuffix(".yaml") for name in workspace.files("layouts/rules", ".yaml")})
    packs = []
    for index, name in enumerate(clinic.rules):
        if name not in known:
            close = difflib.get_close_matches(name, known, 1)
            hint = f"Did you mean “{close[0]}”?" if close else f"There is {', '.join(known)}"
            raise ContentError(
                Finding(PACK_UNKNOWN, f"there is no rule pack “{name}”", file.place(("rules", index)), hint)
            )
        path = workspace.find(f"layouts/rules/{name}.yaml")
        packs.append(LoadedPack(name, validate(RulePack, read(path, workspace.shown(path)))))
    return tuple(packs)
