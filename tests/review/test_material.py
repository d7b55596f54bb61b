"""What is gathered of a handout and its page."""

from __future__ import annotations

from handouts.content.load import LoadedSettings
from handouts.review import material


def test_page_when_gathered_then_counts_what_the_layout_sets(made):
    page = made("do: [Rest often]\nglossary: [{term: duct, meaning: A tube.}]").page

    assert page.headings[0] == "The most important points"
    assert page.heading_before(page.tables[0]) == "Risks"
    assert (len(page.pictures), len(page.arrays), page.ticks) == (0, 0, 1)
    assert page.write_ins == 3
    assert dict(page.chunks)["The most important points"] == 20


def test_told_when_checks_find_more_than_three_then_the_rest_is_counted(made):
    words = "do: [The tube is cut., A pill is given., A dose is taken., A visit is planned., Blood is drawn.]"
    told = made(words).told("H316")

    assert len(told) == 4
    assert told[-1] == "and 2 more: see “handouts check”"
    assert told[0].startswith("en.yaml:")
    assert told[0].endswith("(H316)")


def test_found_when_the_file_allows_it_then_is_left_out(made):
    words = (
        "summary: A catheter goes in.\nchecks: {allow: [{code: H320, words: catheter, reason: The word is taught.}]}"
    )

    assert made("A catheter goes in.").count("H320") == 1
    assert made(words).count("H320") == 0


def test_looked_when_a_workspace_turns_a_check_off_then_is_false(made):
    found = made("settings: {severities: {H320: off}}\nsummary: A catheter goes in.")

    assert not found.looked("H320")
    assert found.looked("H321")


def test_material_when_no_settings_are_given_then_takes_those_that_ship(made):
    one = made()

    assert material(one.subject, one.page.document, "standard").judged == one.judged
    assert LoadedSettings().file is None


def test_at_when_asked_then_names_the_file_beside_the_worksheet(made):
    assert made().at(("title",)) == "en.yaml:1"
