from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from handouts.content import prose
from handouts.content.facts import Duration, Frequency, Offset
from handouts.content.prose import Prose
from handouts.content.sections import GlossaryEntry, ReturnTo
from handouts.document import parse
from handouts.document.nodes import Foreign, Link, Paragraph, Strong, Text, inline_text
from handouts.language import load_language
from handouts.layouts.phrase import fill
from handouts.layouts.schedule import Slot
from handouts.layouts.wording import MissingValueError, Wording, bare
from handouts.workspace import Workspace
from tests.document.conftest import ASSETS, HEAD, TAIL
from tests.layouts.conftest import ROOT

ENGLISH = load_language(Workspace((ROOT,), ROOT / "output", ROOT), "en")
VALUES = {name: f"<{name}>" for name in prose.PLACEHOLDERS} | {"clinic.nights": None}
WORDING = Wording(ENGLISH, VALUES, [GlossaryEntry(term="bile duct", meaning="A tube.")])
PROSE = TypeAdapter(Prose)


def _inlines(markup):
    document = parse(f'{HEAD}<p>{markup}</p><p id="term-1">end</p>{TAIL}', "markup", ASSETS)
    paragraph = document.blocks[1]
    assert isinstance(paragraph, Paragraph)
    return paragraph.inlines


# ---------------------------------------------------------------- author text


def test_prose_when_it_has_every_mark_then_each_is_an_inline():
    links = "[c](https://x.org/) [d](mailto:a@b.org) [e](tel:911)"
    text = f"a **b [[bile duct|ducts]]** {links} [f]{{lang=es}} {{{{ clinic.phone }}}}"

    assert _inlines(WORDING.prose(text)) == (
        Text("a "),
        Strong(
            (
                Text("b "),
                Link("#term-1", (Text("ducts"),), "What “bile duct” means, in the list of words to know"),
            )
        ),
        Text(" "),
        Link("https://x.org/", (Text("c"),), "Web page x.org"),
        Text(" "),
        Link("mailto:a@b.org", (Text("d"),), "Send an e-mail to a@b.org"),
        Text(" "),
        Link("tel:911", (Text("e"),), "Call 911"),
        Text(" "),
        Foreign("es", (Text("f"),)),
        Text(" <clinic.phone>"),
    )


def test_prose_when_a_term_is_not_printed_then_it_is_bold():
    assert _inlines(WORDING.prose("a [[stent]]")) == (Text("a "), Strong((Text("stent"),)))


def test_prose_when_a_term_begins_a_sentence_then_it_is_found_all_the_same():
    (link, rest) = _inlines(WORDING.prose("[[Bile duct]] walls"))

    assert isinstance(link, Link)
    assert (link.href, inline_text(link.inlines), rest) == ("#term-1", "Bile duct", Text(" walls"))


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b> &amp; &lt;",
        '<font color="red">x</font>',
        "</p></body>",
        "\\]\\]> <!\\[CDATA\\[",
        "<!-- a -->",
        "quotes \" and '",
        "100 % of \\{\\{ handout \\}\\} {% if %} {# a #}",
        "5 < 6 > 4 & 3",
        "Fever ≥ 38.5 °C\u00a0now",
    ],
)
def test_prose_when_it_looks_like_markup_then_the_characters_stand_as_written(text):
    assert inline_text(_inlines(WORDING.prose(text))) == prose.plain(text)
    assert WORDING.plain(text) == prose.plain(text)


CHARACTERS = st.text(
    st.one_of(
        st.sampled_from(list("<>&\"'{}[]()*\\|=/ \u00a0")), st.characters(min_codepoint=0x20, max_codepoint=0x2FFF)
    ),
    min_size=1,
    max_size=40,
)


def _good(text):
    try:
        return PROSE.validate_python(text)
    except ValidationError:
        return None


@given(st.lists(CHARACTERS.map(_good).filter(bool), min_size=1, max_size=4))
def test_prose_when_it_is_anything_content_allows_then_its_words_come_out_of_the_markup(texts):
    for text in texts:
        inlines = _inlines(WORDING.prose(text))

        assert inline_text(inlines) == WORDING.plain(text)
        if "{{" not in text:
            assert WORDING.plain(text) == prose.plain(text)


