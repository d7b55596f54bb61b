from __future__ import annotations

import pytest

from handouts.document.tree import Node, Reader
from handouts.document.vocabulary import ALLOWED, ELEMENTS
from handouts.errors import MarkupError


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ("<p>a", "H220", "not well formed"),
        ("<p>a</strong></p>", "H220", "not well formed"),
        ("<p>a & b</p>", "H220", "not well formed"),
        ("<p>&nbsp;</p>", "H220", "not well formed"),
        ("<p>&undeclared;</p>", "H220", "not well formed"),
        ("<p>\x00</p>", "H220", "not well formed"),
        ("<?php echo ?>", "H220", "processing instruction"),
        ("<blink>a</blink>", "H221", "blink"),
        ('<font color="red">a</font>', "H221", "font"),
        ("<P>a</P>", "H221", "“P”"),
        ("<li>a</li>", "H221", "“li” cannot stand directly inside “body”"),
        ("<p><p>a</p></p>", "H221", "“p” cannot stand directly inside “p”"),
        ("<ul><p>a</p></ul>", "H221", "“p” cannot stand directly inside “ul”"),
        ("<strong>a</strong>", "H221", "“strong” cannot stand directly inside “body”"),
        ("<body><p>a</p></body>", "H221", "“body” cannot stand"),
        (
            '<p><a href="https://a.org" title="t"><strong><a href="https://b.org" title="u">a</a></strong></a></p>',
            "H221",
            "stands inside a link",
        ),
        ('<p style="x">a</p>', "H222", "style"),
        ('<p class="leed">a</p>', "H222", "leed"),
        ('<p id="1 2">a</p>', "H222", "1 2"),
        ('<p id="a" id="b">a</p>', "H220", "duplicate attribute"),
        ("<aside><p>a</p></aside>", "H222", "class"),
        ('<aside class="box"><p>a</p></aside>', "H222", "box"),
        ('<p><a href="https://a.org">a</a></p>', "H222", "title"),
        ('<p><a href="javascript:alert(1)" title="t">a</a></p>', "H222", "javascript"),
        ('<p><a href="file:///x" title="t">a</a></p>', "H222", "file"),
        ('<p><span lang="English">a</span></p>', "H222", "English"),
        ('<h2 icon="../x">a</h2>', "H222", "icon"),
        ('<write-in lines="many"/>', "H222", "many"),
        ('<icon-array n="-1" of="100" alt="a"/>', "H222", "-1"),
        ('<icon-array n="1" of="100" alt=" "/>', "H222", "alt"),
        ('<figure><img src="duct.png"/></figure>', "H222", "alt"),
        ('<columns widths="wide"><column><p>a</p></column></columns>', "H222", "wide"),
        ("a", "H223", "directly inside “body”"),
        ("<ul>a<li>b</li></ul>", "H223", "directly inside “ul”"),
        ("<section>a<p>b</p></section>", "H223", "directly inside “section”"),
        ('<write-in lines="3">a</write-in>', "H223", "directly inside “write-in”"),
        ("<ul><li>a<p>b</p></li></ul>", "H223", "both running text and blocks"),
        ("<ul><li><strong>a</strong><p>b</p></li></ul>", "H223", "both running text and blocks"),
        ("<p></p>", "H224", "“p” is empty"),
        ("<p>  <strong> </strong></p>", "H224", "“p” is empty"),
        ("<h2/>", "H224", "“h2” is empty"),
        ("<ul></ul>", "H224", "“ul” is empty"),
        ("<ul><li> </li></ul>", "H224", "“li” is empty"),
        ("<section/>", "H224", "“section” is empty"),
        ('<aside class="info"> </aside>', "H224", "“aside” is empty"),
        ('<dl class="record"><dt>a</dt><dd/></dl>', "H224", "“dd” is empty"),
        ('<p>a <a href="https://a.org" title="t"> </a></p>', "H224", "“a” is empty"),
    ],
)
def test_markup_when_the_vocabulary_does_not_allow_it_then_the_line_is_told(press, body, code, words):
    findings = press.refused(f"<p>before</p>\n{body}")

    assert code in {finding.code for finding in findings}
    assert any(finding.code == code and words in finding.message for finding in findings)
    assert any(finding.place.line >= press.line("<p>before", f"<p>before</p>\n{body}") + 1 for finding in findings)


