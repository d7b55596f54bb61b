"""Typst with PDF/UA-1: one warm compiler (fonts found and world kept), a changed source each time.

Text stands in string literals, never in Typst markup, so no character of it can be read as markup.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import typst  # type: ignore[import-not-found, unused-ignore]  # an extra

from tests.benchmarks import simple
from tests.benchmarks.drawing import svg

if TYPE_CHECKING:
    from collections.abc import Iterable


class Engine:
    """Compile Typst source to PDF/UA-1."""

    def __init__(self, look: simple.Look) -> None:
        self.look = look
        self.folder = TemporaryDirectory()
        self.compiler = typst.Compiler(
            root=self.folder.name, font_paths=[look.fonts, look.fallback], ignore_system_fonts=True
        )

    def prepare(self, document: simple.Simple) -> bytes:
        """Return the source; not timed."""
        for picture in simple.pictures(document.blocks):
            (Path(self.folder.name) / _file(picture)).write_bytes(picture.data)
        return _source(document, self.look).encode()

    def compile(self, source: bytes) -> bytes:
        """Return the PDF; timed."""
        made = self.compiler.compile(source, format="pdf", pdf_standards=["ua-1"], timestamp=0)
        if not isinstance(made, bytes):
            message = "typst returned no bytes"
            raise TypeError(message)
        return made


def _string(text: str) -> str:
    # Typst's string escapes are JSON's, but for \u{…}, \/ , \b and \f; of these JSON writes \u only for controls.
    return json.dumps(text, ensure_ascii=False)


def _run(run: simple.Run) -> str:
    made = f"#{_string(run.text)}"
    if run.language:
        made = f"#text(lang: {_string(run.language)})[{made};]"
    if run.bold:
        made = f"#strong[{made};]"
    if run.href and not run.href.startswith("#"):
        made = f"#link({_string(run.href)})[{made};]"
    # The semicolon ends the expression, so the next characters are not read as a call or a field.
    return made + ";"


def _runs(runs: simple.Runs) -> str:
    return "".join(map(_run, runs))


def _text_set(style: simple.Style) -> str:
    weight = '"bold"' if style.bold else '"regular"'
    return f'size: {style.size}pt, weight: {weight}, fill: rgb("{style.color}")'


def _leading(style: simple.Style) -> str:
    # The line box is set to exactly 1 em below, so leading is what stands between two boxes.
    return f"{style.leading - style.size:.3f}pt"


def _blocks(blocks: simple.Blocks) -> str:
    return "".join(_block(block) for block in blocks)


def _contents(cells: Iterable[simple.Blocks]) -> str:
    return ", ".join(f"[{_blocks(cell)}]" for cell in cells)


def _block(block: simple.Block) -> str:
    match block:
        case simple.Heading():
            return f"#h-{block.style}({block.level})[{_runs(block.runs)}];\n"
        case simple.Text():
            return f"#s-{block.style}[{_runs(block.runs)}];\n"
        case simple.Items():
            return _items(block)
        case simple.Grid():
            return _grid(block)
        case simple.Box():
            return f'#framed(rgb("{block.fill}"), rgb("{block.border}"))[{_blocks(block.blocks)}];\n'
        case simple.Rules():
            return f"#blanks({block.count});\n"
        case simple.Drawing():
            return f'#image(bytes({_string(svg(block))}), format: "svg", alt: {_string(block.alt)});\n'
        case simple.Picture():
            image = f'image("/{_file(block)}", alt: {_string(block.alt)})'
            return f"#figure({image}, caption: [{_runs(block.caption)}]);\n"


def _file(picture: simple.Picture) -> str:
    return f"{zlib.crc32(picture.data):08x}.{picture.kind}"


def _items(block: simple.Items) -> str:
    contents = ", ".join(f"[{_item(item)}]" for item in block.items)
    if block.marker == "steps":
        return f"#enum({contents});\n"
    marker = {"check": "tick", "plain": "none"}.get(block.marker, "[•]")
    return f"#list(marker: {marker}, {contents});\n"


def _item(item: simple.Blocks) -> str:
    # The words of a one-paragraph item stand in the item itself: the usual way to write a list, and the quicker one.
    if item and isinstance(item[0], simple.Text) and item[0].style == "body":
        return _runs(item[0].runs) + _blocks(item[1:])
    return _blocks(item)


def _grid(block: simple.Grid) -> str:
    columns = ", ".join(f"{width}fr" for width in block.widths)
    if not block.table:
        cells = ", ".join(_contents(row) for row in block.rows)
        return f"#grid(columns: ({columns},), {cells});\n"
    head, *body = block.rows
    cells = ", ".join(_contents(row) for row in body)
    return f"#table(columns: ({columns},), table.header({_contents(head)}), {cells});\n"


def _preamble(document: simple.Simple, look: simple.Look) -> str:
    body, head, foot = look.style("body"), look.style("head"), look.style("foot")
    left = " #linebreak() ".join(f"#{_string(line)};" for line in (*document.head_left, document.notice) if line)
    right = " #linebreak() ".join(f"#{_string(line)};" for line in document.head_right)
    pages = _string(document.foot_right).replace("{page}", '" + str(here().page()) + "')
    pages = pages.replace("{pages}", '" + str(counter(page).final().first()) + "')
    top = look.top + simple.head_height(document, look)
    bottom = look.bottom + simple.foot_height(look)
    paragraphs = "\n".join(
        f"#let s-{name}(it) = par(leading: {_leading(s)}, spacing: {max(s.before, s.after)}pt, "
        f"text({_text_set(s)}, it))"
        for name, s in look.styles.items()
    )
    headings = "\n".join(
        f"#let h-{name}(level, it) = {{ show heading: set text({_text_set(s)})\n"
        f"  show heading: set par(leading: {_leading(s)})\n"
        f"  show heading: set block(above: {s.before}pt, below: {s.after}pt); heading(level: level, it) }}"
        for name, s in look.styles.items()
    )
    return f"""
