"""From the bytes of a list to rows with their lines."""

from __future__ import annotations

import pytest

from handouts.batch.merge.table import read_table
from handouts.errors import ContentError, HandoutsError, WorkspaceError

ROWS = [["id", "place"], ["a1", "Höhe"], ["b2", "x"]]


def rows(tmp_path, data: bytes):
    path = tmp_path / "list.csv"
    path.write_bytes(data)
    return list(read_table(path, "list.csv"))


def refused(tmp_path, data: bytes):
    with pytest.raises(HandoutsError) as caught:
        rows(tmp_path, data)
    (finding,) = caught.value.findings
    return finding


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
def test_table_when_a_program_has_its_own_form_then_reads_the_same(tmp_path, separator, end, mark):
    text = end.join(separator.join(row) for row in ROWS)
    for tail in ("", end):
        made = rows(tmp_path, mark + (text + tail).encode())
        assert [row.cells for row in made] == ROWS
        assert [row.line for row in made] == [1, 2, 3]


def test_table_when_cells_hold_separators_and_line_ends_then_lines_are_those_of_the_file(tmp_path):
    text = 'id,place,clinician\r\n"a,1","Main\r\nbuilding\nfloor 2",x\r\n\r\n,,\r\nb,"say ""hi""",y\r\n'
    made = rows(tmp_path, text.encode())
    assert [row.cells for row in made] == [
        ["id", "place", "clinician"],
        ["a,1", "Main\r\nbuilding\nfloor 2", "x"],
        ["b", 'say "hi"', "y"],
    ]
    assert [row.line for row in made] == [1, 2, 7]
    assert [made[1].line_of(index) for index in range(3)] == [2, 2, 4]


def test_table_when_the_place_has_the_other_separators_then_the_first_line_decides(tmp_path):
    assert rows(tmp_path, b"id;place;clinician\na;one, two, three;x\n")[1].cells == ["a", "one, two, three", "x"]
    assert rows(tmp_path, b"place\none; two, three\n")[1].cells == ["one; two", " three"]


@pytest.mark.parametrize("first", [b"sep=;\r\n", b"\xef\xbb\xbfsep=;\n", b"SEP=;\n"])
def test_table_when_the_separator_has_a_line_of_its_own_then_it_is_taken(tmp_path, first):
    made = rows(tmp_path, first + b"id;place\na;b\n")
    assert [(row.line, row.cells) for row in made] == [(2, ["id", "place"]), (3, ["a", "b"])]


def test_table_when_lines_are_blank_then_they_are_passed_over_and_counted(tmp_path):
    made = rows(tmp_path, b"\n  \nid,place\n\n\na,b\n , \n")
    assert [(row.line, row.cells) for row in made] == [(3, ["id", "place"]), (6, ["a", "b"])]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b" , \n"])
def test_table_when_it_is_empty_then_is_refused(tmp_path, data):
    assert refused(tmp_path, data).code == "H581"


@pytest.mark.parametrize(
    ("data", "code", "line", "says"),
    [
        ("id,place\na,b\n".encode("utf-16"), "H503", 0, "UTF-16"),
        ("id,place\na,b\n".encode("utf-16-le"), "H503", 1, "value 0"),
        ("id,place\na,b\n".encode("utf-16-be"), "H503", 1, "value 0"),
        (b"id,place\na,b\nc,H\xf6he\n", "H503", 3, "F6"),
        (b"\xef\xbb\xbfid,place\r\n\"a\r\nb\",\x93x\x94\r\n", "H503", 3, "93"),
        (b"id,place\ra,\xe9\r", "H503", 2, "E9"),
        (b"id,place\na,b\0c\n", "H503", 2, "value 0"),
        (b"PK\x03\x04....", "H580", 0, ".xlsx"),
        (b"\xd0\xcf\x11\xe0....", "H580", 0, ".xls"),
        (b'id,place\na,b\nc,"d\ne,f\ng,h\n', "H580", 3, "not closed"),
        (b'id,place\nx,"a\nb"\na,"b"c\n', "H580", 4, "goes on"),
        (b'id,place\na,"' + b"x" * 200_000 + b"\n", "H580", 2, "not closed"),
    ],
    ids=["UTF-16", "UTF-16 LE", "UTF-16 BE", "Latin-1", "Windows-1252", "Latin-1 CR", "NUL", "xlsx", "xls",
         "open quote", "text after quote", "endless cell"],
)  # fmt: skip
def test_table_when_nobody_can_tell_what_it_says_then_is_refused_with_the_line(tmp_path, data, code, line, says):
    finding = refused(tmp_path, data)
    assert (finding.code, finding.place.line) == (code, line)
    assert says in finding.message
    if code == "H503" or "file of" in finding.message:
        assert "CSV UTF-8" in finding.hint


def test_table_when_it_is_not_there_then_says_so(tmp_path):
    with pytest.raises(WorkspaceError) as caught:
        list(read_table(tmp_path / "none.csv", "none.csv"))
    assert caught.value.findings[0].code == "H501"
    with pytest.raises(WorkspaceError):
        list(read_table(tmp_path, "folder"))


def test_table_when_its_bytes_are_wrong_far_down_then_no_row_is_given_out(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(b"id,place\n" + b"a,b\n" * 50_000 + b"c,\xe9\n")
    with pytest.raises(ContentError) as caught:
        next(read_table(path, "list.csv"))
    assert caught.value.findings[0].place.line == 50_002
