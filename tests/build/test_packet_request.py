from __future__ import annotations

import datetime

import pytest

from handouts.build import PacketRequest, Selection, Shelf
from handouts.build.packet_request import plan_packet
from handouts.errors import UsageError

TODAY = datetime.date(2026, 11, 21)


def planned(folder, *topics, packet=None, **selected):
    selection = Selection(topics, today=TODAY, workspace=folder, **selected)
    return plan_packet(PacketRequest(selection, **(packet or {})), Shelf())


def refused(folder, *topics, packet=None, **selected):
    """Return place and code of each finding."""
    with pytest.raises(UsageError) as caught:
        planned(folder, *topics, packet=packet, **selected)
    assert all(finding.hint for finding in caught.value.findings)
    return [(finding.place.file, finding.code) for finding in caught.value.findings]


def test_plan_when_topics_are_named_then_they_keep_their_order(folder):
    made = planned(folder, "valve", "cardiology/stent", layouts=("standard", "large-print"))

    assert [(one.topic, one.layout) for one in made.requests] == [
        ("cardiology/valve", "standard"),
        ("cardiology/valve", "large-print"),
        ("cardiology/stent", "standard"),
        ("cardiology/stent", "large-print"),
    ]
    assert made.findings == ()


def test_plan_when_a_topic_is_named_twice_then_it_stands_once_and_a_warning_says_so(folder):
    made = planned(folder, "valve", "cardiology/stent", "cardiology/valve")

    assert [one.topic for one in made.requests] == ["cardiology/valve", "cardiology/stent"]
    assert [(f.code, f.severity.value) for f in made.findings] == [("H572", "warning")]


@pytest.mark.parametrize(
    ("topics", "selected", "packet", "file"),
    [
        (("valve",), {}, {}, "packets/valve.pdf"),
        (("valve",), {}, {"booklet": True}, "packets/valve.booklet.pdf"),
        (("valve", "radiology/stent"), {}, {}, "packets/valve-and-radiology-stent.pdf"),
        (("valve",), {"layouts": ("large-print",), "page_size": "a4"}, {}, "packets/valve-large-print-a4.pdf"),
        (("valve",), {"languages": ("es",)}, {}, "packets/valve-es.pdf"),
        ((), {"departments": ("cardiology",)}, {}, "packets/cardiology.pdf"),
        (("valve",), {"layouts": ("large-print",)}, {"name": "Heart-2"}, "packets/Heart-2.pdf"),
        (("valve",), {}, {"name": "con", "cover": True, "duplex": True, "copies": 9}, "packets/_con.pdf"),
    ],
)
def test_plan_when_named_then_the_file_has_a_stable_name_that_no_handout_has(folder, topics, selected, packet, file):
    made = planned(folder, *topics, packet=packet, **selected)

    assert made.file == file
    assert made.file.count(".") - packet.get("booklet", False) < 2  # handouts have a language and a layout


def test_plan_when_the_topics_are_many_then_the_name_is_short_and_tells_packets_apart(folder, add_topic):
    names = [f"a-topic-with-a-rather-long-name-{n}" for n in range(5)]
    for name in names:
        add_topic(f"cardiology/{name}")
    one, other = planned(folder, *names).file, planned(folder, *names[1:], names[0]).file

    assert one.startswith("packets/a-topic-with-a-rather-long-name-0-and-4-more-")
    assert len(one) < 110
    assert one != other


@pytest.mark.parametrize(
    ("topics", "selected", "packet", "expected"),
    [
        ((), {}, {}, [("TOPIC", "H570")]),
        (("nope",), {}, {}, [("TOPIC", "H531")]),
        (("valve",), {"layouts": ("nope",)}, {}, [("--layout", "H534")]),
        (("valve",), {}, {"copies": 0}, [("--copies", "H571")]),
        (("valve",), {}, {"copies": -3}, [("--copies", "H571")]),
        (("valve",), {}, {"copies": 501}, [("--copies", "H571")]),
        (("valve",), {"appointment": "2026-12-03 08:30"}, {}, [("--appointment", "H573")]),
        (("valve",), {}, {"title": " "}, [("--title", "H574")]),
        (("valve",), {}, {"title": "a\nb"}, [("--title", "H574")]),
        (("valve",), {}, {"title": "a\u202eb"}, [("--title", "H574")]),
        (("valve",), {}, {"title": "x" * 121}, [("--title", "H574")]),
        (("valve",), {}, {"name": "../valve"}, [("--name", "H579")]),
        (("valve",), {}, {"name": "a.pdf"}, [("--name", "H579")]),
        (("valve",), {}, {"name": ""}, [("--name", "H579")]),
        (("nope",), {}, {"copies": 0, "name": "/"}, [("--copies", "H571"), ("--name", "H579"), ("TOPIC", "H531")]),
    ],
)
def test_plan_when_the_packet_makes_no_sense_then_everything_wrong_is_told(folder, topics, selected, packet, expected):
    assert refused(folder, *topics, packet=packet, **selected) == expected
