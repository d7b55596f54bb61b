"""Building on a real Dask cluster: two workers, one of them killed; and everything that can be wrong with one."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from handouts.batch import cluster
from handouts.errors import ClusterError, ExitCode, UsageError
from tests.batch.servers import ROOT, Counted, DaskServers

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")

_CRASHING = """
import os, signal
from handouts import layouts
def render(loaded, *more, real=layouts.render):
    if loaded.topic == "berry":
        os.kill(os.getpid(), signal.SIGKILL)
    return real(loaded, *more)
layouts.render = render
"""
# The worker ends while it takes in a parcel, twice in all.
_LOSING = """
import os, signal
from pathlib import Path
from handouts.batch import cluster
deaths = Path({folder!r})
def _same(parcel):
    if len(list(deaths.iterdir())) < 2:
        (deaths / str(os.getpid())).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return parcel
cluster._same = _same
"""
_OTHER = """
from handouts.batch import sources
sources._versions = lambda real=sources._versions: {**real(), "reportlab": "4.0.1"}
"""


@pytest.fixture(scope="module")
def dask(tmp_path_factory):
    servers = DaskServers(tmp_path_factory.mktemp("dask") / "servers")
    yield servers
    servers.close()


@pytest.fixture
def two(dask):
    """Return a cluster that has two workers."""
    while sum(worker.poll() is None for worker in dask.workers) < 2:
        dask.add("--no-nanny")
    return dask


def connected(servers, wait=20.0):
    return cluster.connected(servers.address, wait, lambda _: None)


def files(output: Path) -> dict[str, bytes]:
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in sorted(output.rglob("*.pdf"))}


def test_cluster_when_a_worker_is_killed_in_mid_batch_then_every_file_is_there_once_and_as_built_here(many, two):
    for number in range(20):
        many.add(f"ward/more-{number}", title="title")
    alone = many.run(layouts=("all",))
    assert len(alone.outcomes) == 64
    before, listed = files(many.output), (many.output / "manifest.json").read_bytes()
    away = many.folder / "away"
    killed = two.workers[-1]
    saved: list[str] = []
    kill = Counted(5, killed.kill)

    def each(outcome):
        saved.append(outcome.facts.file)
        kill()

    with connected(two) as there:
        assert there.workers() == 2
        result = many.run(layouts=("all",), output=away, cluster=there, each=each)
    assert killed.wait(timeout=10) == -signal.SIGKILL
    assert [outcome.ok for outcome in result.outcomes] == [True] * 64
    assert len(set(saved)) == len(saved) == 64, "each once"
    assert files(away) == before
    assert (away / "manifest.json").read_bytes() == listed
    assert many.built(layouts=("all",), output=away) == []
    held = [each for folder in two.folder.glob("worker-*") for each in folder.rglob("*.yaml")]
    assert held, "what was built travelled there"


@pytest.fixture
def two_that_die(tmp_path):
    """Return a function that begins a cluster of two workers, with a patch and one death allowed each task."""
    begun: list[DaskServers] = []

    def begin(patch: str) -> DaskServers:
        preload = tmp_path / "crashing.py"
        preload.write_text(patch)
        servers = DaskServers(tmp_path / "servers", ALLOWED_FAILURES="1")
        begun.append(servers)
        for _ in range(2):
            servers.add("--preload", str(preload))
        return servers

    yield begin
    for servers in begun:
        for worker in servers.workers:
            # A nanny whose end is not asked for leaves its worker behind.
            worker.terminate()
            worker.wait(20)
        servers.close()


def test_cluster_when_a_handout_kills_its_worker_again_and_again_then_it_fails_by_name(many, two_that_die):
    with connected(two_that_die(_CRASHING)) as there:
        result = many.run(cluster=there)
    failed = {o.request.topic: ([f.code for f in o.findings], o.exit_code) for o in result.outcomes if not o.ok}
    assert failed == {"ward/berry": (["H554"], ExitCode.INTERNAL)}
    assert len(files(many.output)) == 11
    assert many.built() == ["ward/berry"]


def test_cluster_when_workers_die_with_what_handouts_share_then_no_handout_is_blamed(many, two_that_die, tmp_path):
    deaths = tmp_path / "deaths"
    deaths.mkdir()
    with connected(two_that_die(_LOSING.format(folder=str(deaths)))) as there:
        result = many.run(cluster=there)
    assert len(list(deaths.iterdir())) >= 2
    assert [outcome.ok for outcome in result.outcomes] == [True] * 12
    assert len(files(many.output)) == 12


def test_cluster_when_the_scheduler_is_gone_in_mid_run_then_what_is_built_is_saved_and_the_rest_goes_on_later(
    many, tmp_path
):
    servers = DaskServers(tmp_path / "servers")
    try:
        servers.add("--no-nanny")
        with connected(servers) as there:
            result = many.run(cluster=there, each=Counted(3, servers.scheduler.kill))
    finally:
        servers.close()
    assert [finding.code for finding in result.findings] == ["H596"]
    assert result.left > 0
    assert 3 <= len(files(many.output)) == len(result.outcomes) < 12
    again = many.built()
    assert len(again) == result.left


def test_cluster_when_no_worker_is_there_or_left_then_says_so_and_does_not_wait_for_ever(department, tmp_path):
    servers = DaskServers(tmp_path / "servers")
    told: list[str] = []
    try:
        with pytest.raises(ClusterError) as none, cluster.connected(servers.address, 0.2, told.append):
            pass
        assert told == ["no worker of the cluster is there yet"]
        worker = servers.add("--no-nanny")
        with connected(servers, wait=0.5) as there:
            worker.kill()
            result = department.run(cluster=there)
    finally:
        servers.close()
    assert [finding.code for finding in none.value.findings] == ["H595"]
    assert [finding.code for finding in result.findings] == ["H595"]
    assert (len(result.outcomes), result.left) == (0, 3)


@pytest.mark.parametrize(
    ("words", "environment", "told"),
    [
        ((), {"PYTHONPATH": ""}, "does not have handouts"),
        (("--preload", "other.py"), {}, "reportlab is 4.0.1, not "),
    ],
)
def test_cluster_when_a_worker_would_build_other_bytes_then_is_refused_by_name(dask, words, environment, told):
    if environment and _is_installed():
        pytest.skip("handouts is installed beside Dask, so every worker has it")
    (dask.folder / "other.py").write_text(_OTHER)
    worker = dask.add("--no-nanny", *words, **environment)
    try:
        with pytest.raises(ClusterError) as raised, connected(dask):
            pass
    finally:
        worker.kill()
        worker.wait()
    messages = [finding.message for finding in raised.value.findings]
    assert [finding.code for finding in raised.value.findings] == ["H565"]
    assert told in messages[0]
    assert "the worker tcp://127.0.0.1:" in messages[0]


def _is_installed() -> bool:
    done = subprocess.run(
        [sys.executable, "-c", "import handouts"], cwd="/", env={**os.environ, "PYTHONPATH": ""}, capture_output=True,
        check=False,
    )  # fmt: skip
    return done.returncode == 0


@pytest.mark.parametrize(
    ("address", "code", "error"),
    [
        ("nonsense", "H597", UsageError),
        ("http://localhost:8786", "H597", UsageError),
        ("tcp://me:secret@localhost:8786", "H597", UsageError),
        ("tcp://127.0.0.1:1", "H599", ClusterError),
        ("tls://127.0.0.1:1", "H599", ClusterError),
    ],
)
def test_cluster_when_the_address_is_wrong_or_nobody_answers_then_says_so(monkeypatch, address, code, error):
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 0.5)
    with pytest.raises(error) as raised, cluster.connected(address, 1.0, lambda _: None):
        pass
    assert [finding.code for finding in raised.value.findings] == [code]
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("says", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"], ids=["nothing", "something else"])
def test_cluster_when_something_else_listens_at_the_address_then_does_not_wait_for_ever(monkeypatch, says):
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 0.5)
    listening = socket.create_server(("127.0.0.1", 0))
    taken = []

    def take():
        while True:
            try:
                taken.append(listening.accept()[0])
            except OSError:
                return
            taken[-1].sendall(says)

    threading.Thread(target=take, daemon=True).start()
    address = f"tcp://127.0.0.1:{listening.getsockname()[1]}"
    with pytest.raises(ClusterError) as raised, cluster.connected(address, 1.0, lambda _: None):
        pass
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    for each in taken:
        each.close()
    assert taken
    assert [finding.code for finding in raised.value.findings] == ["H599"]


def test_cluster_when_dask_is_not_installed_then_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError) as raised, cluster.connected("tcp://127.0.0.1:1", 1.0, lambda _: None):
        pass
    assert raised.value.findings[0].code == "H598"
    assert "handouts[dask]" in raised.value.findings[0].hint


def begin(folder, *words):
    return subprocess.Popen(
        [sys.executable, "-m", "handouts", "build", "--workspace", str(folder), *words],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "HANDOUTS_TODAY": "2026-11-21"},
    )  # fmt: skip


@pytest.mark.parametrize("times", [1, 2])
def test_build_when_ctrl_c_is_pressed_on_a_cluster_then_ends_in_order_or_at_once(many, two, times):
    for number in range(60):
        many.add(f"ward/more-{number}")
    process = begin(many.folder, "--layout", "all", "--dask", two.address)
    assert process.stdout
    assert process.stderr
    assert process.stdout.readline().endswith("kB\n")
    process.send_signal(signal.SIGINT)
    assert "stopping" in process.stderr.readline() + process.stderr.readline()
    if times == 2:
        process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == ExitCode.INTERRUPTED
    # The second may come when all that was under way is done, and the run ends in order after all.
    assert "not begun" in err or times == 2
    assert "Traceback" not in err + out
    entries = json.loads((many.output / "manifest.json").read_text())["files"]
    assert 0 < len(entries) < 144
    assert {entry["file"] for entry in entries} <= set(files(many.output))


def test_build_when_personal_and_on_a_cluster_then_nothing_of_it_is_in_a_log(department, two):
    done = begin(department.folder, "ward/berry", "--appointment", "2026-12-03 08:41", "--dask", two.address)
    out, err = done.communicate(timeout=60)
    assert done.returncode == 0, err
    built = (department.output / "ward/berry.en.standard.pdf").read_bytes()
    outcome = department.run(appointment="2026-12-03 08:41", only=["ward/berry"]).outcomes[0]
    assert outcome.path.read_bytes() == built
    assert all("Registered to" in two.log(name) for name in ("worker-0", "worker-1")), "the logs have nothing at all"
    logs = "".join(path.read_text() for path in two.folder.glob("*.log"))
    # Each line begins with the time of the machine, which twice an hour holds the very signs looked for.
    told, lines = re.subn(r"\d\d:\d\d:\d\d,\d+", "", logs)
    assert lines > 2
    assert "08:41" not in told + out + err
    assert "8:41" not in (department.output / "manifest.json").read_text()
