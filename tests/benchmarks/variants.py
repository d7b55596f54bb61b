"""The documents of a run: one shipped topic, as often as there are rounds, each time with other words.

So no engine meets a document twice, and a cache of whole results is worth nothing. Every fourth
long word of a variant is one that stands in no other variant, as names and drugs differ between
the handouts of a batch; the rest recurs, as it does there.
"""

from __future__ import annotations

import re
import shutil
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-not-found, import-untyped, unused-ignore]  # it ships no annotations
import yaml

from handouts.workspace import Workspace, builtin
from tests.benchmarks.with_handouts import Setup, Whole

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.workspace import TopicFile

AIM = 4
"""Pages of the handout that the benchmark is about."""
MOST = 60
"""Variants that the letters can tell apart."""

_VOWELS, _CONSONANTS = "aeiou", "bdfgklmnprst"
_MARKUP = re.compile(r"(\[\[.*?\]\]|\[[^\]]*\](?:\([^)]*\)|\{[^}]*\})?|\{\{.*?\}\}|\S*[@/\\]\S*)", re.DOTALL)
_LONG = re.compile(r"(?<![\w'’.-])[a-z]{5,}(?![\w'’.-])")
# A sentence has at least this many words; shorter values may be facts ("8 hours before"), names or keys.
_SENTENCE = 6


@dataclass(frozen=True, slots=True)
class Topic:
    """The topic that was chosen."""

    file: TopicFile
    pages: int


def nearest(pages: int, scratch: Path) -> Topic:
    """Return the shipped English topic whose handout is nearest to a number of pages."""
    root = builtin()
    whole = Whole(Setup(root, scratch))
    topics = [
        Topic(file, len(pypdfium2.PdfDocument(whole.compile(file))))
        for file in Workspace.open(root, root).topics()
        if file.language == "en"
    ]
    return min(topics, key=lambda topic: (abs(topic.pages - pages), topic.file.path))


def make(topic: Topic, count: int, root: Path) -> list[str]:
    """Write variants of a topic into a new workspace and return the names of their topics.

    Raises:
        ValueError: more variants are asked for than the letters can tell apart, or one is like its original.
    """
    if not 0 < count <= MOST:
        message = f"between 1 and {MOST} variants can be made, not {count}"
        raise ValueError(message)
    folder = topic.file.path.parent
    content = folder.parent.parent
    shutil.copytree(content, root / "content", ignore=lambda at, names: _folders(content, at, names))
    source = topic.file.path.read_text(encoding="utf-8")
    names = []
    for number in range(1, count + 1):
        name = f"variant-{number:02}"
        there = root / "content" / topic.file.department / name
        shutil.copytree(folder, there)
        (there / topic.file.path.name).write_text(reword(source, number), encoding="utf-8")
        names.append(name)
    return names


def reword(source: str, number: int) -> str:
    """Return a content file in which every fourth long word of a sentence is new; the file keeps its shape.

    Raises:
        ValueError: no word was changed.
    """
    made, at, changed = [], 0, 0
    for node in _sentences(yaml.compose(source, Loader=yaml.SafeLoader)):
        start, end = node.start_mark.index, node.end_mark.index
        text, times = _reworded(source[start:end], number)
        made += [source[at:start], text]
        at, changed = end, changed + times
    if not changed:
        message = "the content file holds no sentence that could be reworded"
        raise ValueError(message)
    return "".join(made) + source[at:]


def _folders(content: Path, at: str, names: list[str]) -> set[str]:
    # The clinic and what lies beside it are needed; other departments would only be listed.
    return {name for name in names if str(content) == at and (content / name).is_dir()}


def _sentences(node: yaml.Node | None) -> list[yaml.ScalarNode]:
    match node:
        case yaml.MappingNode():
            return [found for _, value in node.value for found in _sentences(value)]
        case yaml.SequenceNode():
            return [found for value in node.value for found in _sentences(value)]
        case yaml.ScalarNode() if len(node.value.split()) >= _SENTENCE:
            return [node]
        case _:
            return []


def _reworded(text: str, number: int) -> tuple[str, int]:
    changed = 0

    def new(found: re.Match[str]) -> str:
        nonlocal changed
        word = found[0]
        if zlib.crc32(f"{word} {number} {found.start()}".encode()) % 4:
            return word
        changed += 1
        return word.translate(turned)

    turned = str.maketrans({**_turn(_VOWELS, number), **_turn(_CONSONANTS, number)})
    # Even pieces are words, odd ones markup, addresses and placeholders, which stay as they are.
    pieces = _MARKUP.split(text)
    pieces[::2] = [_LONG.sub(new, piece) for piece in pieces[::2]]
    return "".join(pieces), changed


def _turn(letters: str, number: int) -> dict[str, str]:
    return {letter: letters[(at + number) % len(letters)] for at, letter in enumerate(letters)}
