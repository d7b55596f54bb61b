"""The smallest whole handout, and handouts made of it and a fragment: for the examples of rules, and for their tests.

A fragment is YAML that is merged over the smallest handout, mapping by mapping, or a plain sentence, which
becomes its summary. Beside the keys of a handout a fragment may have ``department``, ``topic`` and ``language``,
``clinic`` (merged over the clinic of the tests) and ``settings`` (those of ``content/checks.yaml``). A line
``---`` parts several handouts.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from handouts.checks.run import AS_SHIPPED
from handouts.checks.subject import Subject, subject
from handouts.content.checking import CheckSettings
from handouts.content.clinic import Clinic
from handouts.content.handout import Handout
from handouts.content.load import LoadedHandout, LoadedSettings
from handouts.content.rules import packs_of
from handouts.yamlfile import YamlFile, read, validate
from tests import shipped

CLINIC = Path(__file__).resolve().parent.parent / "data" / "content" / "clinic.yaml"
SMALLEST = """\
title: Opening a narrow tube
medical_name: balloon dilation
summary: A doctor opens a tube with a small balloon. It helps you heal.
key_points:
  - Do not eat for 8 hours before.
  - Bring an adult to take you home.
  - Call us if you feel ill.
purpose:
  text:
    - The tube lets food pass.
preparation:
  - when: 8 hours before
    text: Stop eating.
what_happens:
  steps:
    - A nurse puts a small tube in your arm.
risks:
  items:
    - name: Bleeding
      how_often: not known
      what_we_do: We watch you for hours.
recovery:
  - when: First 24 hours
    text: Rest at home.
when_to_call:
  - You have a fever.
emergency_signs:
  - You cannot breathe.
review:
  status: draft
  version: "0.1"
  written_on: 2026-11-20
  authors:
    - Patient education writer
  next_review: 2028-11-20
"""
_KEY = re.compile(r"[a-z_]+:(\s|$)")
_BESIDE = ("department", "topic", "language", "clinic", "settings")


def subjects(text: str, folder: Path, language: str = "en") -> list[Subject]:
    """Return the handouts of an example, one for each fragment; files are written into a folder."""
    fragments = re.split(r"(?m)^---\s*$", text)
    return [made(fragment, folder, language, number)[0] for number, fragment in enumerate(fragments, 1)]


def made(fragment: str, folder: Path, language: str = "en", number: int = 1) -> tuple[Subject, LoadedSettings]:
    """Return the handout of one fragment, and the settings that it brings along."""
    words = fragment.strip()
    given: Any = _parsed(words) if _KEY.match(words) else {"summary": words}
    beside = {key: given.pop(key, None) for key in _BESIDE}
    language = beside["language"] or language
    topic, department = beside["topic"] or f"topic-{number}", beside["department"] or "ward"
    data = _over(_parsed(SMALLEST), given)
    file = _written(data, folder / "content" / department / topic / f"{language}.yaml", folder)
    clinic = _written(_over(_parsed(CLINIC.read_text("utf-8")), beside["clinic"] or {}), folder / "clinic.yaml", folder)
    settings = AS_SHIPPED
    if beside["settings"]:
        settings_file = _written(beside["settings"], folder / "content" / "checks.yaml", folder)
        settings = LoadedSettings(validate(CheckSettings, settings_file), settings_file)
    loaded = LoadedHandout(validate(Handout, file), department, topic, language, file)
    own = validate(Clinic, clinic)
    return subject(loaded, own, settings.settings, packs_of(own, clinic, shipped.workspace())), settings


def _parsed(text: str) -> Any:
    # As the program reads it: every plain value is the text that stands there.
    return yaml.load(text, Loader=yaml.BaseLoader)


def _over(base: Any, given: Any) -> Any:
    """Return data with other data laid over it, mapping by mapping; a list takes the place of a list."""
    if not (isinstance(base, dict) and isinstance(given, dict)):
        return given
    return {**base, **{key: _over(base.get(key), value) for key, value in given.items()}}


def _written(data: Any, path: Path, folder: Path) -> YamlFile:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000), "utf-8")
    return read(path, path.relative_to(folder).as_posix())
