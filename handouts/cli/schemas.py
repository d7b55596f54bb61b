"""``handouts schema``: the JSON Schema of the files, for editors."""

from __future__ import annotations

import enum
import json
from typing import Annotated, Any

import typer

from handouts.cli import console
from handouts.content.checking import CheckSettings
from handouts.content.clinic import Clinic
from handouts.content.handout import Handout
from handouts.model import Model

EPILOG = """Examples:

\b
  handouts schema > handout.json
  handouts schema clinic > clinic.json
  handouts schema checks > checks.json

An editor with a YAML language server completes and checks the keys of a file that begins with

\b
  # yaml-language-server: $schema=handout.json"""

DRAFT = "https://json-schema.org/draft/2020-12/schema"


class Kind(enum.StrEnum):
    """Files that have a schema."""

    HANDOUT = "handout"
    CLINIC = "clinic"
    CHECKS = "checks"


_MODELS: dict[Kind, type[Model]] = {Kind.HANDOUT: Handout, Kind.CLINIC: Clinic, Kind.CHECKS: CheckSettings}
_BOUNDS = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}


def run(
    kind: Annotated[Kind, typer.Argument(help="Which file: handout, clinic or checks.", metavar="KIND")] = Kind.HANDOUT,
) -> None:
    """Print the JSON Schema of a content file, a clinic file or the settings of the checks."""
    console.document(schema(kind))


def schema(kind: Kind) -> dict[str, Any]:
    """Return the JSON Schema of a file as an editor sees it.

    Files are read with every plain value kept as text, while an editor takes ``version: 1.0`` for
    a number, so a number may stand wherever text may.
    """
    made = _MODELS[kind].model_json_schema()
    return {"$schema": DRAFT, **_as_editors_see(made)}


def text(kind: Kind) -> str:
    """Return the schema as the text of a file."""
    return json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"


def _as_editors_see(node: Any, *, names: bool = False) -> Any:
    """Return a schema node for editors; in a mapping of ``names`` the keys are no keywords."""
    if isinstance(node, list):
        return [_as_editors_see(each) for each in node]
    if not isinstance(node, dict):
        return node
    if names:
        return {key: _as_editors_see(value) for key, value in node.items()}
    made: dict[str, Any] = {}
    key: str
    for key, value in node.items():
        if key in ("examples", "enum", "const", "default"):
            made[key] = value
        elif key != "title" or not isinstance(value, str):
            made[_BOUNDS.get(key, key)] = _as_editors_see(value, names=key in ("properties", "$defs"))
    if made.get("type") == "string" and not {"enum", "const", "format"} & made.keys():
        made["type"] = ["string", "number"]
    if made.get("default", ...) is None:
        del made["default"]
    return made
