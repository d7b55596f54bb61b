"""Starter files: every key of a content file with its description, made from the models.

What must be there stands ready to be overwritten; everything else stands behind ``#``. Every
sentence begins with `handouts.build.PLACEHOLDER`, so that a forgotten one is found. A fact that
may be left out (a duration, a code, a number) has no value, so that no invented one can stay.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any

from handouts.build.stages import PLACEHOLDER
from handouts.content.handout import Handout

_HEAD = f"""\
# {{topic}} ({{language}})
#
# How to fill in this file:
# 1. Write your own words in the place of every “{PLACEHOLDER}: …”. What follows it is only an example
#    from another topic.
# 2. Lines that begin with “# ” and a key are optional. Delete the “# ” of those that you need, also
#    of the lines that belong to them, and leave or delete the others.
# 3. Run “handouts check {{topic}}” as often as you like. It names every line that is not done yet.
# 4. This is a draft, and says so on every page, until a clinician of your clinic has approved the words:
#    handouts approve {{topic}} --by "ROLE, credentials" --review-by DATE
#
# Put text in double quotes. Indent with spaces, never with tabs.
"""

_Schema = dict[str, Any]


def starter(topic: str, language: str, today: datetime.date, schema_path: str | None) -> str:
    """Return the text of a new content file.

    Args:
        topic: ``department/topic``.
        language: the language of the file.
        today: the day the words are dated with.
        schema_path: where an editor finds the JSON Schema, as seen from the file.
    """
    whole = Handout.model_json_schema()
    # No fact of another topic may stay by accident: these say nothing, or are right for a new file.
    facts = {
        "preparation.when": "as soon as you can",
        "benefits.how_often": "not known",
        "benefits.compared.how_often": "not known",
        "risks.items.how_often": "not known",
        "review.status": "draft",
        "review.version": '"0.1"',
        "review.written_on": today.isoformat(),
        "review.next_review": (today + datetime.timedelta(days=365)).isoformat(),
    }
    lines = [f"# yaml-language-server: $schema={schema_path}"] if schema_path else []
    lines += _HEAD.format(topic=topic, language=language).splitlines()
    writer = _Writer(whole["$defs"], facts)
    required = whole["required"]
    parts = (
        ("Every handout has these", [key for key in whole["properties"] if key in required]),
        ("Optional: use what fits this topic", [key for key in whole["properties"] if key not in required]),
    )
    for title, keys in parts:
        lines += ["", f"# {'-' * 16} {title} {'-' * (76 - len(title))}"]
        for key in keys:
            lines += ["", *writer.entry(key, whole["properties"][key], key, optional=key not in required)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


class _Writer:
    """Writes the keys of a schema as YAML with comments."""

    def __init__(self, definitions: _Schema, facts: dict[str, str]) -> None:
        self._definitions = definitions
        self._facts = facts

    def entry(self, key: str, node: _Schema, path: str, *, optional: bool) -> Iterator[str]:
        """Yield a key with its description and value; an optional one behind ``#``."""
        resolved = self._resolved(node)
        example = next(iter(node.get("examples", ())), None)
        description = " ".join(str(node.get("description") or resolved.get("description")).split())
        if self._is_fact(resolved) and path not in self._facts and example is not None:
            description += f" For example: {example}"
        yield f"# {description}"
        for line in self._keyed(f"{key}:", resolved, example, path):
            yield f"# {line}".rstrip() if optional and not line.startswith("# ") else line

    def _keyed(self, head: str, node: _Schema, example: Any, path: str) -> Iterator[str]:
        if node.get("type") == "object":
            yield head
            yield from (f"  {line}" for line in self._properties(node, path))
        elif node.get("type") == "array":
            yield head
            yield from (f"  {line}" for line in self._items(node, example, path))
        else:
            yield f"{head} {self._scalar(node, example, path)}"

    def _properties(self, node: _Schema, path: str) -> Iterator[str]:
        required = node.get("required", [])
        ordered = sorted(node["properties"], key=lambda key: key not in required)
        for key in ordered:
            yield from self.entry(key, node["properties"][key], f"{path}.{key}", optional=key not in required)

    def _items(self, node: _Schema, example: Any, path: str) -> Iterator[str]:
        # An item that may have several forms stands there in each of them, the plain one first.
        forms = [self._resolved(form) for form in reversed(node["items"].get("anyOf", [node["items"]]))]
        for inner in forms * max(1, node.get("minItems", 1) if len(forms) == 1 else 1):
            if inner.get("type") == "object":
                # The item's dash stands on a line of its own, so that comments may come before its keys.
                yield "-"
                yield from (f"  {line}" for line in self._properties(inner, path))
            else:
                yield f"- {self._scalar(inner, example[0] if example else None, path)}"

    def _scalar(self, node: _Schema, example: Any, path: str) -> str:
        if path in self._facts:
            return self._facts[path]
        if self._is_fact(node):
            return ""
        return json.dumps(f"{PLACEHOLDER}: {example}" if example else PLACEHOLDER, ensure_ascii=False)

    @staticmethod
    def _is_fact(node: _Schema) -> bool:
        """Tell whether a value is a fact of a fixed form, not words."""
        if node.get("type") in ("object", "array"):
            return False
        return node.get("type") != "string" or bool({"pattern", "enum", "const", "format"} & node.keys())

    def _resolved(self, node: _Schema) -> _Schema:
        """Return the node that a value is described by; of several forms the plain one that states no number."""
        if "$ref" in node:
            return self._resolved(self._definitions[node["$ref"].rpartition("/")[2]])
        forms = [form for form in node.get("anyOf", ()) if form.get("type") != "null"]
        return self._resolved(forms[-1]) if forms else node
