from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from handouts.document import parse, quick
from handouts.document.tree import DEPTH, Reader
from handouts.document.vocabulary import ALLOWED, ELEMENTS, INLINES
from handouts.errors import MarkupError
from tests.document.conftest import ASSETS, HEAD, TAIL

GOOD = {
    "class": ("lead", "bullet", "steps", "glance", "info", "benefit", "h2"),
    "lang": ("en", "es"),
    "href": ("https://a.org/?a=1&b=2", "#one", "tel:1"),
    "columns": ("1", "1 2.5"),
    "widths": ("1", "1 2.5"),
    "created": ("2026-11-20",),
    "scope": ("col", "row"),
}
WORDS = ("a", " ", "\n", "  ", "\t", "<", ">", "&", '"it\'s"', "é“”", "\u00a0", "&amp;", "]]>")
ODD = (
    *("<!-- a -->", "<!-- > < -->", "<![CDATA[a]]>", "<?a b?>", "<!DOCTYPE a>", "<>", "</>", "< p>", "<p >a</p>"),
    *("&#97;", "&quot;", "&nbsp;", "&", "&amp", "]]>", ">", "<", "\r", "\x00", "\x0b", "\ud800", "\ufffe", "\uffff"),
    *(
        "</p ><p>",
        "<span lang='en'>a</span>",
        '<span lang="en"lang="es">a</span>',
        '<span lang="en" lang="en">a</span>',
    ),
    *('<span\rlang="en">a</span>', '<span lang = "en">a</span>', "<a/>", '<span lang="e&#110;">a</span>'),
    *('<a href="#one" title="a\nb">a</a>', '<a href="#one" title="a > b">a</a>', '<a href="#one" title="a & b">a</a>'),
    *('<a href="#one" title="&#9;b">a</a>', "<Strong>a</Strong>", "<x:strong>a</x:strong>", "<strong/ >"),
)
"""What expat reads in a way of its own, or refuses."""
WHOLE = """<handout lang="en">
<metadata title="T &amp; &#34;U&#34;" subject="S" author="A"
  keywords="K" created="2026-11-20"/>
<running-head logo="clinic-logo"><left>Clinic</left><right>Info</right><notice>Draft</notice></running-head>
<running-foot><left>T</left><right>Page {page} of {pages}</right></running-foot>
<body><h1 class="title" icon="bed" id="one">T</h1><section id="two"><h2>U</h2><p class="lead" id="three">
a  &lt;b&gt; <strong>c <span lang="es">d</span> </strong> <a href="#one" title="It&#39;s">e</a></p><h3>V</h3><h4>W</h4>
<h5>X</h5><h6>Y</h6></section><ul class="check"><li>a</li><li> <p>b</p> </li></ul><ol><li>a</li></ol>
<dl class="record"><dt icon="bed" id="t-1">a <small>b</small></dt><dd>c</dd></dl>
<table columns="1 2"><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>
<tbody><tr><th scope="row">a</th><td/></tr></tbody></table>
<columns widths="1"><column><aside class="info"><p>a</p></aside></column></columns>
<fields><field label="a" value="b"/></fields><write-in lines="3"/>
<figure><img src="duct.png" alt="a"/><figcaption>b</figcaption></figure>
<icon-array n="1" to="2" of="100" alt="a" class="benefit"/><qr href="https://a.org" alt="a"/>
<contents><entry part="1" number="p" title="t">a<small>b</small></entry></contents></body></handout>
"""


def by_expat(markup):
    """Return the tree, or nothing where the markup is refused."""
    try:
        return Reader("markup").read(markup)
    except MarkupError:
        return None


def told(node):
    """Return a tree as plain values, without places."""
    if node is None or isinstance(node, str):
        return node
    return node.name, dict(node.attributes), node.words, [*map(told, node.elements)], [*map(told, node.content)]


def both(markup):
    """Return what the quick reader makes, and what expat makes: nothing where it is left to expat, or refused."""
    return told(quick.read(markup)), told(by_expat(markup))


@st.composite
def elements(draw, name, depth=0):
    """Draw an element that is usually right, with usually right ones in it."""
    element = ELEMENTS[name]
    more = draw(st.lists(st.sampled_from([*element.optional, "id"]), max_size=2, unique=True))
    attributes = ""
    for key in [*element.required, *more]:
        value = draw(st.sampled_from(GOOD.get(key, ("1", "one", "three more words"))))
        space = draw(st.sampled_from(" \n"))
        attributes += f'{space}{key}="{escape(value)}"'
    allowed = sorted(ALLOWED[name]) if draw(st.integers(0, 30)) else sorted(ELEMENTS)
    inside = []
    if element.content in ("inlines", "flow") or not draw(st.integers(0, 30)):
        allowed = sorted(set(allowed) & INLINES) if draw(st.booleans()) else allowed
        inside += [str(escape(word)) for word in draw(st.lists(st.sampled_from(WORDS), max_size=3))]
    if depth < 3 and allowed:
        for child in draw(st.lists(st.sampled_from(allowed), min_size=not inside, max_size=3)):
            inside.insert(draw(st.integers(0, len(inside))), draw(elements(child, depth + 1)))
    return f"<{name}{attributes}>{''.join(inside)}</{name}>" if inside else f"<{name}{attributes}/>"


@settings(max_examples=300)
@given(st.lists(st.sampled_from(sorted(ALLOWED["body"])).flatmap(elements), max_size=3))
def test_markup_when_it_is_of_any_elements_then_both_readers_agree(drawn):
    made, right = both(HEAD + "".join(drawn) + TAIL)

    assert made in (None, right)


