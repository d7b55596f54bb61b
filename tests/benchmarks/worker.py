"""One engine in a process of its own: what it takes, and the most memory it ever held."""

from __future__ import annotations

import gc
import importlib
import os
import re
import sys
import time
import warnings
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


@dataclass(frozen=True, slots=True)
class Kind:
    """An engine: where it is, and what stands in the table for it."""

    title: str
    module: str
    factory: str
    package: str
    """The package of its distribution, for the version."""


class Work(NamedTuple):
    """One document set by an engine."""

    milliseconds: float
    """CPU time."""
    wall_milliseconds: float
    pdf: bytes


KINDS = {
    "handouts": Kind("this project, YAML to bytes", "with_handouts", "Whole", "handouts"),
    "write": Kind("this project, write stage alone", "with_handouts", "Write", "handouts"),
    "saved": Kind("this project, YAML to saved file", "with_handouts", "Saved", "handouts"),
    "typst": Kind("Typst, PDF/UA-1", "with_typst", "Engine", "typst"),
    "platypus": Kind("ReportLab Platypus, untagged", "with_platypus", "Engine", "reportlab"),
    "weasyprint": Kind("WeasyPrint, pdf/ua-1", "with_weasyprint", "Engine", "weasyprint"),
    "fpdf2": Kind("fpdf2, untagged", "with_fpdf2", "Engine", "fpdf2"),
    "chromium": Kind("Chromium, one browser", "with_chromium", "Engine", "chromium"),
}


class Worker:
    """An engine that waits in its own process; all share one core, and only one works at a time."""

    def __init__(self, name: str, setup: Any) -> None:
        self.name = name
        context = get_context("spawn")
        self.connection, there = context.Pipe()
        self.process = context.Process(target=_serve, args=(there, name, setup), daemon=True)
        self.process.start()
        there.close()

    def work(self, payload: Any) -> Work:
        """Set one document."""
        self.connection.send(payload)
        return Work(*self._answer())

    def close(self) -> float:
        """End the process and return its peak memory in MB (2^20 bytes)."""
        self.connection.send(None)
        peak: float = self._answer()
        self.process.join()
        return peak

    def _answer(self) -> Any:
        try:
            return self.connection.recv()
        except EOFError:
            message = f"the engine “{self.name}” stopped; its traceback stands above"
            raise RuntimeError(message) from None


def _serve(connection: Connection[Any, Any], name: str, setup: Any) -> None:
    warnings.simplefilter("ignore")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    kind = KINDS[name]
    engine = getattr(importlib.import_module(f"tests.benchmarks.{kind.module}"), kind.factory)(setup)
    # An engine that works in processes of its own tells what they take.
    cpu_seconds = getattr(engine, "cpu_seconds", time.process_time)
    while (payload := connection.recv()) is not None:
        source = engine.prepare(payload)
        # What was left over by preparing is not collected on the engine's time.
        gc.collect()
        wall, start = time.perf_counter(), cpu_seconds()
        pdf = engine.compile(source)
        taken = cpu_seconds() - start
        connection.send((taken * 1000, (time.perf_counter() - wall) * 1000, pdf))
    connection.send(getattr(engine, "peak_mb", _peak)())


def _peak() -> float:
    """Return the peak memory of this process in MB.

    ``ru_maxrss`` on Linux starts with what the parent held when it started the process, so the
    kernel's own count for this program (VmHWM) is read where there is one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text(encoding="ascii"))
        if found:
            return int(found[1]) / 1024
    import resource  # noqa: PLC0415  not on every system

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
