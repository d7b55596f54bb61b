from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest

import handouts
from handouts import workspace as module
from handouts.errors import WorkspaceError
from handouts.findings import Severity
from handouts.workspace import Workspace, builtin, within

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture
def make(tmp_path: Path) -> Any:
    def make_files(*names: str) -> Path:
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"from: {name}\n")
        return tmp_path

    return make_files


@pytest.fixture
def over(make: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A clinic's workspace ``own`` over a builtin ``shipped``."""

    def lay(*names: str) -> Workspace:
        root: Path = make("own/content/clinic.yaml", "shipped/content/clinic.yaml", *names)
        monkeypatch.setattr(module, "builtin", lambda: root / "shipped")
        return Workspace.open(root / "own", root)

    return lay


# ---------------------------------------------------------------- open


def test_builtin_when_run_from_a_checkout_then_it_is_the_repository() -> None:
    assert builtin() == REPOSITORY.resolve()


def test_builtin_when_the_package_ships_its_own_folder_then_it_is_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "builtin").mkdir()
    monkeypatch.setattr(module, "__file__", str(tmp_path / "workspace.py"))
    assert builtin() == (tmp_path / "builtin").resolve()


def test_open_when_in_the_checkout_then_builtin_and_workspace_are_one_root() -> None:
    workspace = Workspace.open(None, REPOSITORY)
    assert workspace.roots == (REPOSITORY,)
    assert workspace.output == REPOSITORY / "output"
    assert len(workspace.topics()) == len({(t.topic, t.language) for t in workspace.topics()})


def test_open_when_inside_the_package_then_its_sub_packages_are_no_workspace() -> None:
    package = Path(str(handouts.__file__)).parent
    assert (package / "content").is_dir()
    assert [root.resolve() for root in Workspace.open(None, package / "content").roots] == [REPOSITORY.resolve()]


def test_open_when_no_folder_upwards_is_a_workspace_then_builtin_alone_serves(tmp_path: Path) -> None:
    workspace = Workspace.open(None, tmp_path)
    assert workspace.roots == (builtin(),)
    assert workspace.output == tmp_path / "output"


@pytest.mark.parametrize("kind", ["content", "layouts"])
def test_open_when_a_folder_upwards_is_a_workspace_then_it_lies_over_builtin(tmp_path: Path, kind: str) -> None:
    (tmp_path / kind).mkdir()
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    workspace = Workspace.open(None, deep)
    assert workspace.roots == (tmp_path, builtin())
    assert workspace.output == tmp_path / "output"


def test_open_when_a_folder_is_named_then_it_goes_before_the_one_around(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "other" / "layouts").mkdir(parents=True)
    assert Workspace.open(Path("other"), tmp_path).roots == (tmp_path / "other", builtin())


def test_open_when_the_named_folder_is_missing_or_no_workspace_then_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="nowhere: H504 there is no such folder"):
        Workspace.open(Path("nowhere"), tmp_path)
    with pytest.raises(WorkspaceError, match="H504 this folder is not a workspace") as caught:
        Workspace.open(tmp_path, tmp_path)
    assert "handouts init" in caught.value.findings[0].hint


# ---------------------------------------------------------------- find


def test_find_when_both_roots_have_a_file_then_the_clinics_whole_file_counts(over: Any) -> None:
    workspace = over("own/layouts/a/x.j2", "shipped/layouts/a/x.j2", "shipped/layouts/a/y.j2")
    assert workspace.find("layouts/a/x.j2").read_text() == "from: own/layouts/a/x.j2\n"
    assert workspace.find("layouts/a/y.j2").read_text() == "from: shipped/layouts/a/y.j2\n"


def test_find_when_no_root_has_a_file_then_it_is_refused(over: Any) -> None:
    with pytest.raises(WorkspaceError, match=r"layouts/none\.yaml: H505 there is no such file"):
        over().find("layouts/none.yaml")


@pytest.mark.parametrize(
    "relative",
    ["../secret", "a/../../secret", "/etc/passwd", "", "a//b", "./a", "a\\..\\b", "C:/x", "a\0b", "content/.."],
)
def test_find_when_a_path_leads_out_then_it_is_refused(over: Any, relative: str) -> None:
    with pytest.raises(WorkspaceError, match=r"H506 .* is not a path inside the folder"):
        over().find(relative)


def test_find_when_a_link_leads_out_then_it_is_refused_though_builtin_has_the_file(over: Any, tmp_path: Path) -> None:
    workspace = over("secret.yaml", "shipped/content/a.yaml", "shipped/layouts/x/y.j2")
    (tmp_path / "own/content/a.yaml").symlink_to(tmp_path / "secret.yaml")
    (tmp_path / "own/layouts").symlink_to(tmp_path / "shipped/layouts")
    for name in ("content/a.yaml", "layouts/x/y.j2"):
        with pytest.raises(WorkspaceError, match=r"H506 .* is a link that leads out of the folder"):
            workspace.find(name)


