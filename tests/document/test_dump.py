from __future__ import annotations

from handouts.document import dump, parse
from tests.document.conftest import ASSETS, HEAD, TAIL

BODY = """
<p class="lead" id="p">a\u00a0<strong>b</strong> <a href="#p" title="Up">c</a> <span lang="es">d</span></p>
<ul class="check"><li>a</li></ul>
<dl class="glance"><dt icon="clock">a<small>n</small></dt><dd>b</dd></dl>
<table columns="1 2"><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>
<tbody><tr><th scope="row">c</th><td/></tr></tbody></table>
<columns widths="1 1.5"><column><p>a</p></column><column><p>b</p></column></columns>
<section id="s"><h2 icon="bed">h</h2><aside class="do"><p>a</p></aside></section>
<fields><field label="a"/><field label="b" value="c"/></fields><write-in lines="3"/>
<figure><img src="duct.png" alt="A duct"/><figcaption>cap</figcaption></figure>
<contents><entry part="2" number="Page {page}" title="Go">a<small>b</small></entry></contents>
<icon-array n="1" of="100" alt="dots"/><qr href="https://x.org" alt="code"/>
"""

EXPECTED = """document en
  title: T
  subject: S
  author: A
  keywords: K
  created: 2026-11-20
running-head
  left: Clinic
  right: Info
running-foot
  left: T
  right: Page {page} of {pages}
body
  heading 1: T
  paragraph style=lead id=p: a~**b** [c](#p "Up") {es: d}
  list check
    item
      paragraph: a
  pairs glance
    pair icon=clock: a | n
      paragraph: b
  table 1 2
    row
      cell scope=Column
        paragraph: a
      cell scope=Column
        paragraph: b
    row
      cell scope=Row
        paragraph: c
      cell
  columns 1 1.5
    column
      paragraph: a
    column
      paragraph: b
  section id=s
    heading 2 icon=bed: h
    callout do
      paragraph: a
  fields
    a: ____
    b: c
  write-in 3
  picture duct.png: A duct | cap
  contents
    entry 2 "Page {page}" "Go": a | b
  icon-array 1 of 100: dots
  qr https://x.org: code
asset clinic-logo svg
asset duct.png png
"""


def test_dump_when_every_node_is_there_then_each_has_its_line():
    assert dump(parse(HEAD + BODY + TAIL, "markup", ASSETS)) == EXPECTED
