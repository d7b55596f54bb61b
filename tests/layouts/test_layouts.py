"""The layouts that ship: every section in each of them, with and without its content."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from handouts import document
from handouts.content.handout import Handout
from handouts.content.prose import Line, Prose
from handouts.document.nodes import Heading, Pairs, Paragraph, Table, inline_text, walk
from tests.layouts.conftest import Studio

LAYOUTS = ("standard", "large-print")
# "checks" is about the file and is printed by no layout.
OPTIONAL = sorted(n for n, field in Handout.model_fields.items() if not field.is_required() and n != "checks")

# Where a field stands on the page, and words of the test topic that only it holds.
PLACES = {
    "say_it": ("say:", "buh-LOON"),
    "other_names": ("Other names:", "stretching"),
    "codes": ("Codes:", "T-001"),
    "at_a_glance": ("At a glance", "Hospital imaging room"),
    "indications": ("It can help with", "narrow after surgery"),
    "tell_us_if": ("Tell us ahead of time if", "could be, pregnant"),
    "special_groups": ("Does this apply to you?", "insulin"),
    "how_it_feels": ("What will I feel?", "feel pressure"),
    "benefits": ("Benefits", "drain again"),
    "limits": ("What it cannot do", "narrow again"),
    "alternatives": ("Other choices", "takes longer to heal"),
    "straight_afterwards": ("Right after, before you go home", "recovery room"),
    "do": ("Do\n", "Drink water often"),
    "do_not": ("Do not\n", "swim for 5 days"),
    "return_to": ("When you can do things again", "Take a shower"),
    "results": ("Your results", "results that day"),
    "follow_up": ("What comes next", "after 2 weeks"),
    "contacts": ("Others you can call", "Interpreter service"),
    "questions": ("Questions to ask", "How many of these"),
    "teach_back": ("Tell us in your own words", "When will you stop eating?"),
    "glossary": ("Words to know", "A fluid that helps"),
    "pictures": ("picture duct.png", "The balloon widens"),
    "sources": ("Where the facts come from", "made up for tests"),
}


# ---------------------------------------------------------------- sections


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", OPTIONAL)
def test_section_when_its_field_is_empty_then_nothing_is_left_of_it(studio, name, layout):
    heading, words = PLACES[name]
    changes = {"summary": "No term."} if name == "glossary" else {}

    # A layout that leaves the field out shows nothing of it either way.
    if name not in studio.layout(layout).file.leave_out:
        whole = studio.dump(studio.handout(), layout=layout)
        assert heading in whole
        assert words in whole
    without = studio.dump(studio.handout((name,), **changes), layout=layout)
    assert heading not in without
    assert words not in without


def test_sections_when_listed_then_every_optional_field_is_tried():
    assert set(PLACES) == set(OPTIONAL)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_handout_when_it_has_only_what_it_must_then_it_is_whole(studio, layout):
    data = {name: studio.topic.data[name] for name, field in Handout.model_fields.items() if field.is_required()}
    data["summary"], data["risks"] = "Short.", {"items": data["risks"]["items"]}
    data["risks"]["items"] = [{**item, "how_often": "not known"} for item in data["risks"]["items"]]
    loaded = studio.handout(tuple(set(studio.topic.data) - set(data)), **data)

    told = studio.dump(loaded, studio.clinic(("web", "address", "logo", "department", "departments")), layout=layout)

    headings = re.findall(r"heading 2.*?: (.*)", told)
    assert headings == [
        "The most important points",
        "Your appointment",
        "Why you need it",
        "How to get ready",
        "What happens, step by step",
        "Risks",
        "Getting better at home",
        "Call us the same day: 555-0100",
        "Call 911 right away",
        "My questions for the care team",
        "About this sheet",
    ]
    assert "qr " not in told
    assert "None" not in told


@pytest.mark.parametrize("field", ["duration", "setting", "anesthesia", "care_team", "going_home", "back_to_normal"])
def test_glance_when_one_fact_is_given_then_the_others_leave_no_label(studio, field):
    facts = {field: studio.topic.data["at_a_glance"][field]}

    told = studio.dump(studio.handout(at_a_glance=facts))

    assert len(re.findall(r"    pair icon=", told)) == 1


def test_risks_when_there_are_no_benefits_then_nothing_stands_beside_them(studio):
    in_a_column = r"column\n +section id=risks\n"
    assert re.search(in_a_column, studio.dump(studio.handout()))

    told = studio.dump(studio.handout(("benefits",)))

    assert "section id=risks" in told
    assert not re.search(in_a_column, told)


def test_recovery_when_there_is_nothing_to_do_then_the_stages_have_the_whole_width(studio):
    told = studio.dump(studio.handout(("do", "do_not")))

    assert "columns 1.1 1" not in told
    assert "pairs timeline" in told


@pytest.mark.parametrize(("name", "note"), [("return_to", "note"), ("contacts", "about")])
def test_table_when_no_row_has_a_note_then_the_column_is_left_out(studio, name, note):
    bare = [{key: value for key, value in item.items() if key != note} for item in studio.topic.data[name]]

    blocks = walk(studio.document(studio.handout(**{name: bare})).blocks)

    assert sum(isinstance(block, Table) and len(block.head) == 2 for block in blocks) == 1


def test_alternatives_when_there_is_only_no_treatment_then_there_is_no_table(studio):
    told = studio.dump(studio.handout(alternatives={"no_treatment": "Ask what may happen."}))

    assert "Other choices" in told
    assert "Ask what may happen." in told
    assert "table 1.4 2 2" not in told


@pytest.mark.parametrize("layout", LAYOUTS)
def test_headings_when_the_handout_is_full_then_no_level_is_skipped(studio, layout):
    levels = [block.level for block in walk(studio.document(layout=layout).blocks) if isinstance(block, Heading)]

    assert len(levels) > 25
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_large_print_when_the_handout_is_full_then_nothing_stands_in_a_table(studio):
    blocks = list(walk(studio.document(layout="large-print").blocks))

    assert len(blocks) > 100
    assert not any(isinstance(block, Table) for block in blocks)


def test_layouts_when_both_set_the_same_handout_then_both_say_the_same(studio):
    def words(layout):
        made = studio.document(studio.handout(("codes",)), layout=layout)
        blocks = list(walk(made.blocks))
        texts = [inline_text(block.inlines) for block in blocks if isinstance(block, Heading | Paragraph)]
        return texts + [inline_text(pair.label) for block in blocks if isinstance(block, Pairs) for pair in block.pairs]

    heads = {"How often", "What could happen", "Choice", "What it is", "Who", "Phone", "What", "When"}
    heads |= {"Keep in mind", "What for"}
    standard, large = set(words("standard")) - heads, words("large-print")

    assert len(standard) > 80
    # A label may run into its text: “What we do about it: We give you …”.
    assert {text for text in standard if not any(text in other for other in large)} == set()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_pictures_when_each_section_has_one_then_each_stands_in_its_section(studio, layout):
    sections = ["purpose", "preparation", "what_happens", "straight_afterwards", "recovery"]
    pictures = [{"file": f"{name}.png", "alt": f"Picture of {name}", "section": name} for name in sections]

    told = studio.dump(studio.handout(pictures=pictures), layout=layout)

    places = [told.index(f"picture {name}.png") for name in sections]
    starts = [told.index(f"section id={name.replace('_', '-')}\n") for name in sections]
    assert places == sorted(places)
    assert all(start < place for start, place in zip(starts, places, strict=True))
    assert all(place < after for place, after in zip(places, starts[1:], strict=False))


# ---------------------------------------------------------------- facts


# ---------------------------------------------------------------- any content

_LINE, _PROSE = TypeAdapter(Line), TypeAdapter(Prose)
_CHARACTERS = st.text(
    st.one_of(st.sampled_from(list("<>&\"'{}()%#*= \u00a0")), st.characters(min_codepoint=0x21, max_codepoint=0x2FFF)),
    min_size=3,
    max_size=30,
)


def _valid(adapter):
    def keep(text):
        try:
            return adapter.validate_python(text)
        except ValidationError:
            return None

    # Escapes and placeholders stand otherwise on the page than in the file; other tests are about them.
    return _CHARACTERS.map(keep).filter(
        lambda text: bool(text) and len(text) >= 3 and "{{" not in text and "\\" not in text
    )


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(line=_valid(_LINE), prose=_valid(_PROSE).filter(lambda text: "*" not in text and "[" not in text))
def test_text_when_it_is_anything_content_allows_then_it_stands_in_every_kind_of_place(studio, layout, line, prose):
    items = [{"name": prose, "how_often": "not known", "what_we_do": prose}]
    loaded = studio.handout(
        title=line,
        medical_name=line,
        summary=prose,
        key_points=[prose] * 3,
        at_a_glance={"setting": prose},
        preparation=[{"when": "8 hours before", "action": line, "text": prose}],
        risks={"items": items},
        recovery=[{"when": line, "text": prose}],
        contacts=[{"who": line, "phone": prose}],
        glossary=[{"term": line, "meaning": prose}],
        pictures=[{"file": "duct.png", "alt": line + " alt", "section": "recovery"}],
    )
    made = studio.document(loaded, layout=layout)

    told = document.dump(made)
    # The dump writes “~” for U+00A0.
    assert made.title == f"Draft: {line}"
    assert told.count(prose.replace("\u00a0", "~")) >= 11
    assert told.count(line.replace("\u00a0", "~")) >= 5


def test_studio_when_used_by_a_property_then_it_changes_nothing_of_the_shipped_files(tmp_path):
    assert Studio(tmp_path).markup() == Studio(tmp_path).markup()
