from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from handouts.document import dump, parse
from handouts.document.nodes import (
    Callout,
    Cell,
    Columns,
    Contents,
    Entry,
    Fields,
    Foreign,
    Heading,
    IconArray,
    Item,
    Link,
    ListBlock,
    Pair,
    Pairs,
    Paragraph,
    Picture,
    QrCode,
    RunningFoot,
    RunningHead,
    Section,
    Strong,
    Table,
    Text,
    WriteIn,
    inline_text,
)
from handouts.errors import MarkupError
from tests.document.conftest import ASSETS, HEAD, TAIL

# ---------------------------------------------------------------- every element


def test_document_when_parsed_then_its_metadata_and_pages_are_there():
    markup = HEAD.replace("<running-head>", '<running-head logo="clinic-logo">').replace(
        "<right>Info</right>",
        "<left>Dept</left><right>Info</right><right>Call <strong>1</strong></right><notice>Draft</notice>",
    )

    document = parse(markup + TAIL, "markup", ASSETS)

    assert (document.language, document.title, document.subject) == ("en", "T", "S")
    assert (document.author, document.keywords, document.created) == ("A", "K", "2026-11-20")
    assert document.head == RunningHead(
        left=((Text("Clinic"),), (Text("Dept"),)),
        right=((Text("Info"),), (Text("Call "), Strong((Text("1"),)))),
        notice=(Text("Draft"),),
        logo="clinic-logo",
    )
    assert document.foot == RunningFoot("T", "Page {page} of {pages}")
    assert document.blocks == (Heading(1, (Text("T"),), ""),)
    assert document.assets == ASSETS


def test_foot_when_it_has_two_lines_then_both_are_there_and_a_third_is_refused():
    begin, end = "<running-foot><left>T</left>", "</right></running-foot>"
    assert begin in HEAD
    assert end in HEAD
    two = HEAD.replace(begin, f"{begin}<left>Approved</left>").replace(
        end, "</right><right>ID A</right></running-foot>"
    )

    document = parse(two + TAIL, "markup", ASSETS)

    assert document.foot == RunningFoot("T", "Page {page} of {pages}", "Approved", "ID A")
    told = dump(document).split("running-foot\n")[1].split("body")[0]
    assert told == "  left: T\n  right: Page {page} of {pages}\n  left: Approved\n  right: ID A\n"
    for wrong in (two.replace(begin, f"{begin}<left>A</left>"), HEAD.replace(begin, "<running-foot>")):
        with pytest.raises(MarkupError) as caught:
            parse(wrong + TAIL, "markup", ASSETS)
        assert [finding.code for finding in caught.value.findings] == ["H225"]


@pytest.mark.parametrize(
    ("body", "block"),
    [
        ("<p>a</p>", Paragraph((Text("a"),), "")),
        ('<p class="lead" id="x">a</p>', Paragraph((Text("a"),), "lead", "x")),
        ('<h2 icon="clock" id="y">a</h2>', Heading(2, (Text("a"),), "", "clock", "y")),
        ('<h2 class="h3">a</h2>', Heading(2, (Text("a"),), "h3")),
        ('<section id="s"><p>a</p></section>', Section((Paragraph((Text("a"),), ""),), "s")),
        ('<aside class="info"><p>a</p></aside>', Callout((Paragraph((Text("a"),), ""),), "info")),
        ("<ul><li>a</li></ul>", ListBlock((Item((Paragraph((Text("a"),), ""),)),), "bullet")),
        ('<ul class="check"><li><p>a</p></li></ul>', ListBlock((Item((Paragraph((Text("a"),), ""),)),), "check")),
        ("<ol><li>a</li></ol>", ListBlock((Item((Paragraph((Text("a"),), ""),)),), "steps")),
        (
            '<dl class="schedule"><dt icon="clock" id="d">a<small>b</small></dt><dd>c</dd></dl>',
            Pairs((Pair((Text("a"),), (Paragraph((Text("c"),), ""),), "clock", "d", (Text("b"),)),), "schedule"),
        ),
        (
            (
                '<table columns="2 1.5"><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
                '<tbody><tr><th scope="row">c</th><td/></tr></tbody></table>'
            ),
            Table(
                (2.0, 1.5),
                (Cell((Paragraph((Text("a"),), ""),), "Column"), Cell((Paragraph((Text("b"),), ""),), "Column")),
                ((Cell((Paragraph((Text("c"),), ""),), "Row"), Cell(())),),
            ),
        ),
        (
            '<columns widths="1 6"><column><p>a</p></column><column><p>b</p></column></columns>',
            Columns(((Paragraph((Text("a"),), ""),), (Paragraph((Text("b"),), ""),)), (1.0, 6.0)),
        ),
        (
            '<fields><field label="a"/><field label="b" value="c"/></fields>',
            Fields((("a", ""), ("b", "c"))),
        ),
        ('<write-in lines="3"/>', WriteIn(3)),
        (
            '<figure><img src="duct.png" alt="A duct"/><figcaption>b</figcaption></figure>',
            Picture("duct.png", "A duct", (Text("b"),)),
        ),
        ('<icon-array n="5" of="100" alt="5 of 100"/>', IconArray(5, 100, "5 of 100")),
        ('<qr href="https://example.org" alt="QR"/>', QrCode("https://example.org", "QR")),
        (
            '<contents><entry part="2" number="Page {page}" title="Go to a">a<small>b</small></entry></contents>',
            Contents((Entry(2, (Text("a"),), "Page {page}", "Go to a", (Text("b"),)),)),
        ),
        ('<aside class="cover"><h2>a</h2></aside>', Callout((Heading(2, (Text("a"),), ""),), "cover")),
    ],
)
def test_block_when_parsed_then_it_is_the_node_of_its_element(press, body, block):
    assert press.block(body) == block


