"""A document as HTML and CSS, for the engines that print web pages; both know the margin boxes of CSS paged media."""

from __future__ import annotations

import base64
import re
from html import escape
from pathlib import Path

from tests.benchmarks import simple
from tests.benchmarks.drawing import svg


def _run(run: simple.Run) -> str:
    made = escape(run.text)
    if run.language:
        made = f'<span lang="{escape(run.language)}">{made}</span>'
    if run.bold:
        made = f"<b>{made}</b>"
    if run.href and not run.href.startswith("#"):
        made = f'<a href="{escape(run.href)}">{made}</a>'
    return made


def _runs(runs: simple.Runs) -> str:
    return "".join(map(_run, runs))


def _blocks(blocks: simple.Blocks) -> str:
    return "".join(map(_block, blocks))


def _block(block: simple.Block) -> str:
    match block:
        case simple.Heading():
            return f'<h{block.level} class="s-{block.style}">{_runs(block.runs)}</h{block.level}>'
        case simple.Text():
            return f'<p class="s-{block.style}">{_runs(block.runs)}</p>'
        case simple.Items():
            name = "ol" if block.marker == "steps" else "ul"
            items = "".join(f"<li>{_item(item)}</li>" for item in block.items)
            return f'<{name} class="{block.marker}">{items}</{name}>'
        case simple.Grid():
            return _table(block) if block.table else _side_by_side(block)
        case simple.Box():
            return (
                f'<div class="box" style="background:{block.fill};border-color:{block.border}">'
                f"{_blocks(block.blocks)}</div>"
            )
        case simple.Rules():
            return '<div class="rule"></div>' * block.count
        case simple.Drawing():
            return _image("svg+xml", svg(block).encode(), block.alt)
        case simple.Picture():
            kind = {"svg": "svg+xml"}.get(block.kind, block.kind)
            return f"<div>{_image(kind, block.data, block.alt)}<p>{_runs(block.caption)}</p></div>"


def _item(item: simple.Blocks) -> str:
    if item and isinstance(item[0], simple.Text) and item[0].style == "body":
        return _runs(item[0].runs) + _blocks(item[1:])
    return _blocks(item)


def _image(kind: str, data: bytes, alt: str) -> str:
    return f'<img alt="{escape(alt)}" src="data:image/{kind};base64,{base64.b64encode(data).decode()}">'


def _widths(grid: simple.Grid) -> list[str]:
    return [f"{100 * width / sum(grid.widths):.2f}%" for width in grid.widths]


def _table(grid: simple.Grid) -> str:
    widths = _widths(grid)
    head = "".join(
        f'<th scope="col" style="width:{width}">{_blocks(cell)}</th>'
        for width, cell in zip(widths, grid.rows[0], strict=True)
    )
    rows = "".join("<tr>" + "".join(f"<td>{_blocks(cell)}</td>" for cell in row) + "</tr>" for row in grid.rows[1:])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _side_by_side(grid: simple.Grid) -> str:
    widths = _widths(grid)
    return "".join(
        '<div class="row">'
        + "".join(
            f'<div class="cell" style="width:{width}">{_blocks(cell)}</div>'
            for width, cell in zip(widths, row, strict=True)
        )
        + "</div>"
        for row in grid.rows
    )


def sheet_of(look: simple.Look) -> str:
    """Return the style sheet of all documents of a look."""
    faces = "".join(
        f'@font-face{{font-family:"{name}";font-weight:{weight};src:url("{(Path(folder) / file).as_uri()}")}}'
        for name, folder in ((look.family, look.fonts), (look.fallback_family, look.fallback))
        for weight, file in ((400, "regular.ttf"), (700, "bold.ttf"))
    )
    styles = "".join(f".s-{name}{{{_look(style)}}}" for name, style in look.styles.items())
    body = look.style("body")
    return f"""{faces}
html{{font-family:"{look.family}","{look.fallback_family}";{_look(body)};hyphens:manual}}
*{{box-sizing:border-box}}
body,p,h1,h2,h3,h4,h5,h6,ul,ol{{margin:0}}
h1,h2,h3,h4,h5,h6{{break-after:avoid}}
b{{font-weight:700}}
ul,ol{{padding-left:18pt;margin:4pt 0}} li{{margin-bottom:4pt}}
.check{{list-style:none}}
.check>li::before{{content:"";float:left;width:9pt;height:9pt;margin:4pt 0 0 -18pt;border:0.8pt solid}}
.plain{{list-style:none;padding-left:0}}
.box{{border:1pt solid;border-radius:6pt;padding:9pt;margin:10pt 0;break-inside:avoid}}
.row{{display:table;width:100%;table-layout:fixed;break-inside:avoid;margin-bottom:6pt}}
.cell{{display:table-cell;padding-right:12pt;vertical-align:top}}
table{{width:100%;table-layout:fixed;border-collapse:collapse}} tr{{break-inside:avoid}}
th{{background:{look.tint};text-align:left}}
th,td{{padding:5pt;vertical-align:top;border-bottom:0.6pt solid {look.rule}}}
.rule{{height:22pt;border-bottom:0.6pt solid {look.rule}}}
img{{max-width:100%}}
{styles}"""


def _look(style: simple.Style) -> str:
    return (
        f"font-size:{style.size}pt;line-height:{style.leading}pt;font-weight:{700 if style.bold else 400};"
        f"color:{style.color};margin:{style.before}pt 0 {style.after}pt"
    )


def _page(document: simple.Simple, look: simple.Look) -> str:
    left = _content("\n".join(line for line in (*document.head_left, document.notice) if line))
    right = _content("\n".join(document.head_right))
    numbers = {"{page}": '" counter(page) "', "{pages}": '" counter(pages) "'}
    pages = re.sub(r"\{pages?\}", lambda found: numbers[found[0]], _content(document.foot_right))
    top, bottom = look.top + simple.head_height(document, look), look.bottom + simple.foot_height(look)
    head, foot = _look(look.style("head")), _look(look.style("foot"))
    return (
        f"@page{{size:{look.width}pt {look.height}pt;margin:{top}pt {look.right}pt {bottom}pt {look.left}pt;"
        f"@top-left{{content:{left};white-space:pre;{head}}}@top-right{{content:{right};white-space:pre;{head};"
        f"text-align:right}}@bottom-left{{content:{_content(document.foot_left)};{foot}}}"
        f"@bottom-right{{content:{pages};{foot}}}}}"
    )


def _content(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ").replace("<", "\\3c ")
    return f'"{escaped}"'


def page_of(document: simple.Simple, look: simple.Look) -> str:
    """Return a document as HTML, with the rules of its pages."""
    return (
        f'<!DOCTYPE html><html lang="{escape(document.language)}"><head><meta charset="utf-8">'
        f"<title>{escape(document.title)}</title>"
        f'<meta name="author" content="{escape(document.author)}">'
        f'<meta name="description" content="{escape(document.subject)}">'
        f"<style>{_page(document, look)}</style></head><body>{_blocks(document.blocks)}</body></html>"
    )