@pytest.mark.parametrize("kind", ["dead link", "folder"])
def test_find_when_no_file_stands_in_its_place_then_it_is_refused_though_builtin_has_it(
    over: Any, tmp_path: Path, kind: str
) -> None:
    workspace = over("own/content/b.yaml", "shipped/content/a.yaml")
    place = tmp_path / "own/content/a.yaml"
    if kind == "folder":
        place.mkdir()
    else:
        place.symlink_to("gone.yaml")
    with pytest.raises(WorkspaceError, match=r"own/content/a\.yaml: H508 what stands here is not a file"):
        workspace.find("content/a.yaml")


def test_strays_when_a_link_is_dead_then_it_is_an_error(over: Any, tmp_path: Path) -> None:
    workspace = over("own/content/a/b/en.yaml")
    (tmp_path / "own/content/a/b/es.yaml").symlink_to("gone.yaml")
    (finding,) = workspace.strays()
    assert str(finding) == "own/content/a/b/es.yaml: H508 what stands here is not a file, or a link to one that is gone"
    assert finding.severity is Severity.ERROR


def test_find_when_a_link_stays_inside_then_it_is_followed(over: Any, tmp_path: Path) -> None:
    workspace = over("own/content/real.yaml")
    (tmp_path / "own/content/alias.yaml").symlink_to("real.yaml")
    assert workspace.find("content/alias.yaml").read_text() == "from: own/content/real.yaml\n"


def test_within_when_a_link_leads_to_itself_then_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    try:
        path = within(tmp_path, "loop/x", "x")
    except WorkspaceError as error:
        assert error.findings[0].code == "H506"  # noqa: PT017  either answer is safe
    else:
        assert not path.exists()


def test_names_when_folders_are_in_both_roots_then_each_is_given_once(over: Any, tmp_path: Path) -> None:
    workspace = over(
        "own/layouts/b/x", "shipped/layouts/a/x", "shipped/layouts/b/x", "own/layouts/file", "own/layouts/.git/x"
    )
    (tmp_path / "own/layouts/out").symlink_to(tmp_path)
    assert workspace.names("layouts") == ["a", "b"]
    assert workspace.names("layouts/none") == []
    assert workspace.files("layouts", "file") == ["file"]


def test_read_bytes_when_a_file_is_too_long_then_it_is_refused(over: Any, tmp_path: Path) -> None:
    workspace = over()
    path = workspace.find("content/clinic.yaml")
    assert workspace.read_bytes(path, 100) == b"from: own/content/clinic.yaml\n"
    with pytest.raises(WorkspaceError, match=r"own/content/clinic\.yaml: H502 the file is larger than 0\.01 kB"):
        workspace.read_bytes(path, 10)


def test_shown_when_a_path_is_below_or_far_away_then_the_shorter_form_is_given(over: Any, tmp_path: Path) -> None:
    workspace = over()
    assert workspace.shown(tmp_path / "own" / "content" / "a.yaml") == "own/content/a.yaml"
    assert workspace.shown(tmp_path.parent / "near.yaml") == "../near.yaml"
    assert workspace.shown(Path("/x")) == "/x"


# ---------------------------------------------------------------- topics


def test_topics_when_both_roots_have_topics_then_they_are_sorted_and_the_clinics_shadow(over: Any) -> None:
    workspace = over(
        "own/content/heart/stent/en.yaml",
        "shipped/content/heart/stent/en.yaml",
        "shipped/content/heart/stent/es.yaml",
        "shipped/content/brain/test/zh-Hans.yaml",
    )
    assert [(t.department, t.topic, t.language) for t in workspace.topics()] == [
        ("brain", "test", "zh-Hans"),
        ("heart", "stent", "en"),
        ("heart", "stent", "es"),
    ]
    assert [workspace.shown(t.path) for t in workspace.topics()][1:] == [
        "own/content/heart/stent/en.yaml",
        "shipped/content/heart/stent/es.yaml",
    ]
    assert workspace.strays() == ()


def test_strays_when_files_are_misnamed_or_misplaced_then_each_is_a_warning_and_none_a_topic(over: Any) -> None:
    workspace = over(
        "own/content/heart/stent/EN.yaml",
        "own/content/heart/stent/es.yml",
        "own/content/heart/stent/fr.yaml.txt",
        "own/content/heart/stent/pictures/de.yaml",
        "own/content/heart/lonely.yaml",
        "own/content/top.yaml",
        "own/content/Heart Center/stent/en.yaml",
        "own/content/heart/Große Röhre/en.yaml",
    )
    assert workspace.topics() == ()
    found = {each.place.file: each for each in workspace.strays()}
    assert sorted(found) == [
        "own/content/Heart Center",
        "own/content/heart/Große Röhre",
        "own/content/heart/lonely.yaml",
        "own/content/heart/stent/EN.yaml",
        "own/content/heart/stent/es.yml",
        "own/content/heart/stent/fr.yaml.txt",
        "own/content/heart/stent/pictures/de.yaml",
        "own/content/top.yaml",
    ]
    assert all(each.severity is Severity.WARNING and each.code == "H507" and each.hint for each in found.values())


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("own/content/a/b/EN.yaml", "Name it after its language, such as “en.yaml”"),
        ("own/content/a/b/es.yml", "Name it after its language, such as “es.yaml”"),
        ("own/content/a/b/pt_br.YAML", "Name it after its language, such as “pt-BR.yaml”"),
        ("own/content/a/b/english.yaml", "Name it after its language, such as “en.yaml”"),
        ("own/content/a/b.yaml", "Content stands in “content/<department>/<topic>/<language>.yaml”"),
        (
            "own/content/Heart Center/b/en.yaml",
            "Rename it with lower-case letters, digits and hyphens, such as “heart-center”",
        ),
        (
            "own/content/a/Große Röhre/en.yaml",
            "Rename it with lower-case letters, digits and hyphens, such as “groe-rohre”",
        ),
    ],
)
def test_strays_when_a_name_is_wrong_then_the_hint_says_the_right_one(over: Any, name: str, hint: str) -> None:
    (finding,) = over(name).strays()
    assert finding.hint == hint


