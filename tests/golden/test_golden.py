"""Whole handouts, stage by stage: what the templates make of a file, and what is parsed from that.

``pytest --update-golden`` writes the expected files anew; read the change before you keep it.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import BaseModel

from handouts import document, layouts, yamlfile
from handouts.approval.record import Record
from handouts.approval.standing import Standing
from handouts.content.handout import Handout
from handouts.content.load import LoadedHandout, load_clinic
from handouts.language import load_language
from handouts.layouts import Appointment, RenderOptions
from handouts.model import Asset
from handouts.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CASES = sorted(path.parent.name for path in HERE.glob("*/handout.yaml"))
FILLED = Appointment(datetime.datetime(2026, 12, 3, 8, 30), datetime.time(7, 0), "East wing, floor 2", "My sister")


def _record(day: datetime.date, by: str, *, second: bool) -> Record:
    end = datetime.date(2028, 11, 20)
    return Record(day, by, second, end, "test-department/full", "en", "Test Clinic", "1.2.3", ())


APPROVED = Standing(
    (
        _record(datetime.date(2026, 11, 21), "Interventional radiologist, MD", second=False),
        _record(datetime.date(2026, 11, 22), "Pharmacist, PharmD", second=True),
    )
)
OPTIONS = {
    "tiny": RenderOptions(datetime.date(2026, 11, 21)),
    "full": RenderOptions(
        datetime.date(2028, 11, 21), FILLED, allow_expired=True, standing=APPROVED, page_id="K7M-P4X-R9N"
    ),
}


def _loaded(case: str) -> LoadedHandout:
    path = HERE / case / "handout.yaml"
    file = yamlfile.read(path, f"{case}.yaml")
    handout = yamlfile.validate(Handout, file)
    assets = {picture.file: Asset("png", b"") for picture in handout.pictures}
    return LoadedHandout(handout, "test-department", case, "en", file, assets)


def _made(case: str, layout: str) -> tuple[str, str]:
    """Return the markup and the dump of a case."""
    workspace = Workspace((ROOT,), ROOT / "output", ROOT)
    clinic = load_clinic(workspace, ROOT / "tests" / "data" / "content" / "clinic.yaml")
    assert clinic.logo is not None
    loaded = _loaded(case)
    language, theme = load_language(workspace, "en"), layouts.load_layout(workspace, layout)
    markup = layouts.render(loaded, clinic, language, theme, OPTIONS[case])
    return _in_lines(markup), document.dump(document.parse(markup, case, {**loaded.assets, layouts.LOGO: clinic.logo}))


def _in_lines(markup: str) -> str:
    """Return markup with each tag on a line of its own; a line end that the markup has is marked as one."""
    return markup.replace("\n", "␤\n").replace("><", ">\n<") + "\n"


@pytest.mark.parametrize(
    ("case", "layout", "names"),
    [
        ("tiny", "standard", ("markup.xml", "document.txt")),
        ("full", "standard", ("markup.xml", "document.txt")),
        ("full", "large-print", ("large-print.xml", "large-print.txt")),
    ],
)
def test_handout_when_made_then_markup_and_document_are_as_expected(case, layout, names, request):
    made = dict(zip(names, _made(case, layout), strict=True))
    if request.config.getoption("--update-golden"):
        for name, text in made.items():
            (HERE / case / name).write_text(text, "utf-8", newline="\n")

    for name, text in made.items():
        expected = HERE / case / name
        assert expected.is_file(), "run pytest with --update-golden, and read what it wrote"
        assert text == expected.read_text("utf-8"), name


def test_cases_when_listed_then_each_has_its_options():
    assert sorted(OPTIONS) == CASES


def _unused(value: Any, place: str) -> Iterator[str]:
    """Yield the fields of a model, and of all models below it, that hold nothing."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            below = getattr(value, name)
            if below in (None, (), ""):
                yield f"{place}.{name}"
            yield from _unused(below, f"{place}.{name}")
    elif isinstance(value, tuple):
        whole = [set(_unused(each, place)) for each in value if isinstance(each, BaseModel)]
        # A field of list entries is used when one of them has it.
        yield from sorted(set.intersection(*whole)) if whole else ()


def test_full_case_when_read_then_it_uses_every_field():
    handout = _loaded("full").handout

    assert len(Handout.model_fields) > 25
    assert list(_unused(handout, "handout")) == []


def test_tiny_case_when_read_then_it_uses_only_what_it_must():
    handout = _loaded("tiny").handout
    required = {name for name, field in Handout.model_fields.items() if field.is_required()}

    assert handout.model_fields_set == required
