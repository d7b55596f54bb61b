"""What is done to templates before they are compiled: a bound on their loops, marks of their lines, no idle space."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import jinja2

COUNTED = "(counted)"
"""The filter around what a loop goes through; no template can write such a name."""
MARK = "handouts-line"
"""The target of the processing instructions that `marked` puts before elements."""

BLOCKS = (
    *("handout", "metadata", "running-head", "running-foot", "left", "right", "notice", "body", "contents", "entry"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr"),
    *("th", "td", "columns", "column", "aside", "section", "fields", "field", "write-in", "figure", "img"),
    *("figcaption", "icon-array", "qr"),
)
"""Elements whose parser drops the space before and after each of their tags (`handouts.document.vocabulary`)."""

_TAG = re.compile(r"(?=</?[A-Za-z])")
_BLOCK = rf"</?(?:{'|'.join(BLOCKS)})(?=[ \t\r\n/>])"
_IDLE = rf'({_BLOCK}(?:[ \t\r\n]+[\w-]+="[^"<]*")*[ \t\r\n]*/?>)[ \t\r\n]+|[ \t\r\n]+(?={_BLOCK})'


class Endless(Exception):  # noqa: N818  what the template is
    """A template goes through more rounds than any handout needs."""


class Budget:
    """Rounds and calls that one rendering may still take."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._left = limit

    def begin(self) -> None:
        """Begin a rendering."""
        self._left = self.limit

    def spend(self) -> None:
        """Take one round or call.

        Raises:
            Endless: none is left.
        """
        self._left -= 1
        if self._left < 0:
            raise Endless

    def counted(self, values: Iterable[object]) -> Iterator[object]:
        """Yield values, each for one round."""
        for value in values:
            self.spend()
            yield value


def bounded(template: nodes.Template, environment: jinja2.Environment) -> None:
    """Make every loop of a template count its rounds: bounded loops inside one another have no bound."""
    for loop in template.find_all(nodes.For):
        loop.iter = nodes.Filter(loop.iter, COUNTED, [], [], None, None, lineno=loop.lineno)
        loop.iter.set_environment(environment)


def marked(template: nodes.Template, filename: str) -> None:
    """Put a processing instruction with its file and line before every element that a template writes."""
    for data in template.find_all(nodes.TemplateData):
        pieces, line = [], data.lineno
        for piece in _TAG.split(data.data):
            if _TAG.match(piece):
                pieces.append(f"<?{MARK} {line} {filename}?>")
            pieces.append(piece)
            line += piece.count("\n")
        data.data = "".join(pieces)


def tightened(template: nodes.Template) -> None:
    """Leave out the space around the tags of blocks, which a template has for its reader and the parser drops.

    It is two thirds of what the parser would be told of. Space at text and at inline elements is left alone, and so
    is a template with a CDATA section, where a tag is no tag.
    """
    written = list(template.find_all(nodes.TemplateData))
    if not any("<![CDATA[" in data.data for data in written):
        for data in written:
            data.data = re.sub(_IDLE, r"\1", data.data)