def test_strays_when_a_layouts_folder_is_misnamed_then_it_is_told_with_a_name_that_is_right(over: Any) -> None:
    workspace = over("own/layouts/Our Own/layout.yaml", "own/layouts/notes/read.txt")

    (finding,) = workspace.strays()

    assert finding.place.file.endswith("layouts/Our Own")
    assert "“our-own”" in finding.hint


def test_strays_when_files_are_no_content_then_nothing_is_said(over: Any) -> None:
    workspace = over(
        *("own/content/README.md", "own/content/logo.svg", "own/content/clinic-north.yaml", "own/content/.DS_Store"),
        *("own/content/a/b/duct.png", "own/content/a/b/.en.yaml.swp", "own/content/a/b/en.yaml"),
        "own/content/My Pictures/x.png",
    )
    assert workspace.strays() == ()
    assert [t.topic for t in workspace.topics()] == ["b"]


def test_strays_when_worksheets_stand_beside_content_then_nothing_is_said_and_they_are_no_topics(over: Any) -> None:
    names = ("en.review.yaml", "zh-Hans-TW.review.yaml", "en.review-2026-11-21.yaml", "en.review-2026-11-21-2.yaml")
    workspace = over("own/content/a/b/en.yaml", *(f"own/content/a/b/{name}" for name in names))

    assert workspace.strays() == ()
    assert [(t.topic, t.language) for t in workspace.topics()] == [("b", "en")]


@pytest.mark.parametrize(
    "name", ["review.yaml", "en.review.yml", "en.reviewed.yaml", "en.review-soon.yaml", "x1.review.yaml"]
)
def test_strays_when_a_name_is_almost_that_of_a_worksheet_then_it_is_told(over: Any, name: str) -> None:
    assert [each.code for each in over(f"own/content/a/b/{name}").strays()] == ["H507"]


def test_strays_when_links_lead_out_of_the_workspace_then_each_is_an_error(over: Any, tmp_path: Path) -> None:
    workspace = over("outside/topic/en.yaml", "own/content/a/b/en.yaml")
    (tmp_path / "own/content/linked").symlink_to(tmp_path / "outside")
    (tmp_path / "own/content/a/linked").symlink_to(tmp_path / "outside/topic")
    (tmp_path / "own/content/a/b/es.yaml").symlink_to(tmp_path / "outside/topic/en.yaml")
    assert [(t.topic, t.language) for t in workspace.topics()] == [("b", "en")]
    assert [str(each) for each in workspace.strays()] == [
        "own/content/a/b/es.yaml: H506 this link leads out of the workspace",
        "own/content/a/linked: H506 this link leads out of the workspace",
        "own/content/linked: H506 this link leads out of the workspace",
    ]
    assert all(each.severity is Severity.ERROR for each in workspace.strays())


def test_topics_when_builtin_is_read_only_then_nothing_is_written_there(over: Any, tmp_path: Path) -> None:
    workspace = over("shipped/content/heart/stent/en.yaml")
    shipped = tmp_path / "shipped"
    folders = [shipped, *(path for path in shipped.rglob("*") if path.is_dir())]
    assert len(folders) == 4
    for folder in folders:
        folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        before = sorted(map(str, shipped.rglob("*")))
        assert [t.topic for t in workspace.topics()] == ["stent"]
        assert workspace.find("content/heart/stent/en.yaml").read_text()
        assert sorted(map(str, shipped.rglob("*"))) == before
        assert workspace.output == tmp_path / "own" / "output"
    finally:
        for folder in folders:
            folder.chmod(stat.S_IRWXU)


def test_topics_when_a_folder_cannot_be_listed_then_the_others_are_found(
    over: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    workspace = over("own/content/a/b/en.yaml", "own/content/closed/b/en.yaml")
    real = os.scandir

    def listing(folder: Any) -> Any:
        if os.fspath(folder).endswith("closed"):
            raise PermissionError(13, os.strerror(13))
        return real(folder)

    monkeypatch.setattr("os.scandir", listing)
    assert [t.department for t in workspace.topics()] == ["a"]
