"""What each code means, and that every code has its meaning."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import handouts as package
from handouts.checks.registry import checks
from handouts.cli import explain
from handouts.errors import ExitCode
from handouts.findings import Finding, Place
from tests.made_up_checks import ADJUSTABLE, GUARDED, SPANISH, TOGETHER

ROOT = Path(package.__file__).parent
# Its codes are examples of what a settings file may name.
EXAMPLES = ROOT / "content" / "checking.py"


def _codes_in_the_source():
    found: dict[str, str] = {}
    for path in sorted(ROOT.rglob("*.py")):
        if path == EXAMPLES or "builtin" in path.relative_to(ROOT).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"H\d{3}", node.value):
                found.setdefault(node.value, path.relative_to(ROOT).as_posix())
    return found


@pytest.fixture
def with_checks(monkeypatch):
    """Give the real checks back, which the other tests of commands do without."""
    monkeypatch.undo()


def test_codes_when_they_stand_in_the_source_then_each_is_explained_and_no_other(with_checks):
    used = _codes_in_the_source()
    explained = {*checks(), *explain.meanings()}

    assert len(used) > 100
    assert {code: place for code, place in used.items() if code not in explained} == {}
    assert sorted(explained - used.keys()) == []
    assert sorted(checks().keys() & explain.meanings().keys()) == []


def test_meanings_when_read_then_are_whole_sentences_in_order():
    meanings = explain.meanings()

    assert list(meanings) == sorted(meanings)
    assert [code for code, each in meanings.items() if not (each.means.endswith(".") and each.do.endswith("."))] == []


@pytest.mark.parametrize("word", ["H110", "h110", " H110 "])
def test_explain_when_it_is_no_checks_code_then_says_what_it_means_and_what_to_do(handouts, word):
    called = handouts("check", "--explain", word)

    assert (called.code, called.err) == (0, "")
    assert called.out.startswith("H110\n")
    assert "A key is not known" in called.out
    assert "handouts schema" in called.out


def test_explain_when_it_is_a_checks_code_then_says_all_that_its_rule_says(made_up, handouts):
    out = handouts("check", "--explain", GUARDED).out
    rule = checks()[GUARDED].rule

    assert out.startswith(f"{GUARDED}  The word gizmo  (error)\n")
    for words in (rule.why, rule.source, rule.instead, rule.good, rule.bad, "cannot be turned down"):
        assert words in out
    assert "content/checks.yaml" in handouts("check", "--explain", ADJUSTABLE).out
    assert "handouts in es" in handouts("check", "--explain", SPANISH).out
    assert (
        "      title: One thing\n      ---\n      title: Another thing\n"
        in handouts("check", "--explain", TOGETHER).out
    )


def test_explain_when_asked_for_json_then_prints_the_rule_as_data(made_up, handouts):
    data = handouts("check", "--explain", GUARDED, "--json").json()

    assert (data["code"], data["severity"], data["guarded"]) == (GUARDED, "error", True)
    assert set(handouts("check", "--explain", "H110", "--json").json()) == {"code", "means", "do"}


@pytest.mark.parametrize("word", ["H000", "H", "", "titel", "H1100", "\x1b[31m"])
def test_explain_when_there_is_no_such_code_then_says_so(handouts, word):
    called = handouts("check", "--explain", word)

    assert (called.code, called.codes(), called.out) == (ExitCode.USAGE, {"H309"}, "")
    assert "\x1b" not in called.err


def test_reasons_when_no_finding_is_a_checks_then_prints_nothing(capsys):
    explain.reasons([Finding("H110", "unknown", Place("a.yaml"))])

    assert capsys.readouterr().err == ""
