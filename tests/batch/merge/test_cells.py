"""What may stand in a row, and that no message repeats it."""

from __future__ import annotations

import datetime

import pytest

from handouts.batch.merge.cells import RowReader
from handouts.batch.merge.columns import read_header
from handouts.batch.merge.table import Row
from handouts.findings import Place, Severity

TODAY = datetime.date(2026, 11, 21)


def reader(names: str, **more) -> RowReader:
    header, wrong = read_header(names.split(","), Place("list.csv", 1), has_topic=True, **more)
    assert header is not None, wrong
    return RowReader(header, "list.csv", TODAY)


def read(names: str, *cells: str, line: int = 7, **more):
    return reader(names, **more).read(Row(line, list(cells)))


def one(names: str, *cells: str, **more):
    values, found = read(names, *cells, **more)
    assert values is None
    (finding,) = found
    for cell in cells:
        if len(cell.strip()) > 5 and cell != "2026-12-03":
            assert cell.strip() not in f"{finding.message} {finding.hint}"
    return finding


def test_row_when_right_then_every_value_is_read():
    values, found = read(
        "id,date,time,arrive,place,clinician,pin,layout",
        "a-1",
        "2026-12-03",
        "08:30",
        "07:00",
        " East\u00a0wing,\r\n  floor  2 ",
        "Dr. A\u0301na “Núñez” D’Arcy",
        "correct horse",
        "large-print",
        password="pin",
    )
    assert found == []
    assert values is not None
    assert (values.day, values.start) == (datetime.date(2026, 12, 3), datetime.time(8, 30))
    assert (values.arrive, values.password) == (datetime.time(7), "correct horse")
    assert values.texts == {
        "id": "a-1",
        "place": "East\u00a0wing, floor 2",
        "clinician": "Dr. Ána “Núñez” D’Arcy",
        "layout": "large-print",
    }


@pytest.mark.parametrize("text", ["2026-12-03 08:30", "2026-12-03T08:30"])
def test_appointment_when_in_one_column_then_is_date_and_time(text):
    values, _ = read("appointment", text)
    assert values is not None
    assert (values.day, values.start) == (datetime.date(2026, 12, 3), datetime.time(8, 30))


@pytest.mark.parametrize(("names", "cells"), [("date,time", ("2026-12-03", "")), ("time,date", ("08:30", ""))])
def test_appointment_when_half_is_known_then_that_half_is_taken(names, cells):
    values, found = read(names, *cells)
    assert found == []
    assert values is not None
    assert (values.day is None) != (values.start is None)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("date", "12/03/2026", "two ways"),
        ("date", "3.12.2026", "two ways"),
        ("date", "03-12-26", "two ways"),
        ("date", "2026-02-30", "no calendar"),
        ("date", "2026-13-01", "no calendar"),
        ("date", "2026-12-3", "not a date"),
        ("date", "46359", "not a date"),
        ("date", "٢٠٢٦-١٢-٠٣", "not a date"),
        ("date", "0026-12-03", "cannot be right"),
        ("date", "9999-12-03", "cannot be right"),
        ("time", "8:30", "not a time"),
        ("time", "24:00", "not a time"),
        ("time", "08:60", "not a time"),
        ("time", "08:30 AM", "not a time"),
        ("arrive", "seven", "not a time"),
        ("appointment", "2026-12-03", "not a date and a time"),
        ("appointment", "2026-12-03 8:30", "not a time"),
    ],
)
def test_appointment_when_it_has_another_form_then_says_which_to_write(name, text, says):
    finding = one(name, text)
    assert finding.code in ("H537", "H588")
    assert says in finding.message
    assert finding.place == Place("list.csv", 7)
    assert finding.hint


def test_appointment_when_past_then_warns_and_reads_the_row():
    values, (warning,) = read("date", "2026-11-20")
    assert values is not None
    assert (warning.code, warning.severity) == ("H538", Severity.WARNING)
    assert read("date", "2026-11-21")[1] == []


def test_arrive_when_later_than_the_procedure_then_is_refused():
    assert "later" in one("time,arrive", "08:30", "09:00").message
    assert read("time,arrive", "08:30", "08:30")[1] == []


@pytest.mark.parametrize("identity", ["../x", "a b", "a.b", "-rf", "ä1", "x" * 65, "a/b", "NUL:"])
def test_id_when_it_cannot_be_a_name_then_is_refused(identity):
    assert one("id", identity).code in ("H586", "H588")


@pytest.mark.parametrize(
    "cell", ["=cmd|' /C calc'!A0", "=1+1", "#REF!", "#N/A", "#NAME?", "########", "NULL", "nan", "None"]
)
def test_cell_when_a_program_broke_it_then_is_refused(cell):
    assert one("place", cell).code == "H587"
    assert one("pin", cell, password="pin").code == "H587"


@pytest.mark.parametrize("cell", ["+1 building", "-2 (basement)", "@ Main entrance", "# 12", "<b>&amp;", "{{ x }}"])
def test_cell_when_it_only_looks_like_a_formula_then_stands_as_it_is(cell):
    values, found = read("place", cell)
    assert found == []
    assert values is not None
    assert values.texts == {"place": cell}


@pytest.mark.parametrize(
    "character", ["\u202e", "\u200b", "\x07", "\x1b", "\u2028", "\ufeff", "\ufffd", "\ue000", "\x85"]
)
def test_cell_when_a_character_shows_nothing_then_is_refused_with_its_number(character):
    finding = one("clinician", f"Dr. S{character}ilva")
    assert (finding.code, f"U+{ord(character):04X}" in finding.message) == ("H118", True)


def test_cell_when_too_long_then_is_refused():
    assert one("place", "x" * 201).code == "H588"
    assert one("place", "x " * 100_000).code == "H588"
    assert read("place", "x" * 200)[1] == []


@pytest.mark.parametrize(("cells", "count"), [(("a",), 1), (("a", "b", "c"), 3)])
def test_row_when_it_has_not_the_cells_of_the_first_line_then_is_refused(cells, count):
    finding = one("id,place", *cells)
    assert finding.code == "H585"
    assert f"{count} cells" in finding.message


def test_row_when_text_stands_under_no_name_then_is_refused():
    assert read("id,,", "a", "", " ")[1] == []
    assert one("id,,", "a", "", "lost words").code == "H585"


def test_row_when_several_cells_are_wrong_then_each_is_told_with_its_own_line():
    values, found = read("place,date,time", "Main\nbuilding\nhall", "tomorrow", "8", line=4)
    assert values is None
    assert [(f.code, f.place.line) for f in found] == [("H537", 6), ("H537", 6)]


@pytest.mark.parametrize("password", ["", "short", " spaces around ", "mrn-4711-x"])
def test_password_when_it_will_not_do_then_is_refused(password):
    finding = one("id,pin", "MRN-4711", password, password="pin")
    assert finding.code == "H590"
