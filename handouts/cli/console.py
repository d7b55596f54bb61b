"""Everything that is printed: results to standard output, findings and notes to standard error."""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TextIO

from handouts.cli import marked
from handouts.findings import Severity, in_order

if TYPE_CHECKING:
    from handouts.findings import Finding

_STYLES = {"error": "1;31", "warning": "33", "suggestion": "36", "dim": "2", "good": "32", "marked": "1;4"}
_CLEAR_LINE = "\r\x1b[2K"
_unprinted: list[OSError] = []


def prepare(*, debug: bool) -> None:
    """Set up the streams of this process: no character may end a run, and logs are for those who ask."""
    # A program without a console has no streams at all (pythonw on Windows, “>&-” in a shell).
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        # A console that lacks “ or ≥ shows an escape in its place.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if debug:
        logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
        logging.getLogger("handouts").setLevel(logging.DEBUG)


def is_terminal(stream: TextIO) -> bool:
    """Tell whether a stream is a terminal that understands more than plain lines."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _is_colored(stream: TextIO) -> bool:
    # https://no-color.org: present and not empty, whatever its value.
    return is_terminal(stream) and not os.environ.get("NO_COLOR")


def _styled(text: str, style: str, stream: TextIO) -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if _is_colored(stream) else text


def visible(text: str) -> str:
    """Return text with characters that do not show, or that steer a terminal, spelled out."""
    return text if text.isprintable() else "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        _silence(stream)
    except OSError as error:
        _silence(stream)
        if stream is sys.stdout:
            _unprinted.append(error)


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123  stays open as long as the process runs


def _silence(stream: TextIO) -> None:
    """Send a stream that nobody reads any more to nowhere; the handouts are still built."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def close() -> bool:
    """Flush the streams and tell whether all results were printed; a reader that has gone away is no error."""
    _write(sys.stdout, "")
    for error in _unprinted:
        note(f"the results cannot be printed: {(error.strerror or 'the system refused').lower()}", error=True)
    _write(sys.stderr, "")
    return not _unprinted


def result(text: str) -> None:
    """Print a line of results."""
    _write(sys.stdout, visible(text) + "\n")


def good(text: str) -> None:
    """Print a line that sums up what went well."""
    _write(sys.stdout, _styled(visible(text), "good", sys.stdout) + "\n")


def document(data: Any) -> None:
    """Print one JSON document."""
    # Escapes keep it valid on every console, and keep file names from steering a terminal.
    _write(sys.stdout, json.dumps(data, indent=2, ensure_ascii=True) + "\n")


def heading(text: str) -> None:
    """Print a line that stands above others about the run."""
    _write(sys.stderr, _styled(visible(text), "marked", sys.stderr) + "\n")


def note(text: str, *, error: bool = False) -> None:
    """Print lines about the run itself."""
    lines = "\n".join(map(visible, text.splitlines()))
    _write(sys.stderr, (_styled(lines, "error", sys.stderr) if error else lines) + "\n")


def findings(found: Iterable[Finding], *, quiet: bool = False) -> None:
    """Print findings by place, each once, with the words in question marked; ``quiet`` prints errors only."""
    for finding in in_order(found):
        level = finding.severity
        if quiet and level is not Severity.ERROR:
            continue
        code = _styled(finding.code, level.value, sys.stderr)
        message = finding.message if level is Severity.ERROR else f"{level.value}: {finding.message}"
        _write(sys.stderr, f"{visible(str(finding.place))}: {code} {visible(message)}\n")
        if finding.excerpt:
            for line in marked.lines(finding.excerpt, visible, _underlined() if _is_colored(sys.stderr) else None):
                _write(sys.stderr, f"    {line}\n")
        if finding.hint:
            _write(sys.stderr, _styled(f"    {visible(finding.hint)}", "dim", sys.stderr) + "\n")


def _underlined() -> Callable[[str], str]:
    return lambda words: _styled(words, "marked", sys.stderr)


def kind(error: BaseException) -> str:
    """Return the name of a mistake's class, also of one that happened in a worker."""
    return str(getattr(error, "kind", type(error).__name__))


def fault(error: BaseException, what: str = "") -> None:
    """Print one line about a mistake of the program, and with ``HANDOUTS_DEBUG`` where it happened."""
    where = f" in {what}" if what else ""
    if os.environ.get("HANDOUTS_DEBUG"):
        _write(sys.stderr, "".join(traceback.format_exception(error)))
    note(f"internal error{where}: {kind(error)}", error=True)
    note("    This is a mistake of the program, not yours. HANDOUTS_DEBUG=1 shows where it happened; please report it")


def progress(text: str) -> None:
    """Show what is being done, on a terminal; an empty text takes it away."""
    if is_terminal(sys.stderr):
        _write(sys.stderr, _CLEAR_LINE + visible(text))
