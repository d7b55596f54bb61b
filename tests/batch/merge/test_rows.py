"""The rows of a list in the order in which they are built."""

from __future__ import annotations

import datetime

from handouts.batch.merge.cells import Values
from handouts.batch.merge.rows import Kind, Rows, file_of
from handouts.build import Request

TODAY = datetime.date(2026, 11, 21)
APPLE = Kind("ward/apple", "en", "standard", None)
BERRY = Kind("ward/berry", "en", "large-print", "a4")


def made() -> Rows:
    rows = Rows(Request("", today=TODAY), "list.csv", "list")
    for line, kind in enumerate((APPLE, BERRY, APPLE, BERRY), start=2):
        values = Values({"place": f"P{line}"}, TODAY if line == 3 else None, None, datetime.time(0, 0), "")
        rows.add(line, f"id{line}", given=line == 2, kind=kind, values=values)
    rows.sort()
    return rows


def test_rows_when_sorted_then_those_of_one_kind_come_in_a_row():
    rows = made()
    assert [request.personal.row.line for request in rows if request.personal] == [2, 4, 3, 5]
    assert [request.topic for request in rows[1:3]] == ["ward/apple", "ward/berry"]
    assert rows[-1].page_size == "a4"
    assert rows.kinds == [APPLE, BERRY]
    assert rows.lines(BERRY) == [3, 5]


def test_rows_when_packed_then_values_come_back_as_they_were():
    personal = made()[2].personal
    assert personal is not None
    assert (personal.day, personal.start, personal.arrive) == (TODAY, None, datetime.time(0, 0))
    assert (personal.place, personal.clinician, personal.password) == ("P3", "", "")
    assert personal.file == "merge/list/id3.ward.berry.pdf"


def test_rows_when_a_kind_is_left_out_then_its_rows_are():
    rows = made()
    rows.sort(without=[APPLE])
    assert len(rows) == 2
    assert rows.ids() == {"id3", "id5"}


def test_row_when_told_of_then_an_id_that_somebody_gave_is_not():
    rows = made()
    assert [rows.told(index).id for index in range(4)] == ["", "id4", "id3", "id5"]
    assert rows.told(0) == (2, "", APPLE)


def test_file_when_an_id_is_the_name_of_a_device_then_it_is_safe():
    assert file_of("list", "NUL", "ward/apple") == "merge/list/_NUL.ward.apple.pdf"
