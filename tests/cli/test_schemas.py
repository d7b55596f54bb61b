"""The schemas that editors read."""

from __future__ import annotations

from typing import Any

import pytest

from handouts.cli.schemas import DRAFT, Kind, schema
from handouts.content.handout import Handout


def nodes(node: Any):
    """Yield every schema node."""
    if isinstance(node, dict):
        yield node
        for key, value in node.items():
            if key in ("properties", "$defs"):
                for inner in value.values():
                    yield from nodes(inner)
            elif key in ("items", "additionalProperties", "anyOf"):
                for inner in value if isinstance(value, list) else [value]:
                    yield from nodes(inner)


def test_schema_when_printed_then_is_the_handouts_unless_told_otherwise(handouts):
    called = handouts("schema")
    assert (called.code, called.err) == (0, "")
    assert called.json() == schema(Kind.HANDOUT)
    assert handouts("schema", "clinic").json() == schema(Kind.CLINIC)


@pytest.mark.parametrize("kind", list(Kind))
def test_schema_when_read_then_every_key_has_a_description_and_an_example(kind):
    made = schema(kind)
    assert made["$schema"] == DRAFT
    properties = [pair for node in nodes(made) for pair in node.get("properties", {}).items()]
    assert len(properties) >= 8
    # Where a key and the model it holds are described in the same words, the model's stand for both.
    assert [name for name, node in properties if not node.get("description") and "$ref" not in node] == []
    assert [name for name, node in properties if not node.get("examples")] == []
    assert all(node.get("description") for node in made.get("$defs", {}).values())
    objects = [node for node in nodes(made) if "properties" in node]
    assert objects
    assert all(node["additionalProperties"] is False for node in objects)


def test_schema_when_a_number_is_bounded_then_the_bounds_are_keywords():
    frequency = schema(Kind.HANDOUT)["$defs"]["Frequency"]["properties"]
    assert frequency["n"]["minimum"] == 0
    assert not {"ge", "le", "gt", "lt"} & {key for node in nodes(schema(Kind.HANDOUT)) for key in node}


def test_schema_when_text_may_look_like_a_number_then_a_number_is_allowed():
    made = schema(Kind.HANDOUT)
    version = made["$defs"]["Review"]["properties"]["version"]
    assert version["type"] == ["string", "number"]
    assert version["pattern"]
    assert made["$defs"]["Review"]["properties"]["written_on"]["type"] == "string"


def test_schema_when_a_key_is_called_title_then_it_is_kept():
    assert set(schema(Kind.HANDOUT)["properties"]) == set(Handout.model_fields)
    assert "title" in schema(Kind.HANDOUT)["properties"]
