"""The wheel: it holds what the checkout holds, and builds the same bytes offline, in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests import shipped

ROOT = shipped.ROOT
SHIPPED = {"handouts": "handouts", "layouts": "handouts/builtin/layouts", "content": "handouts/builtin/content"}

pytestmark = pytest.mark.wheel

# Runs at the start of every process of the bare environment: whoever reaches for the network fails.
_NO_NETWORK = """\
import socket
def _refuse(*arguments, **named):
    raise RuntimeError("the network was asked for")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = _refuse
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    made = list(folder.glob("*.whl"))
    assert len(made) == 1
    return made[0]


@pytest.fixture(scope="module")
def handouts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the command of an environment that has the wheel, its dependencies and no network."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, with_pip=False)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = next(path for path in (scripts / "python", scripts / "python.exe") if path.exists())
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    run = subprocess.run([*install, str(wheel)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    where = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.run(where, capture_output=True, text=True, check=True).stdout.strip())
    (packages / "handouts_no_network.py").write_text(_NO_NETWORK, encoding="utf-8")
    # The wheel comes first; its dependencies are those of the environment that runs the tests.
    lines = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), "import handouts_no_network"]
    (packages / "zz_of_the_tests.pth").write_text("\n".join(dict.fromkeys(lines)) + "\n", encoding="utf-8")
    return [str(scripts / "handouts")]


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "HANDOUTS_"))}
    environment = kept | {"HANDOUTS_TODAY": shipped.TODAY.isoformat()}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def _sources() -> dict[str, Path]:
    """Return the files of the checkout that ship, by their name in the wheel."""
    found: dict[str, Path] = {}
    for folder, inside in SHIPPED.items():
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc":
                found[f"{inside}/{path.relative_to(ROOT / folder).as_posix()}"] = path
    return found


def test_wheel_when_opened_then_it_holds_every_file_of_the_three_folders_and_no_other(wheel):
    sources = _sources()
    with zipfile.ZipFile(wheel) as archive:
        inside = {name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name}

    assert len(sources) > 100
    assert sorted(inside) == sorted(sources)
    assert [name for name, data in inside.items() if data != sources[name].read_bytes()] == []


def test_wheel_when_opened_then_it_carries_the_licence_and_the_command(wheel):
    with zipfile.ZipFile(wheel) as archive:
        told = {
            name.rpartition("/")[2]: archive.read(name).decode() for name in archive.namelist() if ".dist-info/" in name
        }

    assert told["LICENSE"] == (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "handouts = handouts.cli.start:main" in told["entry_points.txt"]
    assert "Requires-Python: >=3.11" in told["METADATA"]


def test_environment_when_the_network_is_asked_for_then_it_is_refused(handouts, tmp_path):
    python = Path(handouts[0]).with_name("python")
    run = _run([str(python), "-c", "import socket; socket.create_connection(('127.0.0.1', 9))"], tmp_path)

    assert run.returncode != 0
    assert "the network was asked for" in run.stderr


def test_command_when_run_in_an_empty_folder_then_it_is_the_wheel_that_runs(handouts, tmp_path):
    python = Path(handouts[0]).with_name("python")
    run = _run([str(python), "-c", "import handouts.workspace as w; print(w.__file__); print(w.builtin())"], tmp_path)

    module, builtin = run.stdout.splitlines()
    assert Path(module).is_relative_to(python.parent.parent)
    assert Path(builtin) == Path(module).parent / "builtin"


@pytest.mark.parametrize("page_size", ["letter", "a4"])
def test_build_when_run_offline_in_an_empty_folder_then_the_bytes_are_the_checkouts(handouts, tmp_path, page_size):
    run = _run([*handouts, "build", "--layout", "all", "--page-size", page_size, "--quiet"], tmp_path)

    assert run.returncode == 0, run.stdout + run.stderr
    made = {path.relative_to(tmp_path / "output").as_posix(): path for path in tmp_path.rglob("*.pdf")}
    plain = [case for case in shipped.cases() if case.page_size == page_size and not case.appointment]
    expected = {}
    for case in plain:
        path = shipped.outcome(case).path
        assert path is not None
        expected[path.relative_to(shipped.output() / page_size / "blank").as_posix()] = shipped.pdf(case)
    assert len(expected) >= 8
    assert sorted(made) == sorted(expected)
    assert [name for name, path in made.items() if path.read_bytes() != expected[name]] == []
