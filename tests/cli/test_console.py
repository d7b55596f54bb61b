"""What is printed, and what is never let through."""

from __future__ import annotations

import io

import pytest

from handouts.cli import console
from handouts.findings import Finding, Place, Severity

ERROR = Finding("H110", "unknown key", Place("b.yaml", 3, 1), "Delete it")
WARNING = Finding("H192", "not written yet", Place("a.yaml", 2, 5), severity=Severity.WARNING)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch):
    """Return a function that puts a terminal in the place of standard error: pytest sets its own after each fixture."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")

    def opened() -> Terminal:
        stream = Terminal()
        monkeypatch.setattr("sys.stderr", stream)
        return stream

    return opened


def test_findings_when_printed_then_are_sorted_once_each_with_an_indented_hint(capsys):
    console.findings([ERROR, WARNING, ERROR])
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "a.yaml:2:5: H192 warning: not written yet\nb.yaml:3:1: H110 unknown key\n    Delete it\n"


def test_findings_when_quiet_then_are_errors_only(capsys):
    console.findings([ERROR, WARNING], quiet=True)
    assert capsys.readouterr().err == "b.yaml:3:1: H110 unknown key\n    Delete it\n"


def test_findings_when_on_a_terminal_then_have_color(terminal):
    shown = terminal()
    console.findings([ERROR, WARNING])
    assert "\x1b[1;31mH110\x1b[0m" in shown.getvalue()
    assert "\x1b[33mH192\x1b[0m" in shown.getvalue()


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_findings_when_color_is_not_wanted_then_have_none(terminal, monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    shown = terminal()
    console.findings([ERROR])
    assert "H110" in shown.getvalue()
    assert "\x1b" not in shown.getvalue()


def test_findings_when_not_on_a_terminal_then_have_no_color(capsys, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    console.findings([ERROR])
    assert "\x1b" not in capsys.readouterr().err


def test_findings_when_they_hold_control_characters_then_spell_them_out(capsys):
    console.findings([Finding("H1", "a\x1b[2Jb\u202ec\nd", Place("x\x07.yaml", 1), "e\rf")])
    err = capsys.readouterr().err
    assert err == "x\\x07.yaml:1: H1 a\\x1b[2Jb\\x202ec\\x0ad\n    e\\x0df\n"


def test_progress_when_on_a_terminal_then_is_taken_away_again(terminal):
    shown = terminal()
    console.progress("1/2 stent")
    console.progress("")
    assert shown.getvalue() == "\r\x1b[2K1/2 stent\r\x1b[2K"


def test_progress_when_not_on_a_terminal_then_prints_nothing(capsys):
    console.progress("1/2 stent")
    assert capsys.readouterr() == ("", "")


def test_document_when_printed_then_is_plain_ascii(capsys):
    console.document({"title": "Fever ≥ 38 °C"})
    assert capsys.readouterr().out == '{\n  "title": "Fever \\u2265 38 \\u00b0C"\n}\n'