def test_inlines_when_parsed_then_each_is_the_node_of_its_element(press):
    inlines = press.inlines(
        'a <strong>b</strong> <a href="https://x.org" title="X">c <strong>d</strong></a> <span lang="es">e</span>'
    )

    assert inlines == (
        Text("a "),
        Strong((Text("b"),)),
        Text(" "),
        Link("https://x.org", (Text("c "), Strong((Text("d"),))), "X"),
        Text(" "),
        Foreign("es", (Text("e"),)),
    )


def test_link_when_it_leads_to_an_id_that_comes_later_then_it_is_kept(press):
    blocks = press.blocks('<p><a href="#z" title="Z">a</a></p><p id="z">b</p>')

    assert blocks[0].inlines == (Link("#z", (Text("a"),), "Z"),)
    assert blocks[1].id == "z"


# ---------------------------------------------------------------- white space


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("  a  ", "a"),
        ("a\n   b", "a b"),
        ("a <strong>b</strong> c", "a b c"),
        ("a<strong>b</strong>c", "abc"),
        ("a <strong> b</strong>", "a b"),
        ("a<strong> b </strong>c", "a b c"),
        ("a <strong> b </strong> c", "a b c"),
        ("<strong>a </strong> ", "a"),
        (" <strong> <span lang='es'> a </span> </strong> ", "a"),
        ("a<strong> </strong>b", "a b"),
        ("a <strong></strong> b", "a b"),
        ("a \u00a0 b", "a \u00a0 b"),
        ("\u00a0a\u00a0", "\u00a0a\u00a0"),
        ("a<!-- c -->b", "ab"),
        ("a <!-- c --> b", "a b"),
        ("a&#10;b", "a b"),
        ("a\tb\r\nc", "a b c"),
        ("&lt;b&gt; &amp;amp; &quot;&#39;", "<b> &amp; \"'"),
        ("<![CDATA[a <b> & c]]>", "a <b> & c"),
    ],
)
def test_white_space_when_parsed_then_none_is_lost_and_none_is_doubled(press, markup, text):
    assert inline_text(press.inlines(markup)) == text


def test_white_space_when_it_ends_a_paragraph_then_no_empty_inline_is_left(press):
    assert press.inlines("a<strong> </strong>") == (Text("a"),)
    assert press.inlines("<strong>a</strong> \n") == (Strong((Text("a"),)),)


def test_white_space_when_it_stands_between_blocks_then_it_is_nothing(press):
    item = press.block("<ul>\n  <li>\n    <p>a</p>\n  </li>\n</ul>").items[0]

    assert item.blocks == (Paragraph((Text("a"),), ""),)


