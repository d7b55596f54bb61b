"""What an approval covers, and what it does not."""

from __future__ import annotations

import pytest
from msgspec import structs

from handouts import yamlfile
from handouts.approval.words import digest_of, words_of
from handouts.content.cross import texts
from handouts.content.handout import Handout


def _digest(loaded):
    return digest_of(words_of(loaded))


def test_words_when_listed_then_every_text_of_the_file_is_there_but_what_is_not_printed(ward):
    loaded = ward.handout()
    told = {(line.loc, line.text) for line in words_of(loaded)}
    unprinted = [("checks",), ("review", "status"), ("pictures", 0, "file")]
    wanted = {
        (loc, text) for loc, text in texts(loaded.handout) if not any(loc[: len(start)] == start for start in unprinted)
    }

    assert len(wanted) > 40
    assert wanted <= told
    kinds = {str(line).partition(":")[0] for line in words_of(loaded)}
    assert {"preparation.1.when", "risks.items.1.how_often.n", "return_to.1.after", "review.written_on"} <= kinds
    assert "pictures.1.sha256" in kinds
    assert not {"review.status", "review.next_review", "pictures.1.file", "checks.allow.1.code"} & kinds


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Opening a narrow tube!"},
        {"summary": "A doctor does it."},
        {"when_to_call": ["Fever of 100.5 °F (38 °C) or higher"]},
        {"preparation": [{"when": "7 hours before", "text": "Stop eating."}]},
        {"codes": []},
        {"sources": []},
        {"picture": b"another picture"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_digest_when_what_a_patient_sees_changes_then_it_changes(ward, change):
    if change == {"sources": []}:
        change = {"sources": [{**ward.file.data["sources"][0], "year": "2011"}]}

    assert _digest(ward.handout(**change)) != _digest(ward.handout())


@pytest.mark.parametrize("key", ["version", "written_on", "reviewed_on", "authors", "reviewers"])
def test_digest_when_the_printed_part_of_the_review_changes_then_it_changes(ward, key):
    new = {"version": "0.2", "written_on": "2026-11-19", "reviewed_on": "2026-11-21", "authors": ["A nurse"]}
    loaded = ward.handout(review=ward.review(**{key: new.get(key, ["A doctor"])}))

    assert _digest(loaded) != _digest(ward.handout())


@pytest.mark.parametrize("change", [{"status": "approved"}, {"next_review": "2029-01-01"}])
def test_digest_when_only_what_the_approval_says_itself_changes_then_it_stays(ward, change):
    assert _digest(ward.handout(review=ward.review(**change))) == _digest(ward.handout())


def test_digest_when_checks_or_the_name_of_a_picture_change_then_it_stays(ward):
    picture = {**ward.file.data["pictures"][0], "file": "other.png"}

    assert _digest(ward.handout(checks=None, pictures=[picture])) == _digest(ward.handout())


def test_digest_when_only_the_form_of_the_file_changes_then_it_stays(ward, tmp_path):
    text = ward.file.text
    blocks = text.split("\nreview:")
    path = tmp_path / "en.yaml"
    moved = "review:" + blocks[1] + "\n# A comment\n" + blocks[0].replace("title: Opening", 'title:   "Opening', 1)
    moved = moved.replace("tube\n", 'tube"\n', 1)
    path.write_text(moved, encoding="utf-8")
    again = yamlfile.read(path, "en.yaml")

    assert again.text != text
    loaded = structs.replace(ward.handout(), handout=yamlfile.validate(Handout, again), file=again)
    assert _digest(loaded) == _digest(ward.handout())


def test_words_when_a_new_kind_of_value_comes_then_it_cannot_be_passed_over(ward):
    loaded = ward.handout()
    odd = loaded.handout.model_copy(update={"say_it": 1.5})

    with pytest.raises(TypeError, match="say_it"):
        words_of(structs.replace(loaded, handout=odd))
