"""The starter file: whole, valid, and every invented word marked."""

from __future__ import annotations

import datetime
import re

import pytest

from handouts.build import PLACEHOLDER
from handouts.cli.starter import starter
from handouts.content.handout import Handout
from handouts.errors import ContentError
from handouts.yamlfile import read, validate

TODAY = datetime.date(2026, 11, 21)
TEXT = starter("heart/stent", "en", TODAY, "../../../schema/handout.json")


def load(tmp_path, text):
    path = tmp_path / "en.yaml"
    path.write_text(text, encoding="utf-8")
    return validate(Handout, read(path, "en.yaml"))


def uncommented(text):
    """Return the text with every optional key, at any depth, put to use."""
    lines = []
    for line in text.splitlines():
        key = line
        while re.match(r" *# ( *# )* *(- ?$|- |[a-z_]+:( |$))", key):
            key = re.sub(r"^( *)# ", r"\1", key, count=1)
        lines.append(key if key != line else line)
    return "\n".join(lines) + "\n"


def test_starter_when_written_then_is_a_valid_draft(tmp_path):
    handout = load(tmp_path, TEXT)
    assert handout.review.status == "draft"
    assert handout.review.written_on == TODAY
    assert handout.review.next_review == datetime.date(2027, 11, 21)


def test_starter_when_read_then_every_sentence_is_marked(tmp_path):
    facts = {"as soon as you can", "not known", "0.1", "2026-11-21", "2027-11-21"}
    seen = []

    def walk(value):
        if isinstance(value, str):
            seen.append(value)
            assert value in facts or value.startswith(f"{PLACEHOLDER}: "), value
        else:
            for inner in value.values() if isinstance(value, dict) else value:
                walk(inner)

    path = tmp_path / "en.yaml"
    path.write_text(TEXT, encoding="utf-8")
    walk(read(path, "en.yaml").data)
    assert len(seen) > 20
    assert facts <= set(seen)


def test_starter_when_searched_then_has_every_key_of_every_model_with_its_description():
    schema = Handout.model_json_schema()
    nodes = [schema, *(node for name, node in schema["$defs"].items() if name != "Frequency")]
    keys = [(key, value) for node in nodes for key, value in node.get("properties", {}).items()]
    assert len(keys) > 70
    for key, value in keys:
        assert re.search(rf"^[ #-]*{key}:", TEXT, re.MULTILINE), key
        described = value.get("description") or schema["$defs"][value["$ref"].rpartition("/")[2]]["description"]
        assert " ".join(described.split()) in TEXT, key


def test_starter_when_optional_keys_are_put_to_use_then_only_empty_facts_are_missing(tmp_path):
    text = uncommented(TEXT)
    assert text.count("\nglossary:") == 1
    with pytest.raises(ContentError) as raised:
        load(tmp_path, text)
    assert len(raised.value.findings) > 5
    assert {finding.code for finding in raised.value.findings} == {"H113"}
    blank = {finding.place.line for finding in raised.value.findings}
    lines = text.splitlines()
    assert all(re.fullmatch(r"[ -]*[a-z_]+:", lines[line - 1]) for line in blank)


def test_starter_when_no_schema_is_there_then_names_none():
    assert "$schema" not in starter("heart/stent", "en", TODAY, None)
    assert TEXT.startswith("# yaml-language-server: $schema=../../../schema/handout.json\n")


def test_starter_when_the_day_is_a_leap_day_then_the_next_review_is_later(tmp_path):
    handout = load(tmp_path, starter("heart/stent", "en", datetime.date(2028, 2, 29), None))
    assert handout.review.next_review > handout.review.written_on