@settings(max_examples=500)
@given(st.data())
def test_markup_when_any_piece_of_it_is_changed_then_both_readers_agree(data):
    start = data.draw(st.integers(0, len(WHOLE)))
    end = start + data.draw(st.sampled_from([0, 0, 1, 2, 10]))
    other = data.draw(st.integers(0, len(WHOLE)))
    put = data.draw(st.sampled_from(["", *WORDS, *ODD, WHOLE[other : other + 8]]))

    markup = WHOLE[:start] + put + WHOLE[end:]
    made, right = both(markup)

    assert made == (None if left(markup) else right)


def test_markup_when_it_is_right_and_usual_then_it_is_read_without_its_places():
    met, attributes = set(), set()

    def visit(node):
        met.add(node.name)
        attributes.update(node.attributes)
        for child in (*node.elements, *node.content):
            if not isinstance(child, str):
                visit(child)

    made, right = both(WHOLE)
    assert made == right
    visit(quick.read(WHOLE))
    assert met == set(ELEMENTS)
    assert attributes == {key for one in ELEMENTS.values() for key in (*one.required, *one.optional)}


def left(markup):
    """Tell whether markup is left to the other reader, be it right or wrong."""
    return "<!" in markup or "<?" in markup


@pytest.mark.parametrize("odd", ODD)
def test_markup_when_it_is_out_of_the_ordinary_then_both_readers_agree_or_it_is_left_to_the_other(odd):
    assert quick.read(f"{HEAD}<p>a b</p>{TAIL}") is not None

    made, right = both(f"{HEAD}<p>a {odd} b</p>{TAIL}")

    assert made == (None if left(odd) else right)


@pytest.mark.parametrize(
    "odd",
    [
        "<p>a<!-- > --><!-- c -->b</p>",
        "<p>a<![CDATA[b]]></p>",
        "<p>&#97;b</p >",
        "<p id='i'>ab</p>",
        "<p\n >ab</p>",
        "<p>\r\nab\r</p>",
    ],
)
def test_document_when_its_markup_is_right_and_out_of_the_ordinary_then_it_is_made_all_the_same(press, odd):
    assert [text.text for text in press.block(odd).inlines] == ["ab"]


@pytest.mark.parametrize("deep", range(DEPTH - 6, DEPTH + 2))
@pytest.mark.parametrize("inner", ["<p>a</p>", '<write-in lines="1"/>'])
def test_depth_when_it_is_at_its_limit_then_both_readers_end_at_the_same(deep, inner):
    markup = f"{HEAD}{'<section>' * deep}{inner}{'</section>' * deep}{TAIL}"

    made, right = both(markup)

    assert made == right
    assert told(quick.read(markup)) == right
    assert (right is None) == (deep + 4 > DEPTH)


@pytest.mark.parametrize(
    "wrong",
    [
        HEAD,
        HEAD + TAIL + "<p>a</p>",
        HEAD + TAIL + "a",
        "a" + HEAD + TAIL,
        HEAD + TAIL + HEAD + TAIL,
        HEAD + TAIL + "</handout>",
        HEAD + TAIL + "<>",
        "\ufeff" + HEAD,
        "<strong>a</strong>",
        "<p>a</p>",
        "",
        "<",
        ">",
    ],
)
def test_markup_when_it_is_not_one_whole_handout_then_it_is_refused(wrong):
    with pytest.raises(MarkupError) as caught:
        parse(wrong, "markup", ASSETS)

    assert caught.value.findings
    assert quick.read(wrong) is None


def fresh_kinds():
    return {name: msgspec.structs.replace(kind, starts={}) for name, kind in quick._KINDS.items()}


def test_starts_when_many_or_long_ones_come_then_they_are_bounded(monkeypatch):
    monkeypatch.setattr(quick, "_KINDS", fresh_kinds())
    monkeypatch.setattr(quick, "_AROUND", msgspec.structs.replace(quick._AROUND, starts={}))
    monkeypatch.setattr(quick, "_MOST", 20)
    items = "".join(f'<p id="n{number}">a</p>' for number in range(50))
    long = f'<section id="{"n" * 200}"><h2>a</h2></section>'

    for _ in range(2):
        made, right = both(f'{HEAD}{long}{items}<p><a href="#n1" title="a">b</a></p>{TAIL}')
        assert made == right
        assert made is not None

    starts = quick._KINDS["body"].starts
    assert len(starts) == 20
    assert ("p", ("id", "n1")) in starts
    assert not any("n" * 200 in str(start) for start in starts)


def test_starts_when_they_were_right_in_one_handout_then_they_are_not_judged_again(monkeypatch):
    monkeypatch.setattr(quick, "_KINDS", fresh_kinds())
    assert quick.read(WHOLE) is not None
    judged: list[str] = []

    def none(name, *_):
        judged.append(name)
        return ()

    monkeypatch.setattr(quick, "faults", none)

    assert quick.read(WHOLE) is not None
    assert judged == ["handout"]  # the outermost one alone


@pytest.mark.parametrize(
    "outer", ['<a href="#one" title="a">{}</a>', '<strong><a href="#one" title="a">{}</a></strong>']
)
@pytest.mark.parametrize(
    "inner", ['<a href="#one" title="a">b</a>', '<span lang="es"><a href="#one" title="a">b</a></span>']
)
def test_link_when_it_stands_in_a_link_then_it_is_refused_though_links_were_right_before(outer, inner):
    assert quick.read(f'{HEAD}<h2 id="one">a</h2><p>a {inner} {outer.format("c")}</p>{TAIL}') is not None

    made, right = both(f'{HEAD}<h2 id="one">a</h2><p>{outer.format(inner)}</p>{TAIL}')

    assert made is None
    assert right is None
