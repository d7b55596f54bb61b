"""Each peer of the benchmark sets the same words, markup-like characters included."""

import importlib.util

import pytest

from tests.benchmarks import lower, sample, simple, words
from tests.benchmarks.worker import Worker

PEERS = {"platypus": "reportlab", "typst": "typst", "weasyprint": "weasyprint", "fpdf2": "fpdf"}


def look():
    return lower.look(sample.theme(), sample.FONTS)


@pytest.fixture(scope="module")
def document():
    return lower.document(sample.document(), look())


def set_by(peer, document):
    if not importlib.util.find_spec(PEERS[peer]):
        pytest.skip("an engine of the extra 'bench'")
    worker = Worker(peer, look())
    milliseconds, wall, pdf = worker.work(document)
    peak = worker.close()
    assert milliseconds > 0
    assert wall > 0
    # Less than a bare interpreter needs, or as much as no engine does, is not a measurement.
    assert 8 < peak < 2000
    return pdf


@pytest.mark.parametrize("peer", PEERS)
def test_peer_when_given_every_block_holds_every_word(peer, document):
    expected = words.expected(document)
    assert expected.total() > 600
    assert expected["heading"] == expected["label"] == 9
    seen = words.look_into(set_by(peer, document), expected)
    assert seen.missing == ()
    assert seen.pages >= 3
    assert seen.fonts
    assert all(font.startswith(("atkinsonhyperlegiblenext", "sourcesans")) for font in seen.fonts)
    assert seen.tagged == (peer in ("typst", "weasyprint"))


def test_words_when_one_is_lost_tells_it(document):
    expected = words.expected(document)
    expected["Sentence"] += 1
    expected["unheardof"] += 1
    assert words.look_into(set_by("platypus", document), expected).missing == ("Sentence", "unheardof")


def test_words_when_the_document_is_short_refuses_it():
    short = simple.Simple("en", "", "", "", (), (), "", "", "", (simple.Text((simple.Run("One two"),), "body"),))
    with pytest.raises(ValueError, match="2 words"):
        words.expected(short)
