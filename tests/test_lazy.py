"""Names of a package that are imported when they are first asked for."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from handouts.lazy import attributes


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
