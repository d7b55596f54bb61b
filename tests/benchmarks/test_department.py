"""What is timed is the whole comparison: as many handouts as asked for, beside the shipped ones."""

from tests.benchmarks.department import fill, measure


def test_measure_when_given_a_few_handouts_then_every_step_is_timed(tmp_path):
    found = measure(4, tmp_path)

    assert len(list((tmp_path / "content").glob("*/*/en.yaml"))) == 4
    assert 0 < found["compare"] < found["whole"]
    assert abs(found["read"] + found["compare"] - found["whole"]) < 0.001


def test_fill_when_topics_are_fewer_then_each_is_written_again_under_another_name(tmp_path):
    fill(9, tmp_path)

    texts = [file.read_bytes() for file in (tmp_path / "content").glob("*/*/en.yaml")]
    assert len(texts) == 9
    assert len(set(texts)) == 4
