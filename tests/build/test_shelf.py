"""What several handouts share is read once."""

from __future__ import annotations

import datetime

import pytest

from handouts.build import Shelf
from handouts.errors import ContentError, UsageError
from handouts.workspace import TopicFile, builtin
from handouts.yamlfile import read


@pytest.fixture
def reads(monkeypatch):
    """Return the files that were read, in order."""
    seen: list[str] = []

    def counted(path, shown, *more):
        seen.append(path.name)
        return read(path, shown, *more)

    monkeypatch.setattr("handouts.content.load.read", counted)
    return seen


def test_shelf_when_asked_twice_then_reads_once(folder, reads):
    shelf = Shelf()
    workspace = shelf.workspace(folder)
    assert shelf.workspace(folder) is workspace
    assert shelf.clinic(workspace, None) is shelf.clinic(workspace, None)
    assert shelf.language(workspace, "en") is shelf.language(workspace, "en")
    file = shelf.file(workspace, "cardiology/valve", "en")
    assert file is not None
    assert shelf.handout(workspace, file) is shelf.handout(workspace, file)
    assert reads == ["clinic.yaml", "en.yaml"]


def test_shelf_when_many_handouts_pass_then_keeps_only_the_last(folder, reads):
    shelf = Shelf()
    workspace = shelf.workspace(folder)
    files = [file for file in shelf.topics(workspace) if file.path.is_relative_to(folder)]
    assert len(files) == 4
    for file in (*files, *files):
        shelf.handout(workspace, file)
    assert len(reads) == 8


def test_shelf_when_a_file_is_broken_then_reads_it_once_and_raises_each_time(folder, reads):
    (folder / "content" / "clinic.yaml").write_text("nmae: x\n")
    shelf = Shelf()
    workspace = shelf.workspace(folder)
    told = []
    for _ in range(3):
        with pytest.raises(ContentError) as raised:
            shelf.clinic(workspace, None)
        told.append(raised.value.findings)
    assert told[0]
    assert told[0] == told[1] == told[2]
    assert reads == ["clinic.yaml"]


def test_shelf_when_two_clinics_are_used_then_keeps_both(folder):
    other = folder / "content" / "clinic-other.yaml"
    text = (folder / "content" / "clinic.yaml").read_text(encoding="utf-8")
    other.write_text(text.replace("name: Test Clinic", "name: Other Clinic"), encoding="utf-8")
    shelf = Shelf()
    workspace = shelf.workspace(folder)
    assert shelf.clinic(workspace, other).clinic.name == "Other Clinic"
    assert shelf.clinic(workspace, None).clinic.name == "Test Clinic"


def test_file_when_there_is_none_then_returns_nothing(folder):
    shelf = Shelf()
    workspace = shelf.workspace(folder)
    assert shelf.file(workspace, "cardiology/valve", "fr") is None
    assert shelf.file(workspace, "valve", "en") is None


def test_layout_names_when_listed_then_are_folders_with_a_layout(folder):
    (folder / "layouts" / "ours").mkdir(parents=True)
    (folder / "layouts" / "ours" / "layout.yaml").write_text("x: y\n")
    (folder / "layouts" / "notes").mkdir()
    shelf = Shelf()
    names = shelf.layout_names(shelf.workspace(folder))
    assert "ours" in names
    assert not {"notes", "languages", "fonts", "shared"} & set(names)


def test_workspace_when_there_is_no_such_folder_then_is_a_mistake_of_the_command(tmp_path):
    with pytest.raises(UsageError) as raised:
        Shelf().workspace(tmp_path / "nope")
    assert raised.value.findings[0].hint


def test_anew_when_another_shelf_has_read_then_knows_where_files_are_and_reads_them_again(folder, reads, monkeypatch):
    shelf = Shelf()
    workspace = shelf.workspace(folder)
    shelf.file(workspace, "cardiology/valve", "en")
    first = shelf.clinic(workspace, None)
    fresh = shelf.anew()
    monkeypatch.setattr("handouts.workspace.Workspace.topics", lambda _: pytest.fail("looked through again"))
    assert fresh.workspace(folder) is workspace
    assert fresh.file(workspace, "cardiology/valve", "en") == shelf.file(workspace, "cardiology/valve", "en")
    assert fresh.clinic(workspace, None) is not first
    assert reads == ["clinic.yaml", "clinic.yaml"]


class Asked(Shelf):
    """A shelf that tells for which files it was asked for approvals: those that do not ship."""

    def __init__(self):
        super().__init__()
        self.files = []

    def approvals(self, workspace, file):
        self.files.append(file)
        return super().approvals(workspace, file)


def test_standing_when_a_file_ships_then_approvals_beside_it_are_not_read_also_through_a_link(folder):
    shelf = Asked()
    workspace = shelf.workspace(folder)
    own = [file for file in shelf.topics(workspace) if file.path.is_relative_to(folder)]
    shipped = next(file for file in shelf.topics(workspace) if not file.path.is_relative_to(folder))
    assert shipped.path.is_relative_to(builtin())
    today = datetime.date(2026, 11, 22)
    for file in (*own, shipped, own[0]):
        shelf.standing(workspace, file, None, today)
    assert shelf.files == [*own, own[0]]
    # The folder of the department is a clinic's own, and was looked at for the topics beside this one.
    link = own[0].path.parent.parent / "linked"
    link.symlink_to(shipped.path.parent)
    linked = TopicFile(own[0].department, "linked", "en", link / shipped.path.name)
    shelf.standing(workspace, linked, None, today)
    assert shelf.files == [*own, own[0]]
