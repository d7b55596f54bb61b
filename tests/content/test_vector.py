from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.content import vector
from handouts.content.vector import check_svg
from handouts.errors import ContentError

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside: str, attributes: str = 'viewBox="0 0 24 24"') -> bytes:
    return f"<svg {NS} {attributes}>\n{inside}\n</svg>".encode()


def refused(data: bytes) -> str:
    with pytest.raises(ContentError) as caught:
        check_svg(data, "a.svg")
    (finding,) = caught.value.findings
    assert finding.hint
    return str(finding)


@pytest.mark.parametrize(
    "data",
    [
        svg('<path d="M0 0h9" fill="#0B5563" stroke="url(#g)"/><defs><linearGradient id="g"/></defs>'),
        svg('<style>.a{fill:#fff;stroke:url(#g)} /* kept */</style><g class="a"><circle r="1"/></g>'),
        svg('<defs><g id="x"><rect width="1" height="1"/></g></defs><use href="#x"/><use xlink:href="#x"/>'),
        svg("<title>Logo</title><desc>Words for readers</desc><metadata/>"),
        svg("", 'width="24px" height="2.5cm"'),
        svg("", 'viewBox="-1,-1 .5,1e2"'),
        b'<?xml version="1.0" encoding="ISO-8859-1"?>' + svg("<!-- \xe9 -->".replace("\xe9", "e")),
        svg("").decode().replace("\n", "").encode("utf-16"),
    ],
)
def test_check_svg_when_it_holds_shapes_only_then_it_passes(data: bytes) -> None:
    check_svg(data, "a.svg")


@pytest.mark.parametrize(
    ("inside", "line"),
    [
        ("<script>alert(1)</script>", "a.svg:2:1: H154 this SVG file holds <script>, which is not a shape"),
        (
            '<x:script xmlns:x="http://www.w3.org/1999/xhtml"/>',
            "a.svg:2:1: H154 this SVG file holds <script>, which is not a shape",
        ),
        ("<foreignObject/>", "a.svg:2:1: H154 this SVG file holds <foreignObject>, which is not a shape"),
        (
            '<g>\n  <image href="data:image/png;base64,AA"/></g>',
            "a.svg:3:3: H154 this SVG file holds <image>, which is not a shape",
        ),
        ("<a/>", "a.svg:2:1: H154 this SVG file holds <a>, which is not a shape"),
        ("<g><animate/></g>", "a.svg:2:4: H154 this SVG file holds <animate>, which is not a shape"),
        ("<set/>", "a.svg:2:1: H154 this SVG file holds <set>, which is not a shape"),
        ('<g onload="x()"/>', "a.svg:2:1: H154 this SVG file holds a script (“onload”)"),
        ('<use href="other.svg#x"/>', "a.svg:2:1: H154 this SVG file points outside itself (“other.svg#x”)"),
        (
            '<use xlink:href="file:///etc/passwd"/>',
            "a.svg:2:1: H154 this SVG file points outside itself (“file:///etc/passwd”)",
        ),
        ('<use href=""/>', "a.svg:2:1: H154 this SVG file points outside itself (“”)"),
        (
            '<linearGradient xlink:href="http://x.org/#g"/>',
            "a.svg:2:1: H154 this SVG file points outside itself (“http://x.org/#g”)",
        ),
        (
            '<g fill="url(http://x.org/a)"/>',
            "a.svg:2:1: H154 this SVG file points outside itself (“url(http://x.org/a)”)",
        ),
        (
            '<g fill="url( &apos;a.svg#b&apos; )"/>',
            "a.svg:2:1: H154 this SVG file points outside itself (“url( 'a.svg#b' )”)",
        ),
        ('<g style="fill:URL(a.png)"/>', "a.svg:2:1: H154 this SVG file points outside itself (“fill:URL(a.png)”)"),
        ('<g style="\\75 rl(a)"/>', "a.svg:2:1: H154 this SVG file points outside itself (“\\75 rl(a)”)"),
        ('<g xml:base="http://x.org/"/>', "a.svg:2:1: H154 this SVG file points outside itself (“xml:base”)"),
        ("<style>@import 'x.css';</style>", "a.svg:2:24: H154 a style of this SVG file points outside itself"),
        ("<style>a{fill:url(x.png)}</style>", "a.svg:2:26: H154 a style of this SVG file points outside itself"),
        ("<style><![CDATA[a{b:url(//x)}]]></style>", "a.svg:2:33: H154 a style of this SVG file points outside itself"),
        (
            "<?xml-stylesheet href='x.css'?>",
            "a.svg:2:1: H154 this SVG file holds an instruction (“xml-stylesheet”), which is not a shape",
        ),
        ("<text>Clinic</text>", "a.svg:2:1: H155 this SVG file holds text, whose font may be missing"),
        ("<g><tspan/></g>", "a.svg:2:4: H155 this SVG file holds text, whose font may be missing"),
    ],
)
def test_check_svg_when_it_holds_anything_else_then_its_line_is_named(inside: str, line: str) -> None:
    assert refused(svg(inside)) == line


