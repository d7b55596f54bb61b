"""The page as a whole: valid, closed to the network, and whole for readers by ear."""

from __future__ import annotations

import base64
import datetime
import hashlib
import itertools
import re

import pytest

from handouts.report.gather import Marks
from handouts.report.history import remembered
from handouts.theme import MINIMUM_CONTRAST, Color, contrast
from tests.report.conftest import HARD, TODAY
from tests.report.reading import Reader


def test_page_when_written_then_nothing_is_fetched_and_only_its_own_script_runs(ward):
    page = ward.page()
    reader = Reader(page)
    (policy,) = [each["content"] for each in reader.all("meta") if each.get("http-equiv") == "Content-Security-Policy"]

    assert str(policy).startswith("default-src 'none'; ")
    hashed = {
        kind: f"'sha256-{base64.b64encode(hashlib.sha256(reader.raw[kind][-1].encode()).digest()).decode()}'"
        for kind in ("script", "style")
    }
    assert f"style-src {hashed['style']}; script-src {hashed['script']}; " in str(policy)
    assert reader.all("link") == reader.all("img") == reader.all("iframe") == []
    assert [
        each for _, each in reader.elements if "src" in each or "style" in each or any(k.startswith("on") for k in each)
    ] == []
    assert re.findall(r"url\((?!data:)", page) == []
    assert {str(each["href"])[0] for each in reader.all("a")} == {"#"}
    assert page.count("base64,") == 3, "the type of the page comes with it"


def test_page_when_written_then_names_are_unique_and_references_lead_somewhere(ward):
    reader = Reader(ward.page())
    ids = [str(each["id"]) for _, each in reader.elements if "id" in each]

    assert len(ids) == len(set(ids))
    named = {part for _, each in reader.elements for part in str(each.get("aria-labelledby", "")).split() if part}
    assert named
    assert named <= set(ids)
    assert {str(each["href"])[1:] for each in reader.all("a")} <= set(ids)


def test_page_when_read_by_ear_then_it_has_a_language_one_title_and_headings_in_order(ward):
    reader = Reader(ward.page())
    levels = [int(name[1]) for name, _ in reader.elements if re.fullmatch("h[1-6]", name)]

    assert reader.all("html") == [{"lang": "en"}]
    assert len(reader.all("title")) == 3, "one of the page, and one in each chart"
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert [name for name in ("header", "main", "footer") if len(reader.all(name)) != 1] == []
    assert {each["scope"] for each in reader.all("th")} == {"col", "row"}


def test_page_when_written_then_each_handout_is_told_with_its_words_and_reasons(ward):
    page = ward.page()
    text = Reader(page).text

    for words in ("Opening a narrow tube", "Fixing a narrow tube", "too hard", "“widget” says nothing", "Name it"):
        assert words in text
    assert "Allowed: All our nurses say <doodad>" in text
    assert "<doodad>" not in page
    assert "<mark>widget</mark> &amp; a doodad" in page
    assert "Nobody knows what a widget is." in text
    assert "Understandable" not in text
    assert "What changed" not in text
    assert HARD[:40] not in text, "words that nobody complained of are not repeated"


def test_page_when_people_have_judged_then_their_marks_have_columns(ward):
    text = Reader(ward.page(judged=lambda subject: Marks("12 of 13", "") if "apple" in subject.name else None)).text

    assert "Understandable" in text
    assert "12 of 13" in text
    assert text.count("not judged") == 3


def test_page_when_written_over_the_last_one_then_says_what_changed(ward):
    first = ward.page()
    ward.add("ward/apple", **{"title: Opening": "title: Closing"})
    later = datetime.date(2026, 12, 1)
    second = ward.page(remembered(first, "r.html"), later)

    text = Reader(second).text
    assert "What changed since November 21, 2026" in text
    assert "words changed" in text
    # Nothing changes any more: the same page again.
    assert ward.page(remembered(second, "r.html"), later) == second


def test_page_when_nothing_changed_then_two_runs_give_the_same_bytes(ward):
    first = ward.page()

    assert ward.page() == first
    assert ward.page(remembered(first, "r.html")) == first


def test_page_when_a_review_is_past_or_a_file_is_broken_then_says_so(ward):
    ward.add("ward/apple", **{"title:": "tilte:"})
    text = Reader(ward.page(today=datetime.date(2029, 1, 1))).text

    assert "cannot be read" in text
    assert "past" in text
    assert "not a known key" in text
    assert Reader(ward.page(today=TODAY)).text.count("cannot be read") == 1


def test_page_when_there_is_no_clinic_then_it_is_whole_all_the_same(ward):
    (ward.folder / "content" / "clinic.yaml").write_text("nmae: x\n")

    assert "not a known key" in Reader(ward.page()).text


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "#ffffff"), ("grey", "#ffffff"), ("grey", "tint"), ("ink", "tint"), ("amber", "#ffffff"),
        ("amber", "amber-ground"), ("red", "#ffffff"), ("red", "red-ground"),
    ],
)  # fmt: skip
def test_style_when_colors_stand_on_each_other_then_they_can_be_told_apart(ward, ink, ground):
    style = "".join(Reader(ward.page()).raw["style"])
    colors = dict(re.findall(r"--([a-z-]+): (#[0-9a-fA-F]{6})", style))

    assert contrast(Color.parse(colors[ink]), Color.parse(colors.get(ground, ground))) >= MINIMUM_CONTRAST
