"""The documents of a run: one shipped topic, as often as there are rounds, each time with other words.

Every sentence of a variant is a sentence of its own, so no engine gains by keeping documents or
paragraphs. A quarter of the long words change: most of them for another word of the topic, some
for a word that no other variant has, as names and drugs differ between the handouts of a batch.
"""

from __future__ import annotations

import datetime
import functools
import re
import shutil
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-not-found, import-untyped, unused-ignore]  # it ships no annotations
import yaml

from handouts.build import Request, Shelf
from handouts.build.stages import read_all
from handouts.workspace import Workspace, builtin
from tests.benchmarks.with_handouts import Setup, Whole

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.workspace import TopicFile

_TODAY = datetime.date(2026, 11, 21)
AIM = 4
"""Pages of the handout that the benchmark is about."""
_TURNS = 60
"""Ways in which the letters can be turned: five vowels, twelve consonants."""
_PLACES = 3
"""Letters of a word that are turned each in its own way, again and again."""
MOST = _TURNS**_PLACES - 1
"""Variants that the letters can tell apart."""

_VOWELS, _CONSONANTS = "aeiou", "bdfgklmnprst"
_MARKUP = r"\[\[.*?\]\]|\[[^\]]*\](?:\([^)]*\)|\{[^}]*\})?|\{\{.*?\}\}|\S*[@/\\]\S*"
TARGETS = "target_grade: 12\nsection_grade: 14\n"
"""Settings of checks: words in the wrong places read harder than a clinic may write."""
_LONG = re.compile(r"(?<![\w'’.-])[a-z]{5,}(?![\w'’.-])")
# Facts, names of things and choices of fixed words under these keys mean something to the loader.
_FACTS = frozenset(
    (
        *(
            "activity",
            "after",
            "authors",
            "code",
            "duration",
            "file",
            "how_often",
            "numbers",
            "id",
            "phone",
            "review",
            "reviewers",
        ),
        *("section", "source", "status", "system", "term", "url", "when"),
    )
)
_CHANGED = 4
"""One long word in so many changes."""
_NEW = 3
"""One changed word in so many is new."""


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


def make(topic: Topic, count: int, root: Path, department: str = "") -> list[str]:
    """Write variants of a topic into a new workspace and return the names of their topics.

    Args:
        topic: what they are variants of.
        count: how many.
        root: the workspace.
        department: where they stand; unless given, in the department of the topic, among those that ship.

    Raises:
        ValueError: more variants are asked for than the letters can tell apart, or one is like its original.
    """
    if not 0 < count <= MOST:
        message = f"between 1 and {MOST} variants can be made, not {count}"
        raise ValueError(message)
    folder = topic.file.path.parent
    content = folder.parent.parent
    # Each is tried in a workspace of its own: to look for one topic among ten thousand takes longer than to read it.
    trial = root.with_name(f"{root.name}-trial")
    for workspace in (root, trial):
        shutil.copytree(content, workspace / "content", ignore=lambda at, names: folders(content, at, names))
        (workspace / "content" / "checks.yaml").write_text(TARGETS, encoding="utf-8")
    place = f"content/{department or topic.file.department}"
    (root / place).mkdir(exist_ok=True)
    source = topic.file.path.read_text(encoding="utf-8")
    names: list[str] = []
    for number in range(1, MOST + 1):
        name = f"variant-{number:05}"
        there = trial / place / name
        shutil.copytree(folder, there)
        (there / topic.file.path.name).write_text(reword(source, number), encoding="utf-8")
        if is_right(trial, f"{there.parent.name}/{name}"):
            there.rename(root / place / name)
            names.append(name)
        else:
            shutil.rmtree(there)
        if len(names) == count:
            break
    shutil.rmtree(trial)
    return names


def is_right(root: Path, topic: str) -> bool:
    """Tell whether a handout may be built: other words may make a number a risk without a source, or another order."""
    (outcome,) = read_all([Request(topic, today=_TODAY, language="en", workspace=root)], Shelf())
    return outcome.ok


def reword(source: str, number: int) -> str:
    """Return a content file with other words in every sentence; keys, facts, numbers with a source and markup stay.

    Raises:
        ValueError: no word was changed.
    """
    tree, kept = _compose(source), _kept(source)
    sentences = [(node.start_mark.index, node.end_mark.index) for node in _sentences(tree)]
    known = sorted({word for start, end in sentences for piece in _pieces(source[start:end], kept) for word in piece})
    if not known:
        message = "the content file holds no sentence that could be reworded"
        raise ValueError(message)
    made, at = [], 0
    for start, end in sentences:
        made += [source[at:start], _reworded(source[start:end], number, known, kept)]
        at = end
    return "".join(made) + source[at:]


def folders(content: Path, at: str, names: list[str]) -> set[str]:
    """Return what is not copied with ``content``: the clinic and what lies beside it are needed, no department is."""
    return {name for name in names if str(content) == at and (content / name).is_dir()}


def _compose(source: str) -> yaml.Node | None:
    return yaml.compose(source, Loader=yaml.SafeLoader)


def _sentences(node: yaml.Node | None) -> list[yaml.ScalarNode]:
    match node:
        case yaml.MappingNode():
            return [found for key, value in node.value if key.value not in _FACTS for found in _sentences(value)]
        case yaml.SequenceNode():
            return [found for value in node.value for found in _sentences(value)]
        case yaml.ScalarNode() if len(node.value.split()) > 1:
            return [node]
        case _:
            return []


def _kept(source: str) -> re.Pattern[str]:
    """Return what finds all that stays as it is, also what a source claims of a sentence, wherever its lines break."""
    listed = yaml.load(source, Loader=yaml.BaseLoader)
    sources = listed.get("sources", ()) if isinstance(listed, dict) else ()
    claims = [r"\s+".join(map(re.escape, claim.split())) for each in sources for claim in each.get("numbers", ())]
    return re.compile(f"({'|'.join([*claims, _MARKUP])})", re.DOTALL)


def _pieces(text: str, kept: re.Pattern[str]) -> list[list[str]]:
    return [_LONG.findall(piece) for piece in kept.split(text)[::2]]


def _reworded(text: str, number: int, known: list[str], kept: re.Pattern[str]) -> str:
    # Each place is turned by one more digit of the number than the one before it, so all of them differ at once.
    digits = [number // _TURNS**place % _TURNS for place in range(_PLACES)]
    turned = [_turns(sum(digits[: place + 1])) for place in range(_PLACES)]
    least = True

    def other(found: re.Match[str]) -> str:
        nonlocal least
        chance = zlib.crc32(f"{found[0]} {number} {found.start()} {text}".encode())
        # The first long word always changes, so that no sentence is left as it was.
        if chance % _CHANGED and not least:
            return found[0]
        least = False
        if chance // _CHANGED % _NEW == 0:
            letters = list(found[0])
            for place, table in enumerate(turned):
                letters[place::_PLACES] = found[0][place::_PLACES].translate(table)
            return "".join(letters)
        return known[chance // (_CHANGED * _NEW) % len(known)]

    # Even pieces are words, odd ones markup, addresses and placeholders, which stay as they are.
    pieces = kept.split(text)
    pieces[::2] = [_LONG.sub(other, piece) for piece in pieces[::2]]
    return "".join(pieces)


@functools.cache
def _turns(number: int) -> dict[int, str]:
    """Return the table that puts each letter that many places on."""
    return str.maketrans(
        {
            letter: letters[(at + number) % len(letters)]
            for letters in (_VOWELS, _CONSONANTS)
            for at, letter in enumerate(letters)
        }
    )
