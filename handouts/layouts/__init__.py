"""Stage 2 of 5: how a handout is arranged (templates) and how it looks (themes).

A layout is a folder: ``layout.yaml`` for the looks, ``page.xml.j2`` for the order of the sections, and
partials that stand in front of those in ``layouts/shared``.
"""

from __future__ import annotations

from handouts.layouts.layout import Layout, LayoutFile
from handouts.layouts.load import load_layout, names
from handouts.layouts.render import LOGO, RenderOptions, render
from handouts.layouts.schedule import Appointment

__all__ = ["LOGO", "Appointment", "Layout", "LayoutFile", "RenderOptions", "load_layout", "names", "render"]
