"""Chromium's print to PDF: one browser with one page, told what to do over a pipe, without a driver in between."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tests.benchmarks import web
from tests.benchmarks.batch import processes
from tests.benchmarks.installed import command

if TYPE_CHECKING:
    from tests.benchmarks import simple

_FLAGS = (
    *("--headless", "--disable-gpu", "--no-first-run", "--allow-file-access-from-files", "--remote-debugging-pipe"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"),
)
# The browser reads from file 3 and writes to file 4.
_START = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execv(sys.argv[3], sys.argv[3:])"
)


def _high(descriptor: int) -> int:
    """Return another descriptor of a file, with a number that no dup2 of `_START` takes."""
    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD, 10)
    os.close(descriptor)
    return moved


class Engine:
    """Load a page of HTML and print it."""

    def __init__(self, look: simple.Look) -> None:
        self.look = look
        self.sheet = web.sheet_of(look)
        self.folder = TemporaryDirectory()
        self.browser = _Browser(command("chromium") or "chromium", Path(self.folder.name))

    def prepare(self, document: simple.Simple) -> str:
        """Return the address of the page; not timed."""
        page = Path(self.folder.name) / "page.html"
        html = web.page_of(document, self.look).replace("<style>", f"<style>{self.sheet}", 1)
        page.write_text(html, encoding="utf-8")
        return page.as_uri()

    def compile(self, source: str) -> bytes:
        """Return the PDF; timed."""
        return self.browser.printed(source)

    def cpu_seconds(self) -> float:
        """Return the CPU time of this process and of all the browser's."""
        return time.process_time() + processes.cpu_seconds(self.browser.process.pid)

    def peak_mb(self) -> float:
        """End the browser, and return the most that its processes held together in MB (2^20 bytes)."""
        return self.browser.close()


class _Browser:
    """A browser that is spoken to in the DevTools protocol: JSON, each message closed by a zero byte."""

    def __init__(self, path: str, folder: Path) -> None:
        theirs, ours = os.pipe()
        answers, told = os.pipe()
        theirs, told = _high(theirs), _high(told)
        # As root, as in a container, it refuses to start with its sandbox.
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-c", _START, str(theirs), str(told)),
                *(path, *_FLAGS, *root, f"--user-data-dir={folder}"),
            ],
            pass_fds=(theirs, told),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs)
        os.close(told)
        self._out, self._in = os.fdopen(ours, "wb"), os.fdopen(answers, "rb")
        self._rest = b""
        self._count = 0
        self._session: str | None = None
        page = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        self._call("Page.enable")
        self._sampler = processes.Sampler(self.process.pid)

    def printed(self, address: str) -> bytes:
        """Return a page as PDF."""
        self._call("Page.navigate", url=address)
        while self._next().get("method") != "Page.loadEventFired":
            pass
        self._call("Runtime.evaluate", expression="document.fonts.ready.then(() => 1)", awaitPromise=True)
        made = self._call(
            "Page.printToPDF",
            preferCSSPageSize=True,
            printBackground=True,
            generateTaggedPDF=True,
            generateDocumentOutline=True,
        )
        return base64.b64decode(made["data"])

    def close(self) -> float:
        """End it, and return its peak memory in MB (2^20 bytes)."""
        peak = self._sampler.stop()
        self._session = None
        self._call("Browser.close")
        self.process.wait(30)
        self._out.close()
        self._in.close()
        return peak

    def _call(self, method: str, **parameters: Any) -> Any:
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._out.write(json.dumps(message).encode() + b"\0")
        self._out.flush()
        while (answer := self._next()).get("id") != self._count:
            pass
        if "result" not in answer:
            error = f"the browser refused {method}: {answer.get('error')}"
            raise RuntimeError(error)
        return answer["result"]

    def _next(self) -> dict[str, Any]:
        parts = [self._rest]
        while b"\0" not in parts[-1]:
            read = os.read(self._in.fileno(), 1 << 20)
            if not read:
                message = "the browser ended"
                raise RuntimeError(message)
            parts.append(read)
        text, _, self._rest = b"".join(parts).partition(b"\0")
        found: dict[str, Any] = json.loads(text)
        return found
