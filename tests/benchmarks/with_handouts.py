"""This project, warm as in a batch: clinic, language and layout read once, each handout's file read anew."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts import layouts, pdf
from handouts.build.request import Request
from handouts.build.shelf import Shelf
from handouts.build.stages import build
from handouts.content.load import load_clinic, load_handout
from handouts.document import parse
from handouts.language import load_language
from handouts.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.document.nodes import Document
    from handouts.theme import Theme
    from handouts.workspace import TopicFile

TODAY = datetime.date(2026, 11, 21)
LAYOUT = "standard"


@dataclass(frozen=True, slots=True)
class Setup:
    """Where the variants are."""

    workspace: Path
    output: Path


class Whole:
    """Load, render, parse and write: YAML file to bytes."""

    def __init__(self, setup: Setup) -> None:
        self.workspace = Workspace.open(setup.workspace, setup.workspace)
        self.files = {file.topic: file for file in self.workspace.topics()}
        self.clinic = load_clinic(self.workspace, None)
        self.language = load_language(self.workspace, "en")
        self.layout = layouts.load_layout(self.workspace, LAYOUT)
        self.options = layouts.RenderOptions(today=TODAY, appointment=None, allow_expired=False)

    def prepare(self, topic: str) -> TopicFile:
        """Return the file of a variant; not timed."""
        return self.files[topic]

    def document(self, file: TopicFile) -> tuple[Document, Theme]:
        """Return the document of a file and how it looks."""
        loaded = load_handout(self.workspace, file)
        markup = layouts.render(loaded, self.clinic, self.language, self.layout, self.options)
        theme = self.layout.theme(self.clinic.clinic, self.clinic.clinic.page_size, self.language)
        return parse(markup, LAYOUT, loaded.assets), theme

    def compile(self, file: TopicFile) -> bytes:
        """Return the PDF; timed."""
        return pdf.write(*self.document(file))


class Write:
    """The write stage alone: a Document in memory to bytes."""

    def __init__(self, setup: Setup) -> None:
        self.whole = Whole(setup)

    def prepare(self, topic: str) -> tuple[Document, Theme]:
        """Return the document of a variant; not timed."""
        return self.whole.document(self.whole.prepare(topic))

    def compile(self, source: tuple[Document, Theme]) -> bytes:
        """Return the PDF; timed."""
        return pdf.write(*source)


class Saved:
    """What ``handouts build`` does for each handout of a batch: the whole path, its checks, and the saved file."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.shelf = Shelf()

    def prepare(self, topic: str) -> Request:
        """Return the request for a variant; not timed."""
        return Request(topic, today=TODAY, layout=LAYOUT, workspace=self.setup.workspace, output=self.setup.output)

    def compile(self, request: Request) -> bytes:
        """Return the PDF as read back; timed."""
        outcome = build(request, self.shelf)
        if outcome.path is None:
            raise RuntimeError("\n".join(map(str, outcome.findings)))
        return outcome.path.read_bytes()
