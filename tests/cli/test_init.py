"""A workspace for a clinic."""

from __future__ import annotations

import json

from handouts.content.clinic import Clinic
from handouts.errors import ExitCode
from handouts.yamlfile import read, validate


def test_init_when_the_folder_is_new_then_makes_a_workspace_that_names_itself_invented(handouts, tmp_path):
    called = handouts("init", "mine")
    assert (called.code, called.err) == (0, "")
    assert "mine/content/clinic.yaml" in called.out
    assert "cd mine" in called.out
    folder = tmp_path / "mine"
    assert {path.name for path in folder.iterdir()} == {"content", "layouts", "output", "schema"}
    text = (folder / "content" / "clinic.yaml").read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines[0] == "# yaml-language-server: $schema=../schema/clinic.json"
    assert lines[2].startswith("# YOUR CLINIC.")
    clinic = validate(Clinic, read(folder / "content" / "clinic.yaml", "clinic.yaml"))
    assert clinic.demo
    for name in ("clinic", "handout"):
        assert json.loads((folder / "schema" / f"{name}.json").read_text(encoding="utf-8"))["properties"]


def test_init_when_no_folder_is_named_then_uses_this_one(handouts, tmp_path):
    called = handouts("init")
    assert called.code == 0
    assert "in this folder" in called.out
    assert (tmp_path / "content" / "clinic.yaml").is_file()


def test_init_when_files_are_there_then_names_each_and_writes_nothing(handouts, tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "clinic.yaml").write_text("name: ours\n")
    called = handouts("init")
    assert called.code == ExitCode.USAGE
    assert called.err.count("H545") == 1
    assert (tmp_path / "content" / "clinic.yaml").read_text() == "name: ours\n"
    assert [path.name for path in tmp_path.iterdir()] == ["content"]


def test_init_when_the_folder_holds_other_things_then_leaves_them(handouts, tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "notes.txt").write_text("x")
    (tmp_path / "layouts").mkdir()
    assert handouts("init").code == 0
    assert (tmp_path / "content" / "notes.txt").read_text() == "x"


def test_init_when_the_system_refuses_then_exit_4_and_nothing_half_written(handouts, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    called = handouts("init", "mine")
    assert called.code == ExitCode.OUTPUT
    assert called.codes() == {"H523"}
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_init_when_a_file_has_the_name_of_a_folder_then_exit_4(handouts, tmp_path):
    (tmp_path / "output").write_text("in the way")
    called = handouts("init")
    assert called.code == ExitCode.OUTPUT
    assert called.codes() == {"H546"}


def test_init_when_a_file_stands_in_the_place_of_content_then_says_so_and_names_no_option(handouts, tmp_path):
    (tmp_path / "content").write_text("in the way")
    called = handouts("init")
    assert called.code == ExitCode.OUTPUT
    assert called.codes() == {"H521"}
    assert "the folder cannot be made: a file stands where a folder must be" in called.err
    assert "--output" not in called.err


def test_init_when_a_file_is_a_link_then_is_not_written_through(handouts, tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "clinic.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    assert handouts("init").code == ExitCode.USAGE
    assert not (tmp_path / "elsewhere.yaml").exists()
