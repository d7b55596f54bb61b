"""The way in, and what becomes of every error."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from handouts import __version__
from handouts.cli import app
from handouts.errors import ExitCode

ROOT = Path(__file__).resolve().parent.parent.parent


def test_version_when_asked_for_then_is_that_of_the_project(handouts):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"]["path"] == "handouts/__init__.py"
    called = handouts("--version")
    assert (called.code, called.out) == (0, f"handouts {__version__}\n")


def test_help_when_asked_for_then_names_every_command_exit_code_and_variable(handouts):
    called = handouts("--help")
    assert (called.code, called.err) == (0, "")
    assert len(app.COMMANDS) == 17
    for name, text in app.COMMANDS.items():
        assert f"  {name}" in called.out
        assert text in called.out
    for code in ExitCode:
        assert f"  {code.value}  " in called.out
    for variable in ("NO_COLOR", "HANDOUTS_TODAY", "HANDOUTS_DEBUG"):
        assert variable in called.out


@pytest.mark.parametrize("name", list(app.COMMANDS))
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_of_a_command_when_asked_for_then_has_examples_and_plain_types(handouts, name, option):
    called = handouts(name, option)
    assert (called.code, called.err) == (0, "")
    assert f"Usage: handouts {name} " in called.out
    assert f"    handouts {name}" in called.out
    assert "Examples:" in called.out
    assert "list[" not in called.out
    assert "\b" not in called.out


@pytest.mark.parametrize("name", list(app.COMMANDS))
def test_command_when_loaded_then_every_parameter_has_help_text(name):
    parameters = app.load(name).params
    assert parameters
    assert [parameter.name for parameter in parameters if not parameter.help] == []


def test_command_when_there_is_none_then_shows_help_and_tells_the_shell(handouts):
    called = handouts()
    assert (called.code, called.out) == (ExitCode.USAGE, "")
    assert "Usage: handouts" in called.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["biuld"], "Did you mean 'build'?"),
        (["xyz"], "no such command 'xyz'"),
        (["build", "--layuot", "x"], "Did you mean --layout?"),
        (["--verison"], "Did you mean --version?"),
        (["build", "--layout"], "--layout"),
        (["build", "--quiet=yes"], "--quiet"),
        (["preview"], "missing argument 'TOPIC'"),
        (["preview", "x", "--dpi", "many"], "--dpi"),
        (["preview", "x", "--dpi", "9999"], "--dpi"),
        (["find"], "missing argument 'WORDS|CODE'"),
        (["new"], "missing argument 'DEPARTMENT/TOPIC'"),
        (["copy"], "missing argument 'TOPIC|LAYOUT'"),
        (["schema", "clinc"], "'clinc' is not one of 'handout', 'clinic'"),
        (["init", "a", "b"], "unexpected extra argument"),
    ],
)
def test_words_when_they_make_no_sense_then_two_plain_lines_and_exit_3(handouts, words, told):
    called = handouts(*words)
    assert called.code == ExitCode.USAGE
    assert called.out == ""
    assert told in called.err
    lines = called.err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("handouts")
    assert "--help” shows what can be written" in lines[1]


def test_day_when_it_is_not_one_then_says_so(handouts, monkeypatch):
    for text in ("today", "2026-02-30", "20261121", "2026-11-21T00:00"):
        monkeypatch.setenv("HANDOUTS_TODAY", text)
        called = handouts("list")
        assert called.code == ExitCode.USAGE
        assert "HANDOUTS_TODAY: H530" in called.err


def test_fault_when_the_program_is_wrong_then_one_line_and_how_to_learn_more(handouts, monkeypatch):
    def broken(**_):
        raise ZeroDivisionError("Mrs. Miller")

    monkeypatch.setattr("handouts.cli.schemas.schema", broken)
    called = handouts("schema")
    assert called.code == ExitCode.INTERNAL
    assert called.err.startswith("internal error: TypeError\n")
    assert "HANDOUTS_DEBUG=1" in called.err
    assert "Traceback" not in called.err
    assert "Miller" not in called.err
    monkeypatch.setenv("HANDOUTS_DEBUG", "1")
    assert "Traceback" in handouts("schema").err


def test_interrupt_when_it_comes_then_one_word_and_exit_130(handouts, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("handouts.cli.schemas.schema", interrupted)
    called = handouts("schema")
    assert (called.code, called.out, called.err) == (130, "", "interrupted\n")


def run(*words, **options):
    command = [sys.executable, "-m", "handouts", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, **options)


def test_process_when_it_ends_then_the_shell_gets_the_exit_code():
    assert run("--version").returncode == ExitCode.OK
    wrong = run("build", "--nope")
    assert wrong.returncode == ExitCode.USAGE
    assert "Traceback" not in wrong.stderr


def test_pipe_when_its_reader_is_gone_then_nothing_is_said():
    for words in (["list"], ["schema"], ["schema", "clinic"], ["--help"], ["build", "--help"]):
        command = [sys.executable, "-m", "handouts", *words]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait(30) == ExitCode.OK


@pytest.mark.skipif(os.name == "nt", reason="a folder in use cannot be removed there")
@pytest.mark.parametrize("arguments", [["list"], ["build"], ["verify"], ["init", "new"]])
def test_run_when_the_working_folder_is_gone_then_says_so(tmp_path, arguments):
    code = f"import os, sys; os.chdir({str(tmp_path)!r}); os.rmdir({str(tmp_path)!r}); import handouts.cli.app as a;"
    command = [
        sys.executable,
        "-P",
        "-c",
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code} sys.exit(a.run({arguments!r}))",
    ]

    told = subprocess.run(command, capture_output=True, text=True, check=False)

    assert told.returncode == ExitCode.USAGE
    assert told.stderr.startswith(".: H564 ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full, on Linux")
def test_results_when_they_cannot_be_printed_then_one_line_exit_4_and_the_work_is_done(tmp_path):
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "handouts", "build", "--output", str(tmp_path)]
        told = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    assert told.returncode == ExitCode.OUTPUT
    assert told.stderr == "the results cannot be printed: no space left on device\n"
    assert len(list(tmp_path.rglob("*.pdf"))) > 1


def test_streams_when_there_are_none_then_the_work_is_done(tmp_path):
    code = (
        "import sys\n"
        "sys.stdout = sys.stderr = None\n"
        f"sys.argv[1:] = ['build', '--output', {str(tmp_path)!r}]\n"
        "from handouts.cli.app import main\n"
        "main()\n"
    )

    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)

    assert ended.returncode == ExitCode.OK
    assert len(list(tmp_path.rglob("*.pdf"))) > 1


def test_console_when_it_lacks_characters_then_shows_escapes():
    told = subprocess.run(
        [sys.executable, "-m", "handouts", "copy", "nope"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
    )
    assert told.returncode == ExitCode.USAGE
    assert b"\\u201cnope\\u201d" in told.stderr
