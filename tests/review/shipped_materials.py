"""The shipped topics with their pages, as material for the rules of a review."""

from __future__ import annotations

import functools

from handouts import document, layouts
from handouts.review import Material, material
from tests import shipped
from tests.checks import shipped_subjects


@functools.cache
def materials() -> tuple[Material, ...]:
    """Return what is known of every shipped topic."""
    space, shelf = shipped.workspace(), shipped.shelf()
    clinic, layout = shelf.clinic(space, None), shelf.layout(space, "standard")
    options = layouts.RenderOptions(today=shipped.TODAY)
    found = []
    for subject in shipped_subjects.subjects():
        assets = {**subject.loaded.assets, **({layouts.LOGO: clinic.logo} if clinic.logo else {})}
        markup = layouts.render(subject.loaded, clinic, shelf.language(space, "en"), layout, options)
        found.append(material(subject, document.parse(markup, "page", assets), "standard"))
    return tuple(found)