def test_check_svg_when_it_holds_text_then_the_hint_says_how_to_turn_it_into_shapes() -> None:
    with pytest.raises(ContentError) as caught:
        check_svg(svg("<text/>"), "a.svg")
    assert (
        caught.value.findings[0].hint
        == "In your drawing program, turn the text into paths (outlines), then save it again"
    )


def test_check_svg_when_entities_would_multiply_or_read_files_then_the_declaration_stops_it() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    for declaration in (f'<!DOCTYPE svg [<!ENTITY l0 "lol">{levels}]>', '<!DOCTYPE svg SYSTEM "file:///etc/passwd">'):
        assert "H154 this SVG file declares a document type" in refused(declaration.encode() + svg("&l9;"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<svg", "H152 this SVG file is broken"),
        (svg("<g>"), "H152 this SVG file is broken"),
        (svg("") + b"<x/>", "H152 this SVG file is broken"),
        (svg("<g>\xe9</g>").decode().encode("latin-1"), "H152 this SVG file is broken"),
        (b"<svg viewBox='0 0 1 1'/>", "H152 this file begins with <svg>, not with <svg> of SVG"),
        (b"<html/>", "H152 this file begins with <html>, not with <svg> of SVG"),
        (svg("", ""), "H152 this SVG file has no size"),
        (svg("", 'width="100%" height="9"'), "H152 this SVG file has no size"),
        (svg("", 'viewBox="0 0 0 9"'), "H152 this SVG file has no size"),
        (svg("", 'viewBox="0 0 x 9"'), "H152 this SVG file has no size"),
        (svg("", 'viewBox="0 0 9 -9"'), "H152 this SVG file has no size"),
    ],
)
def test_check_svg_when_it_is_broken_then_it_says_so(data: bytes, message: str) -> None:
    assert message in refused(data)


def test_check_svg_when_groups_are_nested_too_deep_then_it_stops_there() -> None:
    check_svg(svg("<g>" * (vector.DEPTH - 1) + "</g>" * (vector.DEPTH - 1)), "a.svg")
    assert "H156 its groups are nested more than 40 deep" in refused(svg("<g>" * 100_000))


def test_check_svg_when_there_are_too_many_elements_then_it_stops_there() -> None:
    assert "H156 this SVG file has more than 20000 elements" in refused(svg("<g/>" * 20_000))


def test_check_svg_when_elements_are_repeated_too_often_then_they_are_counted_each_time() -> None:
    shapes = '<g id="x">' + "<path/>" * 199 + "</g>"
    check_svg(svg(shapes + '<use href="#x"/>' * 90), "a.svg")
    assert "H156 this SVG file draws more than 20000 elements" in refused(svg(shapes + '<use href="#x"/>' * 110))


def test_check_svg_when_one_repetition_repeats_another_then_it_is_refused() -> None:
    levels = '<g id="l0"><path/></g>'
    for n in range(1, 9):
        levels += f'<g id="l{n}">' + f'<use href="#l{n - 1}"/>' * 10 + "</g>"
    assert "H156 one <use> of this SVG file repeats another" in refused(svg(levels))
    assert "H156 one <use>" in refused(svg('<g id="a"><use href="#a"/></g>'))


@given(st.text(alphabet="<>/=\"' gax&;#", max_size=40))
def test_check_svg_when_the_inside_is_anything_then_it_passes_or_is_a_finding(inside: str) -> None:
    try:
        check_svg(svg(inside), "a.svg")
    except ContentError as error:
        codes = {each.code for each in error.findings}
    else:
        codes = set()
    assert codes <= {"H152", "H154"}
