from __future__ import annotations

from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from handouts.content.sections import GlossaryEntry
from handouts.layouts.generated import FIELDS, Generator, marked, written

ENTRY = GlossaryEntry(term="stent & “co”", meaning="A tube.")


class _Engine(ImmutableSandboxedEnvironment):
    code_generator_class: type[Any] = Generator
    fields = FIELDS
    written = staticmethod(written)


def _made(source, **values):
    return _Engine(autoescape=True, undefined=jinja2.StrictUndefined).from_string(source).render(**values)


def test_written_when_text_and_markup_are_equal_then_each_has_its_own_answer():
    text = "<b>1 & 2</b>"

    assert written(text) == "&lt;b&gt;1 &amp; 2&lt;/b&gt;"
    assert written(Markup(text)) == text
    assert written(text) == "&lt;b&gt;1 &amp; 2&lt;/b&gt;"


@pytest.mark.parametrize("value", ["", "a'b\"c", 5, 5.0, True, None, Markup("<b>"), ["<", "<"]])
def test_written_when_given_any_value_then_it_is_what_escape_makes(value):
    assert written(value) == escape(value)
    assert type(marked("<b>")) is Markup


@given(st.text(st.one_of(st.sampled_from("&<>'\"; a#"), st.characters())))
def test_written_when_given_any_text_then_it_is_what_escape_makes(text):
    assert written(text) == str(escape(text))
    assert type(written(text)) is str


def test_generator_when_a_model_is_asked_for_a_field_then_it_is_written_escaped():
    assert _made("{{ x.term }}, {{ y.inner.term }}", x=ENTRY, y={"inner": ENTRY}) == (
        "stent &amp; “co”, stent &amp; “co”"
    )


@pytest.mark.parametrize("name", ["__class__", "_private", "__dict__"])
def test_generator_when_a_name_is_hidden_then_the_sandbox_still_refuses(name):
    with pytest.raises((SecurityError, jinja2.UndefinedError)):
        _made("{{ x." + name + " }}", x=ENTRY)


@pytest.mark.parametrize("name", ["class", "import", "nothing"])
def test_generator_when_there_is_no_such_attribute_then_the_engine_says_so(name):
    with pytest.raises(jinja2.UndefinedError):
        _made("{{ x." + name + " }}", x=ENTRY)


def test_generator_when_a_value_is_missing_then_its_attribute_is_an_error():
    with pytest.raises(jinja2.UndefinedError, match="nowhere"):
        _made("{{ nowhere.term }}")


def test_fields_when_a_kind_is_no_model_then_none_is_read_in_place():
    assert FIELDS[GlossaryEntry] == {"term", "meaning"}
    assert not FIELDS[str]
    assert not FIELDS[dict]
