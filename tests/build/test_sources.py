"""A character without a glyph is told of where it stands."""

from __future__ import annotations

from handouts.build.sources import located
from handouts.errors import PdfError
from handouts.findings import Finding, Place
from handouts.pdf import MissingGlyphs
from handouts.yamlfile import read


def yaml(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read(tmp_path / name, name)


def test_located_when_a_character_stands_in_several_files_then_names_each_place(tmp_path):
    files = [
        yaml(tmp_path, "en.yaml", "title: Fever ≧ 38\nsteps:\n  - Wait ≧ 2 hours\n"),
        yaml(tmp_path, "clinic.yaml", "name: A ≧ B\n"),
    ]
    error = located(MissingGlyphs({"≧": "Fever ≧ 38"}), files)
    assert isinstance(error, PdfError)
    assert [str(finding.place) for finding in error.findings] == ["en.yaml:1:14", "en.yaml:3:10", "clinic.yaml:1:9"]
    assert {finding.code for finding in error.findings} == {"H401"}
    assert error.findings[0].message == "no font has the character “≧” (U+2267 GREATER-THAN OVER EQUAL TO)"
    assert error.findings[0].hint


def test_located_when_a_character_stands_in_no_file_then_names_the_handouts(tmp_path):
    files = [yaml(tmp_path, "en.yaml", "title: Fever\n")]
    (finding,) = located(MissingGlyphs({"≧": "from a template"}), files).findings
    assert finding.place == Place("en.yaml")
    assert "≧" in finding.message


def test_located_when_several_points_make_the_character_then_names_all(tmp_path):
    cluster = "👩\u200d⚕"
    files = [yaml(tmp_path, "en.yaml", f"title: {cluster} here\n")]
    (finding,) = located(MissingGlyphs({cluster: "x"}), files).findings
    assert "U+1F469 WOMAN U+200D ZERO WIDTH JOINER U+2695 STAFF OF AESCULAPIUS" in finding.message
    assert finding.place.line == 1


def test_located_when_the_writer_has_other_errors_then_keeps_them(tmp_path):
    files = [yaml(tmp_path, "en.yaml", "title: x\n")]
    error = PdfError(
        [Finding("H402", "a picture cannot be drawn", Place("handout")), Finding("H402", "b", Place("f", 3))]
    )
    assert [str(finding) for finding in located(error, files).findings] == [
        "en.yaml: H402 a picture cannot be drawn",
        "f:3: H402 b",
    ]
