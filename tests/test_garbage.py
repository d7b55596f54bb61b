"""Tests for handouts.garbage."""

from __future__ import annotations

import gc

import pytest

from handouts import garbage
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


def test_postpone_when_called_then_no_search_runs_until_resume_which_leaves_out_what_is_there():
    threshold, before = gc.get_threshold(), gc.get_freeze_count()
    garbage.postpone()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        garbage.resume()
        gc.set_threshold(*threshold)
    assert gc.isenabled()
    assert gc.get_freeze_count() > before
    gc.unfreeze()


def test_resume_when_nothing_was_postponed_then_nothing_changes():
    before = gc.get_freeze_count()
    garbage.resume()
    assert gc.isenabled()
    assert gc.get_freeze_count() == before
