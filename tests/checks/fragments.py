"""What one check says of handouts made of a few words: the smallest whole handout of the tests, with less to say."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from handouts.checks.facts.statements import statements
from handouts.checks.registry import checks
from tests.checks import examples

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.checks.registry import Hit
    from handouts.checks.subject import Subject

_KEYED = re.compile(r"[a-z_]+:(\s|$)")
# The smallest handout tells when to stop eating, and warns of a fever; here nothing is told but by the fragment.
_SILENT = {
    "key_points": "[Bring your list., Bring an adult., Call us if you feel ill.]",
    "preparation": "[{when: the day before, text: Pack your bag.}]",
    "risks": "{items: [{name: Bleeding, how_often: not known, what_we_do: We watch you.}]}",
    "recovery": "[{when: After 2 weeks, text: All is well.}]",
    "when_to_call": "[You feel ill.]",
    "sources": "[{id: s, title: T, publisher: P, year: 2020}]",
}


def subjects(text: str, folder: Path) -> list[Subject]:
    """Return a handout for each fragment; a line ``---`` parts them."""
    parts = re.split(r"(?m)^---\s*$", textwrap.dedent(text))
    return examples.subjects("\n---\n".join(_silent(part.strip()) for part in parts), folder)


def _silent(fragment: str) -> str:
    keyed = fragment if _KEYED.match(fragment) else f"summary: {fragment!r}"
    missing = [key for key in _SILENT if not re.search(rf"(?m)^{key}:", keyed)]
    return "\n".join([keyed, *(f"{key}: {_SILENT[key]}" for key in missing)])


def stated(fragment: str, folder: Path, kind: str) -> list[tuple[str, object]]:
    """Return the key and the value (or its lower end) of each fact of one kind, all of which have a line."""
    (made,) = subjects(fragment, folder)
    found = [said for said in statements(made) if said.kind == kind]
    lines = (folder / "content" / "ward" / "topic-1" / f"{made.loaded.language}.yaml").read_text("utf-8").splitlines()
    for said in found:
        assert 0 < said.place(made).line <= len(lines)
    return [(said.key, said.value if isinstance(said.value, str) else said.value[0]) for said in found]


def hits(code: str, text: str, folder: Path) -> list[Hit]:
    """Return what one check says of fragments; a check of one handout is put to each of those it can judge."""
    check, made = checks()[code], subjects(text, folder)
    judged = [one for one in made if check.rule.judges(one.language)]
    if check.of_many:
        return list(check.of_many(judged))
    assert check.of_one
    return [hit for one in judged for hit in check.of_one(one)]


def told(code: str, text: str, folder: Path) -> list[str]:
    """Return the keys of what one check says, or the words where it has none; each hit says where and what to do."""
    found = hits(code, text, folder)
    for hit in found:
        assert hit.place.line
        assert hit.hint[:1].isupper() or hit.hint.startswith("“")
        assert not hit.message.endswith(".")
        assert hit.key or hit.excerpt
    return [hit.key or (hit.excerpt.words if hit.excerpt else "") for hit in found]
