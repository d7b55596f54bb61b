"""Material: what the program knows of a handout when it judges items: words, findings of the checks, and the page."""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handouts.checks.reading import grades
from handouts.checks.registry import checks
from handouts.checks.run import AS_SHIPPED, examine
from handouts.checks.settings import severity
from handouts.content.cross import frequencies
from handouts.document.nodes import (
    Callout,
    Heading,
    IconArray,
    ListBlock,
    Pair,
    Pairs,
    Paragraph,
    Picture,
    Strong,
    Table,
    WriteIn,
    inline_text,
    walk,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence

    from handouts.checks.reading import FileGrades
    from handouts.checks.subject import Passage, Subject
    from handouts.content.cross import Loc
    from handouts.content.facts import Frequency
    from handouts.content.load import LoadedSettings
    from handouts.document.nodes import Block, Document, Inline
    from handouts.findings import Finding, Place

MOST_NAMED = 3
"""So many places are named as evidence; the rest is counted."""


@dataclass(frozen=True)
class Page:
    """What stands on the page, as the layout arranges it."""

    layout: str
    """The layout's name."""
    document: Document = field(repr=False)

    @functools.cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Every block, in reading order."""
        return tuple(walk(self.document.blocks))

    @functools.cached_property
    def headings(self) -> tuple[str, ...]:
        """The headings below the title."""
        return tuple(inline_text(b.inlines) for b in self.blocks if isinstance(b, Heading) and b.level > 1)

    @functools.cached_property
    def lists(self) -> tuple[ListBlock, ...]:
        """The lists that show marks: bullets, numbers or boxes to tick."""
        return tuple(b for b in self.blocks if isinstance(b, ListBlock) and b.style != "plain")

    @functools.cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables."""
        return tuple(b for b in self.blocks if isinstance(b, Table))

    @functools.cached_property
    def pictures(self) -> tuple[Picture, ...]:
        """The illustrations and photographs."""
        return tuple(b for b in self.blocks if isinstance(b, Picture))

    @functools.cached_property
    def arrays(self) -> tuple[IconArray, ...]:
        """The charts of dots."""
        return tuple(b for b in self.blocks if isinstance(b, IconArray))

    @functools.cached_property
    def boxes(self) -> tuple[Callout, ...]:
        """The framed boxes."""
        return tuple(b for b in self.blocks if isinstance(b, Callout))

    @functools.cached_property
    def ticks(self) -> int:
        """How many boxes to tick there are."""
        return sum(len(each.items) for each in self.lists if each.style == "check")

    @functools.cached_property
    def write_ins(self) -> int:
        """How many blank lines to write on there are."""
        return sum(each.lines for each in self.blocks if isinstance(each, WriteIn))

    @functools.cached_property
    def bold(self) -> int:
        """How many words or phrases of sentences are bold."""
        return sum(_bold(b.inlines) for b in self.blocks if isinstance(b, Paragraph))

    @functools.cached_property
    def chunks(self) -> tuple[tuple[str, int], ...]:
        """Each heading with the number of words between it and the next one."""
        found: list[tuple[str, int]] = []
        for block in self.blocks:
            if isinstance(block, Heading):
                found.append((inline_text(block.inlines), 0))
            elif found:
                name, count = found[-1]
                found[-1] = (name, count + _own_words(block))
        return tuple(found)

    @functools.cached_property
    def text(self) -> str:
        """The words of its headings and paragraphs."""
        return " ".join(inline_text(b.inlines) for b in self.blocks if isinstance(b, Heading | Paragraph))

    def heading_before(self, wanted: Block) -> str:
        """Return the heading below which a block stands."""
        last = ""
        for block in self.blocks:
            if block is wanted:
                break
            if isinstance(block, Heading):
                last = inline_text(block.inlines)
        return last


def _bold(inlines: tuple[Inline, ...]) -> int:
    return sum(isinstance(each, Strong) for each in inlines)


def _own_words(block: Block) -> int:
    if isinstance(block, Paragraph):
        return len(inline_text(block.inlines).split())
    if isinstance(block, Pairs):
        return sum(_pair_words(pair) for pair in block.pairs)
    return 0


def _pair_words(pair: Pair) -> int:
    return len(inline_text(pair.label).split()) + len(inline_text(pair.note).split())


@dataclass(frozen=True)
class Material:
    """One handout with all that a rule may ask for."""

    subject: Subject
    page: Page
    found: Mapping[str, Sequence[Finding]] = field(repr=False)
    """What the checks say, by code; what is allowed with a reason is left out."""
    judged: frozenset[str] = field(repr=False)
    """The codes of the checks that looked at it: others cannot judge its language, or are turned off."""

    @property
    def name(self) -> str:
        """The name of its content file, beside which the worksheet stands."""
        return f"{self.subject.loaded.language}.yaml"

    @functools.cached_property
    def grades(self) -> FileGrades:
        """How hard it is to read."""
        return grades(self.subject)

    @functools.cached_property
    def frequencies(self) -> tuple[tuple[Loc, Frequency], ...]:
        """The risks and benefits with a figure."""
        return tuple(frequencies(self.subject.loaded.handout))

    def at(self, loc: Loc) -> str:
        """Return file and line of a value."""
        return self._where(self.subject.loaded.file.place(loc))

    def place(self, passage: Passage) -> str:
        """Return file and line of a passage."""
        return self.at(passage.loc)

    def _where(self, place: Place) -> str:
        return f"{self.name}:{place.line}" if place.line else self.name

    def looked(self, *codes: str) -> bool:
        """Tell whether all of these checks have judged it."""
        return self.judged.issuperset(codes)

    def count(self, *codes: str) -> int:
        """Return how often these checks found something."""
        return sum(len(self.found.get(code, ())) for code in codes)

    def told(self, *codes: str) -> list[str]:
        """Return the first few findings of some checks as evidence, and how many more there are."""
        every = [finding for code in codes for finding in self.found.get(code, ())]
        named = [f"{self._where(each.place)}: {each.message} ({each.code})" for each in every[:MOST_NAMED]]
        left = len(every) - len(named)
        return [*named, f"and {left} more: see “handouts check”"] if left else named

    def matching(self, pattern: re.Pattern[str]) -> list[tuple[Passage, str]]:
        """Return each passage in which an expression matches, with the words."""
        found = [(passage, pattern.search(passage.text)) for passage in self.subject.passages]
        return [(passage, match[0]) for passage, match in found if match]


def material(subject: Subject, document: Document, layout: str, settings: LoadedSettings = AS_SHIPPED) -> Material:
    """Gather what is known of a handout.

    Args:
        subject: the handout as its patients read it.
        document: the page that a layout makes of it.
        layout: the name of that layout.
        settings: what the workspace asks of its checks.
    """
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in examine(subject, settings).findings:
        found[finding.code].append(finding)
    looked = {
        code
        for code, check in checks().items()
        if check.of_one and check.rule.judges(subject.language) and severity(check.rule, settings) is not None
    }
    return Material(subject, Page(layout, document), dict(found), frozenset(looked))
