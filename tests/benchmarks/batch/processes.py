"""What a process and all that it starts take of the machine, as Linux tells it in ``/proc``."""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_PROC = Path("/proc")
_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_SAMPLE_SECONDS = 0.1


def family(pid: int) -> list[int]:
    """Return a process and all below it that live; empty where the system has no ``/proc``."""
    children: dict[int, list[int]] = {}
    for other, fields in _stats():
        children.setdefault(int(fields[1]), []).append(other)
    found = [pid] if (_PROC / str(pid)).exists() else []
    for each in found:
        found += children.get(each, [])
    return found


def cpu_seconds(pid: int) -> float:
    """Return the CPU time, user and system, of a process, all below it, and those below it that have ended."""
    members = set(family(pid))
    # Fields 14 to 17 of proc_pid_stat(5), counted from the state: own time and that of children waited for.
    ticks = sum(sum(map(int, fields[11:15])) for other, fields in _stats() if other in members)
    return ticks / _TICKS_A_SECOND


def resident_mb(pid: int) -> float:
    """Return the memory of one process in MB (2^20 bytes), what it shares with others included; 0 if it is gone."""
    return _memory_kb(_PROC / str(pid) / "status", "VmRSS:") / 1024


def shared_out_mb(pids: Sequence[int]) -> float:
    """Return the memory of processes together in MB (2^20 bytes), a page that several share counted once."""
    return sum(_memory_kb(_PROC / str(pid) / "smaps_rollup", "Pss:") for pid in pids) / 1024


def _memory_kb(path: Path, key: str) -> int:
    with contextlib.suppress(OSError):
        for line in path.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith(key):
                return int(line.split()[1])
    return 0


def _stats() -> Iterator[tuple[int, list[str]]]:
    """Yield each process with its fields from the state on."""
    for path in _PROC.glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it may end at any moment
            text = path.read_text(encoding="ascii", errors="replace")
            # The name stands in brackets and may hold any character.
            yield int(path.parent.name), text.rpartition(")")[2].split()


@dataclass(slots=True)
class Spent:
    """What a command took."""

    cpu_seconds: float
    """User and system time of it and of all its processes."""
    wall_seconds: float
    peak_mb: float
    """The most that all its processes held together, in MB (2^20 bytes), shared pages counted once."""


class Sampler:
    """Looks at the memory of a process and all below it, until it is stopped."""

    def __init__(self, pid: int) -> None:
        self.peak_mb = 0.0
        self._pid = pid
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._ended.wait(_SAMPLE_SECONDS):
            self.peak_mb = max(self.peak_mb, shared_out_mb(family(self._pid)))

    def stop(self) -> float:
        """End, and return the peak in MB (2^20 bytes)."""
        self._ended.set()
        self._thread.join()
        return self.peak_mb


def spent_by(command: Sequence[str], environment: Mapping[str, str]) -> Spent:
    """Run a command from its start to its end and return what it took.

    Raises:
        RuntimeError: it failed.
    """
    return spent_at_once([command], environment)


def spent_at_once(commands: Sequence[Sequence[str]], environment: Mapping[str, str], *, memory: bool = True) -> Spent:
    """Run commands side by side and return what they took together.

    Args:
        commands: they begin at the same time, and the last that ends sets the clock.
        environment: of all of them.
        memory: whether to look at their memory; else the peak is 0. Each look takes a few milliseconds of a core,
            which nobody misses unless all cores are at work.

    Raises:
        RuntimeError: one of them failed.
    """
    start = time.perf_counter()
    running = [subprocess.Popen(command, env=dict(environment), stdout=subprocess.DEVNULL) for command in commands]
    samplers = [Sampler(process.pid) for process in running] if memory else []
    cpu = 0.0
    for process in running:
        # The kernel's sum for the process and all that it waited for; nothing that is measured goes on by itself.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        cpu += usage.ru_utime + usage.ru_stime
    wall = time.perf_counter() - start
    peak = sum(sampler.stop() for sampler in samplers)
    for command, process in zip(commands, running, strict=True):
        if process.returncode:
            message = f"{command[0]} ended with {process.returncode}"
            raise RuntimeError(message)
    return Spent(cpu, wall, peak)
