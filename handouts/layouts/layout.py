"""Layouts: ``layout.yaml``, and the theme that comes of it for one clinic and one page size."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, get_args

from msgspec import field
from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from handouts.content.handout import Handout
from handouts.discreet import Discreet
from handouts.errors import LayoutError
from handouts.findings import Finding, Place
from handouts.layouts.files import read_bytes
from handouts.model import LanguageCode, Model, Slug
from handouts.theme import MINIMUM_CONTRAST, PAGE_SIZES, Color, Family, Icon, TextStyle, Theme, contrast

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from handouts.content.clinic import Clinic
    from handouts.language import Language
    from handouts.workspace import Workspace
    from handouts.yamlfile import YamlFile

Ground = Literal["white", "tint", "brand", "amber-ground", "red-ground"]
ColorName = Literal[
    "ink", "grey", "rule", "brand", "tint", "amber", "amber-ground", "amber-head", "red", "red-ground", "white"
]

GROUNDS: dict[str, tuple[Ground, ...]] = {
    "title": ("white",),
    "medical-name": ("white",),
    "lead": ("white",),
    "h2": ("white",),
    "h3": ("white",),
    "body": ("white", "tint", "amber-ground", "red-ground"),
    "small": ("white", "tint"),
    "label": ("white", "tint"),
    "value": ("white",),
    "table": ("white",),
    "table-head": ("tint",),
    "glance-h2": ("brand",),
    "caution-h2": ("amber-ground",),
    "emergency-h2": ("red-ground",),
    "info-h2": ("tint",),
    "do-h2": ("white",),
    "dont-h2": ("white",),
    "appointment-h2": ("white",),
    "notice": ("white", "amber-ground"),
    "schedule-time": ("white",),
    "schedule-note": ("white",),
    "timeline-label": ("white",),
    "step-number": ("brand",),
    "caption": ("white",),
    "colophon": ("white",),
    "head-name": ("white",),
    "head": ("white",),
    "foot": ("white",),
}
"""Every style, and the grounds that its text stands on."""

_LINKS: tuple[Ground, ...] = ("white", "tint", "amber-ground", "red-ground")
_LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,3})?) ?(pt|in|mm)?")
_POINTS = {"pt": 1.0, "in": 72.0, "mm": 72 / 25.4}
_LEAST_TEXT = 216.0
"""Points of width that text needs at least (3 in: some 30 characters of 12 pt)."""


def _wrong(code: str, message: str, hint: str) -> PydanticCustomError:
    return PydanticCustomError("layout", "{message}", {"message": message, "hint": hint, "code": code})


def _points(value: object) -> object:
    found = _LENGTH.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise _wrong("H206", "this is not a length", "Write points, inches or millimetres: “54”, “0.75 in”, “20 mm”")
    return float(found[1]) * _POINTS[found[2] or "pt"]


def _color(text: str) -> str:
    try:
        Color.parse(text)
    except ValueError as error:
        raise _wrong("H206", str(error), "Write it in quotes, since “#” begins a comment") from None
    return text


Length = Annotated[float, BeforeValidator(_points, json_schema_input_type=str)]
ColorText = Annotated[str, AfterValidator(_color)]


class Margins(Model):
    """Blank space around a page's text, head and foot, in points, inches or millimetres."""

    left: Annotated[Length, Field(ge=18, examples=["0.75 in"])]
    """At the left; office printers need a quarter of an inch on all sides."""
    right: Annotated[Length, Field(ge=18, examples=["0.75 in"])]
    """At the right."""
    top: Annotated[Length, Field(ge=18, examples=["0.55 in"])]
    """Above the running head."""
    bottom: Annotated[Length, Field(ge=18, examples=["0.5 in"])]
    """Below the running foot."""


