from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handouts.report.markup import Html, el, join
from tests.report.reading import Reader


def test_el_when_made_then_text_is_escaped_and_html_is_not():
    made = el("p", "a < b & “c”", el("b", "<i>"), None, 5, class_="x", data_sort='"', hidden=True, id=None, title=False)

    assert made == '<p class="x" data-sort="&quot;" hidden>a &lt; b &amp; “c”<b>&lt;i&gt;</b>5</p>'
    assert isinstance(made, Html)
    assert el("meta", charset="utf-8") == '<meta charset="utf-8">'


def test_join_when_given_parts_then_they_stand_one_after_another():
    assert join("<", Html("<br>"), None, 1) == "&lt;<br>1"


@given(st.text(), st.text())
def test_el_when_given_any_text_then_a_reader_gets_it_back(text, value):
    reader = Reader(el("p", text, title=value))

    assert [(name, attributes.get("title")) for name, attributes in reader.elements] == [("p", value)]
    assert reader.text == text
