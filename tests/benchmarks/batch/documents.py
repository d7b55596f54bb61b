"""The documents of the batch: one shipped topic, shortened to four pages, as often as asked for, with other words each.

A shipped handout has seven pages, and many that a clinic writes itself have fewer. Lists are cut to their first items
and sections that a handout may lack are left out, one after the other, until four pages are left; every kind of block
stays.
"""

from __future__ import annotations

import pickle  # noqa: TID251  documents that this very run has written, for its own processes
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypdfium2  # type: ignore[import-not-found, import-untyped, unused-ignore]  # it ships no annotations
import yaml

from handouts.workspace import Workspace, builtin
from tests.benchmarks import lower, variants
from tests.benchmarks.sample import FONTS
from tests.benchmarks.with_handouts import Setup, Whole

if TYPE_CHECKING:
    from pathlib import Path

    from tests.benchmarks.simple import Look, Simple

PAGES = 4
"""Pages of a handout in the standard layout."""
DEPARTMENT = "benchmark"
"""Where they stand; no topic that ships is in it."""

_ITEMS = 2
_WHOLE = frozenset(("codes", "glossary", "key_points", "sources"))
"""Lists that are not cut: others name their items, or need so many."""
_TRIED = 12
"""Variants that must have so many pages, for other words take more room or less."""
_SPARED = (
    *("teach_back", "special_groups", "alternatives", "limits", "indications", "benefits", "straight_afterwards"),
    *("results", "how_it_feels", "questions", "do_not", "return_to", "follow_up", "tell_us_if", "do"),
)
"""Sections that may be left out, in the order in which they are."""


@dataclass(frozen=True, slots=True)
class Documents:
    """Where the documents are."""

    workspace: Path
    topics: tuple[str, ...]
    """The topics of the variants, as ``department/topic``."""

    def simple(self, at: int) -> Path:
        """Return the file that holds a document in the plain kinds that peers are given (see `load`)."""
        return self.workspace.with_name("simple") / f"{at}.pickle"


def load(path: Path) -> Simple:
    """Return a document in plain kinds."""
    document: Simple = pickle.loads(path.read_bytes())
    return document


def make(folder: Path, count: int) -> Documents:
    """Write so many documents below a folder."""
    short = shortened(folder / "short")
    workspace = folder / "workspace"
    names = variants.make(short, count, workspace, DEPARTMENT)
    return Documents(workspace, tuple(f"{DEPARTMENT}/{name}" for name in names))


def lowered(documents: Documents) -> Look:
    """Write the documents in plain kinds too, and return their looks."""
    whole = Whole(Setup(documents.workspace, documents.workspace / "output"))
    documents.simple(0).parent.mkdir()
    look: Look | None = None
    for at, topic in enumerate(documents.topics):
        tree, theme = whole.document(whole.prepare(topic.partition("/")[2]))
        look = look or lower.look(theme, FONTS)
        documents.simple(at).write_bytes(pickle.dumps(lower.document(tree, look)))
    if look is None:
        message = "there is no document"
        raise ValueError(message)
    return look


def shortened(folder: Path) -> variants.Topic:
    """Write the first shipped English topic into a workspace, shortened to `PAGES`.

    Raises:
        ValueError: it has more pages without everything that may be left out.
    """
    shipped = builtin()
    topic = next(file for file in Workspace.open(shipped, shipped).topics() if file.language == "en")
    content = topic.path.parent.parent.parent
    shutil.copytree(content, folder / "content", ignore=lambda at, names: variants.folders(content, at, names))
    there = folder / "content" / topic.department / topic.topic
    shutil.copytree(topic.path.parent, there)
    file = there / topic.path.name
    source = topic.path.read_text(encoding="utf-8")
    for count in range(len(_SPARED) + 1):
        short = shorten(source, _ITEMS, _SPARED[:count])
        whole = Whole(Setup(folder, folder / "output"))
        own = whole.prepare(topic.topic)
        for number in range(_TRIED):
            file.write_text(variants.reword(short, number) if number else short, encoding="utf-8")
            if len(pypdfium2.PdfDocument(whole.compile(own))) > PAGES:
                break
        else:
            file.write_text(short, encoding="utf-8")
            return variants.Topic(own, PAGES)
    message = f"{topic.department}/{topic.topic} cannot be shortened to {PAGES} pages"
    raise ValueError(message)


def shorten(source: str, items: int, left_out: tuple[str, ...]) -> str:
    """Return a content file with so many items of each list at most, without some sections."""
    data = yaml.load(source, Loader=yaml.BaseLoader)  # texts alone, as the project reads them
    kept = {key: value if key in _WHOLE else _cut(value, items) for key, value in data.items() if key not in left_out}
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=110)


def _cut(value: Any, items: int) -> Any:
    match value:
        case dict():
            return {key: _cut(each, items) for key, each in value.items()}
        case list():
            return [_cut(each, items) for each in value[:items]]
        case _:
            return value
