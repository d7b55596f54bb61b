from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from handouts.errors import ContentError
from handouts.language import languages, load_language
from handouts.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = (ROOT / "layouts" / "languages" / "en.yaml").read_text("utf-8")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "layouts" / "languages"
    made.mkdir(parents=True)
    return made


def _workspace(folder: Path) -> Workspace:
    root = folder.parent.parent
    return Workspace((root, ROOT), root / "output", root)


def _refused(folder: Path, code: str) -> ContentError:
    with pytest.raises(ContentError) as caught:
        load_language(_workspace(folder), code)
    return caught.value


def _leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if isinstance(value, dict):
        for name, below in value.items():
            yield from _leaves(below, (*path, name))
    else:
        yield path


def test_languages_when_all_that_ship_are_loaded_then_each_is_whole():
    workspace = Workspace((ROOT,), ROOT / "output", ROOT)
    codes = languages(workspace)

    assert "en" in codes
    assert [load_language(workspace, code).code for code in codes] == codes


def test_phrases_when_compared_with_the_templates_then_each_one_is_used():
    language = load_language(Workspace((ROOT,), ROOT / "output", ROOT), "en")
    templates = "\n".join(path.read_text("utf-8") for path in (ROOT / "layouts").rglob("*.j2"))
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "handouts" / "layouts").glob("*.py"))
    leaves = list(_leaves(language.phrases.model_dump()))
    unused = []
    for path in leaves:
        dotted = ".".join(path)
        in_code = path[-1] in code and path[0] in ("links", "packet", "return_to", "sentence")
        if not re.search(rf"\bsay\.{re.escape(dotted)}\b", templates) and not in_code and "activities" not in path:
            unused.append(dotted)

    assert len(leaves) > 90
    assert unused == []


@pytest.mark.parametrize("line", ["    heading: Benefits\n", "  soon: As soon as you can\n", "direction: ltr\n"])
def test_language_when_a_phrase_is_missing_then_it_is_refused_with_its_line(folder, line):
    assert line in ENGLISH
    before = ENGLISH.index(line)
    text = ENGLISH[:before] + ("    {}" if line.strip() == "never" else "") + ENGLISH[before + len(line) :]
    if "Benefits" in line:
        text = text.replace("  benefits:\n", "  benefits: {}\n")
    (folder / "xx.yaml").write_text(text.replace("code: en", "code: xx", 1), "utf-8")

    error = _refused(folder, "xx")

    (finding,) = error.findings
    name = line.split(":")[0].strip()
    assert name in finding.message + finding.hint
    assert finding.place.file.endswith("xx.yaml")


def test_language_when_a_phrase_is_unknown_then_it_is_refused_with_its_line(folder):
    text = ENGLISH.replace("  risks:\n", "  risks:\n    headng: Danger\n").replace("code: en", "code: xx", 1)
    (folder / "xx.yaml").write_text(text, "utf-8")

    (finding,) = _refused(folder, "xx").findings

    assert "headng" in finding.message
    assert finding.place.line == text[: text.index("headng")].count("\n") + 1


def test_language_when_a_slot_is_lost_in_translation_then_it_is_refused(folder):
    text = ENGLISH.replace('"Call us the same day: {phone}"', "Call us the same day", 1)
    assert text != ENGLISH
    (folder / "en.yaml").write_text(text, "utf-8")

    (finding,) = _refused(folder, "en").findings

    assert "{phone}" in finding.message
    assert finding.place.line == text[: text.index("Call us the same day")].count("\n") + 1


def test_language_when_there_is_none_then_the_nearest_is_named(folder):
    (finding,) = _refused(folder, "eng").findings

    assert finding.code == "H250"
    assert "en" in finding.hint


@pytest.mark.parametrize("code", ["../en", "en/../en", "", "EN"])
def test_language_when_its_code_is_no_code_then_no_file_is_read(folder, code):
    (finding,) = _refused(folder, code).findings

    assert finding.code == "H250"


def test_language_when_the_file_is_of_another_one_then_it_is_refused(folder):
    (folder / "fr.yaml").write_text(ENGLISH, "utf-8")

    (finding,) = _refused(folder, "fr").findings

    assert finding.code == "H251"


def test_language_when_the_file_changes_then_it_is_read_again(folder):
    file = folder / "en.yaml"
    file.write_text(ENGLISH, "utf-8")
    first = load_language(_workspace(folder), "en")
    again = load_language(_workspace(folder), "en")
    file.write_text(ENGLISH.replace("heading: Benefits", "heading: What is good about it"), "utf-8")

    assert again is first
    assert load_language(_workspace(folder), "en").phrases.benefits.heading == "What is good about it"
