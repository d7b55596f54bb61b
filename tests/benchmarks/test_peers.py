"""Each peer of the benchmark sets the same words, markup-like characters included."""

import importlib

import pytest

from tests.benchmarks import lower, sample, simple, words

PEERS = {"platypus": "reportlab", "typst": "typst", "weasyprint": "weasyprint", "fpdf2": "fpdf"}


@pytest.mark.filterwarnings("ignore")  # a peer's own warnings are not this project's
@pytest.mark.parametrize("peer", PEERS)
def test_peer_when_given_every_block_holds_every_word(peer):
    pytest.importorskip(PEERS[peer], reason="an engine of the extra 'bench'")
    document = lower.document(sample.document())
    expected = words.expected(document)
    assert expected.total() > 600
    engine = importlib.import_module(f"tests.benchmarks.with_{peer}").Engine(lower.look(sample.theme(), sample.FONTS))
    seen = words.look_into(engine.compile(engine.prepare(document)), expected)
    assert seen.missing == ()
    assert seen.pages >= 3
    assert seen.tagged == (peer in ("typst", "weasyprint"))


def test_words_when_one_is_lost_tells_it():
    document = lower.document(sample.document())
    engine = importlib.import_module("tests.benchmarks.with_platypus").Engine(lower.look(sample.theme(), sample.FONTS))
    expected = words.expected(document)
    pdf = engine.compile(engine.prepare(document))
    expected["Sentence"] += 1
    expected["unheardof"] += 1
    assert words.look_into(pdf, expected).missing == ("Sentence", "unheardof")


def test_words_when_the_document_is_short_refuses_it():
    short = simple.Simple("en", "", "", "", (), (), "", "", "", (simple.Text((simple.Run("One two"),), "body"),))
    with pytest.raises(ValueError, match="2 words"):
        words.expected(short)
