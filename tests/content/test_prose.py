from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from handouts.content import prose
from handouts.content.prose import (
    PLACEHOLDERS,
    Address,
    Bold,
    Line,
    Other,
    Placeholder,
    Prose,
    Term,
    Words,
    parse,
    placeholders,
    plain,
    terms,
)

LINE: TypeAdapter[str] = TypeAdapter(Line)
PROSE: TypeAdapter[str] = TypeAdapter(Prose)


def refused(adapter: TypeAdapter[str], text: str) -> Any:
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python(text)
    (error,) = caught.value.errors()
    return error


# ---------------------------------------------------------------- markup


@pytest.mark.parametrize(
    ("source", "spans"),
    [
        ("Drink water.", (Words("Drink water."),)),
        ("**Stop** now", (Bold((Words("Stop"),)), Words(" now"))),
        ("a **b {{ clinic.phone }}** c", (Words("a "), Bold((Words("b "), Placeholder("clinic.phone"))), Words(" c"))),
        ("{{clinic.web}}", (Placeholder("clinic.web"),)),
        ("[[bile]] and [[bile duct|ducts]]", (Term("bile", "bile"), Words(" and "), Term("bile duct", "ducts"))),
        ("[see us](https://a.org/b?c=d#e)", (Address("https://a.org/b?c=d#e", (Words("see us"),)),)),
        ("[**mail**](mailto:a@b.org)", (Address("mailto:a@b.org", (Bold((Words("mail"),)),)),)),
        ("[call](tel:+1-555-0142)", (Address("tel:+1-555-0142", (Words("call"),)),)),
        ("[hola]{lang=es} there", (Other("es", (Words("hola"),)), Words(" there"))),
        (
            r"2 \* 3 \[x\] \{\{ y \}\} \\",
            (
                Words("2 "),
                Words("*"),
                Words(" 3 "),
                Words("["),
                Words("x"),
                Words("]"),
                Words(" "),
                Words("{"),
                Words("{"),
                Words(" y "),
                Words("}"),
                Words("}"),
                Words(" "),
                Words("\\"),
            ),
        ),
        ("<b>&amp;</b> 3 * 4 [1] {x} ~ 5 < 6", (Words("<b>&amp;</b> 3 * 4 [1] {x} ~ 5 < 6"),)),
        ('<font color="red">', (Words('<font color="red">'),)),
    ],
)
def test_parse_when_markup_is_right_then_spans_come_out(source: str, spans: tuple[object, ...]) -> None:
    assert parse(source) == spans


@pytest.mark.parametrize(
    ("source", "kind", "message"),
    [
        ("{{ clinic.fone }}", "placeholder_unknown", "“clinic.fone” is not a placeholder"),
        ("{{ ''.__class__ }}", "placeholder_unknown", "“''.__class__” is not a placeholder"),
        ("{{ clinic.phone", "placeholder_open", "a placeholder must stand between “{{” and “}}”"),
        ("{ clinic.phone }}", "placeholder_open", "a placeholder must stand between “{{” and “}}”"),
        ("{ clinic.phone }", "placeholder_open", "a placeholder must stand between “{{” and “}}”"),
        ("{{{ clinic.phone }}}", "placeholder_open", "a placeholder must stand between “{{” and “}}”"),
        ("**", "bold_open", "a “**” has no partner"),
        ("a **b", "bold_open", "a “**” has no partner"),
        ("****", "bold_empty", "“****” marks no words as bold"),
        ("[a **b](https://a.org) c**", "bold_open", "a “**” has no partner"),
        ("[a](http://a.org)", "link_address", "“http://a.org” is not an address that a handout may link to"),
        ("[a](javascript:alert)", "link_address", "“javascript:alert” is not an address that a handout may link to"),
        ("[a](https://a.org b)", "link_address", "“https://a.org b” is not an address that a handout may link to"),
        ("[a]()", "link_address", "“” is not an address that a handout may link to"),
        ("[a](tel:555 0142)", "link_address", "“tel:555 0142” is not an address that a handout may link to"),
        ("[a](https://a.org", "link_open", "this looks like a link, but it is not whole"),
        ("a](https://a.org)", "link_open", "this looks like a link, but it is not whole"),
        ("[a]{lang=es", "link_open", "this looks like a link, but it is not whole"),
        ("[a]{lang=Spanish}", "language_tag", "“Spanish” is not a language tag"),
        ("[[bile", "term_open", "“[[” and “]]” must stand around one word of the glossary"),
        ("[[bile]", "term_open", "“[[” and “]]” must stand around one word of the glossary"),
        ("bile]]", "term_open", "“[[” and “]]” must stand around one word of the glossary"),
        ("[[ ]]", "term_empty", "“[[ ]]” shows no words"),
        ("[[bile| ]]", "term_empty", "“[[bile| ]]” shows no words"),
    ],
)
def test_parse_when_markup_is_wrong_then_it_is_refused_with_a_hint(source: str, kind: str, message: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        parse(source)
    assert caught.value.type == kind
    assert caught.value.message() == message
    assert caught.value.context
    assert caught.value.context["hint"]


def test_parse_when_a_placeholder_is_nearly_right_then_the_right_one_is_suggested() -> None:
    with pytest.raises(PydanticCustomError) as caught:
        parse("{{ clinic.fone }}")
    assert (caught.value.context or {})["hint"] == "Did you mean “{{ clinic.phone }}”?"


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_placeholders_when_named_anywhere_then_each_is_found(name: str) -> None:
    assert placeholders(f"a **b {{{{ {name} }}}}** [c {{{{{name}}}}}](https://a.org)") == [name, name]


def test_terms_when_nested_in_other_markup_then_each_is_found_in_order() -> None:
    assert terms("[[a]] **[[b|c]]** d") == ["a", "b"]


def test_plain_when_markup_is_there_then_only_its_words_stay() -> None:
    assert plain("**Call** [us](tel:5550142) at {{clinic.phone}}: [[bile|fluid]] [sí]{lang=es} \\*") == (
        "Call us at {{ clinic.phone }}: fluid sí *"
    )


@given(st.text(alphabet="ab *[](){}|\\.=:", max_size=30))
def test_parse_when_text_is_anything_then_it_is_refused_or_no_word_is_lost(source: str) -> None:
    try:
        words = plain(source)
    except PydanticCustomError:
        return
    shown = [c for c in words if c in "ab"]
    written = [c for c in source if c in "ab"]
    links = "](" in source or "]{" in source or "|" in source
    assert shown == written or (links and len(shown) <= len(written))


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=60))
def test_parse_when_every_mark_is_escaped_then_the_text_comes_back_whole(text: str) -> None:
    source = "".join("\\" + c if c in "\\*[]{}|" else c for c in text)
    assert plain(source) == text