#set document(title: {_string(document.title)}, author: {_string(document.author)}, date: none,
  description: {_string(document.subject)})
#set text(font: ({_string(look.family)}, {_string(look.fallback_family)}),
  lang: {_string(document.language)}, hyphenate: false,
  top-edge: 0.78em, bottom-edge: -0.22em, {_text_set(body)})
#set par(leading: {_leading(body)}, spacing: {max(body.before, body.after)}pt, justify: false)
#set page(width: {look.width}pt, height: {look.height}pt,
  margin: (left: {look.left}pt, right: {look.right}pt, top: {top}pt, bottom: {bottom}pt),
  header-ascent: 12pt, header: {{ set text({_text_set(head)}); set par(leading: {_leading(head)})
    grid(columns: (1fr, auto), [{left}], align(right)[{right}]) }},
  footer: context {{ set text({_text_set(foot)}); grid(columns: (1fr, auto), {_string(document.foot_left)}, {pages}) }})
#set list(indent: 2pt, body-indent: 7pt, spacing: 6pt)
#set enum(indent: 2pt, body-indent: 7pt, spacing: 6pt)
#set grid(column-gutter: 12pt, row-gutter: 6pt)
#set grid.cell(breakable: false)
#set table(stroke: (x: none, top: none, bottom: 0.6pt + rgb("{look.rule}")), inset: 5pt,
  fill: (_, y) => if y == 0 {{ rgb("{look.tint}") }})
#set table.cell(breakable: false)
#let tick = box(width: 9pt, height: 9pt, stroke: 0.8pt)
#let framed(fill, border, it) = block(fill: fill, stroke: 1pt + border, inset: 9pt, radius: 6pt, width: 100%,
  breakable: false, above: 10pt, below: 10pt, it)
#let blanks(n) = for _ in range(n) {{ v(22pt, weak: false); line(length: 100%, stroke: 0.6pt + rgb("{look.rule}")) }}
{paragraphs}
{headings}
"""


def _source(document: simple.Simple, look: simple.Look) -> str:
    return _preamble(document, look) + _blocks(document.blocks)
