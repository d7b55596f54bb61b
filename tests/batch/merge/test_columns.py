"""The first line of a list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handouts.batch.merge.columns import COLUMNS, known, limit_of, read_header
from handouts.findings import Place

HERE = Place("list.csv", 1)


def read(line: str, **more):
    return read_header(line.split(","), HERE, **{"has_topic": True, **more})


def wrong(line: str, **more):
    header, found = read(line, **more)
    assert header is None
    return [(f.code, f.place.file) for f in found], " ".join(f"{f.message} {f.hint}" for f in found)


def test_header_when_right_then_says_where_each_column_stands():
    header, found = read("id, Date,Page size,,TIME")
    assert found == []
    assert header is not None
    assert header.at == {"id": 0, "date": 1, "page_size": 2, "time": 4}
    assert (header.width, header.unnamed, header.password) == (5, (3,), None)


@pytest.mark.parametrize(("name", "meant"), [("clinican", "clinician"), ("Tiem", "time"), ("page-sizes", "page_size")])
def test_header_when_a_column_is_misspelt_then_it_is_never_lost(name, meant):
    codes, told = wrong(f"id,{name}")
    assert codes == [("H582", "list.csv")]
    assert f"Did you mean “{meant}”?" in told
    assert "column 2" in told


def test_header_when_a_column_is_to_be_ignored_then_it_is():
    header, found = read("id,Remarks for us,date", ignored=["remarks_for us"])
    assert found == []
    assert header is not None
    assert header.at == {"id": 0, "date": 2}


def test_header_when_there_is_none_then_repeats_nothing_of_the_first_row():
    codes, told = wrong("17,Jane Doe,3 December")
    assert codes == [("H582", "list.csv")]
    assert not re.search("17|Jane|Doe|December", told)


@pytest.mark.parametrize(
    ("line", "more", "expected"),
    [
        ("id,date,ID", {}, [("H583", "list.csv")]),
        ("id,date,appointment", {}, [("H583", "list.csv")]),
        ("id,time,appointment", {}, [("H583", "list.csv")]),
        ("id,date", {"has_topic": False}, [("H584", "list.csv")]),
        ("id,date", {"password": "pin"}, [("H584", "--encrypt-with-column")]),
        ("id,date", {"password": "date"}, [("H583", "--encrypt-with-column")]),
        ("id,pin", {"password": "pin", "ignored": ["pin"]}, [("H583", "--encrypt-with-column")]),
        ("id,date", {"ignored": ["notes"]}, [("H584", "--ignore-column")]),
        ("id,pin,pin", {"password": "pin"}, [("H583", "list.csv")]),
        ("id,password", {}, [("H582", "list.csv")]),
    ],
)
def test_header_when_columns_do_not_fit_together_then_is_refused(line, more, expected):
    assert wrong(line, **more)[0] == expected


def test_header_when_passwords_have_a_column_then_it_is_no_column_of_the_page():
    header, found = read("id,Pass word,date", password="pass-word")
    assert found == []
    assert header is not None
    assert (header.password, header.at) == (1, {"id": 0, "date": 2})
    assert "--encrypt-with-column password" in wrong("id,password")[1]
    assert "Did you mean “pasword”" in wrong("id,pasword", password="password")[1]


def test_columns_when_told_in_the_readme_then_all_are_there():
    text = (Path(__file__).resolve().parents[3] / "README.md").read_text(encoding="utf-8")
    section = text.partition("### Personal copies")[2].partition("\n### ")[0]
    told = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    assert told == [column.name for column in COLUMNS]


def test_columns_when_looked_up_then_each_has_a_limit_that_its_example_keeps():
    assert len(COLUMNS) == 11
    assert [column.name for column in COLUMNS if len(column.example) > limit_of(column.name)] == []
    assert limit_of("anything else") == 127
    assert known(["ID", "x", "page size"]) == 2
