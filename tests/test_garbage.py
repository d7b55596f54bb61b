"""Tests for handouts.garbage."""

from __future__ import annotations

import gc

import pytest

from handouts.garbage import uncollected


def test_uncollected_when_entered_then_no_search_runs_until_the_outermost_is_left():
    assert gc.isenabled()
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_uncollected_when_work_fails_then_searches_run_again():
    with pytest.raises(ValueError, match="no file"), uncollected():
        raise ValueError("no file")
    assert gc.isenabled()


def test_uncollected_when_the_caller_has_stopped_searches_then_they_stay_stopped():
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
