from __future__ import annotations

import pytest

from handouts.document import parse
from handouts.errors import MarkupError
from handouts.model import Asset

HEAD = """<handout lang="en">
<metadata title="T" subject="S" author="A" keywords="K" created="2026-11-20"/>
<running-head><left>Clinic</left><right>Info</right></running-head>
<running-foot><left>T</left><right>Page {page} of {pages}</right></running-foot>
<body><h1>T</h1>
"""
TAIL = "\n</body></handout>"
ASSETS = {"duct.png": Asset("png", b""), "clinic-logo": Asset("svg", b"")}


class Press:
    """Parses the inside of a body, and tells what is refused in it."""

    assets = ASSETS
    head = HEAD
    tail = TAIL

    def blocks(self, body):
        """Return the blocks after the title."""
        return parse(HEAD + body + TAIL, "markup", ASSETS).blocks[1:]

    def block(self, body):
        (block,) = self.blocks(body)
        return block

    def inlines(self, body):
        return self.block(f"<p>{body}</p>").inlines

    def refused(self, body):
        return self.refused_whole(HEAD + body + TAIL)

    def refused_whole(self, markup):
        with pytest.raises(MarkupError) as caught:
            parse(markup, "markup", ASSETS)
        findings = caught.value.findings
        assert findings
        for finding in findings:
            assert finding.place.file == "markup"
            assert finding.hint
            assert not finding.message.endswith(".")
        return findings

    def line(self, words, body):
        text = HEAD + body
        return text[: text.index(words)].count("\n") + 1


@pytest.fixture
def press():
    return Press()