# Anything that XML can hold, and the characters that a careless writer would lose.
WORDS = st.text(
    st.one_of(
        st.sampled_from("<>&\"'{}[]*\\%#`’“”–\u00a0\u200d°≥µé"),
        st.characters(min_codepoint=0x21, exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe\uffff"),
    ),
    min_size=1,
    max_size=12,
)


@given(st.lists(WORDS, min_size=1, max_size=8), st.data())
def test_words_when_they_are_any_characters_then_the_same_ones_come_out(words, data):
    wraps = data.draw(
        st.lists(st.sampled_from(["{}", "<strong>{}</strong>"]), min_size=len(words), max_size=len(words))
    )
    inside = " ".join(wrap.replace("{}", str(escape(word))) for wrap, word in zip(wraps, words, strict=True))

    document = parse(f"{HEAD}<p>{inside}</p>{TAIL}", "markup", ASSETS)

    paragraph = document.blocks[1]
    assert isinstance(paragraph, Paragraph)
    assert inline_text(paragraph.inlines) == " ".join(words)


# ---------------------------------------------------------------- what does not fit together


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ('<dl class="record"><dt>a</dt></dl>', "H225", "dd"),
        ('<dl class="record"><dd>a</dd><dt>a</dt></dl>', "H225", "dt"),
        ('<dl class="record"><dt><small>a</small></dt><dd>b</dd></dl>', "H224", "second line"),
        ('<dl class="record"><dt>a<small>b</small><small>c</small></dt><dd>b</dd></dl>', "H225", "small"),
        ('<table columns="1"><tbody><tr><td>a</td></tr></tbody></table>', "H225", "thead"),
        (
            (
                '<table columns="1 1"><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
                "<tbody><tr><td>a</td></tr></tbody></table>"
            ),
            "H225",
            "1 cells",
        ),
        (
            (
                '<table columns="1"><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
                "<tbody><tr><td>a</td><td>b</td></tr></tbody></table>"
            ),
            "H225",
            "columns",
        ),
        (
            '<table columns="1"><thead><tr><td>a</td></tr></thead><tbody><tr><td>a</td></tr></tbody></table>',
            "H225",
            "head",
        ),
        ('<columns widths="1 1"><column><p>a</p></column></columns>', "H225", "widths"),
        ('<columns widths="0"><column><p>a</p></column></columns>', "H225", "widths"),
        ('<aside class="cover"><ul><li>a</li></ul></aside>', "H225", "cover"),
        ('<contents><entry part="1" number="{page}" title="t"><small>b</small></entry></contents>', "H224", "second"),
        (
            '<contents><entry part="1" number="{page}" title="t"><a href="#p" title="x">a</a></entry></contents>',
            "H221",
            "link",
        ),
        ('<icon-array n="101" of="100" alt="a"/>', "H225", "101"),
        ('<icon-array n="1" of="50" alt="a"/>', "H225", "50"),
        ('<p id="a">a</p><p id="a">b</p>', "H226", "“a”"),
        ('<p><a href="#nowhere" title="t">a</a></p>', "H226", "#nowhere"),
        ('<figure><img src="other.png" alt="a"/></figure>', "H227", "other.png"),
        ("<figure><figcaption>a</figcaption></figure>", "H225", "img"),
        ("<h3>a</h3>", "H228", "h3"),
        ("<h1>a</h1>", "H228", "second"),
        ("<h2>a</h2><h4>b</h4>", "H228", "h4"),
    ],
)
def test_parts_when_they_do_not_fit_together_then_the_line_is_told(press, body, code, words):
    findings = press.refused(f"<p>before</p>\n{body}")

    assert code in {finding.code for finding in findings}
    told = next(finding for finding in findings if finding.code == code)
    assert words in told.message
    assert told.place.line == HEAD.count("\n") + 2


def test_headings_when_levels_go_up_again_then_they_are_right(press):
    levels = [block.level for block in press.blocks("<h2>a</h2><h3>b</h3><h2>c</h2><h3>d</h3><h4>e</h4><h2>f</h2>")]

    assert levels == [2, 3, 2, 3, 4, 2]


def test_findings_when_there_are_several_then_all_are_told_at_once(press):
    findings = press.refused('<h4>a</h4><p id="a">b</p><p id="a">c</p><figure><img src="x" alt="x"/></figure>')

    assert sorted(finding.code for finding in findings) == ["H226", "H227", "H228"]


@pytest.mark.parametrize("name", ["metadata", "running-head", "running-foot", "body"])
def test_handout_when_a_part_is_missing_then_it_is_named(press, name):
    whole = HEAD + TAIL
    start = whole.index(f"<{name}")
    end = whole.index("/>", start) + 2 if name == "metadata" else whole.index(f"</{name}>") + len(name) + 3

    findings = press.refused_whole(whole[:start] + whole[end:])

    assert any(name in finding.message for finding in findings)


def test_running_head_when_its_logo_is_unknown_then_it_is_refused(press):
    findings = press.refused_whole(HEAD.replace("<running-head>", '<running-head logo="other">') + TAIL)

    assert [finding.code for finding in findings] == ["H227"]


def test_body_when_it_has_no_heading_then_it_is_refused(press):
    findings = press.refused_whole(HEAD.replace("<h1>T</h1>", "<p>a</p>") + TAIL)

    assert [finding.code for finding in findings] == ["H228"]
