from __future__ import annotations

import pytest

from handouts.pdf.svg.paths import SvgError
from handouts.pdf.svg.tree import DEPTH, ELEMENTS, read

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:i="urn:x">'


def test_read_when_other_name_spaces_stand_in_it_then_they_are_left_out_with_all_inside():
    root = read(
        f'{OPEN}<i:page><path d="M0 0"/></i:page><g i:label="a" id="b"><use xlink:href="#b"/></g></svg>'.encode()
    )
    (group,) = root.children
    assert group.attributes == {"id": "b", "href": ""}
    assert [(child.tag, child.get("href")) for child in group.children] == [("use", "#b")]


def test_read_when_a_style_holds_rules_then_they_are_its_text():
    root = read(f"{OPEN}<style><![CDATA[.a{{fill:red}}]]> .b{{}}</style>ignored</svg>".encode())
    assert root.children[0].text == ".a{fill:red} .b{}"
    assert root.text == ""


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg",
        b"<svg/>",
        b"<html xmlns='http://www.w3.org/2000/svg'/>",
        f"<!DOCTYPE svg [<!ENTITY a 'b'>]>{OPEN}</svg>".encode(),
        f"<!DOCTYPE svg [<!ENTITY a 'b'>]>{OPEN}</svg>".encode("utf-16"),
        f"{OPEN}{'<g>' * DEPTH}{'</g>' * DEPTH}</svg>".encode(),
        f"{OPEN}{'<g/>' * ELEMENTS}</svg>".encode(),
    ],
)
def test_read_when_the_file_is_broken_or_too_large_then_it_is_refused(data):
    with pytest.raises(SvgError):
        read(data)


def test_read_when_the_file_is_just_small_enough_then_it_is_read():
    assert len(read(f"{OPEN}{'<g/>' * (ELEMENTS - 1)}</svg>".encode()).children) == ELEMENTS - 1
    assert read(f"{OPEN}{'<g>' * (DEPTH - 1)}{'</g>' * (DEPTH - 1)}</svg>".encode()).children
