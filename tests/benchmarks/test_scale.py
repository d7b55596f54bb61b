"""The workspace of the benchmark of scale, and its table."""

from __future__ import annotations

import pytest

from handouts.workspace import Workspace
from tests.benchmarks import scale


def test_workspace_of_when_handouts_are_asked_for_then_has_so_many_and_no_two_alike(tmp_path):
    assert scale.workspace_of(tmp_path, 6) == 6
    files = [file for file in Workspace((tmp_path,), tmp_path, tmp_path).topics() if file.department == "ward"]
    assert len(files) == len({file.path.read_text(encoding="utf-8") for file in files}) == 6


def test_told_when_a_run_is_over_then_ratios_are_taken_within_a_round_and_a_million_is_reckoned():
    one = scale.Way("one process", (), 1, [10.0, 20.0, 10.0], [9.0, 18.0, 9.0])
    two = scale.Way("two processes", (), 2, [5.0, 10.0, 5.5], [9.0, 18.0, 9.0])
    table = scale.told([one, two], 500, 88_000.0)
    assert "| one process | 50 | 1.00 |" in table
    assert "| two processes | 91 | 2.00 |" in table
    assert "18.0 ms of one core and 88 kB each" in table
    assert "5.0 core-hours, 88 GB, 5.6 hours with one process" in table


@pytest.mark.parametrize("count", [1, 9])
def test_workspace_of_when_the_count_is_no_multiple_then_still_has_so_many(tmp_path, count):
    scale.workspace_of(tmp_path, count)
    assert len(list((tmp_path / "content/ward").iterdir())) == count
