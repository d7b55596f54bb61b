"""Load: content files to models, checked in themselves, across their fields, and with their pictures (stage 1 of 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec import field

from handouts.content.checking import CheckSettings
from handouts.content.clinic import Clinic
from handouts.content.cross import across
from handouts.content.handout import Handout
from handouts.content.pictures import WRONG_KIND, load_picture
from handouts.discreet import Discreet
from handouts.errors import ContentError, WorkspaceError
from handouts.findings import Finding, errors, in_order
from handouts.model import Asset  # noqa: TC001  annotations stay readable at run time
from handouts.workspace import NOT_FOUND
from handouts.yamlfile import YamlFile, read, validate

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.content.rules import LoadedPack
    from handouts.workspace import TopicFile, Workspace


class LoadedHandout(Discreet, frozen=True):
    """A handout, where it comes from, and the pictures it shows."""

    _unsaid: ClassVar[tuple[str, ...]] = ("file",)

    handout: Handout
    department: str
    topic: str
    language: str
    file: YamlFile
    assets: dict[str, Asset] = field(default_factory=dict)
    """Pictures by the name that the content file gives them."""


class LoadedClinic(Discreet, frozen=True):
    """A clinic, where it comes from, and its logo."""

    _unsaid: ClassVar[tuple[str, ...]] = ("file",)

    clinic: Clinic
    file: YamlFile
    logo: Asset | None = None
    packs: tuple[LoadedPack, ...] = ()
    """The rule packs that it names."""


class LoadedSettings(Discreet, frozen=True):
    """What a workspace asks of its checks, and where it says so."""

    _unsaid: ClassVar[tuple[str, ...]] = ("file",)

    settings: CheckSettings = field(default_factory=CheckSettings)
    file: YamlFile | None = None
    """`None` where the workspace has no such file, and everything is as it ships."""


SETTINGS = "content/checks.yaml"
"""The file of a workspace that sets what the checks ask."""


def load_handout(workspace: Workspace, topic_file: TopicFile) -> LoadedHandout:
    """Load one topic in one language.

    Raises:
        WorkspaceError: the file cannot be read.
        ContentError: the file or one of its pictures is wrong; holds every finding.
    """
    file = read(topic_file.path, workspace.shown(topic_file.path))
    handout = validate(Handout, file)
    findings = across(handout, file)
    assets: dict[str, Asset] = {}
    folders = _folders(workspace, topic_file.path.parent) if handout.pictures else ()
    for index, picture in enumerate(handout.pictures):
        if picture.file in assets:
            continue
        place = file.place(("pictures", index, "file"))
        try:
            assets[picture.file] = load_picture(workspace, folders, picture.file, place)
        except ContentError as error:
            findings += error.findings
    if errors(findings):
        raise ContentError(in_order(findings))
    return LoadedHandout(handout, topic_file.department, topic_file.topic, topic_file.language, file, assets)


def load_clinic(workspace: Workspace, path: Path | None) -> LoadedClinic:
    """Load a clinic.

    Args:
        workspace: where ``content/clinic.yaml`` is found.
        path: another file to load in its place; its logo stands beside it or below its folder.

    Raises:
        WorkspaceError: the file cannot be found or read.
        ContentError: the file or its logo is wrong; holds every finding.
    """
    own = path or workspace.find("content/clinic.yaml")
    file = read(own, workspace.shown(own))
    clinic = validate(Clinic, file)
    logo = None
    if clinic.logo is not None:
        place = file.place(("logo", "file"))
        logo = load_picture(workspace, (own.parent,), clinic.logo.file, place)
        if logo.kind == "jpeg":
            # Its compression blurs the edges of letters, and it has no clear ground.
            raise ContentError(
                Finding(WRONG_KIND, "a logo must be a PNG or SVG file", place, "Save the logo as SVG, or else as PNG")
            )
    if not clinic.rules:
        return LoadedClinic(clinic, file, logo)
    from handouts.content.rules import packs_of  # noqa: PLC0415  models that few clinics need

    return LoadedClinic(clinic, file, logo, packs_of(clinic, file, workspace))


def load_settings(workspace: Workspace, path: Path | None = None) -> LoadedSettings:
    """Load the settings of the checks; a workspace without such a file has those that ship.

    Args:
        workspace: where `SETTINGS` is found.
        path: another file to load in its place.

    Raises:
        WorkspaceError: the file cannot be read.
        ContentError: something in it is wrong.
    """
    try:
        own = path or workspace.find(SETTINGS)
    except WorkspaceError as error:
        if any(finding.code != NOT_FOUND for finding in error.findings):
            raise
        return LoadedSettings()
    file = read(own, workspace.shown(own))
    return LoadedSettings(validate(CheckSettings, file), file)


def _folders(workspace: Workspace, folder: Path) -> tuple[Path, ...]:
    """Return the folder and those that lie below it in the other roots, so that a copied text finds its pictures."""
    for root in workspace.roots:
        try:
            relative = folder.relative_to(root)
        except ValueError:
            continue
        return (folder, *(other / relative for other in workspace.roots if other != root))
    return (folder,)