class Style(Model):
    """How text of one use is set."""

    size: Annotated[float, Field(ge=6, le=72, examples=["12"])]
    """Type size in points."""
    leading: Annotated[float, Field(ge=6, le=96, examples=["16.5"])]
    """Distance from one baseline to the next, in points; at least the size."""
    weight: Annotated[Literal["regular", "semibold", "bold"], Field(examples=["bold"])] = "regular"
    """Weight of the type."""
    color: Annotated[ColorName, Field(examples=["brand"])] = "ink"
    """A name of the palette."""
    before: Annotated[float, Field(ge=0, le=144, examples=["12"])] = 0.0
    """Least space above, in points."""
    after: Annotated[float, Field(ge=0, le=144, examples=["6"])] = 0.0
    """Least space below, in points."""

    @model_validator(mode="after")
    def _lines_do_not_touch(self) -> Style:
        if self.leading < self.size:
            raise _wrong("H209", "the leading is smaller than the size", "Make it larger, or the lines touch")
        return self


class LayoutFile(Model):
    """One ``layout.yaml``."""

    description: Annotated[str, Field(max_length=200, examples=["Four pages in color"])]
    """What the layout is for, in one sentence."""
    margins: Annotated[Margins, Field(examples=[{"left": "0.75 in"}])]
    """Blank space around each page."""
    columns: Annotated[bool, Field(examples=["true"])] = True
    """Whether blocks may stand side by side."""
    leave_out: Annotated[tuple[str, ...], Field(examples=[["codes"]])] = ()
    """Optional fields of a handout that this layout does not print, such as “codes”."""
    fonts: Annotated[tuple[Slug, ...], Field(min_length=1, max_length=8, examples=[["source-sans-3"]])]
    """Families by their folder in layouts/fonts: the text family, then those for characters it lacks."""
    fonts_of_languages: Annotated[dict[LanguageCode, tuple[Slug, ...]], Field(examples=[{"ar": ["noto-naskh"]}])] = {}
    """Families that come first in some languages."""
    palette: Annotated[dict[ColorName, ColorText], Field(examples=[{"ink": "#1B2630"}])]
    """Every color by name."""
    styles: Annotated[dict[str, Style], Field(examples=[{"body": {"size": "12", "leading": "16.5"}}])]
    """Every style by name."""
    metrics: Annotated[dict[Slug, Length], Field(examples=[{"box-pad": "12"}])] = {}
    """Lengths of blocks that differ from the usual ones, by name."""

    @field_validator("palette", "styles")
    @classmethod
    def _whole(cls, value: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
        known = GROUNDS if info.field_name == "styles" else get_args(ColorName)
        unknown = sorted(set(value) - set(known))
        if unknown:
            raise _wrong("H207", f"“{unknown[0]}” is used nowhere", f"Known: {', '.join(known)}")
        missing = [name for name in known if name not in value]
        if missing:
            names = "”, “".join(missing)
            raise _wrong("H207", f"“{names}” is missing", "Take it over from the layout “standard”")
        return value

    @field_validator("leave_out")
    @classmethod
    def _optional(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        optional = [name for name, one in Handout.model_fields.items() if not one.is_required()]
        for name in names:
            if name not in optional:
                hint = f"A layout may leave out {', '.join(optional)}"
                raise _wrong("H208", f"“{name}” cannot be left out", hint)
        return names


class Layout(Discreet, frozen=True):
    """A layout of a workspace: its file, and where its templates and fonts are found."""

    _unsaid: ClassVar[tuple[str, ...]] = ("source", "workspace", "_themes")

    name: str
    file: LayoutFile
    source: YamlFile
    workspace: Workspace
    _themes: dict[tuple[str | None, str, str], Theme] = field(default_factory=dict)

    def theme(self, clinic: Clinic, page_size: str, language: Language) -> Theme:
        """Return all looks for one clinic, page size and language; the same object for the same three.

        Fonts and icons are read when a theme is first made.

        Raises:
            LayoutError: H202 two colors are too close, H203 a font file is missing, H204 the icons
                cannot be read, H205 the margins leave no room on this page.
        """
        key = (clinic.brand, page_size, language.code)
        if key not in self._themes:
            self._themes[key] = self._theme(clinic.brand, page_size, language.code)
        return self._themes[key]

    def _theme(self, brand: str | None, page_size: str, language: str) -> Theme:
        file, margins = self.file, self.file.margins
        width, height = PAGE_SIZES[page_size]
        if min(width - margins.left - margins.right, height - margins.top - margins.bottom) < _LEAST_TEXT:
            message = f"the margins leave less than {_LEAST_TEXT / 72:g} in for text on a page of size “{page_size}”"
            raise LayoutError(Finding("H205", message, self.source.place(("margins",)), "Make the margins smaller"))
        palette: dict[str, Color] = {name: Color.parse(text) for name, text in file.palette.items()}
        if brand:
            palette["brand"] = Color.parse(brand)
        check_contrast(self, palette)
        names = dict.fromkeys((*file.fonts_of_languages.get(language, ()), *file.fonts))
        return Theme(
            width=width,
            height=height,
            margin_left=margins.left,
            margin_right=margins.right,
            margin_top=margins.top,
            margin_bottom=margins.bottom,
            styles={name: TextStyle(**style.model_dump()) for name, style in file.styles.items()},
            palette=palette,
            families=tuple(self._family(name) for name in names),
            icons=_icons(self.workspace),
            metrics=dict(file.metrics),
            columns=file.columns,
        )

    def _family(self, name: str) -> Family:
        folder = f"layouts/fonts/{name}"
        found: dict[str, bytes] = {}
        for weight in ("regular", "bold", "semibold"):
            path = find(self.workspace, f"{folder}/{weight}.ttf")
            if path is not None:
                found[weight] = read_bytes(self.workspace, path, 20_000_000)
            elif weight != "semibold":
                message = f"there is no file “{folder}/{weight}.ttf”"
                hint = "Put the font's files there, or name another family"
                raise LayoutError(Finding("H203", message, self.source.place(("fonts",)), hint))
        return Family(name, found["regular"], found["bold"], found.get("semibold"))


def find(workspace: Workspace, relative: str) -> Path | None:
    """Return a file of the workspace, or `None` where no root has it.

    Raises:
        WorkspaceError: the file is a link that leads out of its root.
    """
    if not any((root / relative).is_file() for root in workspace.roots):
        return None
    return workspace.find(relative)


def check_contrast(layout: Layout, palette: Mapping[str, Color]) -> None:
    """Check every pair of text and ground that the styles make.

    Raises:
        LayoutError: H202 for each pair with a contrast below 4.5:1 (WCAG 2.1, 1.4.3, level AA).
    """
    pairs: dict[tuple[ColorName, Ground], str] = {("brand", ground): "links" for ground in _LINKS}
    for name, grounds in GROUNDS.items():
        for ground in grounds:
            pairs.setdefault((layout.file.styles[name].color, ground), f"style “{name}”")
    findings = []
    for (ink, ground), use in pairs.items():
        ratio = contrast(palette[ink], palette[ground])
        if ratio < MINIMUM_CONTRAST:
            message = f"“{ink}” on “{ground}” ({use}) has a contrast of {ratio:.2f}:1"
            hint = f"Text needs {MINIMUM_CONTRAST}:1 at least (WCAG 1.4.3): make one of the two darker or lighter"
            findings.append(Finding("H202", message, layout.source.place(("palette", ink)), hint))
    if findings:
        raise LayoutError(findings)


def _icons(workspace: Workspace) -> dict[str, Icon]:
    path = find(workspace, "layouts/icons/icons.json")
    if path is None:
        return {}
    try:
        data = json.loads(read_bytes(workspace, path, 2_000_000))
        return {name: Icon(str(one["path"]), float(one["stroke"])) for name, one in data.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        message = "the icons cannot be read"
        hint = "It maps each name to “path” (PDF path operators) and “stroke” (a width)"
        raise LayoutError(Finding("H204", message, Place(workspace.shown(path)), hint)) from None
