from __future__ import annotations

import datetime
import textwrap

import pytest

from handouts.content.clinic import Clinic
from handouts.content.load import load_clinic
from handouts.content.rules import RulePack
from handouts.errors import ContentError
from handouts.workspace import Workspace
from handouts.yamlfile import read, validate
from tests import shipped

PACK = """\
title: Elsewhere
applies_to: Clinics elsewhere
laws:
  act-1: {title: "Act 1", read_on: 2026-11-21, read: text}
rules:
  - {id: signs, title: The signs, law: act-1, section: when_to_call, remedy: Add them}
"""
CLINIC = """\
name: Elsewhere Clinic
phones: {questions: 555-0142}
emergency: {number: "911", wording: Call 911 right away}
rules: [elsewhere]
"""


def _shipped_packs():
    space = shipped.workspace()
    return [validate(RulePack, read(space.find(f"layouts/rules/{name}"), name)) for name in NAMES]


NAMES = sorted(shipped.workspace().files("layouts/rules", ".yaml"))


@pytest.fixture
def clinic(tmp_path):
    """Return a function that loads a clinic of a workspace with one pack."""

    def load(pack=PACK, text=CLINIC):
        for name, words in (("layouts/rules/elsewhere.yaml", pack), ("content/clinic.yaml", text)):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(words), "utf-8")
        return load_clinic(Workspace.open(tmp_path, tmp_path), None)

    return load


def test_packs_when_shipped_then_each_rule_names_its_law_and_when_it_was_read():
    packs = _shipped_packs()

    assert {"us-general.yaml", "hawaii-asc.yaml", "massachusetts.yaml", "uk.yaml"} <= set(NAMES)
    for pack in packs:
        used = {rule.law for rule in pack.rules}
        assert used == set(pack.laws), pack.title
        assert all(law.read_on >= datetime.date(2026, 11, 20) for law in pack.laws.values())
        assert len({rule.id for rule in pack.rules}) == len(pack.rules)


def test_clinic_when_it_names_a_pack_then_it_is_loaded_with_it(clinic):
    (pack,) = clinic().packs

    assert (pack.name, pack.pack.rules[0].id) == ("elsewhere", "signs")


def test_clinic_when_it_names_a_shipped_pack_then_it_is_found(clinic):
    assert [pack.name for pack in clinic(text=CLINIC.replace("elsewhere", "uk")).packs] == ["uk"]


def test_clinic_when_there_is_no_such_pack_then_the_nearest_name_is_told(clinic):
    with pytest.raises(ContentError) as raised:
        clinic(text=CLINIC.replace("[elsewhere]", "[us-genral]"))

    (finding,) = raised.value.findings
    assert (finding.code, finding.place.line) == ("H147", 4)
    assert "us-general" in finding.hint


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("section: when_to_call", "section: when_to_cal", "when_to_call"),
        ("section: when_to_call", "clinic: hospital", "nearest_hospital"),
        ("section: when_to_call", "page_size: a4, section: when_to_call", "exactly one"),
        (", section: when_to_call", "", "exactly one"),
        ("law: act-1", "law: act-2", "act-1"),
        ("read: text", "read: never", "text"),
        ("read_on: 2026-11-21", "read_on: 21 November", "2026-11-20"),
        ("id: signs", "name: signs", "id"),
    ],
)
def test_pack_when_something_in_it_is_wrong_then_it_is_refused_with_a_remedy(clinic, old, new, words):
    assert old in PACK
    with pytest.raises(ContentError) as raised:
        clinic(PACK.replace(old, new))

    assert any(words in f"{finding.message} {finding.hint}" for finding in raised.value.findings)
    assert {finding.place.file.rpartition("/")[2] for finding in raised.value.findings} == {"elsewhere.yaml"}


def test_clinic_when_it_names_no_pack_then_it_has_none():
    assert Clinic.model_fields["rules"].default == ()
    assert shipped.shelf().clinic(shipped.workspace(), None).packs == ()
