"""Unpacking what came from another computer: nothing leaves the private folder, and nothing stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.batch import carried
from handouts.batch.carried import CarriedWorkspace, Errand, Parcel, Unpacked
from handouts.errors import WorkspaceError
from handouts.workspace import Workspace, builtin

HOMES = (("", str(builtin())), ("root0", "/srv/ana/clinic"), ("clinic2", "../shared"))


@pytest.fixture
def errand():
    return Errand((), "run", "/srv/ana/clinic/content", ("root0", ""), HOMES, carried.facts(), saving=True)


@pytest.fixture
def unpacked(errand, tmp_path):
    opened = Unpacked(errand, str(tmp_path))
    yield opened
    opened.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["../out.txt", "root0/../../out.txt", "/out.txt", "root0//x", "", "root0\\..\\x", "C:/x", "root0/link/x"]
)
def test_take_when_a_name_leaves_the_folder_then_unpacks_nothing_of_it(unpacked, tmp_path, name):
    folder = next(tmp_path.iterdir())
    (folder / "root0/link").symlink_to(tmp_path)
    with pytest.raises(WorkspaceError) as raised:
        unpacked.take(Parcel.of([("root0/good.txt", b"x"), (name, b"x")]))
    assert raised.value.findings[0].code == "H506"
    assert not (folder / "root0/good.txt").exists()
    assert [path.name for path in tmp_path.rglob("out.txt")] == []


def test_take_when_a_parcel_was_changed_on_the_way_then_refuses_it(unpacked):
    whole = Parcel.of([("root0/a.txt", b"x")])
    with pytest.raises(ValueError, match="did not arrive"):
        unpacked.take(Parcel(whole.digest, (("root0/a.txt", b"y"),)))


def test_take_when_a_file_comes_in_another_version_then_the_last_one_counts(unpacked, tmp_path):
    one, two = (Parcel.of([("root0/a.txt", data)]) for data in (b"1", b"2"))
    file = next(tmp_path.iterdir()) / "root0/a.txt"
    for parcel in (one, two, one):
        unpacked.take(parcel)
        assert file.read_bytes() == parcel.files[0][1]
    assert oct(file.parent.parent.stat().st_mode & 0o777) == "0o700"


def test_shown_when_a_file_was_unpacked_then_is_named_as_at_home(errand):
    here = Path("/scratch/x")
    space = CarriedWorkspace.of(errand, here)
    home = Workspace((Path("/srv/ana/clinic"), builtin()), Path("/o"), Path("/srv/ana/clinic/content"))
    for relative in ("content/ward/a/en.yaml", "layouts/x/page.xml.j2"):
        assert space.shown(here / "root0" / relative) == home.shown(Path("/srv/ana/clinic") / relative)
    assert space.shown(here / "clinic2/logo.svg") == "../shared/logo.svg"
    shipped = builtin() / "layouts/standard/layout.yaml"
    assert space.shown(shipped) == home.shown(shipped) == space.shipped().shown(shipped)


def test_work_away_when_another_run_begins_then_the_folder_of_the_first_is_removed(errand, tmp_path):
    from dataclasses import replace  # noqa: PLC0415  only here

    assert carried.work_away(errand, (), str(tmp_path)) == []
    first = list(tmp_path.iterdir())
    assert carried.work_away(replace(errand, run="next"), (), str(tmp_path)) == []
    second = list(tmp_path.iterdir())
    assert (len(first), len(second)) == (1, 1)
    assert first != second
    carried.close()
    assert list(tmp_path.iterdir()) == []