def test_prose_when_the_clinic_lacks_a_value_then_it_is_told():
    with pytest.raises(MissingValueError) as caught:
        WORDING.prose("Call {{ clinic.nights }}")

    assert caught.value.name == "clinic.nights"


@pytest.mark.parametrize("name", prose.PLACEHOLDERS)
def test_plain_when_a_placeholder_has_a_value_then_it_is_filled(name):
    filled = Wording(ENGLISH, dict.fromkeys(prose.PLACEHOLDERS, "<v>"), ())

    assert filled.plain(f"**a** {{{{ {name} }}}}") == "a <v>"


# ---------------------------------------------------------------- phrases


def test_fill_when_a_phrase_has_slots_and_bold_then_values_are_escaped():
    assert fill("a & **{x} b** {y}", x="<1>", y=2) == "a &amp; <strong>&lt;1&gt; b</strong> 2"


def test_fill_when_a_value_is_markup_then_it_is_not_escaped_twice():
    assert fill("{x}!", x=fill("**{y}**", y="&")) == "<strong>&amp;</strong>!"


def test_fill_when_a_value_holds_a_slot_then_it_is_not_filled_again():
    assert fill("{x} {y}", x="{y} **a**", y="b") == "{y} **a** b"


def test_fill_when_a_value_is_missing_then_it_fails():
    with pytest.raises(KeyError):
        fill("{x}", y=1)


# ---------------------------------------------------------------- facts


def test_frequency_when_worded_then_it_is_markup():
    frequency = Frequency.model_validate({"n": 5, "of": 100, "source": "s"})

    assert WORDING.shown(frequency).words == "About <strong>5 in 100</strong> people"


@pytest.mark.parametrize(
    ("words", "markup"),
    [
        ("Stop eating", "Stop eating."),
        ("Stop eating.", "Stop eating."),
        ("Hungry?", "Hungry?"),
        ("Eat & drink", "Eat &amp; drink."),
        (WORDING.prose("Eat **now**"), "Eat <strong>now</strong>."),
        (WORDING.prose("Eat **now!**"), "Eat <strong>now!</strong>"),
    ],
)
def test_sentence_when_set_then_it_ends_in_one_mark(words, markup):
    assert WORDING.sentence(words) == markup


@pytest.mark.parametrize(
    ("activity", "after", "told"),
    [
        ("driving", "24 hours", ("Drive", "After 24 hours")),
        ("desk work", "2 to 3 days", ("Work at a desk", "After 2 to 3 days")),
        ("flying", "ask us", ("Fly", "Ask us first")),
        ("showering", "straight away", ("Take a shower", "Right away")),
    ],
)
def test_return_when_worded_then_it_says_what_and_when(activity, after, told):
    value = ReturnTo.model_validate({"activity": activity, "after": after})

    assert (WORDING.activity(value), WORDING.after(value)) == told


def test_activities_when_content_allows_them_then_each_has_its_words():
    annotation = ReturnTo.model_fields["activity"].annotation
    allowed = annotation.__args__  # type: ignore[union-attr]  # a Literal's values
    told = {WORDING.activity(ReturnTo(activity=name, after="ask us")) for name in allowed}

    assert len(allowed) == len(told) == 9


def test_facts_when_worded_then_the_language_words_them():
    moment = datetime.datetime(2026, 12, 3, 0, 30)

    assert WORDING.duration(Duration(1, 2, "hours")) == "1 to 2 hours"
    assert WORDING.offset(Offset(8, "hours")) == "8 hours before"
    assert WORDING.clock(moment) == WORDING.clock(moment.time()) == "12:30\u00a0AM"
    assert WORDING.dated(Slot(Offset(8, "hours"), (), moment.date(), moment)).startswith("Thursday, December")
    assert WORDING.dated(Slot(Offset(0, "days"), (), moment.date())) == "Thursday, December\u00a03"
    assert WORDING.dated(Slot(Offset(0, "soon"), ())) == ""


def test_address_when_printed_then_it_shows_where_it_leads():
    (link,) = _inlines(WORDING.address("https://example.org/a?b=1&c=2"))

    assert link == Link(
        "https://example.org/a?b=1&c=2", (Text("example.org/a?b=1&c=2"),), "Web page example.org/a?b=1&c=2"
    )


def test_bare_when_an_address_ends_in_a_slash_then_it_is_left_out():
    assert bare("https://example.org/") == "example.org"
