"""From a list to requests."""

from __future__ import annotations

import datetime
import re
import tracemalloc

import pytest

from handouts.errors import HandoutsError


def codes(found):
    return [(f.code, f.place.line) for f in found]


def refused(lists, path, **more):
    with pytest.raises(HandoutsError) as caught:
        lists.plan(path, **more)
    return [f.code for f in caught.value.findings], caught.value


def test_plan_when_rows_are_right_then_each_is_a_request_of_its_own(lists):
    path = lists.write(
        "a1,apple,2026-12-03,08:30,07:00,East,Dr. X,en,large-print,a4",
        ",ward/berry,,,,,,,,",
    )
    plan = lists.plan(path)
    first, second = plan.rows
    assert (plan.name, plan.skipped, plan.findings) == ("list", 0, [])
    assert (first.topic, first.language, first.layout, first.page_size) == ("ward/apple", "en", "large-print", "a4")
    assert first.personal is not None
    assert first.personal.file == "merge/list/a1.ward.apple.pdf"
    assert first.personal.day == datetime.date(2026, 12, 3)
    assert (first.personal.start, first.personal.arrive) == (datetime.time(8, 30), datetime.time(7))
    assert (first.personal.place, first.personal.clinician) == ("East", "Dr. X")
    assert second.personal is not None
    assert re.fullmatch(r"merge/list/[0-9a-f]{20}\.ward\.berry\.pdf", second.personal.file)
    assert (second.personal.row.line, second.layout) == (3, "standard")
    assert "East" not in repr(first)
    assert "Dr. X" not in repr(first)


def test_plan_when_the_options_say_more_then_they_hold_for_rows_that_say_nothing(lists):
    path = lists.write(",,large-print", "berry,,", head="topic,page_size,layout")
    plan = lists.plan(path, topic="apple", page_size="a4", layout="standard")
    assert [(r.topic, r.layout, r.page_size) for r in plan.rows] == [
        ("ward/apple", "large-print", "a4"),
        ("ward/berry", "standard", "a4"),
    ]


def test_plan_when_rows_are_wrong_then_each_is_told_and_the_others_stay(lists):
    path = lists.write(
        "a1,apple,12/03/2026,,,,,,,",
        "a2,aple,,,,,,,,",
        "a3,apple,,,,,,,larg-print,",
        "a4,apple,,,,,,es,,",
        "a5,apple,,,,,,,,a5",
        'a6,apple,,,,"Main\nbuilding",,,,',
        "a7,apple,,,,,,,,",
        "a7,,,,,,,,,",
        "a7,apple",
        "A7,apple,,,,,,,,",
        "a7,berry,,,,,,,,",
    )
    plan = lists.plan(path)
    assert codes(plan.findings) == [
        ("H537", 2), ("H531", 3), ("H534", 4), ("H540", 5), ("H536", 6), ("H531", 10), ("H585", 11), ("H589", 12),
    ]  # fmt: skip
    assert plan.skipped == 8
    assert [r.personal.file for r in plan.rows] == [
        f"merge/list/{name}.pdf" for name in ("a6.ward.apple", "a7.ward.apple", "a7.ward.berry")
    ]
    hints = {f.code: f.hint for f in plan.findings}
    assert "“ward/apple”" in hints["H531"] or "“apple”" in hints["H531"] or "handouts list" in hints["H531"]
    assert "Did you mean “large-print”" in hints["H534"]


def test_plan_when_a_cell_is_in_the_wrong_column_then_no_message_repeats_it(lists):
    secret = "Jane-Doe-4711"
    rows = [",".join([*[""] * at, secret, *[""] * (9 - at)]) for at in range(10)]
    plan = lists.plan(lists.write(*rows), topic="apple")
    assert len(plan.findings) >= 7
    assert not any("Doe" in f"{f.message} {f.hint}" for f in plan.findings)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"topic": "aple"}, "H531"),
        ({"topic": "apple", "layout": "larg-print"}, "H534"),
        ({"topic": "apple", "page_size": "a5"}, "H536"),
        ({"topic": "apple", "language": "xx"}, "H535"),
        ({"topic": "apple", "name": "../up"}, "H525"),
        ({"topic": "apple", "name": "a b"}, "H525"),
        ({"topic": "apple", "password_column": "pin"}, "H584"),
        ({"topic": "apple", "ignored": ("pin",)}, "H584"),
    ],
)
def test_plan_when_an_option_is_wrong_then_the_command_makes_no_sense(lists, more, code):
    found, error = refused(lists, lists.write("a1", head="id"), **more)
    assert found == [code]
    assert error.exit_code == 3
    assert error.findings[0].place.file.startswith("--")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("", "H581"),
        ("id,topic\n", "H581"),
        ("id,topic\n,\n\n", "H581"),
        ("id,tpic\na,b\n", "H582"),
        ("id\na\n", "H584"),
    ],
)
def test_plan_when_the_list_is_no_list_then_is_refused(lists, data, code):
    path = lists.department.folder / "list.csv"
    path.write_text(data)
    found, error = refused(lists, path)
    assert code in found
    assert error.exit_code == 2


@pytest.mark.parametrize(
    ("file", "name"),
    [("Thursday, 3 Dec..csv", "thursday-3-dec"), ("Ü.csv", "list"), ("x" * 90 + ".csv", "x" * 60), ("con.csv", "con")],
)
def test_plan_when_the_list_has_any_name_then_its_folder_is_safe(lists, file, name):
    plan = lists.plan(lists.write("a1", head="id", name=file), topic="apple")
    assert plan.name == name
    assert plan.rows[0].personal.file.startswith(f"merge/{'_con' if name == 'con' else name}/")


def _planned(lists, count):
    rows = (f"p{n},apple,2026-12-03,08:30,07:15,East wing {n},Dr. Ana Silva {n},,," for n in range(count))
    made = lists.plan(lists.write(*rows))
    assert len(made.rows) == count
    assert made.rows[count - 1].personal.clinician == f"Dr. Ana Silva {count - 1}"
    assert made.rows.told(count - 1).line == count + 1
    return made


def test_plan_when_the_list_has_100_000_rows_then_each_is_there(lists):
    assert len(_planned(lists, 100_000).rows) == 100_000


def test_plan_when_a_list_is_long_then_memory_stays_small(lists):
    count = 10_000  # every row costs alike, and to trace memory takes ten times as long
    _planned(lists, 10)
    tracemalloc.start()
    try:
        made = _planned(lists, count)
        kept, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # A request with its personal values alone would take 1,000 bytes a row, a document 100,000.
    assert 0 < kept < 250 * count
    assert peak < 500 * count
    assert made.rows


def test_plan_when_read_twice_then_random_ids_differ(lists):
    path = lists.write(*["apple"] * 200, head="topic")
    ids = [request.personal.file for _ in range(2) for request in lists.plan(path).rows]
    assert len(set(ids)) == 400
