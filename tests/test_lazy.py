"""Names of a package that are imported when they are first asked for."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from handouts.lazy import attributes, postponed


@pytest.fixture
def package(monkeypatch):
    """Return a package whose part holds one public name."""
    whole, part = ModuleType("made_up"), ModuleType("made_up.part")
    vars(part)["thing"] = object()
    monkeypatch.setitem(sys.modules, "made_up", whole)
    monkeypatch.setitem(sys.modules, "made_up.part", part)
    vars(whole)["__getattr__"] = attributes("made_up", {"thing": "part"})
    return whole


def test_attribute_when_asked_for_then_comes_from_its_part_and_stays(package):
    assert "thing" not in vars(package)
    found = package.thing
    assert found is sys.modules["made_up.part"].thing
    assert vars(package)["thing"] is found


def test_attribute_when_there_is_none_then_raises_as_any_module_does(package):
    with pytest.raises(AttributeError, match="module 'made_up' has no attribute 'nothing'"):
        package.nothing  # noqa: B018  to ask is all


def test_module_when_postponed_then_runs_at_the_first_look_and_once(tmp_path, monkeypatch):
    (tmp_path / "made_up").mkdir()
    (tmp_path / "made_up" / "__init__.py").write_text("runs = []\n")
    (tmp_path / "made_up" / "part.py").write_text("import made_up\nmade_up.runs.append(1)\nthing = object()\n")
    monkeypatch.syspath_prepend(tmp_path)
    try:
        postponed("made_up.part")
        made_up = importlib.import_module("made_up")
        part = importlib.import_module("made_up.part")

        assert made_up.runs == []
        assert part.thing is made_up.part.thing
        assert made_up.runs == [1]
        postponed("made_up.part")
        assert sys.modules["made_up.part"] is part
    finally:
        for name in ("made_up.part", "made_up"):
            sys.modules.pop(name, None)


def test_module_when_there_is_none_then_nothing_is_postponed():
    postponed("handouts.nothing_of_this_name")

    assert "handouts.nothing_of_this_name" not in sys.modules


def test_writer_when_no_picture_is_drawn_then_pillow_is_not_run():
    code = "import sys, handouts.pdf; sys.exit('PIL.ExifTags' in sys.modules or 'PIL.Image' not in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent.parent, check=False).returncode == 0
