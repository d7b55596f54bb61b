"""Handouts made of a few words, with the page that the standard layout makes of them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from handouts import document, layouts
from handouts.content.load import LoadedClinic
from handouts.review import judge, material
from tests import shipped
from tests.checks import examples


@pytest.fixture
def made(tmp_path):
    """Return a function that gathers what is known of the smallest handout with a fragment laid over it."""

    def gather(fragment="title: Opening a narrow tube", layout="standard", assets=None, **more):
        subject, settings = examples.made(fragment, tmp_path, **more)
        subject = replace(subject, loaded=replace(subject.loaded, assets=assets or {}))
        space, shelf = shipped.workspace(), shipped.shelf()
        clinic = LoadedClinic(subject.clinic, subject.loaded.file)
        markup = layouts.render(
            subject.loaded,
            clinic,
            shelf.language(space, "en"),
            shelf.layout(space, layout),
            layouts.RenderOptions(today=shipped.TODAY),
        )
        return material(subject, document.parse(markup, "page", assets or {}), layout, settings)

    return gather


@pytest.fixture
def judged(made):
    """Return a function that judges one item of a handout."""
    return lambda key, number, fragment="title: Opening a narrow tube", **more: judge(made(fragment, **more))[
        key, number
    ]