def test_place_when_an_element_is_wrong_then_it_is_where_the_element_begins(press):
    (finding,) = press.refused("<p>a</p>\n   <blink>b</blink>")

    assert (finding.place.line, finding.place.column) == (press.head.count("\n") + 2, 4)


def test_markup_when_it_declares_entities_then_it_is_refused_before_any_is_used(press):
    laughs = '<!DOCTYPE handout [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>\n' + press.head + "<p>&b;</p>" + press.tail

    findings = press.refused_whole(laughs)

    assert [finding.code for finding in findings] == ["H220"]
    assert "document type" in findings[0].message


@pytest.mark.parametrize(
    "markup",
    ["", "   ", "<p>a</p>", "<handout/>", "<handout lang='en'/>", "\ud800", "<handout lang='en'>\udc00</handout>"],
)
def test_markup_when_it_is_no_handout_then_it_is_refused(press, markup):
    assert {finding.code for finding in press.refused_whole(markup)} <= {"H220", "H221", "H222", "H224"}


def test_markup_when_elements_stand_too_deep_then_reading_ends(press):
    deep = "<section>" * 200 + "<p>a</p>" + "</section>" * 200

    findings = press.refused(deep)

    assert findings[-1].code == "H220"
    assert "40" in findings[-1].message


def test_attribute_when_misspelt_then_the_near_one_is_named(press):
    (finding,) = press.refused('<p clas="lead">a</p>')

    assert "class" in finding.hint


@pytest.mark.parametrize("parent", sorted(ELEMENTS))
def test_vocabulary_when_each_pair_of_elements_is_tried_then_only_allowed_ones_pass(parent):
    seen = 0
    for child in sorted(ELEMENTS):
        reader = Reader("markup")
        reader._stack.append(Node(parent, {}, 0))
        reader._start(child, [])
        placed = [finding for finding in reader.findings if "cannot stand" in finding.message]
        assert bool(placed) == (child not in ALLOWED[parent]), (parent, child)
        seen += 1
    assert seen == len(ELEMENTS)


LINK = '<a href="https://a.org" title="t">'


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ('<p class="lead">a</p>', '<h2 class="lead">a</h2>', "H222"),
        ('<p class="lead">a</p>', '<p class="lead" icon="bed">a</p>', "H222"),
        ('<p id="lead">a</p>', '<p class="a" id="lead">a</p>', "H222"),
        ("<ul><li>a</li></ul>", "<section><li>a</li></section>", "H221"),
        (
            f"<p>{LINK}a</a></p><p><strong>{LINK}a</a></strong></p>",
            f"<p>{LINK}<strong>{LINK}a</a></strong></a></p>",
            "H221",
        ),
    ],
)
def test_start_when_another_much_like_it_was_right_then_it_is_judged_by_itself(press, right, wrong, code):
    assert press.blocks(right) == press.blocks(right)

    assert [finding.code for finding in press.refused(wrong)] == [code]
    assert [finding.code for finding in press.refused(wrong)] == [code]


@pytest.mark.parametrize("before", ["", "é·“\n", "a\r\nb\r", "<!-- é\n -->"])
def test_where_when_lines_and_letters_of_several_bytes_come_before_then_both_are_counted(before):
    markup = f"<handout>{before}<metadata/></handout>"
    reader = Reader("markup")

    with pytest.raises(MarkupError):
        reader.read(markup)

    told = next(finding.place for finding in reader.findings if "“metadata” lacks" in finding.message)
    above = markup[: markup.index("<metadata")].replace("\r\n", "\n").replace("\r", "\n")
    assert (told.line, told.column) == (above.count("\n") + 1, len(above) - above.rfind("\n"))
