"""``handouts packet``."""

from __future__ import annotations

import pytest

from handouts.build.packet_request import MOST_COPIES

TOPICS = ("chronic-total-occlusion", "vascular-embolization")


def test_packet_when_made_then_says_where_and_how_long_it_is(handouts, mine):
    called = handouts("packet", *TOPICS, "--cover", "--duplex")

    assert called.code == 0
    first, last = called.out.splitlines()
    assert first.startswith("output/packets/chronic-total-occlusion-and-vascular-embolization.pdf  ")
    assert " pages  " in first
    assert last == "2 handouts bound"
    assert (mine / first.split("  ")[0]).is_file()


def test_packet_when_json_is_asked_for_then_every_handout_has_its_page(handouts, mine):
    called = handouts("packet", *TOPICS, "--copies", "2", "--name", "heart", "--json")
    packet = called.json()["packet"]

    assert called.code == called.json()["exit_code"] == 0
    assert (packet["path"], packet["copies"], packet["accessible"]) == (str(mine / "output/packets/heart.pdf"), 2, True)
    assert [one["topic"].partition("/")[2] for one in packet["handouts"]] == list(TOPICS)
    assert packet["handouts"][0]["page"] == 2 < packet["handouts"][1]["page"] <= packet["pages"]


def test_booklet_when_made_then_says_that_it_is_for_paper_only_and_how_small(handouts, mine):
    called = handouts("packet", TOPICS[0], "--booklet", "--cover")

    assert called.code == 0
    assert "output/packets/chronic-total-occlusion.booklet.pdf" in called.out
    assert "not accessible (no PDF/UA)" in called.out
    assert "71%" in called.out
    assert "short edge" in called.out


def test_packet_when_quiet_then_prints_nothing(handouts, mine):
    called = handouts("packet", TOPICS[0], "--quiet")
    assert (called.code, called.out, called.err) == (0, "", "")


def test_packet_when_one_handout_is_wrong_then_exits_2_and_writes_none(handouts, mine, add_topic):
    file = add_topic("ward/berry", **{"title:": "titel:"})
    called = handouts("packet", "berry", TOPICS[0])

    assert called.code == 2
    assert called.out == ""
    assert f"{file.relative_to(mine)}:" in called.err
    assert called.err.endswith("no packet was written\n")
    assert not (mine / "output" / "packets").exists()


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ((), {"H570"}),
        (("nope",), {"H531"}),
        ((TOPICS[0], "--copies", "0"), {"H571"}),
        ((TOPICS[0], "--copies", str(MOST_COPIES + 1)), {"H571"}),
        ((TOPICS[0], "--name", "a/b", "--title", ""), {"H574", "H579"}),
        ((TOPICS[0], "--layout", "large-print", "--booklet"), {"H575"}),
        (("--department", "nope"), {"H533"}),
    ],
)
def test_packet_when_the_words_make_no_sense_then_exits_3_with_what_to_do(handouts, mine, words, codes):
    called = handouts("packet", *words)

    assert (called.code, called.out) == (3, "")
    assert called.codes() == codes
    assert not (mine / "output" / "packets").exists()


def test_packet_when_an_appointment_is_given_then_there_is_no_such_option(handouts, mine):
    called = handouts("packet", TOPICS[0], "--appointment", "2026-12-03 08:30")
    assert called.code == 3
    assert "--appointment" in called.err


def test_packet_when_a_topic_is_named_twice_then_warns_and_holds_it_once(handouts, mine):
    called = handouts("packet", TOPICS[0], f"cardiology/{TOPICS[0]}")

    assert called.code == 0
    assert called.codes() == {"H572"}
    assert "1 handout bound" in called.out


def test_packet_when_the_output_is_in_the_way_then_exits_4(handouts, mine, tmp_path):
    (tmp_path / "taken").write_text("a file")
    called = handouts("packet", TOPICS[0], "--output", str(tmp_path / "taken"))
    assert called.code == 4


def test_verify_when_there_is_a_packet_then_counts_it_and_finds_nothing_wrong(handouts, mine):
    handouts("packet", TOPICS[0])
    called = handouts("verify")

    assert called.code == 0
    assert called.codes() == {"H561"}
    assert "1 file as built" in called.out
    assert [one["file"] for one in handouts("verify", "--json").json()["packets"]] == [f"packets/{TOPICS[0]}.pdf"]
