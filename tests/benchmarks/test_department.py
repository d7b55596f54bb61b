"""What is timed is the whole comparison: as many handouts as asked for, beside the shipped ones."""

from tests.benchmarks.department import command, fill, measure


def test_measure_when_given_a_few_handouts_then_every_step_is_timed(tmp_path):
    found = measure(4, tmp_path)

    assert len(list((tmp_path / "content").glob("*/*/en.yaml"))) == 4
    assert found["compare"] > 0
    assert min(found["read"], found["command"]) > found["compare"]


def test_command_when_run_then_every_handout_is_checked_by_its_words(tmp_path):
    fill(4, tmp_path)

    assert command(tmp_path).startswith("8 handouts right")
    assert command(tmp_path).endswith("; pages were not set: add --pages")


def test_fill_when_topics_are_fewer_then_each_is_written_again_in_other_words(tmp_path):
    fill(9, tmp_path)

    texts = [file.read_bytes() for file in (tmp_path / "content").glob("*/*/en.yaml")]
    assert len(texts) == 9
    assert len(set(texts)) == 9
