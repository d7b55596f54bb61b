"""Copies of what ships."""

from __future__ import annotations

import json
import shutil

import pytest

from handouts.errors import ExitCode
from handouts.workspace import builtin

TOPIC = "cardiology/chronic-total-occlusion"


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """Return a changeable copy of what ships, in the place of the real one."""
    root = tmp_path / "shipped"
    for name in ("content", "layouts"):
        shutil.copytree(builtin() / name, root / name)
    for module in ("workspace", "build.copies", "cli.own", "cli.copy", "cli.init"):
        monkeypatch.setattr(f"handouts.{module}.builtin", lambda: root)
    return root


def test_copy_when_a_topic_is_named_then_takes_its_files_and_remembers_them(handouts, mine):
    called = handouts("copy", "chronic-total-occlusion")
    assert (called.code, called.err) == (0, "")
    folder = mine / "content" / TOPIC
    assert called.out.splitlines()[0] == f"content/{TOPIC}"
    assert (folder / "en.yaml").read_bytes() == (builtin() / "content" / TOPIC / "en.yaml").read_bytes()
    record = json.loads((folder / ".copied-from.json").read_text())
    assert record["copied_from"] == f"content/{TOPIC}"
    assert "en.yaml" in record["sha256"]


def test_copy_when_a_layout_is_named_then_takes_the_whole_folder(handouts, mine):
    assert handouts("copy", "standard").code == 0
    original = builtin() / "layouts" / "standard"
    names = {path.relative_to(original) for path in original.rglob("*") if path.is_file()}
    assert names
    copy = mine / "layouts" / "standard"
    assert {path.relative_to(copy) for path in copy.rglob("*") if path.is_file()} - names == {
        (copy / ".copied-from.json").relative_to(copy)
    }


def test_copy_when_it_is_there_then_leaves_it(handouts, mine):
    handouts("copy", TOPIC)
    file = mine / "content" / TOPIC / "en.yaml"
    file.write_text("mine")
    called = handouts("copy", TOPIC)
    assert (called.code, called.codes()) == (ExitCode.USAGE, {"H545"})
    assert file.read_text() == "mine"


def test_copy_when_the_name_is_misspelt_then_offers_the_near_one(handouts, mine):
    called = handouts("copy", "chronic-total-oclusion")
    assert (called.code, called.codes()) == (ExitCode.USAGE, {"H531"})
    assert "Did you mean “chronic-total-occlusion”?" in called.err
    assert "standard" in called.err


def test_copy_when_there_is_no_workspace_then_says_how_to_make_one(handouts):
    called = handouts("copy", TOPIC)
    assert (called.code, called.codes()) == (ExitCode.USAGE, {"H544"})


def test_copy_when_the_workspace_is_the_original_then_refuses(handouts):
    called = handouts("copy", TOPIC, "--workspace", str(builtin()))
    assert (called.code, called.codes()) == (ExitCode.USAGE, {"H544"})


def test_copy_when_the_original_changes_then_warns_until_compared(handouts, mine, shipped):
    handouts("copy", TOPIC)
    assert handouts("list").codes() == set()
    original = shipped / "content" / TOPIC / "en.yaml"
    original.write_text(original.read_text(encoding="utf-8") + "\n# corrected\n", encoding="utf-8")
    called = handouts("list")
    assert (called.code, called.codes()) == (0, {"H541"})
    assert f"content/{TOPIC}/en.yaml: H541 warning: " in called.err
    assert handouts("copy", TOPIC, "--compared").code == 0
    assert handouts("list").codes() == set()


def test_copy_when_nothing_was_copied_then_there_is_nothing_to_compare(handouts, mine):
    called = handouts("copy", TOPIC, "--compared")
    assert (called.code, called.codes()) == (ExitCode.USAGE, {"H549"})
    assert not (mine / "content" / TOPIC).exists()
