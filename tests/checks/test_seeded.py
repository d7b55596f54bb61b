"""Every check against faults that were seeded into real words: each is caught, and without them nothing is said."""

from __future__ import annotations

from collections import Counter

import pytest

from handouts.checks.registry import checks
from tests.checks.faults import before, faults, found

FEWEST = 5


def test_faults_when_counted_then_each_check_has_five_that_differ():
    seeded = Counter(fault.code for fault in faults())
    # A fault is one of its own if it is another change, or the same change found by another word.
    distinct = Counter(code for code, *_ in {(f.code, f.where, f.was, f.now, f.clinic, f.finds) for f in faults()})

    assert {code: count for code, count in distinct.items() if count != seeded[code]} == {}
    assert {code: seeded[code] for code in checks() if seeded[code] < FEWEST} == {}
    assert set(seeded) - set(checks()) == set()


@pytest.mark.parametrize("fault", faults(), ids=str)
def test_fault_when_seeded_then_its_check_finds_it_where_it_stands(fault, tmp_path):
    assert found(fault, tmp_path), f"{fault.code} does not find “{fault.finds}” in: {fault.now or fault.was}"


@pytest.mark.parametrize("code", sorted(checks()))
def test_check_when_nothing_is_seeded_then_it_finds_nothing(code):
    assert [str(finding) for finding in before(code)] == []