# ---------------------------------------------------------------- characters


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  a\n b\t\tc\r\n", "a b c"),
        ("38.5\u00a0°C", "38.5\u00a0°C"),
        ("5\u202fmg", "5\u202fmg"),
        ("cafe\u0301", "café"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
        ("क्\u200dष", "क्\u200dष"),
        ("≥ ½ µg – “x” ’ 日本", "≥ ½ µg – “x” ’ 日本"),
    ],
)
def test_line_when_white_space_and_letters_are_right_then_only_spaces_are_collapsed(text: str, clean: str) -> None:
    assert LINE.validate_python(text) == clean
    assert PROSE.validate_python(text) == clean


HIDDEN = [
    *"\x00\x07\x0b\x0c\x1b\x1c\x7f\x85\xad",
    *"\u034f\u061c\u115f\u1160\u17b4\u180b\u180e\u200b\u200c\u200d\u200e\u200f",
    *"\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2064\u2066\u2067\u2068\u2069\u206a\u2800\u3164",
    *"\ue000\ufe0f\ufeff\uffa0\ufff9\uffff\U0001d173\U000e0001\U000e0041\U000e0100\U0010ffff",
]


@pytest.mark.parametrize("character", HIDDEN, ids=[f"U+{ord(c):04X}" for c in HIDDEN])
@pytest.mark.parametrize("adapter", [LINE, PROSE], ids=["line", "prose"])
def test_text_when_a_character_is_hidden_then_it_is_named_with_the_words_before_it(
    adapter: TypeAdapter[str], character: str
) -> None:
    error = refused(adapter, f"Call 555{character}0100")
    assert error["type"] == "character_hidden"
    assert f"U+{ord(character):04X} (" in error["msg"]
    assert error["msg"].endswith("shows nothing or changes what is shown")
    assert error["ctx"]["hint"].startswith("Delete it after “Call 555”")


def test_text_when_the_order_is_overridden_then_the_message_names_the_character() -> None:
    assert refused(LINE, "\u202e0100-555")["msg"] == (
        "U+202E (right-to-left override) shows nothing or changes what is shown"
    )


@pytest.mark.parametrize("character", ["\ufffd", "\ufffc"])
def test_text_when_a_character_was_lost_before_then_it_is_refused(character: str) -> None:
    error = refused(PROSE, f"Fever {character} 38.5 °C")
    assert error["type"] == "character_lost"
    assert error["ctx"]["hint"] == "Type the right character again after “Fever”"


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u00a0", "\u2003\u00a0", "\u3000"])
@pytest.mark.parametrize("adapter", [LINE, PROSE], ids=["line", "prose"])
def test_text_when_it_shows_nothing_then_it_is_empty(adapter: TypeAdapter[str], text: str) -> None:
    assert refused(adapter, text)["type"] == "text_empty"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_line_when_text_is_anything_then_what_passes_is_normal_and_visible(text: str) -> None:
    assume(text.strip())
    try:
        clean = LINE.validate_python(text)
    except ValidationError as error:
        kinds = {each["type"] for each in error.errors()}
    else:
        kinds = set()
        assert clean == unicodedata.normalize("NFC", clean)
        assert LINE.validate_python(clean) == clean
        assert [c for c in clean if c != " "] == [c for c in unicodedata.normalize("NFC", text) if c not in " \t\r\n"]
        assert not any(c in clean for c in "\n\t\r\u202e\u200b\u00ad\ufffd\x00")
    assert kinds <= {"character_hidden", "character_lost", "text_empty", "markup_here"}


@pytest.mark.parametrize("mark", ["{{ clinic.name }}", "**bold**", "[[term]]", "[a](https://a.org)"])
def test_line_when_it_holds_markup_of_prose_then_it_is_refused(mark: str) -> None:
    error = refused(LINE, f"Title {mark}")
    assert error["type"] == "markup_here"
    assert error["msg"].startswith("this text is printed as it stands")
    assert PROSE.validate_python(f"Title {mark}") == f"Title {mark}"


def test_prose_when_a_word_has_three_thousand_characters_then_it_stays_whole() -> None:
    assert PROSE.validate_python("x" * 3000) == "x" * 3000


def test_unprintable_when_each_character_stands_between_letters_then_a_quick_look_misses_none():
    refused = 0
    for code in range(0x110000):
        character = chr(code)
        hidden = unicodedata.category(character) in prose._FORBIDDEN or prose._UNSEEN.match(character)
        wrong = bool(hidden)
        if wrong or not character.isprintable():
            assert (prose.unprintable(f"a{character}b") == 1) == wrong, f"U+{code:04X}"
        refused += wrong
    assert refused > 1000
