"""A Dask cluster and an S3 endpoint on this computer, in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_ENOUGH_SECONDS = 60.0
_MOTO = """
import sys
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
"""


def until(true, what: str) -> None:
    """Wait until something is true."""
    end = time.monotonic() + _ENOUGH_SECONDS
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.05)


class DaskServers:
    """A scheduler and workers, each an ordinary process as an administrator would start it."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        folder.mkdir()
        self._settings = {f"DASK_DISTRIBUTED__SCHEDULER__{name}": value for name, value in settings.items()}
        self.workers: list[subprocess.Popen[bytes]] = []
        about = folder / "scheduler.json"
        words = ["dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"]
        self.scheduler = self._start("scheduler", [*words, "--scheduler-file", str(about)])
        until(about.exists, "the scheduler did not start")
        self.address = str(json.loads(about.read_text())["address"])

    def _start(self, name: str, words: list[str], **more: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{words[0]}", *words[1:]],
                cwd=self.folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True,
                env={**os.environ, "PYTHONPATH": str(ROOT), **self._settings, **more},
            )  # fmt: skip

    def add(self, *words: str, **more: str) -> subprocess.Popen[bytes]:
        """Start a worker; it is there when its log says that it is registered."""
        name = f"worker-{len(self.workers)}"
        scratch = ["--local-directory", str(self.folder / name)]
        worker = self._start(
            name, ["dask_worker", self.address, "--nthreads", "1", "--no-dashboard", *scratch, *words], **more
        )
        self.workers.append(worker)
        until(lambda: "Registered to" in self.log(name), f"{name} did not start")
        return worker

    def log(self, name: str) -> str:
        """Return what a process has logged."""
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def close(self) -> None:
        """End all processes."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


class S3Server:
    """A moto server with buckets, and the environment of who writes there."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _MOTO], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert self._process.stdout
        self.port = int(self._process.stdout.readline())

    def environment(self, port: int | None = None) -> dict[str, str]:
        """Return the variables by which a client finds the server, or whatever listens at another port."""
        return {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port or self.port}",
            "AWS_ALLOW_HTTP": "true",
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "a-key-that-nobody-may-see",
            "AWS_SECRET_ACCESS_KEY": "a-secret-that-nobody-may-see",
        }

    def make(self, bucket: str) -> None:
        """Make a bucket."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/{bucket}", method="PUT")
        with urllib.request.urlopen(request) as answer:
            assert answer.status == 200

    def close(self) -> None:
        """End the server."""
        self._process.communicate(b"")


class Counted:
    """Counts how often a thing was called, and does something at one of the calls."""

    def __init__(self, at: int, do) -> None:
        self._at = at
        self._do = do
        self._turn = threading.Lock()
        self.calls = 0

    def __call__(self, *_: object) -> None:
        """Count a call."""
        with self._turn:
            self.calls += 1
            if self.calls == self._at:
                self._do()
