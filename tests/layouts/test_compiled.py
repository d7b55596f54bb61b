"""Compiled templates on disk: quicker where all is well, without effect where anything is not."""

from __future__ import annotations

import marshal
import os
import traceback

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
    evil = {key: marshal.dumps(compile("raise SystemExit", "x", "exec")) for key in marshal.loads(file.read_bytes())}
    assert evil
    file.write_bytes(marshal.dumps(evil))
    (file if who == "file" else file.parent).chmod(0o777)

    assert _render(Compiled(file)) == "2"


def test_file_when_only_the_user_can_write_it_then_what_stands_there_is_run(file):
    key = next(iter(marshal.loads(_saved(file).read_bytes())))
    file.write_bytes(marshal.dumps({key: marshal.dumps(compile("raise SystemExit", "x", "exec"))}))

    with pytest.raises(SystemExit):
        _render(Compiled(file))


@pytest.mark.parametrize("data", [b"", b"\xff", marshal.dumps("text"), marshal.dumps(None)])
def test_template_when_its_code_is_broken_then_it_is_compiled_again(file, data):
    kept = dict.fromkeys(marshal.loads(_saved(file).read_bytes()), data)
    file.write_bytes(marshal.dumps(kept))

    assert _render(Compiled(file)) == "2"


def _environment(cache: Compiled, texts: dict[str, str], folder: str) -> jinja2.Environment:
    def load(name: str) -> tuple[str, str, None]:
        return texts[name], f"{folder}/{name}", None

    return jinja2.Environment(loader=jinja2.FunctionLoader(load), bytecode_cache=cache, autoescape=True)


def test_template_when_it_lies_in_another_folder_then_its_code_is_shared_and_its_errors_name_that_folder(file):
    texts = {"a.xml.j2": "{% macro one() %}\n{{ 1 / 0 }}\n{% endmacro %}\n{{ one() }}"}
    cache = Compiled(file)
    _environment(cache, texts, "here").get_template("a.xml.j2")
    cache.save()

    again = Compiled(file)
    for folder in ("there", "elsewhere", "here"):
        with pytest.raises(ZeroDivisionError) as caught:
            _environment(again, texts, folder).get_template("a.xml.j2").render()
        frames = traceback.extract_tb(caught.value.__traceback__)
        places = [(frame.filename, frame.lineno) for frame in frames if frame.filename.endswith(".j2")]
        assert places == [(f"{folder}/a.xml.j2", 4), (f"{folder}/a.xml.j2", 2)]
    again.save()
    assert len(marshal.loads(file.read_bytes())) == 1


def test_templates_when_names_or_sources_differ_then_none_gets_the_code_of_another(file):
    cache = Compiled(file)
    texts = {"a": "one", "b": "two", "c": "one"}
    for each in (cache, Compiled(file)):
        made = _environment(each, texts, "here")
        assert [made.get_template(name).render() for name in texts] == ["one", "two", "one"]
        assert [made.get_template(name).name for name in texts] == ["a", "b", "c"]
        assert _environment(each, {"a": "three"}, "here").get_template("a").render() == "three"
        each.save()


def test_file_when_it_has_too_many_templates_then_it_begins_anew_with_those_in_use(file, monkeypatch):
    monkeypatch.setattr(compiled, "_MOST", 3)
    cache = Compiled(file)
    for number in range(3):
        _render(cache, f"{number}")
    cache.save()
    assert len(marshal.loads(file.read_bytes())) == 3

    later = Compiled(file)
    assert [_render(later, text) for text in ("2", "new")] == ["2", "new"]
    later.save()

    assert len(marshal.loads(file.read_bytes())) == 2
    monkeypatch.setattr(jinja2.Environment, "_compile", lambda *_: pytest.fail("compiled again"))
    assert [_render(Compiled(file), text) for text in ("2", "new")] == ["2", "new"]


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
