"""Compiled templates on disk: quicker where all is well, without effect where anything is not."""

from __future__ import annotations

import marshal
import os

import jinja2
import pytest

from handouts.layouts import compiled
from handouts.layouts.compiled import Compiled


def _render(cache: Compiled, text: str = "{{ 1 + 1 }}") -> str:
    return (
        jinja2.Environment(loader=jinja2.DictLoader({"a": text}), bytecode_cache=cache, autoescape=True)
        .get_template("a")
        .render()
    )


@pytest.fixture
def file(tmp_path):
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    return folder / "templates"


def _saved(file):
    cache = Compiled(file)
    assert _render(cache) == "2"
    cache.save()
    assert file.exists()
    return file


def test_templates_when_saved_then_the_next_process_compiles_nothing(file, monkeypatch):
    _saved(file)
    monkeypatch.setattr(jinja2.Environment, "_compile", lambda *_: pytest.fail("compiled again"))

    assert _render(Compiled(file)) == "2"


def test_template_when_its_source_changed_then_it_is_compiled_anew(file):
    _saved(file)

    assert _render(Compiled(file), "{{ 2 + 3 }}") == "5"


@pytest.mark.parametrize("data", [b"", b"{", marshal.dumps([1]), marshal.dumps({("a", "b"): "text"}), b"\xff" * 99])
def test_file_when_broken_then_it_is_as_if_there_were_none(file, data):
    _saved(file).write_bytes(data)

    assert _render(Compiled(file)) == "2"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("who", ["file", "folder"])
def test_file_when_others_can_write_it_then_it_is_not_run(file, who):
    _saved(file)
    evil = {key: compile("raise SystemExit", "x", "exec") for key in marshal.loads(file.read_bytes())}
    assert evil
    file.write_bytes(marshal.dumps(evil))
    (file if who == "file" else file.parent).chmod(0o777)

    assert _render(Compiled(file)) == "2"


def test_folder_when_it_cannot_be_made_then_nothing_fails_and_nothing_stays(tmp_path):
    (tmp_path / "in the way").write_text("a file")
    cache = Compiled(tmp_path / "in the way" / "templates")

    assert _render(cache) == "2"
    cache.save()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in the way"]


def test_folder_when_there_is_no_home_then_templates_stay_in_memory(monkeypatch):
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr("pathlib.Path.home", lambda: (_ for _ in ()).throw(RuntimeError("no home")))

    assert compiled.folder() is None
    assert _render(compiled.shared()) == "2"
