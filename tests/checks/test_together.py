"""Handouts laid side by side, by what was gathered from each."""

from __future__ import annotations

from multiprocessing.reduction import ForkingPickler

from handouts.checks import together
from handouts.checks.run import AS_SHIPPED, examine
from tests.checks.beside import side_by_side
from tests.made_up_checks import TOGETHER

REASON = "The two are one and the same"


def test_side_by_side_when_handouts_contradict_each_other_then_tells_of_it(made_up, handouts):
    together = handouts("title: One\n---\ntitle: Two\n---\ntitle: One")

    (found,) = side_by_side(together).findings

    assert (found.code, found.place.file) == (TOGETHER, "content/ward/topic-3/en.yaml")
    assert side_by_side(together[:2]).findings == ()
    assert side_by_side(together[:1]).findings == ()


def test_side_by_side_when_a_file_allows_the_difference_then_it_passes_with_its_reason(made_up, handouts):
    allowed = f"checks: {{allow: [{{code: {TOGETHER}, words: One, reason: {REASON}}}]}}"
    together = handouts(f"title: One\n---\ntitle: One\n{allowed}")

    done = side_by_side(together, whole=True)

    assert done.findings == ()
    assert [pardon.reason for pardon in done.pardons] == [REASON]
    # One handout alone cannot tell whether the entry is of use.
    assert examine(together[1]).findings == ()
    alone = side_by_side(handouts(f"title: One\n{allowed}\n---\ntitle: Two"), whole=True)
    assert [each.code for each in alone.findings] == ["H301"]


def test_sheet_when_sent_to_another_process_then_it_is_small_and_says_the_same(handouts):
    allowed = f"checks: {{allow: [{{code: H372, words: driving, reason: {REASON}}}]}}"
    one, other = handouts(f"return_to: [{{activity: driving, after: 1 day}}]\n---\n{allowed}")

    sheets = [together.sheet(each, examine(each), AS_SHIPPED) for each in (one, other)]
    sent = [bytes(ForkingPickler.dumps(each)) for each in sheets]

    assert max(map(len, sent)) < 8000
    assert ForkingPickler.loads(sent[0]) == sheets[0]
    topics = [together.Topic((ForkingPickler.loads(each),)) for each in sent]
    found = together.side_by_side(topics, AS_SHIPPED, whole=True).findings
    assert [(each.code, each.place.file) for each in found] == [("H301", other.loaded.file.shown)]


def test_sheet_when_a_check_is_turned_off_then_nothing_is_gathered_for_it(with_settings):
    made, settings = with_settings("settings: {severities: {H370: off}}")

    assert "H370" not in together.sheet(made, examine(made, settings), settings).facts
    assert "H370" in together.sheet(made, examine(made), AS_SHIPPED).facts


def test_between_when_the_check_is_turned_off_or_one_language_stands_alone_then_nothing_is_found(
    handouts, with_settings
):
    topic = handouts("topic: a\nsummary: Rest 2 days.\n---\ntopic: a\nlanguage: es\nsummary: Descanse 3 días.")
    _, settings = with_settings("settings: {severities: {H378: off}}")

    assert {code for code, _ in together.between(topic, AS_SHIPPED)} >= {"H377"}
    assert together.between(topic[:1], AS_SHIPPED) == ()
    assert "H378" not in {code for code, _ in together.between(topic, settings)}
