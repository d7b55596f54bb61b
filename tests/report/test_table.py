from __future__ import annotations

import dataclasses

from handouts.report.history import Memory, memory
from handouts.report.table import table
from tests.report.conftest import TODAY
from tests.report.reading import Reader


def _heads(reader):
    return sum(each.get("scope") == "col" for each in reader.all("th"))


def test_table_when_made_then_each_cell_that_is_no_plain_word_has_a_value_to_sort_by(ward):
    found = ward.gathered()
    reader = Reader(table(found, memory(found.entries, TODAY, None), TODAY))

    assert _heads(reader) == 5
    assert len(reader.all("tr")) == 3
    cells = [attributes for name, attributes in reader.elements if name == "td"]
    assert len(cells) == 8
    assert sum("data-sort" in each for each in cells) == 6, "all but the status"
    apple, berry = float(str(cells[0]["data-sort"])), float(str(cells[4]["data-sort"]))
    assert apple < berry


def test_table_when_sorted_by_findings_then_one_error_weighs_more_than_many_warnings(ward):
    found = ward.gathered()
    berry = found.entries[1]
    (warning,) = berry.findings
    many = dataclasses.replace(berry, findings=(warning,) * 30)
    ward.add("ward/apple", **{"title:": "tilte:"})
    apple = ward.gathered().entries[0]
    made = dataclasses.replace(found, entries=(apple, many))
    reader = Reader(table(made, memory(made.entries, TODAY, None), TODAY))

    sorts = [str(each.get("data-sort", "")) for name, each in reader.elements if name == "td"]
    weights = [int(text) for text in sorts if text.isdigit()]
    assert weights[0] > weights[1] > 0


def test_table_when_there_was_a_report_before_then_has_a_column_of_changes(ward):
    found = ward.gathered()
    before = Memory("2026-11-01", {})
    reader = Reader(table(found, memory(found.entries, TODAY, before), TODAY))

    assert _heads(reader) == 6
    assert "Changed" in reader.text
